// What was done in a text field, as the splices that lead from the text it began with to the one it has. Each input event
// tells which characters went and what came: of two equal sentences, only the hand that deleted one knows which. Fed
// with texts and selections; knows neither the field nor the document.

import { compose, likelySplices } from "./compose";
import { Offsets } from "./offsets";
import { countOf, isInside, type Splice } from "./splices";

/** What is in a field, and what is selected of it, in UTF-16 units. */
export interface FieldState {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A text that the field had, and what led to it. */
interface Moment {
  readonly text: string;
  readonly splices: readonly Splice[];
}

/** A change of a string, in UTF-16 units. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly inserted: string;
}

/** So many states are kept, for the field's own undo to come back to. */
const MOST_MOMENTS = 500;

export class Typing {
  readonly #original: Offsets;
  /** The states that the field's undo and redo may lead to, in the order in which they were. */
  #moments: Moment[];
  #at = 0;
  /** What was selected right before what is happening now; null where nobody said so. */
  #selected: { start: number; end: number } | null = null;
  /** What an input method has been putting together: what there was before it, and what of that it replaces. */
  #composing: (Moment & { start: number; end: number }) | null = null;

  /** Begins with a text that was typed over the original in this way. */
  constructor(original: string, text = original, splices: readonly Splice[] = []) {
    this.#original = new Offsets(original);
    this.#moments = [{ text, splices }];
  }

  get text(): string {
    return this.#moment.text;
  }

  /** What led from the original to the text: in order, counted in code points of the original. */
  get splices(): readonly Splice[] {
    return this.#moment.splices;
  }

  /** Something is about to happen to what is selected. */
  expect(start: number, end: number): void {
    this.#selected = { start, end };
  }

  /** An input method begins to put something together in the place of what is selected. */
  beginComposing(start: number, end: number): void {
    this.#composing = { ...this.#moment, start, end };
  }

  /** It has ended, with a result or without. */
  endComposing(): void {
    this.#composing = null;
  }

  /** Something happened, of a kind that an input event names. */
  follow(now: FieldState, kind: string): void {
    const selected = this.#selected;
    this.#selected = null;
    if (kind === "historyUndo" || kind === "historyRedo") {
      const at = this.#find(now.text, kind === "historyUndo" ? -1 : 1);
      if (at !== null) {
        this.#at = at;
        return;
      }
    }
    if (now.text === this.text) {
      // The field's undo counts it all the same: what it leads back to then is this, and not an earlier state that reads so.
      this.#take(this.#moment, now.text, []);
      return;
    }
    const composing = this.#composing;
    // An input method replaces what it has put together so far, again and again: together that is one change.
    const composed = composing && changeOf(composing.text, now.text, composing.start, composing.end);
    if (composing && composed) this.#take(composing, now.text, [composed]);
    else this.#take(this.#moment, now.text, changesBetween(this.text, now, selected, kind));
  }

  /** Puts something in the place of what lies between two places, in UTF-16 units, without anybody having typed it. */
  replace(start: number, end: number, inserted: string): void {
    const { text } = this;
    const made = text.slice(0, start) + inserted + text.slice(end);
    if (made !== text) this.#take(this.#moment, made, [{ start, end, inserted }]);
  }

  get #moment(): Moment {
    return this.#moments[this.#at] as Moment;
  }

  /** The nearest state of the field with a text, back or forth. */
  #find(text: string, step: -1 | 1): number | null {
    for (let at = this.#at + step; at >= 0 && at < this.#moments.length; at += step) {
      if (this.#moments[at]?.text === text) return at;
    }
    return null;
  }

  /** Takes changes of a state, in the order of its text, that make another one of it. */
  #take(base: Moment, text: string, changes: readonly Change[]): void {
    let { splices } = base;
    // From the last to the first: what is to the left of a change is where it was.
    for (const change of changes.toReversed()) {
      const { start, end, inserted } = wholeCharacters(base.text, change);
      const from = countOf(base.text.slice(0, start));
      for (const likely of likelySplices(from, base.text.slice(start, end), inserted).toReversed()) {
        splices = compose(this.#original, splices, likely);
      }
    }
    // What was undone cannot be done again after this.
    this.#moments = [
      ...this.#moments.slice(Math.max(0, this.#at + 2 - MOST_MOMENTS), this.#at + 1),
      { text, splices },
    ];
    this.#at = this.#moments.length - 1;
  }
}

/** What an event changed, as far as the texts and selections before and after it tell. */
function changesBetween(
  text: string,
  now: FieldState,
  selected: { start: number; end: number } | null,
  kind: string,
): Change[] {
  const grown = now.text.length - text.length;
  const moved = selected && movedTo(text, now, selected);
  // What was dragged past words like it leaves a text as if it had been replaced.
  if (moved && kind === "insertFromDrop") return moved;
  // What was selected was replaced, or something came where the cursor was.
  const replaced = selected && changeOf(text, now.text, selected.start, selected.end);
  if (replaced) return [replaced];
  if (moved) return moved;
  // Something went where the cursor is now, or came right before it, or after it.
  const places: [start: number, end: number][] =
    grown < 0
      ? [[now.end, now.end - grown]]
      : [
          [now.end - grown, now.end - grown],
          [now.start, now.start],
        ];
  for (const [start, end] of places) {
    const change = changeOf(text, now.text, start, end);
    if (change) return [change];
  }
  // At least what is behind the cursor is what it was, where it is.
  const behind = changeOf(text, now.text, 0, now.end - grown);
  return [behind ?? { start: 0, end: text.length, inserted: now.text }];
}

/** The change, where all that changed lies between two places of the text before. */
function changeOf(text: string, now: string, start: number, end: number): Change | null {
  const until = now.length - (text.length - end);
  if (start < 0 || end < start || end > text.length || until < start) return null;
  if (!now.startsWith(text.slice(0, start)) || !now.endsWith(text.slice(end))) return null;
  return { start, end, inserted: now.slice(start, until) };
}

/** What was selected stands elsewhere: it was dragged there. */
function movedTo(
  text: string,
  now: FieldState,
  { start, end }: { start: number; end: number },
): Change[] | null {
  const words = text.slice(start, end);
  if (words === "" || now.text.length !== text.length) return null;
  const rest = text.slice(0, start) + text.slice(end);
  const at = now.end - words.length;
  if (at < 0 || rest.slice(0, at) + words + rest.slice(at) !== now.text) return null;
  const gone = { start, end, inserted: "" };
  return at < start
    ? [{ start: at, end: at, inserted: words }, gone]
    : [gone, { start: at + words.length, end: at + words.length, inserted: words }];
}

/** A change that begins and ends between characters: two may share one of their halves. */
function wholeCharacters(text: string, { start, end, inserted }: Change): Change {
  const from = isInside(text, start) ? start - 1 : start;
  const to = isInside(text, end) ? end + 1 : end;
  return { start: from, end: to, inserted: text.slice(from, start) + inserted + text.slice(end, to) };
}
