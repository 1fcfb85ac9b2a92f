import { describe, expect, it } from "vitest";
import type { Block } from "$lib/api/generated";
import { Offsets } from "./offsets";
import type { Span } from "./segments";
import { Units, type FoundUnit } from "./units";

const TEXT = "問:今天,天氣好。你呢?\n答:很好👩‍👧。\n\n再說一句。\n完\n";
const offsets = new Offsets(TEXT);

function block(kind: Block["kind"], text: string, speaker: string | null, label: string): Block {
  const bodyStart = offsets.fromUtf16(TEXT.indexOf(text));
  const bodyEnd = bodyStart + [...text].length;
  const labelEnd = bodyStart - 1;
  const isLabelled = label !== "";
  return {
    start: bodyStart - [...label].length - (isLabelled ? 1 : 0),
    end: bodyEnd + 1,
    bodyStart,
    bodyEnd,
    kind,
    level: null,
    number: null,
    speaker,
    labelStart: isLabelled ? labelEnd - [...label].length : null,
    labelEnd: isLabelled ? labelEnd : null,
    time: null,
  };
}

const BLOCKS = [
  block("turn", "今天,天氣好。你呢?", "q", "問"),
  block("turn", "很好👩‍👧。", "a", "答"),
  block("turn", "再說一句。", "a", ""),
  block("paragraph", "完", null, ""),
];

/** Words of two characters, clauses and sentences by their marks: enough to see what is asked for. */
function find(text: string, offset: number, unit: FoundUnit): Promise<Span> {
  const patterns = {
    grapheme: /./gu,
    word: /\p{L}{1,2}|./gu,
    clause: /[^,。?]+[,。?]?/gu,
    sentence: /[^。?]+[。?]?/gu,
  };
  const points = new Offsets(text);
  for (const match of text.matchAll(patterns[unit])) {
    const start = points.fromUtf16(match.index);
    const end = points.fromUtf16(match.index + match[0].length);
    if (offset >= start && offset < end) return Promise.resolve({ start, end });
  }
  return Promise.resolve({ start: 0, end: points.length });
}

const units = new Units(offsets, BLOCKS, find);

function textOf(span: Span | null): string | null {
  return span && offsets.slice(span.start, span.end);
}

describe("growing a selection", () => {
  it("goes from word to clause to sentence to paragraph, and no further than the turn", async () => {
    let span: Span = { start: 6, end: 6 };
    const seen: (string | null)[] = [];
    for (let step = 0; step < 5; step++) {
      span = await units.grow(span);
      seen.push(textOf(span));
    }
    expect(seen).toEqual(["天氣", "天氣好。", "今天,天氣好。", "今天,天氣好。你呢?", "今天,天氣好。你呢?"]);
  });

  it("takes a continuation as part of its turn", async () => {
    const paragraph = units.bodyAt(BLOCKS[2]?.bodyStart ?? 0);
    expect(textOf(await units.grow(paragraph))).toBe("很好👩‍👧。\n\n再說一句。");
    expect(textOf(units.turnAt(BLOCKS[1]?.bodyStart ?? 0))).toBe("很好👩‍👧。\n\n再說一句。");
    expect(textOf(units.turnAt(BLOCKS[3]?.bodyStart ?? 0))).toBe("完");
  });
});

describe("a selection that begins or ends beside the text", () => {
  const [first, second] = [BLOCKS[0] as Block, BLOCKS[1] as Block];

  it("leaves out the label it begins in and the one it ends in", () => {
    expect(units.withinBodies({ start: 0, end: second.bodyStart })).toEqual({
      start: first.bodyStart,
      end: first.bodyEnd,
    });
    expect(units.withinBodies({ start: first.bodyEnd, end: second.bodyEnd })).toEqual({
      start: second.bodyStart,
      end: second.bodyEnd,
    });
  });

  it("is none when it holds a label only", () => {
    expect(units.withinBodies({ start: first.bodyEnd, end: second.bodyStart })).toBeNull();
    expect(units.withinBodies({ start: second.start, end: second.bodyStart })).toBeNull();
  });

  it("keeps the labels between", () => {
    const both = { start: first.bodyStart + 1, end: second.bodyEnd - 1 };
    expect(units.withinBodies(both)).toEqual(both);
  });
});

describe("moving by units", () => {
  it("steps over a joined emoji as one character", () => {
    const emoji = offsets.fromUtf16(TEXT.indexOf("👩"));
    expect(units.nextCharacter(emoji)).toBe(emoji + 3);
    expect(units.previousCharacter(emoji + 3)).toBe(emoji);
  });

  it("steps from block to block over labels and line ends", () => {
    const [first, second] = BLOCKS;
    expect(units.nextCharacter(first?.bodyEnd ?? 0)).toBe(second?.bodyStart);
    expect(units.previousCharacter(second?.bodyStart ?? 0)).toBe(first?.bodyEnd);
    expect(units.previousCharacter(0)).toBe(0);
    expect(units.nextCharacter(BLOCKS[3]?.bodyEnd ?? 0)).toBe(BLOCKS[3]?.bodyEnd);
  });

  it("goes to the edges of words in both directions", async () => {
    expect(await units.wordEdge(2, 1)).toBe(4);
    expect(await units.wordEdge(5, 1)).toBe(7);
    expect(await units.wordEdge(7, -1)).toBe(5);
    expect(await units.wordEdge(BLOCKS[0]?.bodyEnd ?? 0, 1)).toBe((BLOCKS[1]?.bodyStart ?? 0) + 2);
  });
});
