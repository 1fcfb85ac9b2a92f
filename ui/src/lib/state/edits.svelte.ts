// Owns the paragraph that is being corrected, until the library has what was typed of it: at most one at a time. What the
// library refuses for want of room or leave is kept and tried again (unsaved.svelte.ts); what meets a text that somebody
// else has changed is kept, and the user says what becomes of it. Knows no page: where the field stands is the reader's.
import { call, Refused } from "../api/client";
import type { ChangeEvent } from "../api/generated";
import { likelySplices } from "../text/compose";
import type { Splice } from "../text/splices";
import { publishChange } from "./changes";
import { reportError } from "./errors";
import { isStorageRefusal, unsaved } from "./unsaved.svelte";

/**
 * Being typed; being saved; refused because the document has moved on, which `rebase` has to follow; typed over a
 * paragraph that reads otherwise by now; typed over one that is gone; refused for want of room or leave; or found: typed
 * before the app was ended, and offered. Whatever it is, it is still held here.
 */
export type EditState = "typing" | "saving" | "overtaken" | "stale" | "gone" | "failed" | "found";

/** A paragraph as it was and as it is typed. */
export interface Edit {
  readonly document: string;
  /** The revision in which the paragraph stands at `start`. */
  readonly revision: string;
  readonly start: number;
  /** What is read of it in that revision. */
  readonly original: string;
  readonly text: string;
  /** How the one became the other: what highlights over it are carried by. */
  readonly splices: readonly Splice[];
  readonly state: EditState;
}

/** What saving came to: nothing had been typed, it is on disk, or it is still here. */
export type EditOutcome =
  { kind: "same" | "kept" | "overtaken" } | { kind: "saved"; change: ChangeEvent | null };

/** Gives a paragraph its new text; resolves with what changed. */
export type SaveEdit = (edit: Edit) => Promise<ChangeEvent | null>;

/** In these only the user, or a newer state of the document, can say what becomes of it. */
const WAITING: ReadonlySet<EditState> = new Set(["overtaken", "stale", "gone", "found"]);

/** The key under which what is typed waits to be saved. */
const KEY = "edit";

/** The correcting of paragraphs; the app has one, tests make their own. */
export class Edits {
  /** The paragraph that is being corrected; null while none is. */
  current: Edit | null = $state.raw(null);

  #save: SaveEdit;
  #working: Promise<EditOutcome> | null = null;

  constructor(save: SaveEdit) {
    this.#save = save;
  }

  /** Begins to correct a paragraph; false where another one is still waiting to be saved. */
  begin(
    document: string,
    revision: string,
    start: number,
    original: string,
    text = original,
    splices: readonly Splice[] = likelySplices(0, original, text),
    state: "typing" | "found" = "typing",
  ): boolean {
    if (this.current !== null) return false;
    this.current = { document, revision, start, original, text, splices, state };
    return true;
  }

  /** Takes what the paragraph now is, and what made it so. */
  type(text: string, splices: readonly Splice[]): void {
    const { current } = this;
    if (current === null || current.state === "saving") return;
    // Who goes on typing has taken up what was found.
    const isTypedAgain = current.state === "failed" || current.state === "found";
    this.current = { ...current, text, splices, state: isTypedAgain ? "typing" : current.state };
  }

  /** Something was typed that the library has not. */
  get isTouched(): boolean {
    return this.current !== null && this.current.text !== this.current.original;
  }

  /**
   * The document is another revision now, in which the paragraph stands at `start` and reads `original`; null where it is
   * gone. What is typed stays; where it was typed over other words than these, the user is asked.
   */
  rebase(revision: string, start: number, original: string | null): void {
    const { current } = this;
    if (current === null || current.state === "saving") return;
    if (original === null || current.state === "gone") {
      this.#lose(current, revision, start);
      return;
    }
    if (original === current.text && this.isTouched) {
      // It was saved, and the page or the app ended before that was noted.
      this.leave();
      if (current.state !== "found") this.begin(current.document, revision, start, original);
      return;
    }
    if (original !== current.original) {
      if (!this.isTouched) {
        this.current = { ...current, revision, start, original, text: original, splices: [] };
        return;
      }
      // It was typed over other words: how it would have become what it is from these can only be guessed.
      const splices = likelySplices(0, original, current.text);
      this.current = { ...current, revision, start, original, splices, state: "stale" };
      this.#keep(overtaken());
      return;
    }
    const { state } = current;
    if (state === "overtaken") unsaved.forget(KEY);
    this.current = { ...current, revision, start, state: state === "overtaken" ? "typing" : state };
  }

  /** The paragraph is gone: what was typed of it has no place to go to, least of all that of another one. */
  #lose(current: Edit, revision: string, start: number): void {
    if (!this.isTouched) {
      this.leave();
      return;
    }
    this.current = { ...current, revision, start, state: "gone" };
    this.#keep(overtaken());
  }

  /** Saves what was typed and ends the correcting; what is refused stays, and is said. */
  commit(): Promise<EditOutcome> {
    this.#working ??= this.#commit().finally(() => (this.#working = null));
    return this.#working;
  }

  /**
   * Saves what was typed unless that takes an answer of the user's first. True when nothing is left that may be lost: what
   * was found is offered again the next time.
   */
  async flush(): Promise<boolean> {
    if (this.current !== null && !WAITING.has(this.current.state)) await this.commit();
    return this.current === null || !this.isTouched || this.current.state === "found";
  }

  /** Lets go of what was typed. */
  leave(): void {
    this.current = null;
    unsaved.forget(KEY);
  }

  async #commit(): Promise<EditOutcome> {
    const edit = this.current;
    if (edit === null) return { kind: "same" };
    if (edit.state === "gone") return { kind: "kept" };
    if (!this.isTouched) {
      this.leave();
      return { kind: "same" };
    }
    this.current = { ...edit, state: "saving" };
    try {
      const change = await this.#save(edit);
      this.current = null;
      unsaved.settle(KEY);
      return { kind: "saved", change };
    } catch (reason) {
      return { kind: this.#refuse(edit, reason) };
    }
  }

  #refuse(edit: Edit, reason: unknown): "kept" | "overtaken" {
    if (isStale(reason)) {
      // Whoever shows the document has it read anew, and comes back with `rebase`.
      this.current = { ...edit, state: "overtaken" };
      this.#keep(reason);
      return "overtaken";
    }
    const isPassing = isStorageRefusal(reason);
    this.current = { ...edit, state: isPassing ? "failed" : "typing" };
    if (isPassing) this.#keep(reason);
    else reportError(reason);
    return "kept";
  }

  #keep(reason: unknown): void {
    const again = (): Promise<unknown> => this.#tryAgain();
    unsaved.add({ key: KEY, kind: "edit", reason, text: () => this.current?.text ?? null, again });
  }

  async #tryAgain(): Promise<void> {
    if (this.current?.state === "failed") await this.commit();
  }
}

/** Why what was typed of a paragraph waits that is another one by now, or gone. */
const overtaken = (): Refused =>
  Refused.from({ code: "stale-revision", message: "", params: {}, hint: null });

/** Whether something was refused because the document is another revision by now. */
export function isStale(reason: unknown): boolean {
  return reason instanceof Refused && reason.error.code === "stale-revision";
}

/** What is being corrected in the app. */
export const edits = new Edits(async ({ document, revision, start, text, splices }) => {
  const typed = { document, revision, start, text, splices: [...splices] };
  const { change } = await call("block_edit", typed);
  publishChange(change);
  return change;
});

/** Saves what was typed into a paragraph: on closing, before undo, on leaving the document. True when all is on disk. */
export const flushEdit = (): Promise<boolean> => edits.flush();
