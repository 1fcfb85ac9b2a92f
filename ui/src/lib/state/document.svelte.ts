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
  TextChange,
} from "../api/generated";
import { splicesBetween } from "../text/align";
import { Offsets } from "../text/offsets";
import { lastStartingAt } from "../text/plan";
import { applySplices, carryBlocks, Carrier, type Splice } from "../text/splices";
import { codebook } from "./codebook.svelte";
import { AnnotationFilter } from "./filter.svelte";
import { Matching } from "./matching.svelte";

/** A half-open range of code points. */
export interface Span {
  start: number;
  end: number;
}

type AnnotationListener = (dirty: Span[]) => void;

/** The view was replaced. */
export interface Replacing {
  readonly before: DocumentView;
  /** Where places of the text before are now. */
  readonly carrier: Carrier;
  /** The annotations that are different by more than having been moved, where they are now. */
  readonly dirty: readonly Span[];
}
type ViewListener = (replacing: Replacing) => void;

/** Where a document comes from, and whom it tells what reading it again has brought to light. */
export interface Origin {
  /** The sequence of the newest change that the view holds. */
  asOf: number;
  /** It was read anew. */
  onRead: (view: DocumentView) => void;
  /** Another process has deleted these annotations. */
  onRemoved: (annotations: readonly string[]) => void;
  /** The document is no longer in the library. */
  onGone: (reason: Refused) => void;
}

/** How many annotations are asked for at once, where all are read again: what takes much less than a frame to take over. */
const PAGE = 500;

/** So many annotations are put into the order of the others one by one; for more, all are sorted. */
const FEW = 50;

/** One open document. Components read its fields; only {@link OpenDocument.apply} brings in what was committed. */
export class OpenDocument {
  readonly id: string;
  /** Text and structure; replaced as a whole when the structure changes. Its annotations are as of that moment only. */
  view: DocumentView = $state.raw() as DocumentView;
  /** The current summary: title, counts, last read. */
  summary: DocumentSummary = $state.raw() as DocumentSummary;
  /** Those that stand in the text: sorted by start, end, id; replaced on each change. */
  annotations: readonly Annotation[] = $state.raw([]);
  /** Those that wait for their passage; replaced on each change. */
  orphans: readonly Annotation[] = $state.raw([]);
  /** The annotation that what is done next is about. */
  #active: string | null = $state(null);
  /** It is meant without being looked at: its card waits until it is asked for. */
  #isOnlyMeant = $state(false);
  /** The current text selection, trimmed. */
  selection: Span | null = $state.raw(null);
  /** A request to the reading view: show this passage and flash it. Each request has a new nonce. */
  flash: (Span & { nonce: number }) | null = $state.raw(null);
  /** The code point at the top of the reading view; the frame saves it. */
  place: number = $state(0);
  /** The share of the text's height that the reading view shows at once. */
  share: number = $state(1);
  /** What is asked of the annotations, in the text, the margin, the list and a filtered export. */
  readonly filter = new AnnotationFilter();
  /** Which annotations that is. */
  readonly matching: Matching = new Matching(this, (tag) => codebook.branch(tag).map(({ id }) => id));

  #offsets: Offsets;
  #byId = new Map<string, Annotation>();
  #orphans = new Map<string, Annotation>();
  /** The sequence of the last change seen per annotation: an older one that arrives late is ignored. */
  #seen = new Map<string, number>();
  /** The newest change that was heard of. */
  #newest: number;
  /** The newest change that the document held when it was read as a whole; it holds all before that, too. */
  #asOf: number;
  #summarySequence = -1;
  /** More has changed than the document was told. */
  #isStale = false;
  /** More annotations have changed than it was told, and nothing else. */
  #isCrowdStale = false;
  /** The text is another one than is shown: what is said about places in it has to wait for it. */
  #isTextStale = false;
  /** How the text that is shown becomes the one that it waits for. */
  #told: TextChange | null = null;
  /** The newest change of the text that was followed. */
  #textSequence = -1;
  /** The newest change that was heard of when the document was last asked for. */
  #asked = -1;
  #origin: Partial<Origin>;
  #listeners = new Set<AnnotationListener>();
  #viewListeners = new Set<ViewListener>();
  /** How many answers are under way. */
  #reads = 0;
  /** Called once the document holds everything that it has heard of. */
  #waiting: (() => void)[] = [];

  constructor(view: DocumentView, origin: Partial<Origin> = {}) {
    this.#origin = origin;
    this.#newest = this.#asOf = origin.asOf ?? -1;
    this.id = view.summary.id;
    this.view = view;
    this.summary = view.summary;
    this.place = view.position;
    this.#offsets = new Offsets(view.text);
    this.#replaceAnnotations(view);
  }

  /** The annotation that is open, or only meant; null while what is done next is about none. Setting it opens it. */
  get active(): string | null {
    return this.#active;
  }

  set active(id: string | null) {
    this.#active = id;
    this.#isOnlyMeant = false;
  }

  /** The annotation whose card is open; null while none is. */
  get opened(): string | null {
    return this.#isOnlyMeant ? null : this.#active;
  }

  /** Makes an annotation the active one, and leaves its card closed. */
  mean(id: string): void {
    this.#active = id;
    this.#isOnlyMeant = true;
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
    const text = change.texts.find(({ document }) => document === this.id);
    if (text !== undefined && sequence > this.#textSequence) this.#followText(text, change);
    else if (sequence < this.#textSequence) this.#isStale ||= this.#tellsPlaces(change);
    else if (!this.#isTextStale) this.#mergeAnnotations(change);
    if (change.reload || change.structure.includes(this.id)) this.#isStale = true;
    if (change.crowded.includes(this.id)) this.#isCrowdStale = true;
    if (this.#isBehind && sequence > this.#asked) void this.#read();
  }

  /** Resolves once the document holds everything that it has heard of, or cannot be read. */
  whenCurrent(): Promise<void> {
    if (!this.#isBehind) return Promise.resolve();
    // The last attempt may have been refused, and nothing has asked since.
    if (this.#reads === 0) void this.#read();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Calls back with the spans whose painting changed, after each change of annotations. Returns a function that stops it. */
  onAnnotations(listener: AnnotationListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads the document anew: something else is in the library than it was told. */
  async refresh(): Promise<void> {
    this.#isStale = this.#isTextStale = true;
    await this.#read();
  }

  /** Resolves once a revision is shown, or cannot be. */
  async whenAt(revision: string): Promise<void> {
    if (this.view.revision !== revision) await this.whenCurrent();
  }

  /**
   * Calls back after each change of text or structure, instead of telling of the annotations that changed with it.
   * Returns a function that stops it.
   */
  onView(listener: ViewListener): () => void {
    this.#viewListeners.add(listener);
    return () => this.#viewListeners.delete(listener);
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
    return this.view.blocks[this.blockIndexAt(offset)] ?? null;
  }

  /** Index of the block that holds an offset; -1 where there are none. */
  blockIndexAt(offset: number): number {
    return lastStartingAt(this.view.blocks, offset, (block) => block.start);
  }

  /** Who speaks at an offset; null where nobody does. */
  speakerAt(offset: number): Speaker | null {
    const speaker = this.blockAt(offset)?.speaker ?? null;
    return speaker === null ? null : (this.view.speakers.find(({ id }) => id === speaker) ?? null);
  }

  get #isBehind(): boolean {
    return this.#isStale || this.#isCrowdStale;
  }

  async #read(): Promise<void> {
    const asOf = (this.#asked = this.#newest);
    this.#reads += 1;
    try {
      if (this.#isStale || !(await this.#readAnnotations(asOf))) {
        const view = await call("document_open", { document: this.id });
        // A change that came meanwhile has asked again: this answer may be from before it.
        if (asOf === this.#asked) this.#replace(view, asOf);
        this.#origin.onRead?.(view);
      }
    } catch (reason) {
      if (!(reason instanceof Refused)) throw reason;
      // After any other refusal what is shown stays; the next change asks again.
      if (reason.isAbout("no-such-document") && asOf === this.#asked) this.#origin.onGone?.(reason);
    } finally {
      this.#reads -= 1;
    }
    if (asOf !== this.#asked) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /**
   * Reads all annotations again, some at a time: ten thousand in one answer would hold the window up. False where they
   * belong to another text than is shown.
   */
  async #readAnnotations(asOf: number): Promise<boolean> {
    const annotations: Annotation[] = [];
    for (let hasMore = true; hasMore;) {
      const after = annotations.at(-1)?.id ?? null;
      const page = await call("annotation_page", { document: this.id, after, limit: PAGE });
      // What is asked again meanwhile is read by whoever asked.
      if (asOf !== this.#asked) return true;
      if (page.revision !== this.view.revision) return false;
      annotations.push(...page.annotations);
      hasMore = page.hasMore;
    }
    const isOrphan = ({ state }: Annotation) => state === "orphan";
    this.#replaceTold(asOf, () =>
      this.#notify(
        this.#replaceAnnotations({
          annotations: annotations.filter((one) => !isOrphan(one)),
          orphans: annotations.filter(isOrphan),
        }),
      ),
    );
    return true;
  }

  /** Follows what happened to the text where that is all that happened; otherwise what is shown waits to be read anew. */
  #followText(text: TextChange, change: ChangeEvent): void {
    const { view } = this;
    const offsets =
      text.from === view.revision && !this.#isTextStale && !change.reload
        ? new Offsets(applySplices(this.#offsets, text.splices))
        : null;
    const blocks = offsets && carryBlocks(view.blocks, text.splices, offsets);
    if (!offsets || !blocks) {
      // What it becomes has to be read; how it became that is known, and stays so where the same is said again.
      if (offsets) this.#told = text;
      this.#isTextStale = this.#isStale = true;
      return;
    }
    this.#textSequence = change.sequence;
    const carrier = new Carrier(text.splices);
    for (const [id, annotation] of this.#byId) {
      this.#byId.set(id, { ...annotation, ...carrier.span(annotation) });
    }
    const sections = view.sections.map((section) => ({
      ...section,
      heading: carrier.point(section.heading, "before"),
      start: carrier.point(section.start, "before"),
      end: section.end === view.blocks.at(-1)?.end ? offsets.length : carrier.point(section.end, "before"),
    }));
    this.#setView(
      { ...view, revision: text.to, text: offsets.text, blocks, sections },
      offsets,
      carrier,
      () => this.#takeAnnotations(change),
    );
  }

  /** Whether a change says where annotations of this document are. */
  #tellsPlaces(change: ChangeEvent): boolean {
    return change.annotations.some(({ document }) => document === this.id);
  }

  /** Replaces text and structure, and what stands off from them, in one step. */
  #setView(view: DocumentView, offsets: Offsets, carrier: Carrier, setAnnotations: () => Span[]): void {
    const before = this.view;
    this.#offsets = offsets;
    this.view = view;
    if (view.text !== before.text) {
      this.place = carrier.point(this.place);
      this.filter.follow(carrier);
      const { selection } = this;
      const carried = selection && carrier.span(selection);
      this.selection = carried && carried.end > carried.start ? carried : null;
    }
    const dirty = setAnnotations();
    for (const listener of this.#viewListeners) listener({ before, carrier, dirty });
  }

  #replace(view: DocumentView, asOf: number): void {
    this.#isStale = this.#isTextStale = false;
    this.#textSequence = asOf;
    this.summary = view.summary;
    this.#replaceTold(asOf, () => {
      if (hasSameStructure(view, this.view)) {
        this.#notify(this.#replaceAnnotations(view));
        return;
      }
      const splices = this.#splicesTo(view);
      const carrier = new Carrier(splices);
      const offsets = splices.length === 0 ? this.#offsets : new Offsets(view.text);
      if (splices.length > 0) {
        for (const [id, annotation] of this.#byId) {
          this.#byId.set(id, { ...annotation, ...carrier.span(annotation) });
        }
      }
      this.#setView(view, offsets, carrier, () => this.#replaceAnnotations(view));
    });
  }

  /** How what is shown becomes what was read: as it was told, or else as comparing them says. */
  #splicesTo(view: DocumentView): readonly Splice[] {
    const told = this.#told;
    this.#told = null;
    if (told?.from === this.view.revision && told.to === view.revision) return told.splices;
    return splicesBetween(this.view.text, view.text);
  }

  /** What was read holds everything up to `asOf`; tells which annotations are gone with it. */
  #replaceTold(asOf: number, replace: () => void): void {
    this.#asOf = asOf;
    this.#isCrowdStale = false;
    this.#seen.clear();
    const before = [...this.#byId.keys(), ...this.#orphans.keys()];
    replace();
    const removed = before.filter((id) => !this.#byId.has(id) && !this.#orphans.has(id));
    if (removed.length > 0) this.#origin.onRemoved?.(removed);
  }

  #mergeAnnotations(change: ChangeEvent): void {
    this.#notify(this.#takeAnnotations(change));
  }

  /** Takes over what a change says of annotations; gives back the spans whose painting it changes. */
  #takeAnnotations(change: ChangeEvent): Span[] {
    const isNews = (id: string) => change.sequence > (this.#seen.get(id) ?? -1);
    const upserted = change.annotations.filter(({ id, document }) => document === this.id && isNews(id));
    const removed = change.removedAnnotations.filter(
      ({ id, document }) => document === this.id && isNews(id),
    );
    if (upserted.length === 0 && removed.length === 0) {
      // After a change of the text they have moved all the same.
      if (change.texts.length > 0) this.#publishAnnotations();
      return [];
    }
    const gone: Annotation[] = [];
    const come: Annotation[] = [];
    const take = (id: string): void => {
      this.#seen.set(id, change.sequence);
      const old = this.#byId.get(id);
      if (old !== undefined) gone.push(old);
      this.#byId.delete(id);
      this.#orphans.delete(id);
    };
    this.matching.keep(upserted.map(({ id }) => id));
    for (const { id } of removed) take(id);
    for (const annotation of upserted) {
      take(annotation.id);
      if (annotation.state === "orphan") {
        this.#orphans.set(annotation.id, annotation);
        continue;
      }
      come.push(annotation);
      this.#byId.set(annotation.id, annotation);
    }
    const isFew = change.texts.length === 0 && gone.length + come.length <= FEW;
    this.#publishAnnotations(isFew ? exchange(this.annotations, gone, come) : null);
    return [...gone, ...come];
  }

  /** Takes over a whole list; returns the spans that differ from what was there. */
  #replaceAnnotations({ annotations, orphans }: Pick<DocumentView, "annotations" | "orphans">): Span[] {
    this.#orphans = new Map(orphans.map((annotation) => [annotation.id, annotation]));
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

  /** Shows what is held; `inOrder` are those that stand in the text, where their order is known. */
  #publishAnnotations(inOrder: Annotation[] | null = null): void {
    this.annotations = inOrder ?? [...this.#byId.values()].sort(inTextOrder);
    this.orphans = [...this.#orphans.values()].sort(inTextOrder);
    if (this.active !== null && !this.#byId.has(this.active)) this.active = null;
  }

  #notify(dirty: Span[]): void {
    if (dirty.length === 0) return;
    for (const listener of this.#listeners) listener(dirty);
  }
}

/** A list in the order of the text without those that are gone, and with those that have come, where they belong. */
function exchange(
  list: readonly Annotation[],
  gone: readonly Annotation[],
  come: readonly Annotation[],
): Annotation[] {
  const exchanged = list.slice();
  for (const annotation of gone) {
    const at = placeOf(exchanged, annotation);
    if (exchanged[at]?.id === annotation.id) exchanged.splice(at, 1);
  }
  for (const annotation of come) exchanged.splice(placeOf(exchanged, annotation), 0, annotation);
  return exchanged;
}

/** The index of an annotation in a list in the order of the text, or the one at which it belongs there. */
function placeOf(list: readonly Annotation[], annotation: Annotation): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = list[middle];
    if (other !== undefined && inTextOrder(other, annotation) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The order of annotations everywhere: by start, then end, then id. */
export function inTextOrder(a: Annotation, b: Annotation): number {
  return a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function isSame(a: Annotation, b: Annotation): boolean {
  return (
    a.start === b.start &&
    a.end === b.end &&
    a.state === b.state &&
    a.note === b.note &&
    a.style.mark === b.style.mark &&
    a.style.colour === b.style.colour
  );
}

/** Whether two views would be set the same, annotations aside: then nothing needs to be laid out again. */
function hasSameStructure(a: DocumentView, b: DocumentView): boolean {
  const essence = ({ speakers, sections, summary }: DocumentView) =>
    JSON.stringify([summary.title, summary.source, summary.published, summary.language, speakers, sections]);
  return (
    a.revision === b.revision &&
    a.text === b.text &&
    a.blocks.length === b.blocks.length &&
    // Field by field: written out, ten thousand blocks take longer than everything else a correction costs.
    a.blocks.every((block, at) => isSameBlock(block, b.blocks[at])) &&
    essence(a) === essence(b)
  );
}

function isSameBlock(a: Block, b: Block | undefined): boolean {
  return (
    b !== undefined &&
    a.start === b.start &&
    a.end === b.end &&
    a.bodyStart === b.bodyStart &&
    a.bodyEnd === b.bodyEnd &&
    a.kind === b.kind &&
    a.level === b.level &&
    a.number === b.number &&
    a.speaker === b.speaker &&
    a.labelStart === b.labelStart &&
    a.labelEnd === b.labelEnd &&
    a.time === b.time
  );
}
