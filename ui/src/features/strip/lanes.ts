// The lanes of the strip: one a colour, or one for each of the tags at the top of the codebook that have most.
import type { Annotation, Colour } from "../../lib/api/generated";
import { t } from "../../lib/messages/index.svelte";
import { codebook } from "../../lib/state/codebook.svelte";
import { COLOURS } from "../../lib/state/filter.svelte";

/** A lane: what is in it, and how it is painted and called. */
export interface Lane {
  readonly id: string;
  readonly name: () => string;
  /** A CSS colour. */
  readonly paint: string;
  /** Which of ours it is; null for none. */
  readonly colour: Colour | null;
  readonly holds: (annotation: Annotation) => boolean;
}

/** As many lanes as there is room for. */
const MOST = 5;

/** One for each colour, in their order. */
export function colourLanes(): Lane[] {
  return COLOURS.map((colour) => ({
    id: colour,
    name: () => t.colours[colour],
    paint: `var(--strong-${colour})`,
    colour,
    holds: ({ style }) => style.colour === colour,
  }));
}

/** One for each of the tags at the top with most annotations, what is under them included; the last for all further. */
export function tagLanes(annotations: readonly Annotation[]): Lane[] {
  const rootOf = rootsOf();
  const counts = new Map<string, number>();
  for (const { tags } of annotations) {
    for (const root of new Set(tags.flatMap((tag) => rootOf.get(tag) ?? []))) {
      counts.set(root, (counts.get(root) ?? 0) + 1);
    }
  }
  const order = [...counts].sort(([, a], [, b]) => b - a).map(([root]) => root);
  const own = order.length > MOST ? order.slice(0, MOST - 1) : order;
  const rest = new Set(order.slice(own.length));
  const lanes = codebook.tagsOf(own).map((tag): Lane => {
    const colour = codebook.colourOf(tag.id);
    return {
      id: tag.id,
      name: () => tag.name,
      paint: colour === null ? "var(--ink-secondary)" : `var(--strong-${colour})`,
      colour,
      holds: ({ tags }) => tags.some((each) => rootOf.get(each) === tag.id),
    };
  });
  if (rest.size === 0) return lanes;
  const holds = ({ tags }: Annotation) => tags.some((each) => rest.has(rootOf.get(each) ?? ""));
  const name = () => t.strip.otherTags;
  return [...lanes, { id: "rest", name, paint: "var(--ink-faint)", colour: null, holds }];
}

/** For each tag the one at the top that it is under. */
function rootsOf(): Map<string, string> {
  const roots = new Map<string, string>();
  for (const { id, parent } of codebook.list) roots.set(id, parent === null ? id : (roots.get(parent) ?? id));
  return roots;
}
