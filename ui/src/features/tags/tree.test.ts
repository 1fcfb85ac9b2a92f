import { describe, expect, it } from "vitest";
import type { Tag } from "../../lib/api/generated";
import { dropPart, dropPlace, stepPlace, treeRows, typedRow } from "./tree";

/** Tags in the order of the codebook, by their paths, which are their ids. */
const tags = (...paths: string[]) =>
  paths.map((path) => {
    const parent = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : null;
    return { id: path, parent, name: path.split("/").at(-1), path } as Tag;
  });

const list = tags("a", "a/b", "a/b/c", "a/d", "e");
const none: ReadonlySet<string> = new Set();
const ids = (rows: ReturnType<typeof treeRows>) => rows.map(({ tag }) => tag.id);
const row = (id: string, collapsed = none) => {
  const found = treeRows(list, collapsed, null).find(({ tag }) => tag.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe("the rows of the tree", () => {
  it("are all tags but those under a collapsed one", () => {
    expect(ids(treeRows(list, none, null))).toEqual(["a", "a/b", "a/b/c", "a/d", "e"]);
    expect(ids(treeRows(list, new Set(["a"]), null))).toEqual(["a", "e"]);
    expect(ids(treeRows(list, new Set(["a/b"]), null))).toEqual(["a", "a/b", "a/d", "e"]);
  });

  it("are what was found with what it is under", () => {
    expect(ids(treeRows(list, new Set(["a"]), new Set(["a/b/c"])))).toEqual(["a", "a/b", "a/b/c"]);
    expect(ids(treeRows(list, none, new Set()))).toEqual([]);
  });

  it("know their place among their siblings and whether anything is under them", () => {
    expect([row("a/d").place, row("a/d").siblings]).toEqual([2, 2]);
    expect([row("a").hasChildren, row("e").hasChildren]).toEqual([true, false]);
  });
});

describe("a tag that is dropped", () => {
  it("comes before, into or behind the row", () => {
    expect([dropPart(2, 30), dropPart(15, 30), dropPart(28, 30)]).toEqual(["before", "into", "after"]);
    expect(dropPlace(list, ["e"], row("a/d"), "before")).toEqual({ parent: "a", before: "a/d" });
    expect(dropPlace(list, ["e"], row("a/d"), "into")).toEqual({ parent: "a/d", before: null });
    expect(dropPlace(list, ["e"], row("a/d"), "after")).toEqual({ parent: "a", before: null });
    expect(dropPlace(list, ["a/b/c"], row("a"), "after")).toEqual({ parent: "a", before: "a/b" });
    expect(dropPlace(list, ["a/d"], row("a", new Set(["a"])), "after")).toEqual({
      parent: null,
      before: "e",
    });
  });

  it("comes nowhere within itself, nor where it is", () => {
    expect(dropPlace(list, ["a"], row("a/b/c"), "into")).toBeNull();
    expect(dropPlace(list, ["a"], row("a"), "before")).toBeNull();
    expect(dropPlace(list, ["a/d"], row("a"), "into")).toBeNull();
    expect(dropPlace(list, ["a/b"], row("a/d"), "before")).toBeNull();
  });
});

describe("several tags that are dropped", () => {
  it("come together, without those that go with another of them", () => {
    expect(dropPlace(list, ["e", "a/d"], row("a/b"), "before")).toEqual({ parent: "a", before: "a/b" });
    expect(dropPlace(list, ["a/b/c", "a/b"], row("e"), "into")).toEqual({ parent: "e", before: null });
    expect(dropPlace(list, ["a/b", "e"], row("a", new Set(["a"])), "after")).toEqual({
      parent: null,
      before: null,
    });
  });

  it("come nowhere within one of them, nor where they stand one after the other", () => {
    expect(dropPlace(list, ["e", "a/b"], row("a/b/c"), "into")).toBeNull();
    expect(dropPlace(list, ["a/d", "a/b"], row("a"), "into")).toBeNull();
    expect(dropPlace(list, ["e", "a"], row("a/d"), "after")).toBeNull();
  });
});

describe("a step of tags", () => {
  it("leads among its siblings, out of and into others", () => {
    expect(stepPlace(list, ["a/d"], "up")).toEqual({ parent: "a", before: "a/b" });
    expect(stepPlace(list, ["a/b"], "down")).toEqual({ parent: "a", before: null });
    expect(stepPlace(list, ["a/b/c"], "out")).toEqual({ parent: "a", before: "a/d" });
    expect(stepPlace(list, ["a/d"], "in")).toEqual({ parent: "a/b", before: null });
  });

  it("leads siblings together", () => {
    const list = tags("a", "b", "c", "c/x", "d");
    expect(stepPlace(list, ["d", "c", "c/x"], "up")).toEqual({ parent: null, before: "b" });
    expect(stepPlace(list, ["a", "c"], "down")).toEqual({ parent: null, before: null });
    expect(stepPlace(list, ["b", "c"], "in")).toEqual({ parent: "a", before: null });
    expect(stepPlace(list, ["a", "c/x"], "up")).toBeNull();
  });

  it("leads nowhere at the ends", () => {
    expect([stepPlace(list, ["a"], "up"), stepPlace(list, ["e"], "down")]).toEqual([null, null]);
    expect([stepPlace(list, ["a"], "out"), stepPlace(list, ["a/b"], "in")]).toEqual([null, null]);
  });
});

describe("typed letters", () => {
  it("go to the next name that begins with them, round the end", () => {
    const names = ["apple", "bear", "apricot", "cat"];
    expect(typedRow(names, 0, "a")).toBe(2);
    expect(typedRow(names, 2, "a")).toBe(0);
    expect(typedRow(names, 2, "ap")).toBe(2);
    expect(typedRow(names, 0, "x")).toBe(-1);
    expect(typedRow([], -1, "x")).toBe(-1);
  });
});
