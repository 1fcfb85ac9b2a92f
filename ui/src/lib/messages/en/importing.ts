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
  acceptAsAnother: "Import as another interview",
  acceptAll: (count: string) => `Import ${count}`,
  accepting: "Importing…",
  remove: (name: string) => `Leave out ${name}`,
  files: "Files",
  done: "imported",
  already: "already in the library",
  doneWith: (done: string, what: string) => `${done}, ${what}`,
  left: "not imported",
  needsDocument: "belongs to an interview: choose which",
  acceptRest: (count: string) => `Import the other ${count}`,
  acceptingMany: "Importing…",
  readingMany: "Reading the files…",
  ofFiles: (done: string, all: string) => `${done} of ${all}`,
  outcome: {
    imported: (number: string) => `${number} imported`,
    known: (number: string) => `${number} already in the library`,
    refused: (number: string) => `${number} could not be imported`,
    left: (number: string) => `${number} not imported`,
  },
  reportHeading: "Import of several files",
  reportName: "import report",
  others: (count: number, number: string) =>
    `${number} other ${plural(count, "file", "files")} in the folder ${plural(count, "is", "are")} nothing to import.`,
  unread: (name: string) => `${name} could not be looked into.`,
  isCut: (number: string) =>
    `There are more files than the ${number} listed here. Import the folders inside one by one.`,
  nothingIn: "There is nothing in this folder that can be imported.",
  onto: (count: number, number: string) =>
    `${number} ${plural(count, "annotation belongs", "annotations belong")} to a text that is not in this file. Put ${plural(count, "it", "them")} onto`,
  ontoHint:
    "Each is placed by its words; one whose words are not found, or found twice, waits for its passage.",
  chooseDocument: "Choose an interview…",
  noDocument: "None: leave them out",
  noDocuments: "The library is empty. Import the interview first.",
  which: "What is on this text",
  addTo: (title: string, count: number, number: string) =>
    count === 0
      ? `Add what is new to “${title}”`
      : `Add ${plural(count, "its annotation", `its ${number} annotations`)} to “${title}”: what is there already is not doubled`,
  apart: "Import as a separate interview",
  acceptAdding: "Add annotations",
  added: (count: number, number: string) => `Added ${number} ${plural(count, "annotation", "annotations")}.`,
  waiting: (count: number, number: string) =>
    `${number} of them ${plural(count, "waits", "wait")} for ${plural(count, "its", "their")} passage.`,
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
