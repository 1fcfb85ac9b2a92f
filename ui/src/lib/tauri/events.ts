// What the shell tells the page. Each function returns one that stops listening.
import { listen } from "@tauri-apps/api/event";
import type { ChangeEvent } from "../api/generated";

type Stop = () => void;

async function on<T>(event: string, handler: (payload: T) => void): Promise<Stop> {
  return listen<T>(event, ({ payload }) => handler(payload));
}

/** A change was committed, here or by another process. */
export const onChange = (handler: (change: ChangeEvent) => void) => on("change", handler);
/** An entry of the native menu was chosen. */
export const onMenuAction = (handler: (id: string) => void) =>
  on<{ id: string }>("action", ({ id }) => handler(id));
/** Files were dropped on the window or opened with the app. */
export const onFiles = (handler: (paths: string[]) => void) =>
  on<{ paths: string[] }>("files", ({ paths }) => handler(paths));
/** The window is about to close; answer with closeWindow(). */
export const onCloseRequested = (handler: () => void) => on<unknown>("close-requested", () => handler());

/** Work in the background ended in a panic; it goes on. */
export const onFault = (handler: () => void) => on<unknown>("fault", () => handler());

/** How far a long piece of work is, in units of its own. */
export interface Progress {
  task: string;
  done: number;
  total: number;
}
export const onProgress = (handler: (progress: Progress) => void) => on("progress", handler);
/** An automatic backup was made, or could not be. */
export const onBackup = (handler: () => void) => on<unknown>("backup", () => handler());

/** Something is dragged over the window ("over"), or no longer is ("away"). */
export async function onDrag(handler: (state: "over" | "away") => void): Promise<Stop> {
  const stops = await Promise.all([
    on<unknown>("tauri://drag-enter", () => handler("over")),
    on<unknown>("tauri://drag-leave", () => handler("away")),
    on<unknown>("tauri://drag-drop", () => handler("away")),
  ]);
  return () => stops.forEach((stop) => stop());
}
