// The one way from the page to the shell. Knows how a call travels and how a refusal comes back, not which calls there are.
import { invoke } from "@tauri-apps/api/core";
import { Refused } from "../api/refused";

/** Runs a command of the shell itself; the typed wrappers are in native.ts. A refusal is thrown as a {@link Refused}. */
export async function invokeShell<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
  try {
    return await invoke<T>(command, args);
  } catch (reason) {
    throw Refused.from(reason);
  }
}

/** Runs a command of the api crate; the typed wrapper is lib/api/client.ts. */
export function invokeApi(command: string, payload: unknown): Promise<unknown> {
  return invokeShell("call", { command, payload });
}
