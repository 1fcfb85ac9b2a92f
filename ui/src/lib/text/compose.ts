// The arithmetic of corrections that follow each other: splices made one after the other as splices of the first text,
// and the splices that are likely between two texts of which nothing else is known. Counts code points; knows no field.

import type { Offsets } from "./offsets";
import { countOf, type Splice } from "./splices";

/** The shortest run of characters that is taken for the same words in two texts. */
const SHORTEST_RUN = 3;

/**
 * Splices that led from the original to another text, and a later one made in that text, as one list: in order, counted
 * in the original, at least one untouched character between each two.
 */
export function compose(original: Offsets, splices: readonly Splice[], later: Splice): Splice[] {
  const end = later.start + later.removed;
  const before: Splice[] = [];
  const after: Splice[] = [];
  // How far the other text is ahead of the original: at the beginning of what is merged, and at the place looked at.
  let aheadBefore = 0;
  let ahead = 0;
  let from: number | null = null;
  let to: number | null = null;
  let [head, tail] = ["", ""];
  for (const splice of splices) {
    const length = countOf(splice.inserted);
    const at = splice.start + ahead;
    const until = at + length;
    if (at > end) {
      after.push(splice);
      continue;
    }
    ahead += length - splice.removed;
    if (until < later.start) {
      before.push(splice);
      aheadBefore = ahead;
      continue;
    }
    if (at <= later.start) {
      from = splice.start;
      head = cut(splice.inserted, 0, later.start - at);
    }
    if (until >= end) {
      to = splice.start + splice.removed;
      tail = cut(splice.inserted, end - at, length);
    }
  }
  from ??= later.start - aheadBefore;
  to ??= end - ahead;
  const merged = trimmed(from, original.slice(from, to), head + later.inserted + tail);
  return merged === null ? [...before, ...after] : [...before, merged, ...after];
}

/**
 * The splices that are likely to have made a text another one, of which nothing else is known: what both begin and end
 * with stays, and so do runs of characters that stand once in each. `start` is where the first text begins.
 */
export function likelySplices(start: number, before: string, after: string): Splice[] {
  const whole = trimmed(start, before, after);
  if (whole === null) return [];
  if (whole.removed === 0 || whole.inserted === "") return [whole];
  const from = whole.start - start;
  const old = [...before].slice(from, from + whole.removed);
  const made = [...whole.inserted];
  const splices: Splice[] = [];
  let [i, j] = [0, 0];
  const close = (toOld: number, toMade: number): void => {
    if (toOld > i || toMade > j) {
      const inserted = made.slice(j, toMade).join("");
      splices.push({ start: whole.start + i, removed: toOld - i, inserted });
    }
  };
  for (const [a, b] of chain(pairsOf(old, made))) {
    if (a < i || b < j) continue;
    let back = 0;
    while (a - back > i && b - back > j && old[a - back - 1] === made[b - back - 1]) back += 1;
    let length = SHORTEST_RUN;
    while (a + length < old.length && b + length < made.length && old[a + length] === made[b + length]) {
      length += 1;
    }
    close(a - back, b - back);
    [i, j] = [a + length, b + length];
  }
  close(old.length, made.length);
  return splices;
}

/** The splice without what it leaves as it was at either end; null when that is all of it. */
function trimmed(start: number, removed: string, inserted: string): Splice | null {
  if (removed === inserted) return null;
  const [old, made] = [[...removed], [...inserted]];
  const most = Math.min(old.length, made.length);
  let head = 0;
  while (head < most && old[head] === made[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === made[made.length - 1 - tail]) tail += 1;
  return {
    start: start + head,
    removed: old.length - head - tail,
    inserted: made.slice(head, made.length - tail).join(""),
  };
}

/** Where runs of the shortest length stand that are there once in each text, in the order of the first. */
function pairsOf(old: readonly string[], made: readonly string[]): [old: number, made: number][] {
  const places = placesOf(made);
  return [...placesOf(old)].flatMap(([run, at]) => {
    const other = places.get(run);
    return at === null || other === undefined || other === null ? [] : [[at, other] as [number, number]];
  });
}

/** The place of each run; null where it is there more than once. */
function placesOf(text: readonly string[]): Map<string, number | null> {
  const places = new Map<string, number | null>();
  for (let at = 0; at + SHORTEST_RUN <= text.length; at += 1) {
    const run = text.slice(at, at + SHORTEST_RUN).join("");
    places.set(run, places.has(run) ? null : at);
  }
  return places;
}

/** The longest chain of pairs that are in the same order in both texts. */
function chain(pairs: readonly [old: number, made: number][]): [old: number, made: number][] {
  // For each length of a chain, the pair with the smallest place in the second text at which one of it ends.
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, [, place]] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    previous.push(ends[low - 1]);
    ends[low] = index;
  }
  const found: [old: number, made: number][] = [];
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) {
    const pair = pairs[at];
    if (pair !== undefined) found.push(pair);
  }
  return found.reverse();
}

/** Part of a text, counted in code points. */
function cut(text: string, start: number, end: number): string {
  return [...text].slice(start, end).join("");
}
