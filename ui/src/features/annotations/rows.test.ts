import { describe, expect, it } from "vitest";
import type { Annotation, Section } from "../../lib/api/generated";
import { excerpt, plainNote, rowsOf } from "./rows";

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
    const rows = rowsOf(annotations, sections, () => true);
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

  it("shows no section without a match", () => {
    const rows = rowsOf(annotations, sections, ({ start }) => start === 40);
    expect(rows.map(({ key }) => key)).toEqual(["section-2", "a40"]);
  });

  it("needs no headings where there are no sections", () => {
    expect(rowsOf(annotations, [], () => true).every(({ kind }) => kind === "annotation")).toBe(true);
  });
});

describe("an excerpt", () => {
  it("is one line, and never cuts a character in two", () => {
    expect(excerpt("一\n二\n", 9)).toBe("一 二");
    expect(excerpt("𠮷".repeat(9), 3)).toBe("𠮷𠮷𠮷…");
    expect(excerpt("short", 5)).toBe("short");
  });
});

it("a note is shown without its Markdown, and with its stars where they mean themselves", () => {
  expect(plainNote("# 標題\n- **粗** and *slanted*, [a link](https://example.org)")).toBe(
    "標題\n粗 and slanted, a link",
  );
  expect(plainNote("2 * 3 * 4")).toBe("2 * 3 * 4");
});
