// Words what backups hold and how they differ from the library.
import type { Backup, BackupCounts, ComparedDocument, Difference } from "../../lib/api/generated";
import { formatNumber } from "../../lib/messages/format";
import { t } from "../../lib/messages/index.svelte";

/** A backup of the list, or a file that the user chose. */
export type Restorable = Backup | { path: string };

/** How much a backup holds, in a line. */
export function describeCounts({ documents, annotations, notes }: BackupCounts): string {
  return [
    t.backups.documents(documents, formatNumber(documents)),
    t.backups.annotations(annotations, formatNumber(annotations)),
    t.backups.notes(notes, formatNumber(notes)),
  ].join(" · ");
}

/** How a document would change, a line each; of one that comes or goes, what comes or goes with it. */
export function describeDocument({ state, text, annotations, notes }: ComparedDocument): string[] {
  if (state !== "changed") {
    const moved = state === "only-there" ? "added" : "removed";
    const lines = [
      t.backups.annotations(annotations[moved], formatNumber(annotations[moved])),
      ...(notes[moved] > 0 ? [t.backups.notes(notes[moved], formatNumber(notes[moved]))] : []),
    ];
    return [lines.join(" · ")];
  }
  return [
    ...(text ? [t.comparison.text] : []),
    ...(isDifferent(annotations) ? [t.comparison.annotations(describeDifference(annotations))] : []),
    ...(isDifferent(notes) ? [t.comparison.notes(describeDifference(notes))] : []),
  ];
}

const isDifferent = ({ added, removed, changed }: Difference) => added + removed + changed > 0;

function describeDifference({ added, removed, changed }: Difference): string {
  const { back, gone, different, join } = t.comparison.counts;
  const parts = [
    { count: added, say: back },
    { count: removed, say: gone },
    { count: changed, say: different },
  ];
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, say }) => say(formatNumber(count)))
    .join(join);
}
