// Paints the text of one block into the DOM as flat pieces: bare text where nothing is
// annotated, one <mark> a segment where something is. It is the only module that creates
// text nodes of the interview, so it alone knows which characters a node holds. Which
// blocks are drawn is chunks.ts's business; what lies over them is the caller's.

import type { Hit } from "./hits";
import { lookOf, placeLayers, type Layer, type Look, type PlacedLayer } from "./looks";
import { cutIntoSegments, type Segment, type Span } from "./segments";
import type { Offsets } from "./offsets";

/** What the painter says by itself, in the interface's language. */
export interface PaintWords {
  /** So many annotations lie over a passage, of which some cannot be seen. */
  crowded(count: number): string;
}

/** How annotations are painted besides what they are. */
export interface Palette {
  /** Whether an annotation steps back, whatever is looked at. */
  readonly isFaint: (id: string) => boolean;
  /** Whether each colour has a pattern too. */
  readonly isPatterned: boolean;
}

/** A text node of the page and the characters it holds, in UTF-16 units of the whole text. */
export interface Piece {
  readonly node: Text;
  /** What stands in the block's body: the node itself, or the mark or the hit around it. */
  readonly child: Text | HTMLElement;
  readonly start: number;
  readonly end: number;
  /** Ids of the annotations over the piece, in the order of the text. */
  readonly layers: readonly string[];
}

/** Draws the text of blocks. One implementation stands; the reader knows only this. */
export interface Painter {
  /** Blocks painted so far. Tests read it to see that a change repaints only what it touches. */
  readonly paintCount: number;
  /** Draws `span` of the text into `body`, replacing what it held; `hits` are what a search found there. */
  paint(body: HTMLElement, span: Span, layers: readonly Layer[], hits?: readonly Hit[]): void;
  /** The pieces of a painted body, back to back; none when it was never painted. */
  piecesOf(body: Element): readonly Piece[];
  /** The piece a text node belongs to. */
  pieceAt(node: Node): Piece | null;
  /** Ids of the annotations over a mark of the page, in the order of the text; none for any other element. */
  layersOf(mark: Element): readonly string[];
  /** Takes over another text; what is painted stays, and is told by {@link Painter.move} where it is in that. */
  follow(offsets: Offsets): void;
  /** The text of a painted body is the same, and begins elsewhere. */
  move(body: Element, span: Span): void;
  /** Emphasises the pieces of one annotation within a painted body. */
  emphasise(body: Element, annotation: string | null): void;
  /**
   * Lights the pieces of some annotations within a painted body, and where others lie over the same piece lets those step
   * back; null lights none. All other pieces step back by the style sheet. Paints nothing anew.
   */
  light(body: Element, lit: ReadonlySet<string> | null): void;
  /** What is painted from now on looks so. */
  setPalette(palette: Palette): void;
}

/** What is known of a mark besides its piece. */
interface Marked {
  readonly mark: HTMLElement;
  readonly layers: readonly PlacedLayer[];
  /** How many more there are than are drawn was said before it in the same stretch: it is said again only where it is more. */
  readonly said: number;
  /** Whether it is dressed as it is without a light. */
  isPlain: boolean;
}

/** The {@link Painter} that wraps segments in marks: as fast as plain text in every engine measured. */
export class MarkPainter implements Painter {
  #offsets: Offsets;
  readonly #pieces = new WeakMap<Element, Piece[]>();
  readonly #pieceOfNode = new WeakMap<Node, Piece>();
  readonly #marks = new WeakMap<Element, Marked[]>();
  readonly #layersOfMark = new WeakMap<Element, readonly string[]>();
  readonly #words: PaintWords | null;
  #palette: Palette = { isFaint: () => false, isPatterned: false };
  #paintCount = 0;

  constructor(offsets: Offsets, words: PaintWords | null = null) {
    this.#offsets = offsets;
    this.#words = words;
  }

  get paintCount(): number {
    return this.#paintCount;
  }

  paint(body: HTMLElement, span: Span, layers: readonly Layer[], hits: readonly Hit[] = []): void {
    const pieces: Piece[] = [];
    const marks: Marked[] = [];
    const page = document.createDocumentFragment();
    let said = 0;
    for (const segment of cutAtHits(cutIntoSegments(span, placeLayers(layers)), hits)) {
      const start = this.#offsets.toUtf16(segment.start);
      const end = this.#offsets.toUtf16(segment.end);
      const node = document.createTextNode(this.#offsets.text.slice(start, end));
      const words = segment.hit === null ? node : wrapFound(node, segment.hit);
      let child: Text | HTMLElement = words;
      if (segment.layers.length > 0) {
        const { mark, hidden } = this.#wrap(words, segment.layers, said, marks);
        child = mark;
        said = hidden === 0 ? 0 : Math.max(said, hidden);
      } else said = 0;
      const piece = { node, child, start, end, layers: segment.layers.map((layer) => layer.id) };
      pieces.push(piece);
      this.#pieceOfNode.set(node, piece);
      page.append(child);
    }
    body.replaceChildren(page);
    this.#pieces.set(body, pieces);
    this.#marks.set(body, marks);
    this.#paintCount += 1;
  }

  follow(offsets: Offsets): void {
    this.#offsets = offsets;
  }

  move(body: Element, span: Span): void {
    const pieces = this.#pieces.get(body);
    const by = this.#offsets.toUtf16(span.start) - (pieces?.[0]?.start ?? 0);
    if (!pieces || pieces.length === 0 || by === 0) return;
    const moved = pieces.map((piece) => ({ ...piece, start: piece.start + by, end: piece.end + by }));
    for (const piece of moved) this.#pieceOfNode.set(piece.node, piece);
    this.#pieces.set(body, moved);
  }

  piecesOf(body: Element): readonly Piece[] {
    return this.#pieces.get(body) ?? [];
  }

  pieceAt(node: Node): Piece | null {
    return this.#pieceOfNode.get(node) ?? null;
  }

  layersOf(mark: Element): readonly string[] {
    return this.#layersOfMark.get(mark) ?? [];
  }

  emphasise(body: Element, annotation: string | null): void {
    for (const { mark, layers } of this.#marks.get(body) ?? []) {
      mark.classList.toggle("is-active", annotation !== null && layers.some(({ id }) => id === annotation));
    }
  }

  light(body: Element, lit: ReadonlySet<string> | null): void {
    for (const marked of this.#marks.get(body) ?? []) {
      const { mark, layers, said } = marked;
      const lights = lit === null ? 0 : layers.filter(({ id }) => lit.has(id)).length;
      mark.classList.toggle("is-lit", lights > 0);
      // One of several: the style sheet cannot tell them apart, and there are few of these.
      const isPlain = lights === 0 || lights === layers.length;
      if (isPlain && marked.isPlain) continue;
      const kept = ["is-active", "is-lit"].filter((name) => mark.classList.contains(name));
      const { isFaint } = this.#palette;
      this.#dress(mark, layers, said, (id) => isFaint(id) || (!isPlain && lit?.has(id) !== true));
      mark.classList.add(...kept);
      marked.isPlain = isPlain;
    }
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
  }

  #wrap(
    node: Node,
    layers: readonly PlacedLayer[],
    said: number,
    marks: Marked[],
  ): { mark: HTMLElement; hidden: number } {
    const mark = document.createElement("mark");
    const hidden = this.#dress(mark, layers, said, this.#palette.isFaint);
    mark.append(node);
    marks.push({ mark, layers, said, isPlain: true });
    this.#layersOfMark.set(
      mark,
      layers.map(({ id }) => id),
    );
    return { mark, hidden };
  }

  /** Gives back how many more layers there are than are drawn. */
  #dress(
    mark: HTMLElement,
    layers: readonly PlacedLayer[],
    said: number,
    isFaint: (id: string) => boolean,
  ): number {
    const look = lookOf(layers, { isFaint, isPatterned: this.#palette.isPatterned });
    dress(mark, look);
    if (look.hidden > said) {
      mark.classList.add("is-crowded");
      mark.dataset["more"] = `+${look.hidden}`;
    }
    if (look.hidden > 0 && this.#words) mark.title = this.#words.crowded(layers.length);
    return look.hidden;
  }
}

function dress(mark: HTMLElement, { classes, images }: Look): void {
  mark.className = classes;
  if (!images && !mark.hasAttribute("style")) return;
  const { style } = mark;
  style.backgroundImage = images?.image ?? "";
  style.backgroundSize = images?.size ?? "";
  style.backgroundPosition = images?.position ?? "";
  style.backgroundRepeat = images?.repeat ?? "";
  const further = images?.further ?? null;
  style.borderBottom = further === null ? "" : `${further.room} solid transparent`;
  style.lineHeight = further?.leading ?? "";
  style.backgroundOrigin = further === null ? "" : "border-box";
  style.backgroundClip = further?.clip ?? "";
}

/** A stretch of text with what a search found there. */
interface Painted<L extends Span> extends Segment<L> {
  readonly hit: Hit | null;
}

/** Cuts segments further where a hit begins or ends; both are in order, and hits lie apart from each other. */
function cutAtHits<L extends Span>(segments: readonly Segment<L>[], hits: readonly Hit[]): Painted<L>[] {
  const painted: Painted<L>[] = [];
  let next = 0;
  for (const { layers, ...segment } of segments) {
    let at = segment.start;
    while (at < segment.end) {
      while ((hits[next]?.end ?? Infinity) <= at) next += 1;
      const hit = hits[next];
      const isInside = hit !== undefined && hit.start <= at;
      const end = Math.min(segment.end, isInside ? hit.end : (hit?.start ?? segment.end));
      painted.push({ start: at, end, layers, hit: isInside ? hit : null });
      at = end;
    }
  }
  return painted;
}

/** Inside the mark of an annotation, so that both are seen. */
function wrapFound(node: Text, hit: Hit): HTMLElement {
  const found = document.createElement("span");
  found.className = hit.isCurrent ? "found is-current" : "found";
  found.append(node);
  return found;
}
