import { describe, expect, it } from "vitest";
import {
  isReserved,
  isShortcut,
  matchesShortcut,
  nativeShortcut,
  shortcutOf,
  showShortcut,
  worksWhileTyping,
  type KeyPress,
} from "./keys";

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
    ["a sign where the keyboard writes Zhuyin", press("ㄡ", { code: "Period" }), ".", false, true],
    ["a named key", press("Delete"), "Delete", false, true],
  ];
  for (const [name, keys, shortcut, isMac, matches] of cases) {
    it(`${matches ? "matches" : "does not match"}: ${name}`, () => {
      expect(matchesShortcut(keys, shortcut, isMac)).toBe(matches);
    });
  }

  it("works while one types only where it types nothing", () => {
    const shortcuts = ["1", "Shift+U", "Delete", "Alt+ArrowUp", "Mod+Z", "F6", "Shift+F6"];
    expect(shortcuts.map(worksWhileTyping)).toEqual([false, false, false, false, true, true, true]);
  });

  it("is shown as the system's users know it", () => {
    expect(showShortcut("Mod+Shift+Z", true)).toBe("⇧⌘Z");
    expect(showShortcut("Mod+Shift+Z", false)).toBe("Ctrl+Shift+Z");
    expect(nativeShortcut("Mod+Shift+Z")).toBe("CmdOrCtrl+Shift+Z");
    expect(["U", "Alt+ArrowUp", "Mod++"].map(nativeShortcut)).toEqual([null, null, null]);
  });

  it("is made of a key press, which it then matches", () => {
    const made: [KeyPress, string | null][] = [
      [press("k", { ctrlKey: true }), "Mod+K"],
      [press("K", { ctrlKey: true, shiftKey: true }), "Mod+Shift+K"],
      [press("?", { shiftKey: true }), "?"],
      [press("+", { ctrlKey: true, shiftKey: true }), "Mod++"],
      [press("ArrowUp", { altKey: true }), "Alt+ArrowUp"],
      [press("F6", { shiftKey: true }), "Shift+F6"],
      [press("ㄍ", { code: "KeyE" }), "E"],
      [press(" "), "Space"],
      [press("Control", { ctrlKey: true }), null],
      [press("Process"), null],
      [press("Dead", { code: "BracketLeft" }), null],
    ];
    for (const [keys, shortcut] of made) {
      expect(shortcutOf(keys, false), keys.key).toBe(shortcut);
      if (shortcut === null || shortcut === "Space") continue;
      expect(matchesShortcut(keys, shortcut, false), shortcut).toBe(true);
      expect(isShortcut(shortcut), shortcut).toBe(true);
    }
  });

  it("is none where it is no key of ours", () => {
    expect(["", "Mod+", "Hyper+K", "Mod+Kk", "Mod+鍵", "f6"].filter(isShortcut)).toEqual([]);
  });

  it("is not taken from the focus, from text fields, or from the system", () => {
    const theirs = [
      "Tab",
      "Shift+Tab",
      "Enter",
      "Space",
      "Escape",
      "ArrowDown",
      "Mod+C",
      "Mod+V",
      "Shift+F10",
    ];
    expect(theirs.filter((shortcut) => !isReserved(shortcut))).toEqual([]);
    expect(["Mod+Shift+V", "Alt+ArrowUp", "Mod+K", "J", ".", "Delete"].filter(isReserved)).toEqual([]);
  });
});
