// Reading and setting the text selection in code points. The page's native selection stays
// the truth of what is selected; this turns it into a range of the interview and back,
// over any number of blocks, in either direction.

import type { Offsets } from "./offsets";
import type { Span } from "./segments";
import type { TextMap } from "./textMap";

/** A selection with its direction: `focus` is the end that moves. Equal ends are a caret. */
export interface Ends {
  readonly anchor: number;
  readonly focus: number;
}

/** The native selection as it stands in the text; null when it is elsewhere. */
export function readEnds(map: TextMap, selection: Selection | null): Ends | null {
  if (!selection || selection.rangeCount === 0) return null;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  if (!anchorNode || !focusNode) return null;
  const anchor = map.offsetOf(anchorNode, anchorOffset);
  const focus = map.offsetOf(focusNode, focusOffset);
  return anchor === null || focus === null ? null : { anchor, focus };
}

/** Selects on the page what lies between two offsets; false while one of them is not drawn. */
export function writeEnds(map: TextMap, selection: Selection | null, ends: Ends): boolean {
  const isForward = ends.anchor <= ends.focus;
  const anchor = map.pointAt(ends.anchor, isForward ? "after" : "before");
  const focus = map.pointAt(ends.focus, isForward && ends.anchor !== ends.focus ? "before" : "after");
  if (!selection || !anchor || !focus) return false;
  selection.setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
  return true;
}

/** The range between the ends. */
export function spanOf(ends: Ends): Span {
  return { start: Math.min(ends.anchor, ends.focus), end: Math.max(ends.anchor, ends.focus) };
}

/** The span without white space at its ends; null when nothing else is in it. Looks at the ends only. */
export function trimSpan(offsets: Offsets, span: Span): Span | null {
  const { text } = offsets;
  let start = offsets.toUtf16(span.start);
  let end = offsets.toUtf16(span.end);
  while (start < end && isSpace(text, start)) start += 1;
  while (end > start && isSpace(text, end - 1)) end -= 1;
  return end > start ? { start: offsets.fromUtf16(start), end: offsets.fromUtf16(end) } : null;
}

/** White space is in the Basic Multilingual Plane throughout, so one unit tells. */
function isSpace(text: string, unit: number): boolean {
  return /\s/.test(text.charAt(unit));
}
