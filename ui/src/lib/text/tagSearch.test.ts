import { afterEach, describe, expect, it } from "vitest";
import type { Tag } from "../api/generated";
import { foldIdentity, foldName, learnVariants } from "./fold";
import { keyOf, readPath, searchTags } from "./tagSearch";

afterEach(() => learnVariants(""));

/** Tags in the order of the codebook, by their paths. */
function tags(...paths: string[]): Tag[] {
  return paths.map((path) => {
    const names = path.split("/");
    const parent = names.slice(0, -1).join("/");
    return {
      id: path,
      parent: parent === "" ? null : parent,
      depth: names.length - 1,
      name: names.at(-1) ?? "",
      path,
      colour: null,
      shortcut: null,
      definition: "",
      createdAt: 0,
    };
  });
}

const codebook = tags("情感", "情感/恐懼", "情感/恐懼/夜", "地方", "Place", "Place/Home", "Homecoming");
const found = (query: string, recent: string[] = []) =>
  searchTags(codebook.map(keyOf), query, recent).map(({ path }) => path);

describe("folded names", () => {
  it("make no difference between case, width, diacritics and, once learned, forms of Han characters", () => {
    expect(foldName("Ｓora Café ｶﾞ")).toBe(foldName("sora cafe ガ"));
    expect(foldName("恐惧")).not.toBe(foldName("恐懼"));
    learnVariants("懼惧臺台𠮷吉");
    expect(foldName("恐惧")).toBe(foldName("恐懼"));
    expect(foldName("𠮷")).toBe("吉");
  });

  it("keep the voicing of kana and the accents where tags are told apart", () => {
    expect(foldIdentity("Ｆear　of")).toBe(foldIdentity("FEAR  OF"));
    expect(foldIdentity("が")).not.toBe(foldIdentity("か"));
    expect(foldIdentity("é")).not.toBe(foldIdentity("e"));
  });
});

describe("tags that fit", () => {
  it("hold the query anywhere in their name or path, names first", () => {
    expect(found("懼")).toEqual(["情感/恐懼", "情感/恐懼/夜"]);
    expect(found("情感")).toEqual(["情感", "情感/恐懼", "情感/恐懼/夜"]);
    expect(found("home")).toEqual(["Place/Home", "Homecoming"]);
    expect(found("沒有")).toEqual([]);
  });

  it("are found by parts of their path, with either separator", () => {
    expect(found("情／夜")).toEqual(["情感/恐懼/夜"]);
    expect(found("place/ho")).toEqual(["Place/Home"]);
    expect(found("/情感")[0]).toBe("情感");
  });

  it("are found by another form of their characters", () => {
    learnVariants("懼惧");
    expect(found("恐惧")).toEqual(["情感/恐懼", "情感/恐懼/夜"]);
  });

  it("are all there without a query, those given last before the others", () => {
    expect(found("", ["Homecoming", "地方"])).toEqual([
      "Homecoming",
      "地方",
      "情感",
      "情感/恐懼",
      "情感/恐懼/夜",
      "Place",
      "Place/Home",
    ]);
  });
});

describe("a typed path", () => {
  const read = (typed: string) => {
    const path = readPath(codebook.map(keyOf), typed);
    return path && [path.path, path.existing?.path ?? null];
  };

  it("means the tag that has it, but for case and width", () => {
    expect(read("Ｐlace/HOME")).toEqual(["Place/Home", "Place/Home"]);
    expect(read("恐懼 / 夜")).toEqual(["情感/恐懼/夜", "情感/恐懼/夜"]);
  });

  it("is new from where it leaves what is there", () => {
    expect(read("情感/喜悅")).toEqual(["情感/喜悅", null]);
    expect(read("恐懼/日")).toEqual(["情感/恐懼/日", null]);
    expect(read("新/更新")).toEqual(["新/更新", null]);
  });

  it("of one name is new at the top, although a tag below has that name", () => {
    expect(read("恐懼")).toEqual(["恐懼", null]);
    expect(read("/home")).toEqual(["home", null]);
  });

  it("is none where a name is missing", () => {
    expect([read(""), read(" / "), read("情感//夜"), read("a\u0007")]).toEqual([null, null, null, null]);
    expect(read("情感/")).toEqual(["情感", "情感"]);
  });
});
