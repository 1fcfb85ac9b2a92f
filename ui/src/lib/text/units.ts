// The units that a reader moves and selects by: characters, words, clauses, sentences,
// paragraphs, turns, questions with their answers. Where words, clauses and sentences end is
// the core's to say, in Chinese too; a paragraph is asked for once, and what lies in a known
// one is answered before the next key. Knows no DOM.

import type { Block, Speaker, UnitEnds } from "$lib/api/generated";
import type { Offsets } from "./offsets";
import { indexAt } from "./plan";
import type { Span } from "./segments";
import { trimSpan } from "./selection";
import { exchangeAt, turnAt, type BlockRange } from "./turns";

/** The units from the smallest to the largest. An exchange is a question with its answer. */
export const READING_UNITS = [
  "character",
  "word",
  "clause",
  "sentence",
  "paragraph",
  "turn",
  "exchange",
] as const;
export type ReadingUnit = (typeof READING_UNITS)[number];

/** Finds where the units of a text end, in code points from its beginning. */
export type UnitFinder = (text: string) => Promise<UnitEnds>;

/** A span that is one unit, or a row of whole ones. */
export interface Sized {
  readonly span: Span;
  readonly unit: ReadingUnit;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Longest grapheme looked for, in UTF-16 units: a family emoji has 11, a flag of a region 14. */
const LONGEST_GRAPHEME = 64;
/** As many paragraphs are kept: some screens around the place that is read. */
const MOST_HELD = 200;
/** Somebody reads it aloud: punctuation alone is no word. */
const SPOKEN = /[\p{L}\p{N}]/u;

/** They end with the paragraph at the latest. */
const IN_PARAGRAPHS: ReadonlySet<ReadingUnit> = new Set(["character", "word", "clause", "sentence"]);
const ENDS = { word: "words", clause: "clauses", sentence: "sentences" } as const;

/** The text's units around a place. */
export class Units {
  readonly #offsets: Offsets;
  readonly #blocks: readonly Block[];
  readonly #speakers: readonly Speaker[];
  readonly #starts: Uint32Array;
  readonly #find: UnitFinder;
  readonly #hasTurns: boolean;
  readonly #held = new Map<number, Promise<UnitEnds>>();

  constructor(offsets: Offsets, blocks: readonly Block[], speakers: readonly Speaker[], find: UnitFinder) {
    this.#offsets = offsets;
    this.#blocks = blocks;
    this.#speakers = speakers;
    this.#starts = Uint32Array.from(blocks, (block) => block.start);
    this.#hasTurns = blocks.some(({ kind }) => kind === "turn");
    this.#find = find;
  }

  /** The unit that holds a character, without white space at its ends; null where there is none. */
  async unitAt(offset: number, unit: ReadingUnit): Promise<Span | null> {
    const at = indexAt(this.#starts, offset);
    const body = this.#body(at);
    if (body.end <= body.start) return null;
    const within = Math.min(Math.max(offset, body.start), body.end - 1);
    switch (unit) {
      case "character": {
        // From the next edge back: the offset may stand inside a character.
        const end = this.nextCharacter(within);
        return trimSpan(this.#offsets, { start: Math.min(within, this.previousCharacter(end)), end });
      }
      case "paragraph":
        return trimSpan(this.#offsets, body);
      case "turn":
        return trimSpan(this.#offsets, this.turnAt(within));
      case "exchange":
        return this.exchangeAt(within);
      default: {
        const ends = (await this.#ends(at))[ENDS[unit]];
        const index = firstGreater(ends, within - body.start);
        const start = body.start + (ends[index - 1] ?? 0);
        const end = body.start + (ends[index] ?? body.end - body.start);
        return trimSpan(this.#offsets, { start, end });
      }
    }
  }

  /** The unit that holds a character or, where that is in none, the next one; the last behind all. */
  async unitFrom(offset: number, unit: ReadingUnit): Promise<Span | null> {
    const held = await this.unitAt(offset, unit);
    if (held && this.#isUnit(held, unit)) return held;
    return (await this.unitAfter(offset, unit)) ?? (await this.unitBefore(offset, unit));
  }

  /** The first unit that begins at or after an offset; null behind the last. */
  async unitAfter(offset: number, unit: ReadingUnit): Promise<Span | null> {
    for (let at = this.#firstInside(offset); at !== null;) {
      const span = await this.unitAt(at, unit);
      if (span && span.start >= offset && this.#isUnit(span, unit)) return span;
      // What begins before the offset is passed over, as is what is no unit of this kind.
      const further = span?.end ?? (IN_PARAGRAPHS.has(unit) ? at : this.bodyAt(at).end);
      at = this.#firstInside(Math.max(further, at + 1));
    }
    return null;
  }

  /** The last unit that ends at or before an offset; null before the first. */
  async unitBefore(offset: number, unit: ReadingUnit): Promise<Span | null> {
    for (let at = this.#lastInside(offset); at !== null;) {
      const span = await this.unitAt(at, unit);
      if (span && span.end <= offset && this.#isUnit(span, unit)) return span;
      const further = span?.start ?? (IN_PARAGRAPHS.has(unit) ? at : this.bodyAt(at).start);
      at = this.#lastInside(Math.min(further, at));
    }
    return null;
  }

  /** The smallest unit, or row of whole units, that is larger than the span; null where there is none. */
  async grow(span: Span): Promise<Sized | null> {
    const lastIn = Math.max(span.start, span.end - 1);
    // From a place between two characters to a word: a character alone is seldom meant.
    for (const unit of READING_UNITS.slice(1)) {
      const first = await this.unitAt(span.start, unit);
      const last = await this.unitAt(lastIn, unit);
      if (!first || !last || first.start > span.start || last.end < span.end) continue;
      const hull = { start: first.start, end: last.end };
      if (hull.end - hull.start > span.end - span.start && this.#isUnit(hull, unit))
        return { span: hull, unit };
    }
    return null;
  }

  /** The largest unit smaller than the span, at its beginning; null where there is none. */
  async shrink(span: Span): Promise<Sized | null> {
    for (const unit of [...READING_UNITS].reverse()) {
      const smaller = await this.unitAt(span.start, unit);
      if (smaller && smaller.start >= span.start && smaller.end < span.end) return { span: smaller, unit };
    }
    return null;
  }

  /** Asks for the paragraphs around a place, so that they are known when a key is pressed. */
  prepare(offset: number): void {
    const at = indexAt(this.#starts, offset);
    for (const block of [at, at + 1, at - 1]) {
      if (this.#blocks[block]) void this.#ends(block);
    }
  }

  /** The span without what it holds of labels, section numbers and blank lines at its ends; null when that is all. */
  withinBodies(span: Span): Span | null {
    let { start, end } = span;
    const first = indexAt(this.#starts, start);
    const opening = this.bodyAt(start);
    if (start >= opening.end) start = this.#blocks[first + 1]?.bodyStart ?? start;
    else start = Math.max(start, opening.start);
    const last = indexAt(this.#starts, end);
    const closing = this.bodyAt(end);
    if (end <= closing.start) end = this.#blocks[last - 1]?.bodyEnd ?? end;
    else end = Math.min(end, closing.end);
    return end > start ? trimSpan(this.#offsets, { start, end }) : null;
  }

  /** The body of the block that holds an offset. */
  bodyAt(offset: number): Span {
    return this.#body(indexAt(this.#starts, offset));
  }

  /** The whole turn a block belongs to: from the block that opens it through its continuations. */
  turnAt(offset: number): Span {
    return this.#spanOf(turnAt(this.#blocks, indexAt(this.#starts, offset)));
  }

  /** The question with its answer that an offset lies in; null outside of all. */
  exchangeAt(offset: number): Span | null {
    const range = exchangeAt(this.#blocks, this.#speakers, indexAt(this.#starts, offset));
    return range && this.#spanOf(range);
  }

  /** The offset one grapheme further, over the end of a block into the next. */
  nextCharacter(offset: number): number {
    const body = this.bodyAt(offset);
    if (offset >= body.end) return this.#blocks[indexAt(this.#starts, offset) + 1]?.bodyStart ?? offset;
    const from = this.#offsets.toUtf16(offset);
    const to = Math.min(from + LONGEST_GRAPHEME, this.#offsets.toUtf16(body.end));
    const [first] = graphemes.segment(this.#offsets.text.slice(from, to));
    return this.#offsets.fromUtf16(from + (first?.segment.length ?? 1));
  }

  /** The offset one grapheme back, over the beginning of a block into the one before. */
  previousCharacter(offset: number): number {
    const body = this.bodyAt(offset);
    if (offset <= body.start) return this.#blocks[indexAt(this.#starts, offset) - 1]?.bodyEnd ?? offset;
    const to = this.#offsets.toUtf16(offset);
    const from = Math.max(to - LONGEST_GRAPHEME, this.#offsets.toUtf16(body.start));
    let last = to - 1;
    for (const { index } of graphemes.segment(this.#offsets.text.slice(from, to))) last = from + index;
    return this.#offsets.fromUtf16(last);
  }

  /** The edge of the next word in a direction; the text's where there is none. */
  async wordEdge(offset: number, direction: 1 | -1): Promise<number> {
    if (direction > 0) {
      const held = await this.unitAt(offset, "word");
      if (held && held.end > offset && this.#isUnit(held, "word")) return held.end;
      return (await this.unitAfter(offset, "word"))?.end ?? this.#body(this.#blocks.length - 1).end;
    }
    const held = await this.unitAt(Math.max(0, offset - 1), "word");
    const isHeld = held && held.start < offset && held.end >= offset && this.#isUnit(held, "word");
    if (isHeld) return held.start;
    return (await this.unitBefore(offset, "word"))?.start ?? this.#body(0).start;
  }

  /** The span with one edge moved by a character; white space, where nothing begins or ends, is stepped over. */
  nudge(span: Span, edge: "start" | "end", step: 1 | -1): Span {
    let at = span[edge];
    for (;;) {
      const to = step > 0 ? this.nextCharacter(at) : this.previousCharacter(at);
      const moved = { start: span.start, end: span.end, [edge]: to };
      if (to === at || moved.start >= moved.end) return span;
      const held = this.withinBodies(moved);
      if (held && (held.start !== span.start || held.end !== span.end)) return held;
      at = to;
    }
  }

  /** Whether the span is a thing to stop at: a word is spoken, a turn is somebody's. */
  #isUnit(span: Span, unit: ReadingUnit): boolean {
    if (unit === "word") return SPOKEN.test(this.#offsets.slice(span.start, span.end));
    if (unit !== "turn" || !this.#hasTurns) return true;
    return this.#blocks[indexAt(this.#starts, span.start)]?.kind === "turn";
  }

  /** The first character of a body at or after an offset; null behind the last. */
  #firstInside(offset: number): number | null {
    for (let at = indexAt(this.#starts, offset); at < this.#blocks.length; at++) {
      const body = this.#body(at);
      if (offset < body.end) return Math.max(offset, body.start);
    }
    return null;
  }

  /** The last character of a body before an offset; null before the first. */
  #lastInside(offset: number): number | null {
    for (let at = indexAt(this.#starts, offset); at >= 0; at--) {
      const body = this.#body(at);
      if (body.end > body.start && offset > body.start) return Math.min(offset, body.end) - 1;
    }
    return null;
  }

  #body(block: number): Span {
    const found = this.#blocks[block];
    return { start: found?.bodyStart ?? 0, end: found?.bodyEnd ?? 0 };
  }

  #spanOf({ first, last }: BlockRange): Span {
    return { start: this.#body(first).start, end: this.#body(last).end };
  }

  /** Where the units of a block's body end. */
  #ends(block: number): Promise<UnitEnds> {
    let ends = this.#held.get(block);
    if (!ends) {
      const { start, end } = this.#body(block);
      ends = this.#find(this.#offsets.slice(start, end));
      this.#held.set(block, ends);
      // What was refused is asked again.
      ends.catch(() => this.#held.delete(block));
      const [oldest] = this.#held.keys();
      if (this.#held.size > MOST_HELD && oldest !== undefined) this.#held.delete(oldest);
    }
    return ends;
  }
}

/** Index of the first of ascending numbers that is greater than `value`. */
function firstGreater(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
