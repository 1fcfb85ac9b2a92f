// Owns what is typed into the definitions of tags until it is on disk. How it is saved is as with notes.
import { call, Refused } from "../api/client";
import { publishChange, subscribeToChanges } from "./changes";
import { reportError } from "./errors";
import { Notes, type NoteOutcome } from "./notes.svelte";
import { unsaved } from "./unsaved.svelte";

/** The definitions of tags that are being typed, by tag. */
export const definitions = new Notes(async (tag, definition, joinKey) => {
  try {
    publishChange((await call("tag_define", { tag, definition, joinKey })).change);
  } catch (reason) {
    if (!(reason instanceof Refused && reason.isAbout("no-such-tag"))) throw reason;
    // Deleted by another process: trying again would never succeed, and would keep the window from closing.
    definitions.forget(tag);
    reportError(reason);
  }
}, tellUnsaved);

subscribeToChanges(({ codebook }) => {
  if (codebook === null) return;
  const there = new Set(codebook.map(({ id }) => id));
  for (const { annotation: tag } of definitions.drafts()) if (!there.has(tag)) definitions.forget(tag);
});

function tellUnsaved(tag: string, outcome: NoteOutcome): void {
  const key = `definition:${tag}`;
  if (outcome.kind === "saved") unsaved.settle(key);
  else if (outcome.kind === "forgotten") unsaved.forget(key);
  else {
    const { reason } = outcome;
    const text = () => definitions.draft(tag);
    unsaved.add({ key, kind: "note", reason, text, again: () => definitions.tryAgain(tag) });
  }
}
