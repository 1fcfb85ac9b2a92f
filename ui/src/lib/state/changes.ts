// Owns the way of a committed change to every store. Changes come twice, as the answer to a call and as an event, and
// the two roads may overtake one another: each listener has to be idempotent by the change's sequence. The same goes for
// what is read anew: a change may overtake the answer.
import type { ChangeEvent } from "../api/generated";

type Listener = (change: ChangeEvent) => void;

const listeners = new Set<Listener>();

/** Tells every store about a change; null (nothing changed) is allowed for the convenience of callers. */
export function publishChange(change: ChangeEvent | null): void {
  if (change === null) return;
  for (const listener of listeners) listener(change);
}

/** Listens to every change. Returns a function that stops it. */
export function subscribeToChanges(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Reads something until no change has come while the answer was under way: such an answer may be from before the change.
 * Then hands it over, in the same breath, with the sequence of the newest change it holds. `newest` tells the newest
 * sequence that the caller knows.
 */
export async function readSettled<T>(
  newest: () => number,
  read: () => Promise<T>,
  take: (answer: T, asOf: number) => void,
): Promise<void> {
  for (;;) {
    const asOf = newest();
    const answer = await read();
    if (newest() === asOf) return take(answer, asOf);
  }
}
