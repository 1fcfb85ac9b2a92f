// What the tag picker offers for what was typed: the tags that fit, and a new one. Pure.
import type { Tag } from "../../lib/api/generated";
import type { NewTagPath } from "../../lib/text/tagSearch";

/** Lines shown at most: who has to read on types on. */
const MOST = 100;

/** A line of the picker. */
export type PickerRow =
  { kind: "tag"; key: string; tag: Tag } | { kind: "new"; key: string; path: string; reference: string };

/** What the lines are made of. */
export interface Offered {
  /** What was typed. */
  readonly query: string;
  /** The tags that fit it, best first. */
  readonly fitting: readonly Tag[];
  /** What it would make; null where it can be no name. */
  readonly made: NewTagPath | null;
  /** The tag whose key was typed; null where it is nobody's. */
  readonly byKey: Tag | null;
  /** Tags that are given already: without a query they are not offered again. */
  readonly given: ReadonlySet<string>;
}

/** The lines in their order: the tag of the typed key, those that fit, and what would be new. */
export function pickerRows({ query, fitting, made, byKey, given }: Offered): PickerRow[] {
  const isTyped = query.trim() !== "";
  const others = fitting.filter((tag) => tag !== byKey && (isTyped || !given.has(tag.id)));
  const tags = byKey === null || !isTyped ? others : [byKey, ...others];
  const rows: PickerRow[] = tags.slice(0, MOST).map((tag) => ({ kind: "tag", key: tag.id, tag }));
  if (made !== null && made.existing === null) {
    rows.push({ kind: "new", key: "new", path: made.path, reference: made.reference });
  }
  return rows;
}

/** The names above a tag, as they stand before its own. */
export function pathAbove({ path, name }: Tag): string {
  return path.slice(0, Math.max(0, path.length - name.length - 1));
}
