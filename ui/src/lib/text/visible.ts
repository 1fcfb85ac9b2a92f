// Names whose invisible characters can be seen: a title, a speaker, a file or an address comes from anybody and stands in
// somebody else's line, where a right-to-left override would turn "gpj.exe" into "exe.jpg". The rule is that of
// crates/anchor/src/visible.rs, which says what is shown and what writing needs; both are held to
// tests/fixtures/visible.json. The text of an interview is no name and keeps its characters.

/** A part of a name: letters as they are, or the sign for one character that would not be seen. */
export interface NamePiece {
  readonly text: string;
  readonly isSign: boolean;
}

/** Ranges of code points, first and last. */
type Ranges = readonly (readonly [number, number])[];

const NON_JOINER = 0x200c;
const JOINER = 0x200d;
const BLACK_FLAG = 0x1f3f4;

const TAGS: Ranges = [[0xe0020, 0xe007f]];
const VARIATION_SELECTORS: Ranges = [
  [0x180b, 0x180d],
  [0x180f, 0x180f],
  [0xfe00, 0xfe0f],
  [0xe0100, 0xe01ef],
];
/** What is ever shown as a sign. White space is not: whoever sets a line sets it as a space. */
const MAY_HIDE: Ranges = [
  ...[
    [0, 8],
    [0xb, 0xc],
    [0xe, 0x1f],
    [0x7f, 0x9f],
    [0xad, 0xad],
    [0x34f, 0x34f],
    [0x61c, 0x61c],
  ],
  ...[
    [0x115f, 0x1160],
    [0x17b4, 0x17b5],
    [0x180e, 0x180e],
    [0x200b, 0x200f],
    [0x2028, 0x202e],
  ],
  ...[
    [0x2060, 0x206f],
    [0x2800, 0x2800],
    [0x3164, 0x3164],
    [0xfeff, 0xfeff],
    [0xffa0, 0xffa0],
  ],
  ...[
    [0xfff9, 0xfffb],
    [0x1bca0, 0x1bca3],
    [0x1d173, 0x1d17a],
    [0xe0000, 0xe007f],
  ],
  ...VARIATION_SELECTORS,
] as Ranges;
/** Letters of the scripts from Arabic to Mongolian in whose writing a joiner makes a difference. */
const JOINING: Ranges = [
  [0x620, 0x109f],
  [0x1780, 0x17b3],
  [0x17b6, 0x180a],
  [0x1810, 0x18af],
  [0xfb50, 0xfdff],
  [0xfe70, 0xfefc],
];
const PICTOGRAPHS: Ranges = [
  [0x2190, 0x27e5],
  [0x27f0, 0x27ff],
  [0x2900, 0x2bff],
  [0xfe0f, 0xfe0f],
  [0x1f000, 0x1faff],
];
/** What a variation selector can stand after, hidden characters apart: # * 0 to 9 © ® and whatever is no plain letter. */
const VARIABLE: Ranges = [
  [0x23, 0x23],
  [0x2a, 0x2a],
  [0x30, 0x39],
  [0xa9, 0xa9],
  [0xae, 0xae],
  [0x2001, 0x10ffff],
];
/** Letters that are written from right to left: beside them, what follows a name may move before it. */
const RIGHT_TO_LEFT: Ranges = [
  [0x590, 0x8ff],
  [0xfb1d, 0xfdff],
  [0xfe70, 0xfefc],
  [0x10800, 0x10fff],
  [0x1e800, 0x1efff],
];

const SIGNS = new Map([
  [0xad, "SHY"],
  [0x61c, "ALM"],
  [0x200b, "ZWSP"],
  [NON_JOINER, "ZWNJ"],
  [JOINER, "ZWJ"],
  [0x200e, "LRM"],
  [0x200f, "RLM"],
  [0x202a, "LRE"],
  [0x202b, "RLE"],
  [0x202c, "PDF"],
  [0x202d, "LRO"],
  [0x202e, "RLO"],
  [0x2060, "WJ"],
  [0x2066, "LRI"],
  [0x2067, "RLI"],
  [0x2068, "FSI"],
  [0x2069, "PDI"],
  [0xfeff, "BOM"],
]);

/** The name in pieces: what is seen as it is, and a sign for each character that is not. */
export function cutName(name: string): NamePiece[] {
  const codes = Array.from(name, (character) => character.codePointAt(0) ?? 0);
  const pieces: NamePiece[] = [];
  let plain = "";
  let isFlag = false;
  codes.forEach((code, at) => {
    isFlag = code === BLACK_FLAG || (isFlag && isIn(code, TAGS));
    if (isFlag || isNeeded(code, codes[at - 1] ?? 0, codes[at + 1] ?? 0)) {
      plain += String.fromCodePoint(code);
      return;
    }
    if (plain !== "") pieces.push({ text: plain, isSign: false });
    plain = "";
    pieces.push({ text: sign(code), isSign: true });
  });
  if (plain !== "" || pieces.length === 0) pieces.push({ text: plain, isSign: false });
  return pieces;
}

/** The name with a sign in angle brackets in the place of each character that would not be seen: "annex⟨RLO⟩gpj.exe". */
export function visible(name: string): string {
  return cutName(name)
    .map(({ text, isSign }) => (isSign ? `⟨${text}⟩` : text))
    .join("");
}

/** Whether a name holds anything that would not be seen. */
export function hides(name: string): boolean {
  return cutName(name).some(({ isSign }) => isSign);
}

/** A visible name for the middle of a sentence, kept apart from it where the two are written in different directions. */
export function isolated(name: string): string {
  const shown = visible(name);
  const turns = Array.from(shown).some((character) => isIn(character.codePointAt(0) ?? 0, RIGHT_TO_LEFT));
  return turns ? `\u2068${shown}\u2069` : shown;
}

function isNeeded(code: number, before: number, after: number): boolean {
  if (code === NON_JOINER || code === JOINER) {
    const joinsPictographs = code === JOINER && isIn(before, PICTOGRAPHS) && isIn(after, PICTOGRAPHS);
    return isIn(before, JOINING) || joinsPictographs;
  }
  if (isIn(code, VARIATION_SELECTORS)) {
    return isIn(before, JOINING) || (isIn(before, VARIABLE) && !isIn(before, MAY_HIDE));
  }
  return !isIn(code, MAY_HIDE);
}

function isIn(code: number, ranges: Ranges): boolean {
  return ranges.some(([first, last]) => code >= first && code <= last);
}

function sign(code: number): string {
  return SIGNS.get(code) ?? `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
