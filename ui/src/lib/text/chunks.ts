// The lazy column of text: only chunks near the viewport are on the page, the others are
// gaps of a guessed or remembered height. It keeps what is being read still when a height
// above it turns out differently (WebKit has no scroll anchoring), and never drops a chunk
// in which the selection ends. It knows blocks by index only: what they hold and how they
// look is the source's business. No cost of a frame grows with the document.

import { Boxes } from "./boxes";
import { Heights } from "./heights";
import { indexAt, type Chunk } from "./plan";

/** What the column shows. */
export interface ChunkSource {
  /** Those it begins with; {@link ChunkedView.replace} puts others in their place. */
  readonly chunks: readonly Chunk[];
  /** Draws one block. */
  build(block: number): HTMLElement;
  /** The likely height of a chunk that has not been drawn, in pixels. */
  guess(chunk: Chunk): number;
  /** Called after the layout changed: chunks drawn, dropped or of another height. */
  onLayout(): void;
}

/** Pixels drawn ahead on either side; a wheel notch is some 100. */
const AHEAD = 1200;
/** Pixels kept on either side before a chunk is dropped: scrolling to and fro draws nothing anew. */
const KEEP = 6000;
/** A chunk drawn may be shorter than guessed and make room for another: this often per update at most. */
const MOST_ROUNDS = 6;

interface Anchor {
  readonly chunk: number;
  /** The uppermost drawn block in the viewport and where it stood; null when nothing is drawn there. */
  readonly element: Element | null;
  readonly top: number;
  /** How far into the chunk the viewport begins, for when nothing is drawn there. */
  readonly fraction: number;
}

export class ChunkedView {
  readonly #scroller: HTMLElement;
  readonly #column: HTMLElement;
  readonly #source: ChunkSource;
  readonly #boxes: Boxes;
  #chunks: readonly Chunk[];
  #starts: Uint32Array;
  #drawn = new Map<number, HTMLElement[]>();
  readonly #observer: ResizeObserver;
  #heights: Heights;
  #origin = 0;
  #viewport = 0;
  #anchor: Anchor | null = null;
  #frame = 0;
  /** By how much, less than a pixel, what is read stands too low. */
  #owed = 0;
  /** A block that is not to be dropped, wherever the viewport goes. */
  #kept: number | null = null;
  /** Where the viewport was when it was last looked ahead. */
  #lookedAt = 0;

  constructor(scroller: HTMLElement, column: HTMLElement, source: ChunkSource) {
    this.#scroller = scroller;
    this.#column = column;
    this.#source = source;
    this.#chunks = source.chunks;
    this.#starts = Uint32Array.from(source.chunks, (chunk) => chunk.first);
    this.#heights = new Heights([]);
    this.#observer = new ResizeObserver((entries) => this.#followHeights(entries));
    this.#boxes = new Boxes(column);
    this.#guessAll();
    scroller.addEventListener("scroll", this.#onScroll, { passive: true });
  }

  destroy(): void {
    this.#scroller.removeEventListener("scroll", this.#onScroll);
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#boxes.clear();
  }

  /** Indices of the blocks that are drawn, in order. */
  *drawnBlocks(): Generator<number> {
    for (const index of this.#boxes.order) {
      const chunk = this.#chunks[index];
      if (chunk) for (let block = chunk.first; block < chunk.end; block++) yield block;
    }
  }

  /** The element of a block, or null while it is not drawn. */
  elementOf(block: number): HTMLElement | null {
    const index = indexAt(this.#starts, block);
    return this.#drawn.get(index)?.[block - (this.#starts[index] ?? 0)] ?? null;
  }

  /** The first block of a chunk's box, or of a gap: where a selection in what is not drawn lies. */
  blockOfBox(box: Node): number | null {
    const index = this.#boxes.chunkOf(box);
    return index === null ? null : (this.#starts[index] ?? this.#blockCount);
  }

  /** The drawn block at the top of the viewport. */
  blockAtTop(): number | null {
    const anchor = this.#findAnchor();
    const blocks = this.#drawn.get(anchor.chunk);
    const at = anchor.element && blocks ? blocks.indexOf(anchor.element as HTMLElement) : -1;
    return at < 0 ? null : (this.#starts[anchor.chunk] ?? 0) + at;
  }

  /** Draws the chunk of a block without scrolling to it. */
  draw(block: number): void {
    const index = indexAt(this.#starts, block);
    if (!this.#drawn.has(index)) this.#settle([index], []);
  }

  /** Brings a block near the top of the viewport and draws what is then seen; the caller corrects by what it measures. */
  bring(block: number): void {
    const index = indexAt(this.#starts, block);
    const chunk = this.#chunks[index];
    if (!chunk) return;
    const element = this.elementOf(block);
    if (element) {
      this.#scroller.scrollTop += element.getBoundingClientRect().top - this.#scrollerTop();
    } else {
      const share = (block - chunk.first) / Math.max(1, chunk.end - chunk.first);
      this.#scroller.scrollTop = this.#origin + this.#heights.top(index) + share * this.#heights.of(index);
      this.draw(block);
      const drawn = this.elementOf(block);
      if (drawn) this.#scroller.scrollTop += drawn.getBoundingClientRect().top - this.#scrollerTop();
    }
    this.update();
  }

  /** Draws what the viewport shows now; what lies ahead follows, a chunk a frame. */
  update(): void {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const missing = this.#undrawn(this.#range(0));
      if (missing.length === 0) break;
      // What is far away by now goes in the same step: laying out is what either costs.
      this.#settle(missing, this.#far());
    }
    this.#anchor = this.#findAnchor();
    this.#lookAhead();
  }

  /**
   * Forgets all heights: the measure or the size of the type changed. The caller knows the place being read and
   * brings it back afterwards.
   */
  relayout(): void {
    this.#guessAll();
    this.#measure(this.#boxes.order);
    this.#anchor = null;
    this.update();
    this.#calibrate();
    this.update();
    this.#source.onLayout();
  }

  /** Keeps a block on the page although it is out of sight, or no more. */
  keep(block: number | null): void {
    this.#kept = block;
  }

  /** Puts another element in the place of a drawn block. */
  redraw(block: number): void {
    const index = indexAt(this.#starts, block);
    const blocks = this.#drawn.get(index);
    const at = block - (this.#starts[index] ?? 0);
    const old = blocks?.[at];
    if (!blocks || !old) return;
    const element = this.#source.build(block);
    old.replaceWith(element);
    blocks[at] = element;
  }

  /** Changes what is drawn, while what is being read stays where it is. False where that is no longer drawn. */
  change(run: () => void): boolean {
    const anchor = this.#findAnchor();
    run();
    this.#measure(this.#boxes.order);
    this.#boxes.fit(this.#heights);
    const isHeld = anchor.element?.isConnected ?? false;
    if (isHeld) this.#hold(anchor);
    this.update();
    this.#source.onLayout();
    return isHeld;
  }

  /**
   * Puts other blocks in the place of some: chunks `[from, to)` go, `chunks` come, and the blocks of those after them are
   * counted on by `by`. To be called within {@link ChunkedView.change}.
   */
  replace(from: number, to: number, chunks: readonly Chunk[], by: number): void {
    const old = this.#chunks;
    for (const index of this.#boxes.order.slice()) if (index >= from && index < to) this.#drop(index);
    const known = old.map((_, index) => this.#heights.of(index));
    const moved = chunks.length - (to - from);
    this.#boxes.renumber(to, moved);
    this.#drawn = new Map(
      [...this.#drawn].map(([index, blocks]) => [index < to ? index : index + moved, blocks]),
    );
    const after = old.slice(to).map(({ first, end }) => ({ first: first + by, end: end + by }));
    this.#chunks = [...old.slice(0, from), ...chunks, ...after];
    this.#starts = Uint32Array.from(this.#chunks, (chunk) => chunk.first);
    const guessed = chunks.map((chunk) => this.#source.guess(chunk));
    this.#heights = new Heights([...known.slice(0, from), ...guessed, ...known.slice(to)]);
    this.#anchor = null;
  }

  /** The chunks that hold the blocks `[first, end)`, as `[from, to)` by index. */
  chunksOf(first: number, end: number): { from: number; to: number; first: number; end: number } {
    const from = indexAt(this.#starts, first);
    const to = indexAt(this.#starts, Math.max(first, end - 1)) + 1;
    return { from, to, first: this.#chunks[from]?.first ?? first, end: this.#chunks[to - 1]?.end ?? end };
  }

  readonly #onScroll = (): void => this.update();

  #lookAhead(): void {
    if (this.#frame !== 0) return;
    const isDone = this.#undrawn(this.#range(AHEAD)).length === 0;
    if (isDone && this.#far().length === 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const { scrollTop } = this.#scroller;
      // Whoever drags the bar is a screen away in the next frame: drawing ahead there would be drawing for nobody.
      const isPassing = Math.abs(scrollTop - this.#lookedAt) > this.#viewport;
      this.#lookedAt = scrollTop;
      const [due] = isPassing ? [] : this.#undrawn(this.#range(AHEAD));
      const far = this.#far();
      if (due !== undefined || far.length > 0) this.#settle(due === undefined ? [] : [due], far);
      this.update();
    });
  }

  /** Draws and drops chunks while what is being read stays where it is. */
  #settle(toDraw: readonly number[], toDrop: readonly number[]): void {
    const anchor = this.#findAnchor();
    for (const index of toDrop) this.#drop(index);
    for (const index of toDraw) this.#fill(index);
    this.#boxes.fit(this.#heights);
    this.#measure(toDraw);
    this.#hold(anchor);
    this.#source.onLayout();
  }

  #fill(index: number): void {
    const chunk = this.#chunks[index];
    if (!chunk || this.#drawn.has(index)) return;
    const blocks: HTMLElement[] = [];
    for (let block = chunk.first; block < chunk.end; block++) blocks.push(this.#source.build(block));
    this.#drawn.set(index, blocks);
    this.#observer.observe(this.#boxes.insert(index, blocks));
  }

  #drop(index: number): void {
    const box = this.#boxes.of(index);
    if (!box) return;
    this.#observer.unobserve(box);
    this.#drawn.delete(index);
    this.#boxes.remove(index);
  }

  #measure(indices: readonly number[]): void {
    for (const index of indices) {
      const box = this.#boxes.of(index);
      if (box) this.#heights.set(index, box.getBoundingClientRect().height);
    }
  }

  /** A drawn chunk changed its height by itself: a font arrived, or a block was painted anew. */
  #followHeights(entries: readonly ResizeObserverEntry[]): void {
    let hasChanged = false;
    for (const entry of entries) {
      const index = this.#boxes.chunkOf(entry.target);
      if (index === null || !this.#drawn.has(index)) continue;
      const height = entry.target.getBoundingClientRect().height;
      if (Math.abs(height - this.#heights.of(index)) < 0.5) continue;
      this.#heights.set(index, height);
      hasChanged = true;
    }
    if (!hasChanged) return;
    if (this.#anchor) this.#hold(this.#anchor);
    this.#source.onLayout();
    this.update();
  }

  #findAnchor(): Anchor {
    const y = this.#scroller.scrollTop - this.#origin;
    const chunk = this.#heights.at(y);
    const height = this.#heights.of(chunk);
    const fraction = height > 0 ? Math.min(1, Math.max(0, (y - this.#heights.top(chunk)) / height)) : 0;
    const blocks = this.#drawn.get(chunk);
    if (!blocks || blocks.length === 0) {
      // Further down in the viewport something may be drawn, and be read.
      const seen = this.#boxes.order.find((index) => index > chunk);
      const isSeen = seen !== undefined && this.#heights.top(seen) < y + this.#viewport;
      const element = (isSeen && this.#drawn.get(seen)?.[0]) || null;
      return { chunk, element, top: element?.getBoundingClientRect().top ?? 0, fraction };
    }
    const edge = this.#scrollerTop();
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((blocks[middle]?.getBoundingClientRect().bottom ?? 0) > edge) high = middle;
      else low = middle + 1;
    }
    const element = blocks[low] ?? null;
    return { chunk, element, top: element?.getBoundingClientRect().top ?? 0, fraction };
  }

  #hold(anchor: Anchor): void {
    // At the very top the beginning is what is being read.
    if (this.#scroller.scrollTop <= 0) return;
    if (anchor.element?.isConnected) {
      this.#scrollBy(anchor.element.getBoundingClientRect().top - anchor.top);
      return;
    }
    const y = this.#scroller.scrollTop - this.#origin;
    const wanted = this.#heights.top(anchor.chunk) + anchor.fraction * this.#heights.of(anchor.chunk);
    if (y > 0) this.#scrollBy(wanted - y);
  }

  /** Engines scroll by whole pixels; what is left over is made up for the next time, or many chunks would add up. */
  #scrollBy(moved: number): void {
    const due = moved + this.#owed;
    const before = this.#scroller.scrollTop;
    if (Math.abs(due) >= 0.5) this.#scroller.scrollTop = before + due;
    const rest = due - (this.#scroller.scrollTop - before);
    // More than a pixel is left over at an end of the column only, where there is no further to go.
    this.#owed = Math.abs(rest) <= 1 ? rest : 0;
  }

  #range(margin: number): { first: number; last: number } {
    const y = this.#scroller.scrollTop - this.#origin;
    return { first: this.#heights.at(y - margin), last: this.#heights.at(y + this.#viewport + margin) };
  }

  #undrawn(range: { first: number; last: number }): number[] {
    const missing: number[] = [];
    for (let index = range.first; index <= range.last; index++) {
      if (index < this.#chunks.length && !this.#drawn.has(index)) missing.push(index);
    }
    return missing;
  }

  /** What is drawn and may go. */
  #far(): number[] {
    const near = this.#range(KEEP);
    return this.#boxes.order.filter(
      (index) => (index < near.first || index > near.last) && !this.#isHeld(index),
    );
  }

  #isHeld(index: number): boolean {
    if (this.#kept !== null && indexAt(this.#starts, this.#kept) === index) return true;
    const selection = document.getSelection();
    const box = this.#boxes.of(index);
    if (!selection || !box || selection.rangeCount === 0) return false;
    return box.contains(selection.anchorNode) || box.contains(selection.focusNode);
  }

  #guessAll(scale = 1): void {
    this.#viewport = this.#scroller.clientHeight;
    this.#origin = this.#column.getBoundingClientRect().top - this.#scrollerTop() + this.#scroller.scrollTop;
    const heights = this.#chunks.map((chunk, index) =>
      this.#drawn.has(index) ? this.#heights.of(index) : this.#source.guess(chunk) * scale,
    );
    this.#heights = new Heights(heights);
    this.#boxes.fit(this.#heights);
  }

  /** Scales the remaining guesses by how wrong they were for what is drawn. */
  #calibrate(): void {
    let guessed = 0;
    let measured = 0;
    for (const index of this.#drawn.keys()) {
      const chunk = this.#chunks[index];
      if (chunk) guessed += this.#source.guess(chunk);
      measured += this.#heights.of(index);
    }
    if (guessed <= 0 || measured <= 0) return;
    this.#guessAll(measured / guessed);
  }

  get #blockCount(): number {
    return this.#chunks.at(-1)?.end ?? 0;
  }

  #scrollerTop(): number {
    return this.#scroller.getBoundingClientRect().top + this.#scroller.clientTop;
  }
}
