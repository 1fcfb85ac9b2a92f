// Which lines fit what was typed, and which comes first. Pure.
import { foldName } from "../../lib/text/fold";

/** What can be looked for. */
export interface Candidate {
  id: string;
  label: string;
  place: string;
  isPossible: boolean;
}

/**
 * The candidates in which every word of the query stands, best first: a label that begins with the query, then one in
 * which a word begins with it, then one that holds it, then those whose words stand apart. Of equals those that are
 * possible come first, of these those chosen last (`recent`, ids, the last one first), then the order given.
 */
export function rank<T extends Candidate>(
  candidates: readonly T[],
  query: string,
  recent: readonly string[],
): T[] {
  const whole = foldName(query.trim());
  const words = whole.split(/\s+/).filter(Boolean);
  const latest = (id: string) => {
    const at = recent.indexOf(id);
    return at === -1 ? recent.length : at;
  };
  return candidates
    .flatMap((candidate, order) => {
      const fit = fitOf(candidate, whole, words);
      return fit === null ? [] : [{ candidate, order, fit, latest: latest(candidate.id) }];
    })
    .sort(
      (a, b) =>
        a.fit - b.fit ||
        Number(b.candidate.isPossible) - Number(a.candidate.isPossible) ||
        a.latest - b.latest ||
        a.order - b.order,
    )
    .map(({ candidate }) => candidate);
}

/** 0 is best; null where it does not fit. */
function fitOf({ label, place }: Candidate, whole: string, words: readonly string[]): number | null {
  if (words.length === 0) return 0;
  const text = foldName(label);
  if (text.startsWith(whole)) return 0;
  if (isAtWordStart(text, whole)) return 1;
  if (text.includes(whole)) return 2;
  const around = `${text}\n${foldName(place)}`;
  if (!words.every((word) => around.includes(word))) return null;
  return words.every((word) => isAtWordStart(around, word)) ? 3 : 4;
}

function isAtWordStart(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}
