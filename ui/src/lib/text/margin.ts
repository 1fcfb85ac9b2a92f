// Where the margin notes (眉批) stand: each beside its passage, none over another. Pure
// arithmetic in pixels of the page; measuring and drawing are the reader's.

export interface MarginItem {
  readonly id: string;
  /** Where the note would like its top edge: the top of its passage. */
  readonly wish: number;
  readonly height: number;
}

export interface MarginPlace {
  readonly id: string;
  readonly top: number;
  /** How far the note stands from its passage; negative when above it. */
  readonly shift: number;
}

/**
 * Places notes from the top down, each at its passage or directly below the note before
 * it. The pinned note (the one being read or written) stands exactly at its passage; the
 * notes before it make room upwards, even above the first line of the page's text.
 *
 * `items` must be sorted by `wish`, then in the order of the text.
 */
export function layOutMargin(
  items: readonly MarginItem[],
  gap: number,
  pinned: string | null = null,
): MarginPlace[] {
  const tops = items.map((item) => item.wish);
  const pin = items.findIndex((item) => item.id === pinned);

  let bottom = Number.NEGATIVE_INFINITY;
  items.forEach((item, index) => {
    if (index !== pin) tops[index] = Math.max(item.wish, bottom);
    bottom = (tops[index] ?? 0) + item.height + gap;
  });

  let ceiling = pin < 0 ? Number.POSITIVE_INFINITY : (tops[pin] ?? 0);
  for (let index = pin - 1; index >= 0; index--) {
    const lowest = ceiling - gap - (items[index]?.height ?? 0);
    const top = tops[index] ?? 0;
    // Once a note has room where it stands, so have all above it.
    if (top <= lowest) break;
    tops[index] = lowest;
    ceiling = lowest;
  }

  return items.map((item, index) => {
    const top = tops[index] ?? item.wish;
    return { id: item.id, top, shift: top - item.wish };
  });
}

/**
 * Which notes may stand in the margin now: those that stand there already, as far as they are still wanted, and of the
 * others the `most` nearest to `y`. Making a note takes about as long as laying out a paragraph, so where they come by
 * the dozen a screen some come with each frame, and the page goes on moving meanwhile.
 */
export function admit(
  wanted: readonly { readonly id: string; readonly wish: number }[],
  standing: ReadonlySet<string>,
  y: number,
  most: number,
): { admitted: Set<string>; isAll: boolean } {
  const waiting = wanted.filter(({ id }) => !standing.has(id));
  const due =
    waiting.length <= most
      ? waiting
      : waiting.sort((a, b) => Math.abs(a.wish - y) - Math.abs(b.wish - y)).slice(0, most);
  const admitted = new Set(due.map(({ id }) => id));
  for (const { id } of wanted) if (standing.has(id)) admitted.add(id);
  return { admitted, isAll: due.length === waiting.length };
}
