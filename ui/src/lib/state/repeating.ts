// Owns how the last passage was marked: its style and its tags, so that the next one can be marked the same way. It
// follows the changes, so whichever part of the window marks or tags something, it is remembered; what is done to many
// at once is not.
import type { Annotation, ChangeEvent } from "../api/generated";
import { subscribeToChanges } from "./changes";

/** What is repeated. */
export type LastMark = Pick<Annotation, "style" | "tags">;

/** The actions that mark a passage or tag it. */
const MARKING: ReadonlySet<string> = new Set([
  "annotation-create",
  "annotation-style",
  "tag-create",
  "tag-give",
  "tag-take",
]);

let last: (LastMark & { sequence: number }) | null = null;

function follow({ sequence, action, annotations, codebook }: ChangeEvent): void {
  // A tag that is gone is not given again.
  if (last && codebook) {
    const known = new Set(codebook.map(({ id }) => id));
    last = { ...last, tags: last.tags.filter((id) => known.has(id)) };
  }
  const [annotation, second] = annotations;
  if (!annotation || second || !MARKING.has(action) || sequence < (last?.sequence ?? 0)) return;
  last = { sequence, style: annotation.style, tags: annotation.tags };
}

subscribeToChanges(follow);

/** How the last passage was marked; null where none was since the window was opened. */
export function lastMark(): LastMark | null {
  return last;
}
