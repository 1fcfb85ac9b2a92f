// Words what the check of the library found.
import type { Finding } from "../../lib/api/generated";
import { t } from "../../lib/messages/index.svelte";

/** A finding as a sentence, with the interview it is about. What has no sentence of ours is said as the core says it. */
export function describeFinding({ code, title, message }: Finding): string {
  const key = code.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const sentences: Record<string, string> = t.doctor.findings;
  const sentence = sentences[key] ?? message;
  return title === null || title === "" ? sentence : `${sentence} (${title})`;
}
