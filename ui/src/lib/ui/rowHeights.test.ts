import { expect, it } from "vitest";
import { RowHeights } from "./rowHeights";

function rows(count: number) {
  const heights = new RowHeights();
  const keys = Array.from({ length: count }, (_, index) => `k${index}`);
  heights.replace(keys, () => 10);
  return { heights, keys };
}

it("rows that were never drawn stand where the guess puts them", () => {
  const { heights } = rows(5);
  expect([heights.total, heights.top(3), heights.at(35), heights.at(999)]).toEqual([50, 30, 3, 4]);
});

it("a measured row moves those after it, and only those", () => {
  const { heights } = rows(5);
  expect(heights.measure([["k1", 30]])).toBe(true);
  expect([heights.top(1), heights.top(2), heights.total]).toEqual([10, 40, 70]);
});

it("a difference of rounding moves nothing", () => {
  const { heights } = rows(5);
  heights.measure([["k1", 30]]);
  expect(heights.measure([["k1", 30.3]])).toBe(false);
});

it("what was measured is kept when the list changes", () => {
  const { heights, keys } = rows(5);
  heights.measure([["k3", 30]]);
  heights.replace(keys.slice(2), () => 10);
  expect(heights.total).toBe(50);
});

it("an empty list has no height", () => {
  const { heights } = rows(0);
  expect([heights.total, heights.at(0)]).toEqual([0, 0]);
});
