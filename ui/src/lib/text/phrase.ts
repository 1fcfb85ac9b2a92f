// Writes words as the query language has them. Pure.

/** Words as one phrase: in quotation marks where the language would take them for several, or for something else. */
export function phrase(words: string): string {
  const isPlain = /^[^\s"“”()\-:：]+$/u.test(words) && words !== "OR";
  // A quotation mark cannot stand in a phrase: what is around it is looked for.
  return isPlain ? words : `"${words.replace(/["“”]/g, " ").trim()}"`;
}
