import { describe, expect, it } from "vitest";
import { condition, withCondition } from "./operators";

describe("conditions that are chosen", () => {
  it("are written as the query language has them", () => {
    expect(condition("speaker", " 湯普森 ", false)).toBe("speaker:湯普森");
    expect(condition("tag", "情感/恐懼", true)).toBe("-tag:情感/恐懼");
    expect(condition("section", "New York", false)).toBe('section:"New York"');
    expect(condition("title", '"書"：讀', false)).toBe('title:"\\"書\\"：讀"');
    expect(condition("words", "OR", false)).toBe('"OR"');
    expect(condition("note", "", true)).toBe("-has:note");
    expect(condition("orphan", "x", false)).toBe("is:orphan");
    expect(condition("changed", "", true)).toBe("-is:changed");
    expect(condition("speaker", " ", false)).toBe("");
  });

  it("come behind what is there, once", () => {
    expect(withCondition("", "has:note")).toBe("has:note");
    expect(withCondition("母親 ", "has:note")).toBe("母親 has:note");
    expect(withCondition("母親 has:note", "has:note")).toBe("母親 has:note");
    expect(withCondition("母親 OR 父親", "tag:家")).toBe("(母親 OR 父親) tag:家");
    expect(withCondition("母親", "")).toBe("母親");
  });
});
