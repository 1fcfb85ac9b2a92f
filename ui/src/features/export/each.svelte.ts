// Owns writing several interviews as a file each: what is in the folder already, and what came of it where not all was written.
import { call, Refused } from "../../lib/api/client";
import type { ExportEach, ExportedEach } from "../../lib/api/generated";

/** Files that are where others are to be written. */
export interface Existing {
  folder: string;
  /** The first of them. */
  name: string;
  count: number;
  /** How many are to be written. */
  all: number;
}

export class EachFile {
  /** Files that are there already, while it is asked what is to become of them. */
  existing: Existing | null = $state.raw(null);
  /** What was written, where some was not. */
  outcome: ExportedEach | null = $state.raw(null);

  #request: ExportEach | null = null;

  /** Nothing is asked and nothing is told. */
  readonly isQuiet: boolean = $derived(this.existing === null && this.outcome === null);

  /**
   * Writes the files; gives back what came of it where that is all of them. Otherwise `existing` or `outcome` say what there is
   * to say.
   */
  async write(request: ExportEach): Promise<ExportedEach | null> {
    this.leave();
    let done: ExportedEach;
    try {
      done = await call("export_each", request);
    } catch (reason) {
      if (!(reason instanceof Refused) || !reason.isAbout("files-exist")) throw reason;
      const { folder = "", file = "", count, all } = reason.error.params;
      this.#request = request;
      this.existing = { folder, name: file, count: Number(count), all: Number(all) };
      return null;
    }
    if (done.left === 0 && done.refused.length === 0) return done;
    this.outcome = done;
    return null;
  }

  /** Writes them in the place of those that are there. */
  async replace(): Promise<ExportedEach | null> {
    return this.#request === null ? null : this.write({ ...this.#request, overwrite: true });
  }

  leave(): void {
    this.existing = null;
    this.outcome = null;
  }
}
