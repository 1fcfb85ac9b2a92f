// Owns what was looked for in the open document and where it stands: the places in the text and the notes, and which of
// them is looked at. Asked anew while one types and when the text changes; the newest answer wins. The reading view paints
// it and does what it is told here; whoever has a field to type in (the bar, the panel) says what is looked for.
import { call, Refused } from "../api/client";
import type { ApiError, SearchFolding, SearchScope, SearchSyntax } from "../api/generated";
import { Hits } from "../text/hits";
import type { OpenDocument, Span } from "./document.svelte";
import { reportError } from "./errors";

/** What is looked for, and how. */
export interface Sought {
  readonly query: string;
  readonly syntax: SearchSyntax;
  readonly scope: SearchScope;
  readonly folding: SearchFolding;
  readonly wholeWord: boolean;
}

/** A place to step to: in the text, or the passage of an annotation whose note has the words. */
export interface Stop extends Span {
  readonly note: string | null;
}

/** What the reading view of a document is asked to do; each request has a new number. */
export type Order = { readonly nonce: number; readonly document: string } & (
  | { readonly kind: "show" | "select"; readonly stop: Stop }
  | { readonly kind: "back"; readonly place: number }
);

/** As many as the api gives; of more, the number is told. */
const MOST = 100_000;
/** Notes that are being written are looked at again after this pause, in milliseconds. */
const NOTES_PAUSE_MS = 400;

/** What usually makes no difference. */
export const USUAL_FOLDING: SearchFolding = {
  case: true,
  width: true,
  compatibility: true,
  variants: true,
  kana: true,
  diacritics: true,
  quotes: true,
  separators: false,
};

/** Everything as it is written. */
export const NO_FOLDING: SearchFolding = {
  case: false,
  width: false,
  compatibility: false,
  variants: false,
  kana: false,
  diacritics: false,
  quotes: false,
  separators: false,
};

export class Found {
  /** The document in which it was looked. */
  document: OpenDocument | null = $state.raw(null);
  sought: Sought | null = $state.raw(null);
  hits: Hits = $state.raw(Hits.NONE);
  /** The stop that is looked at; null where there is none. */
  current: number | null = $state(null);
  /** How many places there are in the text: more than `hits` holds where there are very many. */
  total = $state(0);
  /** What the query has before a colon, as an operator, that is none; told where nothing was found. */
  unknownOperator: string | null = $state(null);
  /** Why there is no answer: what is wrong with the query. */
  problem: ApiError | null = $state.raw(null);
  isLooking = $state(false);
  /** Stepping went over the end, forward or back; null where it did not. */
  wrapped: 1 | -1 | null = $state(null);
  order: Order | null = $state.raw(null);

  /** Annotations whose notes have the words, by their passage: where each stands among the stops. */
  #notes: readonly Stop[] = $state.raw([]);
  /** The place that was shown last though it is none of these. */
  #last: Stop | null = null;
  /** Whether the page was sent to the current stop. */
  #isShown = false;
  #asked = 0;
  #nonce = 0;
  #unfollow: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** How many places can be stepped to. */
  get count(): number {
    return this.hits.length + this.#notes.length;
  }

  /** How many notes have the words. */
  get noteCount(): number {
    return this.#notes.length;
  }

  /** The place that is looked at. */
  get stop(): Stop | null {
    return this.current === null ? null : this.#stopAt(this.current);
  }

  /** The place in the text that is looked at. */
  get hit(): Span | null {
    const { stop } = this;
    return stop === null || stop.note !== null ? null : stop;
  }

  /**
   * Looks in a document, and goes to the first place at or after `origin` where no place is looked at yet or another
   * query is meant; `isShown` says whether the page follows.
   */
  async look(document: OpenDocument, sought: Sought, origin: number, isShown: boolean): Promise<void> {
    const isSame = document === this.document && same(sought, this.sought);
    this.#follow(document);
    this.sought = sought;
    if (sought.query === "") return this.#take(Hits.NONE, [], 0, null);
    const asked = ++this.#asked;
    this.isLooking = true;
    try {
      const { query, syntax, scope, folding, wholeWord } = sought;
      const request = { document: document.id, query, syntax, scope, folding, wholeWord, limit: MOST };
      const answer = await call("search_places", request);
      if (asked !== this.#asked) return;
      // In a text that is not shown yet the places are elsewhere: its coming asks again.
      if (answer.revision !== document.view.revision) return;
      const notes = answer.notes.flatMap(({ annotation }) => {
        const one = document.byId.get(annotation);
        return one === undefined ? [] : [{ start: one.start, end: one.end, note: annotation }];
      });
      const [before, wasShown] = isSame ? [this.stop, this.#isShown] : [null, false];
      this.#take(Hits.of(answer.places), notes, answer.total, null);
      this.unknownOperator = answer.unknownOperator;
      this.current = this.#nearest(before?.start ?? origin);
      this.#isShown = wasShown;
      if (isShown && !isSame) this.#show();
    } catch (reason) {
      if (asked !== this.#asked) return;
      if (!(reason instanceof Refused)) throw reason;
      if (reason.isAbout("cancelled")) return;
      if (!reason.isAbout("bad-query")) reportError(reason);
      this.#take(Hits.NONE, [], 0, reason.isAbout("bad-query") ? reason.error : null);
    } finally {
      if (asked === this.#asked) this.isLooking = false;
    }
  }

  /** Looks in a document unless that is what was done last. */
  async ensure(document: OpenDocument, sought: Sought): Promise<void> {
    if (document === this.document && same(sought, this.sought) && !this.isLooking) return;
    await this.look(document, sought, document.place, false);
  }

  /**
   * Goes on to the next place (1) or back to the one before (-1), over the end to the other. The first one is shown first,
   * where the page was not sent there yet.
   */
  step(by: 1 | -1): void {
    if (this.count === 0) return;
    if (by > 0 && !this.#isShown && this.current !== null) return this.#show();
    const next = this.current === null ? (by > 0 ? 0 : this.count - 1) : this.current + by;
    this.wrapped = next < 0 || next >= this.count ? by : null;
    this.current = (next + this.count) % this.count;
    this.#show();
  }

  /** Looks at a place that is known from elsewhere, whether or not it is among these. */
  show(stop: Stop): void {
    let at = this.#nearest(stop.start);
    for (; at !== null && at < this.count; at++) {
      const other = this.#stopAt(at);
      if (other === null || other.start !== stop.start || other.note === stop.note) break;
    }
    const other = at === null ? null : this.#stopAt(at);
    this.current = other?.start === stop.start && other.note === stop.note ? at : null;
    this.wrapped = null;
    this.#last = stop;
    this.#order({ kind: "show", stop });
  }

  /** Selects on the page what is looked at; false where that is nothing. */
  select(): boolean {
    const stop = this.stop ?? this.#last;
    if (stop === null) return false;
    this.#order({ kind: "select", stop });
    return true;
  }

  /** Sends the page of a document back to where it was. */
  goBack(document: OpenDocument, place: number): void {
    this.order = { kind: "back", place, document: document.id, nonce: ++this.#nonce };
  }

  /** Looks for nothing any more. */
  clear(): void {
    this.#follow(null);
    this.sought = null;
    this.#take(Hits.NONE, [], 0, null);
  }

  #take(hits: Hits, notes: readonly Stop[], total: number, problem: ApiError | null): void {
    // What is under way is about something else.
    this.#asked += 1;
    this.isLooking = false;
    this.hits = hits;
    this.#notes = [...notes].sort((a, b) => a.start - b.start);
    this.total = total;
    this.problem = problem;
    this.unknownOperator = null;
    this.current = null;
    this.#last = null;
    this.#isShown = false;
    this.wrapped = null;
  }

  #show(): void {
    const { stop } = this;
    if (stop !== null) this.#order({ kind: "show", stop });
  }

  #order(order: { kind: "show" | "select"; stop: Stop }): void {
    this.#isShown = true;
    const { document } = this;
    if (document !== null) this.order = { ...order, document: document.id, nonce: ++this.#nonce };
  }

  /** The first stop at or after an offset, else the very first; null where there are none. */
  #nearest(offset: number): number | null {
    if (this.count === 0) return null;
    const at = this.hits.firstFrom(offset) + this.#notesBefore(offset);
    return at >= this.count ? 0 : at;
  }

  #notesBefore(offset: number): number {
    const at = this.#notes.findIndex(({ start }) => start >= offset);
    return at < 0 ? this.#notes.length : at;
  }

  /** Of the text and the notes together, in the order of the text; of both at one place the text comes first. */
  #stopAt(index: number): Stop | null {
    if (this.#notes.length === 0) {
      const span = this.hits.at(index);
      return span && { ...span, note: null };
    }
    // Notes are few beside the places in a text: the one that comes at or after the index is found by counting.
    for (let before = 0; before <= this.#notes.length; before++) {
      const note = this.#notes[before];
      const until = note === undefined ? this.hits.length : this.hits.firstFrom(note.start + 1);
      if (index < until + before) {
        const span = this.hits.at(index - before);
        return span && { ...span, note: null };
      }
      if (index === until + before) return note ?? null;
    }
    return null;
  }

  #follow(document: OpenDocument | null): void {
    if (document === this.document) return;
    this.#unfollow?.();
    clearTimeout(this.#timer);
    this.document = document;
    if (document === null) {
      this.#unfollow = null;
      return;
    }
    const again = () => {
      if (this.sought !== null) void this.look(document, this.sought, this.stop?.start ?? 0, false);
    };
    const stopView = document.onView(({ carrier }) => {
      const { stop } = this;
      this.hits = this.hits.carried(carrier);
      this.#notes = this.#notes.map((note) => ({ ...note, ...carrier.span(note) }));
      this.current = stop === null ? null : this.#nearest(carrier.point(stop.start));
      again();
    });
    const stopAnnotations = document.onAnnotations(() => {
      if (this.sought === null || this.sought.scope === "text") return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(again, NOTES_PAUSE_MS);
    });
    this.#unfollow = () => {
      stopView();
      stopAnnotations();
    };
  }
}

function same(one: Sought, other: Sought | null): boolean {
  return other !== null && JSON.stringify(one) === JSON.stringify(other);
}

export const found = new Found();
