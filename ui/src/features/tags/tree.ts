// The codebook as rows of a tree, and where tags come to when they are moved. Pure.
import type { Tag } from "../../lib/api/generated";

/** Height of a row in pixels: all are alike, so that only those in sight have to be there. */
export const ROW_HEIGHT = 30;

/** A row that is shown. */
export interface TreeRow {
  readonly tag: Tag;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** Its place among its siblings, from 1, and how many these are. */
  readonly place: number;
  readonly siblings: number;
}

/** Where tags are put: under a tag or at the top, before one that is there or behind all. */
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
 * Where tags come to when they are dropped on a row; null where they cannot: into one of themselves, or where they are.
 * Below a row whose children are shown is before the first of these.
 */
export function dropPlace(
  list: readonly Tag[],
  dragged: readonly string[],
  row: TreeRow,
  part: DropPart,
): TagPlace | null {
  const { id, parent } = row.tag;
  const ids = new Set(dragged);
  if (isWithinAny(list, id, ids)) return null;
  const placeOf = (): TagPlace => {
    if (part === "into") return { parent: id, before: null };
    if (part === "before") return { parent, before: id };
    if (!row.hasChildren || !row.isOpen) return { parent, before: siblingAfter(list, row.tag, ids) };
    return { parent: id, before: list.find((tag) => tag.parent === id && !ids.has(tag.id))?.id ?? null };
  };
  const place = placeOf();
  return isThere(list, topmost(list, ids), place) ? null : place;
}

/** A step of tags by keyboard: among their siblings, out of the tag above them, or into the sibling before them. */
export type TagStep = "up" | "down" | "out" | "in";

/** Where a step takes tags together; null where there is none, or where they are not siblings. */
export function stepPlace(list: readonly Tag[], ids: readonly string[], step: TagStep): TagPlace | null {
  const moved = topmost(list, new Set(ids));
  const [first, last] = [moved[0], moved.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { parent } = first;
  if (moved.some((tag) => tag.parent !== parent)) return null;
  const siblings = list.filter((each) => each.parent === parent);
  const before = siblings[siblings.indexOf(first) - 1];
  switch (step) {
    case "up":
      return before === undefined ? null : { parent, before: before.id };
    case "down": {
      const at = siblings.indexOf(last);
      return siblings[at + 1] === undefined ? null : { parent, before: siblings[at + 2]?.id ?? null };
    }
    case "in":
      return before === undefined ? null : { parent: before.id, before: null };
    case "out": {
      const above = list.find((each) => each.id === parent);
      return above === undefined
        ? null
        : { parent: above.parent, before: siblingAfter(list, above, new Set(ids)) };
    }
  }
}

/** Those of several tags that are not under another of them, in the order of the codebook: the others go with them. */
export function topmost(list: readonly Tag[], ids: ReadonlySet<string>): Tag[] {
  const along = new Set<string>();
  // What is above a tag stands before it.
  for (const { id, parent } of list) {
    if (parent !== null && (ids.has(parent) || along.has(parent))) along.add(id);
  }
  return list.filter(({ id }) => ids.has(id) && !along.has(id));
}

/** The sibling behind a tag that is none of `but`; null where there is none. */
function siblingAfter(list: readonly Tag[], { id, parent }: Tag, but: ReadonlySet<string>): string | null {
  const siblings = list.filter((tag) => tag.parent === parent);
  const at = siblings.findIndex((tag) => tag.id === id);
  return siblings.slice(at + 1).find((tag) => !but.has(tag.id))?.id ?? null;
}

/** Whether tags stand in a place already, one after the other. */
function isThere(list: readonly Tag[], tags: readonly Tag[], { parent, before }: TagPlace): boolean {
  const siblings = list.filter((tag) => tag.parent === parent);
  const others = siblings.filter((tag) => !tags.includes(tag));
  const at = before === null ? others.length : others.findIndex(({ id }) => id === before);
  const after = [...others.slice(0, at), ...tags, ...others.slice(at)];
  return after.length === siblings.length && after.every((tag, index) => tag === siblings[index]);
}

/** Whether a tag is one of several or under one of them. */
function isWithinAny(list: readonly Tag[], id: string, ids: ReadonlySet<string>): boolean {
  const byId = new Map(list.map((tag) => [tag.id, tag]));
  for (let tag = byId.get(id); tag !== undefined; tag = byId.get(tag.parent ?? "")) {
    if (ids.has(tag.id)) return true;
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
