// English: annotations over one another, the brackets beside the text, and the strip.
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const layers = {
  crowded: (number: string) =>
    `${number} annotations lie over this passage; six are drawn. A click goes through all of them.`,
  patterns: "Patterns",
  patternsHint: "Tell colors apart by stripes, dots and dashes too",
};

export const brackets = {
  label: "Tags beside the text",
  passage: (tag: string, quote: string) => `${tag}: ${quote}`,
  more: (count: number, number: string) => `${number} more ${plural(count, "tag", "tags")}`,
};
