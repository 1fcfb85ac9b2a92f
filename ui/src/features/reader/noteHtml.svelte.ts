// Notes as HTML: asks the core for those that are shown, many in one call, and keeps what
// it answered. The core makes the HTML safe; nothing else may be put on the page as HTML.

import { SvelteMap } from "svelte/reactivity";
import { call } from "$lib/api/client";

/** Answers kept; more than fit beside any view of the text. */
const MOST_KEPT = 600;

class NoteHtml {
  readonly #kept = new SvelteMap<string, string>();
  readonly #wanted = new Set<string>();
  #isAsking = false;

  /** The HTML of a note; null until the core has answered. Whoever reads it in an effect follows. */
  of(markdown: string): string | null {
    const html = this.#kept.get(markdown);
    if (html === undefined && markdown !== "") {
      this.#wanted.add(markdown);
      if (!this.#isAsking) {
        this.#isAsking = true;
        queueMicrotask(() => void this.#ask());
      }
    }
    return html ?? null;
  }

  async #ask(): Promise<void> {
    while (this.#wanted.size > 0) {
      const notes = [...this.#wanted];
      this.#wanted.clear();
      try {
        const rendered = await call("note_render", { notes });
        notes.forEach((note, index) => this.#keep(note, rendered[index] ?? ""));
      } catch {
        // Without an answer the note is shown as it was typed.
        break;
      }
    }
    this.#isAsking = false;
  }

  #keep(note: string, html: string): void {
    this.#kept.set(note, html);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
  }
}

export const noteHtml = new NoteHtml();
