// Owns the list of the library's documents as the core returned it. Sorting and filtering are the library view's.
import { call } from "../api/client";
import type { ChangeEvent, DocumentSummary } from "../api/generated";
import { FollowedList } from "./followed.svelte";

/** The library's documents. */
export class Documents extends FollowedList<DocumentSummary> {
  constructor() {
    super(() => call("document_list", {}));
  }

  /** Merges a committed change; the same change may come any number of times and in any order. */
  apply({ sequence, documents, removedDocuments, reload }: ChangeEvent): void {
    this.follow(sequence, documents, removedDocuments, reload);
  }

  /** What reading changed without a committed change: when and how far. */
  patch(id: string, fields: Partial<Pick<DocumentSummary, "readAt" | "position">>): void {
    this.list = this.list.map((summary) => (summary.id === id ? { ...summary, ...fields } : summary));
  }
}
