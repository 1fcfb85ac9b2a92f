// Writes conditions as the query language has them, for those who choose rather than type. Pure.
import { phrase } from "../../lib/text/phrase";

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
  const said = WHOLE[kind] ?? (kind === "words" ? phrase(words) : `${kind}:${phrase(words)}`);
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
