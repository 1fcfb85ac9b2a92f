import { afterEach, describe, expect, it } from "vitest";
import type { Annotation, Block, DocumentView } from "$lib/api/generated";
import { splicesBetween } from "$lib/text/align";
import { Offsets } from "$lib/text/offsets";
import { Carrier } from "$lib/text/splices";
import { ReadingPage } from "./page";

const LINES = ["Title", "A: first 一段", "B: second", "A: third 𠮷野家", "more of it"];
const TEXT = `${LINES.join("\n")}\n`;
const offsets = new Offsets(TEXT);

function blocks(lines = LINES): Block[] {
  let at = 0;
  return lines.map((line, index) => {
    const start = at;
    const length = [...line].length;
    at += length + 1;
    const label = /^[AB]: /.test(line) ? 3 : 0;
    return {
      start,
      end: at,
      bodyStart: start + label,
      bodyEnd: start + length,
      kind: index === 0 ? "title" : "turn",
      level: null,
      number: null,
      speaker: index === 0 ? null : line.startsWith("B") ? "b" : "a",
      labelStart: label > 0 ? start : null,
      labelEnd: label > 0 ? start + 1 : null,
      time: null,
    };
  });
}

const view = viewOf(LINES);

function viewOf(lines: string[]): DocumentView {
  const text = `${lines.join("\n")}\n`;
  return { summary: {}, blocks: blocks(lines), speakers: [], sections: [], text } as unknown as DocumentView;
}

/** Has a page follow the document to other lines; false where it cannot. */
function follow(drawn: ReadingPage, lines: string[], annotations: Annotation[] = []): boolean {
  const after = viewOf(lines);
  const carrier = new Carrier(splicesBetween(drawn.offsets.text, after.text));
  return drawn.follow(after, new Offsets(after.text), annotations, carrier, []);
}

const texts = ({ column }: ReadingPage) =>
  [...column.querySelectorAll(".body")].map((body) => body.textContent);

function annotation(id: string, quote: string): Annotation {
  const start = offsets.fromUtf16(TEXT.indexOf(quote));
  const style = { mark: "fill", colour: "green" } as const;
  const end = start + [...quote].length;
  return {
    id,
    document: "d",
    start,
    end,
    quote,
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

let page: ReadingPage | null = null;

function open(annotations: Annotation[]): ReadingPage {
  const scroller = document.createElement("div");
  const sheet = document.createElement("div");
  const lead = document.createElement("div");
  const column = document.createElement("div");
  sheet.append(lead, column);
  scroller.append(sheet);
  document.body.replaceChildren(scroller);
  page = new ReadingPage(
    { scroller, sheet, lead, column },
    view,
    offsets,
    annotations,
    { offset: 0, y: 0 },
    {
      words: { selectTurn: (name) => name, crowded: String },
      findUnits: () => Promise.resolve({ words: [], clauses: [], sentences: [] }),
      buildColophon: () => document.createElement("footer"),
      onLayout: () => undefined,
      onScroll: () => undefined,
    },
  );
  return page;
}

describe("the drawn page", () => {
  afterEach(() => page?.destroy());

  it("shows every body's text, the labels set apart from it", () => {
    const { column } = open([]);
    expect([...column.querySelectorAll(".body")].map((body) => body.textContent)).toEqual([
      "Title",
      "first 一段",
      "second",
      "third 𠮷野家",
      "more of it",
    ]);
    expect(column.querySelector("[data-block='0'] footer")).not.toBeNull();
  });

  it("repaints only the blocks that a change touches", () => {
    const drawn = open([]);
    const before = drawn.painter.paintCount;
    const added = annotation("x", "𠮷野");
    drawn.painting.repaint([added], [added]);
    expect(drawn.painter.paintCount).toBe(before + 1);
    expect(drawn.column.querySelector("mark")?.textContent).toBe("𠮷野");
  });

  it("paints an annotation over several turns in each of them", () => {
    const long = annotation("x", "一段\nB: second\nA: third");
    const { column } = open([long]);
    expect([...column.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual([
      "一段",
      "second",
      "third",
    ]);
  });

  it("keeps the selection when the block under it is painted anew", () => {
    const drawn = open([]);
    const added = annotation("x", "third");
    const ends = { anchor: added.start + 1, focus: added.end + 2 };
    drawn.select(ends);
    drawn.painting.repaint([added], [added]);
    const selection = document.getSelection();
    const focus = selection?.focusNode && drawn.map.offsetOf(selection.focusNode, selection.focusOffset);
    const anchor = selection?.anchorNode && drawn.map.offsetOf(selection.anchorNode, selection.anchorOffset);
    expect({ anchor, focus }).toEqual(ends);
  });

  it("emphasises the active annotation, also in a block painted later", () => {
    const first = annotation("x", "first");
    const drawn = open([first]);
    drawn.painting.setActive(first);
    expect(drawn.column.querySelector("mark.is-active")?.textContent).toBe("first");
    const second = annotation("y", "段");
    drawn.painting.repaint([first, second], [second]);
    expect(drawn.column.querySelector("mark.is-active")?.textContent).toBe("first");
    drawn.painting.setActive(null);
    expect(drawn.column.querySelector("mark.is-active")).toBeNull();
  });
});

describe("a page that follows a correction", () => {
  afterEach(() => page?.destroy());

  it("paints the corrected paragraph and no other, and finds places after it", () => {
    const drawn = open([annotation("x", "𠮷野")]);
    const before = drawn.painter.paintCount;
    const marked = { ...annotation("x", "𠮷野"), start: 33, end: 35 };
    expect(follow(drawn, LINES.with(1, "A: the first 一段"), [marked])).toBe(true);
    expect(texts(drawn)).toEqual(["Title", "the first 一段", "second", "third 𠮷野家", "more of it"]);
    expect(drawn.painter.paintCount).toBe(before + 1);
    const mark = drawn.column.querySelector("mark");
    expect(mark && drawn.map.offsetOf(mark, 0)).toBe(annotation("x", "𠮷野").start + 4);
    expect(drawn.map.pointAt(annotation("x", "more").start + 4)?.node.textContent).toBe("more of it");
  });

  it("draws split and joined paragraphs, and counts those after them on", () => {
    const drawn = open([]);
    const lines = [...LINES.slice(0, 4), "A: more", "of it", "B: end"];
    expect(follow(drawn, lines)).toBe(true);
    expect(texts(drawn)).toEqual(["Title", "first 一段", "second", "third 𠮷野家", "more", "of it", "end"]);
    expect(
      [...drawn.column.querySelectorAll("[data-block]")].map((block) => block.getAttribute("data-block")),
    ).toEqual(lines.map((_, index) => String(index)));
    expect(follow(drawn, LINES)).toBe(true);
    expect(texts(drawn)).toEqual(["Title", "first 一段", "second", "third 𠮷野家", "more of it"]);
  });

  it("builds a block anew that somebody else says now", () => {
    const drawn = open([]);
    expect(follow(drawn, LINES.with(2, "a line nobody says"))).toBe(true);
    expect(drawn.column.querySelector("[data-block='2'] .who")).toBeNull();
    expect(texts(drawn)[2]).toBe("a line nobody says");
  });

  it("keeps what is selected after the correction selected", () => {
    const drawn = open([]);
    const third = annotation("x", "third");
    drawn.select({ anchor: third.start, focus: third.end });
    follow(drawn, LINES.with(1, "A: 1st 一段"));
    expect(document.getSelection()?.toString()).toBe("third");
  });

  it("says where the opening is another and all has to be drawn", () => {
    expect(follow(open([]), LINES.with(0, "Another title"))).toBe(false);
  });
});
