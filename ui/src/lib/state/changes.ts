// Owns the way of a committed change to every store. Changes come twice, as the answer to a call and as an event, and
// the two roads may overtake one another: each listener has to be idempotent by the change's sequence.
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
