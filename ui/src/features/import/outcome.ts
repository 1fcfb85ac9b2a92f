// Owns the words for what became of each file of an import, and the report of all of them. Pure but for the language.
import { formatList, formatNumber } from "../../lib/messages/format";
import { t } from "../../lib/messages/index.svelte";
import { isolated } from "../../lib/text/visible";
import type { ImportItem } from "./items.svelte";
import { placeOf, sentenceOf } from "./report";

/** What a file has come to. */
export type Fate = "imported" | "known" | "refused" | "left";

export function fateOf({ state, outcome, preview }: ImportItem): Fate {
  if (state === "imported") return outcome?.isNew === false ? "known" : "imported";
  if (state === "refused") return "refused";
  return preview?.existing ? "known" : "left";
}

/** What is known of a file, in a line. */
export function statusOf(item: ImportItem): string {
  const { state, preview, error, outcome } = item;
  switch (state) {
    case "waiting":
    case "reading":
      return t.importing.reading;
    case "refused":
      return error ?? t.errors.unknown;
    case "importing":
      return t.importing.accepting;
    case "imported": {
      const annotations = (outcome?.annotations ?? 0) + (outcome?.orphans ?? 0);
      const done = outcome?.isNew === false ? t.importing.already : t.importing.done;
      if (annotations === 0) return done;
      return t.importing.doneWith(done, t.importing.annotations(annotations, formatNumber(annotations)));
    }
    case "ready":
      break;
  }
  if (preview?.existing) return t.importing.already;
  if (item.isTextless && item.onto === null) return t.importing.needsDocument;
  const characters = preview?.characters ?? 0;
  return t.importing.characters(characters, formatNumber(characters));
}

const FATES: readonly Fate[] = ["imported", "known", "refused", "left"];

/** How many files came to what. */
export function summaryOfAll(items: readonly ImportItem[]): string {
  const count = (fate: Fate) => items.filter((item) => fateOf(item) === fate).length;
  const counts = FATES.map((fate) => ({ fate, number: count(fate) })).filter(({ number }) => number > 0);
  return formatList(counts.map(({ fate, number }) => t.importing.outcome[fate](formatNumber(number))));
}

/** What became of each file, with what was altered or left out of it, as a text. */
export function reportOfAll(items: readonly ImportItem[]): string {
  const lines = items.flatMap((item) => {
    const status = fateOf(item) === "left" ? t.importing.left : statusOf(item);
    const findings = item.state === "imported" ? (item.preview?.report?.findings ?? []) : [];
    const changed = findings
      .filter(({ fate }) => fate !== "taken")
      .map((finding) => {
        const place = placeOf(finding);
        const fate = t.reports.fates[finding.fate] ?? finding.fate;
        return `  - ${fate}: ${sentenceOf(finding)}${place === "" ? "" : ` (${place})`}`;
      });
    return [`- ${isolated(item.name)}: ${status}`, ...changed];
  });
  return [t.importing.reportHeading, "", summaryOfAll(items), "", ...lines, ""].join("\n");
}
