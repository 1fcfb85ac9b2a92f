// Owns the fonts that the window is set in, and leaves out those that are not installed.
//
// A list of fonts should need no such thing. But where the system speaks Chinese, fontconfig answers a name it does not
// know with the Chinese sans-serif, and the engine takes that for the font: with LANG=zh_TW a page that asks first for
// "Source Serif 4" is set in Noto Sans although Noto Serif, the next in its list, is there. And each name that is not
// there costs a search, once for every weight.
//
// Measuring the lists takes a tenth of a second, a third of a start; so the answer of the last time is taken at once,
// and looked over once the window shows something.

/** The custom properties that styles/tokens.css makes --serif and --sans of, by language, the best font first. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  "--serif-latin": ["Source Serif 4", "Iowan Old Style", "Charter", "Georgia", "Noto Serif"],
  "--serif-latin-linux": ["P052", "C059"],
  "--serif-tc": ["Source Han Serif TC", "Noto Serif CJK TC", "Songti TC", "Noto Serif TC", "PMingLiU"],
  "--serif-sc": ["Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", "Noto Serif SC", "SimSun"],
  "--serif-ja": ["Source Han Serif", "Noto Serif CJK JP", "Hiragino Mincho ProN", "Yu Mincho"],
  "--serif-ko": ["Source Han Serif K", "Noto Serif CJK KR", "AppleMyungjo", "Batang"],
  "--sans-tc": [
    "PingFang TC",
    "Microsoft JhengHei",
    "Source Han Sans TC",
    "Noto Sans CJK TC",
    "Noto Sans TC",
  ],
};

/** A name that no font has: what is measured the same is not there either. */
const NOBODY = "No Font Has This Name";

/** Letters whose widths differ from one font to the next. */
const SPECIMEN = "Hamburgefonstiv 0123 AVW@Q&gj";

/** Under which the page remembers what it found. Another list of fonts is another name. */
const REMEMBERED = `fonts ${JSON.stringify(LISTS)}`;

/** The values of the custom properties. */
type Names = Record<string, string>;

/** Measures the specimen in a list of fonts, in pixels. */
type Measure = (fonts: string) => number;

/** Where a page keeps something until its next start. */
type Memory = Pick<Storage, "getItem" | "setItem">;

/** Those of some families that are installed, in their order. */
export function installed(families: readonly string[], measure: Measure): string[] {
  const absent = measure(`"${NOBODY}", monospace`);
  return families.filter((family) => measure(`"${family}", monospace`) !== absent);
}

/** What was found the last time; null when it was not, or cannot be read. */
export function recall(memory: Memory): Names | null {
  try {
    const found: unknown = JSON.parse(memory.getItem(REMEMBERED) ?? "null");
    const isWhole =
      typeof found === "object" &&
      found !== null &&
      Object.keys(LISTS).every((name) => typeof (found as Names)[name] === "string");
    return isWhole ? (found as Names) : null;
  } catch {
    return null;
  }
}

/** Names the installed fonts to the style sheets. To be called before anything is drawn. */
export function nameFonts(root: HTMLElement, memory: Memory = localStorage): void {
  apply(root, recall(memory) ?? remember(memory, findAll(measureOnCanvas())));
}

/**
 * Looks whether fonts have come or gone since they were remembered, a list at a time, so that nothing waits for it. To
 * be called once the window shows something.
 */
export async function reviewFonts(root: HTMLElement, memory: Memory = localStorage): Promise<void> {
  const measure = measureOnCanvas();
  const found: Names = {};
  for (const [name, families] of Object.entries(LISTS)) {
    found[name] = listOf(families, measure);
    await new Promise((resolve) => setTimeout(resolve));
  }
  if (JSON.stringify(found) === JSON.stringify(recall(memory))) return;
  apply(root, remember(memory, found));
}

function findAll(measure: Measure): Names {
  return Object.fromEntries(
    Object.entries(LISTS).map(([name, families]) => [name, listOf(families, measure)]),
  );
}

/** The value of a custom property: an empty one would be none at all, and make --serif invalid. */
function listOf(families: readonly string[], measure: Measure): string {
  return (
    installed(families, measure)
      .map((family) => `"${family}",`)
      .join(" ") || " "
  );
}

function remember(memory: Memory, names: Names): Names {
  try {
    memory.setItem(REMEMBERED, JSON.stringify(names));
  } catch {
    // Without room to remember, the next start measures again.
  }
  return names;
}

function apply(root: HTMLElement, names: Names): void {
  for (const [name, value] of Object.entries(names)) root.style.setProperty(name, value);
}

function measureOnCanvas(): Measure {
  const context = document.createElement("canvas").getContext("2d");
  return (fonts) => {
    if (context === null) return 0;
    context.font = `72px ${fonts}`;
    return context.measureText(SPECIMEN).width;
  };
}
