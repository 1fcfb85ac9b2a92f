// Leaves out of the lists of fonts those that are not installed.
//
// A list of fonts should need no such thing. But where the system speaks Chinese, fontconfig answers a name it does not
// know with the Chinese sans-serif, and the engine takes that for the font: with LANG=zh_TW a page that asks first for
// "Source Serif 4" is set in Noto Sans although Noto Serif, the next in its list, is there.

/** The lists of styles/tokens.css: names in quotes, each followed by a comma. */
const LISTS = [
  "--serif-latin",
  "--serif-latin-linux",
  "--serif-tc",
  "--serif-sc",
  "--serif-ja",
  "--serif-ko",
];

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

/** Takes what is not installed out of the lists that the style sheet defines. To be called before anything is drawn. */
export function keepInstalledFonts(root: HTMLElement): void {
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return;
  const measure: Measure = (fonts) => {
    context.font = `72px ${fonts}`;
    return context.measureText(SPECIMEN).width;
  };
  const style = getComputedStyle(root);
  const lists = LISTS.map((name): [string, string] => {
    const families = [...style.getPropertyValue(name).matchAll(/"([^"]+)"/g)].map(
      ([, family]) => family ?? "",
    );
    return [
      name,
      installed(families, measure)
        .map((family) => `"${family}",`)
        .join(" "),
    ];
  });
  // An empty value would take the property away and bring the style sheet's back.
  for (const [name, list] of lists) root.style.setProperty(name, list === "" ? " " : list);
}
