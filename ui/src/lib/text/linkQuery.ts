// Where in a text that is typed a link is being begun: two opening brackets before the caret, and what was typed since.
// Pure.

/** What a link is looked for by, and where its brackets begin, in UTF-16 units. */
export interface LinkQuery {
  readonly start: number;
  readonly query: string;
}

/** Brackets that begin a link: with a Chinese input method the same key gives one of the others. */
const OPENINGS = ["[[", "［［", "【【", "「「"] as const;
/** More than this since the brackets is no name that somebody looks for. */
const LONGEST = 60;

/** The link that is being begun at the caret; null where none is. */
export function linkQueryAt(text: string, caret: number): LinkQuery | null {
  const before = text.slice(Math.max(0, caret - LONGEST - 2), caret);
  const at = Math.max(...OPENINGS.map((opening) => before.lastIndexOf(opening)));
  if (at < 0) return null;
  const query = before.slice(at + 2);
  // A line end or a closing bracket: whatever was meant, it is over.
  if (/[\n\]］】」]/.test(query)) return null;
  return { start: caret - before.length + at, query };
}
