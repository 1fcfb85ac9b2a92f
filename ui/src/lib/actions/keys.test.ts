import { describe, expect, it } from "vitest";
import { matchesShortcut, nativeShortcut, showShortcut, worksWhileTyping, type KeyPress } from "./keys";

function press(key: string, rest: Partial<KeyPress> = {}): KeyPress {
  return { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...rest };
}

describe("a shortcut", () => {
  const cases: [name: string, press: KeyPress, shortcut: string, isMac: boolean, matches: boolean][] = [
    ["Ctrl is Mod", press("z", { ctrlKey: true }), "Mod+Z", false, true],
    ["Cmd is Mod on a Mac", press("z", { metaKey: true }), "Mod+Z", true, true],
    ["Ctrl is not Mod on a Mac", press("z", { ctrlKey: true }), "Mod+Z", true, false],
    ["Shift makes another one", press("Z", { ctrlKey: true, shiftKey: true }), "Mod+Z", false, false],
    ["Shift belongs to it", press("Z", { ctrlKey: true, shiftKey: true }), "Mod+Shift+Z", false, true],
    ["Alt makes another one", press("z", { ctrlKey: true, altKey: true }), "Mod+Z", false, false],
    ["a letter alone", press("u"), "U", false, true],
    ["a letter with Ctrl is another", press("u", { ctrlKey: true }), "U", false, false],
    ["a sign counts, however it is typed", press("?", { shiftKey: true }), "?", false, true],
    ["a plus with Ctrl", press("+", { ctrlKey: true, shiftKey: true }), "Mod++", false, true],
    ["a digit is not the sign above it", press("!", { shiftKey: true }), "1", false, false],
    ["a key that writes Zhuyin", press("ㄧ", { code: "KeyU" }), "U", false, true],
    ["a named key", press("Delete"), "Delete", false, true],
  ];
  for (const [name, keys, shortcut, isMac, matches] of cases) {
    it(`${matches ? "matches" : "does not match"}: ${name}`, () => {
      expect(matchesShortcut(keys, shortcut, isMac)).toBe(matches);
    });
  }

  it("works while one types only with a modifier", () => {
    expect(["1", "Shift+U", "Mod+Z", "Alt+Left"].map(worksWhileTyping)).toEqual([false, false, true, true]);
  });

  it("is shown as the system's users know it", () => {
    expect(showShortcut("Mod+Shift+Z", true)).toBe("⇧⌘Z");
    expect(showShortcut("Mod+Shift+Z", false)).toBe("Ctrl+Shift+Z");
    expect(nativeShortcut("Mod+Shift+Z")).toBe("CmdOrCtrl+Shift+Z");
  });
});
