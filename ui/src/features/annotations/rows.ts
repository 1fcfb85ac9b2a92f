// Makes the rows of the list of annotations: those that are asked for, under the sections they begin in, and those that have lost
// their passage under a heading of their own. Pure.
import type { Annotation, Section } from "../../lib/api/generated";

/** A row: the heading of a group, or an annotation. */
export type Row =
  | { kind: "section"; key: string; section: Section | null; count: number }
  | { kind: "orphans"; key: string; count: number }
  | { kind: "annotation"; key: string; annotation: Annotation };

/**
 * Rows in the order of the text; sections without any have none. Both lists are in that order. Orphans stand after
 * the text: they are nowhere in it.
 */
export function rowsOf(
  annotations: readonly Annotation[],
  orphans: readonly Annotation[],
  sections: readonly Section[],
): Row[] {
  const rows: Row[] = [];
  let index = -1;
  let group: Extract<Row, { kind: "section" }> | null = null;
  for (const annotation of annotations) {
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
  if (orphans.length > 0) rows.push({ kind: "orphans", key: "orphans", count: orphans.length });
  for (const annotation of orphans) rows.push({ kind: "annotation", key: annotation.id, annotation });
  return rows;
}
