// English: what was found wrong with an interview when it was opened.
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

const many = (count: number, number: string) => `${number} ${plural(count, "annotation", "annotations")}`;

export const trouble = {
  /** The text is not the one that was stored; `lost` annotations do not stand on their words in it. */
  text: (lost: number, number: string) =>
    lost === 0
      ? "The text of this interview is not the one that was stored: the library file was changed from outside or damaged. Nothing was changed; a check may bring the text back."
      : `The text of this interview is not the one that was stored: the library file was changed from outside or damaged. ${many(lost, number)} ${plural(lost, "does", "do")} not stand on ${plural(lost, "its", "their")} words and ${plural(lost, "is", "are")} not drawn. Nothing was changed; a check may bring the text back.`,
  /** Annotations were put back on their words. */
  found: (count: number, number: string) =>
    `${many(count, number)} did not stand on ${plural(count, "its", "their")} words and ${plural(count, "was", "were")} put back where those are.`,
  /** Annotations wait for their passage now. */
  lost: (count: number, number: string) =>
    `${many(count, number)} did not stand on ${plural(count, "its", "their")} words and ${plural(count, "waits", "wait")} for a passage now.`,
  /** Annotations do not stand on their words, and the library cannot be written to. */
  astray: (count: number, number: string) =>
    `${many(count, number)} ${plural(count, "does", "do")} not stand on ${plural(count, "its", "their")} words and ${plural(count, "is", "are")} not drawn. The library can only be read now, so nothing was put right.`,
  show: "Show",
};
