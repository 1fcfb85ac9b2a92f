// Owns the find bar of the reading view: whether it is there, what stands in it and how it looks. It is the same from one
// document to the next; what it found is in `found`.
import type { SearchFolding } from "../api/generated";
import { focusHome } from "../ui/home";
import type { OpenDocument } from "./document.svelte";
import { found, USUAL_FOLDING, type Sought } from "./found.svelte";

class Find {
  isOpen = $state(false);
  query = $state("");
  /** Whether what is looked for is a passage that was selected: it has no operators. */
  isPassage = $state(false);
  folding: SearchFolding = $state.raw(USUAL_FOLDING);
  wholeWord = $state(false);
  isPattern = $state(false);
  hasNotes = $state(false);
  /** Counts the wishes to type in the field: the bar takes the cursor each time. */
  wanted = $state(0);

  /** Where the reader was when the bar was opened. */
  #origin = 0;

  get sought(): Sought {
    return {
      query: this.query,
      syntax: this.isPattern ? "pattern" : this.isPassage ? "literal" : "as-typed",
      scope: this.hasNotes ? "all" : "text",
      folding: this.folding,
      wholeWord: this.wholeWord,
    };
  }

  /** Where looking begins: what is read first is found first. */
  get origin(): number {
    return this.#origin;
  }

  /** Looks for what was typed. */
  type(query: string): void {
    this.query = query;
    this.isPassage = false;
  }

  /** Opens the bar, with the words of a passage in it where there are any. */
  open(document: OpenDocument, words: string): void {
    if (!this.isOpen) this.#origin = document.selection?.start ?? document.place;
    if (words !== "") {
      this.#origin = document.selection?.start ?? this.#origin;
      this.query = words;
      this.isPassage = true;
    }
    this.isOpen = true;
    this.wanted += 1;
  }

  /** Goes on to the next place or back to the one before, also of what was looked for last. */
  async step(document: OpenDocument, by: 1 | -1): Promise<void> {
    if (this.isOpen || found.count > 0) return found.step(by);
    if (this.query === "") return this.open(document, "");
    const { selection, place } = document;
    // What is selected is where one is: on from its end, back from its beginning.
    this.#origin = (by > 0 ? selection?.end : selection?.start) ?? place;
    this.isOpen = true;
    await found.look(document, this.sought, this.#origin, false);
    found.step(by);
  }

  /** Closes the bar: what is looked at is selected, or, where that is nothing or not wanted, one is where one was. */
  close(document: OpenDocument, isBack: boolean): void {
    if (isBack || !found.select()) found.goBack(document, this.#origin);
    this.isOpen = false;
    focusHome();
  }

  toggleFold(name: keyof SearchFolding): void {
    this.folding = { ...this.folding, [name]: !this.folding[name] };
  }
}

export const find = new Find();
