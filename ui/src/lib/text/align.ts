// How one text becomes another where nobody has said how: line by line, so that what was corrected in many places still
// shows where everything between them went. What this finds is always right (it makes the one text of the other) and
// sometimes coarse, as where paragraphs were moved. Knows no DOM and no document.

import { countOf, isInside, type Splice } from "./splices";

/** A line with its end, and the code point at which it begins. */
interface Line {
  readonly text: string;
  readonly start: number;
}

/**
 * What makes one text of another. Lines that stand once in either text, in the same order, answer to each other (Bram
 * Cohen's patience diff), and so do those around them that are the same; between those, as many lines as there were are
 * taken one by one, and others together.
 */
export function splicesBetween(before: string, after: string): Splice[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const found: Splice[] = [];
  const between = (oldFrom: number, oldTo: number, nowFrom: number, nowTo: number): void => {
    const start = old[oldFrom]?.start ?? countOf(before);
    const splice = spliceAt(start, textOf(old, oldFrom, oldTo), textOf(now, nowFrom, nowTo));
    if (splice !== null) found.push(splice);
  };
  const gap = (oldFrom: number, oldTo: number, nowFrom: number, nowTo: number): void => {
    if (oldTo - oldFrom !== nowTo - nowFrom) between(oldFrom, oldTo, nowFrom, nowTo);
    else
      for (let i = 0; oldFrom + i < oldTo; i++)
        between(oldFrom + i, oldFrom + i + 1, nowFrom + i, nowFrom + i + 1);
  };
  let [oldAt, nowAt] = [0, 0];
  const isSame = (i: number, j: number) => i < old.length && j < now.length && old[i]?.text === now[j]?.text;
  const passSame = (): void => {
    for (; isSame(oldAt, nowAt); oldAt++) nowAt++;
  };
  passSame();
  for (const [i, j] of [...anchors(old, now), [old.length, now.length] as const]) {
    // What was the same after the last anchor may reach over this one.
    if (i < oldAt || j < nowAt) continue;
    let [oldEnd, nowEnd] = [i, j];
    while (oldEnd > oldAt && nowEnd > nowAt && isSame(oldEnd - 1, nowEnd - 1)) {
      oldEnd -= 1;
      nowEnd -= 1;
    }
    gap(oldAt, oldEnd, nowAt, nowEnd);
    [oldAt, nowAt] = [i, j];
    passSame();
  }
  return found;
}

/** The one splice that makes a text another: all between what both begin with and what both end with. */
function spliceAt(start: number, before: string, after: string): Splice | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  if (isInside(before, head) || isInside(after, head)) head -= 1;
  let tail = 0;
  while (
    tail < most - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  if (isInside(before, before.length - tail) || isInside(after, after.length - tail)) tail -= 1;
  return {
    start: start + countOf(before.slice(0, head)),
    removed: countOf(before.slice(head, before.length - tail)),
    inserted: after.slice(head, after.length - tail),
  };
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let at = 0;
  let start = 0;
  while (at < text.length) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end < 0 ? text.length : end + 1);
    lines.push({ text: line, start });
    at += line.length;
    start += countOf(line);
  }
  return lines;
}

const textOf = (lines: readonly Line[], from: number, to: number): string =>
  lines
    .slice(from, to)
    .map(({ text }) => text)
    .join("");

/** The lines that stand once in either text: the longest sequence of them that is in the same order in both. */
function anchors(old: readonly Line[], now: readonly Line[]): (readonly [number, number])[] {
  const places = placesOf(now);
  const pairs: [number, number][] = [];
  for (const [text, at] of placesOf(old)) {
    const partner = places.get(text);
    if (at !== TWICE && partner !== undefined && partner !== TWICE) pairs.push([at, partner]);
  }
  pairs.sort(([a], [b]) => a - b);
  // The last pairs of the shortest sequences that end as early as can be, and for each pair the one before it.
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, [, partner]] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < partner) low = middle + 1;
      else high = middle;
    }
    previous[index] = ends[low - 1];
    ends[low] = index;
  }
  const chosen: (readonly [number, number])[] = [];
  for (let index = ends.at(-1); index !== undefined; index = previous[index]) {
    const pair = pairs[index];
    if (pair) chosen.push(pair);
  }
  return chosen.reverse();
}

/** Stands for the place of a line that there is more than once. */
const TWICE = -1;

function placesOf(lines: readonly Line[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const [index, { text }] of lines.entries()) places.set(text, places.has(text) ? TWICE : index);
  return places;
}
