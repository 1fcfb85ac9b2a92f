// Owns what undo is about: whether that is what was typed last in a field to search in, something that the history does not
// hold (settings are not part of the library) and that has its own way back, or the history.

/** Something that was done and is no step of the history. */
export interface Aside {
  /** What it is called, as a step of the history is. */
  readonly label: () => string;
  /** Takes it back. */
  readonly back: () => void;
}

class LastDone {
  /** What was done last, where the history does not hold it; null where it does. */
  aside: Aside | null = $state.raw(null);
  /** Counts what was done, taken back and done again, in the history or aside. */
  #count = 0;
  /** For each field to search in: the count when something was typed in it last; -1 before anything was. */
  readonly #typed = new WeakMap<Element, number>();

  /** The history has another newest step. */
  step(): void {
    this.#count += 1;
    this.aside = null;
  }

  /** Something was done that the history does not hold. */
  do(aside: Aside): void {
    this.step();
    this.aside = aside;
  }

  /** Takes back what was done last where the history does not hold it; false where it does. */
  takeBack(): boolean {
    const { aside } = this;
    if (aside === null) return false;
    this.step();
    aside.back();
    return true;
  }

  /**
   * Tells of a field to search in what is typed in it. What is done with what it finds gives it the cursor back: undoing is
   * about that then, and about its own words only where those were typed last. An attachment.
   */
  readonly follow = (field: HTMLElement): (() => void) => {
    const note = (): void => void this.#typed.set(field, this.#count);
    this.#typed.set(field, -1);
    field.addEventListener("input", note);
    return () => field.removeEventListener("input", note);
  };

  /** Whether undoing in a field is about what was typed in it. */
  isTyping(field: Element): boolean {
    const typed = this.#typed.get(field);
    return typed === undefined || typed === this.#count;
  }
}

export const lastDone = new LastDone();
