import { describe, expect, it } from "vitest";
import { admit, layOutMargin, type MarginItem } from "./margin";

function tops(items: [wish: number, height: number][], pinned: number | null = null): number[] {
  const named: MarginItem[] = items.map(([wish, height], index) => ({
    id: String(index),
    wish,
    height,
  }));
  return layOutMargin(named, 10, pinned === null ? null : String(pinned)).map((place) => place.top);
}

describe("the margin", () => {
  it("puts a note beside its passage when there is room", () => {
    expect(
      tops([
        [0, 50],
        [100, 50],
        [400, 20],
      ]),
    ).toEqual([0, 100, 400]);
  });

  it("pushes a note down when the one before it is in the way", () => {
    expect(
      tops([
        [0, 50],
        [20, 50],
        [30, 10],
        [500, 10],
      ]),
    ).toEqual([0, 60, 120, 500]);
  });

  it("keeps the pinned note at its passage and moves the notes before it up", () => {
    expect(
      tops(
        [
          [0, 50],
          [20, 50],
          [40, 10],
        ],
        1,
      ),
    ).toEqual([-40, 20, 80]);
  });

  it("moves up only as many notes as stand in the way", () => {
    expect(
      tops(
        [
          [0, 20],
          [200, 50],
          [220, 10],
        ],
        2,
      ),
    ).toEqual([0, 160, 220]);
  });

  it("tells how far a note stands from its passage", () => {
    const places = layOutMargin(
      [
        { id: "a", wish: 0, height: 30 },
        { id: "b", wish: 5, height: 30 },
      ],
      4,
    );
    expect(places).toEqual([
      { id: "a", top: 0, shift: 0 },
      { id: "b", top: 34, shift: 29 },
    ]);
  });

  it("never lets two notes overlap, whichever is pinned", () => {
    let seed = 3;
    const random = (below: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let round = 0; round < 300; round++) {
      const items = Array.from({ length: random(12) }, () => random(600))
        .sort((a, b) => a - b)
        .map((wish, index) => ({ id: String(index), wish, height: 10 + random(120) }));
      const pinned = items.length > 0 ? String(random(items.length)) : null;
      const places = layOutMargin(items, 8, pinned);
      places.forEach((place, index) => {
        const next = places[index + 1];
        const height = items[index]?.height ?? 0;
        if (next) expect(next.top).toBeGreaterThanOrEqual(place.top + height + 8);
        if (place.id === pinned) expect(place.shift).toBe(0);
      });
    }
  });
});

describe("admission to the margin", () => {
  const wanted = [0, 100, 200, 300, 400].map((wish) => ({ id: `at ${wish}`, wish }));

  it("takes the nearest first and the others after them", () => {
    const first = admit(wanted, new Set(), 190, 2);
    expect([...first.admitted].sort()).toEqual(["at 100", "at 200"]);
    expect(first.isAll).toBe(false);
    const second = admit(wanted, first.admitted, 190, 9);
    expect(second.admitted.size).toBe(5);
    expect(second.isAll).toBe(true);
  });

  it("keeps what stands there, however far away, until it is no longer wanted", () => {
    const standing = new Set(["at 400", "gone"]);
    expect([...admit(wanted, standing, 0, 1).admitted].sort()).toEqual(["at 0", "at 400"]);
  });
});
