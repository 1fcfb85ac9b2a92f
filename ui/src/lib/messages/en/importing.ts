// English: importing.
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const importing = {
  title: "Import interview",
  titleMany: (count: string) => `Import ${count} interviews`,
  reading: "Reading…",
  fieldTitle: "Title",
  fieldSource: "Source",
  fieldDate: "Date",
  fieldLanguage: "Language",
  fieldEncoding: "Encoding",
  guessed: "guessed: change it if the text below looks wrong",
  replaced: (count: number, number: string) =>
    `${number} ${plural(count, "place", "places")} could not be read in this encoding.`,
  sections: (count: number, number: string) => `${number} ${plural(count, "section", "sections")}`,
  speakers: (count: number, number: string) => `${number} ${plural(count, "speaker", "speakers")}`,
  turns: (count: number, number: string) => `${number} ${plural(count, "turn", "turns")}`,
  characters: (_count: number, number: string) => `${number} characters`,
  noSpeakers: "No speakers were found. You can mark them later, while reading.",
  opening: "Beginning of the text",
  existing: (title: string) => `This text is already in the library as “${title}”.`,
  openExisting: "Open it",
  accept: "Import",
  acceptAnyway: "Import again",
  acceptAll: (count: string) => `Import ${count}`,
  accepting: "Importing…",
  remove: (name: string) => `Leave out ${name}`,
  files: "Files",
  done: "imported",
  already: "already in the library",
  importedMany: (count: number, number: string) =>
    `Imported ${number} ${plural(count, "interview", "interviews")}`,
  pasteTitle: "Import pasted text",
  pasteHint: "Paste the text of an interview here.",
  pasteNext: "Continue",
  pastedName: "Pasted text",
  turnsOf: (name: string, turns: string) => `${name}, ${turns} turns`,
  nameOf: (name: string) => `Name of ${name}`,
  roleOf: (name: string) => `Role of ${name}`,
  fieldFormat: "Format",
  documents: (count: number, number: string) =>
    count === 0
      ? "This file holds a codebook and no interview."
      : `This file holds ${number} interviews; the first is shown here.`,
  timed: (count: number, number: string) => `${number} ${plural(count, "time", "times")}`,
  annotations: (count: number, number: string) => `${number} ${plural(count, "annotation", "annotations")}`,
  tags: (count: number, number: string) => `${number} ${plural(count, "tag", "tags")}`,
  memos: (count: number, number: string) => `${number} ${plural(count, "memo", "memos")}`,
};
