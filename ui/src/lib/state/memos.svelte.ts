// Owns the memos: the list as the library has it, those that are being begun, and how all of them are saved while they
// are typed. The list is read when somebody first wants to show one.
//
// The library keeps no memo that says nothing, so one that is begun has no id until something is typed. Until its
// writing is left it goes by a key of its own, so that its field stays the same field.
import { SvelteMap } from "svelte/reactivity";
import { call, Refused } from "../api/client";
import type { ChangeEvent, Memo, MemoCreate, MemoWrite } from "../api/generated";
import { newId } from "../ids";
import { publishChange, subscribeToChanges } from "./changes";
import { Drafts, type DraftState } from "./drafts.svelte";
import { reportError } from "./errors";
import { FollowedList } from "./followed.svelte";

/** What a memo is about, or is to be about. */
export type MemoTarget = Pick<Memo, "kind" | "document" | "heading" | "speaker" | "tag">;

/** A memo as it is shown: one that is there, or one that is begun and says nothing yet. */
export interface ShownMemo {
  /** Stays the same as long as it is written on; its id otherwise. */
  key: string;
  target: MemoTarget;
  /** Null where the library has none yet. */
  memo: Memo | null;
}

/** What would save a memo that is typed and not on disk. */
export type MemoDraft = ({ what: "memo" } & MemoWrite) | ({ what: "new-memo" } & MemoCreate);

interface Begun {
  target: MemoTarget;
  /** The id that it is to have. */
  id: string;
  /** Once the library has it. */
  memo: string | null;
}

const NOTHING: MemoTarget = { kind: "library", document: null, heading: null, speaker: null, tag: null };

/** The library as what a memo is about. */
export const aboutLibrary = (): MemoTarget => NOTHING;
/** A document. */
export const aboutDocument = (document: string): MemoTarget => ({ ...NOTHING, kind: "document", document });
/** The section whose heading's block starts there. */
export const aboutSection = (document: string, heading: number): MemoTarget => ({
  ...NOTHING,
  kind: "section",
  document,
  heading,
});
/** A participant in a document. */
export const aboutSpeaker = (document: string, speaker: string): MemoTarget => ({
  ...NOTHING,
  kind: "speaker",
  document,
  speaker,
});
/** A tag. */
export const aboutTag = (tag: string): MemoTarget => ({ ...NOTHING, kind: "tag", tag });

/** Whether both are about the same thing. A section whose heading is gone is like no other. */
export function isSameTarget(a: MemoTarget, b: MemoTarget): boolean {
  return nameOf(a) === nameOf(b) && (a.kind !== "section" || a.heading !== null);
}

/** Tells what memos can be about apart. */
function nameOf({ kind, document, heading, speaker, tag }: MemoTarget): string {
  return [kind, document, heading, speaker, tag].join(" ");
}

/** The memos of the library; the app has one, tests make their own. */
export class Memos extends FollowedList<Memo> {
  /** A memo that is to be shown, by its key, and whether it is to be written on; whoever shows it sets this back. */
  wanted: { key: string; isEdited: boolean } | null = $state.raw(null);

  /** Under way or done since somebody wanted to show the list: from then on it is kept whole. */
  #reading: Promise<void> | null = null;
  #begun = new SvelteMap<string, Begun>();
  #begunCount = 0;
  /** By what they are about: lists of many things ask for each of them. */
  readonly #counts = $derived.by(() => {
    const counts = new Map<string, number>();
    for (const memo of this.list) {
      const name = nameOf(memo);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return counts;
  });
  #drafts = new Drafts("memo", (key, text, joinKey) => this.#save(key, text, joinKey));

  constructor() {
    super(() => call("memo_list", {}));
  }

  /** Has the list read, unless it was. */
  load(): void {
    void this.whenRead();
  }

  /** Resolves once the list was read, or could not be, which is reported. */
  whenRead(): Promise<void> {
    this.#reading ??= this.read().catch((reason: unknown) => {
      // Whoever wants it next asks again.
      this.#reading = null;
      reportError(reason);
    });
    return this.#reading;
  }

  /** Merges a committed change; the same change may come any number of times and in any order. */
  apply(change: ChangeEvent): void {
    const { sequence, memos, removedMemos, reload, structure } = change;
    // A correction may move a heading, which the memo on its section follows without being written.
    const isOnSection = ({ kind, document }: Memo) =>
      kind === "section" && document !== null && structure.includes(document);
    const isMore = this.#reading !== null && (reload || this.list.some(isOnSection));
    this.follow(sequence, memos, removedMemos, isMore);
    for (const id of removedMemos) this.forget(id);
  }

  /** Those to be shown, the oldest first, and after them those that are begun. */
  get shown(): ShownMemo[] {
    const keys = new Map([...this.#begun].map(([key, { memo }]) => [memo, key]));
    const there = this.list.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    return [
      ...there.map((memo): ShownMemo => ({ key: keys.get(memo.id) ?? memo.id, target: memo, memo })),
      ...[...this.#begun].flatMap(([key, { target, memo }]): ShownMemo[] =>
        memo === null ? [{ key, target, memo: null }] : [],
      ),
    ];
  }

  /** How many are about one thing. */
  count(target: MemoTarget): number {
    return this.#counts.get(nameOf(target)) ?? 0;
  }

  /** Those that are about one thing. */
  about(target: MemoTarget): readonly Memo[] {
    return this.list.filter((memo) => isSameTarget(memo, target));
  }

  /** Begins a memo; the library has it once something is typed. Gives back its key. */
  begin(target: MemoTarget): string {
    for (const [key, begun] of this.#begun) {
      if (begun.memo === null && isSameTarget(begun.target, target) && this.draft(key) === null) return key;
    }
    return this.#begin(target, newId());
  }

  /** Takes what a memo now says; it saves by itself. */
  type(key: string, text: string): void {
    this.#drafts.type(key, text);
  }

  state(key: string): DraftState {
    return this.#drafts.state(key);
  }

  /** What was typed and may be newer than what the library holds; null when that is the truth. */
  draft(key: string): string | null {
    return this.#drafts.draft(key);
  }

  /** Saves what waits at once, of one memo or of all, and ends the editing sessions. True when all is on disk. */
  flush(key?: string): Promise<boolean> {
    return this.#drafts.flush(key);
  }

  /** Ends the writing of a memo. Gives back its id; null where it came to nothing or is not saved yet. */
  async leave(key: string): Promise<string | null> {
    const isSaved = await this.flush(key);
    const begun = this.#begun.get(key);
    if (begun === undefined) return isSaved ? key : null;
    if (!isSaved) return null;
    this.#begun.delete(key);
    this.#drafts.forget(key);
    return begun.memo;
  }

  /** Lets go of what was typed for a memo that is gone, or that is not to be begun after all. */
  forget(id: string): void {
    this.#drafts.forget(id);
    for (const [key, { memo }] of this.#begun) {
      if (key !== id && memo !== id) continue;
      this.#begun.delete(key);
      this.#drafts.forget(key);
    }
  }

  /** Everything typed that may be newer than what the library holds. */
  unsaved(): MemoDraft[] {
    return this.#drafts.drafts().flatMap(({ id, text }): MemoDraft[] => {
      const begun = this.#begun.get(id);
      const memo = begun === undefined ? id : begun.memo;
      if (memo !== null) return [{ what: "memo", memo, text, joinKey: "" }];
      if (begun === undefined || text.trim() === "") return [];
      return [{ what: "new-memo", id: begun.id, ...begun.target, text, joinKey: "" }];
    });
  }

  /** Takes back what a page that crashed held. */
  async resume(draft: MemoDraft): Promise<void> {
    if (draft.what === "memo") return this.type(draft.memo, draft.text);
    const { id, kind, document, heading, speaker, tag, text } = draft;
    // It may have been begun just before.
    await this.read().catch(reportError);
    const isThere = this.list.some((memo) => memo.id === id);
    const begin = () => this.#begin({ kind, document, heading, speaker, tag }, id ?? newId());
    this.type(id !== null && isThere ? id : begin(), text);
  }

  #begin(target: MemoTarget, id: string): string {
    const key = `new-${++this.#begunCount}`;
    this.#begun.set(key, { target, id, memo: null });
    return key;
  }

  async #save(key: string, text: string, joinKey: string): Promise<void> {
    const begun = this.#begun.get(key);
    const memo = begun === undefined ? key : begun.memo;
    try {
      if (memo !== null) {
        publishChange((await call("memo_write", { memo, text, joinKey })).change);
      } else if (begun !== undefined && text.trim() !== "") {
        const answer = await call("memo_create", { id: begun.id, ...begun.target, text, joinKey });
        // Before the list has it: it is to be shown as the one that was begun.
        this.#begun.set(key, { ...begun, memo: answer.memo.id });
        publishChange(answer.change);
      }
    } catch (reason) {
      if (!(reason instanceof Refused && GONE.some((code) => reason.isAbout(code)))) throw reason;
      // Trying again would never succeed, and would keep the window from closing.
      this.forget(key);
      reportError(reason);
    }
  }
}

/** Deleted meanwhile: the memo, or what it was to be about. */
const GONE = ["no-such-memo", "no-such-document", "no-such-section", "no-such-speaker", "no-such-tag"];

/** The app's memos. */
export const memos = new Memos();
subscribeToChanges((change) => memos.apply(change));
