// How overlapping annotations look on one stretch of text. Fills blend, always in the
// order of the palette, so the same colours give the same blend wherever they meet; what
// would be a fourth fill becomes a line, and lines stack below one another. Knows CSS
// variable names, but no DOM: the painter applies what this returns.

import type { Colour, Style } from "$lib/api/generated";
import { assignRows, type Span } from "./segments";

/** What the painter needs to know of an annotation. */
export interface Layer extends Span {
  readonly id: string;
  readonly style: Style;
}

/** A layer that has been given its place among the others of its block. */
export interface PlacedLayer extends Layer {
  /** Whether it is painted as a fill; otherwise as a line in `row`. */
  readonly isFill: boolean;
  /** The line's row below the text, 0 being the nearest. */
  readonly row: number;
}

/** The CSS of one segment. `classes` alone says it for a single layer. */
export interface Look {
  readonly classes: string;
  /** Background layers, top first, for what no class says; null when the classes suffice. */
  readonly background: { image: string; size: string; position: string; padding: string } | null;
}

const PALETTE: readonly Colour[] = ["yellow", "red", "green", "blue", "purple"];
/** More than three fills over one another can no longer be told apart. */
const MOST_FILLS = 3;
/** Four lines reach down to the next line of text. */
const MOST_LINES = 4;

/** Decides for the annotations of one block which are fills and which lines, and in which row. */
export function placeLayers(layers: readonly Layer[]): PlacedLayer[] {
  const fills = layers.filter((layer) => layer.style.mark === "fill");
  const depths = assignRows(fills);
  const crowded = new Set(fills.filter((_, index) => (depths[index] ?? 0) >= MOST_FILLS));
  const isLine = (layer: Layer): boolean => layer.style.mark === "underline" || crowded.has(layer);
  const lines = layers.filter(isLine);
  const rows = assignRows(lines);
  const rowOf = new Map(lines.map((line, index) => [line, Math.min(rows[index] ?? 0, MOST_LINES - 1)]));
  return layers.map((layer) => ({
    id: layer.id,
    start: layer.start,
    end: layer.end,
    style: layer.style,
    isFill: !isLine(layer),
    row: rowOf.get(layer) ?? 0,
  }));
}

/** The look of a stretch of text under these layers. */
export function lookOf(layers: readonly PlacedLayer[]): Look {
  const fills = PALETTE.flatMap((colour) =>
    layers.filter((layer) => layer.isFill && layer.style.colour === colour).map(() => colour),
  );
  const lines = layers.filter((layer) => !layer.isFill);
  const [only] = layers;
  if (layers.length === 1 && only && only.row === 0) {
    return { classes: `mark ${only.isFill ? "fill" : "line"}-${only.style.colour}`, background: null };
  }
  return { classes: "mark", background: backgroundOf(fills, lines) };
}

function backgroundOf(fills: readonly Colour[], lines: readonly PlacedLayer[]): Look["background"] {
  const lowest = Math.max(-1, ...lines.map((line) => line.row));
  const below = `var(--line-step) * ${Math.max(0, lowest)}`;
  const images: string[] = [];
  const sizes: string[] = [];
  const positions: string[] = [];
  for (const line of lines) {
    images.push(flat(`var(--strong-${line.style.colour})`));
    sizes.push("100% var(--line-weight)");
    positions.push(`0 calc(100% - var(--line-step) * ${lowest - line.row})`);
  }
  for (const colour of fills) {
    images.push(flat(`var(--blend-${colour})`));
    sizes.push(lowest > 0 ? `100% calc(100% - ${below})` : "100% 100%");
    positions.push("0 0");
  }
  return {
    image: images.join(", "),
    size: sizes.join(", "),
    position: positions.join(", "),
    padding: lowest > 0 ? `calc(var(--mark-pad) + ${below})` : "",
  };
}

function flat(colour: string): string {
  return `linear-gradient(${colour}, ${colour})`;
}
