// Owns what the replace dialog looks for and where that stands: asked anew while one types
// and when the text changes, the newest answer wins. Changes nothing.

import { call } from "../../lib/api/client";
import type { PlaceView } from "../../lib/api/generated";
import { reportError } from "../../lib/state/errors";
import { LeftOut } from "../../lib/state/leftOut.svelte";

/** A pause in typing after which is looked, in milliseconds. */
export const PAUSE_MS = 120;

/** A place, as the list shows it. */
export interface Row {
  readonly key: string;
  readonly place: PlaceView;
}

export class Occurrences extends LeftOut<Row> {
  find = $state("");
  foldWidth = $state(false);
  foldCase = $state(false);

  readonly #document: string;
  #revision = "";
  #asked = 0;
  #sought = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(document: string, find: string) {
    super();
    this.#document = document;
    this.find = find;
  }

  /** The revision in which the places are. */
  get revision(): string {
    return this.#revision;
  }

  /** Looks a little later, unless something else is asked before. */
  lookSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), PAUSE_MS);
  }

  /** Looks at once. */
  async look(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    const { find, foldWidth, foldCase } = this;
    if (find === "") {
      this.#take("", "", null);
      return;
    }
    try {
      const request = { document: this.#document, find, foldWidth, foldCase };
      const { revision, places } = await call("replace_find", request);
      if (asked !== this.#asked) return;
      const rows = places.map((place) => ({ key: String(place.start), place }));
      this.#take(JSON.stringify([find, foldWidth, foldCase]), revision, rows);
    } catch (reason) {
      if (asked === this.#asked) reportError(reason);
    }
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  #take(sought: string, revision: string, rows: readonly Row[] | null): void {
    const isSame = sought === this.#sought && revision === this.#revision;
    const isOther = sought === this.#sought && revision !== this.#revision;
    // In another text the places are others: what was left out is not known there.
    this.isOutdated = isOther && this.left.size > 0;
    if (!isSame) this.left = new Set();
    this.#sought = sought;
    this.#revision = revision;
    this.rows = rows;
  }
}
