// Where the rows of a long list stand when only some have ever been drawn: measured heights where known, a guess
// elsewhere. Pure, for VirtualList.

/** Tops of rows of differing height. Rows are told apart by key, so that measured heights survive a new list. */
export class Heights {
  #keys: readonly string[] = [];
  #measured = new Map<string, number>();
  /** The top of each row, and last the height of all. */
  #tops: Float64Array = new Float64Array(1);
  #guess: (index: number) => number = () => 0;

  /** Takes over a list of rows; `guess` tells how high a row that was never drawn may be. */
  replace(keys: readonly string[], guess: (index: number) => number): void {
    this.#keys = keys;
    this.#guess = guess;
    this.#place();
  }

  /** Takes what was measured; true when anything stands elsewhere now. */
  measure(heights: Iterable<[key: string, height: number]>): boolean {
    let isChanged = false;
    for (const [key, height] of heights) {
      // Less than half a pixel is rounding, and would have the list measure itself for ever.
      if (Math.abs((this.#measured.get(key) ?? -1) - height) < 0.5) continue;
      this.#measured.set(key, height);
      isChanged = true;
    }
    if (isChanged) this.#place();
    return isChanged;
  }

  get total(): number {
    return this.#tops.at(-1) ?? 0;
  }

  top(index: number): number {
    return this.#tops[Math.max(0, Math.min(index, this.#keys.length))] ?? 0;
  }

  /** The row at a distance from the top. */
  at(distance: number): number {
    let low = 0;
    let high = Math.max(0, this.#keys.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.top(middle) <= distance) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #place(): void {
    this.#tops = new Float64Array(this.#keys.length + 1);
    let top = 0;
    for (const [index, key] of this.#keys.entries()) {
      this.#tops[index] = top;
      top += this.#measured.get(key) ?? this.#guess(index);
    }
    this.#tops[this.#keys.length] = top;
  }
}
