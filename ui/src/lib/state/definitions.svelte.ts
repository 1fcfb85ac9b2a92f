// Owns what is typed into the definitions of tags until it is on disk. How it is saved is as with notes.
import { call, Refused } from "../api/client";
import type { TagDefine } from "../api/generated";
import { publishChange, subscribeToChanges } from "./changes";
import { Drafts } from "./drafts.svelte";
import { reportError } from "./errors";

/** What would save a definition that is typed and not on disk. */
export type DefinitionDraft = { what: "definition" } & TagDefine;

/** The definitions of tags that are being typed, by tag. */
export const definitions = new Drafts("note", async (tag, definition, joinKey) => {
  try {
    publishChange((await call("tag_define", { tag, definition, joinKey })).change);
  } catch (reason) {
    if (!(reason instanceof Refused && reason.isAbout("no-such-tag"))) throw reason;
    // Deleted by another process: trying again would never succeed, and would keep the window from closing.
    definitions.forget(tag);
    reportError(reason);
  }
});

/** What would save every definition typed that may be newer than what the core holds. */
export const definitionDrafts = (): DefinitionDraft[] =>
  definitions
    .drafts()
    .map(({ id, text }) => ({ what: "definition", tag: id, definition: text, joinKey: "" }));

subscribeToChanges(({ codebook }) => {
  if (codebook === null) return;
  const there = new Set(codebook.map(({ id }) => id));
  for (const { id } of definitions.drafts()) if (!there.has(id)) definitions.forget(id);
});
