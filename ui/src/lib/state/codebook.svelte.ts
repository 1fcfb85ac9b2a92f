// Owns the codebook as the core returned it: the tags, how much each holds, and which were given last. Draws nothing, and
// keeps no truth: it is read when somebody first asks for a tag, and follows the changes from then on.
//
// For painting: `codebook.tag(id)` has a tag's `name`, `path`, `shortcut` and its own `colour`; `codebook.colourOf(id)` is
// the colour to draw it in (its own, or that of the nearest tag above it that has one), `codebook.tagsOf(ids)` the tags of
// an annotation in the order of the codebook. Whoever reads them in an effect or a derived value follows every change; a
// tag is null for as long as the codebook is being read, and where it is gone.
import { call } from "../api/client";
import type { ChangeEvent, Colour, Tag, TagCount } from "../api/generated";
import { keyOf, readPath, searchTags, type NewTagPath } from "../text/tagSearch";
import { app } from "./app.svelte";
import { subscribeToChanges } from "./changes";
import { forms } from "./forms.svelte";

/** As many tags as come first because they were given last. */
const MOST_RECENT = 30;

const NONE: readonly Tag[] = [];

/** The tags of the library; the app has one, tests make their own. */
export class Codebook {
  /** Whether the tags are known; before, there are none. */
  isLoaded = $state(false);
  /** How much each tag holds, by id: see {@link Codebook.watchCounts}. */
  counts: ReadonlyMap<string, TagCount> = $state.raw(new Map());
  /** Ids of the tags that were given last, the last first. */
  recent: readonly string[] = $state.raw([]);

  #list: readonly Tag[] = $state.raw([]);
  readonly #byId = $derived(new Map(this.#list.map((tag) => [tag.id, tag])));
  /** By id, the place in the order of the codebook. */
  readonly #places = $derived(new Map(this.#list.map(({ id }, place) => [id, place])));
  readonly #byParent = $derived(childrenOf(this.#list));
  readonly #keys = $derived.by(() => {
    void forms.isKnown;
    return this.#list.map(keyOf);
  });

  /** The newest change that was heard of. */
  #newest = -1;
  /** The newest change that the list holds. */
  #asOf = -1;
  /** The newest change that was heard of when the list was last asked for; null before it was. */
  #asked: number | null = null;
  #loading: Promise<void> | null = null;
  #watchers = 0;
  #areCountsStale = true;
  #counting: Promise<void> | null = null;

  /** All tags: each before those under it, siblings in their order. Reads them when they were never asked for. */
  get list(): readonly Tag[] {
    this.#want();
    return this.#list;
  }

  /** Reads the tags, unless they are known. Resolves once they are, or could not be read. */
  async load(): Promise<void> {
    if (!this.isLoaded) await (this.#loading ?? this.#read());
  }

  /** A tag; null for one that is not there, or not known yet. */
  tag(id: string): Tag | null {
    this.#want();
    return this.#byId.get(id) ?? null;
  }

  /** The tags with these ids in the order of the codebook; what is not there, or not known yet, is left out. */
  tagsOf(ids: readonly string[]): Tag[] {
    if (ids.length === 0) return [];
    this.#want();
    const found = ids.flatMap((id) => this.#byId.get(id) ?? []);
    return found.length < 2 ? found : found.sort((a, b) => this.#placeOf(a) - this.#placeOf(b));
  }

  /** The colour to show a tag in: its own, or that of the nearest tag above it that has one; null where none has. */
  colourOf(id: string): Colour | null {
    for (let tag = this.tag(id); tag !== null; tag = tag.parent === null ? null : this.tag(tag.parent)) {
      if (tag.colour !== null) return tag.colour;
    }
    return null;
  }

  /** The tags right under one, or at the top, in their order. */
  children(parent: string | null): readonly Tag[] {
    this.#want();
    return this.#byParent.get(parent) ?? NONE;
  }

  /** A tag and all that are under it, in the order of the codebook. */
  branch(id: string): readonly Tag[] {
    const tag = this.tag(id);
    if (tag === null) return NONE;
    const at = this.#placeOf(tag);
    const after = this.#list.findIndex(({ depth }, index) => index > at && depth <= tag.depth);
    return this.#list.slice(at, after === -1 ? undefined : after);
  }

  /** Whether a tag is another one or under it. */
  isWithin(id: string, other: string): boolean {
    for (let tag = this.tag(id); tag !== null; tag = tag.parent === null ? null : this.tag(tag.parent)) {
      if (tag.id === other) return true;
    }
    return false;
  }

  /** The tag whose whole path this is, but for case and width; null where there is none. */
  byPath(path: string): Tag | null {
    this.#want();
    return readPath(this.#keys, `/${path}`)?.existing ?? null;
  }

  /** The tag that a key gives; null where it gives none. */
  byShortcut(key: string): Tag | null {
    const wanted = key.toLowerCase();
    return this.list.find(({ shortcut }) => shortcut === wanted) ?? null;
  }

  /** The tags that fit what was typed, best first: see {@link searchTags}. */
  search(query: string): Tag[] {
    this.#want();
    forms.want();
    return searchTags(this.#keys, query, this.recent);
  }

  /** What a typed name or path would make or mean; null where it can be none. */
  read(typed: string): NewTagPath | null {
    this.#want();
    return readPath(this.#keys, typed);
  }

  /** Notes that tags were given, so that they come first the next time. */
  remember(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.recent = [...ids, ...this.recent.filter((id) => !ids.includes(id))].slice(0, MOST_RECENT);
  }

  /**
   * Keeps {@link Codebook.counts} current until the function that it gives back is called. Counting looks at every
   * annotation that has a tag, so it is done for whoever shows the numbers, and one at a time.
   */
  watchCounts(): () => void {
    this.#watchers += 1;
    void this.#count();
    return () => (this.#watchers -= 1);
  }

  /** Merges a committed change; the same change may come any number of times and in any order. */
  apply(change: ChangeEvent): void {
    const { sequence, codebook } = change;
    this.#newest = Math.max(this.#newest, sequence);
    if (codebook !== null && sequence > this.#asOf) this.#take(codebook, sequence);
    if (change.reload && this.#asked !== null && sequence > this.#asked) void this.#read();
    if (touchesCounts(change)) {
      this.#areCountsStale = true;
      void this.#count();
    }
  }

  #placeOf({ id }: Tag): number {
    return this.#places.get(id) ?? -1;
  }

  /** Has the tags read because somebody wants to know; never while a value is being derived, which may change nothing. */
  #want(): void {
    if (this.isLoaded || this.#asked !== null) return;
    this.#asked = this.#newest;
    queueMicrotask(() => void this.load());
  }

  #read(): Promise<void> {
    const reading = this.#ask().finally(() => {
      if (this.#loading === reading) this.#loading = null;
    });
    this.#loading = reading;
    return reading;
  }

  async #ask(): Promise<void> {
    const asOf = (this.#asked = this.#newest);
    try {
      const list = await call("tag_list", {});
      // What came meanwhile has said more, or has asked again.
      if (asOf === this.#asked && asOf >= this.#asOf) this.#take(list, asOf);
    } catch {
      // What is known stays; the next change, or the next who wants it, asks again.
      if (!this.isLoaded && asOf === this.#asked) this.#asked = null;
    }
  }

  #take(list: readonly Tag[], asOf: number): void {
    this.#asOf = asOf;
    this.#list = list;
    this.isLoaded = true;
  }

  async #count(): Promise<void> {
    if (this.#watchers === 0 || !this.#areCountsStale || this.#counting !== null) return;
    this.#counting = this.#readCounts();
    await this.#counting;
    this.#counting = null;
    void this.#count();
  }

  async #readCounts(): Promise<void> {
    this.#areCountsStale = false;
    try {
      const counts = await call("tag_count", {});
      this.counts = new Map(counts.map((count) => [count.tag, count]));
    } catch {
      // What is shown stays; the next change counts again.
    }
  }
}

/** The tags under each one, and under none. */
function childrenOf(list: readonly Tag[]): Map<string | null, Tag[]> {
  const children = new Map<string | null, Tag[]>();
  for (const tag of list) {
    const siblings = children.get(tag.parent);
    if (siblings === undefined) children.set(tag.parent, [tag]);
    else siblings.push(tag);
  }
  return children;
}

/** Whether a change may have made a tag hold more or less: annotations, whoever speaks in them, and what is under what. */
function touchesCounts(change: ChangeEvent): boolean {
  return (
    change.reload ||
    change.codebook !== null ||
    change.annotations.length > 0 ||
    change.removedAnnotations.length > 0 ||
    change.crowded.length > 0 ||
    change.removedDocuments.length > 0 ||
    change.structure.length > 0
  );
}

/** The library's tags. */
export const codebook = new Codebook();
subscribeToChanges((change) => codebook.apply(change));

/**
 * Gives annotations tags, in one undoable step. Each tag is an id, or a name or path, which is made where there is none
 * (`Feeling/Fear`; `/Fear` for one at the top). Gives back the ids of the tags; null where it was refused, which is
 * reported, or has to wait until the library can be written to.
 */
export async function give(
  annotations: readonly string[],
  tags: readonly string[],
): Promise<readonly string[] | null> {
  if (annotations.length === 0 || tags.length === 0) return [];
  const request = { annotations: [...annotations], tags: [...tags] };
  const answer = await app.save(
    wishOf("give", annotations, tags),
    "highlight",
    () => call("tag_give", request),
    { command: "tag_give", request },
  );
  if (answer === null) return null;
  codebook.remember(answer.tags);
  return answer.tags;
}

/** Takes tags (ids) from annotations, in one undoable step. False where it was refused or has to wait: see {@link give}. */
export async function take(annotations: readonly string[], tags: readonly string[]): Promise<boolean> {
  if (annotations.length === 0 || tags.length === 0) return true;
  const request = { annotations: [...annotations], tags: [...tags] };
  const answer = await app.save(
    wishOf("take", annotations, tags),
    "highlight",
    () => call("tag_take", request),
    { command: "tag_take", request },
  );
  return answer !== null;
}

function wishOf(what: "give" | "take", annotations: readonly string[], tags: readonly string[]): string {
  return `${what}:${annotations.join()}:${tags.join()}`;
}
