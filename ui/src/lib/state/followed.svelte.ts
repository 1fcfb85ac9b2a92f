// Owns how a whole list is kept as the library has it: read once, then changed by what each commit says, and read again
// where a commit says less than happened. Changes may come twice and in any order, and may overtake an answer.

/** A list of things with ids that follows the library. */
export class FollowedList<Item extends { id: string }> {
  list: readonly Item[] = $state.raw([]);
  /** It was read: before, there is nothing true to show. */
  isRead = $state(false);

  #ask: () => Promise<readonly Item[]>;
  /** The last change seen of each; an older one that arrives late is ignored. */
  #seen = new Map<string, number>();
  /** The newest change that was heard of. */
  #newest = -1;
  /** The newest change that the list held when it was read as a whole; it holds all before that, too. */
  #asOf = -1;
  /** More has changed than the list was told. */
  #isStale = false;
  /** The newest change that was heard of when the list was last asked for. */
  #asked = -1;

  constructor(ask: () => Promise<readonly Item[]>) {
    this.#ask = ask;
  }

  /** Takes over a whole list that was read when `asOf` was the newest change. */
  replace(list: readonly Item[], asOf: number): void {
    this.#asOf = asOf;
    this.#isStale = false;
    this.#seen.clear();
    this.list = list;
    this.isRead = true;
  }

  /** Reads the whole list; throws a refusal. */
  async read(): Promise<void> {
    this.#isStale = true;
    const asOf = (this.#asked = this.#newest);
    const list = await this.#ask();
    // A change that came meanwhile has asked again: this answer may be from before it.
    if (asOf === this.#asked) this.replace(list, asOf);
  }

  /** Merges what a committed change says; `isMore` where it says less than happened. */
  follow(sequence: number, upserted: readonly Item[], removed: readonly string[], isMore: boolean): void {
    this.#newest = Math.max(this.#newest, sequence);
    if (sequence <= this.#asOf) return;
    if (isMore) this.#isStale = true;
    // What is shown stays where it cannot be read; the next change asks again.
    if (this.#isStale && sequence > this.#asked) void this.read().catch(() => undefined);
    const isNews = (id: string) => sequence > (this.#seen.get(id) ?? -1);
    const newer = upserted.filter(({ id }) => isNews(id));
    const gone = new Set(removed.filter(isNews));
    if (newer.length === 0 && gone.size === 0) return;
    for (const id of [...newer.map(({ id }) => id), ...gone]) this.#seen.set(id, sequence);
    const byId = new Map(this.list.map((item) => [item.id, item]));
    for (const id of gone) byId.delete(id);
    for (const item of newer) byId.set(item.id, item);
    this.list = [...byId.values()];
  }
}
