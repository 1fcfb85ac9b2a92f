// The lines of the list of what was found: by document and section, in the order of the core. Pure.
import type { SearchAside, SearchHit } from "../../lib/api/generated";
import type { Answer, Place } from "../../lib/state/searching.svelte";

/** A line of the list. */
export type Row = { readonly key: string } & (
  | { readonly kind: "asides"; readonly count: number }
  | { readonly kind: "aside"; readonly aside: SearchAside }
  | {
      readonly kind: "document";
      readonly title: string;
      readonly count: number;
    }
  | { readonly kind: "section"; readonly title: string }
  | { readonly kind: "hit"; readonly hit: SearchHit; readonly place: Place }
  | { readonly kind: "more" }
  | { readonly kind: "cut" }
);

/** The lines of an answer; `rest` says what comes after them: more that can be listed, more than is listed, or nothing. */
export function rowsOf(answer: Answer, rest: "more" | "cut" | null): Row[] {
  const rows: Row[] = [];
  if (answer.asides.length > 0) {
    rows.push({ kind: "asides", key: "asides", count: answer.asideTotal });
    answer.asides.forEach((aside, index) => {
      // A line that shows something else is another line: the engine keeps the widths that its parts had.
      rows.push({ kind: "aside", key: `aside ${index} ${aside.before} ${aside.text} ${aside.after}`, aside });
    });
  }
  const counts = new Map(answer.documents.map(({ document, count }) => [document, count]));
  let document: string | null = null;
  let section: number | null = null;
  for (const group of answer.found) {
    // Pages begin anew where the one before ended.
    if (group.document !== document) {
      document = group.document;
      section = null;
      const count = counts.get(document) ?? 0;
      rows.push({ kind: "document", key: `document ${document}`, title: group.title, count });
    }
    for (const { title, start, hits } of group.sections) {
      const at = rows.length;
      if (title !== null && start !== section) {
        rows.push({ kind: "section", key: `section ${document} ${start ?? 0} ${at}`, title });
      }
      section = start;
      for (const hit of hits) {
        const key = `hit ${document} ${hit.kind} ${hit.annotation ?? ""} ${hit.start} ${hit.end} ${hit.speaker ?? ""}`;
        const place = { document: group.document, revision: group.revision, hit };
        rows.push({ kind: "hit", key: hit.kind === "speaker" ? `${key} ${rows.length}` : key, hit, place });
      }
    }
  }
  if (rest !== null) rows.push({ kind: rest, key: rest });
  return rows;
}

/** Whether a line can be gone to. */
export function isPlace(row: Row): row is Row & { kind: "aside" | "hit" } {
  return row.kind === "hit" || row.kind === "aside";
}
