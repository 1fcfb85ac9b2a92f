import { describe, expect, it } from "vitest";
import { splicesBetween } from "./align";
import { Offsets } from "./offsets";
import { applySplices, Carrier, type Splice } from "./splices";

const splice = (start: number, removed: number, inserted: string): Splice => ({ start, removed, inserted });

describe("what makes one text of another", () => {
  const pairs: [name: string, before: string, after: string, expected: Splice[]][] = [
    ["nothing", "一樣", "一樣", []],
    ["what came", "一三", "一二三", [splice(1, 0, "二")]],
    ["what went", "一二二三", "一二三", [splice(2, 1, "")]],
    ["what is other", "甲乙丙", "甲丁丙", [splice(1, 1, "丁")]],
    ["characters whole that share a half", "a𠮷b", "a𠮸b", [splice(1, 1, "𠮸")]],
    ["everything", "", "全部", [splice(0, 0, "全部")]],
    ["and nothing left", "全部\n", "", [splice(0, 3, "")]],
    [
      "what came at the end of each of two lines",
      "𠮷一\n同\n二\n",
      "𠮷一一\n同\n二二\n",
      [splice(2, 0, "一"), splice(6, 0, "二")],
    ],
    [
      "a name in every line",
      "甲：早\n乙：好\n甲：再見\n",
      "丙：早\n乙：好\n丙：再見\n",
      [splice(0, 1, "丙"), splice(8, 1, "丙")],
    ],
    [
      "a name in all lines of many",
      "甲一\n甲二\n甲三\n",
      "乙一\n乙二\n乙三\n",
      [splice(0, 1, "乙"), splice(3, 1, "乙"), splice(6, 1, "乙")],
    ],
    [
      "a line beside others like it",
      "是\n一\n是\n二\n是\n",
      "是\n一\n是\n是\n二\n是\n",
      [splice(6, 0, "是\n")],
    ],
    [
      "lines that came and lines that went",
      "一\n二\n三\n四\n",
      "零\n一\n三\n四\n五\n",
      [splice(0, 0, "零\n"), splice(2, 2, ""), splice(8, 0, "五\n")],
    ],
  ];
  for (const [name, before, after, expected] of pairs) {
    it(`is ${name}`, () => expect(splicesBetween(before, after)).toEqual(expected));
  }

  it("makes it, and moves what stays with it, whatever the two are", () => {
    // Few letters and many line ends: lines that repeat, move and overlap in every way.
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor(seed / 65536) % below;
    };
    const text = () =>
      Array.from({ length: random(24) }, () => ["一", "二", "𠮷", "\n", "\n"][random(5)]).join("");
    for (let round = 0; round < 2000; round++) {
      const [before, after] = [text(), text()];
      const splices = splicesBetween(before, after);
      expect(applySplices(new Offsets(before), splices), `${before}|${after}`).toBe(after);
      const carrier = new Carrier(splices);
      const [old, now] = [[...before], [...after]];
      const isGone = (at: number) =>
        splices.some(({ start, removed }) => at >= start && at < start + removed);
      for (const [at, character] of old.entries()) {
        if (!isGone(at)) expect(now[carrier.point(at)]).toBe(character);
      }
    }
  });
});
