// Owns the words for what became of the things in a file: each finding as a sentence, and all of them as a text.
import type { ImportFinding, ImportPreview, ImportReport } from "../../lib/api/generated";
import { formatNumber } from "../../lib/messages/format";
import { t } from "../../lib/messages/index.svelte";

/** A word of a list that grows with the formats: one that has no words of its own yet is shown as it is. */
const wordOf = (words: Record<string, string>, word: string) => words[word] ?? word.replaceAll("-", " ");

/** What a format is called. */
export const formatName = (format: string): string => wordOf(t.reports.formats, format);

/** Where in the file something is; empty where that is not known. */
export function placeOf({ place }: ImportFinding): string {
  if (place === null) return "";
  const at = t.reports.places[place.kind];
  return at === undefined ? place.at : at(place.at);
}

/** What something is and, where it is not taken as it is, why. */
export function sentenceOf({ kind, what, reason }: ImportFinding): string {
  const thing =
    what === "" ? wordOf(t.reports.kinds, kind) : t.reports.thing(wordOf(t.reports.kinds, kind), what);
  return reason === "" ? thing : t.reports.because(thing, wordOf(t.reports.reasons, reason));
}

/** How many things were taken, altered and left out. */
export const summaryOf = ({ taken, altered, skipped }: ImportReport): string =>
  t.reports.summary(formatNumber(taken), formatNumber(altered), formatNumber(skipped));

/** The report as a text, for a file or a memo. `onlyChanged` leaves out what was taken as it is. */
export function textOf(report: ImportReport, name: string, onlyChanged: boolean): string {
  const lines = report.findings
    .filter(({ fate }) => !onlyChanged || fate !== "taken")
    .map((finding) => {
      const place = placeOf(finding);
      const fate = wordOf(t.reports.fates, finding.fate);
      return `- ${fate}: ${sentenceOf(finding)}${place === "" ? "" : ` (${place})`}`;
    });
  return [t.reports.heading(name), "", summaryOf(report), "", ...lines, ""].join("\n");
}

/** What is kept with the document: what was altered or left out; null where all was taken. */
export function memoOf({ report }: ImportPreview, name: string): string | null {
  if (report === null || report.altered + report.skipped === 0) return null;
  return textOf(report, name, true);
}
