// Owns what is exported: which interviews, and which of their annotations.
import { SvelteSet } from "svelte/reactivity";
import { call } from "../../lib/api/client";
import type { ChosenDocument, ExportFormat } from "../../lib/api/generated";
import { app } from "../../lib/state/app.svelte";
import { codebook } from "../../lib/state/codebook.svelte";
import type { OpenDocument } from "../../lib/state/document.svelte";
import { questionOf } from "../../lib/state/filter.svelte";
import { criteriaIn } from "./across";

/** The open interview, those that are chosen, or all of the library. */
export type Extent = "one" | "several" | "all";

/** Formats of which a file holds one interview. */
export const OF_ONE: readonly ExportFormat[] = ["md", "html", "pdf", "docx"];

export class Scope {
  extent: Extent = $state("all");
  /** Ids of those that are chosen, where several are. */
  readonly chosen = new SvelteSet<string>();
  /** Only what the filter of the open interview shows. */
  isFiltered = $state(false);
  /** While it is found out what that is in other interviews: how many were looked through; null otherwise. */
  looked: number | null = $state(null);

  readonly #open: OpenDocument | null;

  constructor(open: OpenDocument | null, chosen: readonly string[]) {
    this.#open = open;
    for (const id of chosen) this.chosen.add(id);
    this.extent = open !== null ? "one" : chosen.length > 0 ? "several" : "all";
    this.isFiltered = open?.filter.isActive ?? false;
  }

  /** The interviews, in the order of the library. */
  readonly ids: readonly string[] = $derived.by(() => {
    const all = app.documents.list.map(({ id }) => id);
    switch (this.extent) {
      case "one":
        return this.#open === null ? [] : [this.#open.id];
      case "several":
        return all.filter((id) => this.chosen.has(id));
      case "all":
        return all;
    }
  });

  /** A file of one interview is meant. */
  get isOne(): boolean {
    return this.extent === "one" && this.#open !== null;
  }

  /** What can be shown without looking through all: one interview, or of several two, for a template sees whether there are. */
  get sample(): ChosenDocument[] {
    const isOpen = (id: string) => id === this.#open?.id;
    const some = this.ids.slice(0, 2);
    return some.map((id) => (isOpen(id) ? this.#openOne() : { document: id, annotations: null }));
  }

  /**
   * The interviews with their annotations as they are asked for; under a filter only those in which it finds something.
   * `isStopping` is asked before each; null where it said so.
   */
  async gather(isStopping: () => boolean): Promise<ChosenDocument[] | null> {
    if (this.isOne) return [this.#openOne()];
    const { ids } = this;
    if (!this.isFiltered || this.#open === null)
      return ids.map((document) => ({ document, annotations: null }));
    const found: ChosenDocument[] = [];
    try {
      for (const [looked, id] of ids.entries()) {
        if (isStopping()) return null;
        this.looked = looked;
        const one = id === this.#open.id ? this.#openOne() : await this.#find(id, this.#open);
        if (one.annotations?.length !== 0) found.push(one);
      }
    } finally {
      this.looked = null;
    }
    return found;
  }

  #openOne(): ChosenDocument {
    const open = this.#open;
    if (open === null) return { document: "", annotations: [] };
    const { standing, orphans } = open.matching;
    const annotations = this.isFiltered ? [...standing, ...orphans].map(({ id }) => id) : null;
    return { document: open.id, annotations };
  }

  /** What the filter of the open interview finds in another one. */
  async #find(document: string, open: OpenDocument): Promise<ChosenDocument> {
    const view = await call("document_peek", { document });
    const isFound = questionOf(criteriaIn(open.filter.criteria, open.view, view), {
      blocks: view.blocks,
      sections: view.sections,
      branchOf: (tag) => codebook.branch(tag).map(({ id }) => id),
    });
    const annotations = [...view.annotations, ...view.orphans].filter(isFound).map(({ id }) => id);
    return { document, annotations };
  }
}
