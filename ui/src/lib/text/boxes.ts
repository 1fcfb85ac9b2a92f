// The elements of the lazy column: a box for each chunk that is drawn, and before each, and
// after the last, a gap as tall as what is not drawn there. An engine lays out all siblings
// when one of them changes, so there are as many as are drawn, however long the document.
// Knows neither what a box holds nor where the viewport is.

import type { Heights } from "./heights";

interface Drawn {
  readonly gap: HTMLElement;
  readonly box: HTMLElement;
}

export class Boxes {
  readonly #column: HTMLElement;
  readonly #drawn = new Map<number, Drawn>();
  #chunkOfBox = new WeakMap<Node, number>();
  readonly #tail = newGap();
  /** Indices of the drawn chunks, ascending. */
  #order: readonly number[] = [];

  constructor(column: HTMLElement) {
    this.#column = column;
    column.replaceChildren(this.#tail);
  }

  /** Indices of the chunks that are drawn, ascending. */
  get order(): readonly number[] {
    return this.#order;
  }

  has(chunk: number): boolean {
    return this.#drawn.has(chunk);
  }

  of(chunk: number): HTMLElement | null {
    return this.#drawn.get(chunk)?.box ?? null;
  }

  /** The chunk a box holds; for a gap, the first one that would stand there. Null for any other node. */
  chunkOf(node: Node): number | null {
    const chunk = this.#chunkOfBox.get(node);
    if (chunk !== undefined) return chunk;
    if (node === this.#tail) return (this.#order.at(-1) ?? -1) + 1;
    const after = this.#order.findIndex((index) => this.#drawn.get(index)?.gap === node);
    return after < 0 ? null : (this.#order[after - 1] ?? -1) + 1;
  }

  /** Puts a chunk that is not drawn into its place among the others. */
  insert(chunk: number, blocks: readonly HTMLElement[]): HTMLElement {
    const box = document.createElement("div");
    box.className = "chunk";
    box.append(...blocks);
    const gap = newGap();
    const next = this.#order.find((index) => index > chunk);
    const before = next === undefined ? this.#tail : (this.#drawn.get(next)?.gap ?? this.#tail);
    before.before(gap, box);
    this.#drawn.set(chunk, { gap, box });
    this.#chunkOfBox.set(box, chunk);
    this.#order = [...this.#order, chunk].sort((a, b) => a - b);
    return box;
  }

  remove(chunk: number): void {
    const drawn = this.#drawn.get(chunk);
    if (!drawn) return;
    drawn.gap.remove();
    drawn.box.remove();
    this.#drawn.delete(chunk);
    this.#order = this.#order.filter((index) => index !== chunk);
  }

  /** Counts the drawn chunks from an index on anew: there are more or fewer before them, and none drawn among these. */
  renumber(from: number, by: number): void {
    const moved = new Map(
      [...this.#drawn].map(([chunk, drawn]) => [chunk < from ? chunk : chunk + by, drawn]),
    );
    this.#drawn.clear();
    this.#chunkOfBox = new WeakMap();
    for (const [chunk, drawn] of moved) {
      this.#drawn.set(chunk, drawn);
      this.#chunkOfBox.set(drawn.box, chunk);
    }
    this.#order = [...moved.keys()].sort((a, b) => a - b);
  }

  /** Makes the gaps as tall as what they stand for. */
  fit(heights: Heights): void {
    let bottom = 0;
    for (const index of this.#order) {
      const gap = this.#drawn.get(index)?.gap;
      if (gap) setHeight(gap, heights.top(index) - bottom);
      bottom = heights.top(index + 1);
    }
    setHeight(this.#tail, heights.total - bottom);
  }

  clear(): void {
    this.#column.replaceChildren();
  }
}

function newGap(): HTMLElement {
  const gap = document.createElement("div");
  gap.className = "gap";
  return gap;
}

function setHeight(gap: HTMLElement, height: number): void {
  // What is left of adding up many heights is no height.
  const style = `${Math.max(0, Math.round(height * 100) / 100)}px`;
  if (gap.style.height !== style) gap.style.height = style;
}
