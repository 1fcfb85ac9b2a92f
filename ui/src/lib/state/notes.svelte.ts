// Owns what is typed into notes until it is on disk: when it is saved, in which order, and what the user is told.
//
// Typing is saved after a pause, and while nobody pauses every other second; one save is under way at a time, so saves
// reach the core in the order they were typed. What could not be saved is kept, and unsaved.svelte.ts has it tried
// again. Everything typed in one editing session carries one join key, so that undo takes the session back in one step.
import { SvelteMap } from "svelte/reactivity";
import { call, Refused } from "../api/client";
import { publishChange } from "./changes";
import { reportError } from "./errors";
import { unsaved } from "./unsaved.svelte";

/** What the user is told about a note: nothing, being saved, on disk, or not saved (and still held here). */
export type NoteState = "idle" | "saving" | "saved" | "failed";

/** A pause in typing after which the note is saved, in milliseconds. */
export const PAUSE_MS = 400;
/** The longest that something typed waits for a pause, in milliseconds: more than this is never lost in a crash. */
export const MOST_WAIT_MS = 2000;

interface Draft {
  text: string;
  state: NoteState;
}

/** Saves a note; resolves when it is on disk. */
export type SaveNote = (id: string, text: string, joinKey: string) => Promise<void>;

/** What became of a note: on disk, refused, or not wanted any more because its annotation is gone. */
export type NoteOutcome = { kind: "saved" } | { kind: "forgotten" } | { kind: "failed"; reason: unknown };

/** The saving of notes; the app has one, tests make their own. */
export class Notes {
  #save: SaveNote;
  #onOutcome: (id: string, outcome: NoteOutcome) => void;
  /** What was typed and not yet let go of, by annotation. */
  #drafts = new SvelteMap<string, Draft>();
  /** Run out at the next pause; each key starts them anew. */
  #pauses = new Map<string, ReturnType<typeof setTimeout>>();
  /** Run out when the oldest unsaved key has waited long enough. */
  #limits = new Map<string, ReturnType<typeof setTimeout>>();
  /** Annotations whose newest text waits for its turn. */
  #waiting = new Set<string>();
  #sessions = new Map<string, string>();
  #sessionCount = 0;
  #working: Promise<void> | null = null;

  constructor(save: SaveNote, onOutcome: (id: string, outcome: NoteOutcome) => void) {
    this.#save = save;
    this.#onOutcome = onOutcome;
  }

  /** Takes what the note of an annotation now is; it is saved after a pause, or when it has waited long enough. */
  type(id: string, text: string): void {
    this.#drafts.set(id, { text, state: "saving" });
    const save = () => void this.#enqueue(id);
    clearTimeout(this.#pauses.get(id));
    this.#pauses.set(id, setTimeout(save, PAUSE_MS));
    if (!this.#limits.has(id)) this.#limits.set(id, setTimeout(save, MOST_WAIT_MS));
  }

  state(id: string): NoteState {
    return this.#drafts.get(id)?.state ?? "idle";
  }

  /** What was typed and may be newer than what the core holds; null when the core's note is the truth. */
  draft(id: string): string | null {
    const draft = this.#drafts.get(id);
    return draft === undefined || draft.state === "saved" ? null : draft.text;
  }

  /** Everything typed that may be newer than what the core holds. */
  drafts(): { annotation: string; note: string }[] {
    return [...this.#drafts].flatMap(([annotation, { text, state }]) =>
      state === "saved" ? [] : [{ annotation, note: text }],
    );
  }

  /** Saves what waits at once and ends the editing sessions. True when everything typed is on disk. */
  async flush(id?: string): Promise<boolean> {
    const ids = id === undefined ? [...this.#drafts.keys()] : [id];
    for (const each of ids) {
      if (this.#pauses.has(each) || this.state(each) === "failed") void this.#enqueue(each);
    }
    while (this.#working !== null) await this.#working;
    for (const each of ids) if (this.state(each) === "saved") this.#sessions.delete(each);
    return ids.every((each) => ["idle", "saved"].includes(this.state(each)));
  }

  /** Saves a note that was refused; its editing session goes on. */
  async tryAgain(id: string): Promise<void> {
    if (this.state(id) === "failed") await this.#enqueue(id);
  }

  /** Lets go of what was typed for an annotation that is gone. */
  forget(id: string): void {
    this.#stopWaiting(id);
    this.#waiting.delete(id);
    this.#drafts.delete(id);
    this.#sessions.delete(id);
    this.#onOutcome(id, { kind: "forgotten" });
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
        if (this.#settle(id, draft, "saved")) this.#onOutcome(id, { kind: "saved" });
      } catch (reason) {
        this.#settle(id, draft, "failed");
        this.#onOutcome(id, { kind: "failed", reason });
      }
    }
    this.#working = null;
  }

  /** Notes an outcome, unless something newer was typed meanwhile: that waits for its own. */
  #settle(id: string, saved: Draft, state: NoteState): boolean {
    if (this.#drafts.get(id) !== saved) return false;
    this.#drafts.set(id, { text: saved.text, state });
    return true;
  }

  #session(id: string): string {
    const session = this.#sessions.get(id) ?? `note:${id}:${++this.#sessionCount}`;
    this.#sessions.set(id, session);
    return session;
  }
}

/** The app's notes. */
export const notes = new Notes(async (annotation, note, joinKey) => {
  try {
    publishChange((await call("annotation_set_note", { annotation, note, joinKey })).change);
  } catch (reason) {
    if (!(reason instanceof Refused && reason.isAbout("no-such-annotation"))) throw reason;
    // Deleted by another process: trying again would never succeed, and would keep the window from closing.
    notes.forget(annotation);
    reportError(reason);
  }
}, tellUnsaved);

function tellUnsaved(id: string, outcome: NoteOutcome): void {
  const key = `note:${id}`;
  if (outcome.kind === "saved") unsaved.settle(key);
  else if (outcome.kind === "forgotten") unsaved.forget(key);
  else {
    const { reason } = outcome;
    unsaved.add({ key, kind: "note", reason, text: () => notes.draft(id), again: () => notes.tryAgain(id) });
  }
}

/** Takes what was typed into a note; it is saved after {@link PAUSE_MS}, or {@link MOST_WAIT_MS} without a pause. */
export const saveNote = (id: string, text: string): void => notes.type(id, text);
/** What to tell about the saving of a note. */
export const noteState = (id: string): NoteState => notes.state(id);
/** What was typed and may be newer than the annotation's note; null when that is the truth. */
export const noteDraft = (id: string): string | null => notes.draft(id);
/** Tries a failed note again, or saves one at once and ends its editing session (on blur). */
export const flushNote = (id: string): Promise<boolean> => notes.flush(id);
/** Saves everything typed at once: on closing, before undo, on leaving the document. True when all is on disk. */
export const flushNotes = (): Promise<boolean> => notes.flush();
/** Everything typed that may be newer than what the core holds, by annotation. */
export const noteDrafts = (): { annotation: string; note: string }[] => notes.drafts();
/** Lets go of what was typed for annotations that are gone. */
export const forgetNotes = (ids: readonly string[]): void => ids.forEach((id) => notes.forget(id));
