// What the keyboard does on the page beyond the table of actions. The engine moves no
// selection in text that cannot be edited, so the reading caret is the app's own: arrows
// alone scroll, with Shift they extend the selection, with Ctrl they move the caret. Once
// Enter has shown the reading cursor, arrows move that.

import { IS_MAC } from "$lib/actions/keys";
import { readEnds, type Ends } from "$lib/text/selection";
import type { ReadingPage } from "./page";
import type { Reading } from "./reading.svelte";

/** Handles a key pressed while the page has the focus; true when it meant something. */
export function handlePageKey(event: KeyboardEvent, reading: Reading): boolean {
  const { page } = reading;
  if (!page || event.isComposing) return false;
  const mod = IS_MAC ? event.metaKey : event.ctrlKey;
  if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) return openMenu(reading, page);
  if (mod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "a") {
    const last = page.bodies.at(-1);
    reading.select({ start: page.bodies[0]?.start ?? 0, end: last?.end ?? 0 });
    return true;
  }
  // With Shift some systems give the key another name.
  if ((event.key === "Tab" || event.code === "Tab") && !mod && !event.altKey)
    return reading.overlaps.cycleHere(event.shiftKey ? -1 : 1);
  const isPlainEnter = event.key === "Enter" && !mod && !event.altKey && !event.shiftKey;
  if (isPlainEnter && reading.active !== null && reading.opened === null) {
    reading.activate(reading.active.id);
    return true;
  }
  if (reading.cursor.isOn && handleCursorKey(event, mod, reading, page)) return true;
  if (isPlainEnter) {
    // What is at the caret is opened first; from there, and from everywhere else, the cursor begins.
    const isOpen = reading.active !== null || reading.doc.selection !== null;
    if (isOpen || !reading.overlaps.cycleHere(1)) reading.cursor.begin();
    return true;
  }
  if ((event.key === "Home" || event.key === "End") && !event.shiftKey && !event.altKey) {
    page.scrolling.toEdge(event.key === "Home" ? "start" : "end");
    return true;
  }
  if (!event.key.startsWith("Arrow") || event.altKey || !(event.shiftKey || mod)) return false;
  void move(event.key, mod, event.shiftKey, reading, page);
  return true;
}

/** The keys of the reading cursor: Ctrl moves by words and paragraphs whatever its unit is, Shift extends. */
function handleCursorKey(
  { key, shiftKey, altKey }: KeyboardEvent,
  mod: boolean,
  reading: Reading,
  page: ReadingPage,
): boolean {
  const { cursor } = reading;
  const step = key === "ArrowRight" || key === "ArrowDown" || key === "End" ? 1 : -1;
  const isAcross = key === "ArrowRight" || key === "ArrowLeft";
  if (altKey) return false;
  if (key === "Enter" && !mod && !shiftKey) {
    reading.overlaps.cycleHere(1);
    return true;
  }
  if ((key === "Home" || key === "End") && !shiftKey) {
    cursor.moveToEdge(step);
    return true;
  }
  if (!key.startsWith("Arrow")) return false;
  const unit = mod ? (isAcross ? "word" : "paragraph") : (cursor.unit ?? "word");
  if (shiftKey) cursor.extend(step, unit);
  else if (isAcross || mod) cursor.move(step, unit);
  else cursor.moveLine(step, (from) => lineAway(from, step, page));
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
  page.scrolling.reveal(focus);
}

/** The selection's ends; without one both stand at the caret, and without that where the view begins. */
function currentEnds(reading: Reading, page: ReadingPage): Ends {
  const ends = readEnds(page.map, document.getSelection());
  if (ends && ends.anchor !== ends.focus) return ends;
  const at = reading.caret ?? page.scrolling.place.offset;
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
  page.scrolling.reveal(from);
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

function openMenu(reading: Reading, page: ReadingPage): boolean {
  const at = reading.doc.selection?.start ?? reading.caret ?? page.scrolling.place.offset;
  page.scrolling.reveal(at);
  const rect = page.map.caretRect(at);
  if (!rect) return false;
  reading.menu = { block: page.map.blockAt(at), at, x: rect.left, y: rect.bottom };
  return true;
}
