// Owns the files of an import together: a few are read at a time, they go into the library one after the other, and one that
// fails, or stopping, leaves the others what they are.
import type { ImportSource } from "../../lib/api/generated";
import { LongTask } from "../../lib/state/longTask.svelte";
import { ImportItem } from "./items.svelte";

/** Files that are read at once: the core reads each on a thread of its own. */
const AT_ONCE = 2;

export class Batch {
  items: readonly ImportItem[] = $state.raw([]);
  /** Reading what is new, and taking in what was read. */
  readonly reading = new LongTask();
  readonly importing = new LongTask("import");
  /** Of those that are to be taken in, how many were tried, and how many there are. */
  tried = $state(0);
  wanted = $state(0);
  /** Something was taken in: what became of each file is told. */
  isOver = $state(false);

  readonly read: number = $derived(this.items.filter(({ state }) => isRead(state)).length);
  /** How far taking in is, from 0 to 1. */
  readonly share: number = $derived((this.tried + (this.importing.share ?? 0)) / Math.max(1, this.wanted));

  /** The one that is looked at is read before others. */
  #first: ImportItem | null = null;
  #underWay = 0;
  #isClosed = false;
  #allRead = () => {};

  /** Takes these sources: those that are there already stay what they are. */
  take(sources: readonly ImportSource[]): void {
    const known = new Map(this.items.map((item) => [item.source, item]));
    this.items = sources.map((source) => known.get(source) ?? new ImportItem(source));
    const isNew = this.items.some(({ state }) => state === "waiting");
    if (isNew && !this.reading.isRunning) {
      void this.reading.run(() => new Promise<void>((resolve) => (this.#allRead = resolve)));
    }
    this.#readOn();
  }

  /** This one is looked at. */
  prefer(item: ImportItem | null): void {
    this.#first = item;
  }

  /** Takes these in, one after the other: the library has one writer, and the order of the list is that of the history. */
  async import(items: readonly ImportItem[]): Promise<void> {
    const { importing } = this;
    this.tried = 0;
    this.wanted = items.length;
    await importing.run(async () => {
      for (const item of items) {
        if (importing.isStopping) break;
        importing.share = null;
        await item.commit();
        this.tried += 1;
      }
    });
    this.isOver = true;
  }

  /** Nobody looks any more: what is not read yet is left. */
  close(): void {
    this.#isClosed = true;
    this.#allRead();
  }

  #readOn(): void {
    while (this.#underWay < AT_ONCE && !this.#isClosed) {
      const waiting = this.items.filter(({ state }) => state === "waiting");
      const next = waiting.find((item) => item === this.#first) ?? waiting[0];
      if (next === undefined) break;
      this.#underWay += 1;
      void next.read(null, null).then(() => {
        this.#underWay -= 1;
        this.#readOn();
      });
    }
    if (this.#underWay === 0) this.#allRead();
  }
}

const isRead = (state: ImportItem["state"]): boolean => state !== "waiting" && state !== "reading";
