// Where small things float beside a passage: the toolbar, the card, the menu. They never
// cover the passage while there is room elsewhere, and stay inside the viewport. Pure
// arithmetic in client coordinates.

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Spot {
  readonly left: number;
  readonly top: number;
  readonly side: "above" | "below" | "inside";
}

/** Space between a passage and what floats beside it, and to the edges of the viewport. */
const GAP = 8;

/**
 * Places something of `width` × `height` beside the passage whose first and last lines are given: on the preferred
 * side, else on the other, else (a passage taller than the viewport) inside the viewport at the preferred edge.
 */
export function placeBeside(
  first: Box,
  last: Box,
  size: { readonly width: number; readonly height: number },
  viewport: Box,
  prefer: "above" | "below",
): Spot {
  const above = first.top - GAP - size.height;
  const below = last.bottom + GAP;
  const fitsAbove = above >= viewport.top + GAP && above <= viewport.bottom - size.height;
  const fitsBelow = below + size.height <= viewport.bottom - GAP && below >= viewport.top;
  const order = prefer === "above" ? (["above", "below"] as const) : (["below", "above"] as const);
  for (const side of order) {
    if (side === "above" && fitsAbove) return { left: leftOf(first, size.width, viewport), top: above, side };
    if (side === "below" && fitsBelow) return { left: leftOf(last, size.width, viewport), top: below, side };
  }
  const top = prefer === "above" ? viewport.top + GAP : viewport.bottom - GAP - size.height;
  return { left: leftOf(prefer === "above" ? first : last, size.width, viewport), top, side: "inside" };
}

/** Centred on the line, but inside the viewport. */
function leftOf(line: Box, width: number, viewport: Box): number {
  const centred = (line.left + line.right - width) / 2;
  return Math.max(viewport.left + GAP, Math.min(centred, viewport.right - GAP - width));
}

/** Places a menu with its corner at a point, turned inward where it would leave the window. */
export function placeAtPoint(
  x: number,
  y: number,
  size: { readonly width: number; readonly height: number },
  window: Box,
): { left: number; top: number } {
  const left = x + size.width > window.right - GAP ? x - size.width : x;
  const top = y + size.height > window.bottom - GAP ? window.bottom - GAP - size.height : y;
  return { left: Math.max(window.left + GAP, left), top: Math.max(window.top + GAP, top) };
}
