// A refusal as it crosses from the core or the shell, told apart from whatever else may be thrown.
import type { ApiError } from "./generated";

/** A command was refused: a code with parameters to say it in the user's language, and an English sentence. */
export class Refused extends Error {
  readonly error: ApiError;

  constructor(error: ApiError) {
    super(error.message);
    this.name = "Refused";
    this.error = error;
  }

  /** What a call was rejected with, as a refusal. */
  static from(reason: unknown): Refused {
    return reason instanceof Refused ? reason : new Refused(asApiError(reason));
  }

  /** Whether it was refused for this reason. */
  isAbout(code: string): boolean {
    return this.error.code === code;
  }
}

function asApiError(reason: unknown): ApiError {
  if (typeof reason === "object" && reason !== null && "code" in reason && "message" in reason) {
    const { code, message } = reason;
    const params = "params" in reason ? (reason.params as ApiError["params"]) : {};
    const hint = "hint" in reason && typeof reason.hint === "string" ? reason.hint : null;
    return { code: String(code), message: String(message), params, hint };
  }
  return { code: "unexpected", message: String(reason), params: {}, hint: null };
}
