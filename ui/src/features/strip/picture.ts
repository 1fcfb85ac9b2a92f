// What the strip shows of an interview: for each row of its pixels who speaks there, and in which lanes there are
// annotations. Places are reckoned by characters rather than by heights: those are known without drawing the page, and
// stay while it is drawn. Pure; drawing is Strip.svelte's.
import type { Block } from "../../lib/api/generated";

/** A stretch of rows in one lane that look the same, `[from, to)`. */
export interface Run {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  /** Of a speaker, the number of the colour; of annotations, 1 where all of them step back and 2 otherwise. */
  readonly value: number;
}

/** A passage and the lanes that it is in. */
export interface Placed {
  readonly start: number;
  readonly end: number;
  readonly lanes: readonly number[];
  readonly isFaint: boolean;
}

export const FAINT = 1;
export const FULL = 2;

/** The row in which a character stands. */
export function rowOf(offset: number, length: number, rows: number): number {
  if (length <= 0) return 0;
  return Math.min(rows - 1, Math.max(0, Math.floor((offset / length) * rows)));
}

/** Which character is meant by a row. */
export function offsetAt(row: number, length: number, rows: number): number {
  if (rows <= 0) return 0;
  return Math.min(length, Math.max(0, Math.round((row / rows) * length)));
}

/** Who speaks in each row: where several do, who says most of it. `colourOf` is null where nobody known speaks. */
export function speakerRuns(
  blocks: readonly Block[],
  colourOf: (speaker: string) => number | null,
  length: number,
  rows: number,
): Run[] {
  const values = new Int16Array(rows);
  const most = new Uint32Array(rows);
  for (const { speaker, bodyStart, bodyEnd } of blocks) {
    const colour = speaker === null ? null : colourOf(speaker);
    if (colour === null || bodyEnd <= bodyStart) continue;
    const last = rowOf(bodyEnd - 1, length, rows);
    for (let row = rowOf(bodyStart, length, rows); row <= last; row++) {
      if (bodyEnd - bodyStart <= (most[row] ?? 0)) continue;
      most[row] = bodyEnd - bodyStart;
      values[row] = colour + 1;
    }
  }
  return runsOf(values, 0).map((run) => ({ ...run, value: run.value - 1 }));
}

/** Where annotations are, lane by lane; each is at least `least` rows tall, or a short one would not be seen. */
export function markRuns(
  passages: Iterable<Placed>,
  lanes: number,
  length: number,
  rows: number,
  least: number,
): Run[] {
  const values = Array.from({ length: lanes }, () => new Int16Array(rows));
  for (const passage of passages) {
    const from = Math.max(0, Math.min(rows - least, rowOf(passage.start, length, rows)));
    const to = Math.max(from + least, rowOf(Math.max(passage.start, passage.end - 1), length, rows) + 1);
    const value = passage.isFaint ? FAINT : FULL;
    for (const lane of passage.lanes) {
      const column = values[lane];
      for (let row = from; column && row < to && row < rows; row++) {
        if (value > (column[row] ?? 0)) column[row] = value;
      }
    }
  }
  return values.flatMap(runsOf);
}

/** The parts of a run that are drawn where its lane is dashed: lengths of ink and gap again and again, or no gaps. */
export function inkOf({ from, to }: Pick<Run, "from" | "to">, dashes: readonly number[]): [number, number][] {
  if (dashes.length === 0) return [[from, to]];
  const parts: [number, number][] = [];
  for (let at = from, index = 0; at < to; index++) {
    const next = Math.min(to, at + Math.max(1, dashes[index % dashes.length] ?? 1));
    if (index % 2 === 0) parts.push([at, next]);
    at = next;
  }
  return parts;
}

function runsOf(values: Int16Array, lane: number): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let row = 1; row <= values.length; row++) {
    const value = values[from] ?? 0;
    if (row < values.length && values[row] === value) continue;
    if (value !== 0) runs.push({ lane, from, to: row, value });
    from = row;
  }
  return runs;
}
