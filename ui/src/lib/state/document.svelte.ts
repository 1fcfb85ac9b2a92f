// Owns the open document: what the core returned about it, what the reader looks at, and how changes are merged in.
// Draws nothing, saves nothing, and knows no other document.
import { call, Refused } from "../api/client";
import type {
  Annotation,
  Block,
  ChangeEvent,
  DocumentSummary,
  DocumentView,
  Section,
  Speaker,
} from "../api/generated";
import { Offsets } from "../text/offsets";
import { AnnotationFilter } from "./filter.svelte";

/** A half-open range of code points. */
export interface Span {
  start: number;
  end: number;
}

type AnnotationListener = (dirty: Span[]) => void;

/** Where a document comes from, and whom it tells what reading it again has brought to light. */
export interface Origin {
  /** The sequence of the newest change that the view holds. */
  asOf: number;
  /** Another process has deleted these annotations. */
  onRemoved: (annotations: readonly string[]) => void;
  /** The document is no longer in the library. */
  onGone: (reason: Refused) => void;
}

/** One open document. Components read its fields; only {@link OpenDocument.apply} brings in what was committed. */
export class OpenDocument {
  readonly id: string;
  /** Text and structure; replaced as a whole when the structure changes. Its annotations are as of that moment only. */
  view: DocumentView = $state.raw() as DocumentView;
  /** The current summary: title, counts, last read. */
  summary: DocumentSummary = $state.raw() as DocumentSummary;
  /** Sorted by start, end, id; replaced on each change. */
  annotations: readonly Annotation[] = $state.raw([]);
  /** The annotation whose card is open or focused. */
  active: string | null = $state(null);
  /** The current text selection, trimmed. */
  selection: Span | null = $state.raw(null);
  /** A request to the reading view: show this passage and flash it. Each request has a new nonce. */
  flash: (Span & { nonce: number }) | null = $state.raw(null);
  /** The code point at the top of the reading view; the frame saves it. */
  place: number = $state(0);
  /** What the list of annotations shows, and what a filtered export writes. */
  readonly filter = new AnnotationFilter();

  #offsets: Offsets;
  #byId = new Map<string, Annotation>();
  /** The sequence of the last change seen per annotation: an older one that arrives late is ignored. */
  #seen = new Map<string, number>();
  /** The newest change that was heard of. */
  #newest: number;
  /** The newest change that the document held when it was read as a whole; it holds all before that, too. */
  #asOf: number;
  #summarySequence = -1;
  /** More has changed than the document was told. */
  #isStale = false;
  /** The newest change that was heard of when the document was last asked for. */
  #asked = -1;
  #origin: Partial<Origin>;
  #listeners = new Set<AnnotationListener>();

  constructor(view: DocumentView, origin: Partial<Origin> = {}) {
    this.#origin = origin;
    this.#newest = this.#asOf = origin.asOf ?? -1;
    this.id = view.summary.id;
    this.view = view;
    this.summary = view.summary;
    this.place = view.position;
    this.#offsets = new Offsets(view.text);
    this.#replaceAnnotations(view.annotations);
  }

  /** Converts between code points of the text and UTF-16 units. */
  get offsets(): Offsets {
    return this.#offsets;
  }

  /** Annotations by id. Reading it inside an effect or derived value follows every change. */
  get byId(): ReadonlyMap<string, Annotation> {
    void this.annotations;
    return this.#byId;
  }

  /** Merges a committed change; the same change may come any number of times and in any order. */
  apply(change: ChangeEvent): void {
    const { sequence } = change;
    this.#newest = Math.max(this.#newest, sequence);
    if (sequence <= this.#asOf) return;
    const summary = change.documents.find(({ id }) => id === this.id);
    if (summary !== undefined && sequence > this.#summarySequence) {
      this.#summarySequence = sequence;
      this.summary = summary;
    }
    this.#mergeAnnotations(change);
    if (change.reload || change.structure.includes(this.id)) this.#isStale = true;
    if (this.#isStale && sequence > this.#asked) void this.#read();
  }

  /** Calls back with the spans whose painting changed, after each change of annotations. Returns a function that stops it. */
  onAnnotations(listener: AnnotationListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks the reading view to show a passage and flash it. */
  goTo({ start, end }: Span): void {
    this.flash = { start, end, nonce: (this.flash?.nonce ?? 0) + 1 };
  }

  /** The innermost section that holds an offset; null before the first heading. */
  sectionAt(offset: number): Section | null {
    const { sections } = this.view;
    return sections[lastStartingAt(sections, offset, (section) => section.heading)] ?? null;
  }

  /** The block that holds an offset. */
  blockAt(offset: number): Block | null {
    const { blocks } = this.view;
    return blocks[lastStartingAt(blocks, offset, (block) => block.start)] ?? null;
  }

  /** Who speaks at an offset; null where nobody does. */
  speakerAt(offset: number): Speaker | null {
    const speaker = this.blockAt(offset)?.speaker ?? null;
    return speaker === null ? null : (this.view.speakers.find(({ id }) => id === speaker) ?? null);
  }

  async #read(): Promise<void> {
    const asOf = (this.#asked = this.#newest);
    try {
      const view = await call("document_open", { document: this.id });
      // A change that came meanwhile has asked again: this answer may be from before it.
      if (asOf === this.#asked) this.#replace(view, asOf);
    } catch (reason) {
      if (!(reason instanceof Refused)) throw reason;
      // After any other refusal what is shown stays; the next change asks again.
      if (reason.isAbout("no-such-document") && asOf === this.#asked) this.#origin.onGone?.(reason);
    }
  }

  #replace(view: DocumentView, asOf: number): void {
    this.#asOf = asOf;
    this.#isStale = false;
    this.#seen.clear();
    if (!hasSameStructure(view, this.view)) {
      if (view.text !== this.view.text) this.#offsets = new Offsets(view.text);
      this.view = view;
    }
    this.summary = view.summary;
    const before = [...this.#byId.keys()];
    const dirty = this.#replaceAnnotations(view.annotations);
    const removed = before.filter((id) => !this.#byId.has(id));
    if (removed.length > 0) this.#origin.onRemoved?.(removed);
    this.#notify(dirty);
  }

  #mergeAnnotations(change: ChangeEvent): void {
    const isNews = (id: string) => change.sequence > (this.#seen.get(id) ?? -1);
    const upserted = change.annotations.filter(({ id, document }) => document === this.id && isNews(id));
    const removed = change.removedAnnotations.filter(
      ({ id, document }) => document === this.id && isNews(id),
    );
    if (upserted.length === 0 && removed.length === 0) return;

    const dirty: Span[] = [];
    this.#byId = new Map(this.#byId);
    for (const { id } of removed) {
      this.#seen.set(id, change.sequence);
      const old = this.#byId.get(id);
      if (old === undefined) continue;
      dirty.push(old);
      this.#byId.delete(id);
    }
    for (const annotation of upserted) {
      this.#seen.set(annotation.id, change.sequence);
      const old = this.#byId.get(annotation.id);
      if (old !== undefined) dirty.push(old);
      dirty.push(annotation);
      this.#byId.set(annotation.id, annotation);
    }
    this.#publishAnnotations();
    this.#notify(dirty);
  }

  /** Takes over a whole list; returns the spans that differ from what was there. */
  #replaceAnnotations(annotations: readonly Annotation[]): Span[] {
    const old = this.#byId;
    const dirty: Span[] = [];
    this.#byId = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    for (const annotation of annotations) {
      const before = old.get(annotation.id);
      if (before !== undefined && before.modifiedAt === annotation.modifiedAt && isSame(before, annotation))
        continue;
      if (before !== undefined) dirty.push(before);
      dirty.push(annotation);
    }
    for (const [id, before] of old) if (!this.#byId.has(id)) dirty.push(before);
    this.#publishAnnotations();
    return dirty;
  }

  #publishAnnotations(): void {
    this.annotations = [...this.#byId.values()].sort(inTextOrder);
    if (this.active !== null && !this.#byId.has(this.active)) this.active = null;
  }

  #notify(dirty: Span[]): void {
    if (dirty.length === 0) return;
    for (const listener of this.#listeners) listener(dirty);
  }
}

/** The order of annotations everywhere: by start, then end, then id. */
export function inTextOrder(a: Annotation, b: Annotation): number {
  return a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Index of the last item that starts at or before an offset; -1 when all start after it. */
function lastStartingAt<T>(items: readonly T[], offset: number, startOf: (item: T) => number): number {
  let low = -1;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const item = items[middle];
    if (item !== undefined && startOf(item) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isSame(a: Annotation, b: Annotation): boolean {
  return (
    a.start === b.start &&
    a.end === b.end &&
    a.note === b.note &&
    a.style.mark === b.style.mark &&
    a.style.colour === b.style.colour
  );
}

/** Whether two views would be set the same, annotations aside: then nothing needs to be laid out again. */
function hasSameStructure(a: DocumentView, b: DocumentView): boolean {
  const essence = ({ text, blocks, speakers, sections, summary }: DocumentView) =>
    JSON.stringify([
      summary.title,
      summary.source,
      summary.published,
      summary.language,
      blocks,
      speakers,
      sections,
      text,
    ]);
  return a.revision === b.revision && essence(a) === essence(b);
}
