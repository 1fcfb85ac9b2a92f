// Owns what passes between the window and the app: committed changes, menu clicks, files from outside, closing.
import { offerPaths } from "../actions/flows";
import { runFromMenu } from "../actions/shortcuts";
import { t } from "../messages/index.svelte";
import { onChange, onCloseRequested, onFiles, onMenuAction } from "../tauri/events";
import { closeWindow, keepWindow } from "../tauri/native";
import { app } from "./app.svelte";
import { publishChange } from "./changes";
import { reportError } from "./errors";
import { flushNotes } from "./notes.svelte";
import { toasts } from "./toasts.svelte";

/** Listens to the window. Returns a function that stops it. */
export async function connectWindow(): Promise<() => void> {
  const stops = await Promise.all([
    onChange(publishChange),
    onMenuAction(runFromMenu),
    onFiles((paths) => void offerPaths(paths, { openKnown: true })),
    onCloseRequested(() => void closeAfterSaving()),
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

async function closeAfterSaving(): Promise<void> {
  const areSaved = await flushNotes();
  if (!areSaved) {
    await keepWindow();
    // Whoever cannot save, on a full disk say, must not be locked in.
    const action = { label: t.window.closeAnyway, run: () => void closeWindow() };
    toasts.show(t.window.notesUnsaved, { tone: "error", action });
    return;
  }
  await app.rememberPlace();
  await closeWindow();
}
