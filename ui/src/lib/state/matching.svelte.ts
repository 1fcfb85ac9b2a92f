// Owns which annotations of the open document the filter finds: reckoned once for the list, the page, the margin, the
// strip and a filtered export, and again when the filter or the annotations change.
import type { Annotation, DocumentView } from "../api/generated";
import { questionOf, type AnnotationFilter } from "./filter.svelte";

/** What is filtered. */
export interface Filtered {
  readonly filter: AnnotationFilter;
  readonly view: DocumentView;
  readonly annotations: readonly Annotation[];
  readonly orphans: readonly Annotation[];
}

/** What the filter finds. */
export interface Found {
  /** Those that stand in the text, in its order. */
  readonly standing: readonly Annotation[];
  /** Those that have lost their passage. */
  readonly orphans: readonly Annotation[];
  readonly ids: ReadonlySet<string>;
}

export class Matching {
  readonly #document: Filtered;
  readonly #branchOf: (tag: string) => Iterable<string>;
  /** What was made or changed while the filter stood: it would vanish under the hand of whoever did that. */
  #kept: { readonly key: string; readonly ids: ReadonlySet<string> } = $state.raw({
    key: "",
    ids: new Set(),
  });

  /** What the filter finds; null while nothing is asked for. */
  readonly found: Found | null = $derived.by(() => {
    const { filter, view, annotations, orphans } = this.#document;
    if (!filter.isActive) return null;
    const { blocks, sections } = view;
    const isFound = questionOf(filter.criteria, { blocks, sections, branchOf: this.#branchOf });
    const found = { standing: annotations.filter(isFound), orphans: orphans.filter(isFound) };
    return { ...found, ids: new Set([...found.standing, ...found.orphans].map(({ id }) => id)) };
  });

  constructor(document: Filtered, branchOf: (tag: string) => Iterable<string>) {
    this.#document = document;
    this.#branchOf = branchOf;
  }

  /** Those that stand and are asked for: all of them without a filter. */
  get standing(): readonly Annotation[] {
    return this.found?.standing ?? this.#document.annotations;
  }

  /** Those that have lost their passage and are asked for. */
  get orphans(): readonly Annotation[] {
    return this.found?.orphans ?? this.#document.orphans;
  }

  /** Whether an annotation is asked for. */
  has(id: string): boolean {
    return this.found?.ids.has(id) ?? true;
  }

  /** Whether an annotation is on the page. */
  isShown(id: string): boolean {
    return !this.#document.filter.isHiding || this.#isKept(id) || this.has(id);
  }

  /** Whether an annotation steps back on the page. */
  isFaint(id: string): boolean {
    return !this.has(id) && !this.#isKept(id);
  }

  /** Annotations were made or changed: they stay to be seen until something else is asked for. */
  keep(ids: readonly string[]): void {
    const { filter } = this.#document;
    if (!filter.isActive || ids.length === 0) return;
    const { key } = filter;
    this.#kept = { key, ids: new Set([...(this.#kept.key === key ? this.#kept.ids : []), ...ids]) };
  }

  #isKept(id: string): boolean {
    return this.#kept.ids.has(id) && this.#kept.key === this.#document.filter.key;
  }
}
