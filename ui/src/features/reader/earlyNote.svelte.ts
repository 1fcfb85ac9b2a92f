// A note that is typed before there is a field for it: its annotation is still being made, which takes a moment, or as
// long as the library cannot be written to. Owns what is typed until the annotation is there; then the note's store does.

import { saveNote } from "$lib/state/notes.svelte";
import type { Span } from "$lib/state/document.svelte";

export class EarlyNote {
  readonly span: Span;
  /** What has been typed. */
  text: string = $state("");
  /** The annotation it is for, once that is there. */
  annotation: string | null = $state(null);
  #isComposing = false;
  #onComposed: (() => void)[] = [];

  /** For a passage that is to be an annotation, or for an annotation and what its note says already. */
  constructor(span: Span, annotation: string | null = null, text = "") {
    this.span = span;
    this.annotation = annotation;
    this.text = text;
  }

  /** Takes what is typed. */
  type(text: string): void {
    this.text = text;
    if (this.annotation !== null) saveNote(this.annotation, text);
  }

  /** An input method begins to put something together: its field must not go away. */
  beginComposing(): void {
    this.#isComposing = true;
  }

  endComposing(): void {
    this.#isComposing = false;
    for (const go of this.#onComposed.splice(0)) go();
  }

  /** Resolves when no input method is putting anything together. */
  composed(): Promise<void> {
    return this.#isComposing ? new Promise((resolve) => this.#onComposed.push(resolve)) : Promise.resolve();
  }

  /** The annotation is there, made with this note, or found with its own. */
  hasCome(annotation: string, note: string): void {
    this.annotation = annotation;
    if (this.text === "" || this.text === note) return;
    // One that was there before keeps what it says.
    const isContinued = note === "" || this.text.startsWith(note);
    saveNote(annotation, isContinued ? this.text : `${note}\n\n${this.text}`);
  }
}
