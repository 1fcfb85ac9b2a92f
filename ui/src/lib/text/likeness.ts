// Whether what is drawn of a document would be drawn the same of another state of it: what
// differs has to be drawn anew, and nothing else. Compares what is seen, wherever in the
// text it stands. Knows no DOM and no annotations.

import type { Block, DocumentView } from "$lib/api/generated";
import type { Offsets } from "./offsets";
import { continues } from "./turns";

/** A state of a document. */
export interface Shown {
  readonly view: DocumentView;
  readonly offsets: Offsets;
}

export class Likeness {
  readonly #before: Shown;
  readonly #after: Shown;

  constructor(before: Shown, after: Shown) {
    this.#before = before;
    this.#after = after;
  }

  /** Whether what stands above the text says the same: title, facts, who speaks and how they look. */
  hasSameOpening(): boolean {
    return opening(this.#before) === opening(this.#after);
  }

  /** Whether all but the words of a block look the same; the blocks are named by their indices before and after. */
  hasSameFrame(before: number, after: number): boolean {
    const a = this.#before.view.blocks[before];
    const b = this.#after.view.blocks[after];
    return (
      a !== undefined &&
      b !== undefined &&
      a.kind === b.kind &&
      a.level === b.level &&
      a.speaker === b.speaker &&
      a.time === b.time &&
      continues(this.#before.view.blocks, before) === continues(this.#after.view.blocks, after) &&
      (a.kind !== "heading" || marker(this.#before, a) === marker(this.#after, b))
    );
  }

  /** Whether a block looks the same. */
  isSame(before: number, after: number): boolean {
    const a = this.#before.view.blocks[before];
    const b = this.#after.view.blocks[after];
    return (
      a !== undefined &&
      b !== undefined &&
      a.bodyEnd - a.bodyStart === b.bodyEnd - b.bodyStart &&
      this.hasSameFrame(before, after) &&
      body(this.#before, a) === body(this.#after, b)
    );
  }
}

function opening(shown: Shown): string {
  const { summary, speakers, blocks } = shown.view;
  const end = blocks.findIndex(({ kind }) => kind !== "title" && kind !== "metadata");
  return JSON.stringify([
    summary.title,
    summary.source,
    summary.published,
    summary.language,
    speakers.map(({ id, name, role, colour }) => [id, name, role, colour]),
    blocks.slice(0, end < 0 ? blocks.length : end).map((block) => [block.kind, body(shown, block)]),
  ]);
}

const body = ({ offsets }: Shown, block: Block): string => offsets.slice(block.bodyStart, block.bodyEnd);
const marker = ({ offsets }: Shown, block: Block): string => offsets.slice(block.start, block.bodyStart);
