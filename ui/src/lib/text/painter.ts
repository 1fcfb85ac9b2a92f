// Paints the text of one block into the DOM as flat pieces: bare text where nothing is
// annotated, one <mark> a segment where something is. It is the only module that creates
// text nodes of the interview, so it alone knows which characters a node holds. Which
// blocks are drawn is chunks.ts's business; what lies over them is the caller's.

import { lookOf, placeLayers, type Layer, type Look } from "./looks";
import { cutIntoSegments, type Span } from "./segments";
import type { Offsets } from "./offsets";

/** A text node of the page and the characters it holds, in UTF-16 units of the whole text. */
export interface Piece {
  readonly node: Text;
  /** What stands in the block's body: the node itself, or the mark around it. */
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
  /** Draws `span` of the text into `body`, replacing what it held. */
  paint(body: HTMLElement, span: Span, layers: readonly Layer[]): void;
  /** The pieces of a painted body, back to back; none when it was never painted. */
  piecesOf(body: Element): readonly Piece[];
  /** The piece a text node belongs to. */
  pieceAt(node: Node): Piece | null;
  /** Takes over another text; what is painted stays, and is told by {@link Painter.move} where it is in that. */
  follow(offsets: Offsets): void;
  /** The text of a painted body is the same, and begins elsewhere. */
  move(body: Element, span: Span): void;
  /** Emphasises the pieces of one annotation within a painted body. */
  emphasise(body: Element, annotation: string | null): void;
}

/** The {@link Painter} that wraps segments in marks: as fast as plain text in every engine measured. */
export class MarkPainter implements Painter {
  #offsets: Offsets;
  readonly #pieces = new WeakMap<Element, Piece[]>();
  readonly #pieceOfNode = new WeakMap<Node, Piece>();
  #paintCount = 0;

  constructor(offsets: Offsets) {
    this.#offsets = offsets;
  }

  get paintCount(): number {
    return this.#paintCount;
  }

  paint(body: HTMLElement, span: Span, layers: readonly Layer[]): void {
    const pieces: Piece[] = [];
    const page = document.createDocumentFragment();
    for (const segment of cutIntoSegments(span, placeLayers(layers))) {
      const start = this.#offsets.toUtf16(segment.start);
      const end = this.#offsets.toUtf16(segment.end);
      const node = document.createTextNode(this.#offsets.text.slice(start, end));
      const child = segment.layers.length === 0 ? node : wrap(node, lookOf(segment.layers));
      const piece = { node, child, start, end, layers: segment.layers.map((layer) => layer.id) };
      pieces.push(piece);
      this.#pieceOfNode.set(node, piece);
      page.append(child);
    }
    body.replaceChildren(page);
    this.#pieces.set(body, pieces);
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

  emphasise(body: Element, annotation: string | null): void {
    for (const piece of this.piecesOf(body)) {
      if (piece.child === piece.node) continue;
      (piece.child as HTMLElement).classList.toggle(
        "is-active",
        annotation !== null && piece.layers.includes(annotation),
      );
    }
  }
}

function wrap(node: Text, look: Look): HTMLElement {
  const mark = document.createElement("mark");
  mark.className = look.classes;
  const { lines } = look;
  if (lines) {
    mark.style.backgroundImage = lines.image;
    mark.style.backgroundSize = lines.size;
    mark.style.backgroundPosition = lines.position;
  }
  if (lines?.further) {
    mark.style.borderBottom = `${lines.further.room} solid transparent`;
    mark.style.backgroundOrigin = "border-box";
    mark.style.backgroundClip = lines.further.clip;
  }
  mark.append(node);
  return mark;
}
