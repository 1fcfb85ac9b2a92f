// Owns what is asked of the annotations of the open document: colours, tags, speakers, sections, a note, a state, times and
// words. Which annotations that is, is matching.svelte.ts's to say; how it is worded, the chips'.
import type { Annotation, AnnotationState, Block, Colour } from "../api/generated";
import { lastStartingAt } from "../text/plan";
import type { Carrier } from "../text/splices";

/** The colours in the order they are offered everywhere. */
export const COLOURS: readonly Colour[] = ["yellow", "red", "green", "blue", "purple"];

/** States that can be asked for: its words were corrected, or it has lost its passage. */
export type AskedState = Exclude<AnnotationState, "anchored">;

/** Moments in milliseconds since 1970, both included; null where it is open. */
export interface Period {
  readonly from: number | null;
  readonly to: number | null;
}

/** What is asked for at present; an empty list asks for nothing. */
export interface Criteria {
  readonly text: string;
  readonly colours: readonly Colour[];
  /** Ids; what is under a tag counts as having it. */
  readonly tags: readonly string[];
  /** Ids. */
  readonly speakers: readonly string[];
  /** Where the headings of sections begin; what is under them belongs to them. */
  readonly sections: readonly number[];
  /** With a note, without one, or either. */
  readonly note: boolean | null;
  /** What became of the passage when the text was corrected. */
  readonly states: readonly AskedState[];
  readonly made: Period | null;
  readonly changed: Period | null;
}

/** What has to be known of the document to say whether an annotation is asked for. */
export interface FilterSource {
  readonly blocks: readonly Block[];
  readonly sections: readonly { readonly heading: number; readonly end: number }[];
  /** A tag and all tags under it. */
  readonly branchOf: (tag: string) => Iterable<string>;
}

const NOTHING: Criteria = {
  text: "",
  colours: [],
  tags: [],
  speakers: [],
  sections: [],
  note: null,
  states: [],
  made: null,
  changed: null,
};

/** The lists among the criteria: within one of them one suffices, of several all have to be met. */
type Listed = "colours" | "tags" | "speakers" | "sections" | "states";

/** A filter over annotations. Everything that is asked for has to be met; of several colours, one. */
export class AnnotationFilter {
  criteria: Criteria = $state.raw(NOTHING);
  /** What does not match is not to be seen at all; otherwise it steps back in the text and the margin. */
  isHiding: boolean = $state(false);
  /** Somebody is choosing what to ask for: the row over the page shows what there is. */
  isBeingSet: boolean = $state(false);

  readonly isActive: boolean = $derived(count(this.criteria) > 0);
  /** Tells one state from another. */
  readonly key: string = $derived(JSON.stringify(this.criteria));

  get text(): string {
    return this.criteria.text;
  }

  set text(text: string) {
    this.set({ text });
  }

  set(changed: Partial<Criteria>): void {
    this.criteria = { ...this.criteria, ...changed };
  }

  /** Whether one of a list is asked for. */
  has<Name extends Listed>(name: Name, value: Criteria[Name][number]): boolean {
    return (this.criteria[name] as readonly unknown[]).includes(value);
  }

  /** Asks for one more of a list, or no longer for it. */
  toggle<Name extends Listed>(name: Name, value: Criteria[Name][number]): void {
    const list = this.criteria[name] as readonly (typeof value)[];
    const rest = list.filter((each) => each !== value);
    this.set({ [name]: rest.length < list.length ? rest : [...list, value] });
  }

  clear(): void {
    this.criteria = NOTHING;
  }

  /** Follows a change of the text: sections are known by where they begin. */
  follow(carrier: Carrier): void {
    const { sections } = this.criteria;
    if (sections.length > 0) this.set({ sections: sections.map((at) => carrier.point(at, "before")) });
  }
}

function count({ text, note, made, changed, ...lists }: Criteria): number {
  const listed = Object.values(lists).reduce((sum, list) => sum + list.length, 0);
  const others = [text.trim() !== "", note !== null, made !== null, changed !== null];
  return listed + others.filter(Boolean).length;
}

/**
 * The question that criteria put to an annotation. What it needs is gathered beforehand: it is put to ten thousand of
 * them while somebody types.
 */
export function questionOf(criteria: Criteria, source: FilterSource): (annotation: Annotation) => boolean {
  const parts: ((annotation: Annotation) => boolean)[] = [];
  const { note, made, changed, states } = criteria;
  const stands = ({ state }: Annotation) => state !== "orphan";
  if (states.length > 0) parts.push(({ state }) => state !== "anchored" && states.includes(state));
  if (criteria.colours.length > 0) {
    const colours = new Set(criteria.colours);
    parts.push(({ style }) => colours.has(style.colour));
  }
  if (note !== null) parts.push((one) => (one.note.trim() !== "") === note);
  if (criteria.tags.length > 0) {
    const tags = new Set(criteria.tags.flatMap((tag) => [tag, ...source.branchOf(tag)]));
    parts.push((one) => one.tags.some((tag) => tags.has(tag)));
  }
  if (made !== null) parts.push(({ createdAt }) => isWithin(createdAt, made));
  if (changed !== null) parts.push(({ modifiedAt }) => isWithin(modifiedAt, changed));
  if (criteria.sections.length > 0) {
    const sections = source.sections.filter(({ heading }) => criteria.sections.includes(heading));
    const holds = (at: number) => sections.some(({ heading, end }) => at >= heading && at < end);
    parts.push((one) => stands(one) && holds(one.start));
  }
  if (criteria.speakers.length > 0) {
    const speakers = new Set(criteria.speakers);
    parts.push((one) => stands(one) && isSaidBy(one, speakers, source.blocks));
  }
  const words = criteria.text.trim().toLocaleLowerCase();
  if (words !== "") {
    parts.push((one) => [one.quote, one.note].some((text) => text.toLocaleLowerCase().includes(words)));
  }
  return (annotation) => parts.every((part) => part(annotation));
}

const isWithin = (moment: number, { from, to }: Period): boolean =>
  (from === null || moment >= from) && (to === null || moment <= to);

/** Whether one of these people speaks in the passage. */
function isSaidBy(
  { start, end }: Annotation,
  speakers: ReadonlySet<string>,
  blocks: readonly Block[],
): boolean {
  const first = Math.max(
    0,
    lastStartingAt(blocks, start, (block) => block.start),
  );
  for (let at = first; at < blocks.length; at++) {
    const block = blocks[at];
    if (!block || block.start >= end) return false;
    // The line end after a turn, and the next one's label, are nobody's words.
    const isInBody = block.bodyStart < end && start < block.bodyEnd;
    if (isInBody && block.speaker !== null && speakers.has(block.speaker)) return true;
  }
  return false;
}
