// Correcting the text in the reading view: which paragraph, where its field stands, and what
// becomes of it when the document changes meanwhile. What is typed belongs to the store
// (edits.svelte.ts), which saves it; the field to blockField.ts.

import { call } from "$lib/api/client";
import type { Annotation, Block, ChangeEvent, Neighbour } from "$lib/api/generated";
import { t } from "$lib/messages/index.svelte";
import { app } from "$lib/state/app.svelte";
import type { OpenDocument, Replacing } from "$lib/state/document.svelte";
import { edits, type Edit } from "$lib/state/edits.svelte";
import { toasts } from "$lib/state/toasts.svelte";
import type { Layer } from "$lib/text/looks";
import { lastStartingAt } from "$lib/text/plan";
import { Carrier, commonEnds, countOf } from "$lib/text/splices";
import { Typing } from "$lib/text/typing";
import { isolated } from "$lib/text/visible";
import { BlockField } from "./blockField";
import type { ReadingPage } from "./page";

/** Where the cursor goes in the field: code points from the beginning of the body. */
interface Cursor {
  readonly start: number;
  readonly end: number;
}

export class Editing {
  readonly #doc: OpenDocument;
  readonly #page: () => ReadingPage | null;
  readonly #onLeave: (caret: number) => void;
  #field: BlockField | null = null;
  /** What the library is asked for has not come back: the blur that follows from it saves nothing. */
  #isBusy = false;

  /** `onLeave` gives the focus back to the page, with the caret at a place of the text. */
  constructor(doc: OpenDocument, page: () => ReadingPage | null, onLeave: (caret: number) => void) {
    this.#doc = doc;
    this.#page = page;
    this.#onLeave = onLeave;
  }

  /** What is typed of a paragraph of this document; null while none is being corrected. */
  get current(): Edit | null {
    return edits.current?.document === this.#doc.id ? edits.current : null;
  }

  /** The field on the page, in client coordinates. */
  get rect(): DOMRect | null {
    return this.#field?.rect ?? null;
  }

  /** The line of the cursor in it. */
  get caretRect(): DOMRect | null {
    return this.#field?.caretRect ?? null;
  }

  /** Keeps so many pixels free between the field and the text after it. */
  makeRoom(height: number): void {
    this.#field?.makeRoom(height);
  }

  get hasFocus(): boolean {
    return this.#field?.hasFocus ?? false;
  }

  /** Opens the field over a block, with the cursor at places of the text. */
  async begin(block: number, from: number, to = from): Promise<void> {
    const { current } = this;
    if (current !== null && (current.state !== "found" || this.#blockIndex(current) === block))
      return this.resume();
    await edits.flush();
    if (edits.current !== null) {
      // What is meant for this paragraph must not go into that one.
      const { document, start } = edits.current;
      const run = () => (this.current ? this.resume() : void app.open(document, start));
      const show = { label: t.editing.showOther, run };
      toasts.show(t.editing.otherWaiting, { tone: "error", action: show });
      return;
    }
    await this.#doc.whenCurrent();
    const { view } = this.#doc;
    const shown = view.blocks[block];
    if (!shown || app.readOnly !== null) return;
    if (!edits.begin(this.#doc.id, view.revision, shown.start, this.#bodyOf(shown))) return;
    this.#open({ start: from - shown.bodyStart, end: to - shown.bodyStart });
  }

  /** Shows the field of what is being corrected already: of another view of this document, or from before a crash. */
  resume(): void {
    const { current } = this;
    if (!current) return;
    if (this.#field) {
      this.#field.focus(this.#field.caret);
      return;
    }
    const { view } = this.#doc;
    if (current.revision !== view.revision) this.#findAgain(current);
    if (!this.current) return;
    const length = countOf(current.text);
    this.#open({ start: length, end: length });
  }

  /** The page was drawn anew, or followed a change: the field comes along. */
  place(): void {
    const page = this.#page();
    const { current } = this;
    if (!page || !current || !this.#field) return;
    const index = this.#blockIndex(current);
    page.keep(index);
    const isInPlace = current.state !== "gone";
    if (this.#field.isAttached && isInPlace) return;
    const element = page.elementOf(index);
    const body = page.bodyOf(index);
    if (!element || !body) return;
    this.#field.attach(element, body, isInPlace);
    // It was taken off the page with the focus in it.
    if (document.activeElement === document.body) this.#field.focus(this.#field.caret);
  }

  /** What was typed was saved, or let go of, by somebody else: the field goes with it. */
  settle(): void {
    if (this.current === null && !this.#isBusy) this.#close();
  }

  /** The document changed under what is typed. */
  follow({ before, carrier }: Replacing): void {
    const { current } = this;
    if (!current) return;
    if (current.revision !== before.revision) this.#findAgain(current);
    else {
      const start = carrier.point(current.start, "before");
      const block = before.blocks[lastStartingAt(before.blocks, current.start, (each) => each.start)];
      const body = block && carrier.span({ start: block.bodyStart, end: block.bodyEnd });
      const isGone = block && body && block.bodyEnd > block.bodyStart && body.end <= body.start;
      this.#rebase(start, isGone ? null : this.#blockStarting(start));
    }
    this.place();
  }

  /** Saves what was typed; with the focus still in the field it goes back to the page. */
  async commit(): Promise<void> {
    const hadFocus = this.hasFocus;
    const field = this.#field;
    const { current } = this;
    if (!field || !current || this.#isBusy) return;
    const caret = countOf(field.text.slice(0, field.caret));
    const change = await this.#save();
    if (change === undefined) return;
    const { start } = current;
    this.#close();
    if (field.text.trim() === "" && change) app.offerUndo(t.editing.deleted, change);
    if (hadFocus) this.#onLeave(Math.min(this.#bodyStart(start) + caret, this.#doc.offsets.length));
  }

  /** Leaves the paragraph as it was. */
  leave(): void {
    const { current } = this;
    edits.leave();
    this.#close();
    if (current) this.#onLeave(this.#bodyStart(current.start));
  }

  /** Closes the field without a word about what is typed: the view goes. */
  destroy(): void {
    this.#field?.detach();
    this.#field = null;
  }

  /** Makes two paragraphs of what is typed, before a place in UTF-16 units, and goes on in the second. */
  async splitField(at: number): Promise<void> {
    const { current } = this;
    const text = this.#field?.text ?? "";
    const [left, right] = [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
    if (!current || this.#isBusy) return;
    if (left === "" || right === "") {
      toasts.show(t.editing.nothingToSplit);
      return;
    }
    const { start } = current;
    if (edits.isTouched) {
      this.#field?.replace(left.length, text.length - right.length, "\n\n");
      if ((await this.#save()) === undefined) return;
    } else {
      const bodyStart = this.#bodyStart(start);
      edits.leave();
      if (!(await this.split(bodyStart + countOf(text.slice(0, at))))) return;
    }
    this.#close();
    await this.#goOn(start, 1);
  }

  /** Joins what is typed with a neighbour, and goes on at the joint. */
  async joinField(neighbour: Neighbour): Promise<void> {
    const { current } = this;
    if (!current || this.#isBusy) return;
    const index = this.#blockIndex(current);
    const first = this.#doc.view.blocks[neighbour === "previous" ? index - 1 : index];
    if (!first || (neighbour === "next" && index + 1 >= this.#doc.view.blocks.length)) return;
    const { start } = first;
    if (edits.isTouched && (await this.#save()) === undefined) return;
    const now = this.#blockStarting(neighbour === "previous" ? start : current.start);
    const joint = now ? now.bodyEnd - now.bodyStart : 0;
    edits.leave();
    const isDone = await this.join(current.start, neighbour);
    this.#close();
    if (isDone) await this.#goOn(start, 0, joint);
  }

  /** Splits a paragraph before a place of the text; true when it is done. */
  async split(at: number): Promise<boolean> {
    const { id, view } = this.#doc;
    const request = { document: id, revision: view.revision, at };
    return (await this.#run(call("block_split", request))) !== undefined;
  }

  /** Joins the block that starts at a place with a neighbour; true when it is done. */
  async join(start: number, neighbour: Neighbour): Promise<boolean> {
    const { id, view } = this.#doc;
    const first = this.#doc.blockIndexAt(start) - (neighbour === "previous" ? 1 : 0);
    const [one, other] = [view.blocks[first], view.blocks[first + 1]];
    const request = { document: id, revision: view.revision, start, with: neighbour };
    const change = await this.#run(call("block_join", request));
    if (change && one && other && other.speaker !== null && one.speaker !== other.speaker) {
      const name = view.speakers.find((speaker) => speaker.id === one.speaker)?.name ?? null;
      app.offerUndo(name === null ? t.editing.joinedToNobody : t.editing.joinedTo(isolated(name)), change);
    }
    return change !== undefined;
  }

  /** Gives back what changed; undefined where that was refused. */
  async #run(request: Promise<{ change: ChangeEvent | null }>): Promise<ChangeEvent | null | undefined> {
    this.#isBusy = true;
    const answer = await app.perform(request);
    if (answer === null) void this.#doc.refresh();
    await this.#doc.whenCurrent();
    this.#isBusy = false;
    return answer?.change;
  }

  /** Saves; undefined where it was refused. Once more where the document has moved on and the paragraph has not. */
  async #save(): Promise<ChangeEvent | null | undefined> {
    const document = this.#doc;
    this.#isBusy = true;
    this.#field?.setBusy(true);
    try {
      let outcome = await edits.commit();
      if (outcome.kind === "overtaken") {
        await document.refresh();
        await document.whenCurrent();
        if (edits.current?.state === "overtaken") this.#findAgain(edits.current);
        if (edits.current?.state === "typing") outcome = await edits.commit();
      }
      if (outcome.kind === "same") return null;
      if (outcome.kind !== "saved") return undefined;
      const text = outcome.change?.texts.find((each) => each.document === document.id);
      if (text) await document.whenAt(text.to);
      return outcome.change;
    } finally {
      this.#isBusy = false;
      this.#field?.setBusy(false);
    }
  }

  #open(cursor: Cursor): void {
    const { current } = this;
    const page = this.#page();
    if (!current || !page) return;
    const index = this.#blockIndex(current);
    const block = this.#doc.view.blocks[index];
    if (!block) return;
    const field = new BlockField(typingOf(current), t.editing.label, {
      layers: () => this.#layers(),
      onInput: (text, splices) => edits.type(text, splices),
      onCommit: () => void this.commit(),
      onLeave: () => this.leave(),
      onSplit: (at) => void this.splitField(at),
      onJoin: (neighbour) => void this.joinField(neighbour),
      onBlur: () => this.#onBlur(),
    });
    this.#field = field;
    // What was selected is the field's business now; the tools of a selection would lie over it.
    this.#doc.selection = null;
    // The whole paragraph, where it fits, and the cursor in any case.
    page.scrolling.reveal(block.bodyEnd);
    page.scrolling.reveal(Math.min(block.bodyStart + cursor.start, block.bodyEnd));
    this.place();
    const units = (count: number): number => [...current.text].slice(0, Math.max(0, count)).join("").length;
    field.focus(units(cursor.start), units(cursor.end));
  }

  #onBlur(): void {
    // What needs an answer of the user's, or the library's, is not saved over by leaving the field.
    const { current } = this;
    // The palette lies over the field for a moment only, and gives the focus back.
    if (app.dialog?.kind === "palette") return;
    if (!this.#isBusy && current?.state === "typing" && document.hasFocus()) void this.commit();
  }

  #close(): void {
    this.#field?.detach();
    this.#field = null;
    this.#page()?.keep(null);
  }

  /** Goes on correcting the paragraph that stands so many after the one at `start`. */
  async #goOn(start: number, further: number, cursor = 0): Promise<void> {
    await this.#doc.whenCurrent();
    const index = this.#doc.blockIndexAt(start) + further;
    const block = this.#doc.view.blocks[index];
    if (block) await this.begin(index, Math.min(block.bodyStart + cursor, block.bodyEnd));
  }

  /** Highlights over the paragraph, where they lie in what is typed of it. */
  #layers(): Layer[] {
    const { current } = this;
    const page = this.#page();
    const block = current && this.#doc.view.blocks[this.#blockIndex(current)];
    if (!current || !page || !block) return [];
    const carrier = new Carrier(current.splices);
    const end = block.bodyEnd - block.bodyStart;
    const local = (at: number): number => Math.min(end, Math.max(0, at - block.bodyStart));
    return page.painting
      .touching({ start: block.bodyStart, end: block.bodyEnd })
      .map((annotation: Annotation) => ({
        ...annotation,
        ...carrier.span({ start: local(annotation.start), end: local(annotation.end) }),
      }))
      .filter((layer) => layer.end > layer.start);
  }

  /**
   * How the document became what it is since is not known: the paragraph is the one that reads as it did, where there is one
   * such, else the one in its place, if that is anything like it.
   */
  #findAgain({ start, original }: Edit): void {
    const there = this.#blockStarting(start);
    const same = this.#doc.view.blocks.filter((block) => this.#bodyOf(block) === original);
    const found =
      (there && same.includes(there) ? there : null) ??
      (same.length === 1 ? same[0] : null) ??
      (there && isLike(this.#bodyOf(there), original) ? there : null);
    this.#rebase(found?.start ?? start, found ?? null);
  }

  #rebase(start: number, block: Block | null): void {
    const before = this.current?.original;
    edits.rebase(this.#doc.view.revision, start, block ? this.#bodyOf(block) : null);
    const now = this.current;
    if (now && now.original !== before) this.#field?.fill(typingOf(now));
  }

  #blockIndex({ start }: Edit): number {
    return this.#doc.blockIndexAt(start);
  }

  #blockStarting(start: number): Block | null {
    const block = this.#doc.blockAt(start);
    return block?.start === start ? block : null;
  }

  #bodyStart(start: number): number {
    return this.#doc.blockAt(start)?.bodyStart ?? start;
  }

  #bodyOf(block: Block): string {
    return this.#doc.offsets.slice(block.bodyStart, block.bodyEnd);
  }
}

/** Whether a paragraph may be another one corrected: what both begin and end with is half of the shorter one at least. */
function isLike(now: string, before: string): boolean {
  const [one, other] = [[...now], [...before]];
  const { head, tail } = commonEnds(one, other, (at, there) => one[at] === other[there]);
  return 2 * (head + tail) >= Math.min(one.length, other.length);
}

const typingOf = ({ original, text, splices }: Edit): Typing => new Typing(original, text, splices);
