// Says what was found wrong with a document when it was opened. Mends nothing.
import type { DocumentView } from "../api/generated";
import { formatNumber } from "../messages/format";
import { t } from "../messages/index.svelte";
import { toasts } from "./toasts.svelte";

/** What the reader can do about it. */
export interface Remedies {
  /** Goes where the library is checked and mended. */
  check: () => void;
  /** Shows the annotations that wait for their passage. */
  showOrphans: () => void;
}

/** Tells what opening a document has found; nothing where it is sound. */
export function tellTrouble({ summary, trouble }: DocumentView, { check, showOrphans }: Remedies): void {
  if (trouble == null) return;
  const { isTextDamaged, found, lost, astray } = trouble;
  const topic = (kind: string) => `${kind}:${summary.id}`;
  if (isTextDamaged) {
    const text = t.trouble.text(lost, formatNumber(lost));
    toasts.show(text, {
      tone: "error",
      topic: topic("trouble"),
      action: { label: t.doctor.check, run: check },
    });
    return;
  }
  if (found > 0) toasts.show(t.trouble.found(found, formatNumber(found)), { topic: topic("found") });
  const waiting: [kind: "lost" | "astray", count: number][] = [
    ["lost", lost],
    ["astray", astray],
  ];
  for (const [kind, count] of waiting) {
    if (count === 0) continue;
    toasts.show(t.trouble[kind](count, formatNumber(count)), {
      tone: "error",
      topic: topic(kind),
      action: { label: t.trouble.show, run: showOrphans },
    });
  }
}
