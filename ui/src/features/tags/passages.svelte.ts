// Owns the passages of the tag that is looked at, across all documents: asked for some at a time, and again when something
// has changed that may be one of them.
import { call } from "../../lib/api/client";
import type { ChangeEvent, FoundAnnotation } from "../../lib/api/generated";
import { subscribeToChanges } from "../../lib/state/changes";

/** How many are asked for first, which is more than a window shows, and how many after that. */
const FIRST = 200;
const MORE = 2000;

/** A passage as a row of a list. */
export interface Passage extends FoundAnnotation {
  readonly key: string;
}

/** The passages of one tag at a time. */
export class Passages {
  list: readonly Passage[] = $state.raw([]);
  /** How many there are, also while not all of them are known. */
  total = $state(0);
  /** Whether those of the tag that was asked for last are here, the first of them at least. */
  isCurrent = $state(false);

  #wish: { tag: string; isWhole: boolean } | null = null;
  /** Counts what was asked: an answer that was overtaken is dropped. */
  #asked = 0;

  /** Follows changes; gives back what stops it. */
  follow(): () => void {
    return subscribeToChanges((change) => {
      if (touchesPassages(change)) void this.#read();
    });
  }

  /** Shows the passages of a tag, those of the tags under it too where `isWhole`; null shows none. */
  show(tag: string | null, isWhole: boolean): void {
    this.isCurrent = false;
    this.#wish = tag === null ? null : { tag, isWhole };
    if (this.#wish === null) {
      this.#asked += 1;
      this.list = [];
      this.total = 0;
      return;
    }
    void this.#read();
  }

  async #read(): Promise<void> {
    const wish = this.#wish;
    if (wish === null) return;
    const asked = ++this.#asked;
    const found: Passage[] = [];
    try {
      for (let isMore = true; isMore;) {
        const limit = found.length === 0 ? Math.max(FIRST, this.list.length) : MORE;
        const answer = await call("annotation_find", {
          document: null,
          tag: wish.tag,
          withDescendants: wish.isWhole,
          speaker: null,
          colour: null,
          hasNote: null,
          state: null,
          offset: found.length,
          limit,
        });
        if (asked !== this.#asked) return;
        found.push(...answer.found.map((one) => ({ ...one, key: one.annotation.id })));
        isMore = answer.found.length > 0 && found.length < answer.total;
        this.list = [...found];
        this.total = answer.total;
        this.isCurrent = true;
      }
    } catch {
      // The tag may just have gone; what is shown then is for whoever chose it to say.
      if (asked !== this.#asked) return;
      this.list = [];
      this.total = 0;
      this.isCurrent = true;
    }
  }
}

function touchesPassages(change: ChangeEvent): boolean {
  return (
    change.reload ||
    change.codebook !== null ||
    change.annotations.length > 0 ||
    change.removedAnnotations.length > 0 ||
    change.crowded.length > 0 ||
    change.documents.length > 0 ||
    change.removedDocuments.length > 0 ||
    change.structure.length > 0
  );
}
