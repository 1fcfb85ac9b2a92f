// Groups revisions by the sitting they were made in, and remembers which two are chosen. Pure.
import type { Revision } from "../../lib/api/generated";

/** Revisions made in one go. */
export interface Sitting {
  readonly key: string;
  /** The newest first; never empty. */
  readonly revisions: readonly Revision[];
  /** Code points added and removed, all revisions together. */
  readonly inserted: number;
  readonly removed: number;
}

/** The sittings of a list of revisions; both are newest first. */
export function groupBySitting(revisions: readonly Revision[]): Sitting[] {
  const groups: Revision[][] = [];
  for (const revision of revisions) {
    const group = groups.at(-1);
    if (group?.[0]?.sitting === revision.sitting) group.push(revision);
    else groups.push([revision]);
  }
  return groups.map((group) => ({
    // The oldest one keeps the group's key while further corrections join it.
    key: group.at(-1)?.id ?? "",
    revisions: group,
    inserted: group.reduce((sum, { inserted }) => sum + inserted, 0),
    removed: group.reduce((sum, { removed }) => sum + removed, 0),
  }));
}

/** Chooses a revision, or no longer; of more than two the one chosen first goes. */
export function chooseOf(chosen: readonly string[], id: string): string[] {
  if (chosen.includes(id)) return chosen.filter((each) => each !== id);
  return [...chosen, id].slice(-2);
}

/** What to compare, the older one first: the two that are chosen, or the one that is with the newest. */
export function pairOf(
  revisions: readonly Revision[],
  chosen: readonly string[],
): { from: Revision; to: Revision } | null {
  const picked = revisions.filter(({ id }) => chosen.includes(id));
  const [newest] = revisions;
  const to = picked.length === 1 ? newest : picked[0];
  const from = picked.at(-1);
  return from === undefined || to === undefined || from.id === to.id ? null : { from, to };
}
