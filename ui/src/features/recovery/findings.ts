// Groups and words what the check of the library found.
import type { Finding } from "../../lib/api/generated";
import { t } from "../../lib/messages/index.svelte";

/** Findings that are alike to whoever reads them, and how many they are. */
export interface FindingGroup {
  readonly first: Finding;
  readonly count: number;
}

/** The same finding in the same interview once, with how often; damage first, otherwise in the order they were found. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const groups = new Map<string, FindingGroup>();
  for (const finding of findings) {
    const key = [finding.code, finding.document, finding.canRepair, detail(finding)].join("\n");
    const { first, count } = groups.get(key) ?? { first: finding, count: 0 };
    groups.set(key, { first, count: count + 1 });
  }
  const isDamage = ({ first }: FindingGroup) => Number(first.severity === "damage");
  return [...groups.values()].sort((one, other) => isDamage(other) - isDamage(one));
}

/** A finding as a sentence; the interview that it is in stands beside it. */
export function describeFinding({ code }: Finding): string {
  return t.doctor.findings[code];
}

/** What is found out of the ordinary only by its name: an object of the schema. */
export function detail({ code, params }: Finding): string {
  return code === "schema" ? (params["object"] ?? "") : "";
}
