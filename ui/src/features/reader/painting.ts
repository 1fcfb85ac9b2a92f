// How the drawn blocks of a page show the annotations that lie over them and what a search found: which of them are there
// and step back, which one is open, which are lit. It paints what is drawn, and nothing else; what is drawn is the page's.

import type { Annotation, Block } from "$lib/api/generated";
import { Hits, type Hit } from "$lib/text/hits";
import type { Offsets } from "$lib/text/offsets";
import { labelOf, showInLabel } from "$lib/text/label";
import { MarkPainter, type Painter, type PaintWords } from "$lib/text/painter";
import { RangeIndex } from "$lib/text/rangeIndex";
import { overlaps, type Span } from "$lib/text/segments";
import { readEnds, writeEnds } from "$lib/text/selection";
import type { Carrier } from "$lib/text/splices";
import type { TextMap } from "$lib/text/textMap";

/** Which annotations the page shows, and how; asked anew whenever something is painted. */
export interface Showing {
  /** Whether an annotation is on the page at all. */
  readonly isShown: (id: string) => boolean;
  /** Whether one that is there steps back behind the others. */
  readonly isFaint: (id: string) => boolean;
  /** Whether each colour has a pattern too. */
  readonly isPatterned: boolean;
}

/** Every annotation as it is. */
export const ALL: Showing = { isShown: () => true, isFaint: () => false, isPatterned: false };

/** What is drawn of a page. */
export interface Drawn {
  readonly column: HTMLElement;
  readonly blocks: readonly Block[];
  readonly bodies: readonly Span[];
  readonly map: TextMap;
  elementOf(block: number): HTMLElement | null;
  bodyOf(block: number): HTMLElement | null;
  drawnBlocks(): Iterable<number>;
}

export class Painting {
  readonly painter: Painter;
  readonly #drawn: Drawn;
  #offsets: Offsets;
  #index: RangeIndex<Annotation>;
  #showing: Showing;
  #active: Annotation | null = null;
  #lit: readonly Annotation[] | null = null;
  #litIds: ReadonlySet<string> | null = null;
  /** How each painted body shows its annotations: only where that is different now it is painted anew. */
  readonly #shown = new WeakMap<HTMLElement, string>();
  #hits = Hits.NONE;
  #hit: Span | null = null;

  constructor(
    drawn: Drawn,
    offsets: Offsets,
    annotations: readonly Annotation[],
    words: PaintWords,
    showing: Showing,
  ) {
    this.#drawn = drawn;
    this.#offsets = offsets;
    this.#showing = showing;
    this.#index = new RangeIndex(annotations);
    this.painter = new MarkPainter(offsets, words);
    this.painter.setPalette(showing);
  }

  /** Takes over another text with its annotations; paints nothing. */
  follow(offsets: Offsets, annotations: readonly Annotation[], carrier: Carrier): void {
    this.#offsets = offsets;
    this.painter.follow(offsets);
    this.#index = new RangeIndex(annotations);
    this.#hits = this.#hits.carried(carrier);
    this.#hit = this.#hit && carrier.span(this.#hit);
  }

  /** Annotations on the page that share a character with a span. */
  touching(span: Span): Annotation[] {
    return this.#index.touching(span).filter(({ id }) => this.#showing.isShown(id));
  }

  isShown(id: string): boolean {
    return this.#showing.isShown(id);
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

  /** Shows what a search found, and which of it is looked at; repaints the drawn blocks in which that is different. */
  showHits(hits: Hits, current: Span | null): void {
    const before = { hits: this.#hits, hit: this.#hit };
    this.#hits = hits;
    this.#hit = current;
    this.#paintWhere(
      (_, body) => !areSameHits(before.hits.within(body, before.hit), hits.within(body, current)),
    );
    for (const index of this.#drawn.drawnBlocks()) {
      const block = this.#drawn.blocks[index];
      const element = this.#drawn.elementOf(index);
      if (!block || !element) continue;
      const label = labelOf(block);
      const now = hits.within(label, current);
      if (!areSameHits(before.hits.within(label, before.hit), now))
        showInLabel(element, block, this.#offsets, now);
    }
  }

  /** Shows what was found in the label of a drawn block. */
  paintLabel(element: HTMLElement, block: Block): void {
    showInLabel(element, block, this.#offsets, this.#hits.within(labelOf(block), this.#hit));
  }

  /** Emphasises one annotation instead of the one before. */
  setActive(annotation: Annotation | null): void {
    const touched = [this.#active, annotation].filter((each) => each !== null);
    this.#active = annotation;
    for (const [element] of this.#touched(touched)) this.painter.emphasise(element, annotation?.id ?? null);
  }

  /** Lights some annotations, while all others step back; null lights none. Paints nothing anew. */
  light(lit: readonly Annotation[] | null): void {
    const touched = [...(this.#lit ?? []), ...(lit ?? [])];
    this.#lit = lit;
    this.#litIds = lit && new Set(lit.map(({ id }) => id));
    this.#drawn.column.classList.toggle("has-lit", lit !== null);
    for (const [element] of this.#touched(touched)) this.painter.light(element, this.#litIds);
  }

  /** Paints the body of a block. */
  paint(element: HTMLElement, body: Span): void {
    const layers = this.#index.touching(body);
    this.#shown.set(element, this.#describe(layers));
    this.painter.paint(
      element,
      body,
      layers.filter(({ id }) => this.#showing.isShown(id)),
      this.#hits.within(body, this.#hit),
    );
    // For tests in the real window: what a change repainted.
    this.#drawn.column.dataset["painted"] = String(this.painter.paintCount);
    if (this.#active && overlaps(this.#active, body)) this.painter.emphasise(element, this.#active.id);
    if (this.#lit?.some((each) => overlaps(each, body))) this.painter.light(element, this.#litIds);
  }

  /** Repaints drawn bodies, and keeps what is selected on them. */
  #paintWhere(isDue: (element: HTMLElement, body: Span) => boolean): void {
    const selection = document.getSelection();
    const { map } = this.#drawn;
    const ends = readEnds(map, selection);
    for (const [element, body] of this.#bodies()) if (isDue(element, body)) this.paint(element, body);
    // Painting replaces the nodes that the selection hangs on.
    if (ends && ends.anchor !== ends.focus) writeEnds(map, selection, ends);
  }

  /** The drawn bodies over which one of these annotations lies. */
  *#touched(annotations: readonly Span[]): Generator<[HTMLElement, Span]> {
    for (const drawn of this.#bodies()) {
      if (annotations.some((each) => overlaps(each, drawn[1]))) yield drawn;
    }
  }

  *#bodies(): Generator<[HTMLElement, Span]> {
    for (const block of this.#drawn.drawnBlocks()) {
      const body = this.#drawn.bodies[block];
      const element = this.#drawn.bodyOf(block);
      if (body && element) yield [element, body];
    }
  }

  /** A letter for each annotation: whether it is there, and steps back. */
  #describe(layers: readonly Annotation[]): string {
    const { isShown, isFaint } = this.#showing;
    return layers.map(({ id }) => (!isShown(id) ? "-" : isFaint(id) ? "f" : "s")).join("");
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
