// Saves everything that is being typed: what comes next is about what the library holds.
import { definitions } from "./definitions.svelte";
import { flushEdit } from "./edits.svelte";
import { flushNotes } from "./notes.svelte";

/** Saves notes, definitions of tags and the paragraph that is being corrected at once. True when all is on disk. */
export async function flushTyped(): Promise<boolean> {
  const isEditSaved = await flushEdit();
  const areDefinitionsSaved = await definitions.flush();
  return (await flushNotes()) && areDefinitionsSaved && isEditSaved;
}
