// Owns what passes between the window and the app: committed changes, menu clicks, files from outside, closing.
import { offerPaths } from "../actions/flows";
import { runFromMenu } from "../actions/shortcuts";
import { localeFor } from "../messages/index.svelte";
import { t } from "../messages/index.svelte";
import type { Locale } from "../messages/types";
import { onChange, onCloseRequested, onFiles, onMenuAction } from "../tauri/events";
import { closeWindow, keepWindow, startupFiles, systemLanguage } from "../tauri/native";
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

/** Offers the files the app was started with. */
export async function openStartupFiles(): Promise<void> {
  try {
    await offerPaths(await startupFiles(), { openKnown: true });
  } catch (reason) {
    reportError(reason);
  }
}

/** The interface language that fits the system. */
export async function systemLocale(): Promise<Locale> {
  return localeFor(await systemLanguage().catch(() => navigator.language));
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
