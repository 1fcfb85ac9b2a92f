// Draws the picture of the strip: the band of the speakers, then the lanes of the annotations.
import type { DocumentView } from "../../lib/api/generated";
import type { Lane } from "./lanes";
import { DASHES } from "../../lib/text/patterns";
import { FAINT, inkOf, markRuns, speakerRuns, type Placed } from "./picture";

/** Measures in CSS pixels. */
const BAND_LEFT = 2;
const BAND_WIDTH = 4;
export const LANES_LEFT = 8;
export const LANE_WIDTH = 3;
/** An annotation is at least this tall. */
const LEAST = 2;
/** How much of its colour is left of what steps back, and of the band, which is not what one looks for. */
const FAINT_ALPHA = 0.25;
const BAND_ALPHA = 0.55;
const SPEAKER_COLOURS = 8;

export interface Picture {
  readonly view: DocumentView;
  readonly passages: readonly Placed[];
  readonly lanes: readonly Lane[];
  /** Characters of the text. */
  readonly length: number;
  /** Height in CSS pixels. */
  readonly height: number;
  /** Whether each colour is dashed in its own way, too. */
  readonly isPatterned: boolean;
}

/** Draws it whole. */
export function drawStrip(
  canvas: HTMLCanvasElement,
  { view, passages, lanes, length, height, isPatterned }: Picture,
): void {
  const scale = window.devicePixelRatio || 1;
  const rows = Math.round(height * scale);
  canvas.width = Math.round(canvas.clientWidth * scale);
  canvas.height = rows;
  const context = canvas.getContext("2d");
  if (!context || rows === 0) return;
  const style = getComputedStyle(canvas);
  /** What a colour of ours is in the theme in use: a canvas knows no variables. */
  const resolve = (paint: string): string => {
    const name = /^var\((--[\w-]+)\)$/.exec(paint)?.[1];
    return name === undefined ? paint : style.getPropertyValue(name).trim();
  };
  const fill = (
    left: number,
    width: number,
    from: number,
    to: number,
    paint: string,
    alpha: number,
  ): void => {
    context.globalAlpha = alpha;
    context.fillStyle = paint;
    context.fillRect(Math.round(left * scale), from, Math.max(1, Math.round(width * scale)), to - from);
  };

  const speakers = new Map(view.speakers.map(({ id, colour }) => [id, colour % SPEAKER_COLOURS]));
  const paints = Array.from({ length: SPEAKER_COLOURS }, (_, at) => resolve(`var(--speaker-${at})`));
  for (const run of speakerRuns(view.blocks, (id) => speakers.get(id) ?? null, length, rows)) {
    fill(BAND_LEFT, BAND_WIDTH, run.from, run.to, paints[run.value] ?? "", BAND_ALPHA);
  }
  const inks = lanes.map(({ paint }) => resolve(paint));
  const dashes = lanes.map(({ colour }) =>
    isPatterned && colour !== null ? DASHES[colour].map((dash) => Math.round(dash * scale)) : [],
  );
  for (const run of markRuns(passages, lanes.length, length, rows, Math.round(LEAST * scale))) {
    const left = LANES_LEFT + run.lane * LANE_WIDTH;
    const alpha = run.value === FAINT ? FAINT_ALPHA : 1;
    for (const [from, to] of inkOf(run, dashes[run.lane] ?? [])) {
      fill(left, LANE_WIDTH - 0.5, from, to, inks[run.lane] ?? "", alpha);
    }
  }
}
