// The one way between places on the page and places in the text: DOM boundary points,
// client rectangles and pointer positions on one side, code points on the other. Labels,
// section numbers and other set-apart things belong to the nearest text of their block.
// Draws nothing and scrolls nothing.

import type { Offsets } from "./offsets";
import type { Painter, Piece } from "./painter";
import { indexAt, lastStartingAt } from "./plan";
import { overlaps, type Span } from "./segments";

/** The drawn page, as far as finding places needs it. */
export interface DrawnPage {
  readonly offsets: Offsets;
  readonly painter: Painter;
  /** The element that holds the chunks. */
  readonly column: HTMLElement;
  /** Body spans of all blocks, in the order of the text. */
  readonly bodies: readonly Span[];
  /** Where each block begins, its label or mark included. */
  readonly starts: ArrayLike<number>;
  /** The drawn body of a block, or null. */
  bodyOf(block: number): HTMLElement | null;
  /** First block of the chunk whose box this is, or null for any other node. */
  blockOfBox(box: Node): number | null;
  drawnBlocks(): Iterable<number>;
}

/** A place between two characters, as the DOM says it. */
export interface DomPoint {
  readonly node: Node;
  readonly offset: number;
}

/** Attribute that carries a block's index on its element. */
export const BLOCK_ATTRIBUTE = "data-block";

export class TextMap {
  readonly #page: DrawnPage;

  constructor(page: DrawnPage) {
    this.#page = page;
  }

  /** The block that holds an offset. */
  blockAt(offset: number): number {
    return indexAt(this.#page.starts, offset);
  }

  /** The block whose element holds a node; null outside all blocks. */
  blockOf(node: Node | null): number | null {
    const element = node instanceof Element ? node : (node?.parentElement ?? null);
    const block = element?.closest(`[${BLOCK_ATTRIBUTE}]`);
    if (!block || !this.#page.column.contains(block)) return null;
    return Number(block.getAttribute(BLOCK_ATTRIBUTE));
  }

  /** The code point offset of a DOM boundary point; null when it lies nowhere near the text. */
  offsetOf(node: Node, offset: number): number | null {
    const { painter, offsets } = this.#page;
    const piece = painter.pieceAt(node);
    if (piece) return offsets.fromUtf16(Math.min(piece.start + offset, piece.end));
    const block = this.blockOf(node);
    return block === null
      ? this.#offsetBetweenBlocks(node, offset)
      : this.#offsetInBlock(block, node, offset);
  }

  /**
   * The DOM boundary point of an offset; null while its block is not drawn. At the edge of two pieces, `side` says
   * whether the point belongs to the text after it or before it.
   */
  pointAt(offset: number, side: "after" | "before" = "after"): DomPoint | null {
    const block = this.blockAt(offset);
    const span = this.#page.bodies[block];
    const body = this.#page.bodyOf(block);
    if (!span || !body) return null;
    const unit = this.#page.offsets.toUtf16(Math.min(span.end, Math.max(span.start, offset)));
    const pieces = this.#page.painter.piecesOf(body);
    if (pieces.length === 0) return { node: body, offset: 0 };
    let at = Math.max(
      0,
      lastStartingAt(pieces, unit, (piece) => piece.start),
    );
    if (side === "before" && at > 0 && pieces[at]?.start === unit) at -= 1;
    const piece = pieces[at];
    return piece ? { node: piece.node, offset: unit - piece.start } : null;
  }

  /** Client rectangles of the drawn part of a span, one a line and block. */
  rectsOf(span: Span): DOMRect[] {
    return this.#drawnUnder(span).flatMap((block) => this.#linesIn(block, span));
  }

  /** The first and the last line of the drawn part of a span; looks at the blocks between them no further. */
  edgeLinesOf(span: Span): { first: DOMRect; last: DOMRect } | null {
    const blocks = this.#drawnUnder(span);
    const [opening] = blocks;
    const closing = blocks.at(-1);
    const first = opening === undefined ? undefined : this.#linesIn(opening, span)[0];
    const last = closing === undefined ? undefined : this.#linesIn(closing, span).at(-1);
    return first && last ? { first, last } : null;
  }

  /** The client rectangle of a place between two characters: no width, a line high. */
  caretRect(offset: number, side: "after" | "before" = "after"): DOMRect | null {
    const point = this.pointAt(offset, side);
    if (!point) return null;
    const range = document.createRange();
    if (point.node instanceof Text && point.node.length > 0) {
      const isAtEnd = point.offset >= point.node.length || side === "before";
      const from = isAtEnd ? Math.max(0, point.offset - 1) : point.offset;
      range.setStart(point.node, from);
      range.setEnd(point.node, Math.min(point.node.length, from + 1));
      const rects = range.getClientRects();
      const rect = (isAtEnd ? rects[rects.length - 1] : rects[0]) ?? range.getBoundingClientRect();
      return new DOMRect(isAtEnd ? rect.right : rect.left, rect.top, 0, rect.height);
    }
    const element = point.node instanceof Element ? point.node : point.node.parentElement;
    const box = element?.getBoundingClientRect();
    return box ? new DOMRect(box.left, box.top, 0, box.height) : null;
  }

  /** The offset under a point of the window, as a click there would mean it; null off the page. */
  offsetFromPoint(x: number, y: number): number | null {
    const range = caretRange(x, y);
    return range && this.#page.column.contains(range.startContainer)
      ? this.offsetOf(range.startContainer, range.startOffset)
      : null;
  }

  /** The first offset of a block whose line reaches below `y`: where reading begins when the viewport begins there. */
  offsetAtHeight(block: number, y: number): number {
    const span = this.#page.bodies[block];
    if (!span) return 0;
    let low = span.start;
    let high = Math.max(span.start, span.end - 1);
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.caretRect(middle)?.bottom ?? 0) > y) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Drawn blocks whose bodies share a character with a span. */
  #drawnUnder(span: Span): number[] {
    return [...this.#page.drawnBlocks()].filter((block) => {
      const body = this.#page.bodies[block];
      return body !== undefined && overlaps(body, span);
    });
  }

  /** Client rectangles of what a block holds of a span, one a line. */
  #linesIn(block: number, span: Span): DOMRect[] {
    const body = this.#page.bodies[block];
    const element = this.#page.bodyOf(block);
    const lines: DOMRect[] = [];
    if (!body || !element) return lines;
    const start = this.#page.offsets.toUtf16(Math.max(span.start, body.start));
    const end = this.#page.offsets.toUtf16(Math.min(span.end, body.end));
    for (const piece of this.#page.painter.piecesOf(element)) {
      if (piece.end > start && piece.start < end) addRects(piece, start, end, lines);
    }
    return lines;
  }

  #offsetInBlock(block: number, node: Node, offset: number): number | null {
    const span = this.#page.bodies[block];
    const body = this.#page.bodyOf(block);
    if (!span || !body) return null;
    const pieces = this.#page.painter.piecesOf(body);
    if (node === body) {
      const piece = pieces[offset];
      return piece ? this.#page.offsets.fromUtf16(piece.start) : span.end;
    }
    const wrapped = pieces.find((piece) => piece.child === node || piece.node.parentNode === node);
    if (wrapped) return this.#page.offsets.fromUtf16(offset === 0 ? wrapped.start : wrapped.end);
    if (node.contains(body)) {
      const before = [...node.childNodes].slice(0, offset).some((child) => child.contains(body));
      return before ? span.end : span.start;
    }
    return isBefore(node, body) ? span.start : span.end;
  }

  /** A point in a chunk's box or in the column itself, between blocks or where nothing is drawn. */
  #offsetBetweenBlocks(node: Node, offset: number): number | null {
    const { column, bodies, offsets } = this.#page;
    if (node !== column && !column.contains(node)) {
      if (node.contains(column)) {
        const before = [...node.childNodes].slice(0, offset).some((child) => child.contains(column));
        return before ? offsets.length : 0;
      }
      return null;
    }
    const child = node.childNodes[offset];
    if (child) {
      const block = this.blockOf(child) ?? this.#page.blockOfBox(child);
      if (block !== null) return bodies[block]?.start ?? null;
    }
    const last = node.childNodes[node.childNodes.length - 1];
    const block = last ? this.blockOf(last) : null;
    if (block !== null) return bodies[block]?.end ?? null;
    const first = this.#page.blockOfBox(node);
    return first === null ? offsets.length : (bodies[first]?.start ?? null);
  }
}

function isBefore(node: Node, other: Node): boolean {
  return (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

/** Adds the rectangles of a piece, joined to the line they continue. */
function addRects(piece: Piece, start: number, end: number, lines: DOMRect[]): void {
  const range = document.createRange();
  range.setStart(piece.node, Math.max(0, start - piece.start));
  range.setEnd(piece.node, Math.min(piece.node.length, end - piece.start));
  for (const rect of range.getClientRects()) {
    if (rect.width === 0) continue;
    const last = lines[lines.length - 1];
    const isSameLine = last && Math.abs(last.top - rect.top) < rect.height / 2;
    if (isSameLine) {
      const left = Math.min(last.left, rect.left);
      const top = Math.min(last.top, rect.top);
      const right = Math.max(last.right, rect.right);
      const bottom = Math.max(last.bottom, rect.bottom);
      lines[lines.length - 1] = new DOMRect(left, top, right - left, bottom - top);
    } else {
      lines.push(rect);
    }
  }
}

function caretRange(x: number, y: number): Range | null {
  if (typeof document.caretPositionFromPoint === "function") {
    const position = document.caretPositionFromPoint(x, y);
    if (!position) return null;
    const range = document.createRange();
    range.setStart(position.offsetNode, position.offset);
    return range;
  }
  // WebKitGTK has only the older name.
  return document.caretRangeFromPoint(x, y);
}
