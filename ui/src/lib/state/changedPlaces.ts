// Where a change of a document is to be seen in its text, and which of these places a reader is shown. Pure.
import type { Annotation, ChangeEvent } from "../api/generated";
import { countOf } from "../text/splices";

/** A half-open range of code points. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a document is another one now: where its text is, and otherwise where annotations came, changed or went.
 * `before` are the annotations that stood in it before.
 */
export function changedPlaces(
  document: string,
  change: ChangeEvent | null,
  before: readonly Annotation[],
): Span[] {
  const splices = change?.texts.find((text) => text.document === document)?.splices;
  if (splices !== undefined) {
    let moved = 0;
    return splices.map(({ start, removed, inserted }) => {
      const length = countOf(inserted);
      const at = start + moved;
      moved += length - removed;
      return { start: at, end: at + length };
    });
  }
  const removed = new Set(change?.removedAnnotations.map(({ id }) => id));
  const places = change?.annotations.filter((one) => one.document === document) ?? [];
  return [...places, ...before.filter(({ id }) => removed.has(id))];
}

/**
 * The place to show to somebody who sees the text from `from` up to `to`: the only one, or the nearest one. Null where there
 * is none, and where some of several are seen already: who reads there is not sent elsewhere.
 */
export function placeToShow(places: readonly Span[], from: number, to: number): Span | null {
  const [first] = places;
  if (first === undefined || places.length === 1) return first ?? null;
  const distance = ({ start, end }: Span): number => Math.max(0, from - end, start - to);
  const nearest = places.reduce((best, place) => (distance(place) < distance(best) ? place : best), first);
  return distance(nearest) === 0 ? null : nearest;
}
