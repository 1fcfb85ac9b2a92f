// How a text became another one, as the places that differ, and what that does to offsets,
// spans and blocks. The core says which splices there were; this applies them, so that a
// view can follow without asking for everything again. Knows no DOM and no document.

import type { Block } from "$lib/api/generated";
import type { Offsets } from "./offsets";
import type { Span } from "./segments";

/** What was at a place of the text before (in code points) and what is there now. */
export interface Splice {
  readonly start: number;
  readonly removed: number;
  readonly inserted: string;
}

/** A splice with what it adds to the length, and where it stands in the text after. */
interface Step {
  readonly start: number;
  readonly end: number;
  readonly length: number;
  /** How far the splices before it moved it. */
  readonly moved: number;
}

/** The text with the splices applied; they are in order, apart from each other, counted in the text before. */
export function applySplices(offsets: Offsets, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, removed, inserted } of splices) {
    parts.push(offsets.text.slice(at, offsets.toUtf16(start)), inserted);
    at = offsets.toUtf16(start + removed);
  }
  parts.push(offsets.text.slice(at));
  return parts.join("");
}

/** Where places of a text are in the text that splices made of it. */
export class Carrier {
  readonly #steps: readonly Step[];

  /** The splices are in order, and apart from each other. */
  constructor(splices: readonly Splice[]) {
    let moved = 0;
    this.#steps = splices.map(({ start, removed, inserted }) => {
      const step = { start, end: start + removed, length: countOf(inserted), moved };
      moved += step.length - removed;
      return step;
    });
  }

  /**
   * Where a place between two characters is now. What was put in at the place itself stands before it, unless `side` is
   * "before"; a place within what went is where that was.
   */
  point(at: number, side: "before" | "after" = "after"): number {
    for (let index = this.#firstEndingFrom(at); ; index++) {
      const step = this.#steps[index];
      if (step === undefined) return at + this.#movedBefore(index);
      const { start, end, length, moved } = step;
      if (at < start || (at === start && (side === "before" || end > start))) return at + moved;
      if (at < end) return start + moved + (side === "after" ? length : 0);
    }
  }

  /**
   * Where a passage is now, by the rules of the core: what was put in at its edges is no part of it, words replaced in it
   * are, characters replaced one for one answer to each other, and one that went together with others is empty.
   */
  span({ start, end }: Span): Span {
    const step = this.#steps[this.#firstEndingFrom(end)];
    if (step !== undefined && step.start <= start && start < end) {
      const at = step.start + step.moved;
      return { start: at, end: step.start === start && end === step.end ? at + step.length : at };
    }
    const from = this.#edge(start, "after");
    return { start: from, end: Math.max(from, this.#edge(end, "before")) };
  }

  #edge(at: number, side: "before" | "after"): number {
    const step = this.#steps[this.#firstEndingFrom(at)];
    const isWithin = step !== undefined && step.start < at && at < step.end;
    return isWithin && step.length === step.end - step.start ? at + step.moved : this.point(at, side);
  }

  /** Index of the first step that ends at a place of the text before, or behind it. */
  #firstEndingFrom(at: number): number {
    let low = 0;
    let high = this.#steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#steps[middle]?.end ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How far all steps before one moved what follows them. */
  #movedBefore(index: number): number {
    const last = this.#steps[index - 1];
    return last === undefined ? 0 : last.moved + last.length - (last.end - last.start);
  }
}

/**
 * The blocks after splices that change nothing but words inside the bodies of turns and paragraphs; null where more may
 * have changed than that: then only the core knows what the blocks are.
 */
export function carryBlocks(
  blocks: readonly Block[],
  splices: readonly Splice[],
  after: Offsets,
): Block[] | null {
  if (splices.some(({ inserted }) => inserted.includes("\n"))) return null;
  const carried: Block[] = [];
  let next = 0;
  let moved = 0;
  for (const [index, block] of blocks.entries()) {
    const isLast = index === blocks.length - 1;
    const before = next;
    let grown = 0;
    for (;;) {
      const splice = splices[next];
      if (splice === undefined || splice.start > block.end || (splice.start === block.end && !isLast)) break;
      const end = splice.start + splice.removed;
      const isPlain = block.kind === "turn" || block.kind === "paragraph";
      if (!isPlain || splice.start < block.bodyStart || end > block.bodyEnd) return null;
      grown += countOf(splice.inserted) - splice.removed;
      next += 1;
    }
    const at = (offset: number): number => offset + moved;
    const bodyEnd = block.bodyEnd + moved + grown;
    if (next > before) {
      const body = after.slice(at(block.bodyStart), bodyEnd);
      // The core takes white space at the ends for no part of what is read, and line ends for the end of a paragraph.
      if (bodyEnd < at(block.bodyStart) || (block.bodyEnd > block.bodyStart && body !== body.trim()))
        return null;
    }
    carried.push({
      ...block,
      start: at(block.start),
      end: block.end + moved + grown,
      bodyStart: at(block.bodyStart),
      bodyEnd,
      labelStart: block.labelStart === null ? null : at(block.labelStart),
      labelEnd: block.labelEnd === null ? null : at(block.labelEnd),
    });
    moved += grown;
  }
  return next === splices.length ? carried : null;
}

/** How many items at the front and at the back of two lists are the same: what changed lies between them. */
export function commonEnds<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (before: number, after: number) => boolean,
): { head: number; tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && isSame(head, head)) head += 1;
  let tail = 0;
  while (tail < most - head && isSame(before.length - 1 - tail, after.length - 1 - tail)) tail += 1;
  return { head, tail };
}

/** How many code points a string has. */
export function countOf(text: string): number {
  let count = 0;
  for (let unit = 0; unit < text.length; count += 1) unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

/** Whether a unit offset is between the two halves of a character. */
export function isInside(text: string, unit: number): boolean {
  if (unit <= 0 || unit >= text.length) return false;
  return isHalf(text.charCodeAt(unit - 1), 0xd800) && isHalf(text.charCodeAt(unit), 0xdc00);
}

const isHalf = (code: number, first: number): boolean => code >= first && code < first + 0x400;
