// Owns what passes between the window and the app: committed changes, menu clicks, files from outside, closing.
import { offerPaths } from "../actions/flows";
import { runFromMenu } from "../actions/shortcuts";
import { t } from "../messages/index.svelte";
import {
  onBackup,
  onChange,
  onCloseRequested,
  onFault,
  onFiles,
  onMenuAction,
  onProgress,
} from "../tauri/events";
import { closeWindow, keepWindow } from "../tauri/native";
import { app } from "./app.svelte";
import { publishChange } from "./changes";
import { reportError } from "./errors";
import { holdNow } from "./held.svelte";
import { takeLastKeys } from "./lastKeys";
import { recovery } from "./recovery.svelte";
import { safety } from "./safety.svelte";
import { toasts } from "./toasts.svelte";
import { flushTyped } from "./typed";
import { unsaved, type UnsavedKind } from "./unsaved.svelte";

/** Listens to the window. Returns a function that stops it. */
export async function connectWindow(): Promise<() => void> {
  const stops = await Promise.all([
    onChange(publishChange),
    onMenuAction(runFromMenu),
    onFiles((paths) => void offerPaths(paths, { openKnown: true })),
    onCloseRequested(() => void closeAfterSaving()),
    onProgress((progress) => (recovery.view === null ? safety : recovery).progress(progress)),
    onBackup(() => void safety.look()),
    onFault(() => toasts.show(t.errorCodes.panicked({}), { tone: "error" })),
  ]);
  return () => stops.forEach((stop) => stop());
}

/** Offers the files the app was started with, those it has not opened already. */
export async function offerStartupFiles(files: readonly string[]): Promise<void> {
  try {
    await offerPaths(files);
  } catch (reason) {
    reportError(reason);
  }
}

/** What nobody closes a window over without having said so. */
const DEAR: ReadonlySet<UnsavedKind> = new Set(["edit", "note", "memo", "highlight"]);

/** A window that asks twice while the first answer is under way gets one. */
let isClosing = false;

/** Saves what is typed and closes the window; asks first where something cannot be saved. */
async function closeAfterSaving(): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  try {
    // The shell closes a window whose page does not answer. From here on it is the page that decides: a library that
    // another program holds can take longer than the shell waits.
    await takeLastKeys(keepWindow);
    // Leaving a field ends what an input method is composing in it, and what was composed is typed then.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await null;
    if (await saveEverything()) {
      // What is kept for the next start is what was not saved.
      await holdNow();
      await closeWindow();
    } else app.dialog = { kind: "closing" };
  } finally {
    isClosing = false;
  }
}

/** Saves what is typed, what waits to be saved, and the place. False when something is left that nobody wants to lose. */
async function saveEverything(): Promise<boolean> {
  const hasLosses = () => unsaved.list.some(({ kind }) => DEAR.has(kind));
  // Where notes are refused, the rest would be too, and each refusal may take as long as a busy library is waited for:
  // the question comes at once then, and the place is saved with what it is about.
  if ((await flushTyped()) && unsaved.list.length > 0) await unsaved.tryAgain();
  if (hasLosses()) return false;
  await app.rememberPlace();
  return !hasLosses();
}
