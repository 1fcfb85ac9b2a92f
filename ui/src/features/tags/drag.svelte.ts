// Owns dragging tags in the tree: when a press becomes a drag, which row the pointer is over, and where the tags would come.
import { codebook } from "../../lib/state/codebook.svelte";
import { dropPart, dropPlace, ROW_HEIGHT, type DropPart, type TagPlace, type TreeRow } from "./tree";

/** How far the pointer moves, in pixels, before a press is a drag. */
const SLACK = 5;
/** So near to an edge, in pixels, what is dragged scrolls the tree. */
const EDGE = 24;

interface Drop {
  readonly row: TreeRow;
  readonly part: DropPart;
}

/** Tags under the pointer. */
export class TagDrag {
  /** Those that are dragged; none while nothing is pressed. */
  tags: readonly string[] = $state.raw([]);
  /** Whether the pointer has moved far enough for it to be meant. */
  isOn = $state(false);
  /** Where they would come; null where they cannot. */
  drop: Drop | null = $state.raw(null);
  #from = { x: 0, y: 0 };

  begin(tags: readonly string[], { clientX, clientY }: PointerEvent): void {
    this.tags = tags;
    this.#from = { x: clientX, y: clientY };
  }

  /** Follows the pointer over the rows of a tree; near its edges it scrolls. */
  over({ clientX, clientY }: PointerEvent, tree: HTMLElement, rows: readonly TreeRow[]): void {
    if (this.tags.length === 0) return;
    this.isOn ||= Math.hypot(clientX - this.#from.x, clientY - this.#from.y) > SLACK;
    if (!this.isOn) return;
    const box = tree.getBoundingClientRect();
    const y = clientY - box.top;
    if (y < EDGE) tree.scrollTop -= ROW_HEIGHT / 2;
    else if (y > box.height - EDGE) tree.scrollTop += ROW_HEIGHT / 2;
    const inside = y + tree.scrollTop;
    const row = rows[Math.floor(inside / ROW_HEIGHT)];
    const last = rows.at(-1);
    if (row !== undefined) this.drop = { row, part: dropPart(inside % ROW_HEIGHT, ROW_HEIGHT) };
    // Below all rows is the end of the top.
    else this.drop = last === undefined ? null : { row: topRowOf(last, rows), part: "after" };
    if (this.#place() === null) this.drop = null;
  }

  /** Lets go. Gives back what comes where; null where nothing comes anywhere else. */
  end(): { tags: readonly string[]; place: TagPlace } | null {
    const { tags, isOn } = this;
    const place = isOn ? this.#place() : null;
    this.tags = [];
    this.isOn = false;
    this.drop = null;
    return place === null ? null : { tags, place };
  }

  #place(): TagPlace | null {
    return this.drop === null ? null : dropPlace(codebook.list, this.tags, this.drop.row, this.drop.part);
  }
}

function topRowOf(row: TreeRow, rows: readonly TreeRow[]): TreeRow {
  const line = codebook.list.findLast(({ depth }) => depth === 0)?.id;
  const top = rows.find(({ tag }) => tag.id === line) ?? row;
  return { ...top, isOpen: false };
}
