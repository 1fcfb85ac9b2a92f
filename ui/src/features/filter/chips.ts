// What the filter asks for, as chips that can be read and taken away one by one.
import { formatDay } from "../../lib/messages/format";
import { t } from "../../lib/messages/index.svelte";
import { codebook } from "../../lib/state/codebook.svelte";
import type { OpenDocument } from "../../lib/state/document.svelte";
import type { Period } from "../../lib/state/filter.svelte";
import type { Colour } from "../../lib/api/generated";

/** One thing that is asked for. */
export interface Chip {
  readonly id: string;
  readonly label: string;
  /** The colour that it is about, or that its tag has. */
  readonly colour: Colour | null;
  readonly remove: () => void;
}

/** The chips of a document's filter: between the lists stands "and", within one of them "or". */
export function chipsOf(document: OpenDocument): Chip[] {
  const { filter } = document;
  const { criteria } = filter;
  const chips: Chip[] = [];
  const add = (id: string, label: string, remove: () => void, colour: Colour | null = null) =>
    chips.push({ id, label, colour, remove });
  if (criteria.text.trim() !== "") {
    add("text", t.filtering.text(criteria.text.trim()), () => filter.set({ text: "" }));
  }
  for (const colour of criteria.colours) {
    add(`colour ${colour}`, t.colours[colour], () => filter.toggle("colours", colour), colour);
  }
  for (const tag of criteria.tags) {
    const path = codebook.tag(tag)?.path ?? t.filtering.gone;
    add(`tag ${tag}`, t.filtering.tag(path), () => filter.toggle("tags", tag), codebook.colourOf(tag));
  }
  for (const speaker of criteria.speakers) {
    const name = document.view.speakers.find(({ id }) => id === speaker)?.name ?? t.filtering.gone;
    add(`speaker ${speaker}`, t.filtering.speaker(name), () => filter.toggle("speakers", speaker));
  }
  for (const heading of criteria.sections) {
    const section = document.view.sections.find((each) => each.heading === heading);
    const title = section?.title ?? t.filtering.gone;
    add(`section ${heading}`, t.filtering.section(title), () => filter.toggle("sections", heading));
  }
  if (criteria.note !== null) {
    const label = criteria.note ? t.filtering.withNote : t.filtering.withoutNote;
    add("note", label, () => filter.set({ note: null }));
  }
  for (const state of criteria.states) {
    add(`state ${state}`, t.filtering.states[state], () => filter.toggle("states", state));
  }
  if (criteria.made !== null) {
    add("made", t.filtering.made(wordPeriod(criteria.made)), () => filter.set({ made: null }));
  }
  if (criteria.changed !== null) {
    add("changed", t.filtering.changed(wordPeriod(criteria.changed)), () => filter.set({ changed: null }));
  }
  return chips;
}

function wordPeriod({ from, to }: Period): string {
  if (from === null) return to === null ? "" : t.filtering.until(formatDay(to));
  if (to === null) return t.filtering.since(formatDay(from));
  const [first, last] = [formatDay(from), formatDay(to)];
  return first === last ? first : t.filtering.between(first, last);
}
