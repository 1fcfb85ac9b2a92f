// Notes and memos as HTML: asks the core for those that are shown, many in one call, and keeps what it answered. The core
// makes the HTML safe; nothing else may be put on the page as HTML.
//
// A link inside the library says what it leads to as that is called now: where that changes or goes, the text is asked
// for again, and shown as it was until the answer comes.
import { SvelteMap } from "svelte/reactivity";
import { call } from "../api/client";
import type { ChangeEvent } from "../api/generated";
import { subscribeToChanges } from "./changes";

/** Answers kept; more than fit beside any view of the text. */
const MOST_KEPT = 600;
/** With which the address of a link inside the library begins. */
const SCHEME = "vermilion:";

/** Texts as HTML; the app has one, tests make their own. */
export class NoteHtml {
  readonly #kept = new SvelteMap<string, string>();
  readonly #wanted = new Set<string>();
  #isAsking = false;

  /** The HTML of a note; null until the core has answered. Whoever reads it in an effect follows. */
  of(markdown: string): string | null {
    const html = this.#kept.get(markdown);
    if (html === undefined && markdown !== "") this.#want(markdown);
    return html ?? null;
  }

  /** Asks again for the texts that link to what a change touched. */
  apply(change: ChangeEvent): void {
    const touches = toucher(change);
    for (const markdown of this.#kept.keys()) {
      if (markdown.includes(SCHEME) && touches(markdown)) this.#want(markdown);
    }
  }

  #want(markdown: string): void {
    this.#wanted.add(markdown);
    if (this.#isAsking) return;
    this.#isAsking = true;
    queueMicrotask(() => void this.#ask());
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

/** Tells of a text with links whether one may lead to what a change touched. */
function toucher(change: ChangeEvent): (markdown: string) => boolean {
  if (change.reload || change.crowded.length > 0) return () => true;
  const ids = [
    ...[...change.documents, ...change.annotations, ...change.removedAnnotations, ...change.memos].map(
      ({ id }) => id,
    ),
    ...change.removedDocuments,
    ...change.removedMemos,
  ];
  const hasTags = change.codebook !== null;
  return (markdown) =>
    (hasTags && markdown.includes(`${SCHEME}tag/`)) || ids.some((id) => markdown.includes(id));
}

export const noteHtml = new NoteHtml();
subscribeToChanges((change) => noteHtml.apply(change));
