// Owns the words for what a file says otherwise than the library. Pure but for the language.
import type { ExportDifference, ExportVerified } from "../../lib/api/generated";
import { formatNumber } from "../../lib/messages/format";
import { t } from "../../lib/messages/index.svelte";
import { isolated } from "../../lib/text/visible";

/** A word of a list that grows with the formats: one that has no words of its own yet is shown as it is. */
const wordOf = (words: Record<string, string>, word: string) => words[word] ?? word.replaceAll("-", " ");

/** Of what it is, and what of that. */
export function headingOf({ of, what, id }: ExportDifference): string {
  const thing = wordOf(t.verifying.of, of);
  // Of a speaker and a tag the id is the name.
  const isNamed = (of === "speaker" || of === "tag") && id !== null;
  return t.verifying.about(
    isNamed ? t.reports.thing(thing, isolated(id)) : thing,
    wordOf(t.verifying.what, what),
  );
}

/** Words of one side, or that there are none. */
export const saidOf = (words: string | null): string =>
  words === null || words === "" ? t.verifying.nothing : t.verifying.quoted(words);

/** The outcome in a sentence. */
export function verdictOf({ total, annotations }: ExportVerified): string {
  return total === 0
    ? t.verifying.same(annotations, formatNumber(annotations))
    : t.verifying.differs(total, formatNumber(total));
}

/** The outcome as a text, for a file. */
export function reportOf(verified: ExportVerified, name: string): string {
  const lines = verified.differences.map(
    (one) =>
      `- ${headingOf(one)}: ${t.verifying.library} ${saidOf(one.library)}; ${t.verifying.file} ${saidOf(one.file)}`,
  );
  const more = verified.total - verified.differences.length;
  if (more > 0) lines.push(t.verifying.more(more, formatNumber(more)));
  return [t.verifying.title(name), "", verdictOf(verified), "", ...lines, ""].join("\n");
}
