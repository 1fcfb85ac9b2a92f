import { describe, expect, it } from "vitest";
import type { Tag } from "../../lib/api/generated";
import { pathAbove, pickerRows, type Offered } from "./rows";

const tag = (path: string) => ({ id: path, path, name: path.split("/").at(-1) ?? "" }) as Tag;
const [fear, night] = [tag("情感/恐懼"), tag("夜")];
const nothing: Offered = { query: "", fitting: [fear, night], made: null, byKey: null, given: new Set() };
const keys = (offered: Partial<Offered>) => pickerRows({ ...nothing, ...offered }).map(({ key }) => key);

describe("the picker's lines", () => {
  it("leave out what is given until it is looked for", () => {
    expect(keys({ given: new Set(["夜"]) })).toEqual(["情感/恐懼"]);
    expect(keys({ given: new Set(["夜"]), query: "夜", fitting: [night] })).toEqual(["夜"]);
  });

  it("begin with the tag whose key was typed", () => {
    expect(keys({ query: "f", byKey: night })).toEqual(["夜", "情感/恐懼"]);
  });

  it("end with what would be new, unless it is there", () => {
    const made = { reference: "/日", path: "日", existing: null };
    expect(pickerRows({ ...nothing, query: "日", fitting: [], made })).toEqual([
      { kind: "new", key: "new", path: "日", reference: "/日" },
    ]);
    const rows = pickerRows({
      ...nothing,
      query: "夜",
      fitting: [night],
      made: { ...made, existing: night },
    });
    expect(rows.map(({ kind }) => kind)).toEqual(["tag"]);
  });
});

describe("a path", () => {
  it("stands before the name without it", () => {
    expect([pathAbove(fear), pathAbove(night), pathAbove(tag("a/b/a"))]).toEqual(["情感", "", "a/b"]);
  });
});
