// Tells the shell once that the first page of text is on the screen: start-up is measured
// to that moment.

import { markWindowReady } from "$lib/tauri/native";

let isSaid = false;

/** To be called when a page was drawn; says so after it was painted. */
export function sayPainted(): void {
  if (isSaid) return;
  isSaid = true;
  // The first frame lays the page out and paints it; the second begins when it has.
  requestAnimationFrame(() => requestAnimationFrame(() => void markWindowReady().catch(() => undefined)));
}
