// Owns how notes are saved while they are typed; when, and in which order, is drafts.svelte.ts's.
import { call, Refused } from "../api/client";
import type { AnnotationSetNote } from "../api/generated";
import { publishChange } from "./changes";
import { Drafts, type DraftState } from "./drafts.svelte";
import { reportError } from "./errors";

/** What would save a note that is typed and not on disk. */
export type NoteDraft = { what: "note" } & AnnotationSetNote;

/** The app's notes, by annotation. */
const notes = new Drafts("note", async (annotation, note, joinKey) => {
  try {
    publishChange((await call("annotation_set_note", { annotation, note, joinKey })).change);
  } catch (reason) {
    if (!(reason instanceof Refused && reason.isAbout("no-such-annotation"))) throw reason;
    // Deleted by another process: trying again would never succeed, and would keep the window from closing.
    notes.forget(annotation);
    reportError(reason);
  }
});

/** Takes what was typed into a note; it saves by itself. */
export const saveNote = (id: string, text: string): void => notes.type(id, text);
/** What to tell about the saving of a note. */
export const noteState = (id: string): DraftState => notes.state(id);
/** What was typed and may be newer than the annotation's note; null when that is the truth. */
export const noteDraft = (id: string): string | null => notes.draft(id);
/** Tries a failed note again, or saves one at once and ends its editing session (on blur). */
export const flushNote = (id: string): Promise<boolean> => notes.flush(id);
/** Saves everything typed at once: on closing, before undo, on leaving the document. True when all is on disk. */
export const flushNotes = (): Promise<boolean> => notes.flush();
/** What would save everything typed that may be newer than what the core holds. */
export const noteDrafts = (): NoteDraft[] =>
  notes.drafts().map(({ id, text }) => ({ what: "note", annotation: id, note: text, joinKey: "" }));
/** Lets go of what was typed for annotations that are gone. */
export const forgetNotes = (ids: readonly string[]): void => ids.forEach((id) => notes.forget(id));
