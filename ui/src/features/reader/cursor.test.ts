import { beforeEach, describe, expect, it } from "vitest";
import type { Block, Speaker, UnitEnds } from "$lib/api/generated";
import { Offsets } from "$lib/text/offsets";
import type { Span } from "$lib/text/segments";
import { Units } from "$lib/text/units";
import { ReadingCursor, type CursorHost } from "./cursor.svelte";
import type { ReadingPage } from "./page";

const TEXT = "甲乙。丙丁。\n戊己,庚。\n";
const offsets = new Offsets(TEXT);
const body = (start: number, end: number): Block =>
  ({ kind: "paragraph", start, end: end + 1, bodyStart: start, bodyEnd: end, labelStart: null }) as Block;
const BLOCKS = [body(0, 6), body(7, 12)];

/** Answers later than the next key, as the core may. */
async function find(text: string): Promise<UnitEnds> {
  await new Promise((resolve) => setTimeout(resolve));
  const ends = (pattern: RegExp): number[] =>
    [...text.matchAll(pattern)].map((match) => match.index + match[0].length);
  return { words: ends(/\p{L}{2}|./gu), clauses: ends(/[^,。]+[,。]/g), sentences: ends(/[^。]+。/g) };
}

let selection: Span | null = null;
let place: Span | null = null;
let revealed: Span[] = [];
let cursor: ReadingCursor;

beforeEach(() => {
  selection = place = null;
  revealed = [];
  const page = {
    units: new Units(offsets, BLOCKS, [] as Speaker[], find),
    offsets,
    scrolling: {
      place: { offset: 0, y: 0 },
      revealSpan: (span: Span) => void revealed.push(span),
      revealAny: () => undefined,
      revealAhead: () => undefined,
    },
  } as unknown as ReadingPage;
  const host: CursorHost = {
    page,
    get selection() {
      return selection;
    },
    get place() {
      return place;
    },
    selectEnds: ({ anchor, focus }) => {
      selection = { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
    },
    clearSelection: () => (selection = null),
  };
  cursor = new ReadingCursor(host);
});

/** What is selected once all keys have been answered. */
function selected(): Promise<string | null> {
  return new Promise((resolve) =>
    cursor.afterMoves(() => resolve(selection && offsets.slice(selection.start, selection.end))),
  );
}

describe("the reading cursor", () => {
  it("begins on the sentence at the place that is read, and scrolls to what it goes on to", async () => {
    place = { start: 4, end: 4 };
    cursor.begin();
    expect(await selected()).toBe("丙丁。");
    expect(cursor.unit).toBe("sentence");
    cursor.move(1);
    expect(await selected()).toBe("戊己,庚。");
    cursor.move(1);
    expect(await selected()).toBe("戊己,庚。");
    expect(revealed).toEqual([
      { start: 3, end: 6 },
      { start: 7, end: 12 },
    ]);
    cursor.leave();
    expect([selection, cursor.unit]).toEqual([null, null]);
  });

  it("keeps what is selected already, and goes on from there", async () => {
    selection = { start: 1, end: 2 };
    cursor.begin();
    expect(await selected()).toBe("乙");
    cursor.move(1);
    expect(await selected()).toBe("丙丁。");
    cursor.move(-1);
    expect(await selected()).toBe("甲乙。");
  });

  it("answers keys that come faster than the units are known in their order", async () => {
    cursor.begin();
    cursor.move(1);
    cursor.move(1);
    cursor.move(-1);
    expect(await selected()).toBe("丙丁。");
  });

  it("extends over what follows and takes it back, also to the other side", async () => {
    place = { start: 3, end: 3 };
    cursor.begin();
    const seen: (string | null)[] = [];
    for (const step of [1, -1, -1, 1] as const) {
      cursor.extend(step);
      seen.push(await selected());
    }
    expect(seen).toEqual(["丙丁。\n戊己,庚。", "丙丁。", "甲乙。丙丁。", "丙丁。"]);
  });

  it("grows, and shrinks the same way back or to what is smaller", async () => {
    place = { start: 8, end: 8 };
    cursor.begin();
    cursor.step(-1);
    expect([await selected(), cursor.unit]).toEqual(["戊己,", "clause"]);
    cursor.grow();
    expect([await selected(), cursor.unit]).toEqual(["戊己,庚。", "sentence"]);
    cursor.shrink();
    expect([await selected(), cursor.unit]).toEqual(["戊己,", "clause"]);
    cursor.shrink();
    expect([await selected(), cursor.unit]).toEqual(["戊己", "word"]);
    cursor.move(1);
    expect(await selected()).toBe("庚");
  });

  it("forgets how a selection grew once another is made", async () => {
    place = { start: 0, end: 0 };
    cursor.grow();
    expect(await selected()).toBe("甲乙");
    cursor.grow();
    expect(await selected()).toBe("甲乙。");
    selection = { start: 7, end: 9 };
    cursor.grow();
    cursor.shrink();
    expect(await selected()).toBe("戊己");
    cursor.shrink();
    expect(await selected()).toBe("戊");
    expect(cursor.unit).toBeNull();
  });
});
