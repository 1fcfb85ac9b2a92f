import { describe, expect, it } from "vitest";
import { RangeIndex } from "./rangeIndex";
import { overlaps } from "./segments";

describe("finding the ranges that touch a block", () => {
  it("finds nothing among nothing", () => {
    expect(new RangeIndex([]).touching({ start: 0, end: 9 })).toEqual([]);
  });

  it("finds a long range that began far before", () => {
    const long = { start: 0, end: 1000 };
    const others = Array.from({ length: 50 }, (_, at) => ({ start: at + 1, end: at + 2 }));
    expect(new RangeIndex([long, ...others]).touching({ start: 900, end: 901 })).toEqual([long]);
  });

  it("agrees with looking at every range", () => {
    let seed = 11;
    const random = (below: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (let round = 0; round < 100; round++) {
      const ranges = Array.from({ length: random(40) }, () => {
        const start = random(100);
        return { start, end: start + 1 + random(30) };
      }).sort((a, b) => a.start - b.start);
      const start = random(110);
      const span = { start, end: start + 1 + random(10) };
      expect(new RangeIndex(ranges).touching(span)).toEqual(ranges.filter((range) => overlaps(range, span)));
    }
  });
});
