// Owns how much each backup of a list holds. Each is opened for it, so they are asked one after another, the newest
// first, and once: a backup never changes.
import { SvelteMap } from "svelte/reactivity";
import type { BackupCounts } from "../../lib/api/generated";

export class Counts {
  readonly #known = new SvelteMap<string, BackupCounts | null>();
  readonly #asked = new Set<string>();
  readonly #ask: (path: string) => Promise<BackupCounts>;

  constructor(ask: (path: string) => Promise<BackupCounts>) {
    this.#ask = ask;
  }

  /** What a backup holds; null where it cannot be read, undefined while that is not known. */
  of(path: string): BackupCounts | null | undefined {
    return this.#known.get(path);
  }

  /** Asks for those that were not asked for yet, in this order. */
  async look(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      if (this.#asked.has(path)) continue;
      this.#asked.add(path);
      this.#known.set(path, await this.#ask(path).catch(() => null));
    }
  }
}
