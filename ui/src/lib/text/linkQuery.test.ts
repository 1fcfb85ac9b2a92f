import { describe, expect, it } from "vitest";
import { linkQueryAt } from "./linkQuery";

describe("a link is being begun", () => {
  const cases: [name: string, text: string, expected: string | null][] = [
    ["with nothing typed yet", "見[[", ""],
    ["with the words since the brackets", "見[[恐懼 海", "恐懼 海"],
    ["with what a Chinese input method makes of the keys", "見【【夜", "夜"],
    ["with corner brackets", "見「「夜", "夜"],
    ["with full-width brackets", "見［［夜", "夜"],
    ["by the last brackets of several", "[[甲]] [[乙", "乙"],
    ["but not by one bracket", "見[夜", null],
    ["but not before a closed one", "[[夜]]", null],
    ["but not on another line", "[[\n夜", null],
    ["but not a whole sentence ago", `[[${"長".repeat(61)}`, null],
    ["but not in plain text", "夜", null],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => expect(linkQueryAt(text, text.length)?.query ?? null).toBe(expected));
  }

  it("where its brackets stand, and as far as the caret", () => {
    expect(linkQueryAt("一二[[三四", 5)).toEqual({ start: 2, query: "三" });
    expect(linkQueryAt("一二[[三四", 1)).toBeNull();
    const long = `${"前".repeat(100)}[[夜`;
    expect(linkQueryAt(long, long.length)?.start).toBe(100);
  });
});
