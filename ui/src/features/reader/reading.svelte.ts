// What the reading view knows beside the document itself (the caret, what is selected and open) and what it can be told to
// do. Components show it; gestures and the table of actions call it. Every change of the library goes through a command.
// How highlights come about is making.svelte.ts's, what lies over one place overlaps.svelte.ts's, and what has moved
// motion.svelte.ts's.

import type { ReaderCommands, Selecting } from "$lib/actions/reader";
import { call } from "$lib/api/client";
import type { Annotation, Colour, Neighbour, Style } from "$lib/api/generated";
import { t } from "$lib/messages/index.svelte";
import { app } from "$lib/state/app.svelte";
import type { OpenDocument, Replacing, Span } from "$lib/state/document.svelte";
import { flushNote } from "$lib/state/notes.svelte";
import { lastMark } from "$lib/state/repeating";
import { toasts } from "$lib/state/toasts.svelte";
import { writeClipboard } from "$lib/tauri/native";
import { spanOf, type Ends } from "$lib/text/selection";
import { ReadingCursor, type CursorHost } from "./cursor.svelte";
import { Editing } from "./editing.svelte";
import { Lighting } from "./lighting.svelte";
import { Making } from "./making.svelte";
import { Motion } from "./motion.svelte";
import { Overlaps } from "./overlaps.svelte";
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
  /** The making of highlights. */
  readonly making: Making;
  /** The annotations over the place that is looked at. */
  readonly overlaps: Overlaps;
  /** What has moved. */
  readonly motion = new Motion();
  /** The drawn page; null until it is drawn. */
  page: ReadingPage | null = $state.raw(null);
  /** Whether the margin stands beside the text; otherwise notes are read in the list and the card. */
  hasMargin = $state(true);
  /** A selection is being made with the pointer: the toolbar waits. */
  isSelecting = $state(false);
  /** Where the reading caret stands; null while there is none. */
  caret: number | null = $state(null);
  /** The annotation whose note is asked to take the focus; the note's field answers by setting it back to null. */
  noteRequest: string | null = $state(null);
  menu: OpenMenu | null = $state.raw(null);
  /** The edges of the active annotation while they are being dragged. */
  preview: Span | null = $state.raw(null);

  constructor(doc: OpenDocument, focusPage: () => void) {
    this.doc = doc;
    this.lighting = new Lighting(doc);
    this.focusPage = focusPage;
    this.cursor = new ReadingCursor(cursorHost(this));
    this.making = new Making(this);
    this.overlaps = new Overlaps(this);
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
    this.motion.layout += 1;
  }

  get active(): Annotation | null {
    return this.doc.active === null ? null : (this.doc.byId.get(this.doc.active) ?? null);
  }

  /** The annotation whose card is open. */
  get opened(): Annotation | null {
    return this.doc.opened === null ? null : this.active;
  }

  /** Where reading goes on without a selection: the active annotation, the caret where it is seen, the top of the view. */
  get place(): Span | null {
    const { active, caret, page } = this;
    if (active) return { start: active.start, end: active.end };
    const rect = caret === null ? null : page?.map.caretRect(caret);
    const view = page?.viewport();
    const isSeen = rect && view && rect.bottom > view.top && rect.top < view.bottom;
    const at = isSeen ? caret : (page?.scrolling.place.offset ?? null);
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

  /** Makes an annotation the active one, or none. */
  activate(id: string | null): void {
    this.lighting.open(id);
    if (this.doc.active === id) {
      // What was only meant is looked at from now on.
      this.doc.active = id;
      return;
    }
    if (this.doc.active !== null) void flushNote(this.doc.active);
    this.doc.active = id;
    this.preview = null;
    if (id === null || !this.overlaps.ids.includes(id)) this.overlaps.ids = [];
  }

  /**
   * An annotation that was just made is what is done next is about: a note, another colour, a tag, deleting. Its card stays
   * closed, and nothing else is taken from what it is about.
   */
  mean(id: string): void {
    const { doc } = this;
    if (doc.active !== null || doc.selection !== null || !doc.byId.has(id)) return;
    this.lighting.make(id);
    doc.mean(id);
  }

  /** Opens an annotation with its note ready for typing. */
  writeNote(id: string): void {
    this.activate(id);
    this.noteRequest = id;
  }

  // The commands of the table of actions. Those about the selection wait for the keys that moved it.

  highlight(colour: Colour): void {
    this.cursor.afterMoves(() => {
      this.making.colour = colour;
      const { active } = this;
      if (this.doc.selection) void this.making.highlight({ mark: "fill", colour });
      else if (active) void this.setStyle(active, { ...active.style, colour });
    });
  }

  underline(): void {
    this.cursor.afterMoves(() => {
      const { active } = this;
      if (this.doc.selection) void this.making.highlight({ mark: "underline", colour: this.making.colour });
      else if (active) {
        const mark = active.style.mark === "underline" ? "fill" : "underline";
        void this.setStyle(active, { ...active.style, mark });
      }
    });
  }

  repeat(): void {
    this.cursor.afterMoves(() => {
      const { style, tags } = lastMark() ?? { style: { mark: "fill", colour: this.making.colour }, tags: [] };
      if (this.doc.selection) void this.making.highlight(style, tags);
    });
  }

  note(): void {
    this.cursor.afterMoves(() => this.making.note());
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
    this.cursor.afterMoves(() => openTagPicker(this, this.making.colour));
  }

  giveTag(tag: string): void {
    this.cursor.afterMoves(() => void giveTag(this, tag, this.making.colour));
  }

  copyQuote(): void {
    const target = this.doc.selection ?? this.active;
    if (target) void this.#copyQuote(target);
  }

  copyQuoteAs(): void {
    const target = this.doc.selection ?? this.active;
    if (!target) return;
    app.dialog = { kind: "quote", document: this.doc.id, start: target.start, end: target.end };
  }

  nextAnnotation(): void {
    this.#goToNeighbour(1);
  }

  previousAnnotation(): void {
    this.#goToNeighbour(-1);
  }

  showPlace(offset: number): void {
    const { page } = this;
    if (page) page.scrolling.to(offset, page.viewport().height * PLACE_AT);
  }

  deleteActive(): void {
    if (this.active) void this.delete(this.active);
  }

  edit(): void {
    const target = this.doc.selection ?? this.#caretTarget();
    const { current } = this.editing;
    // Whoever is at another paragraph than the one that was found half written means that one.
    if (current !== null && (current.state !== "found" || target === null)) return this.editing.resume();
    if (target) void this.editing.begin(this.doc.blockIndexAt(target.start), target.start, target.end);
  }

  /** Shows what was being typed when the app was ended. */
  resumeEdit(): void {
    this.editing.resume();
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
    return page.scrolling.offsetShown();
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
    if (style.mark === "fill") this.making.colour = style.colour;
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
      page.scrolling.reveal(to[edge]);
    } else if (active && app.readOnly === null) void this.resize(active, to);
  }

  async delete(annotation: Annotation): Promise<void> {
    this.activate(null);
    await app.deleteAnnotations([annotation.id]);
  }

  /** The caret as an empty span: where it was set, else where the view begins. */
  #caretSpan(): Span | null {
    const at = this.caret ?? this.page?.scrolling.place.offset ?? null;
    return at === null ? null : { start: at, end: at };
  }

  /** Where a correction is meant: at the caret, unless another passage is open; else at the top of the view. */
  #caretTarget(): Span | null {
    const { active, caret } = this;
    const isCaretHere = active === null || (caret !== null && caret >= active.start && caret <= active.end);
    if (!isCaretHere) return { start: active.start, end: active.start };
    return this.#caretSpan();
  }

  async #copyQuote(target: Span): Promise<void> {
    const answer = await app.perform(
      call("quote_copy", {
        document: this.doc.id,
        start: target.start,
        end: target.end,
        citation: null,
      }).then(async ({ text }) => {
        await writeClipboard(text);
        return { change: null };
      }),
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
    this.page?.scrolling.show(annotation);
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
