// The drawn interview: joins the lazy column, what is painted on it (painting.ts), where it is scrolled to (scrolling.ts)
// and the map of places for one view of a document, and answers where things are. It changes nothing of the document and
// opens nothing; what the reader does with it is reading.svelte.ts's business.

import type { Annotation, DocumentView } from "$lib/api/generated";
import { buildBlock, type BlockWords } from "$lib/text/blocks";
import { ChunkedView } from "$lib/text/chunks";
import { Likeness } from "$lib/text/likeness";
import type { Offsets } from "$lib/text/offsets";
import type { Painter, PaintWords } from "$lib/text/painter";
import { guessHeight, measureEms, planChunks, type Chunk } from "$lib/text/plan";
import { overlaps, type Span } from "$lib/text/segments";
import { readEnds, writeEnds, type Ends } from "$lib/text/selection";
import { commonEnds, type Carrier } from "$lib/text/splices";
import { continues } from "$lib/text/turns";
import { BLOCK_ATTRIBUTE, TextMap, type DrawnPage } from "$lib/text/textMap";
import { Units, type UnitFinder } from "$lib/text/units";
import { ALL, Painting, type Showing } from "./painting";
import { Scrolling, type Place } from "./scrolling";

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

export interface PageHost {
  readonly words: BlockWords & PaintWords;
  readonly findUnits: UnitFinder;
  /** What stands below the opening blocks (title, metadata); null when there is nothing to tell. */
  buildColophon(): HTMLElement | null;
  /** Chunks were drawn or dropped, or changed their height. */
  onLayout(): void;
  /** The viewport moved. */
  onScroll(place: Place): void;
}

/** Notes are kept this far around the viewport, so that one pushed along by others is there before it is seen. */
const NOTES_AROUND = 1200;

export class ReadingPage implements DrawnPage {
  offsets: Offsets;
  readonly painting: Painting;
  readonly scrolling: Scrolling;
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
  #size = "";

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
    this.#view = view;
    this.#host = host;
    this.offsets = offsets;
    this.column = elements.column;
    this.map = new TextMap(this);
    this.painting = new Painting(this, offsets, annotations, host.words, showing);
    this.units = this.#takeStructure(view, offsets);
    this.#openingEnd = lastOpeningBlock(view);
    const colophon = this.#openingEnd < 0 ? host.buildColophon() : null;
    elements.lead.replaceChildren(...(colophon ? [colophon] : []));
    const chunks = planChunks(this.bodies.map((body) => body.end - body.start));
    this.#chunks = new ChunkedView(elements.scroller, elements.column, {
      chunks,
      build: (block) => this.#build(block),
      guess: (chunk: Chunk) => guessHeight(chunk, this.#ems, this.#setting()),
      onLayout: () => host.onLayout(),
    });
    this.scrolling = new Scrolling(elements.scroller, this.#chunks, this, place, (at) => host.onScroll(at));
    this.#size = this.#measureSize();
    this.#chunks.relayout();
    this.scrolling.to(place.offset, place.y);
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
    const { offset, y } = this.scrolling.place;
    const place = { offset: carrier.point(offset), y };
    const more = view.blocks.length - before.view.blocks.length;
    const isHeld = this.#chunks.change(() => {
      const changed = this.#chunks.chunksOf(head, Math.max(before.view.blocks.length - tail, head + 1));
      this.units = this.#takeStructure(view, offsets);
      this.painting.follow(offsets, annotations, carrier);
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
    this.scrolling.hold(place);
    if (!isHeld && this.#elements.scroller.scrollTop > 0) this.scrolling.to(place.offset, place.y);
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
      this.painting.paint(bodyElement, body);
    else this.painter.move(bodyElement, body);
    const block = this.#view.blocks[now];
    if (block) this.painting.paintLabel(element, block);
  }

  /** Takes over blocks and speakers; gives back the units of the text. */
  #takeStructure(view: DocumentView, offsets: Offsets): Units {
    this.#view = view;
    this.offsets = offsets;
    this.bodies = view.blocks.map((block) => ({ start: block.bodyStart, end: block.bodyEnd }));
    this.starts = Uint32Array.from(view.blocks, (block) => block.start);
    this.#speakers = new Map(view.speakers.map((speaker) => [speaker.id, speaker]));
    this.#ems = measureEms(offsets, this.bodies);
    return new Units(offsets, view.blocks, view.speakers, this.#host.findUnits);
  }

  destroy(): void {
    this.#resizes.disconnect();
    this.#elements.scroller.removeEventListener("scroll", this.#onScroll);
    this.#chunks.destroy();
  }

  get painter(): Painter {
    return this.painting.painter;
  }

  get blocks(): DocumentView["blocks"] {
    return this.#view.blocks;
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
    const nearest = drawn[this.scrolling.firstReaching(drawn, top - NOTES_AROUND)] ?? 0;
    const end = this.starts[(drawn.at(-1) ?? -1) + 1] ?? this.offsets.length + 1;
    for (let at = firstIndex(annotations, this.starts[nearest] ?? 0); at < annotations.length; at++) {
      const annotation = annotations[at];
      if (!annotation || annotation.start >= end) break;
      if (!this.painting.isShown(annotation.id)) continue;
      if (annotation.note === "" && annotation.state !== "changed" && annotation.id !== active) continue;
      const rect = this.map.caretRect(annotation.start);
      if (!rect || rect.bottom < top - NOTES_AROUND) continue;
      if (rect.top > bottom + NOTES_AROUND) break;
      notes.push({ id: annotation.id, annotation, wish: rect.top - sheetTop });
    }
    return notes;
  }

  /** When the measure, the window or the size of the type changed: lays out anew and keeps the place. */
  relayout(): void {
    const size = this.#measureSize();
    if (size === this.#size) return;
    this.#size = size;
    const { offset, y } = this.scrolling.place;
    this.#chunks.relayout();
    this.scrolling.to(offset, y);
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
    this.scrolling.notePlace();
  };

  #build(index: number): HTMLElement {
    const block = this.#view.blocks[index];
    const body = this.bodies[index];
    if (!block || !body) throw new RangeError(`no block ${index}`);
    const speaker = block.speaker === null ? null : (this.#speakers.get(block.speaker) ?? null);
    const isContinuing = continues(this.#view.blocks, index);
    const drawn = buildBlock(index, block, speaker, isContinuing, this.offsets, this.#host.words);
    this.#bodyElements.set(drawn.element, drawn.body);
    this.painting.paint(drawn.body, body);
    this.painting.paintLabel(drawn.element, block);
    if (index === this.#openingEnd) {
      const colophon = this.#host.buildColophon();
      if (colophon) drawn.element.append(colophon);
    }
    return drawn.element;
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
