import { describe, expect, it } from "vitest";
import type { SearchDocument, SearchHit } from "../../lib/api/generated";
import type { Answer } from "../../lib/state/searching.svelte";
import { isPlace, rowsOf } from "./rows";

const hit = (start: number): SearchHit => ({
  kind: "text",
  start,
  end: start + 2,
  before: "",
  text: "母親",
  after: "",
  speaker: null,
  passage: null,
  annotation: null,
});
const group = (document: string, sections: [string | null, number | null, number[]][]): SearchDocument => ({
  document,
  title: document,
  revision: "r",
  sections: sections.map(([title, start, hits]) => ({ title, start, hits: hits.map(hit) })),
});
const answer = (found: SearchDocument[]): Answer => ({
  total: 3,
  asideTotal: 0,
  documents: [{ document: "a", title: "a", count: 3 }],
  speakers: [],
  asides: [],
  unknownOperator: null,
  found,
  listed: 3,
});
const told = (found: SearchDocument[]) =>
  rowsOf(answer(found), null).map((row) => (row.kind === "hit" ? row.hit.start : row.kind));

describe("what a search found", () => {
  it("stands under its document and section", () => {
    const found = [
      group("a", [
        [null, null, [1]],
        ["一", 5, [7, 9]],
      ]),
      group("b", [["一", 2, [3]]]),
    ];
    expect(told(found)).toEqual(["document", 1, "section", 7, 9, "document", "section", 3]);
  });

  it("goes on where a page ended", () => {
    const found = [
      group("a", [["一", 5, [7]]]),
      group("a", [["一", 5, [9]]]),
      group("a", [["二", 12, [13]]]),
    ];
    expect(told(found)).toEqual(["document", "section", 7, 9, "section", 13]);
    expect(new Set(rowsOf(answer(found), "more").map(({ key }) => key)).size).toBe(7);
  });

  it("says that there is more, which is no place", () => {
    const rows = rowsOf(answer([group("a", [[null, null, [1]]])]), "more");
    expect(rows.map((row) => isPlace(row))).toEqual([false, true, false]);
  });
});
