// Makes the rows of a comparison: a change each, a very long one in several, so that none is longer than what is drawn
// at a time. Pure.
import type { Hunk, Piece, PieceKind } from "../api/generated";

/** A part of a change. */
export interface DiffRow {
  readonly key: string;
  /** Which change it belongs to. */
  readonly hunk: number;
  /** Whether it is the first part of its change. */
  readonly isFirst: boolean;
  readonly pieces: readonly Piece[];
  /** UTF-16 units in its pieces, for guessing its height. */
  readonly length: number;
}

/** UTF-16 units in a row, at most: some two screens. */
const LONGEST_ROW = 2000;

/** The rows of a comparison. */
export function rowsOf(hunks: readonly Hunk[], longest = LONGEST_ROW): DiffRow[] {
  return hunks.flatMap(({ pieces }, hunk) =>
    cutPieces(pieces, longest).map((part, index) => ({
      key: `${hunk}.${index}`,
      hunk,
      isFirst: index === 0,
      pieces: part,
      length: part.reduce((sum, { text }) => sum + text.length, 0),
    })),
  );
}

/** What a change looks like on one side: without what is only on the other. */
export function sideOf(pieces: readonly Piece[], without: PieceKind): Piece[] {
  return pieces.filter(({ kind }) => kind !== without);
}

function cutPieces(pieces: readonly Piece[], longest: number): Piece[][] {
  const parts: Piece[][] = [];
  let part: Piece[] = [];
  let room = longest;
  for (const { kind, text } of pieces) {
    for (let from = 0; from < text.length;) {
      if (room <= 0) {
        parts.push(part);
        part = [];
        room = longest;
      }
      const to = cutBefore(text, from, from + room);
      part.push({ kind, text: text.slice(from, to) });
      // What is cut goes on in a row of its own, though there be room after the line end.
      room = to < text.length ? 0 : room - (to - from);
      from = to;
    }
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/** The last place up to `to` where the text may be cut: after a line end if there is one, never inside a character. */
function cutBefore(text: string, from: number, to: number): number {
  if (to >= text.length) return text.length;
  const line = text.lastIndexOf("\n", to - 1);
  if (line >= from) return line + 1;
  const isInside = /[\uDC00-\uDFFF]/.test(text.charAt(to));
  return isInside ? to + 1 : to;
}
