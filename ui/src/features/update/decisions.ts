// What has been decided about the annotations of a report, and what that makes of each. Pure.
import type { Decision, Outcome, UpdateEntry, Verdict } from "../../lib/api/generated";

/** By annotation; what is not in it goes where it is proposed, or waits without a passage. */
export type Verdicts = ReadonlyMap<string, Verdict>;

/** What becomes of an entry as things stand. */
export type Standing =
  | { kind: "accepted" | "proposed" | "orphan" | "open" }
  /** A candidate, counted from 0; -1 for a place that is none of them. */
  | { kind: "chosen"; candidate: number };

/** The outcomes in the order in which they are listed: what asks for somebody comes first. */
export const OUTCOMES: readonly Outcome[] = ["to-confirm", "orphaned", "changed", "moved", "kept"];

/** What becomes of an entry. */
export function standingOf(entry: UpdateEntry, verdicts: Verdicts): Standing {
  const verdict = verdicts.get(entry.annotation.id);
  if (verdict === undefined) {
    if (entry.outcome === "to-confirm") return { kind: "open" };
    return { kind: entry.proposed === null ? "orphan" : "proposed" };
  }
  if (verdict.kind !== "place") return { kind: verdict.kind === "accept" ? "accepted" : "orphan" };
  const { start, end } = verdict;
  return {
    kind: "chosen",
    candidate: entry.candidates.findIndex(({ place }) => place.start === start && place.end === end),
  };
}

/** Whether an annotation had no passage before either: the new text took nothing from it. */
export function wasLost({ annotation }: UpdateEntry): boolean {
  return annotation.state === "orphan";
}

/** The verdict that Enter gives: where it is proposed, else at its likeliest place; null where there is none. */
export function acceptanceOf(entry: UpdateEntry): Verdict | null {
  // What is to be confirmed is proposed nowhere, even where the likeliest place is named: choosing it is a decision.
  if (entry.outcome !== "to-confirm" && entry.proposed !== null) return { kind: "accept" };
  return placementOf(entry, 0);
}

/** The verdict for one of an entry's candidates; null where there is no such one. */
export function placementOf(entry: UpdateEntry, candidate: number): Verdict | null {
  const place = entry.candidates[candidate]?.place ?? (candidate === 0 ? entry.proposed : null);
  return place == null ? null : { kind: "place", start: place.start, end: place.end };
}

/** Accepts every certain entry about which nothing was decided; what asks for somebody stays open. */
export function acceptCertain(entries: readonly UpdateEntry[], verdicts: Verdicts): Verdicts {
  const certain = entries.filter(
    ({ annotation, outcome, proposed }) =>
      (outcome === "moved" || outcome === "changed") && proposed !== null && !verdicts.has(annotation.id),
  );
  return new Map([
    ...verdicts,
    ...certain.map(({ annotation }): [string, Verdict] => [annotation.id, { kind: "accept" }]),
  ]);
}

/** How many entries wait for somebody. */
export function countOpen(entries: readonly UpdateEntry[], verdicts: Verdicts): number {
  return entries.filter((entry) => standingOf(entry, verdicts).kind === "open").length;
}

/** The entries as they are listed: what asks for somebody first, each kind in the order of the text. */
export function listEntries(entries: readonly UpdateEntry[]): UpdateEntry[] {
  return OUTCOMES.flatMap((outcome) => entries.filter((entry) => entry.outcome === outcome));
}

/** What is sent to the core. */
export function decisionsOf(verdicts: Verdicts): Decision[] {
  return [...verdicts].map(([annotation, verdict]) => ({ annotation, verdict }));
}
