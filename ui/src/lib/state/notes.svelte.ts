// Owns what is typed into notes until it is on disk: when it is saved, in which order, and what the user is told.
//
// Typing is saved after a pause, and while nobody pauses every other second; one save is under way at a time, so saves reach the core in the order they were typed.
// What could not be saved is kept and can be tried again. Everything typed in one editing session carries one join
// key, so that undo takes the session back in one step.
import { SvelteMap } from "svelte/reactivity";
import { call, Refused } from "../api/client";
import { publishChange } from "./changes";
import { reportError } from "./errors";

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

/** The saving of notes; the app has one, tests make their own. */
export class Notes {
  #save: SaveNote;
  #onFailure: (reason: unknown) => void;
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

  constructor(save: SaveNote, onFailure: (reason: unknown) => void) {
    this.#save = save;
    this.#onFailure = onFailure;
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

  /** Lets go of what was typed for an annotation that is gone. */
  forget(id: string): void {
    this.#stopWaiting(id);
    this.#waiting.delete(id);
    this.#drafts.delete(id);
    this.#sessions.delete(id);
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
        this.#settle(id, draft, "saved");
      } catch (reason) {
        this.#settle(id, draft, "failed");
        this.#onFailure(reason);
      }
    }
    this.#working = null;
  }

  /** Notes an outcome, unless something newer was typed meanwhile: that waits for its own. */
  #settle(id: string, saved: Draft, state: NoteState): void {
    if (this.#drafts.get(id) === saved) this.#drafts.set(id, { text: saved.text, state });
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
}, reportError);

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
/** Lets go of what was typed for annotations that are gone. */
export const forgetNotes = (ids: readonly string[]): void => ids.forEach((id) => notes.forget(id));
