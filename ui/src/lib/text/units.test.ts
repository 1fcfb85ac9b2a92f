import { describe, expect, it } from "vitest";
import type { Block, Speaker, UnitEnds } from "$lib/api/generated";
import { Offsets } from "./offsets";
import type { Span } from "./segments";
import { Units, type ReadingUnit } from "./units";

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

const SPEAKERS = [
  { id: "q", role: "interviewer" },
  { id: "a", role: "interviewee" },
] as Speaker[];

const PATTERNS = { words: /\p{L}{1,2}|./gu, clauses: /[^,。?]+[,。?]?/gu, sentences: /[^。?]+[。?]?/gu };
let asked = 0;

/** Words of two characters, clauses and sentences by their marks: enough to see what is asked for. */
function find(text: string): Promise<UnitEnds> {
  asked += 1;
  const points = new Offsets(text);
  const ends = (pattern: RegExp): number[] =>
    [...text.matchAll(pattern)].map((match) => points.fromUtf16(match.index + match[0].length));
  const { words, clauses, sentences } = PATTERNS;
  return Promise.resolve({ words: ends(words), clauses: ends(clauses), sentences: ends(sentences) });
}

const units = new Units(offsets, BLOCKS, SPEAKERS, find);

function textOf(span: Span | null): string | null {
  return span && offsets.slice(span.start, span.end);
}

/** The units of a kind, one after the other through the whole text, forwards or backwards. */
async function walk(unit: ReadingUnit, step: 1 | -1): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  let at = step > 0 ? 0 : offsets.length;
  for (;;) {
    const span = await (step > 0 ? units.unitAfter(at, unit) : units.unitBefore(at, unit));
    if (!span) return found;
    found.push(textOf(span));
    at = step > 0 ? span.end : span.start;
  }
}

describe("going from unit to unit", () => {
  const turns = ["今天,天氣好。你呢?", "很好👩‍👧。\n\n再說一句。"];
  const all: [ReadingUnit, string[]][] = [
    ["word", ["今天", "天氣", "好", "你呢", "很好", "再說", "一句", "完"]],
    ["clause", ["今天,", "天氣好。", "你呢?", "很好👩‍👧。", "再說一句。", "完"]],
    ["sentence", ["今天,天氣好。", "你呢?", "很好👩‍👧。", "再說一句。", "完"]],
    ["paragraph", ["今天,天氣好。你呢?", "很好👩‍👧。", "再說一句。", "完"]],
    ["turn", turns],
    ["exchange", [[...turns, "\n完"].join("\n答:").replace("\n答:\n", "\n")]],
  ];
  for (const [unit, expected] of all) {
    it(`meets every ${unit} once, in both directions, and no label`, async () => {
      expect(await walk(unit, 1)).toEqual(expected);
      expect(await walk(unit, -1)).toEqual([...expected].reverse());
    });
  }

  it("takes a joined emoji for one character", async () => {
    const characters = await walk("character", 1);
    expect(characters).toHaveLength([...TEXT].filter((each) => !/\s/.test(each)).length - 4 - 2);
    expect(characters).toContain("👩‍👧");
  });

  it("asks for each paragraph once, however often it is gone through", async () => {
    const fresh = new Units(offsets, BLOCKS, SPEAKERS, find);
    asked = 0;
    for (let times = 0; times < 3; times++) {
      for (const unit of ["word", "clause", "sentence"] as const) await fresh.unitAt(3, unit);
    }
    expect(asked).toBe(1);
  });

  it("passes over what nobody asks or answers in one step", async () => {
    const nobody = new Units(offsets, BLOCKS, [], find);
    expect(await nobody.unitAfter(0, "exchange")).toBeNull();
    expect(await nobody.unitBefore(offsets.length, "exchange")).toBeNull();
  });
});

describe("growing and shrinking", () => {
  it("goes from word to clause to sentence to paragraph to question and answer, and back at the beginning", async () => {
    let span: Span = { start: 6, end: 6 };
    const grown: [string, string | null][] = [];
    for (;;) {
      const next = await units.grow(span);
      if (!next) break;
      ({ span } = next);
      grown.push([next.unit, textOf(span)]);
    }
    expect(grown.slice(0, 4)).toEqual([
      ["word", "天氣"],
      ["clause", "天氣好。"],
      ["sentence", "今天,天氣好。"],
      ["paragraph", "今天,天氣好。你呢?"],
    ]);
    expect(grown.map(([unit]) => unit).slice(4)).toEqual(["exchange"]);
    const shrunk: (string | null)[] = [];
    for (;;) {
      const next = await units.shrink(span);
      if (!next) break;
      ({ span } = next);
      shrunk.push(textOf(span));
    }
    expect(shrunk).toEqual(["今天,天氣好。你呢?", "今天,天氣好。", "今天,", "今天", "今"]);
  });

  it("takes a continuation as part of its turn", async () => {
    const paragraph = units.bodyAt(BLOCKS[2]?.bodyStart ?? 0);
    const grown = await units.grow(paragraph);
    expect([grown?.unit, textOf(grown?.span ?? null)]).toEqual(["turn", "很好👩‍👧。\n\n再說一句。"]);
    expect(textOf(units.turnAt(BLOCKS[3]?.bodyStart ?? 0))).toBe("完");
  });

  it("grows a row of sentences to whole ones", async () => {
    const grown = await units.grow({ start: 5, end: 11 });
    expect([grown?.unit, textOf(grown?.span ?? null)]).toEqual(["clause", "天氣好。你呢?"]);
  });
});

describe("an edge that is moved by a character", () => {
  const spaced = new Offsets("one two");
  const one: Block = { ...(BLOCKS[3] as Block), start: 0, end: 7, bodyStart: 0, bodyEnd: 7 };
  const words = new Units(spaced, [one], [], find);

  it("steps over white space, and neither over the other edge nor out of the text", () => {
    expect(words.nudge({ start: 0, end: 3 }, "end", 1)).toEqual({ start: 0, end: 5 });
    expect(words.nudge({ start: 4, end: 7 }, "start", -1)).toEqual({ start: 2, end: 7 });
    expect(words.nudge({ start: 0, end: 1 }, "end", -1)).toEqual({ start: 0, end: 1 });
    expect(words.nudge({ start: 0, end: 7 }, "end", 1)).toEqual({ start: 0, end: 7 });
  });

  it("goes over a label into the block before", () => {
    const second = BLOCKS[1] as Block;
    const first = BLOCKS[0] as Block;
    const moved = units.nudge({ start: second.bodyStart, end: second.bodyEnd }, "start", -1);
    expect(moved).toEqual({ start: first.bodyEnd - 1, end: second.bodyEnd });
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
