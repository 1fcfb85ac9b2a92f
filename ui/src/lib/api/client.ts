// The typed way to the api crate: names, requests and responses are checked against the generated table.
import { invokeApi } from "../tauri/call";
import type { ApiError, Commands, RecoveryCommands } from "./generated";

/** Runs a command. A refusal is thrown as a {@link Refused}. */
export async function call<Name extends keyof Commands>(
  command: Name,
  request: Commands[Name]["request"],
): Promise<Commands[Name]["response"]> {
  try {
    return (await invokeApi(command, request)) as Commands[Name]["response"];
  } catch (reason) {
    throw new Refused(asApiError(reason));
  }
}

/** Runs a command of the recovery: the library could not be opened. A refusal is thrown as a {@link Refused}. */
export async function callRecovery<Name extends keyof RecoveryCommands>(
  command: Name,
  request: RecoveryCommands[Name]["request"],
): Promise<RecoveryCommands[Name]["response"]> {
  try {
    return (await invokeApi(command, request)) as RecoveryCommands[Name]["response"];
  } catch (reason) {
    throw new Refused(asApiError(reason));
  }
}

/** A command was refused: a code with parameters to say it in the user's language, and an English sentence. */
export class Refused extends Error {
  readonly error: ApiError;

  constructor(error: ApiError) {
    super(error.message);
    this.name = "Refused";
    this.error = error;
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
