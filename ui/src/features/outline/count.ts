// Counts annotations by the section they begin in. Pure.
import type { Annotation, Section } from "../../lib/api/generated";

export interface Counts {
  /** Those before the first heading. */
  before: number;
  /** One for each section, in order; an annotation counts for the innermost section that holds its start. */
  sections: number[];
}

/** Both lists are in the order of the text: one walk over each. */
export function countBySection(sections: readonly Section[], annotations: readonly Annotation[]): Counts {
  const counts: Counts = { before: 0, sections: sections.map(() => 0) };
  let index = -1;
  for (const { start } of annotations) {
    for (
      let next = sections[index + 1];
      next !== undefined && next.heading <= start;
      next = sections[index + 1]
    ) {
      index++;
    }
    if (index < 0) counts.before++;
    else counts.sections[index] = (counts.sections[index] ?? 0) + 1;
  }
  return counts;
}
