import { describe, expect, it } from "vitest";
import type { Hunk, Piece } from "../api/generated";
import { rowsOf, sideOf } from "./hunks";

const hunk = (...pieces: Piece[]): Hunk => ({ fromStart: 0, fromEnd: 0, toStart: 0, toEnd: 0, pieces });
const same = (text: string): Piece => ({ kind: "same", text });
const removed = (text: string): Piece => ({ kind: "removed", text });
const inserted = (text: string): Piece => ({ kind: "inserted", text });
const joined = (rows: readonly { pieces: readonly Piece[] }[]) =>
  rows.flatMap(({ pieces }) => pieces.map(({ text }) => text)).join("");

describe("the rows of a comparison", () => {
  it("are one a change while changes are short", () => {
    const rows = rowsOf([hunk(same("他"), removed("説"), inserted("說")), hunk(inserted("了"))]);
    expect(rows.map(({ key, isFirst }) => [key, isFirst])).toEqual([
      ["0.0", true],
      ["1.0", true],
    ]);
  });

  it("are several where a change is long, and lose nothing", () => {
    const text = "一二三四五\n六七八九十\n".repeat(20);
    const rows = rowsOf([hunk(removed(text), inserted("新"))], 50);
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter(({ isFirst }) => isFirst)).toHaveLength(1);
    expect(joined(rows)).toBe(`${text}新`);
    expect(rows.every(({ length }) => length <= 51)).toBe(true);
  });

  it("cut after a line end where there is one", () => {
    const [first] = rowsOf([hunk(removed("一二三\n四五六七八"))], 6);
    expect(first?.pieces).toEqual([removed("一二三\n")]);
  });

  it("never cut a character in two", () => {
    const rows = rowsOf([hunk(inserted("𠮷".repeat(10)))], 5);
    for (const { pieces } of rows) for (const { text } of pieces) expect(text).toMatch(/^(𠮷)+$/u);
    expect(joined(rows)).toBe("𠮷".repeat(10));
  });
});

describe("a side of a change", () => {
  it("has what both texts have and what only its own has", () => {
    const pieces = [same("他"), removed("説"), inserted("說"), same("了")];
    expect(joined([{ pieces: sideOf(pieces, "inserted") }])).toBe("他説了");
    expect(joined([{ pieces: sideOf(pieces, "removed") }])).toBe("他說了");
  });
});
