// Owns what could not be saved: what it is, why, and when it is tried again. The text itself stays with whoever took it
// (a note's and a memo's with drafts.svelte.ts); this knows how to have it saved.
//
// One back-off for everything: what keeps one thing from the disk keeps the others from it too.
import { Refused } from "../api/client";
import { newId } from "../ids";
import { reportError } from "./errors";

/** What kinds of things there are to save. */
export type UnsavedKind = "edit" | "note" | "memo" | "highlight" | "place" | "setting";

/** What would fulfil a wish: a command of the api and its request. */
export interface Command {
  command: string;
  request: object;
}

/** A wish that can outlive the page: another page can have it fulfilled. */
export interface Wish extends Command {
  key: string;
  kind: UnsavedKind;
}

/** Something that is not on disk yet. */
export interface Unsaved {
  /** What it is about; a newer wish about the same takes its place. */
  key: string;
  kind: UnsavedKind;
  /** Why it was refused. */
  reason: unknown;
  /** What was typed, where it can be copied; null where there is no text. */
  text: () => string | null;
  /** Tries to save it; reports the outcome here. */
  again: () => Promise<unknown>;
}

/** The pause before the first further attempt, and the longest, in milliseconds; each is twice the one before. */
export const FIRST_PAUSE_MS = 1000;
export const LONGEST_PAUSE_MS = 60_000;
/** How long it is said that all is saved again, in milliseconds. */
export const RELIEF_MS = 5000;

/** Refusals that are about the disk or the file rather than about what was asked: the same wish may succeed later. */
const PASSING: ReadonlySet<string> = new Set([
  "library-busy",
  "disk-full",
  "library-read-only",
  "library-damaged",
  "library-moved",
  "library-failed",
]);

/** Whether something was refused because the library cannot be written to just now. */
export function isStorageRefusal(reason: unknown): reason is Refused {
  return reason instanceof Refused && PASSING.has(reason.error.code);
}

/** What waits to be saved; the app has one, tests make their own. */
export class UnsavedThings {
  list: readonly Unsaved[] = $state.raw([]);
  /** What is being saved or waits to be, as far as it can outlive the page. */
  wishes: readonly Wish[] = $state.raw([]);
  /** An attempt is under way. */
  isTrying = $state(false);
  /** Everything that was not saved has just been: said for a moment, then taken back. */
  isRelieved = $state(false);

  #pause = FIRST_PAUSE_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #relief: ReturnType<typeof setTimeout> | undefined;
  /** What is being saved under a key, until that is answered. */
  #running = new Map<string, Promise<unknown>>();
  /** What is being made under a key. */
  #made = new Map<string, string>();
  /** The newest wish of each key. */
  #newest = new Map<string, symbol>();
  #onRefused: (reason: unknown) => void;

  /** `onRefused` hears why something that waited cannot ever be saved. */
  constructor(onRefused: (reason: unknown) => void) {
    this.#onRefused = onRefused;
  }

  /** Notes that something was not saved, or why it still is not; it is tried again by itself. */
  add(thing: Unsaved): void {
    clearTimeout(this.#relief);
    this.isRelieved = false;
    const isKnown = this.list.some(({ key }) => key === thing.key);
    this.list = isKnown
      ? this.list.map((each) => (each.key === thing.key ? thing : each))
      : [...this.list, thing];
    this.#schedule();
  }

  /** Notes that something is on disk. */
  settle(key: string): void {
    if (!this.#remove(key) || this.list.length > 0) return;
    this.isRelieved = true;
    this.#relief = setTimeout(() => (this.isRelieved = false), RELIEF_MS);
  }

  /** Lets go of something that there is no more reason to save. */
  forget(key: string): void {
    this.#newest.delete(key);
    this.#made.delete(key);
    this.#remove(key);
  }

  /**
   * The id of what is being made under a key: the same for every wish until none is under way any more, so that there are
   * never two, whatever becomes of the page between them.
   */
  idOf(key: string): string {
    const made = this.isUnderWay(key) ? this.#made.get(key) : undefined;
    const id = made ?? newId();
    this.#made.set(key, id);
    return id;
  }

  /** Something is being saved under a key, or waits to be. */
  isUnderWay(key: string): boolean {
    return this.#running.has(key) || this.list.some((each) => each.key === key);
  }

  /**
   * Saves something, now or later: what the library refuses for want of room or leave is kept and tried again. Gives
   * back what saving did, or null when it has to wait or a newer wish under the same key has taken its place. One thing at
   * a time is saved under a key; what is wished meanwhile follows it.
   *
   * With what would fulfil it, it outlives the page. Throws any other refusal.
   */
  async attempt<T>(
    key: string,
    kind: UnsavedKind,
    save: () => Promise<T>,
    command: Command | null = null,
  ): Promise<T | null> {
    const turn = Symbol(key);
    this.#newest.set(key, turn);
    const wish = command && { key, kind, ...command };
    this.#hold(key, wish);
    // The one that waits under this key is not to come after this one.
    const isKnown = (each: Unsaved) => each.key === key;
    const nothing = () => Promise.resolve();
    this.list = this.list.map((each) => (isKnown(each) ? { ...each, again: nothing } : each));
    // What is under way may be done by the time it is answered.
    while (this.#running.has(key)) await this.#running.get(key);
    if (this.#newest.get(key) !== turn) return null;
    const answer = save();
    this.#running.set(
      key,
      answer.then(
        () => this.#running.delete(key),
        () => this.#running.delete(key),
      ),
    );
    try {
      const saved = await answer;
      if (this.#newest.get(key) === turn) {
        this.#newest.delete(key);
        this.#made.delete(key);
        this.settle(key);
      }
      return saved;
    } catch (reason) {
      const isNewest = this.#newest.get(key) === turn;
      if (!isStorageRefusal(reason)) {
        if (isNewest) this.forget(key);
        throw reason;
      }
      if (isNewest) {
        const again = () => this.attempt(key, kind, save, command);
        this.add({ key, kind, reason, text: () => null, again });
      }
      return null;
    }
  }

  /** Tries everything again at once. True when nothing is left. */
  async tryAgain(): Promise<boolean> {
    if (this.isTrying) return false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.isTrying = true;
    try {
      for (const { key } of this.list) {
        const thing = this.list.find((each) => each.key === key);
        if (thing === undefined || this.#running.has(key)) continue;
        await thing.again().catch(this.#onRefused);
      }
    } finally {
      this.isTrying = false;
    }
    if (this.list.length > 0) this.#schedule();
    return this.list.length === 0;
  }

  /** A wish takes the place of those under the same key. */
  #hold(key: string, wish: Wish | null): void {
    const others = this.wishes.filter((each) => each.key !== key);
    if (wish !== null) this.wishes = [...others, wish];
    else if (others.length < this.wishes.length) this.wishes = others;
  }

  #remove(key: string): boolean {
    this.#hold(key, null);
    const rest = this.list.filter((each) => each.key !== key);
    if (rest.length === this.list.length) return false;
    this.list = rest;
    if (rest.length === 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#pause = FIRST_PAUSE_MS;
    }
    return true;
  }

  #schedule(): void {
    if (this.isTrying || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.tryAgain();
    }, this.#pause);
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE_MS);
  }
}

/** What the app could not save. */
export const unsaved = new UnsavedThings(reportError);
