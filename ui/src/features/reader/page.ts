// The drawn interview: joins the lazy column, the painter and the map of places for one
// view of a document, and answers where things are. It changes nothing of the document and
// opens nothing; what the reader does with it is reading.svelte.ts's business.

import type { Annotation, DocumentView } from "$lib/api/generated";
import { buildBlock, type BlockWords } from "$lib/text/blocks";
import { ChunkedView } from "$lib/text/chunks";
import { Hits, type Hit } from "$lib/text/hits";
import { Likeness } from "$lib/text/likeness";
import type { Offsets } from "$lib/text/offsets";
import { MarkPainter, type PaintWords, type Painter } from "$lib/text/painter";
import { guessHeight, measureEms, planChunks, type Chunk } from "$lib/text/plan";
import { RangeIndex } from "$lib/text/rangeIndex";
import { overlaps, type Span } from "$lib/text/segments";
import { readEnds, writeEnds, type Ends } from "$lib/text/selection";
import { commonEnds, type Carrier } from "$lib/text/splices";
import { BLOCK_ATTRIBUTE, TextMap, type DrawnPage } from "$lib/text/textMap";
import { Units, type UnitFinder } from "$lib/text/units";

/** Where reading stands: a character and how far below the top of the viewport its line is. */
export interface Place {
  readonly offset: number;
  readonly y: number;
}

/** The elements the page lives in. */
export interface PageElements {
  /** Scrolls. */
  readonly scroller: HTMLElement;
  /** Everything that moves with the text; overlays are placed in its coordinates. */
  readonly sheet: HTMLElement;
  /** Holds the chunks. */
  readonly column: HTMLElement;
  /** Stands before the column: holds the colophon of a document that opens without title and metadata. */
  readonly lead: HTMLElement;
}

/** Which annotations the page shows, and how; asked anew whenever something is painted. */
export interface Showing {
  /** Whether an annotation is on the page at all. */
  readonly isShown: (id: string) => boolean;
  /** Whether one that is there steps back behind the others. */
  readonly isFaint: (id: string) => boolean;
  /** Whether each colour has a pattern too. */
  readonly isPatterned: boolean;
}

const ALL: Showing = { isShown: () => true, isFaint: () => false, isPatterned: false };

export interface PageHost {
  readonly words: BlockWords & PaintWords;
  readonly findUnit: UnitFinder;
  /** What stands below the opening blocks (title, metadata); null when there is nothing to tell. */
  buildColophon(): HTMLElement | null;
  /** Chunks were drawn or dropped, or changed their height. */
  onLayout(): void;
  /** The viewport moved. */
  onScroll(place: Place): void;
}

/** Space kept between a revealed line and the edge of the viewport, in pixels. */
const REVEAL_MARGIN = 48;
/** A passage gone to stands at this share of the viewport's height. */
const SHOWN_AT = 0.3;

/** Notes are kept this far around the viewport, so that one pushed along by others is there before it is seen. */
const NOTES_AROUND = 1200;

export class ReadingPage implements DrawnPage {
  offsets: Offsets;
  readonly painter: Painter;
  readonly column: HTMLElement;
  bodies: readonly Span[] = [];
  starts: Uint32Array = new Uint32Array();
  readonly map: TextMap;
  units: Units;
  #view: DocumentView;
  readonly #elements: PageElements;
  readonly #host: PageHost;
  readonly #chunks: ChunkedView;
  readonly #bodyElements = new WeakMap<HTMLElement, HTMLElement>();
  readonly #resizes: ResizeObserver;
  #speakers: ReadonlyMap<string, DocumentView["speakers"][number]> = new Map();
  readonly #openingEnd: number;
  #ems: Float32Array = new Float32Array();
  #index: RangeIndex<Annotation>;
  #active: Annotation | null = null;
  #lit: readonly Annotation[] | null = null;
  #litIds: ReadonlySet<string> | null = null;
  #showing: Showing = ALL;
  /** How each painted body shows its annotations: only where that is different now it is painted anew. */
  readonly #shown = new WeakMap<HTMLElement, string>();
  #hits = Hits.NONE;
  #hit: Span | null = null;
  #size = "";
  #place: Place;

  constructor(
    elements: PageElements,
    view: DocumentView,
    offsets: Offsets,
    annotations: readonly Annotation[],
    place: Place,
    host: PageHost,
    showing: Showing = ALL,
  ) {
    this.#elements = elements;
    this.#showing = showing;
    this.#view = view;
    this.#host = host;
    this.#place = place;
    this.offsets = offsets;
    this.column = elements.column;
    this.painter = new MarkPainter(offsets, host.words);
    this.painter.setPalette(showing);
    this.units = this.#takeStructure(view, offsets);
    this.#openingEnd = lastOpeningBlock(view);
    this.#index = new RangeIndex(annotations);
    const colophon = this.#openingEnd < 0 ? host.buildColophon() : null;
    elements.lead.replaceChildren(...(colophon ? [colophon] : []));
    const chunks = planChunks(this.bodies.map((body) => body.end - body.start));
    this.#chunks = new ChunkedView(elements.scroller, elements.column, {
      chunks,
      build: (block) => this.#build(block),
      guess: (chunk: Chunk) => guessHeight(chunk, this.#ems, this.#setting()),
      onLayout: () => host.onLayout(),
    });
    this.map = new TextMap(this);
    this.#size = this.#measureSize();
    this.#chunks.relayout();
    this.scrollTo(place.offset, place.y);
    elements.scroller.addEventListener("scroll", this.#onScroll, { passive: true });
    this.#resizes = new ResizeObserver(() => this.relayout());
    this.#resizes.observe(elements.scroller);
    this.#resizes.observe(elements.column);
  }

  /**
   * Follows a change of the text or the structure: draws what it touches and nothing else, while what is being read, and
   * what is selected, stay where they are. False where the page has to be drawn anew.
   */
  follow(
    view: DocumentView,
    offsets: Offsets,
    annotations: readonly Annotation[],
    carrier: Carrier,
    dirty: readonly Span[],
  ): boolean {
    const before = { view: this.#view, offsets: this.offsets };
    const likeness = new Likeness(before, { view, offsets });
    if (!likeness.hasSameOpening()) return false;
    const selection = document.getSelection();
    const ends = readEnds(this.map, selection);
    const { head, tail } = commonEnds(before.view.blocks, view.blocks, (old, now) =>
      likeness.isSame(old, now),
    );
    const drawn = [...this.drawnBlocks()];
    const { offset, y } = this.#place;
    const place = { offset: carrier.point(offset), y };
    this.#hits = this.#hits.carried(carrier);
    this.#hit = this.#hit && carrier.span(this.#hit);
    const more = view.blocks.length - before.view.blocks.length;
    const isHeld = this.#chunks.change(() => {
      const changed = this.#chunks.chunksOf(head, Math.max(before.view.blocks.length - tail, head + 1));
      this.units = this.#takeStructure(view, offsets);
      this.painter.follow(offsets);
      this.#index = new RangeIndex(annotations);
      if (more !== 0) {
        const lengths = this.bodies
          .slice(changed.first, changed.end + more)
          .map(({ start, end }) => end - start);
        const chunks = planChunks(lengths).map(({ first, end }) => ({
          first: first + changed.first,
          end: end + changed.first,
        }));
        this.#chunks.replace(changed.from, changed.to, chunks, more);
      }
      for (const old of drawn) {
        if (more === 0 || old < changed.first) this.#bringUpToDate(old, old, likeness, dirty);
        else if (old >= changed.end) this.#bringUpToDate(old, old + more, likeness, dirty);
      }
    });
    this.#place = place;
    if (!isHeld && this.#elements.scroller.scrollTop > 0) this.scrollTo(place.offset, place.y);
    if (ends && ends.anchor !== ends.focus) {
      writeEnds(this.map, selection, {
        anchor: carrier.point(ends.anchor),
        focus: carrier.point(ends.focus, "before"),
      });
    }
    return true;
  }

  /** Repaints a drawn block where it is not as it was, and tells it where it is now. */
  #bringUpToDate(before: number, now: number, likeness: Likeness, dirty: readonly Span[]): void {
    const element = this.#chunks.elementOf(now);
    const body = this.bodies[now];
    if (!element || !body) return;
    element.setAttribute(BLOCK_ATTRIBUTE, String(now));
    if (!likeness.hasSameFrame(before, now)) {
      this.#chunks.redraw(now);
      return;
    }
    const bodyElement = this.#bodyElements.get(element);
    if (!bodyElement) return;
    if (!likeness.isSame(before, now) || dirty.some((span) => overlaps(span, body)))
      this.#paint(bodyElement, body);
    else this.painter.move(bodyElement, body);
  }

  /** Takes over blocks and speakers; gives back the units of the text. */
  #takeStructure(view: DocumentView, offsets: Offsets): Units {
    this.#view = view;
    this.offsets = offsets;
    this.bodies = view.blocks.map((block) => ({ start: block.bodyStart, end: block.bodyEnd }));
    this.starts = Uint32Array.from(view.blocks, (block) => block.start);
    this.#speakers = new Map(view.speakers.map((speaker) => [speaker.id, speaker]));
    this.#ems = measureEms(offsets, this.bodies);
    return new Units(offsets, view.blocks, this.#host.findUnit);
  }

  destroy(): void {
    this.#resizes.disconnect();
    this.#elements.scroller.removeEventListener("scroll", this.#onScroll);
    this.#chunks.destroy();
  }

  get blocks(): DocumentView["blocks"] {
    return this.#view.blocks;
  }

  get place(): Place {
    return this.#place;
  }

  bodyOf(block: number): HTMLElement | null {
    const element = this.#chunks.elementOf(block);
    return element ? (this.#bodyElements.get(element) ?? null) : null;
  }

  elementOf(block: number): HTMLElement | null {
    return this.#chunks.elementOf(block);
  }

  blockOfBox(box: Node): number | null {
    return this.#chunks.blockOfBox(box);
  }

  drawnBlocks(): Iterable<number> {
    return this.#chunks.drawnBlocks();
  }

  /** Keeps a block on the page although it is out of sight, or no more. */
  keep(block: number | null): void {
    this.#chunks.keep(block);
    if (block !== null) this.#chunks.draw(block);
  }

  /** Annotations on the page that share a character with a span. */
  touching(span: Span): Annotation[] {
    return this.#index.touching(span).filter(({ id }) => this.#showing.isShown(id));
  }

  /**
   * The annotations near the viewport that stand in the margin (those with a note, those whose words changed, and the active one), each with the
   * height on the sheet at which its passage begins; in the order of the text.
   */
  notesInView(
    annotations: readonly Annotation[],
    active: string | null,
  ): { id: string; annotation: Annotation; wish: number }[] {
    const { top, bottom } = this.viewport();
    const sheetTop = this.#elements.sheet.getBoundingClientRect().top;
    const notes: { id: string; annotation: Annotation; wish: number }[] = [];
    const drawn = [...this.drawnBlocks()];
    const nearest = drawn[this.firstReaching(drawn, top - NOTES_AROUND)] ?? 0;
    const end = this.starts[(drawn.at(-1) ?? -1) + 1] ?? this.offsets.length + 1;
    for (let at = firstIndex(annotations, this.starts[nearest] ?? 0); at < annotations.length; at++) {
      const annotation = annotations[at];
      if (!annotation || annotation.start >= end) break;
      if (!this.#showing.isShown(annotation.id)) continue;
      if (annotation.note === "" && annotation.state !== "changed" && annotation.id !== active) continue;
      const rect = this.map.caretRect(annotation.start);
      if (!rect || rect.bottom < top - NOTES_AROUND) continue;
      if (rect.top > bottom + NOTES_AROUND) break;
      notes.push({ id: annotation.id, annotation, wish: rect.top - sheetTop });
    }
    return notes;
  }

  /** Which of the drawn blocks is the first to reach below a height of the window. */
  firstReaching(drawn: readonly number[], y: number): number {
    let low = 0;
    let high = Math.max(0, drawn.length - 1);
    while (low < high) {
      const middle = (low + high) >> 1;
      const bottom = this.elementOf(drawn[middle] ?? 0)?.getBoundingClientRect().bottom ?? 0;
      if (bottom >= y) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Takes over the annotations as they are now and repaints the drawn blocks that the dirty spans touch. */
  repaint(annotations: readonly Annotation[], dirty: readonly Span[]): void {
    this.#index = new RangeIndex(annotations);
    this.#paintWhere((_, body) => dirty.some((span) => overlaps(span, body)));
  }

  /** Shows the annotations otherwise, and repaints the drawn blocks that look different by it. */
  showAnnotations(showing: Showing): void {
    const isPatternNew = showing.isPatterned !== this.#showing.isPatterned;
    this.#showing = showing;
    this.painter.setPalette(showing);
    this.#paintWhere((element, body) => {
      const layers = this.#index.touching(body);
      return layers.length > 0 && (isPatternNew || this.#shown.get(element) !== this.#describe(layers));
    });
  }

  /** Repaints drawn bodies, and keeps what is selected on them. */
  #paintWhere(isDue: (element: HTMLElement, body: Span) => boolean): void {
    const selection = document.getSelection();
    const ends = readEnds(this.map, selection);
    for (const block of this.drawnBlocks()) {
      const body = this.bodies[block];
      const element = this.bodyOf(block);
      if (body && element && isDue(element, body)) this.#paint(element, body);
    }
    // Painting replaces the nodes that the selection hangs on.
    if (ends && ends.anchor !== ends.focus) writeEnds(this.map, selection, ends);
  }

  /** Emphasises one annotation instead of the one before. */
  setActive(annotation: Annotation | null): void {
    const touched = [this.#active, annotation].filter((each) => each !== null);
    this.#active = annotation;
    for (const block of this.drawnBlocks()) {
      const body = this.bodies[block];
      const element = this.bodyOf(block);
      if (body && element && touched.some((each) => overlaps(each, body))) {
        this.painter.emphasise(element, annotation?.id ?? null);
      }
    }
  }

  /** Lights some annotations, while all others step back; null lights none. Paints nothing anew. */
  light(lit: readonly Annotation[] | null): void {
    const touched = [...(this.#lit ?? []), ...(lit ?? [])];
    this.#lit = lit;
    this.#litIds = lit && new Set(lit.map(({ id }) => id));
    this.column.classList.toggle("has-lit", lit !== null);
    for (const block of this.drawnBlocks()) {
      const body = this.bodies[block];
      const element = this.bodyOf(block);
      if (body && element && touched.some((each) => overlaps(each, body))) {
        this.painter.light(element, this.#litIds);
      }
    }
  }

  /** Shows what a search found, and which of it is looked at; repaints the drawn blocks in which that is different. */
  showHits(hits: Hits, current: Span | null): void {
    const before = { hits: this.#hits, hit: this.#hit };
    this.#hits = hits;
    this.#hit = current;
    const selection = document.getSelection();
    const ends = readEnds(this.map, selection);
    for (const block of this.drawnBlocks()) {
      const body = this.bodies[block];
      const element = this.bodyOf(block);
      if (!body || !element) continue;
      const now = hits.within(body, current);
      if (!areSameHits(before.hits.within(body, before.hit), now)) this.#paint(element, body);
    }
    if (ends && ends.anchor !== ends.focus) writeEnds(this.map, selection, ends);
  }

  /** Shows a passage below what lies over the top of the page; does not move where it is comfortably in view. */
  showBelow(span: Span, cover: number): void {
    const rect = this.map.caretRect(span.start);
    const { top, bottom } = this.viewport();
    const isSeen = rect && rect.top >= top + cover && rect.bottom <= bottom - REVEAL_MARGIN;
    if (!isSeen) this.scrollTo(span.start, Math.max(cover, (bottom - top) * SHOWN_AT));
  }

  /** When the measure, the window or the size of the type changed: lays out anew and keeps the place. */
  relayout(): void {
    const size = this.#measureSize();
    if (size === this.#size) return;
    this.#size = size;
    const { offset, y } = this.#place;
    this.#chunks.relayout();
    this.scrollTo(offset, y);
  }

  /** Scrolls so that the line of a character stands `y` pixels below the top of the viewport. */
  scrollTo(offset: number, y: number): void {
    const { scroller } = this.#elements;
    if (offset <= (this.bodies[0]?.start ?? 0)) {
      scroller.scrollTop = 0;
      this.#chunks.update();
      return;
    }
    this.#chunks.bring(this.map.blockAt(offset));
    // What the jump drew may have moved the line; the second look finds it where it stays.
    for (let look = 0; look < 3; look++) {
      const rect = this.map.caretRect(offset);
      if (!rect) return;
      const off = rect.top - this.viewport().top - y;
      if (Math.abs(off) < 1) break;
      scroller.scrollTop += off;
      this.#chunks.update();
    }
    this.#notePlace();
  }

  /** Scrolls to the very beginning or end, which the engine misses while heights there are only guessed. */
  scrollToEdge(edge: "start" | "end"): void {
    const { scroller } = this.#elements;
    this.#chunks.bring(edge === "start" ? 0 : this.bodies.length - 1);
    // What is drawn there may make the column longer; the second look finds its end where it stays.
    for (let look = 0; look < 3; look++) {
      scroller.scrollTop = edge === "start" ? 0 : scroller.scrollHeight;
      this.#chunks.update();
    }
    this.#notePlace();
  }

  /** Shows a passage; does not move when its beginning is comfortably in view. */
  show(span: Span): void {
    const rect = this.map.caretRect(span.start);
    const { top, bottom } = this.viewport();
    const isSeen = rect && rect.top >= top + REVEAL_MARGIN && rect.bottom <= bottom - REVEAL_MARGIN;
    if (!isSeen) this.scrollTo(span.start, (bottom - top) * SHOWN_AT);
  }

  /** Scrolls by as little as brings a place into view. */
  reveal(offset: number): void {
    const rect = this.map.caretRect(offset);
    if (!rect) {
      this.show({ start: offset, end: offset });
      return;
    }
    const { top, bottom } = this.viewport();
    const { scroller } = this.#elements;
    if (rect.top < top + REVEAL_MARGIN) scroller.scrollTop -= top + REVEAL_MARGIN - rect.top;
    else if (rect.bottom > bottom - REVEAL_MARGIN) scroller.scrollTop += rect.bottom - bottom + REVEAL_MARGIN;
    this.#chunks.update();
  }

  /** Selects on the page, drawing the ends where they are not drawn yet. */
  select(ends: Ends): void {
    const selection = document.getSelection();
    this.#chunks.draw(this.map.blockAt(ends.anchor));
    // Holds the first end while the second is drawn.
    writeEnds(this.map, selection, { anchor: ends.anchor, focus: ends.anchor });
    this.#chunks.draw(this.map.blockAt(ends.focus));
    writeEnds(this.map, selection, ends);
  }

  /** The character under a point of the window (not the place between two); null off the text. */
  characterAt(x: number, y: number): number | null {
    const offset = this.map.offsetFromPoint(x, y);
    if (offset === null) return null;
    const before = this.units.previousCharacter(offset);
    const isBefore = this.map
      .rectsOf({ start: before, end: offset })
      .some((rect) => x >= rect.left && x < rect.right && y >= rect.top && y <= rect.bottom);
    return isBefore ? before : offset;
  }

  /** The part of the window in which the text is seen, in client coordinates. */
  viewport(): DOMRect {
    const { scroller } = this.#elements;
    const { left, top } = scroller.getBoundingClientRect();
    return new DOMRect(left, top, scroller.clientWidth, scroller.clientHeight);
  }

  /** Where the lines of the text begin, on the sheet. */
  textLeft(): number {
    const { left } = this.toSheet(this.column.getBoundingClientRect());
    return left + (Number.parseFloat(getComputedStyle(this.column).paddingLeft) || 0);
  }

  /** Client coordinates as coordinates of the sheet, in which overlays are placed. */
  toSheet(rect: DOMRect): DOMRect {
    const sheet = this.#elements.sheet.getBoundingClientRect();
    return new DOMRect(rect.left - sheet.left, rect.top - sheet.top, rect.width, rect.height);
  }

  readonly #onScroll = (): void => {
    // The type may have changed its size since the scrolling this tells of: the place has to outlive that.
    this.relayout();
    this.#notePlace();
  };

  #notePlace(): void {
    const block = this.#chunks.blockAtTop();
    if (block === null) return;
    const { top } = this.viewport();
    let offset = this.map.offsetAtHeight(block, top);
    let rect = this.map.caretRect(offset);
    const next = this.bodies[block + 1];
    // Of the block at the top only what stands below its last line may be left: what is read begins with the next.
    if (rect && rect.bottom <= top && next) {
      offset = next.start;
      rect = this.map.caretRect(offset);
    }
    this.#place = { offset, y: rect ? rect.top - top : 0 };
    // Above the first line there is nothing to remember but the beginning.
    if (this.#elements.scroller.scrollTop <= 0) this.#place = { offset: 0, y: 0 };
    this.#host.onScroll(this.#place);
  }

  #build(index: number): HTMLElement {
    const block = this.#view.blocks[index];
    const body = this.bodies[index];
    if (!block || !body) throw new RangeError(`no block ${index}`);
    const speaker = block.speaker === null ? null : (this.#speakers.get(block.speaker) ?? null);
    const drawn = buildBlock(index, block, speaker, this.offsets, this.#host.words);
    this.#bodyElements.set(drawn.element, drawn.body);
    this.#paint(drawn.body, body);
    if (index === this.#openingEnd) {
      const colophon = this.#host.buildColophon();
      if (colophon) drawn.element.append(colophon);
    }
    return drawn.element;
  }

  #paint(element: HTMLElement, body: Span): void {
    const layers = this.#index.touching(body);
    this.#shown.set(element, this.#describe(layers));
    this.painter.paint(
      element,
      body,
      layers.filter(({ id }) => this.#showing.isShown(id)),
      this.#hits.within(body, this.#hit),
    );
    // For tests in the real window: what a change repainted.
    this.column.dataset["painted"] = String(this.painter.paintCount);
    if (this.#active && overlaps(this.#active, body)) this.painter.emphasise(element, this.#active.id);
    if (this.#lit?.some((each) => overlaps(each, body))) this.painter.light(element, this.#litIds);
  }

  /** A letter for each annotation: whether it is there, and steps back. */
  #describe(layers: readonly Annotation[]): string {
    const { isShown, isFaint } = this.#showing;
    return layers.map(({ id }) => (!isShown(id) ? "-" : isFaint(id) ? "f" : "s")).join("");
  }

  #setting(): { emsPerLine: number; lineHeight: number; gap: number } {
    const style = getComputedStyle(this.column);
    const size = Number.parseFloat(style.fontSize) || 18;
    const width = this.column.clientWidth - (Number.parseFloat(style.paddingLeft) || 0);
    return {
      emsPerLine: Math.max(10, width / size),
      lineHeight: Number.parseFloat(style.lineHeight) || size * 1.8,
      gap: size,
    };
  }

  #measureSize(): string {
    const { scroller, column } = this.#elements;
    const { fontSize, lineHeight } = getComputedStyle(column);
    return [column.clientWidth, scroller.clientHeight, fontSize, lineHeight].join(" ");
  }
}

function areSameHits(some: readonly Hit[], others: readonly Hit[]): boolean {
  return (
    some.length === others.length &&
    some.every((hit, at) => {
      const other = others[at];
      return hit.start === other?.start && hit.end === other.end && hit.isCurrent === other.isCurrent;
    })
  );
}

/** Index of the first annotation that starts at or after an offset. */
function firstIndex(annotations: readonly Annotation[], offset: number): number {
  let low = 0;
  let high = annotations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((annotations[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last of the blocks the document opens with; -1 when it opens with none. */
function lastOpeningBlock(view: DocumentView): number {
  let last = -1;
  while (["title", "metadata"].includes(view.blocks[last + 1]?.kind ?? "")) last += 1;
  return last;
}
