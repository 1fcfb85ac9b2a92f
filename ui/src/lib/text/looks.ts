// How overlapping annotations look on one stretch of text. Up to six layers are told apart
// there: three fills, which blend, always in the order of the palette, so that the same
// colours give the same blend wherever they meet; the others are lines, stacked below one
// another. What is beyond six is counted, and the painter says so. A layer may be faint,
// when others are looked at or asked for. Knows CSS names, but no DOM: the painter applies
// what this returns. What colours give together is reckoned beforehand, in
// styles/blends.css: an engine that blends while it paints takes a layer of its own for
// each mark, which made a page full of marks take twice as long.

import type { Colour, Style } from "$lib/api/generated";
import { patternOf, strokeOf, TILE } from "./patterns";
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
  /** How many rows the lines take with which it is connected, one over another: all of them have the same room. */
  readonly rows: number;
}

/** How layers are to be seen besides what they are. */
export interface Tone {
  /** Whether a layer steps back behind the others. */
  readonly isFaint: (id: string) => boolean;
  /** Whether each colour has a pattern too. */
  readonly isPatterned: boolean;
}

/** The CSS of one segment. `classes` alone says it for a single layer. */
export interface Look {
  readonly classes: string;
  /** Lines and patterns where no class says them; null when the classes suffice. */
  readonly images: Images | null;
  /** Layers that are there and not to be seen. */
  readonly hidden: number;
}

/** CSS backgrounds, one an item, top first. */
export interface Images {
  readonly image: string;
  readonly size: string;
  readonly position: string;
  readonly repeat: string;
  /** Rows below the first stand in a border, where no fill reaches; null while there is only the first. */
  readonly further: { room: string; leading: string; clip: string } | null;
}

const PALETTE: readonly Colour[] = ["yellow", "red", "green", "blue", "purple"];
/** More than three fills over one another can no longer be told apart. */
const MOST_FILLS = 3;
/** More layers than this on one passage are no help to anybody; it is said that there are more. */
export const MOST_LAYERS = 6;

/** Every layer as it is. */
export const PLAIN: Tone = { isFaint: () => false, isPatterned: false };

/** Decides for the annotations of one block, sorted by their starts, which are fills and which lines, and in which row. */
export function placeLayers(layers: readonly Layer[]): PlacedLayer[] {
  const fills = layers.filter((layer) => layer.style.mark === "fill");
  const depths = assignRows(fills);
  const crowded = new Set(fills.filter((_, index) => (depths[index] ?? 0) >= MOST_FILLS));
  const isLine = (layer: Layer): boolean => layer.style.mark === "underline" || crowded.has(layer);
  const lines = layers.filter(isLine);
  const rows = assignRows(lines);
  const counts = rowsAround(lines, rows);
  const placeOf = new Map(lines.map((line, at) => [line, { row: rows[at] ?? 0, rows: counts[at] ?? 1 }]));
  return layers.map((layer) => ({
    id: layer.id,
    start: layer.start,
    end: layer.end,
    style: layer.style,
    isFill: !placeOf.has(layer),
    row: placeOf.get(layer)?.row ?? 0,
    rows: placeOf.get(layer)?.rows ?? 0,
  }));
}

/** For each line how many rows there are among those that are connected with it by overlapping. */
function rowsAround(lines: readonly Span[], rows: readonly number[]): number[] {
  const counts: number[] = [];
  let first = 0;
  let end = Number.NEGATIVE_INFINITY;
  let most = 0;
  const close = (next: number): void => {
    counts.push(...Array<number>(next - first).fill(Math.min(most, MOST_LAYERS)));
    first = next;
    most = 0;
  };
  lines.forEach((line, at) => {
    if (line.start >= end) close(at);
    end = Math.max(end, line.end);
    most = Math.max(most, (rows[at] ?? 0) + 1);
  });
  close(lines.length);
  return counts;
}

/** The look of a stretch of text under these layers. */
export function lookOf(layers: readonly PlacedLayer[], tone: Tone = PLAIN): Look {
  const fills = layers.filter((layer) => layer.isFill);
  const lines = layers.filter((layer) => !layer.isFill).sort((a, b) => a.row - b.row);
  const room = MOST_LAYERS - fills.length;
  const seen = lines.filter((line) => line.row < MOST_LAYERS).slice(0, room);
  const hidden = lines.length - seen.length;
  const strong = fills.filter((layer) => !tone.isFaint(layer.id));
  // Beside what is looked at, what steps back gives no colour: a blend would tell of it.
  const isFaint = strong.length === 0;
  const colours = inOrder(isFaint ? fills : strong);
  let classes = "mark";
  if (colours.length > 0) {
    classes += ` ${colours.length > 1 ? "blend" : "fill"}-${colours.join("-")}`;
    if (isFaint) classes += " is-faint";
  }
  const [line] = seen;
  const isPlainLine = line?.rows === 1 && fills.length === 0 && !tone.isFaint(line.id) && !tone.isPatterned;
  if (isPlainLine) return { classes: `${classes} line-${line.style.colour}`, images: null, hidden };
  const woven = tone.isPatterned ? colours : [];
  const images = seen.length > 0 || woven.length > 0 ? imagesOf(seen, woven, tone, isFaint) : null;
  return { classes, images, hidden };
}

/** Colours of fills in the order in which they blend. */
function inOrder(fills: readonly PlacedLayer[]): Colour[] {
  return PALETTE.flatMap((colour) =>
    fills.filter((layer) => layer.style.colour === colour).map(() => colour),
  );
}

function imagesOf(
  lines: readonly PlacedLayer[],
  woven: readonly Colour[],
  tone: Tone,
  isFaint: boolean,
): Images {
  const lowest = Math.max(0, ...lines.map((line) => line.rows - 1));
  const strokes = lines.map((line) => ({
    image: strokeOf(line.style.colour, tone.isFaint(line.id), tone.isPatterned),
    size: "100% var(--line-weight)",
    position: `0 calc(100% - var(--line-step) * ${lowest - line.row})`,
    repeat: "no-repeat",
    clip: "border-box",
  }));
  // A pattern tells colours apart, so a colour that is there twice has it once.
  const patterns = [...new Set(woven)].flatMap((colour) => {
    const image = patternOf(colour, isFaint);
    return image === null
      ? []
      : [{ image, size: TILE, position: "0 0", repeat: "repeat", clip: "padding-box" }];
  });
  // A fill is clipped as the last image is, so the last one is empty where lines stand outside of it.
  const last = { image: "none", size: "auto", position: "0 0", repeat: "repeat", clip: "padding-box" };
  const all = [...strokes, ...patterns, ...(lowest > 0 ? [last] : [])];
  const list = (name: keyof typeof last): string => all.map((each) => each[name]).join(", ");
  const below = `var(--line-step) * ${lowest} - var(--line-inset)`;
  return {
    image: list("image"),
    size: list("size"),
    position: list("position"),
    repeat: list("repeat"),
    further:
      lowest === 0
        ? null
        : {
            room: `max(0px, ${below})`,
            leading: `calc(1lh + 2 * max(0px, ${below} - var(--line-free)))`,
            clip: list("clip"),
          },
  };
}
