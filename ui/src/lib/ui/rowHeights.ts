// Where the rows of a long list stand when only some have ever been drawn: measured heights where known, a guess
// elsewhere. Pure, for VirtualList.
import { Heights } from "../text/heights";

/** Tops of rows of differing height. Rows are told apart by key, so that measured heights survive a new list. */
export class RowHeights {
  #indices = new Map<string, number>();
  #measured = new Map<string, number>();
  #heights = new Heights([]);

  /** Takes over a list of rows; `guess` tells how high a row that was never drawn may be. */
  replace(keys: readonly string[], guess: (index: number) => number): void {
    this.#indices = new Map(keys.map((key, index) => [key, index]));
    this.#heights = new Heights(keys.map((key, index) => this.#measured.get(key) ?? guess(index)));
  }

  /** Takes what was measured; true when anything stands elsewhere now. */
  measure(heights: Iterable<[key: string, height: number]>): boolean {
    let isChanged = false;
    for (const [key, height] of heights) {
      // Less than half a pixel is rounding, and would have the list measure itself for ever.
      if (Math.abs((this.#measured.get(key) ?? -1) - height) < 0.5) continue;
      this.#measured.set(key, height);
      const index = this.#indices.get(key);
      if (index === undefined) continue;
      isChanged ||= this.#heights.of(index) !== height;
      this.#heights.set(index, height);
    }
    return isChanged;
  }

  get total(): number {
    return this.#heights.total;
  }

  /** The distance from the top of the list to the top of a row. */
  top(index: number): number {
    return this.#heights.top(index);
  }

  /** The row at a distance from the top. */
  at(distance: number): number {
    return this.#heights.at(distance);
  }
}
