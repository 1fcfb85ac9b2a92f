// Says what went wrong in the user's language.
import { Refused } from "../api/client";
import { errorText } from "../messages/errors";
import { toasts } from "./toasts.svelte";

/** Shows a refusal, or whatever else was thrown, as a message. */
export function reportError(reason: unknown): void {
  toasts.show(describeError(reason), { tone: "error" });
}

/** One sentence about a refusal in the user's language. */
export function describeError(reason: unknown): string {
  return reason instanceof Refused ? errorText(reason.error) : errorText(null, String(reason));
}
