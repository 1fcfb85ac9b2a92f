import { describe, expect, it } from "vitest";
import type { Block } from "$lib/api/generated";
import { Offsets } from "./offsets";
import { applySplices, carryBlocks, Carrier, commonEnds, type Splice } from "./splices";

const splice = (start: number, removed: number, inserted: string): Splice => ({ start, removed, inserted });

function block(start: number, end: number, rest: Partial<Block> = {}): Block {
  const nothing = { level: null, number: null, speaker: null, labelStart: null, labelEnd: null, time: null };
  return { start, end, bodyStart: start, bodyEnd: end - 1, kind: "paragraph", ...nothing, ...rest };
}

describe("splices", () => {
  it("make the text after of the text before, counted in characters", () => {
    const offsets = new Offsets("𠮷野家的牛丼，很好吃。");
    expect(applySplices(offsets, [splice(0, 1, "吉"), splice(4, 2, "拉麵"), splice(11, 0, "！")])).toBe(
      "吉野家的拉麵，很好吃。！",
    );
  });
});

describe("places", () => {
  const carrier = new Carrier([splice(2, 0, "新增"), splice(5, 2, "改")]);
  const points: [at: number, before: number, after: number][] = [
    [0, 0, 0],
    [2, 2, 4],
    [3, 5, 5],
    [5, 7, 7],
    [6, 7, 8],
    [7, 8, 8],
    [9, 10, 10],
  ];
  for (const [at, before, after] of points) {
    it(`move with the characters around them: ${at}`, () => {
      expect([carrier.point(at, "before"), carrier.point(at, "after")]).toEqual([before, after]);
    });
  }

  it("of a passage do not take in what was put in at its edges", () => {
    expect(carrier.span({ start: 2, end: 5 })).toEqual({ start: 4, end: 7 });
    expect(carrier.span({ start: 0, end: 2 })).toEqual({ start: 0, end: 2 });
  });

  it("are where a naive walk over the characters finds them", () => {
    // Every character of the text is its own mark, so that it can be looked for afterwards.
    const text = "0123456789";
    for (let start = 0; start <= 10; start++) {
      for (let removed = 0; start + removed <= 10; removed++) {
        const made = [splice(start, removed, "xy")];
        const after = applySplices(new Offsets(text), made);
        const moved = new Carrier(made);
        for (const character of text) {
          const at = after.indexOf(character);
          if (at >= 0) expect(moved.point(Number(character)), `${character}: ${after}`).toBe(at);
        }
      }
    }
  });
});

describe("blocks", () => {
  const text = "甲：第一段。\n第二段。\n";
  const blocks = [
    block(0, 7, { kind: "turn", bodyStart: 2, labelStart: 0, labelEnd: 1, speaker: "s" }),
    block(7, 12),
  ];
  const carry = (splices: Splice[]): Block[] | null =>
    carryBlocks(blocks, splices, new Offsets(applySplices(new Offsets(text), splices)));

  it("grow with words that are put into them, and the others move", () => {
    expect(carry([splice(3, 1, "一二三"), splice(11, 0, "完")])).toEqual([
      { ...blocks[0], end: 9, bodyEnd: 8 },
      { ...blocks[1], start: 9, end: 15, bodyStart: 9, bodyEnd: 14 },
    ]);
  });

  it("take in what is put in at the very beginning and end of what is read of them", () => {
    expect(carry([splice(7, 0, "新")])?.[1]).toMatchObject({ start: 7, bodyStart: 7, bodyEnd: 12 });
    expect(carry([splice(6, 0, "新")])?.[0]).toMatchObject({ bodyEnd: 7, end: 8 });
  });

  const others: [name: string, splice: Splice][] = [
    ["lines are made", splice(4, 0, "\n\n")],
    ["a label is touched", splice(0, 1, "乙")],
    ["paragraphs are joined", splice(6, 1, "")],
    ["it ends in white space", splice(11, 0, " ")],
  ];
  for (const [name, made] of others) {
    it(`are for the core to find where ${name}`, () => expect(carry([made])).toBeNull());
  }

  it("are for the core to find where a heading is corrected", () => {
    const heading = [block(0, 7, { kind: "heading" })];
    expect(carryBlocks(heading, [splice(1, 1, "一")], new Offsets("第一章之中。\n"))).toBeNull();
  });
});

describe("two lists", () => {
  it("are told apart by what is between their same ends, which do not overlap", () => {
    const before = ["a", "b", "b", "c"];
    const ends = (after: string[]) => commonEnds(before, after, (at, now) => before[at] === after[now]);
    expect(ends(["a", "b", "c"])).toEqual({ head: 2, tail: 1 });
    expect(ends(["a", "b", "x", "b", "c"])).toEqual({ head: 2, tail: 2 });
    expect(ends(before)).toEqual({ head: 4, tail: 0 });
  });
});
