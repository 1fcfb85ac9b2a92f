// Owns whether the page knows which Han characters are forms of the same one: the core's table, 45 kB, asked for by the
// first who matches names while they are typed, and kept.
import { call } from "../api/client";
import { learnVariants } from "../text/fold";

class Forms {
  /** Whether `foldName` knows the table; who keeps folded names reads it and folds them anew. */
  isKnown = $state(false);
  #isAsked = false;

  /** Has the table read, unless it was asked for; never while a value is being derived, which may change nothing. */
  want(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    queueMicrotask(() => void this.#read());
  }

  async #read(): Promise<void> {
    try {
      learnVariants((await call("text_variants", {})).pairs);
      this.isKnown = true;
    } catch {
      // Without it names are matched as they are written; the next who matches some asks again.
      this.#isAsked = false;
    }
  }
}

/** What the page knows of the forms of Han characters. */
export const forms = new Forms();
