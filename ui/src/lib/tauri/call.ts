// The one way from the page to the shell. Knows how a call travels, not which calls there are.
import { invoke } from "@tauri-apps/api/core";

/** Runs a command of the shell itself; the typed wrappers are in native.ts. */
export function invokeShell<T>(command: string, args: Record<string, unknown> = {}): Promise<T> {
  return invoke<T>(command, args);
}

/** Runs a command of the api crate; the typed wrapper is lib/api/client.ts. */
export function invokeApi(command: string, payload: unknown): Promise<unknown> {
  return invoke("call", { command, payload });
}
