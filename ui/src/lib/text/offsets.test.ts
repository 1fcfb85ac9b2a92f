import { describe, expect, it } from "vitest";
import { Offsets } from "./offsets";

const TEXTS: Record<string, string> = {
  empty: "",
  Chinese: "先生說：「慢慢讀。」\n問：為什麼？",
  "CJK Extension B": "𠮷野家的𠀀字",
  "emoji with joiners": "家👨‍👩‍👧‍👦人🇹🇼旗",
  "combining marks": "e\u0301tude a\u0308",
  "line ends and a byte order mark": "\uFEFFa\r\nb\r\n",
  "longer than several samples": "一𠮷二".repeat(2000),
  "an unpaired surrogate": "a\ud842b",
};

describe("offsets", () => {
  for (const [name, text] of Object.entries(TEXTS)) {
    it(`agrees with a walk over every character of ${name}`, () => {
      const offsets = new Offsets(text);
      const characters = Array.from(text);
      expect(offsets.length).toBe(characters.length);
      let unit = 0;
      for (const [index, character] of characters.entries()) {
        expect(offsets.toUtf16(index)).toBe(unit);
        expect(offsets.fromUtf16(unit)).toBe(index);
        unit += character.length;
      }
      expect(offsets.toUtf16(characters.length)).toBe(text.length);
      expect(offsets.fromUtf16(text.length)).toBe(characters.length);
    });
  }

  it("puts an offset inside a surrogate pair at the character it is in", () => {
    expect(new Offsets("a𠮷b").fromUtf16(2)).toBe(1);
  });

  it("clamps offsets outside the text", () => {
    const offsets = new Offsets("a𠮷");
    expect([offsets.toUtf16(-1), offsets.toUtf16(9), offsets.fromUtf16(-1), offsets.fromUtf16(9)]).toEqual([
      0, 3, 0, 2,
    ]);
  });

  it("slices by code points", () => {
    expect(new Offsets("一𠮷二👍三").slice(1, 4)).toBe("𠮷二👍");
  });
});
