import { expect, it } from "vitest";
import { installed } from "./fonts";

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
