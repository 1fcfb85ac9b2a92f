// Owns which annotations lie over the place that is looked at, and going from one of them to the next.
import type { Span } from "$lib/state/document.svelte";
import type { Reading } from "./reading.svelte";

export class Overlaps {
  /** Those at the place that was last asked for, innermost first. */
  ids: readonly string[] = $state.raw([]);
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** A click on characters that annotations lie over: the innermost first, then one after the other. */
  click(ids: readonly string[]): void {
    const { doc } = this.#reading;
    const order = this.#innermostFirst(ids);
    const at = doc.opened === null ? -1 : order.indexOf(doc.opened);
    this.#reading.activate(order[(at + 1) % order.length] ?? null);
    this.ids = order;
  }

  /** Goes on to another annotation at the same place: 1 forward, -1 back. */
  cycle(step: 1 | -1): void {
    const { ids } = this;
    const { doc } = this.#reading;
    const at = ids.indexOf(doc.active ?? "");
    if (at < 0) return;
    doc.active = ids[(at + step + ids.length) % ids.length] ?? null;
  }

  /**
   * Goes on to the next annotation at the place that is selected, open or at the caret: 1 forward, -1 back. False where
   * there is none, or only the one that is open.
   */
  cycleHere(step: 1 | -1): boolean {
    const reading = this.#reading;
    const { opened, page, doc } = reading;
    const here = reading.active ?? doc.selection ?? this.#caretCharacters();
    if (!page || !here) return false;
    if (!opened || this.ids.length < 2) {
      const found = page.painting.touching(here).map(({ id }) => id);
      if (found.length < (opened ? 2 : 1)) return false;
      const { selection } = doc;
      if (selection) {
        reading.clearSelection();
        reading.caret = selection.end;
      }
      const order = this.#innermostFirst(found);
      this.ids = order;
      if (!opened) {
        reading.activate(order.at(step > 0 ? 0 : -1) ?? null);
        return true;
      }
    }
    this.cycle(step);
    return true;
  }

  /** The characters on both sides of the caret: a highlight may end before it or begin after it. */
  #caretCharacters(): Span | null {
    const { caret } = this.#reading;
    return caret === null ? null : { start: Math.max(0, caret - 1), end: caret + 1 };
  }

  #innermostFirst(ids: readonly string[]): string[] {
    const annotations = ids.flatMap((id) => this.#reading.doc.byId.get(id) ?? []);
    return annotations.sort((a, b) => a.end - a.start - (b.end - b.start)).map(({ id }) => id);
  }
}
