// Cuts the blocks of a document into chunks and guesses how tall each will be before it is
// drawn. A guess need not be right (chunks.ts corrects it), but the nearer it is the less
// the scrollbar's thumb moves under the hand. Pure arithmetic.

import type { Offsets } from "./offsets";
import type { Span } from "./segments";

/** A run of blocks that is drawn and dropped as one, `[first, end)` by index. */
export interface Chunk {
  readonly first: number;
  readonly end: number;
}

/** A jump draws the chunks it lands on at once, and nearly all it costs is their layout: so chunks are small. */
const MOST_BLOCKS = 5;
/** Long paragraphs make smaller chunks: half a screen of text. */
const MOST_CHARACTERS = 500;

/** Cuts blocks, given by their lengths in characters, into chunks. */
export function planChunks(lengths: readonly number[]): Chunk[] {
  const chunks: Chunk[] = [];
  let first = 0;
  let characters = 0;
  lengths.forEach((length, index) => {
    const isFull = index - first >= MOST_BLOCKS || characters + length > MOST_CHARACTERS;
    if (index > first && isFull) {
      chunks.push({ first, end: index });
      first = index;
      characters = 0;
    }
    characters += length;
  });
  if (lengths.length > first) chunks.push({ first, end: lengths.length });
  return chunks;
}

/** What a guess needs to know of the page as it is set. */
export interface Setting {
  /** How many full-width characters a line holds. */
  readonly emsPerLine: number;
  /** Height of a line in pixels. */
  readonly lineHeight: number;
  /** Space after a block in pixels. */
  readonly gap: number;
}

/** Widths of all blocks in ems: a CJK character is one, any other taken as half. */
export function measureEms(offsets: Offsets, bodies: readonly Span[]): Float32Array {
  const ems = new Float32Array(bodies.length);
  const { text } = offsets;
  bodies.forEach((body, index) => {
    const end = offsets.toUtf16(body.end);
    let width = 0;
    for (let at = offsets.toUtf16(body.start); at < end; at++) {
      width += text.charCodeAt(at) >= 0x2e80 ? 1 : 0.5;
    }
    ems[index] = width;
  });
  return ems;
}

/** The likely height of a chunk in pixels. */
export function guessHeight(chunk: Chunk, ems: Float32Array, setting: Setting): number {
  let height = 0;
  for (let index = chunk.first; index < chunk.end; index++) {
    const lines = Math.max(1, Math.ceil((ems[index] ?? 0) / setting.emsPerLine));
    height += lines * setting.lineHeight + setting.gap;
  }
  return height;
}

/** Index of the last item that starts at or before `offset`; 0 when all start after it. */
export function indexAt(starts: ArrayLike<number>, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Index of the last item that starts at or before an offset; -1 when all start after it. */
export function lastStartingAt<T>(items: readonly T[], offset: number, startOf: (item: T) => number): number {
  let low = -1;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const item = items[middle];
    if (item !== undefined && startOf(item) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
