import { beforeEach, expect, it } from "vitest";
import { installed, nameFonts, recall, reviewFonts } from "./fonts";

const root = document.documentElement;

beforeEach(() => {
  localStorage.clear();
  root.removeAttribute("style");
});

it("a font that measures like one that does not exist is not installed", () => {
  // As with LANG=zh_TW: every unknown name is answered with the same Chinese font.
  const widths: Record<string, number> = {
    '"Noto Serif CJK TC", monospace': 520,
    '"Georgia", monospace': 480,
  };
  const measure = (fonts: string) => widths[fonts] ?? 500;
  expect(installed(["Source Serif 4", "Georgia", "Songti TC", "Noto Serif CJK TC"], measure)).toEqual([
    "Georgia",
    "Noto Serif CJK TC",
  ]);
});

it("what was found is taken the next time without measuring", () => {
  nameFonts(root);
  const names = recall(localStorage);
  expect(names).not.toBeNull();
  localStorage.setItem(localStorage.key(0) ?? "", JSON.stringify({ ...names, "--serif-tc": '"Songti TC",' }));
  nameFonts(root);
  expect(root.style.getPropertyValue("--serif-tc")).toBe('"Songti TC",');
});

it("a font that has come or gone is noticed once the window shows something", async () => {
  nameFonts(root);
  const names = recall(localStorage);
  localStorage.setItem(localStorage.key(0) ?? "", JSON.stringify({ ...names, "--serif-tc": '"Gone",' }));
  nameFonts(root);
  await reviewFonts(root);
  expect(root.style.getPropertyValue("--serif-tc").trim()).toBe(names?.["--serif-tc"]?.trim());
  expect(recall(localStorage)).toEqual(names);
});

it("what cannot be read is measured anew", () => {
  nameFonts(root);
  for (const broken of ["{", "7", "{}", '{"--serif-tc": 1}']) {
    localStorage.setItem(localStorage.key(0) ?? "", broken);
    expect(recall(localStorage)).toBeNull();
  }
});
