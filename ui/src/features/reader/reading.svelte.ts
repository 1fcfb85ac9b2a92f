// What the reading view knows beside the document itself (the caret, what is open at the
// passage, where things moved) and what it can be told to do. Components show it; gestures
// and the table of actions call it. Every change of the library goes through a command.

import { flushSync } from "svelte";
import type { ReaderCommands, Selecting } from "$lib/actions/reader";
import { call } from "$lib/api/client";
import type {
  Annotation,
  AnnotationCreate,
  AnnotationCreated,
  Colour,
  Neighbour,
  Style,
} from "$lib/api/generated";
import { t } from "$lib/messages/index.svelte";
import { app } from "$lib/state/app.svelte";
import { give } from "$lib/state/codebook.svelte";
import type { OpenDocument, Replacing, Span } from "$lib/state/document.svelte";
import { flushNote, noteDraft } from "$lib/state/notes.svelte";
import { lastMark } from "$lib/state/repeating";
import { toasts } from "$lib/state/toasts.svelte";
import { unsaved } from "$lib/state/unsaved.svelte";
import { writeClipboard } from "$lib/tauri/native";
import { spanOf, type Ends } from "$lib/text/selection";
import { ReadingCursor, type CursorHost } from "./cursor.svelte";
import { EarlyNote } from "./earlyNote.svelte";
import { Editing } from "./editing.svelte";
import { Lighting } from "./lighting.svelte";
import type { ReadingPage } from "./page";
import { giveTag, openTagPicker } from "./tagging";

/** A block's menu that is open, at a point of the window. */
export interface OpenMenu {
  readonly block: number;
  /** The place of the text it is about, where that is known. */
  readonly at: number | null;
  readonly x: number;
  readonly y: number;
}

/** A highlight that is being made or waits to be: what is typed for it, and the annotation that it has become. */
interface Wanted {
  note: EarlyNote | null;
  tags: readonly string[];
  annotation: string | null;
}

/** Height of a band in pixels: about a screen. */
const BAND = 600;
/** So long after the frame of the last leap the viewport has come to rest, in milliseconds. */
const REST_MS = 80;
/** A place that is gone to stands at this share of the viewport's height. */
const PLACE_AT = 0.4;

export class Reading implements ReaderCommands {
  readonly doc: OpenDocument;
  /** Gives the focus to the page. */
  readonly focusPage: () => void;
  /** The correcting of a paragraph. */
  readonly editing: Editing;
  /** What is looked at, while the others step back. */
  readonly lighting: Lighting;
  /** The cursor that moves by units of the text. */
  readonly cursor: ReadingCursor;
  /** The drawn page; null until it is drawn. */
  page: ReadingPage | null = $state.raw(null);
  /** Counts changes of the layout: what floats over the page reads it and finds its place anew. */
  layout = $state(0);
  /** Counts movements of the viewport. */
  scrolled = $state(0);
  /** The part of the document near the viewport, in steps: what is only kept near it reads this, not every frame. */
  band = $state(0);
  /**
   * The viewport leaps: by more than a screen at a time, as when the bar is dragged, or by half a screen again and again,
   * as when Page Down is held. The text comes first then: notes beside it wait until it rests. With a hundred thousand
   * annotations they made a leap ten times as slow.
   */
  isLeaping = $state(false);
  /** Whether the margin stands beside the text; otherwise notes are read in the list and the card. */
  hasMargin = $state(true);
  /** A selection is being made with the pointer: the toolbar waits. */
  isSelecting = $state(false);
  /** Where the reading caret stands; null while there is none. */
  caret: number | null = $state(null);
  /** The annotation whose note is asked to take the focus; the note's field answers by setting it back to null. */
  noteRequest: string | null = $state(null);
  /** A note that is typed before its own field is there; null while none is. */
  earlyNote: EarlyNote | null = $state.raw(null);
  menu: OpenMenu | null = $state.raw(null);
  /** The annotations at the last click, innermost first: clicking again goes on to the next. */
  overlapping: readonly string[] = $state.raw([]);
  /** The edges of the active annotation while they are being dragged. */
  preview: Span | null = $state.raw(null);

  #lastColour: Colour = "yellow";
  /** The selection that a highlight is being made of. */
  #making: Span | null = null;
  /** Highlights that are being made or wait to be, by the key of the wish. */
  readonly #wanted = new Map<string, Wanted>();
  #top = 0;
  /** The viewport moved by half a screen and more, and has not come to rest since. */
  #isUnderWay = false;
  #restFrame = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(doc: OpenDocument, focusPage: () => void) {
    this.doc = doc;
    this.lighting = new Lighting(doc);
    this.focusPage = focusPage;
    this.cursor = new ReadingCursor(cursorHost(this));
    this.editing = new Editing(
      doc,
      () => this.page,
      (caret) => {
        focusPage();
        this.clearSelection();
        this.caret = caret;
      },
    );
  }

  /** Follows a change of the text: places kept here move with it. */
  follow(replacing: Replacing): void {
    const { carrier } = replacing;
    if (this.caret !== null) this.caret = carrier.point(this.caret);
    this.cursor.forget();
    this.preview = null;
    this.menu = null;
    this.editing.follow(replacing);
    this.layout += 1;
  }

  /** What is drawn has changed; the viewport of this height stands at `top`. */
  noteLayout(top: number, height: number): void {
    const moved = Math.abs(top - this.#top);
    if (moved > height / 2) {
      this.isLeaping ||= moved > height || this.#isUnderWay;
      this.#isUnderWay = true;
      this.#awaitRest();
    }
    this.#top = top;
    this.layout += 1;
  }

  /**
   * The time runs from the frame after the leap has been painted: by the clock alone a frame that takes long would pass
   * for rest, and what is then made would make the next one longer still.
   */
  #awaitRest(): void {
    cancelAnimationFrame(this.#restFrame);
    clearTimeout(this.#rest);
    this.#restFrame = requestAnimationFrame(() => {
      this.#restFrame = requestAnimationFrame(() => {
        this.#rest = setTimeout(() => (this.isLeaping = this.#isUnderWay = false), REST_MS);
      });
    });
  }

  /** The viewport moved to a height of the page. */
  noteScroll(top: number): void {
    this.#top = top;
    this.scrolled += 1;
    this.band = Math.round(top / BAND);
  }

  get active(): Annotation | null {
    return this.doc.active === null ? null : (this.doc.byId.get(this.doc.active) ?? null);
  }

  /** Where reading goes on without a selection: the active annotation, the caret where it is seen, the top of the view. */
  get place(): Span | null {
    const { active, caret, page } = this;
    if (active) return { start: active.start, end: active.end };
    const rect = caret === null ? null : page?.map.caretRect(caret);
    const view = page?.viewport();
    const isSeen = rect && view && rect.bottom > view.top && rect.top < view.bottom;
    const at = isSeen ? caret : (page?.place.offset ?? null);
    return at === null ? null : { start: at, end: at };
  }

  /** The ends of the selection: the one that moves is told apart. */
  #ends: Ends | null = null;

  /** Takes over what is selected on the page. */
  takeSelection(ends: Ends | null): void {
    const span = ends && (this.page?.units.withinBodies(spanOf(ends)) ?? null);
    if (ends) this.caret = ends.focus;
    this.#ends = ends;
    if (span) {
      const old = this.doc.selection;
      if (old?.start !== span.start || old.end !== span.end) this.doc.selection = { ...span };
      this.activate(null);
    } else {
      this.doc.selection = null;
    }
  }

  /** Selects a span of the text on the page. */
  select(span: Span): void {
    this.selectEnds({ anchor: span.start, focus: span.end });
  }

  /** Selects from one place of the text to another. */
  selectEnds(ends: Ends): void {
    this.page?.select(ends);
    this.takeSelection(ends);
  }

  /** Selects again what was selected before a dialog took the focus. */
  restoreSelection(): void {
    if (this.doc.selection !== null && this.#ends !== null) this.page?.select(this.#ends);
  }

  clearSelection(): void {
    document.getSelection()?.removeAllRanges();
    this.doc.selection = null;
  }

  /**
   * Annotations have changed: where the highlight being made is among them, the selection over it goes in the same step.
   * The answer to the command comes a frame later, and until then the selection would hide the colour.
   */
  noteAnnotations(changed: readonly Span[]): void {
    const making = this.#making;
    if (making !== null && changed.some((span) => isSame(span, making))) this.#letGo(making);
  }

  /** Clears a selection unless another one was made meanwhile. */
  #letGo(selection: Span): void {
    this.#making = null;
    if (this.doc.selection !== null && isSame(this.doc.selection, selection)) this.clearSelection();
  }

  /** Makes an annotation the active one, or none. */
  activate(id: string | null): void {
    this.lighting.open(id);
    if (this.doc.active === id) return;
    if (this.doc.active !== null) void flushNote(this.doc.active);
    this.doc.active = id;
    this.preview = null;
    if (id === null || !this.overlapping.includes(id)) this.overlapping = [];
  }

  /** A click on characters that annotations lie over: the innermost first, then one after the other. */
  clickAnnotations(ids: readonly string[]): void {
    const order = this.#innermostFirst(ids);
    const at = this.doc.active === null ? -1 : order.indexOf(this.doc.active);
    this.overlapping = order;
    this.activate(order[(at + 1) % order.length] ?? null);
    this.overlapping = order;
  }

  /** Opens an annotation with its note ready for typing. */
  writeNote(id: string): void {
    this.activate(id);
    this.noteRequest = id;
  }

  /** Goes on to another annotation at the same place: 1 forward, -1 back. */
  cycle(step: 1 | -1): void {
    const { overlapping } = this;
    const at = overlapping.indexOf(this.doc.active ?? "");
    if (at < 0) return;
    this.doc.active = overlapping[(at + step + overlapping.length) % overlapping.length] ?? null;
  }

  /**
   * Goes on to the next annotation at the place that is selected, open or at the caret: 1 forward, -1 back. False where
   * there is none, or only the one that is open.
   */
  cycleHere(step: 1 | -1): boolean {
    const { active, page } = this;
    const here = active ?? this.doc.selection ?? this.#caretCharacters();
    if (!page || !here) return false;
    if (!active || this.overlapping.length < 2) {
      const found = page.touching(here).map(({ id }) => id);
      if (found.length < (active ? 2 : 1)) return false;
      const { selection } = this.doc;
      if (selection) {
        this.clearSelection();
        this.caret = selection.end;
      }
      const order = this.#innermostFirst(found);
      this.overlapping = order;
      if (!active) {
        this.activate(order.at(step > 0 ? 0 : -1) ?? null);
        return true;
      }
    }
    this.cycle(step);
    return true;
  }

  // The commands of the table of actions. Those about the selection wait for the keys that moved it.

  highlight(colour: Colour): void {
    this.cursor.afterMoves(() => {
      this.#lastColour = colour;
      const { active } = this;
      if (this.doc.selection) void this.#highlight({ mark: "fill", colour });
      else if (active) void this.setStyle(active, { ...active.style, colour });
    });
  }

  underline(): void {
    this.cursor.afterMoves(() => {
      const { active } = this;
      if (this.doc.selection) void this.#highlight({ mark: "underline", colour: this.#lastColour });
      else if (active) {
        const mark = active.style.mark === "underline" ? "fill" : "underline";
        void this.setStyle(active, { ...active.style, mark });
      }
    });
  }

  repeat(): void {
    this.cursor.afterMoves(() => {
      const { style, tags } = lastMark() ?? { style: { mark: "fill", colour: this.#lastColour }, tags: [] };
      if (this.doc.selection) void this.#highlight(style, tags);
    });
  }

  note(): void {
    this.cursor.afterMoves(() => this.#note());
  }

  get hasCursor(): boolean {
    return this.cursor.isOn;
  }

  toggleCursor(): void {
    if (this.cursor.isOn) this.cursor.leave();
    else this.cursor.begin();
  }

  changeSelection(how: Selecting): void {
    if (how === "grow") this.cursor.grow();
    else if (how === "shrink") this.cursor.shrink();
    else if (how === "larger" || how === "smaller") this.cursor.step(how === "larger" ? 1 : -1);
    else {
      const edge = how.startsWith("start") ? "start" : "end";
      this.cursor.afterMoves(() => this.nudge(edge, how.endsWith("On") ? 1 : -1));
    }
  }

  tag(): void {
    this.cursor.afterMoves(() => openTagPicker(this, this.#lastColour));
  }

  giveTag(tag: string): void {
    this.cursor.afterMoves(() => void giveTag(this, tag, this.#lastColour));
  }

  #note(): void {
    const { selection } = this.doc;
    const { active } = this;
    if (selection) {
      const note = this.#wanted.get(this.#keyOf(selection))?.note ?? new EarlyNote({ ...selection });
      void this.#create({ mark: "fill", colour: this.#lastColour }, note);
      // What is typed from here on is the note's, however long its annotation takes. The selection is let go of first:
      // without a range on the page the field would lose its cursor with it.
      this.doc.selection = null;
      this.#takeKeys(note);
    } else if (active) {
      this.writeNote(active.id);
      // Its field may take a frame to be there, and keys do not wait.
      flushSync();
      if (this.noteRequest === active.id) {
        this.#takeKeys(new EarlyNote(active, active.id, noteDraft(active.id) ?? active.note));
      }
    }
  }

  /** The field of an early note has lost the focus: what was typed in it is in its note, or waits for its annotation. */
  leaveEarlyNote(note: EarlyNote): void {
    if (this.earlyNote === note) this.earlyNote = null;
  }

  #takeKeys(note: EarlyNote): void {
    this.earlyNote = note;
    flushSync();
  }

  /** The annotation is there: its own field takes over, unless its writer has turned to something else. */
  async #handOver(note: EarlyNote, annotation: string): Promise<void> {
    await note.composed();
    if (this.earlyNote === note) this.writeNote(annotation);
  }

  copyQuote(): void {
    const target = this.doc.selection ?? this.active;
    if (target) void this.#copyQuote(target);
  }

  nextAnnotation(): void {
    this.#goToNeighbour(1);
  }

  previousAnnotation(): void {
    this.#goToNeighbour(-1);
  }

  showPlace(offset: number): void {
    const { page } = this;
    if (page) page.scrollTo(offset, page.viewport().height * PLACE_AT);
  }

  deleteActive(): void {
    if (this.active) void this.delete(this.active);
  }

  edit(): void {
    if (this.editing.current) return this.editing.resume();
    const target = this.doc.selection ?? this.#caretTarget();
    if (target) void this.editing.begin(this.doc.blockIndexAt(target.start), target.start, target.end);
  }

  split(): void {
    const target = this.doc.selection ?? this.#caretTarget();
    if (target) void this.editing.split(target.start);
  }

  join(neighbour: Neighbour): void {
    const target = this.doc.selection ?? this.#caretTarget();
    const block = target && this.doc.blockAt(target.start);
    if (block) void this.editing.join(block.start, neighbour);
  }

  accept(): void {
    const { active } = this;
    if (active?.state === "changed")
      void app.perform(call("annotation_accept", { annotations: [active.id] }));
  }

  at(): number {
    const { page, caret, doc } = this;
    if (!page) return doc.place;
    const { top, bottom } = page.viewport();
    for (const offset of [caret, doc.flash?.start ?? null]) {
      const rect = offset === null ? null : page.map.caretRect(offset);
      if (offset !== null && rect && rect.bottom > top && rect.top < bottom) return offset;
    }
    return page.offsetShown();
  }

  dismiss(): void {
    if (this.menu === null && this.doc.active === null && this.cursor.isOn) this.cursor.leave();
    else if (this.menu) this.menu = null;
    else if (this.doc.selection) this.clearSelection();
    else if (this.doc.active !== null) this.activate(null);
    else this.caret = null;
  }

  // What cards and handles ask for.

  async setStyle(annotation: Annotation, style: Style): Promise<void> {
    if (style.mark === "fill") this.#lastColour = style.colour;
    const request = { annotation: annotation.id, style };
    const command = { command: "annotation_set_style", request };
    const save = () => call("annotation_set_style", request);
    await app.save(`style:${annotation.id}`, "highlight", save, command);
  }

  async resize(annotation: Annotation, span: Span): Promise<void> {
    if (span.end <= span.start) return;
    if (span.start === annotation.start && span.end === annotation.end) return;
    const request = { annotation: annotation.id, ...span };
    const command = { command: "annotation_resize", request };
    await app.save(
      `passage:${annotation.id}`,
      "highlight",
      () => call("annotation_resize", request),
      command,
    );
  }

  /** Moves an edge of the selection by a character; without one, of the active annotation. */
  nudge(edge: "start" | "end", step: 1 | -1): void {
    const { active, page } = this;
    const { selection } = this.doc;
    const span = selection ?? active;
    if (!page || !span) return;
    const to = page.units.nudge({ start: span.start, end: span.end }, edge, step);
    if (selection) {
      this.select(to);
      page.reveal(to[edge]);
    } else if (active && app.readOnly === null) void this.resize(active, to);
  }

  async delete(annotation: Annotation): Promise<void> {
    this.activate(null);
    await app.deleteAnnotations([annotation.id]);
  }

  /** The caret as an empty span: where it was set, else where the view begins. */
  #caretSpan(): Span | null {
    const at = this.caret ?? this.page?.place.offset ?? null;
    return at === null ? null : { start: at, end: at };
  }

  /** The characters on both sides of the caret: a highlight may end before it or begin after it. */
  #caretCharacters(): Span | null {
    const { caret } = this;
    return caret === null ? null : { start: Math.max(0, caret - 1), end: caret + 1 };
  }

  #innermostFirst(ids: readonly string[]): string[] {
    const annotations = ids.flatMap((id) => this.doc.byId.get(id) ?? []);
    return annotations.sort((a, b) => a.end - a.start - (b.end - b.start)).map(({ id }) => id);
  }

  /** Where a correction is meant: at the caret, unless another passage is open; else at the top of the view. */
  #caretTarget(): Span | null {
    const { active, caret } = this;
    const isCaretHere = active === null || (caret !== null && caret >= active.start && caret <= active.end);
    if (!isCaretHere) return { start: active.start, end: active.start };
    return this.#caretSpan();
  }

  async #highlight(style: Style, tags: readonly string[] = []): Promise<void> {
    const annotation = await this.#create(style, null, tags);
    // Without a margin its card would lie over the lines that are read next, so there Enter opens it.
    if (!annotation || !this.hasMargin) return;
    // The passage gets its colour first: making the card takes as long again.
    await painted();
    // What comes next (a note, another colour, deleting) is about the highlight just made, unless something else was
    // opened or selected meanwhile.
    if (this.doc.active === null && this.doc.selection === null && this.doc.byId.has(annotation.id)) {
      this.lighting.make(annotation.id);
      this.activate(annotation.id);
    }
  }

  async #create(
    style: Style,
    note: EarlyNote | null,
    tags: readonly string[] = [],
  ): Promise<Annotation | null> {
    const span = this.doc.selection;
    if (!span) return null;
    const key = this.#keyOf(span);
    // What is wished for a passage that is being marked already is about that mark: there are never two.
    const known = unsaved.isUnderWay(key) ? this.#wanted.get(key) : undefined;
    const wanted: Wanted = known ?? { note: null, tags: [], annotation: null };
    wanted.note ??= note;
    wanted.tags = [...new Set([...wanted.tags, ...tags])];
    this.#wanted.set(key, wanted);
    const request = {
      id: unsaved.idOf(key),
      document: this.doc.id,
      start: span.start,
      end: span.end,
      style,
      // As far as it has been typed when it is asked for.
      get note() {
        return wanted.note?.text ?? "";
      },
      tags: [...wanted.tags],
    };
    this.#making = span;
    const make = () => this.#make(wanted, { ...request });
    const answer = await app.save(key, "highlight", make, { command: "annotation_create", request });
    if (!unsaved.isUnderWay(key)) this.#wanted.delete(key);
    if (!answer) return null;
    this.#letGo(span);
    this.caret = answer.annotation.end;
    return answer.annotation;
  }

  #keyOf({ start, end }: Span): string {
    return `highlight:${this.doc.id}:${start}:${end}`;
  }

  /** Makes the annotation that was wanted, or gives the one that has been made meanwhile its newer style. */
  async #make(
    wanted: Wanted,
    request: AnnotationCreate,
  ): Promise<Pick<AnnotationCreated, "annotation" | "change">> {
    const known = wanted.annotation === null ? undefined : this.doc.byId.get(wanted.annotation);
    const { style, tags } = request;
    if (known) void give([known.id], tags);
    const answer = known
      ? { annotation: known, ...(await call("annotation_set_style", { annotation: known.id, style })) }
      : await call("annotation_create", request);
    const { id } = answer.annotation;
    wanted.annotation = id;
    const { note } = wanted;
    if (note !== null) {
      if (note.annotation === null) note.hasCome(id, answer.annotation.note);
      // Once the page has heard of the annotation.
      setTimeout(() => void this.#handOver(note, id));
    }
    return answer;
  }

  async #copyQuote(target: Span): Promise<void> {
    const answer = await app.perform(
      call("quote_copy", { document: this.doc.id, start: target.start, end: target.end }).then(
        async ({ text }) => {
          await writeClipboard(text);
          return { change: null };
        },
      ),
    );
    if (answer) toasts.show(t.reader.copied, { tone: "success" });
  }

  #goToNeighbour(step: 1 | -1): void {
    const { active, place } = this.doc;
    const annotations = this.doc.matching.standing;
    const at = annotations.findIndex(({ id }) => id === active);
    const from = this.doc.selection?.start ?? this.active?.start ?? this.caret ?? place;
    const start = at >= 0 ? at + step : this.#neighbourOf(from, step);
    const annotation = annotations[start];
    if (!annotation) return;
    this.clearSelection();
    this.activate(annotation.id);
    this.caret = annotation.start;
    this.page?.show(annotation);
  }

  /** Index of the first annotation after an offset, or of the last before it. */
  #neighbourOf(offset: number, step: 1 | -1): number {
    const annotations = this.doc.matching.standing;
    // One that begins at the caret has been come to.
    const isPassed = (start: number): boolean => start < offset || (step > 0 && start === this.caret);
    const after = annotations.findIndex(({ start }) => !isPassed(start));
    if (step > 0) return after < 0 ? annotations.length : after;
    return (after < 0 ? annotations.length : after) - 1;
  }
}

function isSame(one: Span, other: Span): boolean {
  return one.start === other.start && one.end === other.end;
}

/** Resolves once what was changed on the page up to now has been painted. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** What the reading cursor sees of the reading view. */
function cursorHost(reading: Reading): CursorHost {
  return {
    get page() {
      return reading.page;
    },
    get selection() {
      return reading.doc.selection;
    },
    get place() {
      return reading.place;
    },
    selectEnds: (ends) => reading.selectEnds(ends),
    clearSelection: () => reading.clearSelection(),
  };
}
