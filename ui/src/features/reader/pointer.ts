// What the pointer does on the page: a drag selects, a click opens a highlight or sets the
// caret, two clicks select a word (in Chinese too, so the engine's own word is not used),
// three a sentence; a click on a speaker's name or in the gutter selects the turn.

import { app } from "$lib/state/app.svelte";
import { tagging } from "$lib/state/tagging.svelte";
import { readEnds } from "$lib/text/selection";
import type { Reading } from "./reading.svelte";

/** How far the pointer may move, in pixels, and still have clicked. */
const CLICK_SLACK = 4;

/** Listens on the scroller. Returns a function that stops it. */
export function listenToPointer(scroller: HTMLElement, reading: Reading): () => void {
  let down: { x: number; y: number } | null = null;

  const onDown = (event: MouseEvent): void => {
    if (event.button !== 0 || !isOnText(event, reading) || isInField(event)) return;
    down = { x: event.clientX, y: event.clientY };
    reading.menu = null;
    if (reading.cursor.isOn) reading.cursor.leave();
    if (event.detail > 1 || gutterBlock(event, reading) !== null) {
      // The selection is made here; the engine's would flicker first.
      event.preventDefault();
      scroller.focus({ preventScroll: true });
    } else {
      reading.isSelecting = true;
    }
  };

  const onUp = (event: MouseEvent): void => {
    const from = down;
    down = null;
    reading.isSelecting = false;
    if (!from || event.button !== 0) return;
    const isClick =
      Math.abs(event.clientX - from.x) <= CLICK_SLACK && Math.abs(event.clientY - from.y) <= CLICK_SLACK;
    if (isClick) click(event, reading);
  };

  const onSelection = (): void => {
    const { page } = reading;
    // What is selected in the field of a paragraph is the field's, and in a dialog or the tag picker theirs.
    const isElsewhere = reading.editing.hasFocus || app.dialog !== null || tagging.request !== null;
    if (!page || isElsewhere) return;
    const selection = document.getSelection();
    const anchor = selection?.anchorNode ?? null;
    // "Select all" of the native menu begins at an element around the column.
    const isOnPage = anchor !== null && (page.column.contains(anchor) || anchor.contains(page.column));
    if (isOnPage) reading.takeSelection(readEnds(page.map, selection));
    else if (reading.doc.selection) reading.doc.selection = null;
  };

  const onCopy = (event: ClipboardEvent): void => {
    const { selection } = reading.doc;
    const native = document.getSelection();
    if (!selection || !native || !reading.page?.column.contains(native.anchorNode)) return;
    // What is not drawn is selected too, and labels that are drawn stand differently in the text.
    event.clipboardData?.setData("text/plain", reading.doc.offsets.slice(selection.start, selection.end));
    event.preventDefault();
  };

  const onMenu = (event: MouseEvent): void => {
    const { page } = reading;
    const block = page?.map.blockOf(event.target as Node) ?? null;
    if (!page || block === null || isInField(event)) return;
    event.preventDefault();
    const at = page.map.offsetFromPoint(event.clientX, event.clientY);
    reading.menu = { block, at, x: event.clientX, y: event.clientY };
  };

  scroller.addEventListener("mousedown", onDown);
  window.addEventListener("mouseup", onUp);
  document.addEventListener("selectionchange", onSelection);
  document.addEventListener("copy", onCopy);
  scroller.addEventListener("contextmenu", onMenu);
  return () => {
    scroller.removeEventListener("mousedown", onDown);
    window.removeEventListener("mouseup", onUp);
    document.removeEventListener("selectionchange", onSelection);
    document.removeEventListener("copy", onCopy);
    scroller.removeEventListener("contextmenu", onMenu);
  };
}

function click(event: MouseEvent, reading: Reading): void {
  const { page } = reading;
  if (!page) return;
  const gutter = gutterBlock(event, reading);
  if (gutter !== null) {
    reading.select(page.units.turnAt(page.starts[gutter] ?? 0));
    return;
  }
  const mark = (event.target as Element).closest("mark");
  const layers = mark ? page.painter.layersOf(mark) : [];
  // Where several annotations overlap, clicks that follow quickly go through them as slow ones do.
  if (event.detail > 1 && layers.length < 2) {
    void selectUnit(event, event.detail === 2 ? "word" : "sentence", reading);
    return;
  }
  const selection = document.getSelection();
  if (selection && !selection.isCollapsed) return;
  if (layers.length > 0) reading.overlaps.click(layers);
  else reading.activate(null);
  reading.caret = page.map.offsetFromPoint(event.clientX, event.clientY);
}

/** The unit asked for last: a third click may be answered before the second. */
let lastAsked = 0;

async function selectUnit(event: MouseEvent, unit: "word" | "sentence", reading: Reading): Promise<void> {
  const at = reading.page?.characterAt(event.clientX, event.clientY) ?? null;
  if (at === null) return;
  const asked = ++lastAsked;
  const span = await reading.page?.units.unitAt(at, unit);
  if (span && asked === lastAsked) reading.select(span);
}

/** Whether the event happened on the text or its gutter rather than on something that floats over it. */
function isOnText(event: MouseEvent, reading: Reading): boolean {
  return reading.page?.column.contains(event.target as Node) ?? false;
}

/** Whether the event happened in the field of a paragraph, where the engine answers it. */
function isInField(event: MouseEvent): boolean {
  return (event.target as Element).closest(".block-field") !== null;
}

/** The block whose gutter (the speaker's name or the strip beside the text) was hit. */
function gutterBlock(event: MouseEvent, reading: Reading): number | null {
  const { page } = reading;
  if (!page || !(event.target instanceof Element)) return null;
  const block = page.map.blockOf(event.target);
  const body = block === null ? null : page.bodyOf(block);
  if (!body || body.contains(event.target)) return null;
  return event.clientX < body.getBoundingClientRect().left ? block : null;
}
