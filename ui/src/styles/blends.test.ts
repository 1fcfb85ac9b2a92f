import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const PALETTE = ["yellow", "red", "green", "blue", "purple"];
/** On dark paper colours add up, so each gives a little less where several meet. */
const SHARE_ON_DARK = 0.7;

type Channels = readonly number[];

/** The fills of each theme as tokens.css says them, the channels from 0 to 1. */
function readFills(): { light: Map<string, Channels>; dark: Map<string, Channels> } {
  const tokens = readFileSync("src/styles/tokens.css", "utf8");
  const at = tokens.indexOf(':root[data-theme="dark"]');
  const read = (css: string): Map<string, Channels> =>
    new Map(
      PALETTE.map((colour) => {
        const hex = new RegExp(`--fill-${colour}: #([0-9a-f]{6})`).exec(css)?.[1];
        if (hex === undefined) throw new Error(`tokens.css has no --fill-${colour}`);
        return [colour, [0, 2, 4].map((from) => Number.parseInt(hex.slice(from, from + 2), 16) / 255)];
      }),
    );
  return { light: read(tokens.slice(0, at)), dark: read(tokens.slice(at)) };
}

/** Two and three fills in the order of the palette. */
function combinations(): string[][] {
  const from = (first: number, length: number): string[][] =>
    length === 0
      ? [[]]
      : PALETTE.slice(first).flatMap((colour, index) =>
          from(first + index, length - 1).map((rest) => [colour, ...rest]),
        );
  return [...from(0, 2), ...from(0, 3)];
}

/** Blending as CSS Compositing and Blending, section 10, has it: multiply on light paper, screen on dark. */
function blend(colours: readonly string[], fills: Map<string, Channels>, isDark: boolean): string {
  const channels = [0, 1, 2].map((channel) => {
    const values = colours.map((colour) => fills.get(colour)?.[channel] ?? 0);
    const value = isDark
      ? 1 - values.reduce((rest, each) => rest * (1 - SHARE_ON_DARK * each), 1)
      : values.reduce((rest, each) => rest * each, 1);
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${channels.join("")}`;
}

describe("the colours of overlapping fills", () => {
  it("are what the fills of tokens.css give together", async () => {
    const { light, dark } = readFills();
    const rules = combinations().flatMap((colours) => {
      const name = `.blend-${colours.join("-")}`;
      return [
        `${name} {\n  --under: ${blend(colours, light, false)};\n}\n`,
        `:root[data-theme="dark"] ${name} {\n  --under: ${blend(colours, dark, true)};\n}\n`,
      ];
    });
    const head =
      "/* What two and three fills over one another look like. Written by blends.test.ts from the fills of tokens.css;\n" +
      "   `npx vitest run -u` writes it anew. */\n\n";
    await expect(head + rules.join("")).toMatchFileSnapshot("blends.css");
  });
});
