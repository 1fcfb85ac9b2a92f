// What belongs together in an interview beyond a paragraph: a turn with its continuations, a
// question with its answer. Counts in blocks. Pure.

import type { Block, Speaker } from "$lib/api/generated";

/** Blocks from the first through the last, by index. */
export interface BlockRange {
  readonly first: number;
  readonly last: number;
}

/** The turn a block belongs to, from the block that opens it through its continuations; any other block is alone. */
export function turnAt(blocks: readonly Block[], at: number): BlockRange {
  if (blocks[at]?.kind !== "turn") return { first: at, last: at };
  let first = at;
  while (continues(blocks, first)) first -= 1;
  let last = at;
  while (continues(blocks, last + 1)) last += 1;
  return { first, last };
}

/** Whether a block continues the turn of the block before it: what nobody is named at is said by who spoke last. */
export function continues(blocks: readonly Block[], at: number): boolean {
  const block = blocks[at];
  const before = blocks[at - 1];
  return (
    block?.kind === "turn" &&
    block.labelStart === null &&
    before?.kind === "turn" &&
    before.speaker === block.speaker
  );
}

/**
 * The question that a block belongs to, with its answer: from where an interviewer takes the word up to the next question
 * after an answer, or to a heading. Paragraphs that nobody says belong to what they stand in. Null outside of all, and
 * where nobody is known to ask.
 */
export function exchangeAt(
  blocks: readonly Block[],
  speakers: readonly Speaker[],
  at: number,
): BlockRange | null {
  const asking = new Set(speakers.filter(({ role }) => role === "interviewer").map(({ id }) => id));
  const isTurn = (block: number): boolean => blocks[block]?.kind === "turn";
  const asks = (block: number): boolean => isTurn(block) && asking.has(blocks[block]?.speaker ?? "");
  const isInside = (block: number): boolean => isTurn(block) || blocks[block]?.kind === "paragraph";
  if (asking.size === 0) return null;

  // Back over the answer to the question.
  let first = at;
  while (isInside(first) && !asks(first)) first -= 1;
  if (!isInside(first)) return null;
  // Back over all that is asked in a row.
  for (let before = first - 1; isInside(before) && (asks(before) || !isTurn(before)); before--) {
    if (asks(before)) first = before;
  }
  // On to the end of the answer.
  let last = first;
  let isAnswered = false;
  for (let next = first + 1; isInside(next) && !(asks(next) && isAnswered); next++) {
    isAnswered ||= isTurn(next) && !asks(next);
    last = next;
  }
  return { first, last };
}
