// Builds the elements of one block: what is set apart (speaker's name, time, section
// number) and an empty body for the painter. Semantic HTML: one h1, headings by level,
// paragraphs. Knows nothing of chunks, annotations or where on the page the block stands.

import type { Block, Speaker } from "$lib/api/generated";
import type { Offsets } from "./offsets";
import { BLOCK_ATTRIBUTE } from "./textMap";
import { isolated, visible } from "./visible";

/** What the labels of a block say, in the interface's language. */
export interface BlockWords {
  /** Accessible name of a speaker's label, which selects the turn. */
  selectTurn(name: string): string;
}

/** A drawn block. The body is where the text goes. */
export interface DrawnBlock {
  readonly element: HTMLElement;
  readonly body: HTMLElement;
}

/** How many colours speakers are told apart by; a ninth speaker shares the first one's. */
const SPEAKER_COLOURS = 8;

/** Builds block number `index`. `speaker` is who speaks, where somebody does; who continues a turn is not named again. */
export function buildBlock(
  index: number,
  block: Block,
  speaker: Speaker | null,
  isContinuing: boolean,
  offsets: Offsets,
  words: BlockWords,
): DrawnBlock {
  const element = document.createElement("div");
  element.className = `block block-${block.kind}`;
  element.setAttribute(BLOCK_ATTRIBUTE, String(index));
  const body = document.createElement(tagOf(block));
  body.className = "body";
  if (block.kind === "turn" && speaker) {
    element.classList.add(`speaker-${speaker.colour % SPEAKER_COLOURS}`);
    if (isContinuing) element.classList.add("continues");
    else element.append(buildLabel(block, speaker, words));
  }
  if (block.kind === "heading") {
    element.classList.add(`level-${block.level ?? 1}`);
    const number = headingNumber(offsets.slice(block.start, block.bodyStart));
    if (number !== "") element.append(buildNumber(number));
  }
  element.append(body);
  return { element, body };
}

/** A section's number as it is set apart: "01." is 01, "（一）" is 一, a bare "##" is none. */
export function headingNumber(marker: string): string {
  const bare = marker.replaceAll(/[#*_\s]+/g, "").replace(/[.．、:：,，)）】]+$/, "");
  return bare.replace(/^[(（【]+/, "");
}

function tagOf(block: Block): "h1" | "h2" | "h3" | "p" {
  if (block.kind === "title") return "h1";
  if (block.kind === "heading") return (block.level ?? 1) <= 1 ? "h2" : "h3";
  return "p";
}

/** The speaker's name beside the first line. Not a tab stop: thousands would lie between the reader and anything else. */
function buildLabel(block: Block, speaker: Speaker, words: BlockWords): HTMLElement {
  const label = document.createElement("button");
  label.type = "button";
  label.tabIndex = -1;
  label.className = "who";
  label.setAttribute("aria-label", words.selectTurn(isolated(speaker.name)));
  const name = document.createElement("span");
  name.className = "who-name";
  name.textContent = visible(speaker.name);
  label.append(name);
  if (block.time !== null) {
    const time = document.createElement("span");
    time.className = "who-time";
    time.textContent = clockTime(block.time);
    label.append(time);
  }
  return label;
}

function buildNumber(number: string): HTMLElement {
  const element = document.createElement("span");
  element.className = "section-number";
  element.textContent = visible(number);
  return element;
}

/** Milliseconds as h:mm:ss or m:ss. */
export function clockTime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = seconds % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
