// Owns the list of the library's documents as the core returned it. Sorting and filtering are the library view's.
import { call } from "../api/client";
import type { ChangeEvent, DocumentSummary } from "../api/generated";

/** The library's documents. */
export class Documents {
  list: readonly DocumentSummary[] = $state.raw([]);

  /** The last change seen per document; an older one that arrives late is ignored. */
  #seen = new Map<string, number>();
  /** The newest change that was heard of. */
  #newest = -1;
  /** The newest change that the list held when it was read as a whole; it holds all before that, too. */
  #asOf = -1;
  /** More has changed than the list was told. */
  #isStale = false;
  /** The newest change that was heard of when the list was last asked for. */
  #asked = -1;

  /** Takes over a whole list that was read when `asOf` was the newest change. */
  replace(list: readonly DocumentSummary[], asOf: number): void {
    this.#asOf = asOf;
    this.#isStale = false;
    this.#seen.clear();
    this.list = list;
  }

  /** Merges a committed change; the same change may come any number of times and in any order. */
  apply(change: ChangeEvent): void {
    const { sequence } = change;
    this.#newest = Math.max(this.#newest, sequence);
    if (sequence <= this.#asOf) return;
    if (change.reload) this.#isStale = true;
    if (this.#isStale && sequence > this.#asked) void this.#read();
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

  async #read(): Promise<void> {
    const asOf = (this.#asked = this.#newest);
    try {
      const list = await call("document_list", {});
      // A change that came meanwhile has asked again: this answer may be from before it.
      if (asOf === this.#asked) this.replace(list, asOf);
    } catch {
      // What is shown stays; the next change asks again.
    }
  }

  /** What reading changed without a committed change: when and how far. */
  patch(id: string, fields: Partial<Pick<DocumentSummary, "readAt" | "position">>): void {
    this.list = this.list.map((summary) => (summary.id === id ? { ...summary, ...fields } : summary));
  }
}
