// Says what is wrong with a query, and where.
import type { ApiError } from "../../lib/api/generated";
import { t } from "../../lib/messages/index.svelte";
import { isolated } from "../../lib/text/visible";

/** One sentence about a query that was not understood. */
export function problemText({ params, message }: ApiError): string {
  const near = params["near"] ?? "";
  if (params["problem"] === "unknown-tag" && near !== "") return t.sought.near(isolated(near));
  return t.sought.problems[params["problem"] ?? ""] ?? message;
}

/** Where it is, in code points of the query. */
export function problemPlace(problem: ApiError | null): { start: number; end: number } | null {
  if (problem === null) return null;
  const start = Number(problem.params["start"]);
  const end = Number(problem.params["end"]);
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end >= start
    ? { start, end }
    : null;
}
