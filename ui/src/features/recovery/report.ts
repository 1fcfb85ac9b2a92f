// Words what was salvaged, for the window and as a text that can be kept or sent.
import type { SalvagedDocument, SalvageReport } from "../../lib/api/generated";
import { formatBytes, formatNumber } from "../../lib/messages/format";
import { t } from "../../lib/messages/index.svelte";
import { visible } from "../../lib/text/visible";

/** What is left of a document, a line each, and whether the line says of a loss. */
export function describeSalvaged(document: SalvagedDocument): { words: string; isLoss: boolean }[] {
  const { text, structure, annotations, lostAnnotations } = document;
  const isBare = annotations === 0;
  const count = isBare
    ? t.recovery.reportUnannotated
    : t.backups.annotations(annotations, formatNumber(annotations));
  const left = text === "quotes" && isBare ? t.recovery.reportTitleOnly : t.recovery.reportDocument[text];
  return [
    { words: left, isLoss: text !== "whole" },
    ...(structure || text === "quotes" ? [] : [{ words: t.recovery.reportStructure, isLoss: true }]),
    { words: count, isLoss: false },
    ...(lostAnnotations > 0
      ? [{ words: t.recovery.reportLost(formatNumber(lostAnnotations)), isLoss: true }]
      : []),
  ];
}

/** What was taken out of each table; of those only that lost something, if so asked. */
export function describeTables(report: SalvageReport, { lostOnly = false } = {}): string[] {
  return report.tables
    .filter(({ lost }) => !lostOnly || lost > 0)
    .map(({ table, taken, lost }) => t.recovery.reportRows(table, formatNumber(taken), formatNumber(lost)));
}

/** What is said of the salvage as a whole, a sentence each, besides whether it is whole. */
export function describeSalvage({ cut, isLogTorn, loose, documents }: SalvageReport): string[] {
  return [
    ...(cut === null ? [] : [t.recovery.reportCut(formatBytes(cut.left), formatBytes(cut.was))]),
    ...(isLogTorn ? [t.recovery.reportTorn] : []),
    ...(loose > 0 ? [t.recovery.reportLoose(loose, formatNumber(loose))] : []),
    ...(documents.length === 0 ? [t.recovery.reportEmpty] : []),
  ];
}

/** The report as plain text, in the interface's language. */
export function writeReport(report: SalvageReport): string {
  const lines = [
    t.recovery.reportTitle,
    "",
    report.isWhole ? t.recovery.reportWhole : t.recovery.reportPart,
    ...describeSalvage(report),
    t.recovery.reportFile(report.path),
    "",
    ...report.documents.map(
      (document) =>
        `- ${[visible(document.title), ...describeSalvaged(document).map(({ words }) => words)].join(" | ")}`,
    ),
    "",
    ...describeTables(report).map((line) => `- ${line}`),
  ];
  return `${lines.join("\n")}\n`;
}
