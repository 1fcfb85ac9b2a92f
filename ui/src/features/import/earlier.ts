// Tells which document a file may be a corrected version of. Pure.
import type { DocumentSummary } from "../../lib/api/generated";

/** A document that a file may be a corrected version of. */
export interface Earlier {
  id: string;
  title: string;
  /** It came from a file of the same name. */
  isNamesake: boolean;
}

/**
 * The document that came from a file of the same name, the open one before others, the newest otherwise; without such a
 * one the open document, for who has given the corrected version another name. `open` is the id of the open document.
 */
export function findEarlier(
  fileName: string | null,
  documents: readonly DocumentSummary[],
  open: string | null,
): Earlier | null {
  const namesakes = documents.filter((each) => fileName !== null && each.fileName === fileName);
  const opened = documents.find(({ id }) => id === open);
  const namesake =
    namesakes.find(({ id }) => id === open) ?? namesakes.sort((a, b) => b.createdAt - a.createdAt)[0];
  const found = namesake ?? opened;
  return found === undefined
    ? null
    : { id: found.id, title: found.title, isNamesake: namesake !== undefined };
}
