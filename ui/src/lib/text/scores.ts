// Says in words how alike a place is. Pure.

/** The words for a score from 0 to 1. */
export type Likeness = "same" | "close" | "alike" | "loose";

/** Scores from which on the words are used. They only name what is shown; what is accepted is the core's to decide. */
const LEAST: readonly (readonly [number, Likeness])[] = [
  [0.995, "same"],
  [0.85, "close"],
  [0.6, "alike"],
];

/** How alike a place with a score is. */
export function likenessOf(score: number): Likeness {
  return LEAST.find(([least]) => score >= least)?.[1] ?? "loose";
}
