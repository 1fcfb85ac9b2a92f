// Saves everything that is being typed: what comes next is about what the library holds.
import { definitions } from "./definitions.svelte";
import { flushEdit } from "./edits.svelte";
import { memos } from "./memos.svelte";
import { flushNotes } from "./notes.svelte";

/** Saves notes, memos and definitions of tags at once. True when all is on disk. */
export async function flushTexts(): Promise<boolean> {
  const areNotesSaved = await flushNotes();
  const areMemosSaved = await memos.flush();
  return (await definitions.flush()) && areNotesSaved && areMemosSaved;
}

/** Saves texts and the paragraph that is being corrected at once. True when all is on disk. */
export async function flushTyped(): Promise<boolean> {
  const isEditSaved = await flushEdit();
  return (await flushTexts()) && isEditSaved;
}
