// How overlapping annotations look on one stretch of text. Fills blend, always in the
// order of the palette, so the same colours give the same blend wherever they meet; what
// would be a fourth fill becomes a line, and lines stack below one another. Knows CSS
// names, but no DOM: the painter applies what this returns. What colours give together is
// reckoned beforehand, in styles/blends.css: an engine that blends while it paints takes a
// layer of its own for each mark, which made a page full of marks take twice as long.

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
  /** The lines where no class says them; null when the classes suffice. */
  readonly lines: Lines | null;
}

/** CSS backgrounds, one a line, top first. */
export interface Lines {
  readonly image: string;
  readonly size: string;
  readonly position: string;
  /** Rows below the first stand in a border, where no fill reaches; null while there is only the first. */
  readonly further: { room: string; clip: string } | null;
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
    return { classes: `mark ${only.isFill ? "fill" : "line"}-${only.style.colour}`, lines: null };
  }
  const name = fills.length > 1 ? "blend" : "fill";
  const fill = fills.length > 0 ? ` ${name}-${fills.join("-")}` : "";
  return { classes: `mark${fill}`, lines: lines.length > 0 ? linesOf(lines) : null };
}

function linesOf(lines: readonly PlacedLayer[]): Lines {
  const lowest = Math.max(...lines.map((line) => line.row));
  const images = lines.map((line) => flat(`var(--strong-${line.style.colour})`));
  const look = {
    size: lines.map(() => "100% var(--line-weight)").join(", "),
    position: lines.map((line) => `0 calc(100% - var(--line-step) * ${lowest - line.row})`).join(", "),
  };
  if (lowest === 0) return { image: images.join(", "), ...look, further: null };
  // A fill is clipped as the last image is, so the last one is empty.
  const clips = [...lines.map(() => "border-box"), "padding-box"];
  return {
    image: [...images, "none"].join(", "),
    ...look,
    further: { room: `calc(var(--line-step) * ${lowest})`, clip: clips.join(", ") },
  };
}

function flat(colour: string): string {
  return `linear-gradient(${colour}, ${colour})`;
}
