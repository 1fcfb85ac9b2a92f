// Cuts the stand-off annotations of one block into segments: stretches of text over
// which the set of annotations does not change. Knows no DOM and no colours; a layer is
// anything with a start and an end.

/** A half-open range in Unicode code points of the revision's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch of text together with every layer that lies over it, in the order given. */
export interface Segment<L extends Span> extends Span {
  readonly layers: readonly L[];
}

/** Whether two ranges share at least one code point. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/**
 * Cuts `whole` at every edge of a layer. The segments lie back to back and cover `whole`;
 * each lists its layers in the order of `layers`, so that what is painted first does not
 * depend on where a cut happens to fall. Layers outside `whole` are ignored.
 */
export function cutIntoSegments<L extends Span>(whole: Span, layers: readonly L[]): Segment<L>[] {
  if (whole.end <= whole.start) return [];
  const opens = new Map<number, number[]>();
  const closes = new Map<number, number[]>();
  const edges = new Set([whole.start, whole.end]);
  layers.forEach((layer, rank) => {
    const start = Math.max(layer.start, whole.start);
    const end = Math.min(layer.end, whole.end);
    if (end <= start) return;
    edges.add(start).add(end);
    pushTo(opens, start, rank);
    pushTo(closes, end, rank);
  });

  const cuts = [...edges].sort((a, b) => a - b);
  const segments: Segment<L>[] = [];
  let open: number[] = [];
  for (let at = 0; at + 1 < cuts.length; at++) {
    const start = cuts[at] ?? whole.start;
    const closing = closes.get(start);
    if (closing) open = open.filter((rank) => !closing.includes(rank));
    const opening = opens.get(start);
    if (opening) open = [...open, ...opening].sort((a, b) => a - b);
    segments.push({
      start,
      end: cuts[at + 1] ?? whole.end,
      layers: open.flatMap((rank) => layers[rank] ?? []),
    });
  }
  return segments;
}

/**
 * The lowest free row for each layer, so that a layer keeps one row over its whole length
 * while others begin and end beside it. Layers must be sorted by start.
 */
export function assignRows(layers: readonly Span[]): number[] {
  const rowEnds: number[] = [];
  return layers.map((layer) => {
    let row = rowEnds.findIndex((end) => end <= layer.start);
    if (row < 0) row = rowEnds.length;
    rowEnds[row] = layer.end;
    return row;
  });
}

function pushTo(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
