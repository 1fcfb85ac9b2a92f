// English: the dialogs.
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const exporting = {
  title: "Export annotations",
  format: "Format",
  formats: {
    md: { name: "Markdown", about: "Quotes and notes by section, for Obsidian and for writing on" },
    html: {
      name: "Web page",
      about: "The whole interview with its highlights and margin notes, for reading and printing",
    },
    pdf: { name: "PDF", about: "The interview as it is printed, its notes in the margin" },
    csv: { name: "Spreadsheet (CSV)", about: "One row a quote, for counting and sorting" },
    json: { name: "Web Annotations (JSON-LD)", about: "The open standard, for other programs" },
    docx: { name: "Word", about: "The interview with its highlights, and the notes as comments" },
    quotes: { name: "Word, table of quotes", about: "Each quote with speaker, section, tags and note" },
    qdpx: { name: "REFI-QDA project", about: "For ATLAS.ti, MAXQDA, QualCoder and others" },
    "qdpx-nvivo": { name: "REFI-QDA project for NVivo", about: "Counted as NVivo for Windows counts" },
    qdc: { name: "Codebook (REFI-QDA)", about: "All tags with their definitions" },
    xlsx: { name: "Workbook (Excel)", about: "Quotes, codebook, and tags by speaker" },
    tsv: { name: "Table with tabs (TSV)", about: "As CSV, for programs that want tabs" },
    txt: { name: "Plain text", about: "The interview, its annotations numbered" },
    anki: { name: "Anki cards", about: "Text that Anki imports, one card a quote" },
    bibtex: { name: "BibTeX", about: "The interview as a source" },
    csl: { name: "CSL-JSON", about: "The interview as a source, for Zotero and Pandoc" },
  },
  template: { name: "Template…", about: "Text, Markdown or HTML as you lay it out yourself" },
  which: "Annotations",
  all: (number: string) => `All (${number})`,
  filtered: (number: string, total: string) => `Only what the filter shows (${number} of ${total})`,
  none: "There are no annotations to export yet.",
  save: "Save…",
  copy: "Copy",
  saved: (name: string) => `Saved ${name}`,
  updated: (name: string) => `Updated ${name}`,
  upToDate: (name: string) => `${name} is up to date already`,
  tags: "Tags",
  tagForms: { words: "Words", wikilinks: "[[Links]]", hashtags: "#Tags" },
  earlier: {
    about: "This file is an earlier export of this interview.",
    aboutAltered: "This file is an earlier export of this interview, but cannot be brought up to date.",
    current: "All that would be exported stands in it already.",
    layout: "Only headings, tags or what is known of the interview would be written anew.",
    added: (count: number, number: string) => `${number} ${plural(count, "block", "blocks")} will be added`,
    changed: (count: number, number: string) =>
      `${number} ${plural(count, "block", "blocks")} will be written anew`,
    removed: (count: number, number: string) =>
      `${number} ${plural(count, "block", "blocks")} will be taken out`,
    kept: (count: number, number: string) =>
      `What you wrote between the blocks stays as it is (in ${number} ${plural(count, "place", "places")}).`,
    nothingKept: "You have written nothing between the blocks.",
    hint: "Nothing has been written yet. Replacing the file deletes everything that you wrote in it.",
    update: "Update",
    replace: "Replace",
    another: "Another File…",
  },
  scope: "Interviews",
  one: "This interview",
  someOf: "Several interviews…",
  several: (number: string, total: string) => `Several interviews (${number} of ${total})`,
  library: (number: string) => `The whole library (${number})`,
  interviews: "Which interviews",
  filteredAcross: "Only what the filter shows, in every one of them",
  nothingFound: "The filter finds nothing in these interviews.",
  each: {
    about:
      "A file of this kind holds one interview: each gets a file of its own, in a folder that you choose.",
    saved: (count: number, number: string, folder: string) =>
      `Saved ${number} ${plural(count, "file", "files")} in ${folder}`,
    existing: (count: number, number: string, all: string) =>
      `${number} of the ${all} files to be written ${plural(count, "is", "are")} in this folder already:`,
    hint: "Nothing has been written yet. Replacing deletes what is in these files now.",
    hintMarkdown:
      "Nothing has been written yet. Earlier exports are brought up to date and keep what you wrote between the blocks; these cannot be, and replacing them deletes everything in them.",
    another: "Another Folder…",
    writing: "Writing the files…",
    left: (count: number, number: string) =>
      `Stopped: ${number} ${plural(count, "interview was", "interviews were")} not written.`,
    refused: (count: number, number: string) =>
      `${number} ${plural(count, "file", "files")} could not be written:`,
    written: (count: number, number: string) =>
      `${number} ${plural(count, "file was", "files were")} written:`,
  },
  looking: "Looking for what the filter shows…",
  writing: "Writing the file…",
  stopped: "Stopped. No file was written, and one that was there is as it was.",
  copied: (count: number, number: string) =>
    `Copied ${number} ${plural(count, "annotation", "annotations")} to the clipboard`,
};

export const quoting = {
  title: "Copy as Quote",
  form: "Form",
  forms: {
    dash: "After a dash",
    markdown: "Markdown, leading to the passage",
    "author-date": "Author and year",
    full: "In full, for a note",
  },
  byTemplate: (name: string) => `Template “${name}”`,
  isDefault: (key: string) => (key === "" ? "Always copy in this form" : `Always copy in this form (${key})`),
  copy: "Copy",
};

export const verifying = {
  action: "Check the file…",
  title: (name: string) => `Check of ${name}`,
  reading: "Reading the file back…",
  same: (count: number, number: string) =>
    `Nothing differs: the file says what the library says. ${number} ${plural(count, "annotation was", "annotations were")} compared.`,
  differs: (count: number, number: string) =>
    `In ${number} ${plural(count, "place", "places")} the file says something else than the library.`,
  limits: "What the format has no place for is not compared.",
  list: "What differs",
  library: "In the library",
  file: "In the file",
  nothing: "nothing",
  quoted: (words: string) => `“${words}”`,
  about: (thing: string, what: string) => `${thing}: ${what}`,
  more: (count: number, number: string) => `and ${number} more ${plural(count, "difference", "differences")}`,
  show: "Show",
  again: "Check again",
  fileName: "check",
  of: {
    document: "Interview",
    place: "Text",
    block: "Paragraph",
    speaker: "Speaker",
    annotation: "Annotation",
    memo: "Memo",
    tag: "Tag",
  } as Record<string, string>,
  what: {
    presence: "only on one side",
    text: "the words",
    title: "the title",
    source: "the source",
    published: "the date",
    language: "the language",
    role: "the role",
    structure: "heading, turn or paragraph",
    passage: "where it is",
    quote: "the words that are marked",
    style: "how it is marked",
    note: "the note",
    tags: "the tags",
    created: "when it was made",
    modified: "when it was changed",
    colour: "the color",
    definition: "the definition",
  } as Record<string, string>,
};

export const details = {
  title: "Interview details",
  fieldTitle: "Title",
  fieldSource: "Source",
  fieldDate: "Date",
  fieldDateHint: "YYYY, YYYY-MM or YYYY-MM-DD",
  fieldLanguage: "Language",
  file: "File",
  encoding: "Encoding",
  added: "Added",
  size: "Size",
  characters: (number: string) => `${number} characters`,
  titleMissing: "An interview needs a title.",
};

export const speakers = {
  title: "Speakers",
  empty: "No speakers were found in this interview.",
  emptyHint: "While reading, you can mark a label as a speaker from the menu beside its line.",
  name: "Name",
  role: "Role",
  colour: "Color",
  colourNumber: (number: number) => `Color ${number + 1}`,
  aliases: "Labels in the text",
  turns: (count: number, number: string) => `${number} ${plural(count, "turn", "turns")}`,
  characters: (number: string) => `${number} characters`,
  merge: "Same person as…",
  mergeInto: (name: string) => `${name} is the same person as`,
  reject: (alias: string) => `“${alias}” is not a speaker`,
  nameMissing: "A speaker needs a name.",
  merged: (from: string, into: string) => `Merged ${from} into ${into}`,
  rejected: (alias: string) => `“${alias}” is no longer a speaker`,
};

export const links = {
  titlePage: "Open this page?",
  titleMail: "Write a letter?",
  leadPage: "Your browser will open a page of",
  leadMail: "Your mail program will begin a letter to",
  registered: "Letters of other scripts can look alike. The network knows this name as",
  plain: "This page is not encrypted: others on the network can read along.",
  address: "The whole address",
  openPage: "Open in browser",
  openMail: "Write",
  copy: "Copy address",
};

export const settings = {
  title: "Settings",
  language: "Language",
  theme: "Appearance",
  system: "System",
  light: "Light",
  dark: "Dark",
  textSize: "Text size",
  smaller: "Smaller",
  larger: "Larger",
  pixels: (number: string) => `${number} px`,
  library: "Library file",
  version: (version: string) => `Vermilion ${version}`,
};

export const shortcuts = {
  title: "Keyboard shortcuts",
  extend: "Select by character",
  extendByWord: "Select by word",
  ends: "Go to the beginning, the end",
  open: "Open the interview",
  move: "Move through the list",
  delete: "Delete, with undo",
  select: "Select",
};

export const palette = {
  title: "Do something or go somewhere",
  placeholder: "An action, a section, a tag, an interview",
  none: "Nothing has that name.",
  choice: (what: string, which: string) => `${what}: ${which}`,
  kinds: { action: "Do", section: "Section", tag: "Tag", document: "Interview", search: "Search" },
};

/** Places that something is to be done to. */
export const places = {
  list: "Places",
  chosen: (chosen: string, all: string) => `${chosen} of ${all} chosen`,
  all: "All",
  none: "None",
  hint: "↑ ↓ go from place to place, Space chooses.",
  outdated:
    "The text has changed meanwhile. These are the places now; what you had left out has to be left out again.",
};
