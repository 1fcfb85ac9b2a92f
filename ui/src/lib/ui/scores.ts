// Says how alike a place is to the passage that is looked for.
import { formatPercent } from "../messages/format";
import { t } from "../messages/index.svelte";
import { likenessOf } from "../text/scores";

/** A place with a score; where its words are the same, the rest of the score is about what stands around them. */
export function saidOf(score: number, isSame: boolean): string {
  const likeness = likenessOf(score);
  if (isSame && likeness !== "same") return t.update.sameWords(formatPercent(score));
  return t.update.score(t.update.likeness[likeness], formatPercent(score));
}
