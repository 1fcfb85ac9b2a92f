// Makes the rows of the list of annotations: those that match, under the sections they begin in. Pure.
import type { Annotation, Section } from "../../lib/api/generated";

/** A row: the heading of a group, or an annotation. */
export type Row =
  | { kind: "section"; key: string; section: Section | null; count: number }
  | { kind: "annotation"; key: string; annotation: Annotation };

/** Rows in the order of the text; sections without a match have none. Both lists are in that order. */
export function rowsOf(
  annotations: readonly Annotation[],
  sections: readonly Section[],
  matches: (annotation: Annotation) => boolean,
): Row[] {
  const rows: Row[] = [];
  let index = -1;
  let group: Extract<Row, { kind: "section" }> | null = null;
  for (const annotation of annotations) {
    if (!matches(annotation)) continue;
    for (
      let next = sections[index + 1];
      next !== undefined && next.heading <= annotation.start;
      next = sections[index + 1]
    ) {
      index++;
      group = null;
    }
    if (group === null) {
      group = { kind: "section", key: `section-${index}`, section: sections[index] ?? null, count: 0 };
      // A document without any sections needs no heading over its one group.
      if (sections.length > 0) rows.push(group);
    }
    group.count++;
    rows.push({ kind: "annotation", key: annotation.id, annotation });
  }
  return rows;
}

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
