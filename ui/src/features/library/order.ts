// How the library's list is sorted and filtered. Pure, so that it can be tested without a view.
import type { DocumentSummary } from "../../lib/api/generated";

/** What the list can be sorted by. */
export const SORT_KEYS = ["readAt", "createdAt", "title", "characters", "annotations"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Order {
  key: SortKey;
  isDescending: boolean;
}

/** The direction one expects first: names from the beginning, everything else from the most. */
export function startOrder(key: SortKey): Order {
  return { key, isDescending: key !== "title" };
}

/** The documents that match what was typed, in order. */
export function arrange(
  documents: readonly DocumentSummary[],
  filter: string,
  { key, isDescending }: Order,
  locale: string,
): DocumentSummary[] {
  const words = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const matches = (summary: DocumentSummary) => {
    const text = [
      summary.title,
      summary.source ?? "",
      summary.fileName ?? "",
      ...summary.speakers.map(({ name }) => name),
    ]
      .join("\n")
      .toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  };
  const collator = new Intl.Collator(locale, { numeric: true });
  const direction = isDescending ? -1 : 1;
  return documents.filter(matches).sort((a, b) => {
    const byKey = key === "title" ? collator.compare(a.title, b.title) : (a[key] ?? 0) - (b[key] ?? 0);
    // Equal ones stay where they are when the direction turns.
    return byKey * direction || collator.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);
  });
}
