// Writes what was salvaged as a text that can be kept or sent.
import type { SalvageReport } from "../../lib/api/generated";
import { formatNumber } from "../../lib/messages/format";
import { t } from "../../lib/messages/index.svelte";

/** The report as plain text, in the interface's language. */
export function writeReport(report: SalvageReport): string {
  const lines = [
    t.recovery.reportTitle,
    "",
    report.isWhole ? t.recovery.reportWhole : t.recovery.reportPart,
    t.recovery.reportFile(report.path),
    "",
    ...report.documents.map(({ title, text, annotations, lostAnnotations }) => {
      const counts = t.recovery.reportAnnotations(formatNumber(annotations), formatNumber(lostAnnotations));
      return `- ${title} | ${t.recovery.reportDocument[text]} | ${counts}`;
    }),
    "",
    ...report.tables.map(
      ({ table, taken, lost }) =>
        `- ${t.recovery.reportRows(table, formatNumber(taken), formatNumber(lost))}`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}
