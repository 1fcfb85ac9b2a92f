import { describe, expect, it } from "vitest";
import type { Annotation, Section } from "../../lib/api/generated";
import { rowsOf } from "./rows";

function annotation(start: number): Annotation {
  const style = { mark: "fill", colour: "yellow" } as const;
  return {
    id: `a${start}`,
    document: "d",
    start,
    end: start + 1,
    quote: "",
    style,
    note: "",
    state: "anchored",
    original: null,
    reason: null,
    tags: [],
    madeOn: "r",
    createdAt: 0,
    modifiedAt: 0,
  };
}

function section(heading: number): Section {
  return { number: null, marker: "", title: `s${heading}`, level: 1, heading, start: heading, end: 99 };
}

const annotations = [1, 10, 15, 40].map(annotation);
const sections = [10, 20, 30].map(section);

describe("the list of annotations", () => {
  it("groups them under the section they begin in, and leaves out empty sections", () => {
    const rows = rowsOf(annotations, [], sections);
    expect(rows.map((row) => (row.kind === "section" ? (row.section?.title ?? "before") : row.key))).toEqual([
      "before",
      "a1",
      "s10",
      "a10",
      "a15",
      "s30",
      "a40",
    ]);
  });

  it("shows no section in which there is none", () => {
    const rows = rowsOf(annotations.slice(3), [], sections);
    expect(rows.map(({ key }) => key)).toEqual(["section-2", "a40"]);
  });

  it("has those without a passage at the end, under their own heading", () => {
    const lost = [annotation(3), annotation(12)];
    const keys = (standing: Annotation[], orphans: Annotation[]) =>
      rowsOf(standing, orphans, []).map(({ key }) => key);
    expect(keys([annotation(40)], lost)).toEqual(["a40", "orphans", "a3", "a12"]);
    expect(keys([], lost)).toEqual(["orphans", "a3", "a12"]);
    expect(keys([annotation(40)], [])).toEqual(["a40"]);
  });

  it("needs no headings where there are no sections", () => {
    expect(rowsOf(annotations, [], []).every(({ kind }) => kind === "annotation")).toBe(true);
  });
});
