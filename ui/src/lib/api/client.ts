// The typed way to the api crate: names, requests and responses are checked against the generated table.
import { invokeApi } from "../tauri/call";
import type { Commands, RecoveryCommands } from "./generated";

export { Refused } from "./refused";

/** Runs a command. A refusal is thrown as a {@link Refused}. */
export async function call<Name extends keyof Commands>(
  command: Name,
  request: Commands[Name]["request"],
): Promise<Commands[Name]["response"]> {
  return (await invokeApi(command, request)) as Commands[Name]["response"];
}

/** Runs a command of the recovery: the library could not be opened. A refusal is thrown as a {@link Refused}. */
export async function callRecovery<Name extends keyof RecoveryCommands>(
  command: Name,
  request: RecoveryCommands[Name]["request"],
): Promise<RecoveryCommands[Name]["response"]> {
  return (await invokeApi(command, request)) as RecoveryCommands[Name]["response"];
}
