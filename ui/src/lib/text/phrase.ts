// Writes words as the query language has them. Pure.

/** Words as one phrase: in quotation marks where the language would take them for several, or for something else. */
export function phrase(words: string): string {
  const isPlain = /^[^\s"“”()\-:：]+$/u.test(words) && words !== "OR";
  return isPlain ? words : `"${words.trim().replace(/"/g, '\\"')}"`;
}
