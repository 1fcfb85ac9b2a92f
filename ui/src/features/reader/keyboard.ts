// What the keyboard does on the page beyond the table of actions. The engine moves no
// selection in text that cannot be edited, so the reading caret is the app's own: arrows
// alone scroll, with Shift they extend the selection, with Ctrl they move the caret, with
// Alt they grow the selection or nudge the edges of the active annotation.

import { IS_MAC } from "$lib/actions/keys";
import { readEnds, type Ends } from "$lib/text/selection";
import type { ReadingPage } from "./page";
import type { Reading } from "./reading.svelte";

/** Handles a key pressed while the page has the focus; true when it meant something. */
export function handlePageKey(event: KeyboardEvent, reading: Reading): boolean {
  const { page } = reading;
  if (!page || event.isComposing) return false;
  const mod = IS_MAC ? event.metaKey : event.ctrlKey;
  if (nudgeEdge(event, reading)) return true;
  if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) return openMenu(reading, page);
  if (mod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "a") {
    const last = page.bodies.at(-1);
    reading.select({ start: page.bodies[0]?.start ?? 0, end: last?.end ?? 0 });
    return true;
  }
  if (event.key === "Enter") return openAtCaret(reading, page);
  if ((event.key === "Home" || event.key === "End") && !event.shiftKey && !event.altKey) {
    page.scrollToEdge(event.key === "Home" ? "start" : "end");
    return true;
  }
  if (!event.key.startsWith("Arrow")) return false;
  if (event.altKey) {
    if (event.key === "ArrowUp") void reading.grow();
    else if (event.key === "ArrowDown") reading.shrink();
    else return false;
    return true;
  }
  if (!event.shiftKey && !mod) return false;
  void move(event.key, mod, event.shiftKey, reading, page);
  return true;
}

/** Alt+←/→ moves the start of the active annotation by a character, with Shift its end; true when it did. */
export function nudgeEdge(event: KeyboardEvent, reading: Reading): boolean {
  if (!event.altKey || event.ctrlKey || event.metaKey || !reading.active) return false;
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return false;
  reading.nudge(event.shiftKey ? "end" : "start", event.key === "ArrowRight" ? 1 : -1);
  return true;
}

async function move(
  key: string,
  isByWord: boolean,
  isExtending: boolean,
  reading: Reading,
  page: ReadingPage,
): Promise<void> {
  const ends = currentEnds(reading, page);
  const focus = await target(key, isByWord, ends.focus, page);
  if (isExtending) {
    const extended = { anchor: ends.anchor, focus };
    page.select(extended);
    reading.takeSelection(extended);
  } else {
    reading.clearSelection();
    reading.caret = focus;
  }
  page.reveal(focus);
}

/** The selection's ends; without one both stand at the caret, and without that where the view begins. */
function currentEnds(reading: Reading, page: ReadingPage): Ends {
  const ends = readEnds(page.map, document.getSelection());
  if (ends && ends.anchor !== ends.focus) return ends;
  const at = reading.caret ?? page.place.offset;
  return { anchor: at, focus: at };
}

async function target(key: string, isByWord: boolean, from: number, page: ReadingPage): Promise<number> {
  const { units } = page;
  switch (key) {
    case "ArrowRight":
      return isByWord ? units.wordEdge(from, 1) : units.nextCharacter(from);
    case "ArrowLeft":
      return isByWord ? units.wordEdge(from, -1) : units.previousCharacter(from);
    case "ArrowDown":
      return isByWord ? paragraphEdge(from, 1, page) : lineAway(from, 1, page);
    default:
      return isByWord ? paragraphEdge(from, -1, page) : lineAway(from, -1, page);
  }
}

/** The end of this paragraph or, from there, of the next; backwards the beginnings. */
function paragraphEdge(from: number, direction: 1 | -1, page: ReadingPage): number {
  const body = page.units.bodyAt(from);
  if (direction > 0)
    return from < body.end ? body.end : page.units.bodyAt(page.units.nextCharacter(from)).end;
  return from > body.start ? body.start : page.units.bodyAt(page.units.previousCharacter(from)).start;
}

/** The place one line up or down in the same column of characters. */
function lineAway(from: number, direction: 1 | -1, page: ReadingPage): number {
  // The line has to be on the screen for the engine to say what stands there.
  page.reveal(from);
  const rect = page.map.caretRect(from);
  if (!rect) return from;
  const step = rect.height * 0.6;
  const start = direction > 0 ? rect.bottom : rect.top;
  // Looks further until it meets another line: gaps between paragraphs are taller than one.
  for (let tries = 1; tries <= 8; tries++) {
    const y = start + direction * step * tries;
    const found = page.map.offsetFromPoint(rect.left, y);
    const at = found === null ? null : page.map.caretRect(found);
    if (found === null || !at) continue;
    if (direction > 0 ? at.top > rect.top + step / 2 : at.top < rect.top - step / 2) return found;
  }
  return paragraphEdge(from, direction, page);
}

function openAtCaret(reading: Reading, page: ReadingPage): boolean {
  const { caret } = reading;
  if (caret === null || reading.doc.selection) return false;
  // The caret stands between two characters: a highlight may end before it or begin after it.
  const under = page.touching({ start: Math.max(0, caret - 1), end: caret + 1 });
  if (under.length === 0) return false;
  reading.clickAnnotations(under.map(({ id }) => id));
  return true;
}

function openMenu(reading: Reading, page: ReadingPage): boolean {
  const at = reading.doc.selection?.start ?? reading.caret ?? page.place.offset;
  page.reveal(at);
  const rect = page.map.caretRect(at);
  if (!rect) return false;
  reading.menu = { block: page.map.blockAt(at), at, x: rect.left, y: rect.bottom };
  return true;
}
