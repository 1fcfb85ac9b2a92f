import { describe, expect, it } from "vitest";
import { Heights } from "./heights";

describe("a column of heights", () => {
  it("knows the top of every box and the total", () => {
    const heights = new Heights([10, 20, 30, 40, 50]);
    expect([0, 1, 2, 3, 4, 5].map((index) => heights.top(index))).toEqual([0, 10, 30, 60, 100, 150]);
    expect(heights.total).toBe(150);
  });

  it("finds the box at a height, its top edge included", () => {
    const heights = new Heights([10, 20, 30]);
    expect([-5, 0, 9.5, 10, 29, 30, 59, 60, 900].map((y) => heights.at(y))).toEqual([
      0, 0, 0, 1, 1, 2, 2, 2, 2,
    ]);
  });

  it("moves every later box when one height changes", () => {
    const heights = new Heights(Array.from({ length: 100 }, () => 10));
    heights.set(40, 110);
    expect(heights.of(40)).toBe(110);
    expect(heights.top(40)).toBe(400);
    expect(heights.top(41)).toBe(510);
    expect(heights.top(100)).toBe(1100);
    expect(heights.at(509)).toBe(40);
    expect(heights.at(510)).toBe(41);
  });

  it("holds for no boxes at all", () => {
    const heights = new Heights([]);
    expect(heights.total).toBe(0);
    expect(heights.at(10)).toBe(0);
  });
});
