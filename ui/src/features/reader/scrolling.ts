// Where a page is scrolled to: the place that is read, and every way of bringing another one into view. What is drawn for
// that is the lazy column's business; nothing here changes the page.

import type { ChunkedView } from "$lib/text/chunks";
import type { Span } from "$lib/text/segments";
import type { TextMap } from "$lib/text/textMap";

/** Where reading stands: a character and how far below the top of the viewport its line is. */
export interface Place {
  readonly offset: number;
  readonly y: number;
}

/** What is scrolled. */
export interface Scrolled {
  readonly bodies: readonly Span[];
  readonly map: TextMap;
  elementOf(block: number): HTMLElement | null;
  drawnBlocks(): Iterable<number>;
  /** The part of the window in which the text is seen, in client coordinates. */
  viewport(): DOMRect;
}

/** Space kept between a revealed line and the edge of the viewport, in pixels. */
const REVEAL_MARGIN = 48;
/** The same under what the reading cursor goes on to: a few lines to read ahead, and room for its bar. */
const REVEAL_AHEAD = 120;
/** A passage gone to stands at this share of the viewport's height. */
const SHOWN_AT = 0.3;

export class Scrolling {
  readonly #scroller: HTMLElement;
  readonly #chunks: ChunkedView;
  readonly #page: Scrolled;
  readonly #onMove: (place: Place) => void;
  #place: Place;

  /** `onMove` hears where reading stands whenever the viewport has moved. */
  constructor(
    scroller: HTMLElement,
    chunks: ChunkedView,
    page: Scrolled,
    place: Place,
    onMove: (place: Place) => void,
  ) {
    this.#scroller = scroller;
    this.#chunks = chunks;
    this.#page = page;
    this.#place = place;
    this.#onMove = onMove;
  }

  get place(): Place {
    return this.#place;
  }

  /** Takes a place for the one that is read: the text before it has changed. */
  hold(place: Place): void {
    this.#place = place;
  }

  /** Scrolls so that the line of a character stands `y` pixels below the top of the viewport. */
  to(offset: number, y: number): void {
    const scroller = this.#scroller;
    if (offset <= (this.#page.bodies[0]?.start ?? 0)) {
      scroller.scrollTop = 0;
      this.#chunks.update();
      return;
    }
    const { map } = this.#page;
    this.#chunks.bring(map.blockAt(offset));
    // What the jump drew may have moved the line; the second look finds it where it stays.
    for (let look = 0; look < 3; look++) {
      const rect = map.caretRect(offset);
      if (!rect) return;
      const off = rect.top - this.#page.viewport().top - y;
      if (Math.abs(off) < 1) break;
      scroller.scrollTop += off;
      this.#chunks.update();
    }
    this.notePlace();
  }

  /** Scrolls to the very beginning or end, which the engine misses while heights there are only guessed. */
  toEdge(edge: "start" | "end"): void {
    const scroller = this.#scroller;
    this.#chunks.bring(edge === "start" ? 0 : this.#page.bodies.length - 1);
    // What is drawn there may make the column longer; the second look finds its end where it stays.
    for (let look = 0; look < 3; look++) {
      scroller.scrollTop = edge === "start" ? 0 : scroller.scrollHeight;
      this.#chunks.update();
    }
    this.notePlace();
  }

  /** Shows a passage; does not move when its beginning is comfortably in view. */
  show(span: Span): void {
    this.#showFrom(span, REVEAL_MARGIN, 0);
  }

  /** The same below what lies over the top of the page, `cover` pixels tall. */
  showBelow(span: Span, cover: number): void {
    this.#showFrom(span, cover, cover);
  }

  #showFrom({ start }: Span, above: number, least: number): void {
    const rect = this.#page.map.caretRect(start);
    const { top, bottom } = this.#page.viewport();
    const isSeen = rect && rect.top >= top + above && rect.bottom <= bottom - REVEAL_MARGIN;
    if (!isSeen) this.to(start, Math.max(least, (bottom - top) * SHOWN_AT));
  }

  /** The offset of the line at the height at which passages are shown: where the eye is. */
  offsetShown(): number {
    const { top, height } = this.#page.viewport();
    const y = top + height * SHOWN_AT;
    const drawn = [...this.#page.drawnBlocks()];
    return this.#page.map.offsetAtHeight(drawn[this.firstReaching(drawn, y)] ?? 0, y);
  }

  /** Scrolls by as little as brings a place into view. */
  reveal(offset: number, ahead = REVEAL_MARGIN): void {
    const rect = this.#page.map.caretRect(offset);
    if (!rect) {
      this.show({ start: offset, end: offset });
      return;
    }
    const { top, bottom } = this.#page.viewport();
    const scroller = this.#scroller;
    if (rect.top < top + REVEAL_MARGIN) scroller.scrollTop -= top + REVEAL_MARGIN - rect.top;
    else if (rect.bottom > bottom - ahead) scroller.scrollTop += rect.bottom - bottom + ahead;
    this.#chunks.update();
  }

  /** The same for what the reading cursor reaches to: what follows is seen too. */
  revealAhead(offset: number): void {
    this.reveal(offset, REVEAL_AHEAD);
  }

  /** Scrolls by as little as brings a whole span into view; of one taller than the view its beginning. */
  revealSpan(span: Span): void {
    const { map } = this.#page;
    const first = map.caretRect(span.start);
    const last = map.caretRect(span.end, "before");
    const { height } = this.#page.viewport();
    if (!first) this.show(span);
    else if (last && last.bottom - first.top <= height - REVEAL_MARGIN - REVEAL_AHEAD)
      this.reveal(span.end, REVEAL_AHEAD);
    this.reveal(span.start);
  }

  /** Scrolls only where nothing of a span is in view. */
  revealAny(span: Span): void {
    const { map } = this.#page;
    const first = map.caretRect(span.start);
    const last = map.caretRect(span.end, "before");
    const { top, bottom } = this.#page.viewport();
    const isBelow = first !== null && first.bottom > bottom;
    const isAbove = last !== null && last.top < top;
    // What is not drawn lies further away than what is seen: before the view, or behind it.
    const isAround = this.#place.offset >= span.start && this.#place.offset < span.end;
    if (isBelow || isAbove || (!first && !isAround)) this.revealSpan(span);
  }

  /** Which of the drawn blocks is the first to reach below a height of the window. */
  firstReaching(drawn: readonly number[], y: number): number {
    let low = 0;
    let high = Math.max(0, drawn.length - 1);
    while (low < high) {
      const middle = (low + high) >> 1;
      const bottom = this.#page.elementOf(drawn[middle] ?? 0)?.getBoundingClientRect().bottom ?? 0;
      if (bottom >= y) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Finds out where reading stands now, and tells it. */
  notePlace(): void {
    const block = this.#chunks.blockAtTop();
    if (block === null) return;
    const { map, bodies } = this.#page;
    const { top } = this.#page.viewport();
    let offset = map.offsetAtHeight(block, top);
    let rect = map.caretRect(offset);
    const next = bodies[block + 1];
    // Of the block at the top only what stands below its last line may be left: what is read begins with the next.
    if (rect && rect.bottom <= top && next) {
      offset = next.start;
      rect = map.caretRect(offset);
    }
    this.#place = { offset, y: rect ? rect.top - top : 0 };
    // Above the first line there is nothing to remember but the beginning.
    if (this.#scroller.scrollTop <= 0) this.#place = { offset: 0, y: 0 };
    this.#onMove(this.#place);
  }
}
