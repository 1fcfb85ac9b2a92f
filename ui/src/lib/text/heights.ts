// The heights of a long column of boxes, as a Fenwick tree: the top of a box, the box at a
// height and a change of one height all cost O(log n), so that no scroll frame pays for
// the length of the document. Knows numbers only, no DOM.

export class Heights {
  readonly #heights: Float64Array;
  readonly #sums: Float64Array;
  readonly #topBit: number;

  constructor(heights: readonly number[]) {
    this.#heights = Float64Array.from(heights);
    this.#sums = new Float64Array(heights.length + 1);
    let topBit = 1;
    while (topBit * 2 <= heights.length) topBit *= 2;
    this.#topBit = topBit;
    for (let index = 1; index <= heights.length; index++) {
      this.#sums[index] = (this.#sums[index] ?? 0) + (heights[index - 1] ?? 0);
      const parent = index + (index & -index);
      if (parent <= heights.length) {
        this.#sums[parent] = (this.#sums[parent] ?? 0) + (this.#sums[index] ?? 0);
      }
    }
  }

  get count(): number {
    return this.#heights.length;
  }

  get total(): number {
    return this.top(this.count);
  }

  of(index: number): number {
    return this.#heights[index] ?? 0;
  }

  /** The distance from the top of the column to the top of box `index`. */
  top(index: number): number {
    let sum = 0;
    for (let at = index; at > 0; at -= at & -at) sum += this.#sums[at] ?? 0;
    return sum;
  }

  set(index: number, height: number): void {
    const delta = height - this.of(index);
    if (delta === 0) return;
    this.#heights[index] = height;
    for (let at = index + 1; at <= this.count; at += at & -at) {
      this.#sums[at] = (this.#sums[at] ?? 0) + delta;
    }
  }

  /** The box that holds the height `y`; the first or last one when `y` lies outside. */
  at(y: number): number {
    let index = 0;
    let rest = y;
    for (let bit = this.#topBit; bit > 0; bit >>= 1) {
      const next = index + bit;
      const sum = this.#sums[next];
      if (next <= this.count && sum !== undefined && sum <= rest) {
        index = next;
        rest -= sum;
      }
    }
    return Math.max(0, Math.min(index, this.count - 1));
  }
}
