// Owns the list of the library's documents as the core returned it. Sorting and filtering are the library view's.
import { call } from "../api/client";
import type { ChangeEvent, DocumentSummary } from "../api/generated";

/** The library's documents. */
export class Documents {
  list: readonly DocumentSummary[] = $state.raw([]);

  /** The last change seen per document; an older one that arrives late is ignored. */
  #seen = new Map<string, number>();
  #reloadSequence = -1;

  /** Takes over a whole list. */
  replace(list: readonly DocumentSummary[]): void {
    this.list = list;
  }

  /** Merges a committed change; the same change may come any number of times and in any order. */
  apply(change: ChangeEvent): void {
    const { sequence } = change;
    if (change.reload && sequence > this.#reloadSequence) {
      this.#reloadSequence = sequence;
      void call("document_list", {}).then(
        (list) => this.replace(list),
        // What is shown stays; the next change brings it up to date.
        () => undefined,
      );
    }
    const isNews = (id: string) => sequence > (this.#seen.get(id) ?? -1);
    const upserted = change.documents.filter(({ id }) => isNews(id));
    const removed = new Set(change.removedDocuments.filter(isNews));
    if (upserted.length === 0 && removed.size === 0) return;
    for (const id of [...upserted.map(({ id }) => id), ...removed]) this.#seen.set(id, sequence);
    const byId = new Map(this.list.map((summary) => [summary.id, summary]));
    for (const id of removed) byId.delete(id);
    for (const summary of upserted) byId.set(summary.id, summary);
    this.list = [...byId.values()];
  }

  /** What reading changed without a committed change: when and how far. */
  patch(id: string, fields: Partial<Pick<DocumentSummary, "readAt" | "position">>): void {
    this.list = this.list.map((summary) => (summary.id === id ? { ...summary, ...fields } : summary));
  }
}
