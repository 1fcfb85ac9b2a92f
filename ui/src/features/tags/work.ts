// What the codebook can have done to tags: each one command, one step of the history, told in one sentence where it would
// not be seen.
import { call } from "../../lib/api/client";
import type { Colour } from "../../lib/api/generated";
import { formatNumber } from "../../lib/messages/format";
import { t } from "../../lib/messages/index.svelte";
import { app } from "../../lib/state/app.svelte";
import { codebook } from "../../lib/state/codebook.svelte";
import { isolated } from "../../lib/text/visible";
import type { TagPlace } from "./tree";

/** Makes a tag; gives back its id, null where that was refused. */
export async function createTag(name: string, parent: string | null): Promise<string | null> {
  const answer = await app.perform(
    call("tag_create", { name, parent, colour: null, shortcut: null, definition: "" }),
  );
  return answer?.tag ?? null;
}

/** Gives a tag another name. False where that was refused. */
export async function renameTag(tag: string, name: string): Promise<boolean> {
  return (await app.perform(call("tag_rename", { tag, name }))) !== null;
}

export async function colourTag(tag: string, colour: Colour | null): Promise<void> {
  await app.perform(call("tag_set_colour", { tag, colour }));
}

/** Gives a tag a key; an empty one takes it away. False where that was refused. */
export async function setTagKey(tag: string, shortcut: string): Promise<boolean> {
  return (await app.perform(call("tag_set_shortcut", { tag, shortcut }))) !== null;
}

/** Puts tags elsewhere, together. False where that was refused. */
export async function moveTags(tags: readonly string[], { parent, before }: TagPlace): Promise<boolean> {
  return (await app.perform(call("tag_move", { tags: [...tags], parent, before }))) !== null;
}

/** Makes tags one with another. False where that was refused. */
export async function mergeTags(tags: readonly string[], into: string): Promise<boolean> {
  const answer = await app.perform(call("tag_merge", { tags: [...tags], into }));
  if (answer === null) return false;
  const name = isolated(codebook.tag(into)?.name ?? "");
  if (answer.change !== null) {
    app.offerUndo(t.tags.merge.done(tags.length, formatNumber(tags.length), name), answer.change);
  }
  return true;
}

/** Deletes tags; the annotations stay. False where that was refused. */
export async function deleteTags(tags: readonly string[], withChildren: boolean): Promise<boolean> {
  const names = tags.map((tag) => isolated(codebook.tag(tag)?.name ?? ""));
  const answer = await app.perform(call("tag_delete", { tags: [...tags], withChildren }));
  if (answer === null) return false;
  if (answer.change !== null) {
    app.offerUndo(t.tags.delete.done(tags.length, formatNumber(tags.length), names[0] ?? ""), answer.change);
  }
  return true;
}

/** Gives annotations of a tag another one (an id, or a path, which is made) in its place. The other one's id, or null. */
export async function splitTag(
  tag: string,
  annotations: readonly string[],
  into: string,
): Promise<string | null> {
  const answer = await app.perform(call("tag_split", { tag, into, annotations: [...annotations] }));
  if (answer === null) return null;
  if (answer.change !== null) {
    const name = isolated(codebook.tag(answer.tag)?.name ?? "");
    app.offerUndo(
      t.tags.split.done(annotations.length, formatNumber(annotations.length), name),
      answer.change,
    );
  }
  codebook.remember([answer.tag]);
  return answer.tag;
}
