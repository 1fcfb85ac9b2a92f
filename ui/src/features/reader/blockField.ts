// The field in which a paragraph is corrected where it stands, with its typography: a plain
// text field over a copy of what is typed, painted with the highlights as they will lie.
// The field is the engine's own, so input methods, the clipboard and undo inside it are the
// engine's; the copy makes it as tall as its text. Knows neither the document nor commands.

import { Offsets } from "$lib/text/offsets";
import { MarkPainter } from "$lib/text/painter";
import type { Layer } from "$lib/text/looks";
import type { Splice } from "$lib/text/splices";
import type { Typing } from "$lib/text/typing";

/** What the keys of the field ask for. */
export interface FieldHost {
  /** Highlights over the text as it is typed now, counted from its beginning. */
  layers(): Layer[];
  /** The text is another one, and these lead to it from the one that the field began with. */
  onInput(text: string, splices: readonly Splice[]): void;
  onCommit(): void;
  onLeave(): void;
  /** At a place in UTF-16 units. */
  onSplit(at: number): void;
  onJoin(neighbour: "previous" | "next"): void;
  onBlur(): void;
}

/** Without a character after it, a last line end would make no line of its own in the copy. */
const LINE_HOLDER = "\u200b";
/** The class of a block whose own body waits behind the field. */
const EDITED = "is-edited";

export class BlockField {
  readonly #host: FieldHost;
  readonly #area = document.createElement("textarea");
  readonly #copy = document.createElement("span");
  #element: HTMLElement | null = null;
  #block: HTMLElement | null = null;
  /** What was done in the field. */
  #typing: Typing;
  /** An input method is composing: its keys are its own. */
  #isComposing = false;

  constructor(typing: Typing, label: string, host: FieldHost) {
    this.#host = host;
    this.#typing = typing;
    this.#copy.className = "field-copy";
    this.#copy.setAttribute("aria-hidden", "true");
    const area = this.#area;
    area.className = "field-text";
    area.value = typing.text;
    area.rows = 1;
    area.spellcheck = false;
    area.setAttribute("aria-label", label);
    area.dataset["testid"] = "block-field";
    area.addEventListener("beforeinput", () => this.#typing.expect(area.selectionStart, area.selectionEnd));
    area.addEventListener("input", (event) => this.#onInput(event));
    area.addEventListener("keydown", (event) => this.#onKey(event));
    area.addEventListener("compositionstart", () => {
      this.#isComposing = true;
      this.#typing.beginComposing(area.selectionStart, area.selectionEnd);
    });
    area.addEventListener("compositionend", () => {
      this.#isComposing = false;
      this.#typing.endComposing();
    });
    area.addEventListener("blur", () => {
      if (area.isConnected) host.onBlur();
    });
  }

  get text(): string {
    return this.#area.value;
  }

  /** Where the cursor is, in UTF-16 units. */
  get caret(): number {
    return this.#area.selectionEnd;
  }

  get isAttached(): boolean {
    return this.#element?.isConnected ?? false;
  }

  get hasFocus(): boolean {
    return document.activeElement === this.#area;
  }

  get rect(): DOMRect | null {
    return this.isAttached ? (this.#element?.getBoundingClientRect() ?? null) : null;
  }

  /** The line of the cursor, in client coordinates; null where it is not on the page. */
  get caretRect(): DOMRect | null {
    let left = this.caret;
    const walker = document.createTreeWalker(this.#copy, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (left <= length) {
        const range = document.createRange();
        range.setStart(node, left);
        return range.getClientRects()[0] ?? null;
      }
      left -= length;
    }
    return null;
  }

  /** Puts the field in the place of the body of a block. */
  attach(block: HTMLElement, body: HTMLElement, isInPlace: boolean): void {
    const had = this.hasFocus ? [this.#area.selectionStart, this.#area.selectionEnd] : null;
    this.detach();
    // The same element with the same class, so that whatever the style sheet says of a body is said of the field.
    const element = document.createElement(body.tagName);
    element.className = "body block-field";
    element.append(this.#copy, this.#area);
    if (isInPlace) {
      body.after(element);
      block.classList.add(EDITED);
    } else body.before(element);
    this.#element = element;
    this.#block = block;
    this.paint();
    if (had) this.focus(had[0] ?? 0, had[1] ?? 0);
  }

  /** Takes the field off the page. */
  detach(): void {
    this.#block?.classList.remove(EDITED);
    this.#element?.remove();
    this.#element = this.#block = null;
  }

  /** Gives the field the focus, with what lies between two places selected, in UTF-16 units. */
  focus(start: number, end = start): void {
    this.#area.focus({ preventScroll: true });
    this.#area.setSelectionRange(start, end);
  }

  /** Goes on from another text, or from the same one as if it had become so in another way. */
  fill(typing: Typing): void {
    this.#typing = typing;
    if (this.#area.value !== typing.text) this.#area.value = typing.text;
    this.paint();
  }

  /** Puts something in the place of what lies between two places of the text, in UTF-16 units, as if it was typed. */
  replace(start: number, end: number, inserted: string): void {
    this.#typing.replace(start, end, inserted);
    this.#host.onInput(this.#typing.text, this.#typing.splices);
  }

  /** Keeps so many pixels free below the field, what stands there included. */
  makeRoom(height: number): void {
    if (!this.#block || !this.#element) return;
    const gap = parseFloat(getComputedStyle(this.#block).paddingBottom);
    this.#element.style.marginBottom = `${Math.max(0, height - gap)}px`;
  }

  setBusy(isBusy: boolean): void {
    this.#area.readOnly = isBusy;
  }

  /** Paints the copy. */
  paint(): void {
    const { value } = this.#area;
    const offsets = new Offsets(value);
    new MarkPainter(offsets).paint(this.#copy, { start: 0, end: offsets.length }, this.#host.layers());
    this.#copy.append(LINE_HOLDER);
  }

  #onInput(event: Event): void {
    const { value: text, selectionStart: start, selectionEnd: end } = this.#area;
    this.#typing.follow({ text, start, end }, event instanceof InputEvent ? event.inputType : "");
    this.#host.onInput(text, this.#typing.splices);
    this.paint();
  }

  #onKey(event: KeyboardEvent): void {
    // Enter that ends a composition has the key code of composing in some engines, after its end.
    if (this.#isComposing || event.isComposing || event.keyCode === 229) return;
    if (this.#answer(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #answer({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
    const area = this.#area;
    const hasModifier = ctrlKey || metaKey || altKey;
    const isCaret = area.selectionStart === area.selectionEnd;
    if (key === "Escape") this.#host.onLeave();
    else if (key === "Enter" && (ctrlKey || metaKey)) this.#host.onSplit(area.selectionEnd);
    else if (key === "Enter" && !shiftKey && !hasModifier) this.#host.onCommit();
    else if (key === "Backspace" && !hasModifier && isCaret && area.selectionEnd === 0)
      this.#host.onJoin("previous");
    else if (key === "Delete" && !hasModifier && isCaret && area.selectionEnd === area.value.length)
      this.#host.onJoin("next");
    else return false;
    return true;
  }
}
