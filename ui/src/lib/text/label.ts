// Shows what a search found in what is set apart from the text of a block: the speaker's name,
// a time, a section's number. These are words of their own that stand for characters of the
// text, so a place is shown in the name where that is spelled as it is written, and else on
// the whole of what stands for it. Knows no annotations: none lies over a label.

import type { Block } from "$lib/api/generated";
import type { Hit } from "./hits";
import type { Offsets } from "./offsets";
import { overlaps, type Span } from "./segments";

/** What of a block is set apart from what is read: from its beginning to its body. */
export function labelOf({ start, bodyStart }: Block): Span {
  return { start, end: bodyStart };
}

/** Shows the places in the label of a drawn block, and no others; `hits` are those within {@link labelOf} it. */
export function showInLabel(element: Element, block: Block, offsets: Offsets, hits: readonly Hit[]): void {
  const parts = partsOf(element);
  const shown = new Map<HTMLElement, Hit[]>();
  for (const hit of hits) {
    const part = partFor(hit, block, offsets, parts);
    if (part !== null) shown.set(part, [...(shown.get(part) ?? []), hit]);
  }
  for (const part of Object.values(parts)) {
    if (part !== null) show(part, block, offsets, shown.get(part) ?? []);
  }
}

interface Parts {
  readonly name: HTMLElement | null;
  readonly time: HTMLElement | null;
  readonly number: HTMLElement | null;
}

function partsOf(element: Element): Parts {
  const find = (selector: string) => element.querySelector<HTMLElement>(`:scope > ${selector}`);
  return { name: find(".who > .who-name"), time: find(".who > .who-time"), number: find(".section-number") };
}

/** What stands for a place: the name for what is written of it, the time or the number for digits beside it. */
function partFor(
  hit: Span,
  block: Block,
  offsets: Offsets,
  { name, time, number }: Parts,
): HTMLElement | null {
  const named = nameSpan(block);
  if (name !== null && named !== null && overlaps(hit, named)) return name;
  const hasDigits = /\p{N}/u.test(offsets.slice(hit.start, hit.end));
  return (hasDigits ? time : null) ?? number ?? name;
}

function nameSpan({ labelStart, labelEnd }: Block): Span | null {
  return labelStart === null || labelEnd === null ? null : { start: labelStart, end: labelEnd };
}

function show(part: HTMLElement, block: Block, offsets: Offsets, hits: readonly Hit[]): void {
  const words = part.textContent;
  if (hits.length === 0) {
    if (part.firstElementChild !== null) part.textContent = words;
    return;
  }
  // One element for all of it: what lays out the part would put several below one another.
  const line = document.createElement("span");
  const named = nameSpan(block);
  const isAsWritten = named !== null && offsets.slice(named.start, named.end) === words;
  if (isAsWritten && hits.every((hit) => overlaps(hit, named))) line.append(...cut(offsets, named, hits));
  else
    line.append(
      found(
        words,
        hits.some(({ isCurrent }) => isCurrent),
      ),
    );
  part.replaceChildren(line);
}

/** The words of a span with what was found in them. */
function cut(offsets: Offsets, { start, end }: Span, hits: readonly Hit[]): (string | HTMLElement)[] {
  const pieces: (string | HTMLElement)[] = [];
  let at = start;
  for (const hit of hits) {
    const from = Math.max(at, hit.start);
    const to = Math.min(end, hit.end);
    pieces.push(offsets.slice(at, from), found(offsets.slice(from, to), hit.isCurrent));
    at = to;
  }
  return [...pieces, offsets.slice(at, end)];
}

function found(words: string, isCurrent: boolean): HTMLElement {
  const element = document.createElement("span");
  element.className = isCurrent ? "found is-current" : "found";
  element.textContent = words;
  return element;
}
