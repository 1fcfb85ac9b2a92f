// English: what went wrong, and what can be done about it. `errorCodes` has one entry for each code of the core that a
// user can meet, in camelCase; other codes are programming errors and are shown as the core says them.
import { isolated } from "../../text/visible";
type Params = Record<string, string>;

/** The name of a file rather than its path: the path is longer than the sentence. */
const file = (path = "") => isolated(path.split(/[\\/]/).at(-1) ?? path);

/** A library by the name of its file, where that is known. */
const library = (path = "", otherwise = "The library") => (path === "" ? otherwise : file(path));

/** What was to be opened: a file by its name, or text that was pasted and has none. */
const named = (name: string) => (name === "" ? "The text" : `“${isolated(name)}”`);

/** A size of a file, given in bytes. */
const kilobytes = (bytes = "0") => `${Math.ceil(Number(bytes) / 1000)} kB`;

/** A place in a template. */
const inTemplate = ({ template = "", line = "" }: Params) =>
  template === "" ? `Line ${line}` : `“${isolated(template)}”, line ${line}`;

/** What is wrong in a template; more about it comes from the core, in English. */
function mistake({ problem, detail = "" }: Params): string {
  if (problem === "undefined")
    return detail === "" ? "this is not there" : `there is no “${isolated(detail)}”`;
  const words: Record<string, string> = {
    syntax: "this cannot be read",
    "unknown-filter": "there is no such filter",
    "unknown-function": "there is no such function",
    "unknown-test": "there is no such test",
    "unknown-method": "there is no such method",
    alone: "a template cannot use another one",
  };
  const said = words[problem ?? ""] ?? "this cannot be done with that value";
  return detail === "" ? said : `${said} (${isolated(detail)})`;
}

/** Why nothing can be salvaged from a file. */
function barren({ lack, left, was }: Params): string {
  switch (lack) {
    case "empty":
      return "it is empty.";
    case "cut":
      return `of its ${kilobytes(was)} only ${kilobytes(left)} are left, and nothing that you made is in them.`;
    case "rowless":
      return "nothing that you made is left in it.";
    default:
      return "it was overwritten, or has never been a library.";
  }
}

/** Why an earlier export is not brought up to date, and what can be done. */
function altered({ path, line, fault }: Params): string {
  const place = `${file(path)}, line ${line}`;
  switch (fault) {
    case "edited":
      return `${place}: the block that begins there was changed by hand, or comes from another file. Move what you wrote out of it and delete the block with both of its marks; it is written anew.`;
    case "open":
      return `${place}: the block that begins there has lost the mark at its end. Delete it; it is written anew.`;
    case "twice":
      return `${place}: the block that begins there stands in the file a second time. Delete it in one of the two places.`;
    case "no-title":
      return `${file(path)}: the block with the title is missing. Choose another file.`;
    default:
      return `${place}: this mark is damaged. Delete what is left of its block; it is written anew.`;
  }
}

export const errors = { unknown: "Something went wrong. Nothing was changed." };

export const errorCodes = {
  unimportable: ({ file: name = "", format, reason }: Params) =>
    `${named(name)} cannot be read as ${format}: ${reason}. Save it anew in the program it came from, or as plain text.`,
  notReadBack: ({ file: name = "", format }: Params) =>
    `${named(name)} is read as ${format}, which is not read back. Verify JSON, DOCX or QDPX.`,
  unreadableSource: ({ file: name = "", reason }: Params) => `${named(name)} cannot be imported: ${reason}.`,
  stillOpen: ({ path }: Params) =>
    `${file(path)} is still being written to. Close the program it belongs to, and import it then.`,
  noTextForAnnotations: ({ file: name = "", annotations = "" }: Params) =>
    `${named(name)} holds ${annotations} annotations and not the text that they belong to. Import the text first, and then these with the document that they belong to.`,
  hasItsText: ({ file: name = "" }: Params) =>
    `${named(name)} holds its own text, and so belongs to no other document. Import it without choosing one.`,
  noInterview: ({ file: name = "" }: Params) => `${named(name)} holds no interview.`,
  ofOneDocument: ({ ending }: Params) =>
    `A .${ending} file holds one interview. Export them into a folder, or choose a format that holds several.`,
  badTemplate: (params: Params) => `${inTemplate(params)}: ${mistake(params)}.`,
  templateEndless: (params: Params) =>
    `${inTemplate(params)}: this does not come to an end, or writes far too much.`,
  templateTooLong: (_params: Params) => "The template is longer than 256 KiB.",
  noSuchTemplate: ({ name = "" }: Params) => `There is no template “${isolated(name)}” any more.`,
  templateExists: ({ name = "" }: Params) =>
    `There is a template “${isolated(name)}” already. Choose another name.`,
  templateBuiltIn: ({ name = "" }: Params) =>
    `The template “${isolated(name)}” comes with Vermilion. Choose another name.`,
  badTemplateName: ({ most = "" }: Params) => `A template needs a name of at most ${most} characters.`,
  tooManyTemplates: ({ most = "" }: Params) =>
    `A library keeps ${most} templates at most. Delete one that is not used any more.`,
  noTags: () => "There are no tags yet, and so no codebook.",
  noWorkbook: ({ reason }: Params) => `The workbook cannot be made: ${reason}. Export less at once, or CSV.`,
  noTypeface: (_params: Params) =>
    "No font was found to set a PDF with. Install one that has the characters of the text, such as Noto Serif.",
  noPdf: ({ reason }: Params) => `The PDF cannot be made: ${reason}. Export a web page and print that.`,
  fileNotFound: ({ path }: Params) => `${file(path)} does not exist any more.`,
  notAFile: ({ path }: Params) => `${file(path)} is not a file.`,
  fileUnreadable: ({ path, reason }: Params) => `${file(path)} cannot be read: ${reason}.`,
  fileExists: ({ path }: Params) => `${file(path)} exists already. Choose another name.`,
  filesExist: ({ folder, count, all }: Params) =>
    `${count} of the ${all} files are in ${file(folder)} already. Choose another folder.`,
  notAFolder: ({ path }: Params) => `${file(path)} is no folder.`,
  fileAltered: (params: Params) => altered(params),
  fileChanged: ({ path }: Params) =>
    `${file(path)} was changed by another program just now. Nothing was written; try again.`,
  fileHoldsLibrary: ({ path }: Params) =>
    `${file(path)} belongs to a library and was not replaced. Choose another name.`,
  fileUnwritable: ({ path, reason }: Params) => `${file(path)} cannot be written: ${reason}.`,
  badContent: (_params: Params) => "The content did not arrive whole. Try again.",
  fileEmpty: ({ file: name = "" }: Params) => `${named(name)} is empty: there is nothing to import.`,
  fileBinary: ({ file: name = "" }: Params) =>
    `${named(name)} is not a text file. Save it as plain text or Markdown first.`,
  fileTooLarge: ({ file: name = "" }: Params) =>
    `${named(name)} is larger than 64 MiB. Split it into several files.`,
  unknownEncoding: ({ name }: Params) => `The encoding ${name} is not known.`,
  badSetting: (_params: Params) => "This setting cannot have that value.",
  noSuchPassage: (_params: Params) => "This passage is not in the text.",
  notALibrary: ({ path }: Params) => `${file(path)} is not a Vermilion library. It was left untouched.`,
  libraryNewer: ({ path }: Params) =>
    `${library(path)} was written by a newer Vermilion. Install the newest version to open it.`,
  libraryUnreachable: ({ path, reason }: Params) => `The library at ${path} cannot be opened: ${reason}.`,
  libraryBusy: ({ path }: Params) =>
    `Another program is writing to ${library(path, "the library")}. Try again in a moment.`,
  libraryMoved: ({ path }: Params) =>
    `${library(path)} was moved, replaced or deleted while it was open. Put it back where it was. Otherwise, what it holds is kept there when the window closes, in a file whose name has “kept” in it.`,
  diskFull: (_params: Params) => "The disk is full. Free some space and try again.",
  diskFailed: (_params: Params) =>
    "The disk did not do what it was asked to. It may be full, failing or no longer connected.",
  libraryReadOnly: ({ path }: Params) =>
    `${library(path)} may not be written to. Make the file and its folder writable.`,
  libraryDamaged: ({ path }: Params) =>
    `${library(path)} is damaged. Keep the file, and restore a backup or salvage what can be read.`,
  libraryAltered: ({ path }: Params) =>
    `The layout of ${file(path)} was changed by something else than Vermilion. It was left untouched.`,
  readOnly: (_params: Params) => "This library is open for reading only; nothing can be changed in it.",
  backupFailed: ({ path, reason }: Params) => `The backup ${file(path)} could not be written: ${reason}.`,
  backupUnsound: ({ path }: Params) => `${file(path)} did not pass its check, so it was not used.`,
  noSuchBackup: ({ path }: Params) => `There is no backup ${file(path)} any more.`,
  salvageNothing: (params: Params) =>
    `Nothing could be salvaged from ${file(params.path)}: ${barren(params)} Restore a backup.`,
  cancelled: (_params: Params) => "Stopped. Nothing was changed.",
  libraryFailed: ({ reason }: Params) => `The library refused: ${reason}.`,
  noSuchDocument: (_params: Params) => "This interview is no longer in the library.",
  noSuchSpeaker: (_params: Params) => "This speaker is no longer in the interview.",
  nobodyNamed: (params: Params) =>
    params.known === ""
      ? `Nobody is called “${params.name}”.`
      : `Nobody is called “${params.name}”. Those who speak: ${params.known}.`,
  noSuchAnnotation: (_params: Params) => "This annotation is gone.",
  noSuchTag: (params: Params) => `There is no tag “${params.reference}”.`,
  ambiguousTag: (params: Params) => `“${params.reference}” may mean several tags: ${params.candidates}.`,
  badTagName: (_params: Params) => "The name of a tag must not hold “/” or a control character.",
  tagNameTaken: (params: Params) =>
    `There is a tag “${params.path}” already. Choose another name, or merge the two.`,
  badShortcut: (_params: Params) => "The key of a tag is a digit or a letter from a to z.",
  shortcutTaken: (params: Params) => `The key ${params.shortcut} is that of the tag “${params.path}”.`,
  tagIntoItself: (_params: Params) => "A tag cannot be moved into itself, nor merged with itself.",
  noSuchMemo: (_params: Params) => "This memo is gone.",
  noSuchSection: (_params: Params) => "This section has changed meanwhile.",
  noSuchBlock: (_params: Params) => "This paragraph has changed meanwhile.",
  outOfBounds: (_params: Params) => "This passage is not in the text.",
  damagedText: (_params: Params) =>
    "The text of this interview was damaged and is neither corrected nor marked before it is put right. Check the library.",
  emptySelection: (_params: Params) => "There is nothing but white space in this passage.",
  emptyField: (_params: Params) => "This must not be left empty.",
  noLabel: (_params: Params) => "This line does not begin with a name that could be a speaker.",
  noSuchLabel: ({ alias }: Params) => `This speaker has no label “${alias}”.`,
  notSpeech: (_params: Params) => "This line is not speech. Make it a paragraph first.",
  nothingToUndo: (_params: Params) => "There is nothing to undo.",
  nothingToRedo: (_params: Params) => "There is nothing to redo.",
  noSuchHistoryEntry: (_params: Params) => "This step is no longer in the history.",
  historyConflict: (_params: Params) =>
    "This step no longer fits what is in the library. Nothing was changed.",
  linkRefused: (_params: Params) => "Only web and mail links are opened.",
  linkFailed: (_params: Params) => "No program opens this link.",
  folderFailed: (_params: Params) => "No program shows this folder.",
  clipboardFailed: (_params: Params) => "The clipboard cannot be used.",
  interrupted: (_params: Params) => "This was interrupted. Try again.",
  panicked: (_params: Params) =>
    "Something went wrong in Vermilion. Your library is unharmed; the details are in the log.",
};
