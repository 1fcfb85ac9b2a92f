// Owns what the replace dialog looks for and where that stands: asked anew while one types
// and when the text changes, the newest answer wins. Changes nothing.

import { call } from "../../lib/api/client";
import type { PlaceView } from "../../lib/api/generated";
import { reportError } from "../../lib/state/errors";

/** A pause in typing after which is looked, in milliseconds. */
export const PAUSE_MS = 120;

/** A place, as the list shows it. */
export interface Row {
  readonly key: string;
  readonly place: PlaceView;
}

export class Occurrences {
  find = $state("");
  foldWidth = $state(false);
  foldCase = $state(false);
  /** Null until something was looked for. */
  rows: readonly Row[] | null = $state.raw(null);
  /** The starts of the places that are left as they are. */
  left: ReadonlySet<number> = $state.raw(new Set());
  /** The text changed and what was left out is forgotten. */
  isOutdated = $state(false);

  readonly #document: string;
  #revision = "";
  #asked = 0;
  #sought = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(document: string, find: string) {
    this.#document = document;
    this.find = find;
  }

  /** The revision in which the places are. */
  get revision(): string {
    return this.#revision;
  }

  get chosen(): readonly PlaceView[] {
    return (this.rows ?? []).map(({ place }) => place).filter(({ start }) => !this.left.has(start));
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

  /** Chooses or leaves out a place. */
  toggle(start: number): void {
    const left = new Set(this.left);
    if (!left.delete(start)) left.add(start);
    this.left = left;
  }

  chooseAll(): void {
    this.left = new Set();
  }

  chooseNone(): void {
    this.left = new Set((this.rows ?? []).map(({ place }) => place.start));
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
