import { describe, expect, it } from "vitest";
import type { Memo, Section } from "../../lib/api/generated";
import {
  aboutDocument,
  aboutLibrary,
  aboutSection,
  aboutSpeaker,
  aboutTag,
  type MemoTarget,
  type ShownMemo,
} from "../../lib/state/memos.svelte";
import { rowsOf, type Names } from "./rows";

const section = (heading: number, title: string) => ({ heading, title, number: heading }) as Section;

const NAMES: Names = {
  document: "d",
  sections: [section(5, "開始"), section(50, "然後")],
  speakers: ["ben", "ada"],
  titles: new Map([
    ["e", "夜航"],
    ["d", "風景"],
  ]),
  tags: new Map([
    ["t1", "地方"],
    ["t2", "地方/臺北"],
  ]),
};

function shown(key: string, target: MemoTarget, rest: Partial<Memo> = {}): ShownMemo {
  const memo: Memo = {
    ...target,
    section: null,
    speakerName: null,
    createdAt: 0,
    modifiedAt: 0,
    text: key,
    ...rest,
    id: key,
  };
  return { key, target, memo };
}

const MEMOS: readonly ShownMemo[] = [
  shown("library", aboutLibrary()),
  shown("tag 2", aboutTag("t2")),
  shown("tag 1", aboutTag("t1")),
  shown("ada", aboutSpeaker("d", "ada"), { speakerName: "Ada" }),
  shown("ben", aboutSpeaker("d", "ben"), { speakerName: "Ben" }),
  shown("lost", { ...aboutSection("d", 0), heading: null }, { section: "從前" }),
  shown("second", aboutSection("d", 50)),
  shown("first", aboutSection("d", 5)),
  shown("document", aboutDocument("d"), { text: "想到臺灣" }),
  shown("other", aboutDocument("e")),
];

/** Groups in brackets, memos with what they are about. */
const told = (names: Names, filter = "") =>
  rowsOf(MEMOS, names, filter).map((row) =>
    row.kind === "group"
      ? `[${row.title ?? row.group}]`
      : `${row.key}${row.about.name === "" ? "" : `: ${row.about.name}`}${row.about.isLost ? "?" : ""}`,
  );

describe("the memos", () => {
  it("of the open interview stand by what they are about, in the order of the text and the codebook", () => {
    expect(told(NAMES)).toEqual([
      "[document]",
      "document",
      "[sections]",
      "first: 開始",
      "second: 然後",
      "lost: 從前?",
      "[speakers]",
      "ben: Ben",
      "ada: Ada",
      "[tags]",
      "tag 1: 地方",
      "tag 2: 地方/臺北",
      "[library]",
      "library",
    ]);
  });

  it("of all interviews stand under their titles", () => {
    const all = told({ ...NAMES, document: null, sections: [], speakers: [] });
    expect(all.slice(0, 5)).toEqual(["[library]", "library", "[夜航]", "other", "[風景]"]);
    expect(all.slice(-3)).toEqual(["[tags]", "tag 1: 地方", "tag 2: 地方/臺北"]);
  });

  it("are filtered by their words and by what they are about, whatever the case", () => {
    expect(told(NAMES, "臺灣")).toEqual(["[document]", "document"]);
    expect(told(NAMES, "BEN")).toEqual(["[speakers]", "ben: Ben"]);
    expect(told(NAMES, "臺北 tag")).toEqual(["[tags]", "tag 2: 地方/臺北"]);
    expect(told(NAMES, "沒有")).toEqual([]);
  });

  it("that are begun are shown whatever the filter says", () => {
    const begun: ShownMemo = { key: "new-1", target: aboutTag("t1"), memo: null };
    expect(rowsOf([begun], NAMES, "沒有").map(({ key }) => key)).toEqual(["tags", "new-1"]);
  });
});
