// Moving and growing a selection by the units of the text: characters, words, clauses,
// sentences, paragraphs, turns. Words, clauses and sentences are the core's to find, in
// Chinese too; they are asked for through `UnitFinder`. Knows no DOM.

import type { Block } from "$lib/api/generated";
import type { Offsets } from "./offsets";
import { indexAt } from "./plan";
import type { Span } from "./segments";
import { trimSpan } from "./selection";

export type FoundUnit = "grapheme" | "word" | "clause" | "sentence";

/** Finds the unit of `text` that holds the code point at `offset`, both within `text`. */
export type UnitFinder = (text: string, offset: number, unit: FoundUnit) => Promise<Span>;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Longest grapheme looked for, in UTF-16 units: a family emoji has 11, a flag of a region 14. */
const LONGEST_GRAPHEME = 64;

/** The text's units around a place. */
export class Units {
  readonly #offsets: Offsets;
  readonly #blocks: readonly Block[];
  readonly #starts: Uint32Array;
  readonly #find: UnitFinder;

  constructor(offsets: Offsets, blocks: readonly Block[], find: UnitFinder) {
    this.#offsets = offsets;
    this.#blocks = blocks;
    this.#starts = Uint32Array.from(blocks, (block) => block.start);
    this.#find = find;
  }

  /** The unit of its block's text that holds `offset`, white space trimmed; null in an empty block. */
  async unitAt(offset: number, unit: FoundUnit): Promise<Span | null> {
    const body = this.bodyAt(offset);
    if (body.end <= body.start) return null;
    const at = Math.min(Math.max(offset, body.start), body.end - 1) - body.start;
    const found = await this.#find(this.#offsets.slice(body.start, body.end), at, unit);
    return trimSpan(this.#offsets, { start: body.start + found.start, end: body.start + found.end });
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
    const block = this.#blocks[indexAt(this.#starts, offset)];
    return { start: block?.bodyStart ?? 0, end: block?.bodyEnd ?? 0 };
  }

  /** The whole turn a block belongs to: from the block that opens it through its continuations. */
  turnAt(offset: number): Span {
    const at = indexAt(this.#starts, offset);
    const { first, last } = this.#turnBlocks(at);
    return { start: this.#blocks[first]?.bodyStart ?? 0, end: this.#blocks[last]?.bodyEnd ?? 0 };
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

  /** The edge of the next word in a direction; the next block's when there is none in this one. */
  async wordEdge(offset: number, direction: 1 | -1): Promise<number> {
    let at = direction > 0 ? offset : this.previousCharacter(offset);
    for (;;) {
      const body = this.bodyAt(at);
      if (at >= body.end) {
        const next = direction > 0 ? this.nextCharacter(at) : this.previousCharacter(at);
        if (next === at || direction < 0) return next;
        at = next;
        continue;
      }
      const found = await this.#find(this.#offsets.slice(body.start, body.end), at - body.start, "word");
      const word = trimSpan(this.#offsets, { start: body.start + found.start, end: body.start + found.end });
      if (direction > 0) {
        if (word && word.end > offset) return word.end;
        at = body.start + found.end;
      } else {
        if (word && word.start < offset) return word.start;
        if (body.start + found.start <= body.start) return body.start;
        at = this.previousCharacter(body.start + found.start);
      }
    }
  }

  /** The smallest unit larger than the span: word, clause, sentence, paragraph, turn; the span itself beyond that. */
  async grow(span: Span): Promise<Span> {
    const isLarger = (unit: Span): boolean =>
      unit.start <= span.start && unit.end >= span.end && unit.end - unit.start > span.end - span.start;
    const lastIn = Math.max(span.start, span.end - 1);
    for (const unit of ["word", "clause", "sentence"] as const) {
      const first = await this.unitAt(span.start, unit);
      const last = await this.unitAt(lastIn, unit);
      const hull = first && last && { start: first.start, end: last.end };
      if (hull && isLarger(hull)) return hull;
    }
    const paragraphs = { start: this.bodyAt(span.start).start, end: this.bodyAt(lastIn).end };
    if (isLarger(paragraphs)) return paragraphs;
    const turns = { start: this.turnAt(span.start).start, end: this.turnAt(lastIn).end };
    return isLarger(turns) ? turns : span;
  }

  #turnBlocks(at: number): { first: number; last: number } {
    const block = this.#blocks[at];
    if (!block || block.kind !== "turn") return { first: at, last: at };
    let first = at;
    while (this.#continues(first)) first -= 1;
    let last = at;
    while (this.#continues(last + 1)) last += 1;
    return { first, last };
  }

  /** Whether a block continues the turn of the block before it. */
  #continues(at: number): boolean {
    const block = this.#blocks[at];
    const before = this.#blocks[at - 1];
    return (
      block?.kind === "turn" &&
      block.labelStart === null &&
      before?.kind === "turn" &&
      before.speaker === block.speaker
    );
  }
}
