// Owns the serif fonts that interviews are set in, and leaves out those that are not installed.
//
// A list of fonts should need no such thing. But where the system speaks Chinese, fontconfig answers a name it does not
// know with the Chinese sans-serif, and the engine takes that for the font: with LANG=zh_TW a page that asks first for
// "Source Serif 4" is set in Noto Sans although Noto Serif, the next in its list, is there.

/** The custom properties that styles/tokens.css makes its --serif of, by language, the best font first. */
const LISTS: Record<string, readonly string[]> = {
  "--serif-latin": ["Source Serif 4", "Iowan Old Style", "Charter", "Georgia", "Noto Serif"],
  "--serif-latin-linux": ["P052", "C059"],
  "--serif-tc": ["Source Han Serif TC", "Noto Serif CJK TC", "Songti TC", "Noto Serif TC", "PMingLiU"],
  "--serif-sc": ["Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", "Noto Serif SC", "SimSun"],
  "--serif-ja": ["Source Han Serif", "Noto Serif CJK JP", "Hiragino Mincho ProN", "Yu Mincho"],
  "--serif-ko": ["Source Han Serif K", "Noto Serif CJK KR", "AppleMyungjo", "Batang"],
};

/** A name that no font has: what is measured the same is not there either. */
const NOBODY = "No Font Has This Name";

/** Letters whose widths differ from one font to the next. */
const SPECIMEN = "Hamburgefonstiv 0123 AVW@Q&gj";

/** Measures the specimen in a list of fonts, in pixels. */
type Measure = (fonts: string) => number;

/** Those of some families that are installed, in their order. */
export function installed(families: readonly string[], measure: Measure): string[] {
  const absent = measure(`"${NOBODY}", monospace`);
  return families.filter((family) => measure(`"${family}", monospace`) !== absent);
}

/** Names the installed fonts to the style sheets. To be called before anything is drawn. */
export function nameFonts(root: HTMLElement): void {
  const context = document.createElement("canvas").getContext("2d");
  const measure: Measure = (fonts) => {
    if (context === null) return 0;
    context.font = `72px ${fonts}`;
    return context.measureText(SPECIMEN).width;
  };
  for (const [name, families] of Object.entries(LISTS)) {
    const list = installed(families, measure).map((family) => `"${family}",`);
    // An empty value would be none at all, and make --serif invalid.
    root.style.setProperty(name, list.join(" ") || " ");
  }
}
