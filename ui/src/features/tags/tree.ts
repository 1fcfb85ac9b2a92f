// The codebook as rows of a tree, and where a tag comes to when it is moved. Pure.
import type { Tag } from "../../lib/api/generated";

/** A row that is shown. */
export interface TreeRow {
  readonly tag: Tag;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** Its place among its siblings, from 1, and how many these are. */
  readonly place: number;
  readonly siblings: number;
}

/** Where a tag is put: under a tag or at the top, before one that is there or behind all. */
export interface TagPlace {
  readonly parent: string | null;
  readonly before: string | null;
}

/**
 * The rows in the order of the codebook, without what is under a collapsed tag. With `found`, those and what they are under,
 * however collapsed.
 */
export function treeRows(
  list: readonly Tag[],
  collapsed: ReadonlySet<string>,
  found: ReadonlySet<string> | null,
): TreeRow[] {
  const siblings = new Map<string | null, number>();
  for (const { parent } of list) siblings.set(parent, (siblings.get(parent) ?? 0) + 1);
  const shown = found === null ? null : withAbove(list, found);
  const places = new Map<string | null, number>();
  const hidden = new Set<string>();
  const rows: TreeRow[] = [];
  for (const tag of list) {
    const { id, parent } = tag;
    const place = (places.get(parent) ?? 0) + 1;
    places.set(parent, place);
    const isHidden = parent !== null && (hidden.has(parent) || (shown === null && collapsed.has(parent)));
    if (isHidden) hidden.add(id);
    if (isHidden || shown?.has(id) === false) continue;
    const isOpen = shown !== null || !collapsed.has(id);
    rows.push({ tag, hasChildren: siblings.has(id), isOpen, place, siblings: siblings.get(parent) ?? 1 });
  }
  return rows;
}

function withAbove(list: readonly Tag[], found: ReadonlySet<string>): Set<string> {
  const shown = new Set(found);
  // Backwards: what is above a tag stands before it.
  for (const { id, parent } of list.toReversed()) if (parent !== null && shown.has(id)) shown.add(parent);
  return shown;
}

/** Where the pointer is over a row: in its upper or lower part, or in the middle. */
export type DropPart = "before" | "into" | "after";

/** The part of a row of `height` in which a pointer is, `y` below its top. */
export function dropPart(y: number, height: number): DropPart {
  return y < height * 0.28 ? "before" : y > height * 0.72 ? "after" : "into";
}

/**
 * Where a tag comes to when it is dropped on a row; null where it cannot: into itself, or where it is. Below a row whose
 * children are shown is before the first of these.
 */
export function dropPlace(
  list: readonly Tag[],
  dragged: string,
  row: TreeRow,
  part: DropPart,
): TagPlace | null {
  if (isWithin(list, row.tag.id, dragged)) return null;
  const { id, parent } = row.tag;
  if (part === "into") return placeIfOther(list, dragged, { parent: id, before: null });
  if (part === "before") return placeIfOther(list, dragged, { parent, before: id });
  if (row.hasChildren && row.isOpen) {
    const first = list.find((tag) => tag.parent === id && tag.id !== dragged);
    return placeIfOther(list, dragged, { parent: id, before: first?.id ?? null });
  }
  return placeIfOther(list, dragged, { parent, before: siblingAfter(list, id, dragged) });
}

/** A step of a tag by keyboard: among its siblings, out of the tag above it, or into the sibling before it. */
export type TagStep = "up" | "down" | "out" | "in";

/** Where a step takes a tag; null where there is none. */
export function stepPlace(list: readonly Tag[], id: string, step: TagStep): TagPlace | null {
  const tag = list.find((each) => each.id === id);
  if (tag === undefined) return null;
  const { parent } = tag;
  const siblings = list.filter((each) => each.parent === parent);
  const at = siblings.indexOf(tag);
  const before = siblings[at - 1];
  switch (step) {
    case "up":
      return before === undefined ? null : { parent, before: before.id };
    case "down":
      return siblings[at + 1] === undefined ? null : { parent, before: siblings[at + 2]?.id ?? null };
    case "in":
      return before === undefined ? null : { parent: before.id, before: null };
    case "out": {
      const above = list.find((each) => each.id === parent);
      return above === undefined ? null : { parent: above.parent, before: siblingAfter(list, above.id, id) };
    }
  }
}

/** The sibling behind a tag, other than `but`; null where it is the last. */
function siblingAfter(list: readonly Tag[], id: string, but: string): string | null {
  const parent = list.find((tag) => tag.id === id)?.parent ?? null;
  const siblings = list.filter((tag) => tag.parent === parent && (tag.id === id || tag.id !== but));
  return siblings[siblings.findIndex((tag) => tag.id === id) + 1]?.id ?? null;
}

function placeIfOther(list: readonly Tag[], id: string, place: TagPlace): TagPlace | null {
  if (place.before === id) return null;
  const tag = list.find((each) => each.id === id);
  const isThere = tag?.parent === place.parent && siblingAfter(list, id, "") === place.before;
  return isThere ? null : place;
}

function isWithin(list: readonly Tag[], id: string, other: string): boolean {
  const byId = new Map(list.map((tag) => [tag.id, tag]));
  for (let tag = byId.get(id); tag !== undefined; tag = byId.get(tag.parent ?? "")) {
    if (tag.id === other) return true;
  }
  return false;
}

/** The row that typing letters goes to: the next after `from` whose name begins so, round the end; -1 for none. */
export function typedRow(names: readonly string[], from: number, typed: string): number {
  // One letter again and again goes through those that begin with it; several look from where one is.
  const start = typed.length > 1 ? from : from + 1;
  for (let step = 0; step < names.length; step++) {
    const at = (Math.max(0, start) + step) % names.length;
    if (names[at]?.startsWith(typed) === true) return at;
  }
  return -1;
}
