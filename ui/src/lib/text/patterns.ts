// What tells the colours apart besides their colour, for people who cannot tell them apart
// otherwise: a pattern for each fill and a stroke for each line. Gradients only, as an
// engine paints them without fetching anything. Yellow, the first colour, is the plain one.
// The HTML export has the same in its style sheet.

import type { Colour } from "$lib/api/generated";

/** The size of a pattern's tile. */
export const TILE = "8px 8px";

const stripes = (angle: number) => (ink: string) =>
  `linear-gradient(${angle}deg, ${ink} 10%, transparent 10%, transparent 50%, ${ink} 50%, ${ink} 60%, transparent 60%)`;

const PATTERNS: Record<Colour, ((ink: string) => string) | null> = {
  yellow: null,
  red: stripes(135),
  green: (ink) => `radial-gradient(circle, ${ink} 1.2px, transparent 1.6px)`,
  blue: (ink) => `linear-gradient(90deg, ${ink} 1px, transparent 1px)`,
  purple: stripes(45),
};

/** Lengths of ink and gap in pixels, again and again; nothing for a line without gaps. */
export const DASHES: Record<Colour, readonly number[]> = {
  yellow: [],
  red: [9, 3],
  green: [2, 3],
  blue: [9, 3, 2, 3],
  purple: [4, 4],
};

/** The background of a line. */
export function strokeOf(colour: Colour, isFaint: boolean, isPatterned: boolean): string {
  const ink = `var(--${isFaint ? "pale" : "line"}-${colour})`;
  return dashed(isPatterned ? DASHES[colour] : [], ink, 90);
}

function dashed(dashes: readonly number[], ink: string, angle: number): string {
  if (dashes.length === 0) return `linear-gradient(${ink}, ${ink})`;
  let at = 0;
  const stops = dashes.map((length, index) => {
    const from = at;
    at += length;
    return `${index % 2 === 0 ? ink : "transparent"} ${from}px ${at}px`;
  });
  return `repeating-linear-gradient(${angle}deg, ${stops.join(", ")})`;
}

/** The background that lies over a fill; null for the plain one. */
export function patternOf(colour: Colour, isFaint: boolean): string | null {
  return PATTERNS[colour]?.(`var(--${isFaint ? "faint-weave" : "weave"}-${colour})`) ?? null;
}

/** How a sample of a colour, and a bar downwards, show its pattern in the ink of whatever they stand in. */
export function sampleOf(colour: Colour): { pattern: string; bar: string } {
  return {
    pattern: PATTERNS[colour]?.("currentcolor") ?? "none",
    bar: dashed(DASHES[colour], "currentcolor", 180),
  };
}
