// Owns what undo is about: whether that is what was typed last in a field to search in, something that the history does not
// hold (settings are not part of the library) and that has its own way back, or the history.

/** Something that was done and is no step of the history. */
export interface Aside {
  /** What it is called, as a step of the history is. */
  readonly label: () => string;
  /** Takes it back. */
  readonly back: () => void;
}

/** What came last when something was typed. */
interface Moment {
  readonly top: Top;
  readonly count: number;
}

/** The newest thing that undo is about: a step of the history by its id, something done aside, or nothing. */
type Top = string | number | Aside | null;

class LastDone {
  /** What was done last, where the history does not hold it; null where it does. */
  aside: Aside | null = $state.raw(null);
  /** What undo is about: taking something back brings what was before it. */
  #top: Top = null;
  /** The newest step of the history, which is the top again once what was done aside is taken back. */
  #step: string | number | null = null;
  /** Counts what was done, taken back and done again, in the history or aside. */
  #count = 0;
  /** For each field to search in what came last when something was typed in it; null before anything was. */
  readonly #typed = new WeakMap<Element, Moment | null>();

  /** The history has another newest step; null where all is taken back. */
  step(newest: string | number | null): void {
    this.#count += 1;
    this.#top = this.#step = newest;
    this.aside = null;
  }

  /** Something was done that the history does not hold. */
  do(aside: Aside): void {
    this.#count += 1;
    this.#top = this.aside = aside;
  }

  /** Takes back what was done last where the history does not hold it; false where it does. */
  takeBack(): boolean {
    const { aside } = this;
    if (aside === null) return false;
    this.step(this.#step);
    aside.back();
    return true;
  }

  /**
   * Tells of a field to search in what is typed in it. What is done with what it finds gives it the cursor back: undoing is
   * about that first, and about its own words once that is taken back. An attachment.
   */
  readonly follow = (field: HTMLElement): (() => void) => {
    const note = (): void => void this.#typed.set(field, { top: this.#top, count: this.#count });
    this.#typed.set(field, null);
    const take = (event: Event): void => {
      // Going back and forth in the words is not typing: what came last stays what it was.
      if (!(event instanceof InputEvent) || !event.inputType.startsWith("history")) note();
    };
    field.addEventListener("input", take);
    return () => field.removeEventListener("input", take);
  };

  /** Whether undoing in a field is about what was typed in it: nothing was done since that is not taken back. */
  isUndoTyping(field: Element): boolean {
    const typed = this.#typed.get(field);
    return typed === undefined || (typed !== null && typed.top === this.#top);
  }

  /** Whether nothing was done, nor taken back, since something was typed in a field. */
  isNewest(field: Element): boolean {
    const typed = this.#typed.get(field);
    return typed === undefined || (typed !== null && typed.count === this.#count);
  }
}

export const lastDone = new LastDone();
