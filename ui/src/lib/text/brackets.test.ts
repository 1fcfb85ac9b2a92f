import { describe, expect, it } from "vitest";
import { layOutBrackets, type Tagged } from "./brackets";

const passage = (id: string, top: number, bottom: number, ...tags: string[]): Tagged => ({
  id,
  top,
  bottom,
  tags: tags.length > 0 ? tags : ["t"],
});

describe("brackets beside the text", () => {
  it("stand in lanes of their own where they are beside one another, and use a lane again", () => {
    const { brackets, lanes } = layOutBrackets(
      [passage("a", 0, 100), passage("b", 20, 60), passage("c", 70, 90), passage("d", 110, 140)],
      16,
    );
    expect(brackets.map(({ id, lane, top, height }) => [id, lane, top, height])).toEqual([
      ["a", 0, 0, 100],
      ["b", 1, 20, 40],
      ["c", 1, 70, 20],
      ["d", 0, 110, 30],
    ]);
    expect(lanes).toBe(2);
  });

  it("share the last lane where there are more than can be told apart", () => {
    const many = Array.from({ length: 9 }, (_, at) => passage(String(at), at, 100));
    const { brackets, lanes } = layOutBrackets(many, 16);
    expect(lanes).toBe(6);
    expect(Math.max(...brackets.map(({ lane }) => lane))).toBe(5);
  });
});

describe("names of tags", () => {
  it("stand at their passages, and make room for each other downwards", () => {
    const { names } = layOutBrackets([passage("a", 0, 50, "x", "y"), passage("b", 10, 50, "x")], 16);
    expect(names).toEqual([
      { annotation: "a", tag: "x", top: 0 },
      { annotation: "a", tag: "y", top: 16 },
      { annotation: "b", tag: "x", top: 32 },
    ]);
  });
});
