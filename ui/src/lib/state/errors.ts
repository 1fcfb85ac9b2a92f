// Says what went wrong in the user's language.
import { Refused } from "../api/client";
import { errorText } from "../messages/errors";
import { toasts } from "./toasts.svelte";

/** Shows a refusal, or whatever else was thrown, as a message; one of the same kind takes the place of the one before. */
export function reportError(reason: unknown): void {
  const text = describeError(reason);
  toasts.show(text, {
    tone: "error",
    topic: reason instanceof Refused ? `error ${reason.error.code}` : text,
  });
}

/** One sentence about a refusal in the user's language. */
export function describeError(reason: unknown): string {
  return reason instanceof Refused ? errorText(reason.error) : errorText(null, String(reason));
}
