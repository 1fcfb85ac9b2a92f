// Writes conditions as the query language has them, for those who choose rather than type. Pure.

/** What a condition can be about. */
export type Kind =
  "words" | "speaker" | "section" | "title" | "tag" | "color" | "note" | "changed" | "orphan";

/** In the order in which they are offered. */
export const KINDS: readonly Kind[] = [
  "speaker",
  "section",
  "tag",
  "color",
  "note",
  "title",
  "words",
  "changed",
  "orphan",
];

/** Conditions that say all there is to say. */
const WHOLE: Partial<Record<Kind, string>> = {
  note: "has:note",
  changed: "is:changed",
  orphan: "is:orphan",
};

/** Whether a condition says which one. */
export function hasValue(kind: Kind): boolean {
  return WHOLE[kind] === undefined;
}

/** A condition in the query language; empty where it says nothing. */
export function condition(kind: Kind, value: string, isNot: boolean): string {
  const words = value.trim();
  if (hasValue(kind) && words === "") return "";
  const said = WHOLE[kind] ?? (kind === "words" ? quoted(words) : `${kind}:${quoted(words)}`);
  return isNot ? `-${said}` : said;
}

/** A query with a condition more. */
export function withCondition(query: string, added: string): string {
  const before = query.trim();
  if (added === "" || before.split(/\s+/).includes(added)) return query;
  // A condition beside alternatives is about all of them.
  const whole = /(^|\s)OR(\s|$)/.test(before) ? `(${before})` : before;
  return whole === "" ? added : `${whole} ${added}`;
}

/** In quotation marks where the language would take it for more than one word, or for something else. */
function quoted(words: string): string {
  const isPlain = /^[^\s"“”()\-:：]+$/u.test(words) && words !== "OR";
  // A quotation mark cannot stand in a phrase: what is around it is looked for.
  return isPlain ? words : `"${words.replace(/["“”]/g, " ").trim()}"`;
}
