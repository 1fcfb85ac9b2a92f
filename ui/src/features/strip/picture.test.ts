import { describe, expect, it } from "vitest";
import type { Block } from "../../lib/api/generated";
import { inkOf, markRuns, offsetAt, rowOf, speakerRuns } from "./picture";

const turn = (bodyStart: number, bodyEnd: number, speaker: string | null): Block => ({
  start: bodyStart,
  end: bodyEnd,
  bodyStart,
  bodyEnd,
  kind: "turn",
  level: null,
  number: null,
  speaker,
  labelStart: null,
  labelEnd: null,
  time: null,
});
const colourOf = (speaker: string): number | null => (speaker === "a" ? 0 : speaker === "b" ? 3 : null);

describe("places on the strip", () => {
  it("go from the first row to the last, and back to the character", () => {
    expect([0, 500, 999, 1000].map((at) => rowOf(at, 1000, 100))).toEqual([0, 50, 99, 99]);
    expect([0, 50, 100].map((row) => offsetAt(row, 1000, 100))).toEqual([0, 500, 1000]);
    expect(rowOf(0, 0, 100)).toBe(0);
  });
});

describe("who speaks", () => {
  it("is told by colour, row by row, with nothing where nobody does", () => {
    const blocks = [turn(0, 20, null), turn(20, 50, "a"), turn(50, 90, "b"), turn(90, 100, "c")];
    expect(speakerRuns(blocks, colourOf, 100, 10)).toEqual([
      { lane: 0, from: 2, to: 5, value: 0 },
      { lane: 0, from: 5, to: 9, value: 3 },
    ]);
  });

  it("is whoever says most where several share a row", () => {
    const blocks = [turn(0, 3, "a"), turn(3, 9, "b"), turn(9, 10, "a")];
    expect(speakerRuns(blocks, colourOf, 10, 1)).toEqual([{ lane: 0, from: 0, to: 1, value: 3 }]);
  });
});

describe("where annotations are", () => {
  const passage = (start: number, end: number, lane: number, isFaint = false) => ({
    start,
    end,
    lanes: [lane],
    isFaint,
  });

  it("is told lane by lane, and a short one is tall enough to be seen", () => {
    const runs = markRuns([passage(100, 300, 0), passage(990, 1000, 1)], 2, 1000, 100, 2);
    expect(runs).toEqual([
      { lane: 0, from: 10, to: 30, value: 2 },
      { lane: 1, from: 98, to: 100, value: 2 },
    ]);
  });

  it("is joined where they overlap, what is asked for above what is not", () => {
    const runs = markRuns([passage(0, 50, 0), passage(20, 80, 0, true), passage(20, 40, 0)], 1, 100, 10, 1);
    expect(runs).toEqual([
      { lane: 0, from: 0, to: 5, value: 2 },
      { lane: 0, from: 5, to: 8, value: 1 },
    ]);
  });

  it("takes a lane that there is not for none", () => {
    expect(markRuns([passage(0, 50, 7)], 1, 100, 10, 1)).toEqual([]);
  });
});

describe("a dashed lane", () => {
  it("begins with ink and ends where the run does", () => {
    expect(inkOf({ from: 10, to: 30 }, [])).toEqual([[10, 30]]);
    expect(inkOf({ from: 10, to: 30 }, [9, 3])).toEqual([
      [10, 19],
      [22, 30],
    ]);
    expect(inkOf({ from: 0, to: 2 }, [9, 3])).toEqual([[0, 2]]);
    expect(inkOf({ from: 0, to: 3 }, [0, 0])).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
});
