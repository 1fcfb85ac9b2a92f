// Shortens quotes and notes for a line of a list. Pure.

/** A note without the signs of Markdown that an excerpt has no use for. */
export function plainNote(markdown: string): string {
  return markdown
    .replaceAll(/^\s{0,3}(?:#{1,6}|>|[-*+]|\d+[.)])\s+/gm, "")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/(\*\*|__|~~|`)(.*?)\1/g, "$2")
    .replaceAll(/\*(\S.*?)\*/g, "$1");
}

/** The beginning of a text on one line, for an excerpt: line ends become spaces, and no character is cut in two. */
export function excerpt(text: string, characters: number): string {
  const line = text
    .slice(0, characters * 2)
    .replaceAll(/\s+/g, " ")
    .trim();
  const all = Array.from(line);
  return all.length <= characters && text.length <= characters * 2
    ? line
    : `${all.slice(0, characters).join("").trim()}…`;
}
