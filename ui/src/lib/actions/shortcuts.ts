// Runs actions: from key presses here, from the native menu and from buttons through `runAction`.
import { app } from "../state/app.svelte";
import { lastDone } from "../state/lastDone.svelte";
import { recovery } from "../state/recovery.svelte";
import { typedHere } from "../state/typedHere";
import { isPageCovered } from "../ui/modal";
import { matchesShortcut, worksWhileTyping } from "./keys";
import { ACTIONS, findAction } from "./table";
import { giveTagOfKey } from "./tagKeys";
import type { Action } from "./types";

/** A press that both the page and the native menu hear arrives twice within this time, in milliseconds. */
const ECHO_MS = 400;

let last: { id: string; road: "keys" | "menu"; at: number } | null = null;

/** The action whose key was pressed last, and when: whatever the page has made of it, or let be. */
let pressed: { id: string; at: number } | null = null;

/** Runs an action if it is possible now; a dialog in front of the page makes every action impossible. */
export function runAction(id: string): void {
  const action = findAction(id);
  if (action !== undefined && !isCovered() && action.isEnabled()) action.run();
}

/**
 * Runs what was chosen in the native menu. A key comes to the menu after the page: what the page did not do for it, because
 * of where the focus is, the menu is not to do either.
 */
export function runFromMenu(id: string): void {
  if (isEcho(id, "menu")) return;
  if (!editField(id) && !isPressed(id)) runAction(id);
}

/** Notes whose key a press is, before anybody in the page keeps it. */
export function notePress(event: KeyboardEvent): void {
  const action = ACTIONS.find(({ shortcuts }) => shortcuts.some((each) => matchesShortcut(event, each)));
  pressed = action === undefined ? null : { id: action.id, at: performance.now() };
}

function isPressed(id: string): boolean {
  return pressed !== null && pressed.id === id && performance.now() - pressed.at < ECHO_MS;
}

/** Runs what a key press stands for. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const isTyping = isField(event.target);
  const action = ACTIONS.find(({ shortcuts }) =>
    shortcuts.some(
      (shortcut) => (!isTyping || worksWhileTyping(shortcut)) && matchesShortcut(event, shortcut),
    ),
  );
  if (action === undefined) {
    if (!isTyping && !isCovered() && giveTagOfKey(event)) event.preventDefault();
    return;
  }
  if (isTyping && editField(action.id)) {
    event.preventDefault();
    isEcho(action.id, "keys");
    return;
  }
  if (isCovered() || !action.isEnabled()) return;
  event.preventDefault();
  if (!isEcho(action.id, "keys")) action.run();
}

/** The action whose label and shortcut a button shows. */
export function actionOf(id: string): Action {
  const action = findAction(id);
  if (action === undefined) throw new Error(`there is no action ${id}`);
  return action;
}

/** Whether something is in front of the page, or there is no library that an action could be about. */
function isCovered(): boolean {
  return app.dialog !== null || isPageCovered() || recovery.view !== null;
}

/** Whether a target takes typing. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "range"].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}

/**
 * Undo and redo inside a field are about what was typed there since it got the focus, where anything was; in a field to
 * search in, in the order in which words were typed and something was done with what they found.
 */
function editField(id: string): boolean {
  const field = document.activeElement;
  if ((id !== "edit.undo" && id !== "edit.redo") || field === null) return false;
  if (!typedHere.isIn(field)) return false;
  const way = id === "edit.undo" ? "undo" : "redo";
  const isTyping =
    way === "undo" ? lastDone.isUndoTyping(field) : typedHere.hasFuture || lastDone.isNewest(field);
  if (isTyping) typedHere.step(way);
  return isTyping;
}

/** Notes a run; true when the same press has just run the action on the other road. */
function isEcho(id: string, road: "keys" | "menu"): boolean {
  const now = performance.now();
  const isRepeated = last !== null && last.id === id && last.road !== road && now - last.at < ECHO_MS;
  last = isRepeated ? null : { id, road, at: now };
  return isRepeated;
}
