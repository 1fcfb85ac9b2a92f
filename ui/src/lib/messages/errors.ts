// Says a refusal of the core in the interface's language.
import type { ApiError } from "../api/generated";
import { t } from "./index.svelte";

/** One sentence about a refusal. A code without a translation falls back to the core's English sentence. */
export function errorText(error: ApiError | null, otherwise = ""): string {
  if (error === null) return otherwise === "" ? t.errors.unknown : otherwise;
  const code = error.code.replaceAll(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase());
  const sentences: Record<string, (params: Record<string, string>) => string> = t.errorCodes;
  const sentence = sentences[code]?.(error.params) ?? error.message;
  // The hint is part of the English sentence; translations say it themselves.
  return sentence === error.message && error.hint !== null ? `${sentence} ${error.hint}` : sentence;
}
