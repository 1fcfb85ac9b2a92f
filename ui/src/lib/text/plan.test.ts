import { describe, expect, it } from "vitest";
import { Offsets } from "./offsets";
import { guessHeight, indexAt, measureEms, planChunks } from "./plan";

describe("planning chunks", () => {
  it("puts five short blocks into a chunk", () => {
    const chunks = planChunks(Array.from({ length: 12 }, () => 10));
    expect(chunks).toEqual([
      { first: 0, end: 5 },
      { first: 5, end: 10 },
      { first: 10, end: 12 },
    ]);
  });

  it("makes chunks of long blocks smaller, and one of a block that is too long alone", () => {
    expect(planChunks([480, 300, 100, 90_000, 5])).toEqual([
      { first: 0, end: 1 },
      { first: 1, end: 3 },
      { first: 3, end: 4 },
      { first: 4, end: 5 },
    ]);
  });

  it("plans nothing for no blocks", () => {
    expect(planChunks([])).toEqual([]);
  });
});

describe("guessing heights", () => {
  it("counts Chinese characters as full and Latin ones as half widths", () => {
    const offsets = new Offsets("中文abcd。");
    expect([
      ...measureEms(offsets, [
        { start: 0, end: 7 },
        { start: 2, end: 6 },
      ]),
    ]).toEqual([5, 2]);
  });

  it("gives every block at least a line and a gap", () => {
    const setting = { emsPerLine: 38, lineHeight: 34, gap: 10 };
    const ems = Float32Array.from([0, 38, 39]);
    expect(guessHeight({ first: 0, end: 3 }, ems, setting)).toBe(44 + 44 + 78);
  });
});

describe("finding the block at an offset", () => {
  it("takes the last that starts at or before it", () => {
    expect([0, 4, 5, 9, 10, 99].map((offset) => indexAt([0, 5, 10], offset))).toEqual([0, 0, 1, 1, 2, 2]);
  });
});
