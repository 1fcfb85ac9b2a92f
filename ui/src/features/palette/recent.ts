// What was chosen in the palette, the last first, for as long as the window is open.

/** As many as anybody comes back to. */
const MOST = 20;

let ids: readonly string[] = [];

/** The ids of what was chosen, the last first. */
export function recent(): readonly string[] {
  return ids;
}

/** Notes a choice. */
export function remember(id: string): void {
  ids = [id, ...ids.filter((other) => other !== id)].slice(0, MOST);
}
