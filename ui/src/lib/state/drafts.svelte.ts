// Owns what is typed into texts that save by themselves until it is on disk: when it is saved, in which order, and what
// the user is told. Notes and memos are such texts; what a text is and how it is saved is with each of them.
//
// Typing is saved after a pause, and while nobody pauses every other second; one save is under way at a time, so saves
// reach the core in the order they were typed. What could not be saved is kept, and unsaved.svelte.ts has it tried
// again. Everything typed in one editing session carries one join key, so that undo takes the session back in one step.
import { SvelteMap } from "svelte/reactivity";
import { unsaved, type UnsavedKind } from "./unsaved.svelte";

/** What the user is told about a text: nothing, being saved, on disk, or not saved (and still held here). */
export type DraftState = "idle" | "saving" | "saved" | "failed";

/** A pause in typing after which a text is saved, in milliseconds. */
export const PAUSE_MS = 400;
/** The longest that something typed waits for a pause, in milliseconds: more than this is never lost in a crash. */
export const MOST_WAIT_MS = 2000;

interface Draft {
  text: string;
  state: DraftState;
}

/** Saves a text; resolves when it is on disk. */
export type SaveText = (id: string, text: string, joinKey: string) => Promise<void>;

/** What became of a text: on disk, refused, or not wanted any more because what it belongs to is gone. */
export type DraftOutcome = { kind: "saved" } | { kind: "forgotten" } | { kind: "failed"; reason: unknown };

/** The saving of texts of one kind. */
export class Drafts {
  #kind: UnsavedKind;
  #save: SaveText;
  #onOutcome: (id: string, outcome: DraftOutcome) => void;
  /** What was typed and not yet let go of, by what it belongs to. */
  #drafts = new SvelteMap<string, Draft>();
  /** Run out at the next pause; each key starts them anew. */
  #pauses = new Map<string, ReturnType<typeof setTimeout>>();
  /** Run out when the oldest unsaved key has waited long enough. */
  #limits = new Map<string, ReturnType<typeof setTimeout>>();
  /** Those whose newest text waits for its turn. */
  #waiting = new Set<string>();
  #sessions = new Map<string, string>();
  #sessionCount = 0;
  #working: Promise<void> | null = null;

  /** `onOutcome` hears what became of each; what is refused goes to the list of what is not saved in any case. */
  constructor(
    kind: UnsavedKind,
    save: SaveText,
    onOutcome: (id: string, outcome: DraftOutcome) => void = () => {},
  ) {
    this.#kind = kind;
    this.#save = save;
    this.#onOutcome = onOutcome;
  }

  /** Takes what a text now is; it is saved after {@link PAUSE_MS}, or {@link MOST_WAIT_MS} without a pause. */
  type(id: string, text: string): void {
    this.#drafts.set(id, { text, state: "saving" });
    const save = () => void this.#enqueue(id);
    clearTimeout(this.#pauses.get(id));
    this.#pauses.set(id, setTimeout(save, PAUSE_MS));
    if (!this.#limits.has(id)) this.#limits.set(id, setTimeout(save, MOST_WAIT_MS));
  }

  /** What to tell about the saving of a text. */
  state(id: string): DraftState {
    return this.#drafts.get(id)?.state ?? "idle";
  }

  /** What was typed and may be newer than what the core holds; null when that is the truth. */
  draft(id: string): string | null {
    const draft = this.#drafts.get(id);
    return draft === undefined || draft.state === "saved" ? null : draft.text;
  }

  /** Everything typed that may be newer than what the core holds. */
  drafts(): { id: string; text: string }[] {
    return [...this.#drafts].flatMap(([id, { text, state }]) => (state === "saved" ? [] : [{ id, text }]));
  }

  /**
   * Saves what waits at once (of one text, or of all) and ends the editing sessions: on blur, on closing, before undo,
   * on leaving the document. True when everything typed is on disk.
   */
  async flush(id?: string): Promise<boolean> {
    const ids = id === undefined ? [...this.#drafts.keys()] : [id];
    for (const each of ids) {
      if (this.#pauses.has(each) || this.state(each) === "failed") void this.#enqueue(each);
    }
    while (this.#working !== null) await this.#working;
    for (const each of ids) if (this.state(each) === "saved") this.#sessions.delete(each);
    return ids.every((each) => ["idle", "saved"].includes(this.state(each)));
  }

  /** Saves a text that was refused; its editing session goes on. */
  async tryAgain(id: string): Promise<void> {
    if (this.state(id) === "failed") await this.#enqueue(id);
  }

  /** Lets go of what was typed for something that is gone. */
  forget(id: string): void {
    this.#stopWaiting(id);
    this.#waiting.delete(id);
    this.#drafts.delete(id);
    this.#sessions.delete(id);
    this.#tell(id, { kind: "forgotten" });
  }

  #enqueue(id: string): Promise<void> {
    this.#stopWaiting(id);
    this.#waiting.add(id);
    this.#working ??= this.#work();
    return this.#working;
  }

  #stopWaiting(id: string): void {
    for (const timers of [this.#pauses, this.#limits]) {
      clearTimeout(timers.get(id));
      timers.delete(id);
    }
  }

  async #work(): Promise<void> {
    // Lets the caller note that work is under way before it can be over.
    await null;
    for (const id of this.#waiting) {
      this.#waiting.delete(id);
      const draft = this.#drafts.get(id);
      if (draft === undefined) continue;
      try {
        await this.#save(id, draft.text, this.#session(id));
        if (this.#settle(id, draft, "saved")) this.#tell(id, { kind: "saved" });
      } catch (reason) {
        this.#settle(id, draft, "failed");
        this.#tell(id, { kind: "failed", reason });
      }
    }
    this.#working = null;
  }

  /** Notes an outcome, unless something newer was typed meanwhile: that waits for its own. */
  #settle(id: string, saved: Draft, state: DraftState): boolean {
    if (this.#drafts.get(id) !== saved) return false;
    this.#drafts.set(id, { text: saved.text, state });
    return true;
  }

  #session(id: string): string {
    const session = this.#sessions.get(id) ?? `${this.#kind}:${id}:${++this.#sessionCount}`;
    this.#sessions.set(id, session);
    return session;
  }

  #tell(id: string, outcome: DraftOutcome): void {
    const key = `${this.#kind}:${id}`;
    if (outcome.kind === "saved") unsaved.settle(key);
    else if (outcome.kind === "forgotten") unsaved.forget(key);
    else {
      const { reason } = outcome;
      const text = () => this.draft(id);
      unsaved.add({ key, kind: this.#kind, reason, text, again: () => this.tryAgain(id) });
    }
    this.#onOutcome(id, outcome);
  }
}
