// Tells which document a file may be a corrected version of. Pure.
import type { DocumentSummary } from "../../lib/api/generated";

/** A document that a file may be a corrected version of. */
export interface Earlier {
  id: string;
  title: string;
  /** What speaks for it: what both say, or only that it came from a file of the same name. */
  by: "content" | "name";
}

/**
 * The document that says much the same (`similar`, its id), otherwise the one that came from a file of the same name: the
 * open one (`open`, its id) before others, the newest otherwise.
 */
export function findEarlier(
  similar: string | null,
  fileName: string | null,
  documents: readonly DocumentSummary[],
  open: string | null,
): Earlier | null {
  const like = documents.find(({ id }) => id === similar);
  if (like !== undefined) return { id: like.id, title: like.title, by: "content" };
  const namesakes = documents.filter((each) => fileName !== null && each.fileName === fileName);
  const namesake =
    namesakes.find(({ id }) => id === open) ?? namesakes.sort((a, b) => b.createdAt - a.createdAt)[0];
  return namesake === undefined ? null : { id: namesake.id, title: namesake.title, by: "name" };
}
