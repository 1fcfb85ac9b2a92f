import { describe, expect, it } from "vitest";
import type { Revision } from "../../lib/api/generated";
import { chooseOf, groupBySitting, pairOf } from "./sittings";

const revision = (number: number, sitting: number): Revision => ({
  id: `r${number}`,
  number,
  createdAt: number,
  origin: "edit",
  characters: 10,
  inserted: 2,
  removed: 1,
  sitting,
});
const list = [revision(4, 3), revision(3, 2), revision(2, 2), revision(1, 1)];

describe("revisions", () => {
  it("that were made in one go stand together, with what they changed together", () => {
    const sittings = groupBySitting(list);
    expect(sittings.map(({ revisions }) => revisions.map(({ number }) => number))).toEqual([
      [4],
      [3, 2],
      [1],
    ]);
    expect(sittings[1]).toMatchObject({ inserted: 4, removed: 2 });
  });

  it("keep the key of their group while further corrections join it", () => {
    const more = [revision(5, 3), ...list];
    expect(groupBySitting(more)[0]?.key).toBe(groupBySitting(list)[0]?.key);
  });

  it("are chosen two at a time", () => {
    const chosen = ["r1", "r2", "r3"].reduce<string[]>(chooseOf, []);
    expect(chosen).toEqual(["r2", "r3"]);
    expect(chooseOf(chosen, "r3")).toEqual(["r2"]);
  });

  it("are compared from the older to the newer, or with the newest", () => {
    const numbers = (chosen: string[]) => {
      const pair = pairOf(list, chosen);
      return pair && [pair.from.number, pair.to.number];
    };
    expect(numbers(["r3", "r1"])).toEqual([1, 3]);
    expect(numbers(["r2"])).toEqual([2, 4]);
    expect(numbers(["r4"])).toBeNull();
    expect(numbers([])).toBeNull();
  });
});
