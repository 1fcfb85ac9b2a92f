// Folds names for type-ahead: what makes no difference to who looks for a name. Exact search is the core's business; here
// finding a tag too many costs nothing. Pure, but for the table of Han variants, which the core owns and which is learned
// once.

/** Han characters and the one that stands for each class of forms; empty until it was learned. */
let variants: ReadonlyMap<string, string> = new Map();

/** Takes over the core's table of Han variants: each character followed by the one that stands for it. */
export function learnVariants(pairs: string): void {
  const characters = [...pairs];
  const table = new Map<string, string>();
  for (let at = 0; at + 1 < characters.length; at += 2) {
    table.set(characters[at] ?? "", characters[at + 1] ?? "");
  }
  variants = table;
}

/**
 * A name without the differences of case, width, diacritics, and, once they were learned, of traditional, simplified and
 * other forms of Han characters.
 */
export function foldName(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKC");
  if (variants.size === 0) return plain;
  let folded = "";
  for (const character of plain) folded += variants.get(character) ?? character;
  return folded;
}

/**
 * A name as the core tells tags apart: two siblings whose names are the same under this are one. Without the differences
 * of case and width, and no others.
 */
export function foldIdentity(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, " ")
    .replace(/[\uff61-\uff9f\uffe0-\uffe6]/g, (one) => one.normalize("NFKC"))
    .trim()
    .replace(/\s+/g, " ")
    .toUpperCase()
    .toLowerCase();
}
