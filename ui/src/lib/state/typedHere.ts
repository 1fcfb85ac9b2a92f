// Owns what undoing in a text field is about: what was typed there since it got the focus, or, in a field that keeps it, for as
// long as nobody else has put something there. The engine keeps one such list for the whole page, by which undoing in one
// field takes back what was typed in another and gives that the focus.

/** What can be typed in. */
export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** What a field held, and what was selected of it. */
interface Moment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What of the same kind follows one another is one step. */
type Kind = "typing" | "deleting" | "other";

/** What was typed in a field. */
interface Typed {
  past: Moment[];
  future: Moment[];
  now: Moment | null;
}

/** So many steps are kept. */
const MOST_STEPS = 200;

export class TypedHere {
  #field: TextField | null = null;
  #past: Moment[] = [];
  #future: Moment[] = [];
  /** The field as it was when somebody looked last. */
  #now: Moment | null = null;
  #kind: Kind | null = null;
  #isComposing = false;
  /** What was typed in fields that keep it, while the focus is elsewhere; null where nothing is kept yet. */
  readonly #kept = new WeakMap<TextField, Typed | null>();

  /** Keeps what was typed in a field while the focus is elsewhere, in a dialog about what it found. An attachment. */
  readonly keep = (field: TextField): void => void this.#kept.set(field, null);

  /** Follows the fields of a page; what it gives back ends that. */
  follow(page: Document): () => void {
    const listeners: [string, (event: Event) => void][] = [
      ["focusin", ({ target }) => this.#enter(target)],
      // A window that loses the focus will have it back where it was.
      ["focusout", () => page.hasFocus() && this.#enter(null)],
      ["beforeinput", ({ target }) => target === this.#field && this.#look()],
      ["compositionstart", ({ target }) => target === this.#field && this.#compose()],
      ["compositionend", () => (this.#isComposing = false)],
      ["input", (event) => event.target === this.#field && this.#take(event)],
    ];
    for (const [name, listener] of listeners) page.addEventListener(name, listener, true);
    return () => {
      for (const [name, listener] of listeners) page.removeEventListener(name, listener, true);
    };
  }

  /** Whether anything was typed in a field since it got the focus, taken back by now or not. */
  isIn(field: Element): boolean {
    if (field !== this.#field) return false;
    if (!this.#isComposing && this.#field.value !== this.#now?.text) this.#restart();
    return this.#past.length + this.#future.length > 0;
  }

  /** Whether something was taken back that can be had again. */
  get hasFuture(): boolean {
    return this.#future.length > 0;
  }

  /** Takes back the last step, or takes the last one that was taken back again. */
  step(way: "undo" | "redo"): void {
    const field = this.#field;
    if (field === null || !this.isIn(field)) return;
    const [from, to] = way === "undo" ? [this.#past, this.#future] : [this.#future, this.#past];
    const moment = from.pop();
    if (moment === undefined) return;
    to.push(momentOf(field));
    field.value = moment.text;
    field.setSelectionRange(moment.start, moment.end);
    this.#now = moment;
    this.#kind = null;
    const inputType = way === "undo" ? "historyUndo" : "historyRedo";
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType }));
  }

  #enter(target: EventTarget | null): void {
    const field = isTextField(target) ? target : null;
    if (field === this.#field && field !== null) return;
    if (this.#field !== null && this.#kept.has(this.#field))
      this.#kept.set(this.#field, { past: this.#past, future: this.#future, now: this.#now });
    this.#field = field;
    this.#restart();
    const kept = field === null ? null : (this.#kept.get(field) ?? null);
    if (kept === null || kept.now?.text !== field?.value) return;
    ({ past: this.#past, future: this.#future } = kept);
  }

  /** Begins anew with what the field holds. */
  #restart(): void {
    this.#past = [];
    this.#future = [];
    this.#kind = null;
    this.#isComposing = false;
    this.#now = this.#field && momentOf(this.#field);
  }

  /** Looks at the field right before something is typed in it. */
  #look(): void {
    if (this.#field === null || this.#isComposing) return;
    const seen = momentOf(this.#field);
    // Somebody else has put something there, to which nothing leads that was typed before.
    if (seen.text !== this.#now?.text) this.#restart();
    // What is typed elsewhere in the field is another step.
    else if (seen.start !== this.#now.start || seen.end !== this.#now.end) this.#kind = null;
    this.#now = seen;
  }

  #compose(): void {
    this.#look();
    this.#isComposing = true;
  }

  #take(event: Event): void {
    const field = this.#field;
    const before = this.#now;
    if (field === null || before === null) return;
    const inputType = event instanceof InputEvent ? event.inputType : "";
    if (inputType.startsWith("history")) return;
    const kind = kindOf(inputType);
    this.#now = momentOf(field);
    if (this.#now.text === before.text) return;
    if (kind === "other" || kind !== this.#kind) {
      this.#past.push(before);
      if (this.#past.length > MOST_STEPS) this.#past.shift();
    }
    this.#kind = kind;
    this.#future = [];
  }
}

function kindOf(inputType: string): Kind {
  if (/^(insertText|insertLineBreak|insert(From)?Composition|deleteComposition)/.test(inputType))
    return "typing";
  return inputType.startsWith("deleteContent") ? "deleting" : "other";
}

function momentOf({ value, selectionStart, selectionEnd }: TextField): Moment {
  return { text: value, start: selectionStart ?? value.length, end: selectionEnd ?? value.length };
}

/** Whether something is a field whose text can be told with the place of the cursor in it: dates and numbers have none. */
function isTextField(target: EventTarget | null): target is TextField {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.selectionStart !== null;
}

export const typedHere = new TypedHere();
