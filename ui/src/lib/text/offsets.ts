// Owns the one conversion between code points and UTF-16 code units.
//
// Everything stored, sent or exported counts Unicode code points; the DOM and JavaScript strings count UTF-16
// units. No other module may convert between the two, and this one knows nothing of the DOM.

/** Code points between two entries of the table: a conversion walks at most this many characters. */
const SAMPLE = 1024;

/** Converts offsets into one text. Built once in O(n), then each conversion costs at most one sample. */
export class Offsets {
  readonly text: string;
  /** Length of the text in code points. */
  readonly length: number;
  /** UTF-16 offset of every SAMPLE-th code point; null when every character is one unit and nothing need be converted. */
  readonly #samples: Uint32Array | null;

  constructor(text: string) {
    this.text = text;
    if (!/[\u{10000}-\u{10FFFF}]/u.test(text)) {
      this.length = text.length;
      this.#samples = null;
      return;
    }
    const samples: number[] = [];
    let count = 0;
    for (let unit = 0; unit < text.length; count++) {
      if (count % SAMPLE === 0) samples.push(unit);
      unit += widthAt(text, unit);
    }
    this.length = count;
    this.#samples = Uint32Array.from(samples);
  }

  /** The UTF-16 offset of a code point offset; offsets outside the text are clamped to its ends. */
  toUtf16(codePoint: number): number {
    if (codePoint <= 0) return 0;
    if (codePoint >= this.length) return this.text.length;
    if (this.#samples === null) return codePoint;
    let unit = this.#samples[Math.floor(codePoint / SAMPLE)] ?? 0;
    for (let left = codePoint % SAMPLE; left > 0; left--) unit += widthAt(this.text, unit);
    return unit;
  }

  /**
   * The code point offset of a UTF-16 offset, clamped to the ends of the text. An offset between the two halves of a
   * surrogate pair belongs to the character it is in.
   */
  fromUtf16(unit: number): number {
    if (unit <= 0) return 0;
    if (unit >= this.text.length) return this.length;
    if (this.#samples === null) return unit;
    let low = 0;
    let high = this.#samples.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#samples[middle] ?? 0) <= unit) low = middle;
      else high = middle - 1;
    }
    let at = this.#samples[low] ?? 0;
    let codePoint = low * SAMPLE;
    for (;;) {
      const next = at + widthAt(this.text, at);
      if (next > unit) return codePoint;
      at = next;
      codePoint++;
    }
  }

  /** The text of a half-open range of code points. */
  slice(start: number, end: number): string {
    return this.text.slice(this.toUtf16(start), this.toUtf16(end));
  }
}

/** UTF-16 units of the character at a unit offset; an unpaired surrogate counts as one character. */
function widthAt(text: string, unit: number): 1 | 2 {
  return (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
}
