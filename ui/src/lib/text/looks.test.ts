import { describe, expect, it } from "vitest";
import type { Colour, Mark } from "$lib/api/generated";
import { lookOf, placeLayers, type Layer } from "./looks";

function layer(id: string, start: number, end: number, mark: Mark, colour: Colour): Layer {
  return { id, start, end, style: { mark, colour } };
}

describe("the look of overlapping annotations", () => {
  it("needs only a class for a single fill or a single line", () => {
    const fill = placeLayers([layer("a", 0, 9, "fill", "green")]);
    expect(lookOf(fill)).toEqual({ classes: "mark fill-green", lines: null });
    const line = placeLayers([layer("a", 0, 9, "underline", "blue")]);
    expect(lookOf(line)).toEqual({ classes: "mark line-blue", lines: null });
  });

  it("blends fills in the order of the palette, whichever came first", () => {
    const one = placeLayers([layer("a", 0, 9, "fill", "blue"), layer("b", 2, 5, "fill", "yellow")]);
    const other = placeLayers([layer("a", 0, 9, "fill", "yellow"), layer("b", 2, 5, "fill", "blue")]);
    expect(lookOf(one)).toEqual(lookOf(other));
    expect(lookOf(one.slice(0, 2))).toEqual({ classes: "mark blend-yellow-blue", lines: null });
  });

  it("paints the same colour twice when two annotations share it", () => {
    const twice = placeLayers([layer("a", 0, 9, "fill", "red"), layer("b", 2, 5, "fill", "red")]);
    expect(lookOf(twice).classes).toBe("mark blend-red-red");
  });

  it("turns a fourth fill into a line, over its whole length", () => {
    const colours: Colour[] = ["yellow", "red", "green", "blue"];
    const placed = placeLayers(
      colours.map((colour, index) => layer(colour, index, 20 + index, "fill", colour)),
    );
    expect(placed.map((each) => each.isFill)).toEqual([true, true, true, false]);
    expect(lookOf(placed.slice(3))).toEqual({ classes: "mark line-blue", lines: null });
  });

  it("keeps a line in its row when the line above it has ended", () => {
    const placed = placeLayers([
      layer("a", 0, 10, "underline", "red"),
      layer("b", 5, 20, "underline", "blue"),
    ]);
    expect(placed.map((each) => each.row)).toEqual([0, 1]);
    const alone = lookOf(placed.slice(1));
    expect(alone.lines?.image.match(/linear-gradient/g)).toHaveLength(1);
    expect(alone.lines?.further?.room).toBe("calc(var(--line-step) * 1)");
  });

  it("lays lines over the fill below them", () => {
    const both = placeLayers([layer("a", 0, 9, "fill", "green"), layer("b", 2, 5, "underline", "red")]);
    expect(lookOf(both)).toMatchObject({ classes: "mark fill-green", lines: { further: null } });
    expect(lookOf(both).lines?.image).toBe("linear-gradient(var(--strong-red), var(--strong-red))");
  });
});
