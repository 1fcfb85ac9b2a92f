import { beforeEach, describe, expect, it } from "vitest";
import type { Layer } from "./looks";
import { Offsets } from "./offsets";
import { MarkPainter } from "./painter";
import { readEnds, spanOf, trimSpan, writeEnds } from "./selection";
import { BLOCK_ATTRIBUTE, TextMap, type DrawnPage } from "./textMap";

//            0123456789…      label "問:" at 4, body 6–10; label "答:" at 11, body 13–19
const TEXT = "開場白\n問:𠮷野家?\n答:好 é 的👩‍👧\n";
const offsets = new Offsets(TEXT);
const BODIES = [
  { start: 0, end: 3 },
  { start: 6, end: 10 },
  { start: 13, end: offsets.length - 1 },
];
const STARTS = [0, 4, 11];

function highlight(id: string, start: number, end: number): Layer {
  return { id, start, end, style: { mark: "fill", colour: "yellow" } };
}

/** Blocks 0 and 1 stand in the first chunk; block 2 in the second, drawn or not. */
function drawPage(
  layers: Layer[],
  drawn: readonly number[] = [0, 1, 2],
): { map: TextMap; column: HTMLElement } {
  const painter = new MarkPainter(offsets);
  const column = document.createElement("article");
  const boxes = [document.createElement("div"), document.createElement("div")];
  column.append(...boxes);
  const bodies = new Map<number, HTMLElement>();
  for (const block of drawn) {
    const element = document.createElement("div");
    element.setAttribute(BLOCK_ATTRIBUTE, String(block));
    const label = document.createElement("span");
    label.textContent = "label";
    const body = document.createElement("p");
    painter.paint(body, BODIES[block] ?? { start: 0, end: 0 }, layers);
    element.append(label, body);
    boxes[block === 2 ? 1 : 0]?.append(element);
    bodies.set(block, body);
  }
  document.body.replaceChildren(column);
  const page: DrawnPage = {
    offsets,
    painter,
    column,
    bodies: BODIES,
    starts: STARTS,
    bodyOf: (block) => bodies.get(block) ?? null,
    blockOfBox: (box) => (box === boxes[0] ? 0 : box === boxes[1] ? 2 : null),
    drawnBlocks: () => drawn,
  };
  return { map: new TextMap(page), column };
}

function element(root: ParentNode, selector: string): Element {
  const found = root.querySelector(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

describe("places on the page and in the text", () => {
  beforeEach(() => document.body.replaceChildren());

  it("finds every offset of the bodies again, whatever is painted", () => {
    const { map } = drawPage([highlight("a", 1, 8), highlight("b", 7, 15)]);
    for (const body of BODIES) {
      for (let offset = body.start; offset <= body.end; offset++) {
        for (const side of ["after", "before"] as const) {
          const point = map.pointAt(offset, side);
          expect(point && map.offsetOf(point.node, point.offset)).toBe(offset);
        }
      }
    }
  });

  it("puts an offset in a label or a gap at the nearest edge of its block's body", () => {
    const { map } = drawPage([]);
    expect(map.pointAt(5)).toEqual(map.pointAt(6));
    expect(map.pointAt(10)).toEqual(map.pointAt(10, "before"));
  });

  it("takes a point in a label as the beginning of the text beside it", () => {
    const { map, column } = drawPage([]);
    const label = element(column, '[data-block="1"] span');
    expect(map.offsetOf(label.firstChild as Node, 3)).toBe(6);
    expect(map.offsetOf(label, 1)).toBe(6);
    expect(map.offsetOf(element(column, '[data-block="1"]'), 1)).toBe(6);
    expect(map.offsetOf(element(column, '[data-block="1"]'), 2)).toBe(10);
  });

  it("takes points beside marks and in the body itself", () => {
    const { map, column } = drawPage([highlight("a", 7, 9)]);
    const body = element(column, '[data-block="1"] p');
    expect([0, 1, 2, 3].map((child) => map.offsetOf(body, child))).toEqual([6, 7, 9, 10]);
    const mark = element(body, "mark");
    expect([map.offsetOf(mark, 0), map.offsetOf(mark, 1)]).toEqual([7, 9]);
  });

  it("takes points between blocks, in undrawn chunks and around the page", () => {
    const { map, column } = drawPage([], [0, 1]);
    const [first, second] = [...column.children] as [Element, Element];
    expect([0, 1, 2].map((child) => map.offsetOf(first, child))).toEqual([0, 6, 10]);
    expect(map.offsetOf(second, 0)).toBe(13);
    expect(map.offsetOf(column, 1)).toBe(13);
    expect(map.offsetOf(document.body, 0)).toBe(0);
    expect(map.offsetOf(document.body, 1)).toBe(offsets.length);
  });

  it("says that an undrawn place has no point", () => {
    const { map } = drawPage([], [0, 1]);
    expect(map.pointAt(14)).toBeNull();
  });

  it("knows nothing of text that is not the interview's", () => {
    const { map } = drawPage([]);
    const stranger = document.createElement("aside");
    document.body.append(stranger);
    expect(map.offsetOf(stranger, 0)).toBeNull();
    expect(map.blockOf(stranger)).toBeNull();
  });
});

describe("the selection in code points", () => {
  it("is read over several blocks", () => {
    const { map } = drawPage([highlight("a", 1, 8)]);
    const selection = document.getSelection();
    const from = map.pointAt(1);
    const to = map.pointAt(15);
    if (!selection || !from || !to) throw new Error("nothing to select with");
    selection.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
    expect(readEnds(map, selection)).toEqual({ anchor: 1, focus: 15 });
  });

  it("keeps its direction when set and read backwards", () => {
    const { map } = drawPage([highlight("a", 7, 9)]);
    const selection = document.getSelection();
    expect(writeEnds(map, selection, { anchor: 14, focus: 2 })).toBe(true);
    expect(readEnds(map, selection)).toEqual({ anchor: 14, focus: 2 });
    expect(spanOf({ anchor: 14, focus: 2 })).toEqual({ start: 2, end: 14 });
  });

  it("is not set while an end is not drawn", () => {
    const { map } = drawPage([], [0, 1]);
    expect(writeEnds(map, document.getSelection(), { anchor: 1, focus: 15 })).toBe(false);
  });

  it("loses the white space at its ends, the ideographic space too", () => {
    const spaced = new Offsets("　 𠮷野家\n\n");
    expect(trimSpan(spaced, { start: 0, end: 7 })).toEqual({ start: 2, end: 5 });
    expect(trimSpan(spaced, { start: 0, end: 2 })).toBeNull();
    expect(trimSpan(spaced, { start: 3, end: 3 })).toBeNull();
  });
});
