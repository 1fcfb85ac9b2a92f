// Where a search found something in the text: many places, in order and apart from each
// other, looked up by where they are. Numbers only: a common character stands in tens of
// thousands of places. Knows no DOM and no query.

import type { Span } from "./segments";
import type { Carrier } from "./splices";

/** A place as it is painted. */
export interface Hit extends Span {
  readonly isCurrent: boolean;
}

/** Places in the order of the text, one of which may be the current one. */
export class Hits {
  static readonly NONE = new Hits(new Uint32Array());

  /** Starts and ends, one after the other. */
  readonly #places: Uint32Array;

  constructor(places: Uint32Array) {
    this.#places = places;
  }

  /** Of starts and ends, one after the other. */
  static of(places: readonly number[]): Hits {
    return places.length === 0 ? Hits.NONE : new Hits(Uint32Array.from(places));
  }

  get length(): number {
    return this.#places.length >> 1;
  }

  at(index: number): Span | null {
    const start = this.#places[2 * index];
    const end = this.#places[2 * index + 1];
    return start === undefined || end === undefined ? null : { start, end };
  }

  /** The first that begins at an offset or after it; `length` where there is none. */
  firstFrom(offset: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[2 * middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Those that share a character with a span; `current` is the one that is looked at. */
  within(span: Span, current: Span | null): Hit[] {
    const found: Hit[] = [];
    // The one before the first that begins here may reach into it: they lie apart.
    for (let index = Math.max(0, this.firstFrom(span.start) - 1); index < this.length; index++) {
      const place = this.at(index);
      if (!place || place.start >= span.end) break;
      if (place.end <= span.start) continue;
      found.push({ ...place, isCurrent: current?.start === place.start && current.end === place.end });
    }
    return found;
  }

  /** The same places after a change of the text; those whose words went are gone. */
  carried(carrier: Carrier): Hits {
    const moved: number[] = [];
    for (let index = 0; index < this.length; index++) {
      const place = this.at(index);
      const span = place && carrier.span(place);
      if (place && span && span.end - span.start === place.end - place.start)
        moved.push(span.start, span.end);
    }
    return Hits.of(moved);
  }
}
