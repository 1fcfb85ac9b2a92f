import { describe, expect, it } from "vitest";
import { Hits } from "./hits";
import { Carrier } from "./splices";

const hits = Hits.of([2, 4, 4, 6, 10, 14, 20, 21]);
const spans = (found: { start: number; end: number }[]) => found.map(({ start, end }) => [start, end]);

describe("places that a search found", () => {
  it("are looked up by where they are", () => {
    expect(hits.length).toBe(4);
    expect(hits.at(2)).toEqual({ start: 10, end: 14 });
    expect(hits.at(4)).toBeNull();
    expect([0, 2, 3, 4, 11, 21].map((offset) => hits.firstFrom(offset))).toEqual([0, 0, 1, 1, 3, 4]);
    expect(Hits.NONE.firstFrom(5)).toBe(0);
  });

  it("touch a paragraph also where they begin before it or end after it", () => {
    expect(spans(hits.within({ start: 5, end: 12 }, null))).toEqual([
      [4, 6],
      [10, 14],
    ]);
    expect(hits.within({ start: 6, end: 10 }, null)).toEqual([]);
    expect(spans(hits.within({ start: 12, end: 30 }, null))).toEqual([
      [10, 14],
      [20, 21],
    ]);
  });

  it("know the current one", () => {
    const found = hits.within({ start: 0, end: 30 }, { start: 4, end: 6 });
    expect(found.map(({ isCurrent }) => isCurrent)).toEqual([false, true, false, false]);
  });

  it("move with the text, but for those whose words were changed", () => {
    // Two characters come before the first, one goes from the third.
    const carrier = new Carrier([
      { start: 0, removed: 0, inserted: "甲乙" },
      { start: 11, removed: 1, inserted: "" },
    ]);
    const moved = hits.carried(carrier);
    expect(spans(moved.within({ start: 0, end: 99 }, null))).toEqual([
      [4, 6],
      [6, 8],
      [21, 22],
    ]);
  });
});
