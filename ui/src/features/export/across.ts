// Carries a filter from the interview for which it was set to another one. Pure.
import type { DocumentView } from "../../lib/api/generated";
import type { Criteria } from "../../lib/state/filter.svelte";

/** What has to be known of an interview to ask the same of another. */
export type Told = Pick<DocumentView, "speakers" | "sections">;

/** Where no heading is. */
const NOWHERE = -1;

/**
 * The same question for another interview: its speakers are those of the same names, its sections those of the same titles. Of
 * one that has none of them, nothing is asked for that it could have.
 */
export function criteriaIn(criteria: Criteria, from: Told, to: Told): Criteria {
  const names = new Set(from.speakers.filter(({ id }) => criteria.speakers.includes(id)).map(nameOf));
  const titles = new Set(
    from.sections.filter(({ heading }) => criteria.sections.includes(heading)).map(({ title }) => title),
  );
  const speakers = to.speakers.filter((one) => names.has(nameOf(one))).map(({ id }) => id);
  const sections = to.sections.filter(({ title }) => titles.has(title)).map(({ heading }) => heading);
  return {
    ...criteria,
    // An id of the other interview is nobody's here.
    speakers: speakers.length > 0 ? speakers : criteria.speakers,
    sections: sections.length > 0 || criteria.sections.length === 0 ? sections : [NOWHERE],
  };
}

const nameOf = ({ name }: { name: string }): string => name.trim().toLocaleLowerCase();
