// Generated from the types of crates/api. Do not edit: run `cargo xtask codegen`.

/** A file has taken the place of the library. */
export interface Adopted {
  /** Where the damaged file is now; `null` where there was none. */
  movedAside: string | null;
}

/** A passage with its mark and its note. */
export interface Annotation {
  /** Its id. */
  id: string;
  /** The document it belongs to. */
  document: string;
  /** The first code point of the passage. Of an orphan: in the revision in which it stood last. */
  start: number;
  /** The first code point after the passage. */
  end: number;
  /** The text of the passage; of an orphan, its last words. */
  quote: string;
  /** What became of the passage. An orphan is not drawn in the text. */
  state: AnnotationState;
  /** Of a changed annotation: the words that were marked. */
  original: string | null;
  /** Of an orphan: why. */
  reason: LossReason | null;
  /** The revision it was made on. */
  madeOn: string;
  /** How the passage is marked. */
  style: Style;
  /** Markdown; empty where there is none. */
  note: string;
  /** The ids of its tags. */
  tags: string[];
  /** When it was made. */
  createdAt: number;
  /** When it was last changed. */
  modifiedAt: number;
}

/**
 * Says that changed annotations are right as they are: their mark goes, their words of before are forgotten.
 */
export interface AnnotationAccept {
  /** The annotations. */
  annotations: string[];
}

/** Asks for places that may be an annotation's, orphan or not. */
export interface AnnotationCandidates {
  /** The annotation. */
  annotation: string;
}

/** Highlights a passage. White space at both ends is left out, and characters are never split. */
export interface AnnotationCreate {
  /**
   * The id that it is to have, made by whoever asks, so that asking again makes no second one: the one that has it gets
   * the style and the tags, and the note where it has none. `null`: it gets one.
   */
  id: string | null;
  /** The document to annotate. */
  document: string;
  /** The first code point of the passage. */
  start: number;
  /** The first code point after the passage. */
  end: number;
  /** How to mark it. */
  style: Style;
  /** Markdown; empty for none. */
  note: string;
  /**
   * Tags to give it in the same step: each an id, or a name or path, which is made where there is none.
   */
  tags: string[];
}

/**
 * Highlights passages of any number of documents in one step, and gives them tags. A passage that an annotation marks
 * exactly gets no second one, whatever the style of that is: it gets the tags.
 */
export interface AnnotationCreateAll {
  /** The passages. */
  passages: DocumentPassages[];
  /** How to mark those that are not marked yet. */
  style: Style;
  /** Tags to give them: each an id, or a name or path, which is made where there is none. */
  tags: string[];
}

/** What highlighting gave. */
export interface AnnotationCreated {
  /** The annotation, made now or found as it was. */
  annotation: Annotation;
  /** False when the same passage already had the same mark. */
  isNew: boolean;
  /** What changed, if anything did. */
  change: ChangeEvent | null;
}

/** Deletes annotations in one step. */
export interface AnnotationDelete {
  /** The annotations. */
  annotations: string[];
}

/** What annotations must have to be found, all of it; `null` asks for nothing. */
export interface AnnotationFind {
  /** The document that they are in. */
  document: string | null;
  /** A tag that they have. */
  tag: string | null;
  /** Whether one that is under that tag does as well. */
  withDescendants: boolean;
  /** Somebody who speaks in the passage: an id, or a name in whatever document, but for case. */
  speaker: string | null;
  /** The colour of their mark. */
  colour: Colour | null;
  /** Whether they have a note. */
  hasNote: boolean | null;
  /** What became of their passage when the text was corrected. */
  state: AnnotationState | null;
  /** How many of those found to leave out at the beginning. */
  offset: number;
  /** How many to list at most. */
  limit: number;
}

/**
 * Some of the annotations of a document. What is committed between two pages may be seen by one of them only: whoever
 * hears of a change begins anew.
 */
export interface AnnotationPage {
  /** The document. */
  document: string;
  /** The last annotation of the page before; `null` for the first page. */
  after: string | null;
  /** How many to list: 1 to 2,000. */
  limit: number;
}

/**
 * Says where an annotation's passage is. An orphan is one no more; a changed one is taken as it is.
 */
export interface AnnotationRelink {
  /** The annotation. */
  annotation: string;
  /** The current revision, as the asker knows it. */
  revision: string;
  /** The first code point of the passage. */
  start: number;
  /** The first code point after the passage. */
  end: number;
}

/** Moves the edges of a passage. */
export interface AnnotationResize {
  /** The annotation. */
  annotation: string;
  /** The first code point of the passage. */
  start: number;
  /** The first code point after the passage. */
  end: number;
}

/** Writes a note. */
export interface AnnotationSetNote {
  /** The annotation. */
  annotation: string;
  /** Markdown; empty removes the note. */
  note: string;
  /**
   * Writings with the same key that follow one another closely become one step of the history; empty: none does.
   */
  joinKey: string;
}

/** Marks a passage differently. */
export interface AnnotationSetStyle {
  /** The annotation. */
  annotation: string;
  /** Its new mark. */
  style: Style;
}

/** What became of an annotation's passage when the text was corrected. */
export type AnnotationState = "anchored" | "changed" | "orphan";

/** What highlighting many passages gave. */
export interface AnnotationsCreated {
  /** How many annotations were made. */
  created: number;
  /** How many were there and got a tag that they had not. */
  tagged: number;
  /** How many were there and stayed as they were. */
  unchanged: number;
  /** The ids of the tags that were given. */
  tags: string[];
  /** What changed, if anything did. */
  change: ChangeEvent | null;
}

/**
 * Annotations that were found: the newest document first, in each those that stand in the order of the text, then the
 * orphans.
 */
export interface AnnotationsFound {
  /** How many there are in all. */
  total: number;
  /** Those that were asked for. */
  found: FoundAnnotation[];
}

/**
 * Annotations of a document, orphans among them, in the order in which they are stored, which need not be that of the
 * text.
 */
export interface AnnotationsPage {
  /** The current revision: in its text count those that stand. */
  revision: string;
  /** The annotations. */
  annotations: Annotation[];
  /** Whether there are more. */
  hasMore: boolean;
}

/**
 * Why a command was refused: a code with its parameters, from which the window makes a sentence in the user's
 * language, and that sentence in English.
 */
export interface ApiError {
  /** Which error it is, kebab-case. */
  code: string;
  /** What the sentence names, such as a path or a count. */
  params: Record<string, string>;
  /** The sentence in English. */
  message: string;
  /** What to do about it, in English, where there is something. */
  hint: string | null;
}

/** A text that links to something. */
export interface Backlink {
  /**
   * What the text belongs to: an annotation whose note it is, a memo, or a tag whose definition it is.
   */
  kind: CrosslinkKind;
  /** The id of that. */
  id: string;
  /** The document that this is in or about, if it is one. */
  document: string | null;
  /** The title of that document, or the path of the tag; empty of a memo on the library. */
  title: string;
  /** What stands around the link. */
  excerpt: string;
}

/** A backup. */
export interface Backup {
  /** The file. */
  path: string;
  /** When it was made. */
  at: number;
  /** Why. */
  reason: BackupReason;
  /** Its size. */
  bytes: number;
  /**
   * Whether it was made of the library where that lies now; otherwise it is one of another library of the same name, or
   * of this one before it was moved.
   */
  isOwn: boolean;
}

/** Names a backup, or any other library file. */
export interface BackupChosen {
  /** The file. */
  path: string;
}

/** How much a backup holds. */
export interface BackupCounts {
  /** Documents. */
  documents: number;
  /** Annotations in them. */
  annotations: number;
  /** Those of them that have a note. */
  notes: number;
  /** Tags. */
  tags: number;
  /** Memos. */
  memos: number;
}

/** The backups of the library. */
export interface BackupList {
  /** Where they are kept. */
  folder: string;
  /** Whether that is the folder beside the library. */
  isDefault: boolean;
  /**
   * A folder that the library itself names and that nobody has chosen on this machine: it is not used until somebody
   * does.
   */
  named: string | null;
  /** Those that are there, newest first. */
  backups: Backup[];
  /** What the newest automatic one failed with, where it did. */
  failure: ApiError | null;
}

/** Asks for a backup. */
export interface BackupMake {
  /**
   * The file to write, or the folder to write it to; `null` for the folder of the library's backups.
   */
  path: string | null;
}

/** Why a backup was made. */
export type BackupReason =
  | "start"
  | "daily"
  | "migration"
  | "bulk"
  | "manual"
  | "repair"
  | "restore";

/** A paragraph-level piece of the text. */
export interface Block {
  /** The first code point; the block before it ends here. */
  start: number;
  /** The first code point after the block, its line end and the blank lines that follow. */
  end: number;
  /** Where what a reader reads begins: after marks, section number and speaker label. */
  bodyStart: number;
  /** Where it ends: before the line end and blank lines. */
  bodyEnd: number;
  /** What the block is. */
  kind: BlockKind;
  /** Of a heading: 1 for the outermost. */
  level: number | null;
  /** Of a heading: its number, where it has one. */
  number: number | null;
  /** Of a turn: the id of who speaks. */
  speaker: string | null;
  /** Of the block that opens a turn: the first code point of the label. */
  labelStart: number | null;
  /** Of the block that opens a turn: the first code point after the label. */
  labelEnd: number | null;
  /** Of a turn: milliseconds from the start of the recording, where the text gives it. */
  time: number | null;
}

/**
 * Gives a block another text; number, label and marks stay. Line ends are read as in a file; a blank line splits the
 * block, a single line end stays inside it. Characters that nobody touched stay where they are, and annotations with
 * them: those that `splices` leave, or, where it is not known how the text was typed, those that the new text shares with
 * the old one. A text of nothing but white space deletes the block.
 */
export interface BlockEdit {
  /** The document. */
  document: string;
  /** The current revision, as the asker knows it. */
  revision: string;
  /** The start of the block. */
  start: number;
  /** Its new text. */
  text: string;
  /**
   * How it was typed: what led from what is read of the block to `text`, counted from the beginning of that. In the order
   * of the text and apart from each other; none where that is not known. What does not lead there is not believed.
   */
  splices: SpliceView[];
}

/**
 * Makes two blocks one, which is what the first of them was: the second one's number, label and marks go. A space is
 * put between them where the script wants one.
 */
export interface BlockJoin {
  /** The document. */
  document: string;
  /** The current revision, as the asker knows it. */
  revision: string;
  /** The start of the block. */
  start: number;
  /** With which to join it. */
  with: Neighbour;
}

/** What a block is. */
export type BlockKind = "title" | "metadata" | "heading" | "turn" | "paragraph";

/** Says what a block is. */
export interface BlockSetKind {
  /** The document. */
  document: string;
  /** The start of the block. */
  start: number;
  /** What it is. */
  kind: SettableKind;
  /** Of a heading: its level; `null` leaves it to the text. */
  level: number | null;
}

/** Says who speaks in a block. */
export interface BlockSetSpeaker {
  /** The document. */
  document: string;
  /** The start of the block. */
  start: number;
  /** Who speaks; `null` for nobody. */
  speaker: string | null;
  /** How far the change reaches. */
  scope: SpeakerScope;
}

/** Makes one block two. The second one is a further paragraph of whoever speaks. */
export interface BlockSplit {
  /** The document. */
  document: string;
  /** The current revision, as the asker knows it. */
  revision: string;
  /**
   * The code point of the text before which to split: inside the body of a block, and not at an end of it.
   */
  at: number;
}

/** A place that may be an annotation's. */
export interface CandidateView {
  /** The place. */
  place: PlaceView;
  /** How alike the words and what stands around them are, from 0 to 1. */
  score: number;
}

/** Places that may be an annotation's. */
export interface Candidates {
  /** The revision that was looked at. */
  revision: string;
  /** Where it stood last, in the text of that time. */
  old: PlaceView;
  /** The likeliest first, at most eight. */
  candidates: CandidateView[];
}

/**
 * What a committed change touched. Holding the new values, it may be applied twice without harm.
 */
export interface ChangeEvent {
  /**
   * Grows with every change of this process, and with every one it notices that another process made.
   */
  sequence: number;
  /** Who asked for it: what the shell gave as origin; `outside` for another process. */
  origin: string;
  /**
   * The name of the action; `undo`, `redo` or `history-go` for those; empty for another process.
   */
  action: string;
  /** What undo and redo would do now. */
  history: HistoryState;
  /** The documents whose summary changed, as they are now. */
  documents: DocumentSummary[];
  /** The documents that are gone. */
  removedDocuments: string[];
  /** The annotations that are new or changed, as they are now. */
  annotations: Annotation[];
  /** The annotations that are gone. */
  removedAnnotations: RemovedAnnotation[];
  /**
   * The documents of which more annotations came, went or changed than are listed: read all of them again, by
   * `annotation_page`.
   */
  crowded: string[];
  /**
   * The whole codebook as it is now, where a tag came, went or is different; `null` where none did. Which annotations
   * have which tags is in `annotations`.
   */
  codebook: Tag[] | null;
  /**
   * The memos that are new or changed, as they are now. Where a text is corrected, a memo on one of its sections may
   * be elsewhere without being here.
   */
  memos: Memo[];
  /** The memos that are gone. */
  removedMemos: string[];
  /** The documents whose blocks, speakers or text changed: open them again. */
  structure: string[];
  /** Which texts changed, and how; the documents are among those of `structure`. */
  texts: TextChange[];
  /**
   * Another process changed it, or what changed could not be read back: ask for everything again.
   */
  reload: boolean;
}

/** The answer of a command that changes something. */
export interface Changed {
  /** What changed; `null` when everything was so already. */
  change: ChangeEvent | null;
}

/** A document that is to be written, by a template or in a format. */
export interface ChosenDocument {
  /** The document. */
  document: string;
  /** The annotations to write; `null` for all. */
  annotations: string[] | null;
}

/** A form with what it takes. */
export interface Citation {
  /** The form. */
  form: CitationForm;
  /** The name of the template, where it is by one. */
  template: string | null;
}

/** How a quotation that is copied says where it comes from. */
export type CitationForm = "dash" | "markdown" | "author-date" | "full" | "template";

/** The five colours, in the order of their keys 1 to 5. */
export type Colour = "yellow" | "red" | "green" | "blue" | "purple";

/** How a document would change. */
export interface ComparedDocument {
  /** Its id. */
  id: string;
  /** Its title, that of the library where it has one. */
  title: string;
  /** Where it is. */
  state: ComparedState;
  /** Whether its text, its structure or what is said about it differ. */
  text: boolean;
  /** Its annotations. */
  annotations: Difference;
  /** Its notes. */
  notes: Difference;
}

/** Where a document is. */
export type ComparedState = "only-here" | "only-there" | "changed";

/** What bringing a backup back would change. */
export interface Comparison {
  /** How many documents are alike in both. */
  same: number;
  /** Those that are not, by title. */
  documents: ComparedDocument[];
  /** Whether the codebook, or the memos on its tags and on the library, are not alike. */
  codebook: boolean;
}

/**
 * A link inside the library: what it leads to. In a note it is a Markdown link to `vermilion:KIND/ID`.
 */
export interface Crosslink {
  /** What kind of thing. */
  kind: CrosslinkKind;
  /** Its id. */
  id: string;
}

/** Something that can be linked to. */
export interface CrosslinkCandidate {
  /** What kind of thing. */
  kind: CrosslinkKind;
  /** Its id. */
  id: string;
  /**
   * The words of a passage, the title of a document, the path of a tag, the beginning of a memo.
   */
  name: string;
  /** The note of an annotation, the beginning; may be empty. */
  detail: string;
  /**
   * The title of the document in which it is; empty where it is in none, or in the one that comes first.
   */
  place: string;
  /** The link to it, to be put into a note. */
  markdown: string;
}

/** Looks for what can be linked to. */
export interface CrosslinkFind {
  /** Words that stand anywhere in it; none: everything, what was written last first. */
  query: string;
  /** What is in this document comes first. */
  near: string | null;
  /** At most this many. */
  limit: number;
}

/** What kind of thing a link inside the library leads to. */
export type CrosslinkKind = "annotation" | "document" | "tag" | "memo";

/** Where a link leads. */
export interface CrosslinkPlace {
  /** The document that it is, or that it is in or about; `null` where there is none. */
  document: string | null;
  /** Of an annotation that stands in the text: its first code point. */
  start: number | null;
  /** The first code point after it. */
  end: number | null;
}

/** What somebody says about an annotation. */
export interface Decision {
  /** The annotation. */
  annotation: string;
  /** What becomes of it. */
  verdict: Verdict;
}

/** What an examination found. */
export interface Diagnosis {
  /** Whether nothing is wrong. */
  isSound: boolean;
  /** What is wrong. */
  findings: Finding[];
  /** How much more is wrong than is listed. */
  leftOut: number;
  /** How many documents were looked at. */
  documents: number;
  /** How many annotations. */
  annotations: number;
  /** How many steps of the history. */
  steps: number;
}

/** How many would come, go and be different. */
export interface Difference {
  /** Would come: they are in the backup only. */
  added: number;
  /** Would go: they are in the library only. */
  removed: number;
  /** Would be different. */
  changed: number;
}

/** Deletes documents with all that hangs on them, in one undoable step. */
export interface DocumentDelete {
  /** The documents. */
  documents: string[];
}

/** Opens a document for reading and remembers when. */
export interface DocumentOpen {
  /** The document. */
  document: string;
}

/** Passages of one document. */
export interface DocumentPassages {
  /** The document. */
  document: string;
  /** The revision in whose text they count, which must be the current one. */
  revision: string;
  /** Of each passage the first code point and the first one after, one number after the other. */
  places: number[];
}

/** A document as the library lists it. */
export interface DocumentSummary {
  /** Its id. */
  id: string;
  /** Its title. */
  title: string;
  /** Where it was published. */
  source: string | null;
  /** When it was published: an ISO 8601 date, or what the text says where it is no full date. */
  published: string | null;
  /** BCP 47 tag; `und` where the language is not known. */
  language: string;
  /** The last part of the imported path, for people. */
  fileName: string | null;
  /** `text` or `markdown`. */
  format: string;
  /** WHATWG name of the encoding it was decoded from. */
  encoding: string;
  /** Length of the text in code points. */
  characters: number;
  /** The participants in the order in which they first speak. */
  speakers: SpeakerSummary[];
  /** How many sections it has. */
  sections: number;
  /** How many annotations it has, orphans included. */
  annotations: number;
  /** How many of them have a note. */
  notes: number;
  /** How many of them wait for their passage. */
  orphans: number;
  /** The number of its current revision: 1 where its text was never corrected. */
  revisionNumber: number;
  /** When it was added to the library. */
  createdAt: number;
  /** When it was last opened. */
  readAt: number | null;
  /** The code point at the top of the page when it was last read. */
  position: number;
}

/**
 * Corrects what is said about a document. `null` leaves a field as it is, an empty text clears it.
 */
export interface DocumentUpdate {
  /** The document. */
  document: string;
  /** Its new title. */
  title: string | null;
  /** Where it was published. */
  source: string | null;
  /** When it was published. */
  published: string | null;
  /** BCP 47 tag. */
  language: string | null;
}

/** A document as opened for reading: everything of it, taken in one snapshot. */
export interface DocumentView {
  /** What the library lists of it. */
  summary: DocumentSummary;
  /** Id of the revision to which all offsets belong. */
  revision: string;
  /** The whole text of that revision. */
  text: string;
  /** Back to back over the whole text. */
  blocks: Block[];
  /** The participants in the order in which they first speak. */
  speakers: Speaker[];
  /** Headings with what follows them, in the order of the text. */
  sections: Section[];
  /** Those that stand in the text: by start, then end, then id. */
  annotations: Annotation[];
  /** Those that wait for their passage: in the order in which they stood. */
  orphans: Annotation[];
  /** The code point at the top of the page when it was last read. */
  position: number;
  /** What was wrong with it when it was opened; `null` for one that is sound. */
  trouble: Trouble | null;
}

/** Something that a file says otherwise than the library. */
export interface ExportDifference {
  /** The document that it is about. */
  document: string;
  /**
   * What differs: `presence`, `text`, `title`, `source`, `published`, `language`, `role`, `structure`, `passage`,
   * `quote`, `style`, `note`, `tags`, `created`, `modified`, `colour` or `definition`.
   */
  what: string;
  /** Of what: `document`, `place`, `block`, `speaker`, `annotation`, `memo` or `tag`. */
  of: string;
  /**
   * Which one: the id of an annotation or a memo of the library, the name of a speaker, the path of a tag; `null`
   * where there is but one, or where the library has none.
   */
  id: string | null;
  /** The code point of the text at which it begins, where it has a place. */
  start: number | null;
  /** A few words of what the library has; `null` where it has nothing of the kind. */
  library: string | null;
  /** A few words of what the file has; `null` where it has nothing of the kind. */
  file: string | null;
}

/** Writes several documents, or all of the library, to a file each. */
export interface ExportEach {
  /** What to write. */
  format: ExportFormat;
  /** The documents, in this order, and which of their annotations; `null` for all documents. */
  documents: ChosenDocument[] | null;
  /** How Markdown has the tags; `null` as the library's setting says. */
  tags: TagForm | null;
  /** The folder to write them into. The files are called what the documents are. */
  folder: string;
  /**
   * Whether to replace files that are there. Markdown that is an earlier export of its document is brought up to date
   * wherever it can be, and replaced only where it cannot.
   */
  overwrite: boolean;
}

/** What annotations can be written as. */
export type ExportFormat =
  | "md"
  | "html"
  | "csv"
  | "json"
  | "docx"
  | "quotes"
  | "qdpx"
  | "qdpx-nvivo"
  | "qdc"
  | "xlsx"
  | "tsv"
  | "txt"
  | "anki"
  | "bibtex"
  | "csl"
  | "pdf";

/** Writes several documents, or all of the library, to one file. */
export interface ExportLibrary {
  /** What to write. */
  format: ExportFormat;
  /** The documents, in this order, and which of their annotations; `null` for all documents. */
  documents: ChosenDocument[] | null;
  /** Where to write it; `null` asks only for a name. */
  path: string | null;
  /** Whether to replace a file that is there. */
  overwrite: boolean;
}

/** Asks what [`ExportSave`] would do without replacing a file. */
export interface ExportLook {
  /** The document. */
  document: string;
  /** What to write. */
  format: ExportFormat;
  /** The annotations to write; `null` for all. */
  annotations: string[] | null;
  /** How Markdown has the tags; `null` as the library's setting says. */
  tags: TagForm | null;
  /** Where to write it. */
  path: string;
}

/** A document that was not written, and why. */
export interface ExportRefused {
  /** The document. */
  document: string;
  /** What its file would have been called. */
  name: string;
  /** Why. */
  error: ApiError;
}

/** Writes annotations as text. */
export interface ExportRender {
  /** The document. */
  document: string;
  /** What to write. */
  format: ExportFormat;
  /** The annotations to write; `null` for all. */
  annotations: string[] | null;
  /** How Markdown has the tags; `null` as the library's setting says. */
  tags: TagForm | null;
}

/** Writes annotations to a file. */
export interface ExportSave {
  /** The document. */
  document: string;
  /** What to write. */
  format: ExportFormat;
  /** The annotations to write; `null` for all. */
  annotations: string[] | null;
  /** How Markdown has the tags; `null` as the library's setting says. */
  tags: TagForm | null;
  /** Where to write it. */
  path: string;
  /**
   * Whether to replace a file that is there. Otherwise Markdown that is an earlier export of the document is brought up
   * to date, and every other file is left as it is.
   */
  overwrite: boolean;
}

/** What is where an export is to be written. */
export interface ExportTarget {
  /** What it is. */
  kind: ExportTargetKind;
  /** What would be written otherwise in an earlier export; `null` where it is none. */
  update: ExportUpdate | null;
  /**
   * Why an earlier export cannot be brought up to date; `null` where it can, and where it is none.
   */
  altered: ApiError | null;
}

/** Kinds of what may be where an export is to be written. */
export type ExportTargetKind = "free" | "other" | "earlier" | "altered";

/** What was, or would be, written otherwise in an earlier export. */
export interface ExportUpdate {
  /** Annotations and memos that were not in it. */
  added: number;
  /** Those that are written otherwise now. */
  changed: number;
  /** Those that are not in it any more. */
  removed: number;
  /** Places between them at which somebody has written something, which stays. */
  kept: number;
  /** Whether nothing at all is to be changed in the file. */
  isCurrent: boolean;
}

/** Whether it does. */
export interface ExportVerified {
  /** The format it was read as: `jsonld`, `docx` or `qdpx`. */
  format: string;
  /** How many annotations were compared, orphans among them. */
  annotations: number;
  /** How many differences there are. */
  total: number;
  /** The single ones; of very many the first. */
  differences: ExportDifference[];
}

/** Asks whether a file that was written says what the library says. */
export interface ExportVerify {
  /**
   * The documents that were to be written, and which of their annotations; `null` for all documents.
   */
  documents: ChosenDocument[] | null;
  /** The file: JSON, DOCX or QDPX. */
  source: ImportSource;
}

/** Files that documents were written to, one each. */
export interface ExportedEach {
  /** The folder. */
  folder: string;
  /** Those that were written, or were up to date already. */
  files: ExportedFile[];
  /** The documents of which there is no file, and why. */
  refused: ExportRefused[];
  /** How many documents were left because it was called off. */
  left: number;
}

/** A file that one of several documents was written to. */
export interface ExportedFile {
  /** The document. */
  document: string;
  /** What the file is called. */
  name: string;
  /** The file. */
  saved: Saved;
}

/** A file that several documents are written to. */
export interface ExportedLibrary {
  /** A name for the file, safe on every system. */
  fileName: string;
  /** The file, where one was written. */
  saved: Saved | null;
}

/** Something that is wrong. */
export interface Finding {
  /** What. */
  code: FindingCode;
  /** How bad it is. */
  severity: Severity;
  /** Whether a repair mends it. */
  canRepair: boolean;
  /** The id of the document it is in, where it is in one. */
  document: string | null;
  /** The document's title. */
  title: string | null;
  /** What the sentence names. */
  params: Record<string, string>;
  /** The sentence in English. */
  message: string;
}

/** What can be wrong. Each has a sentence in every language of the window. */
export type FindingCode =
  | "not-a-library"
  | "cannot-open"
  | "version"
  | "schema"
  | "log"
  | "integrity"
  | "index"
  | "unreadable"
  | "dangling"
  | "malformed"
  | "text-altered"
  | "digest"
  | "characters"
  | "blocks"
  | "block-inside"
  | "range-outside"
  | "range-edge"
  | "range-blank"
  | "quote"
  | "context"
  | "strayed"
  | "history-unreadable"
  | "history-conflict"
  | "history-sizes"
  | "revision"
  | "text-copy"
  | "adrift"
  | "tag-circle"
  | "tag-twin";

/** An annotation with where it stands. */
export interface FoundAnnotation {
  /** The annotation; its quote is the passage. */
  annotation: Annotation;
  /** The title of its document. */
  title: string;
  /**
   * What stands before the passage in its paragraph, as much of it as a line shows; of an orphan nothing.
   */
  before: string;
  /** The same after it. */
  after: string;
  /**
   * The number of the section in which the passage begins, as a reader would say it; empty where it has none.
   */
  sectionNumber: string;
  /** The title of that section; `null` before the first one, and of an orphan. */
  section: string | null;
  /**
   * The names of those who speak in the passage, in the order in which they do; of an orphan none.
   */
  speakers: string[];
}

/** One step of the history. */
export interface HistoryEntry {
  /** Grows with every step. */
  id: number;
  /** The name of the action, such as `annotation-create`. */
  action: string;
  /** What it was about, a few words; may be empty. */
  subject: string;
  /** When it was done. */
  at: number;
  /** Whether it is undone at present. */
  isUndone: boolean;
}

/** Undoes or redoes until an entry is the last one done. */
export interface HistoryGo {
  /** The entry; 0 stands for the state before all of them. */
  entry: number;
}

/** How many steps of the history to list. */
export interface HistoryList {
  /** At most this many, the newest. */
  limit: number;
}

/** What undo or redo did. */
export interface HistoryMoved {
  /** The step taken back or done again. */
  entry: HistoryEntry;
  /** What changed, if anything did. */
  change: ChangeEvent | null;
}

/** What undo and redo would do now. */
export interface HistoryState {
  /** The step that undo takes back. */
  undo: HistoryEntry | null;
  /** The step that redo does again. */
  redo: HistoryEntry | null;
}

/**
 * A place where two texts differ, with some of what stands around it: whole lines where they are short.
 */
export interface Hunk {
  /** The first code point of it in the text started from. */
  fromStart: number;
  /** The first code point after it there. */
  fromEnd: number;
  /** The first code point of it in the text arrived at. */
  toStart: number;
  /** The first code point after it there. */
  toEnd: number;
  /**
   * What stands there, in order: without the inserted pieces it is the one text, without the removed ones the other.
   */
  pieces: Piece[];
}

/** Adds an interview to the library. `null` keeps what was found, an empty text clears it. */
export interface ImportCommit {
  /** What to read. */
  source: ImportSource;
  /** The encoding to decode with. */
  encoding: string | null;
  /** The title. */
  title: string | null;
  /** Where it was published. */
  publishedSource: string | null;
  /** When it was published. */
  published: string | null;
  /** BCP 47 tag. */
  language: string | null;
  /** Whether to add it even where the library has a document with exactly this text. */
  again: boolean;
  /** The format to read it as; `null` finds it by the content. */
  format: string | null;
  /**
   * Other names and roles for the participants of the first interview, one for each that was found, in their order.
   */
  speakers: ImportParticipant[] | null;
  /**
   * A memo to keep with the first document: what was altered and left out, as the reader was told. `null` for none.
   */
  memo: string | null;
  /**
   * The document to which annotations belong whose text the source does not hold; they are placed in it by their words, and
   * what is not found waits among its orphans. `null` where there are none.
   */
  onto: string | null;
}

/** Asks for the document that has the text of a source already, or most of it. */
export interface ImportFind {
  /** What to read. */
  source: ImportSource;
  /** The encoding to decode with; `null` finds it. */
  encoding: string | null;
}

/** What becomes of one thing. */
export interface ImportFinding {
  /** `taken`, `altered` or `skipped`. */
  fate: string;
  /** What it is, such as `comment`. */
  kind: string;
  /** A few words of it. */
  what: string;
  /** Why it is altered or left out, such as `no-place`; empty for what is taken as it is. */
  reason: string;
  /** Where in the file; `null` where that says nothing. */
  place: ImportPlace | null;
}

/** The document that was asked for. */
export interface ImportFound {
  /** Its id; `null` when there is none. */
  document: string | null;
}

/** Asks which files are to be imported. */
export interface ImportList {
  /**
   * Files, and folders of which everything is meant that can be imported, in folders inside them too.
   */
  paths: string[];
}

/** The files to import. */
export interface ImportListed {
  /** The files, each once: those that were named as they were, those of a folder by their names. */
  files: string[];
  /** How many files in the folders are nothing that can be imported, going by their endings. */
  others: number;
  /** What could not be looked into, or has a name that is no text. */
  unread: string[];
  /** Whether there are more files than are listed. */
  isCut: boolean;
}

/** What the reader says of a participant. */
export interface ImportParticipant {
  /** The name to show; empty keeps the one that was found. */
  name: string;
  /** What the participant does. */
  role: Role;
}

/** A place in a file. */
export interface ImportPlace {
  /** `line`, `page`, `paragraph`, `member` or `entry`. */
  kind: string;
  /** Its number from 1, or the name of a member. */
  at: string;
}

/** What was found in an interview. */
export interface ImportPreview {
  /** The file's name, where there is a file. */
  fileName: string | null;
  /**
   * WHATWG name of the encoding it was decoded from; `UTF-8` for a format that has encodings of its own.
   */
  encoding: string;
  /**
   * Whether that is known (a byte order mark, valid UTF-8, text, or the reader's choice) rather than guessed.
   */
  isEncodingCertain: boolean;
  /** The encodings one can choose; none for a format that says itself which it has. */
  encodings: string[];
  /** How many sequences could not be decoded. */
  replaced: number;
  /** The format it is read as: `text`, `markdown`, `docx` and so on. */
  format: string;
  /** The formats one can choose. */
  formats: string[];
  /** How many interviews it holds. What follows is about the first; a codebook holds none. */
  documents: number;
  /** Annotations in all of them. */
  annotations: number;
  /** Tags. */
  tags: number;
  /** Memos. */
  memos: number;
  /**
   * How many of the annotations belong to a text that the source does not hold: they need a document to be put on.
   */
  textless: number;
  /** Turns and paragraphs of the first that have a time in the recording. */
  timed: number;
  /** What would be taken, altered and left out; `null` for plain text, of which all is taken. */
  report: ImportReport | null;
  /** The title found, or one made of the file's name or of the first words. */
  title: string;
  /** Where it was published. */
  source: string | null;
  /** When it was published. */
  published: string | null;
  /** BCP 47 tag; `und` where it could not be told. */
  language: string;
  /** Length of the text in code points. */
  characters: number;
  /** The participants found. */
  speakers: ImportSpeaker[];
  /** The sections found. */
  sections: ImportSection[];
  /** How many turns they take. */
  turns: number;
  /** How many blocks are read: turns, further paragraphs of turns, paragraphs that nobody says. */
  paragraphs: number;
  /** About the first six hundred code points. */
  opening: string;
  /** The document with exactly this text that the library already has. */
  existing: DocumentSummary | null;
}

/** Shows what would be imported, and stores nothing. */
export interface ImportPreviewRequest {
  /** What to read. */
  source: ImportSource;
  /** The encoding to decode with; `null` finds it. */
  encoding: string | null;
  /** The format to read it as; `null` finds it by the content. */
  format: string | null;
}

/** What becomes of everything that a file holds. */
export interface ImportReport {
  /** How many things are taken as they are. */
  taken: number;
  /** How many are taken with something changed. */
  altered: number;
  /** How many are left out. */
  skipped: number;
  /** The single ones, in the order of the file; of very many the first. */
  findings: ImportFinding[];
}

/** A section as found. */
export interface ImportSection {
  /** Its number, where it has one. */
  number: number | null;
  /** The heading without marks and number. */
  title: string;
}

/** Where an interview comes from. */
export type ImportSource =
  | { kind: "path"; path: string }
  | { kind: "bytes"; name: string; base64: string }
  | { kind: "text"; name: string | null; text: string };

/** A participant as found. */
export interface ImportSpeaker {
  /** The fullest of the labels. */
  name: string;
  /** Every label that means this participant. */
  labels: string[];
  /** Guessed from who asks. */
  role: Role;
  /** How often the participant takes the word. */
  turns: number;
}

/** What importing gave. */
export interface Imported {
  /** The document, added now or found as it was: of several the first, of none empty. */
  document: string;
  /** All documents of the file. */
  documents: string[];
  /** Annotations that were made. */
  annotations: number;
  /** Annotations that were there already. */
  known: number;
  /** Annotations that could be given no place, and wait among the orphans. */
  orphans: number;
  /**
   * Annotations that were left out: the source does not hold their text, and no document was named.
   */
  leftOut: number;
  /** Tags that were made. */
  tags: number;
  /** False when the library had a document with exactly this text, which is then as it was. */
  isNew: boolean;
  /** What changed, if anything did. */
  change: ChangeEvent | null;
}

/**
 * Says that the line at which a block starts opens with a speaker's label, here and wherever the label recurs.
 */
export interface LabelAccept {
  /** The document. */
  document: string;
  /** The start of the block. */
  start: number;
}

/** Says that a label is no speaker's. */
export interface LabelReject {
  /** The document. */
  document: string;
  /** Whose label it was taken for. */
  speaker: string;
  /** The label as it stands in the text. */
  alias: string;
}

/** The language of the window. */
export type Language = "system" | "en" | "zh-Hant";

/** The library as first shown. */
export interface LibraryView {
  /** All documents. */
  documents: DocumentSummary[];
  /** What the user set. */
  settings: Settings;
  /** What undo and redo would do now. */
  history: HistoryState;
  /** The library's file. */
  path: string;
  /** The version of the program. */
  version: string;
  /** Whether the sample was ever added: it is offered only before. */
  hasSeenSample: boolean;
  /** Why nothing can be written; `null` where it can. */
  readOnly: ReadOnlyView | null;
  /**
   * Where the log of an earlier library was moved that lay here without its file when this one was made; `null` where
   * there was none.
   */
  logSetAside: string | null;
}

/** Where a link leads. Whatever is to be read has nothing invisible in it. */
export interface Link {
  /** The address as it is opened. */
  href: string;
  /** The same to be read. */
  shown: string;
  /** What it opens. */
  kind: LinkKind;
  /** Of a page: the host as its owner writes it. */
  host: string | null;
  /** Of a page: the host as the network knows it, where that reads differently. */
  registered: string | null;
  /** Of a page: whether others can read along on the way. */
  isPlain: boolean;
  /** Of a letter: everybody it goes to. */
  recipients: string[];
}

/** What a link opens. */
export type LinkKind = "page" | "mail";

/** An address to look at. */
export interface LinkRead {
  /** The address as it stands in a note. */
  address: string;
}

/** Why an annotation lost its passage. */
export type LossReason =
  | "deleted"
  | "look-alike"
  | "ambiguous"
  | "too-short"
  | "rewritten"
  | "undecided"
  | "dismissed"
  | "mismatch";

/** How a colour is laid on the text. */
export type Mark = "fill" | "underline";

/** A passage that an annotation marks exactly. */
export interface MarkedPassage {
  /** The number of the passage among those that were asked about, from 0. */
  passage: number;
  /** The annotation. */
  annotation: string;
  /** The ids of the tags that it has. */
  tags: string[];
}

/** A text about something that is no passage. One thing may have several. */
export interface Memo {
  /** Its id. */
  id: string;
  /** What kind of thing it is about. */
  kind: MemoKind;
  /** The document, of one about a document, a section or a speaker. */
  document: string | null;
  /**
   * Of one about a section: where the block of its heading starts in the current text, as `Section.heading` says it;
   * `null` where that heading is not there any more.
   */
  heading: number | null;
  /** Of one about a section: the words of its heading, as they are, or as they were last known. */
  section: string | null;
  /** The speaker, of one about a speaker. */
  speaker: string | null;
  /** Of one about a speaker: the name. */
  speakerName: string | null;
  /** The tag, of one about a tag. */
  tag: string | null;
  /** Markdown. */
  text: string;
  /** When it was begun. */
  createdAt: number;
  /** When it was last written on. */
  modifiedAt: number;
}

/** Begins a memo. */
export interface MemoCreate {
  /**
   * The id that it is to have, made by whoever asks, so that asking again makes no second one: the one that has it gets
   * the text. `null`: it gets one.
   */
  id: string | null;
  /** What kind of thing it is about. What the kind does not need may be `null`. */
  kind: MemoKind;
  /** The document, of one about a document, a section or a speaker. */
  document: string | null;
  /** Of one about a section: where the block of its heading starts. */
  heading: number | null;
  /** The speaker, of one about a speaker. */
  speaker: string | null;
  /** The tag, of one about a tag. */
  tag: string | null;
  /** Markdown; must say something. */
  text: string;
  /**
   * What is written on it soon after with the same key becomes one step with this; empty: nothing does.
   */
  joinKey: string;
}

/** What beginning a memo gave. */
export interface MemoCreated {
  /** The memo. */
  memo: Memo;
  /** What changed. */
  change: ChangeEvent | null;
}

/** Deletes memos in one step. */
export interface MemoDelete {
  /** The memos. */
  memos: string[];
}

/** What kind of thing a memo is about. */
export type MemoKind = "library" | "document" | "section" | "speaker" | "tag";

/** Gives a memo another text. */
export interface MemoWrite {
  /** The memo. */
  memo: string;
  /** Markdown. An empty one stays until it is deleted. */
  text: string;
  /**
   * Writings with the same key that follow one another closely become one step of the history; empty: none does.
   */
  joinKey: string;
}

/** The block before or the block after. */
export type Neighbour = "previous" | "next";

/** An annotation in whose note there are places. */
export interface NotePlaces {
  /** The annotation. */
  annotation: string;
  /** How many places there are in its note. */
  count: number;
}

/** Notes to show. */
export interface NoteRender {
  /** Markdown texts. */
  notes: string[];
}

/** No fields: the request or the answer of a command that needs none. */
export type Nothing = Record<string, never>;

/** Where words stand. */
export interface Occurrences {
  /** The revision that was looked at. */
  revision: string;
  /** In the order of the text; they do not overlap. */
  places: PlaceView[];
}

/** Where an orphan stood last. */
export interface OrphanPlace {
  /** The orphan. */
  annotation: string;
  /** Who spoke there, by the name of today. */
  speaker: string | null;
  /** The heading of the section. */
  section: string | null;
}

/** Asks where the orphans of a document stood last. */
export interface OrphanPlaces {
  /** The document. */
  document: string;
}

/** What would become of an annotation. */
export type Outcome = "kept" | "moved" | "changed" | "to-confirm" | "orphaned";

/** How many of each. */
export interface OutcomeCounts {
  /** Nothing of them was touched. */
  kept: number;
  /** They stand elsewhere. */
  moved: number;
  /** Some of their words are others. */
  changed: number;
  /** Somebody has to say. */
  toConfirm: number;
  /** They are nowhere. */
  orphaned: number;
}

/** A piece of a hunk. */
export interface Piece {
  /** What became of it. */
  kind: PieceKind;
  /** The text. */
  text: string;
}

/** What became of a piece of text. */
export type PieceKind = "same" | "removed" | "inserted";

/** A place in a text with what stands around it. */
export interface PlaceView {
  /** The first code point. */
  start: number;
  /** The first code point after. */
  end: number;
  /** What stands before it, up to some thirty code points. */
  before: string;
  /** What stands there. */
  text: string;
  /** What stands after it, up to some thirty code points. */
  after: string;
  /** Who speaks there. */
  speaker: string | null;
  /** The heading of the section. */
  section: string | null;
}

/** How far something is that takes long. */
export interface ProgressEvent {
  /** What. */
  task: Task;
  /** What is done. */
  done: number;
  /** What there is to do, as far as it is known. */
  total: number;
}

/** A passage to quote. */
export interface QuoteCopy {
  /** The document. */
  document: string;
  /** The first code point of the passage. */
  start: number;
  /** The first code point after the passage. */
  end: number;
  /** In which form; `null` as the library's setting says. */
  citation: Citation | null;
}

/** A passage with its attribution. */
export interface Quoted {
  /** The passage, who says it, in which section, where it was published. */
  text: string;
}

/** Why nothing can be written to the library. */
export type ReadOnlyReason =
  | "newer"
  | "protected"
  | "damaged"
  | "altered"
  | "busy"
  | "full"
  | "failing"
  | "unsaved"
  | "asked";

/** That, and why, the library is open for reading only. */
export interface ReadOnlyView {
  /** Why. */
  reason: ReadOnlyReason;
  /** Of a newer version's library: the version of its format. */
  found: number | null;
  /** The newest format that this version knows. */
  supported: number | null;
  /** The sentence in English. */
  message: string;
}

/** Remembers where the reader is. Reading is not an action: there is nothing to undo. */
export interface ReadingRemember {
  /** The document. */
  document: string;
  /** The code point at the top of the page. */
  position: number;
}

/** What putting a backup in the place of the library would change, as far as that can be read. */
export interface RecoveryComparison {
  /**
   * Whether the library could be read. Where it could not, everything that the backup holds is told as what would come.
   */
  isAgainstLibrary: boolean;
  /** What would change. */
  comparison: Comparison;
}

/** Asks to take out of a damaged library what can be read. */
export interface RecoverySalvage {
  /** The new library to write; `null` for a fresh name beside the damaged one. */
  into: string | null;
}

/** A library that could not be opened. */
export interface RecoveryView {
  /** The file. */
  path: string;
  /** Why not. */
  error: ApiError;
  /** Whether it can be opened for reading only. */
  canRead: boolean;
  /** Whether something else may take its place: not where nothing is wrong with the file itself. */
  canReplace: boolean;
  /**
   * Whether what can be read may be taken out of it: not while another program is writing, or nothing is lost.
   */
  canSalvage: boolean;
  /** Its backups. */
  backups: BackupList;
}

/** An annotation that is gone. */
export interface RemovedAnnotation {
  /** Its id. */
  id: string;
  /** The document it belonged to. */
  document: string;
}

/**
 * A speaker with another name in a new text: who says the same, by the words of at least half of the turns.
 */
export interface RenamedSpeaker {
  /** The name in the document. */
  before: string;
  /** The name in the new text. */
  after: string;
}

/** Annotations as text. */
export interface Rendered {
  /** The content of the file. */
  text: string;
  /** A name for the file, safe on every system. */
  fileName: string;
  /** What the file is, such as `text/markdown`. */
  mediaType: string;
}

/** What a repair did. */
export interface RepairReport {
  /** The library as it was before; `null` where there was nothing to mend. */
  backup: Backup | null;
  /** What was mended. */
  repaired: Finding[];
  /** What is still wrong. */
  left: Diagnosis;
  /** That everything may be different, where rows were changed. */
  change: ChangeEvent | null;
}

/** Replaces words, in one step. */
export interface ReplaceCommit {
  /** The document. */
  document: string;
  /** The revision that was looked at. */
  revision: string;
  /** The words. */
  find: string;
  /** As in [`ReplaceFind`]. */
  foldWidth: boolean;
  /** As in [`ReplaceFind`]. */
  foldCase: boolean;
  /** What to put there; line ends become spaces. */
  replacement: string;
  /** The starts of the places to change; `null` for all. */
  only: number[] | null;
}

/**
 * Looks for words in what is read of a document: in the bodies of its blocks, never across two of them.
 */
export interface ReplaceFind {
  /** The document. */
  document: string;
  /** The words. */
  find: string;
  /** Whether full-width and half-width forms of a character are the same. */
  foldWidth: boolean;
  /** Whether capital and small letters are the same. */
  foldCase: boolean;
}

/** What replacing gave. */
export interface Replaced {
  /** In how many places. */
  count: number;
  /** What changed, if anything did. */
  change: ChangeEvent | null;
}

/** What bringing a backup back did. */
export interface Restored {
  /** The library as it was before. */
  safety: Backup;
  /** That everything may be different. */
  change: ChangeEvent;
}

/** One immutable text of a document. */
export interface Revision {
  /** Its id. */
  id: string;
  /** 1 for the text as imported; each has one more than the one before it. */
  number: number;
  /** When it was made. */
  createdAt: number;
  /** What made it. */
  origin: RevisionOrigin;
  /** Length of the text in code points. */
  characters: number;
  /** How many code points it has that the one before it had not. */
  inserted: number;
  /** How many code points the one before it had that it has not. */
  removed: number;
  /**
   * Corrections by hand that follow each other within ten minutes are one sitting: they have the same number here.
   */
  sitting: number;
}

/** Names two revisions of a document to compare. */
export interface RevisionCompare {
  /** The document. */
  document: string;
  /** The revision to start from, which need not be the older one. */
  from: string;
  /** The revision to arrive at. */
  to: string;
}

/** What differs between two revisions. */
export interface RevisionComparison {
  /** The revision started from. */
  from: Revision;
  /** The revision arrived at. */
  to: Revision;
  /** How many code points came. */
  inserted: number;
  /** How many code points went. */
  removed: number;
  /** The places where they differ, in the order of the text. */
  hunks: Hunk[];
}

/** Names a document. */
export interface RevisionList {
  /** The document. */
  document: string;
}

/** Names a revision of a document. */
export interface RevisionOpen {
  /** The document. */
  document: string;
  /** The revision. */
  revision: string;
}

/** What made a revision. */
export type RevisionOrigin = "import" | "edit" | "replace" | "update" | "restore";

/**
 * Brings an older revision back, as a new one. Annotations that were there get their places as they were.
 */
export interface RevisionRestore {
  /** The document. */
  document: string;
  /** The current revision, as the asker knows it. */
  base: string;
  /** The revision to bring back. */
  revision: string;
}

/**
 * A document as it was in one of its revisions. Notes, styles and the names of speakers are those of today.
 */
export interface RevisionView {
  /** The revision. */
  revision: Revision;
  /** The whole text of it. */
  text: string;
  /** Back to back over the whole text. */
  blocks: Block[];
  /** The participants. */
  speakers: Speaker[];
  /** Headings with what follows them, in the order of the text. */
  sections: Section[];
  /** Those that were there and stood in the text, where they stood: by start, then end, then id. */
  annotations: Annotation[];
  /** Those whose passage was not in the text. */
  orphans: Annotation[];
  /**
   * Whether the text is not the one that was stored: the file was damaged, or changed by something else.
   */
  isDamaged: boolean;
}

/** What a participant does in the interview. */
export type Role = "interviewer" | "interviewee" | "other";

/** What was taken out of a damaged library. */
export interface SalvageReport {
  /** The new library. */
  path: string;
  /** Whether nothing that is known to have been there is missing. */
  isWhole: boolean;
  /** Whether what was written last to the damaged library could not all be understood. */
  isLogTorn: boolean;
  /** What the file has lost at its end; `null` where that cannot be told, or is nothing. */
  cut: SalvagedCut | null;
  /**
   * How many rows stood on pages that nothing led to any more. What had been deleted may be among them.
   */
  loose: number;
  /** What was taken, by table. */
  tables: SalvagedTable[];
  /** What was taken, by document. */
  documents: SalvagedDocument[];
}

/** A file that ends before its end. */
export interface SalvagedCut {
  /** How many bytes are left. */
  left: number;
  /** How many there were. */
  was: number;
}

/** What was taken out of a document. */
export interface SalvagedDocument {
  /** Its id. */
  id: string;
  /** Its title. */
  title: string;
  /** What is left of its text. */
  text: SalvagedText;
  /** The length of the text. */
  characters: number;
  /** Whether its paragraphs, speakers and facts are as they were. */
  structure: boolean;
  /** How many annotations were taken. */
  annotations: number;
  /** How many are known to have been there and were not taken. */
  lostAnnotations: number;
}

/** What was taken out of a table. */
export interface SalvagedTable {
  /** The table. */
  table: string;
  /** Rows that are in the new library. */
  taken: number;
  /** Rows that are known to have been there and are not, and places that could not be read. */
  lost: number;
}

/** What is left of a text. */
export type SalvagedText = "whole" | "altered" | "beginning" | "quotes";

/** What adding the sample gave. */
export interface SampleAdded {
  /** The documents of the sample, new or found as they were. */
  documents: string[];
  /** What changed, if anything did. */
  change: ChangeEvent | null;
}

/** A file that was written and is on the disk. */
export interface Saved {
  /** Where it is. */
  path: string;
  /** Its length in bytes. */
  bytes: number;
  /**
   * What was written otherwise, where an earlier export was brought up to date; `null` where all was written.
   */
  update: ExportUpdate | null;
}

/** A search that was given a name. */
export interface SavedSearch {
  /** Its name, which no other has. */
  name: string;
  /** The query. */
  query: string;
  /** How it is read. */
  syntax: SearchSyntax;
  /** What is looked at. */
  scope: SearchScope;
  /** What does not matter; `null` for what usually does not. */
  folding: SearchFolding | null;
  /** Only whole words. */
  wholeWord: boolean;
}

/** A place in a tag or a memo. */
export interface SearchAside {
  /** What it is in. */
  kind: SearchAsideKind;
  /** The first code point of it in the name, definition or memo. */
  start: number;
  /** The first code point after. */
  end: number;
  /** What stands before it. */
  before: string;
  /** What stands there. */
  text: string;
  /** What stands after it. */
  after: string;
  /** The tag, or the tag that the memo is about. */
  tag: string | null;
  /** The memo. */
  memo: string | null;
  /** What the memo is about. */
  subject: MemoKind | null;
  /** The document that the memo is about, or that has what it is about. */
  document: string | null;
  /** Its title. */
  title: string | null;
  /**
   * Where the section that the memo is about begins; `null` where its heading is not there any more.
   */
  heading: number | null;
  /** The path of the tag, or the name of the section, speaker or tag that the memo is about. */
  name: string | null;
}

/** What a place that belongs to no text is in. */
export type SearchAsideKind = "tag-name" | "tag-definition" | "memo";

/** Places of one document. */
export interface SearchDocument {
  /** The document. */
  document: string;
  /** Its title. */
  title: string;
  /** The revision in whose text the places count. */
  revision: string;
  /** By section, in the order of the text. */
  sections: SearchSection[];
}

/** How many places a document has. */
export interface SearchDocumentCount {
  /** The document. */
  document: string;
  /** Its title. */
  title: string;
  /** How many. */
  count: number;
}

/** What does not matter. */
export interface SearchFolding {
  /** Capital and small letters are the same. */
  case: boolean;
  /** Full-width and half-width forms are the same. */
  width: boolean;
  /** What is the same under NFKC is the same. */
  compatibility: boolean;
  /** Traditional and simplified characters and other forms of them are the same. */
  variants: boolean;
  /** Hiragana and katakana are the same. */
  kana: boolean;
  /** Letters are the same with and without diacritics. */
  diacritics: boolean;
  /** Straight, curly and corner quotation marks are the same. */
  quotes: boolean;
  /** Punctuation and line ends between words may be there or not. */
  separators: boolean;
}

/** A place. */
export interface SearchHit {
  /** What it is in. */
  kind: SearchHitKind;
  /**
   * The first code point of it in the text, title, name or note; of an annotation, of its passage. Of one whose passage
   * is not in the text this is 0, as is `end`.
   */
  start: number;
  /** The first code point after. */
  end: number;
  /**
   * What of the text can be marked by it; `null` where it stands in no text, or in a name, a number or a mark before what
   * is read.
   */
  passage: SearchPassage | null;
  /** What stands before it. */
  before: string;
  /** What stands there. */
  text: string;
  /** What stands after it. */
  after: string;
  /** Who says it. */
  speaker: string | null;
  /** The annotation, of a note or of one found as a whole. */
  annotation: string | null;
}

/** What a place is in. */
export type SearchHitKind = "title" | "speaker" | "text" | "note" | "annotation";

/** What of a text can be marked. */
export interface SearchPassage {
  /** The first code point. */
  start: number;
  /** The first code point after. */
  end: number;
}

/** All places of a query in a document. */
export interface SearchPlaces {
  /** The revision in whose text they count. */
  revision: string;
  /** How many places there are in the text. */
  total: number;
  /**
   * The first ones, in the order of the text: of each the first code point and the first one after, one number after
   * the other.
   */
  places: number[];
  /** The annotations in whose notes there are places, as they stand in the text; orphans last. */
  notes: NotePlaces[];
  /**
   * Where there are none: what stands before a colon in the query as an operator does, and is none.
   */
  unknownOperator: string | null;
}

/**
 * All places of a query in the text and the notes of a document, to be marked and stepped through. One that comes calls
 * off the one under way.
 */
export interface SearchPlacesRequest {
  /** The document. */
  document: string;
  /** The query. A blank one finds nothing. */
  query: string;
  /** How it is read. */
  syntax: SearchSyntax;
  /** What is looked at; titles and names never are. */
  scope: SearchScope;
  /** What does not matter; `null` for what usually does not: everything but `separators`. */
  folding: SearchFolding | null;
  /** Only whole words, in Chinese as a dictionary has them. */
  wholeWord: boolean;
  /** How many places to give at most; no more than 100,000. */
  limit: number;
}

/**
 * A search. One that comes calls off the one under way that looks at the same (the library, or a document), which is
 * refused with `cancelled`.
 */
export interface SearchRequest {
  /** The query. A blank one finds nothing. */
  query: string;
  /** How it is read. */
  syntax: SearchSyntax;
  /** What is looked at. */
  scope: SearchScope;
  /** Only this document. */
  document: string | null;
  /** What does not matter; `null` for what usually does not: everything but `separators`. */
  folding: SearchFolding | null;
  /** Only whole words, in Chinese as a dictionary has them. */
  wholeWord: boolean;
  /** How many places to pass over. */
  offset: number;
  /** How many places to show at most; no more than 1,000. */
  limit: number;
}

/** Every place where it stands. */
export interface SearchResults {
  /** How many places there are. */
  total: number;
  /**
   * How many of them each document has, in the order of the list of documents: those with places.
   */
  documents: SearchDocumentCount[];
  /**
   * How many of those in texts each speaker says, the most first. Several of the same name are one.
   */
  speakers: SearchSpeakerCount[];
  /** The places asked for, by document. */
  found: SearchDocument[];
  /** How many places there are in tags and memos, which `total` does not count. */
  asideTotal: number;
  /**
   * Those, as many as were asked for: tags in the order of the codebook, then memos, the oldest first. None where
   * places were to be passed over: they stand before the others.
   */
  asides: SearchAside[];
  /**
   * Where nothing was found: what stands before a colon in the query as an operator does, and is none.
   */
  unknownOperator: string | null;
}

/** What is looked at. */
export type SearchScope = "text" | "notes" | "all";

/** Places of one section that follow each other. */
export interface SearchSection {
  /** Its heading without number and marks; `null` for what is in none. */
  title: string | null;
  /** Where its heading begins. */
  start: number | null;
  /** The places. */
  hits: SearchHit[];
}

/** How many places somebody says. */
export interface SearchSpeakerCount {
  /** The name. */
  name: string;
  /** How many. */
  count: number;
}

/** How a query is read. */
export type SearchSyntax = "words" | "literal" | "as-typed" | "pattern";

/** A heading and what follows it up to the next heading of its level or an outer one. */
export interface Section {
  /** Its number, where it has one. */
  number: number | null;
  /** The number as it stands in the text, such as `01.`; empty where there is none. */
  marker: string;
  /** The heading without marks and number. */
  title: string;
  /** 1 for the outermost. */
  level: number;
  /** The start of the heading's block. */
  heading: number;
  /** The first code point. */
  start: number;
  /** The first code point after. */
  end: number;
}

/** What a reader can say that a block is. A turn is made by accepting its label. */
export type SettableKind = "title" | "metadata" | "heading" | "paragraph";

/** Sets one thing. */
export interface SettingSet {
  /** What to set. */
  name: keyof Settings;
  /** The value, of the type that `Settings` has for it. */
  value: unknown;
}

/** What the user set. */
export interface Settings {
  /** The language of the window. */
  language: Language;
  /** The brightness of the window. */
  theme: Theme;
  /** The size of the text one reads, in CSS pixels. */
  textSize: number;
  /** Which panels are open, by name. */
  panels: Record<string, boolean>;
  /** The folder of the backups; `null` for the one beside the library. */
  backupFolder: string | null;
  /** The searches that were given a name, in the order in which they are shown. */
  searches: SavedSearch[];
  /**
   * The keys of actions that the user chose other keys for: by the action's id, the first being the one that is shown;
   * none where it has no key any more.
   */
  shortcuts: Record<string, string[]>;
  /** How Markdown that is exported has the tags. */
  tagForm: TagForm;
  /** How a quotation that is copied says where it comes from. */
  citation: Citation;
}

/** How bad something is. */
export type Severity = "warning" | "damage";

/** A participant. */
export interface Speaker {
  /** Its id. */
  id: string;
  /** The name shown. */
  name: string;
  /** The labels under which the participant speaks in the text. */
  aliases: string[];
  /** What the participant does. */
  role: Role;
  /** Index into the palette of speaker colours. */
  colour: number;
  /** How often the participant takes the word. */
  turns: number;
  /** How many code points the participant says. */
  characters: number;
}

/** Says that two participants are one. */
export interface SpeakerMerge {
  /** The document. */
  document: string;
  /** The participant that goes. */
  from: string;
  /** The participant that stays and gets the other's labels and turns. */
  into: string;
}

/** How far a change of speaker reaches. */
export type SpeakerScope = "block" | "turn";

/** A participant as the library lists it. */
export interface SpeakerSummary {
  /** The name shown. */
  name: string;
  /** What the participant does. */
  role: Role;
  /** Index into the palette of speaker colours. */
  colour: number;
}

/** Corrects a participant. `null` leaves a field as it is. */
export interface SpeakerUpdate {
  /** The document. */
  document: string;
  /** The participant. */
  speaker: string;
  /** The name to show. */
  name: string | null;
  /** What the participant does. */
  role: Role | null;
  /** Index into the palette of speaker colours. */
  colour: number | null;
}

/** What was at a place of the text and what is there now. */
export interface SpliceView {
  /** The first code point, in the text before. */
  start: number;
  /** How many code points went. */
  removed: number;
  /** What came. */
  inserted: string;
}

/** The mark a highlight leaves on the text. */
export interface Style {
  /** Whether the colour fills the passage or underlines it. */
  mark: Mark;
  /** The colour. */
  colour: Colour;
}

/**
 * A label for annotations. A list of them is the codebook: each tag before those under it, siblings in their order.
 */
export interface Tag {
  /** Its id. */
  id: string;
  /** The tag under which it is; `null` at the top. */
  parent: string | null;
  /** How many tags are above it. */
  depth: number;
  /** Its name, which no sibling has, but for case and width. */
  name: string;
  /** The names from the top down to it, with `/` between them: no other tag has that. */
  path: string;
  /** Its colour, where it has one. */
  colour: Colour | null;
  /**
   * The key that gives it, a digit or a small letter, which no other tag has; `null` where there is none.
   */
  shortcut: string | null;
  /** What is meant by it, Markdown; empty where that was not said. */
  definition: string;
  /** When it was made. */
  createdAt: number;
}

/**
 * How much a tag holds, by itself and with those under it: what has several of these counts once.
 */
export interface TagCount {
  /** The tag. */
  tag: string;
  /** What has this tag. */
  own: Tally;
  /** What has this tag or one under it. */
  whole: Tally;
}

/** Makes a tag. */
export interface TagCreate {
  /** Its name: not empty, without `/`. */
  name: string;
  /** The tag under which it comes, behind those that are there; `null` for the top. */
  parent: string | null;
  /** Its colour. */
  colour: Colour | null;
  /** The key that gives it: a digit or a letter; empty or `null` for none. */
  shortcut: string | null;
  /** What is meant by it, Markdown; empty for nothing yet. */
  definition: string;
}

/** Says what is meant by a tag. */
export interface TagDefine {
  /** The tag. */
  tag: string;
  /** Markdown; empty takes it back. */
  definition: string;
  /**
   * Writings with the same key that follow one another closely become one step of the history; empty: none does.
   */
  joinKey: string;
}

/** Deletes tags, with their memos. Annotations stay. */
export interface TagDelete {
  /** The tags. */
  tags: string[];
  /** Whether what is under them goes too; otherwise it comes to where they were. */
  withChildren: boolean;
}

/** How Markdown has the tags of an annotation. */
export type TagForm = "words" | "wikilinks" | "hashtags";

/** Gives annotations tags. */
export interface TagGive {
  /** The annotations. */
  annotations: string[];
  /**
   * Each an id, or a name or path, which is made where there is none: `Feeling/Fear`, and `/Fear` for one at the top.
   */
  tags: string[];
}

/** What making a tag, or splitting one, gave. */
export interface TagMade {
  /** The tag's id. */
  tag: string;
  /** What changed, if anything did. */
  change: ChangeEvent | null;
}

/**
 * Makes tags one with another: what has any of them has `into`, once, and what was under them comes under `into`.
 */
export interface TagMerge {
  /** The tags that will be gone. */
  tags: string[];
  /** The tag that they become. */
  into: string;
}

/**
 * Puts tags, each with those under it, elsewhere in the codebook, where they stand together. Never into themselves.
 */
export interface TagMove {
  /** The tags. One that is under another of them goes with it. */
  tags: string[];
  /** The tag under which they come; `null` for the top. */
  parent: string | null;
  /** The tag there before which they come; `null` for behind all. */
  before: string | null;
}

/** Gives a tag another name. */
export interface TagRename {
  /** The tag. */
  tag: string;
  /** Its new name. */
  name: string;
}

/** Gives a tag another colour. */
export interface TagSetColour {
  /** The tag. */
  tag: string;
  /** Its new colour; `null` for none. */
  colour: Colour | null;
}

/** Gives a tag another key. */
export interface TagSetShortcut {
  /** The tag. */
  tag: string;
  /** A digit or a letter; empty for none. */
  shortcut: string;
}

/** Gives some annotations of a tag another one in its place. */
export interface TagSplit {
  /** The tag that they have. Those that have it not are passed over. */
  tag: string;
  /** The tag that they get: an id, or a path, which is made where there is none. */
  into: string;
  /** The annotations. */
  annotations: string[];
}

/** Takes tags from annotations. */
export interface TagTake {
  /** The annotations. */
  annotations: string[];
  /** The ids of the tags. */
  tags: string[];
}

/** What giving tags gave. */
export interface TagsGiven {
  /** The ids of the tags. */
  tags: string[];
  /** What changed, if anything did. */
  change: ChangeEvent | null;
}

/** How much a tag holds. */
export interface Tally {
  /** Annotations, orphans included. */
  annotations: number;
  /** Documents that these are in. */
  documents: number;
  /** Participants who speak in the passages; of each document for themselves. */
  speakers: number;
  /** Code points that the passages cover, each once. */
  characters: number;
}

/** Something that takes long. */
export type Task =
  | "backup"
  | "restore"
  | "repair"
  | "salvage"
  | "update"
  | "export"
  | "verify"
  | "import";

/** A template. */
export interface Template {
  /** Its name, which no other has. */
  name: string;
  /** What it writes. */
  kind: TemplateKind;
  /** Its text, in the language of Jinja. */
  source: string;
  /** Whether it comes with the app: such a one can be used and copied, and not be changed. */
  isBuiltIn: boolean;
}

/** The template that is to be used. */
export type TemplateChosen =
  | { by: "name"; name: string }
  | { by: "source"; name: string | null; kind: TemplateKind; source: string };

/** Writes what a template makes of documents to a file. */
export interface TemplateExport {
  /** The template. */
  template: TemplateChosen;
  /** The documents, in the order in which it sees them; `null` for all of the library. */
  documents: ChosenDocument[] | null;
  /** Where to write it. */
  path: string;
  /** Whether to replace a file that is there. */
  overwrite: boolean;
}

/** What kind of text a template writes, and so how words are escaped. */
export type TemplateKind = "text" | "markdown" | "html";

/** The templates, and what they can name. */
export interface TemplateList {
  /** Those that come with the app, then the user's own by name. */
  templates: Template[];
  /** Everything that a template can name. */
  variables: TemplateVariable[];
}

/** A template by its name. */
export interface TemplateNamed {
  /** Its name. */
  name: string;
}

/** Gives a template another name. */
export interface TemplateRename {
  /** The name that it has. */
  name: string;
  /** The name that it gets. */
  to: string;
}

/** Shows what a template makes of documents. */
export interface TemplateRender {
  /** The template. */
  template: TemplateChosen;
  /** The documents, in the order in which it sees them; `null` for all of the library. */
  documents: ChosenDocument[] | null;
  /** The most characters to give back; `null` for all. */
  limit: number | null;
}

/** What a template makes of documents. */
export interface TemplateRendered {
  /** The text, or its beginning. */
  text: string;
  /** How many characters all of it has. */
  characters: number;
  /** A name for the file, safe on every system. */
  fileName: string;
  /** What the file is, such as `text/markdown`. */
  mediaType: string;
}

/** Keeps a template in the library. */
export interface TemplateSave {
  /** Its name. */
  name: string;
  /** What it writes. */
  kind: TemplateKind;
  /** Its text. One that has mistakes is kept, too: they are told when it is used. */
  source: string;
  /** Whether to replace the one that has the name. */
  overwrite: boolean;
}

/** Something that a template can name. */
export interface TemplateVariable {
  /** Where it is; `[]` stands for each of a list. */
  path: string;
  /** What it is, in English, Markdown. */
  about: string;
}

/**
 * How a text changed: enough for a view to follow without asking again. Whatever lies outside the splices only moves,
 * annotations and blocks alike: one that ends at or before a splice stays, one that starts at or after its end moves by
 * what came less what went. Annotations that are different by more than that are in `annotations` of the event.
 */
export interface TextChange {
  /** The document. */
  document: string;
  /** The revision before: a view that shows another one has to open the document again. */
  from: string;
  /** The revision after. */
  to: string;
  /** In the order of the text, apart from each other, with starts counted in the text before. */
  splices: SpliceView[];
}

/** A stretch of text to cut into units. */
export interface TextUnits {
  /** The text, as a rule one paragraph: a line end ends every unit. */
  text: string;
}

/** The brightness of the window. */
export type Theme = "system" | "light" | "dark";

/**
 * What opening a document found that is not as it was stored: the file was damaged, or changed by something else.
 */
export interface Trouble {
  /**
   * Whether the text is not the one that was stored. Nothing was written then: the doctor may have the text again.
   */
  isTextDamaged: boolean;
  /**
   * How many annotations were not on the words that they quote and have been put back where those stand.
   */
  found: number;
  /** How many are not on the words that they quote and wait for their passage. */
  lost: number;
  /**
   * How many are not on the words that they quote and were left so, because the library cannot be written to. They are
   * shown as orphans.
   */
  astray: number;
}

/**
 * Where the units of a text end, in code points from its beginning. Those of a kind lie back to back: each begins where
 * the one before it ends, and the last ends with the text. An empty text has none.
 */
export interface UnitEnds {
  /** Words, also in Chinese; punctuation and white space are pieces of their own. */
  words: number[];
  /** The parts of sentences up to a comma, a colon or the like, with the space after them. */
  clauses: number[];
  /** Sentences, with their closing quotation marks and the space after them. */
  sentences: number[];
}

/**
 * Takes a corrected version in, in one step. What is not decided goes where it is proposed; what is proposed nowhere
 * becomes an orphan, whose candidates can be looked at later.
 */
export interface UpdateCommit {
  /** The document. */
  document: string;
  /** The revision of the report. */
  revision: string;
  /**
   * The digest of the report: refused with `source-changed` where the source has another text by now.
   */
  digest: string;
  /**
   * What the report calls `shown`: refused with `stale-report` where annotations came, went or were put elsewhere since.
   */
  shown: string;
  /** The corrected version. */
  source: ImportSource;
  /** The encoding to decode with. */
  encoding: string | null;
  /** What somebody says. */
  decisions: Decision[];
}

/** What would become of an annotation. */
export interface UpdateEntry {
  /** The annotation as it is now. */
  annotation: Annotation;
  /** What would become of it. */
  outcome: Outcome;
  /**
   * Where it is in the text of today; of an annotation that is an orphan already, where it stood last.
   */
  old: PlaceView;
  /** Where it would be in the new text; `null` where that is not known. */
  proposed: PlaceView | null;
  /** How sure that is, from 0 to 1; 1 for what is there word for word. */
  score: number;
  /** Places in the new text that may be it, the likeliest first. */
  candidates: CandidateView[];
  /** Why it would be an orphan. */
  reason: LossReason | null;
}

/**
 * Shows what would become of the annotations if the text were that of a file. Stores nothing. Takes a while on a long
 * text: the task `update` tells how far it is.
 */
export interface UpdatePreview {
  /** The document. */
  document: string;
  /** The corrected version. */
  source: ImportSource;
  /** The encoding to decode with; `null` finds it. */
  encoding: string | null;
  /** Whether the report lists those too of which nothing was touched. */
  withKept: boolean;
}

/** What would change. */
export interface UpdateReport {
  /** The document. */
  document: string;
  /** The revision that the new text was compared with. */
  revision: string;
  /** Digest of the new text: what is accepted is what was shown. */
  digest: string;
  /** Digest of the annotations and what would become of them: the same for them. */
  shown: string;
  /** The file's name, where there is a file. */
  fileName: string | null;
  /** WHATWG name of the encoding it was decoded from. */
  encoding: string;
  /** Whether that is known rather than guessed. */
  isEncodingCertain: boolean;
  /** The encodings one can choose. */
  encodings: string[];
  /** Whether the new text is the current one. */
  isSame: boolean;
  /**
   * Whether most of the longer text is not in the other one: the file may be that of another document.
   */
  isMostlyOther: boolean;
  /** Length of the new text in code points. */
  characters: number;
  /** How many code points came. */
  inserted: number;
  /** How many code points went. */
  removed: number;
  /** Speakers in the new text that the document does not know. */
  newSpeakers: string[];
  /** Speakers of the document that the new text calls otherwise. */
  renamedSpeakers: RenamedSpeaker[];
  /** What became of how many annotations. */
  counts: OutcomeCounts;
  /**
   * Every annotation that is not merely kept, or all where they were asked for: in the order of the text of today, those
   * that are orphans already at the end.
   */
  entries: UpdateEntry[];
  /** Where the texts differ, in the order of the text; at most five hundred. */
  hunks: Hunk[];
  /** How many more there are. */
  hunksLeftOut: number;
}

/** What taking it in gave. */
export interface Updated {
  /**
   * What became of how many annotations, by what stands there now: none of them is to be confirmed any more.
   */
  counts: OutcomeCounts;
  /** What changed; `null` when the text was the same. */
  change: ChangeEvent | null;
}

/** Which Han characters are forms of the same one, for matching names as they are typed. */
export interface Variants {
  /** Each character followed by the one that stands for all its forms, nothing between them. */
  pairs: string;
}

/** What somebody says about an annotation. */
export type Verdict =
  | { kind: "accept" }
  | { kind: "place"; start: number; end: number }
  | { kind: "wait" }
  | { kind: "orphan" };

/** Every command with what it takes and what it answers. */
export interface Commands {
  /** Everything the window shows first. */
  library_open: { request: Nothing; response: LibraryView };
  /** All documents. */
  document_list: { request: Nothing; response: DocumentSummary[] };
  /** Opens a document for reading and remembers when. */
  document_open: { request: DocumentOpen; response: DocumentView };
  /** Shows a document to somebody who only looks into it, and remembers nothing of that. */
  document_peek: { request: DocumentOpen; response: DocumentView };
  /** Corrects what is said about a document. */
  document_update: { request: DocumentUpdate; response: Changed };
  /** Deletes documents with all that hangs on them. */
  document_delete: { request: DocumentDelete; response: Changed };
  /** Remembers where the reader is. */
  reading_remember: { request: ReadingRemember; response: Nothing };
  /** Shows what would be imported. */
  import_preview: { request: ImportPreviewRequest; response: ImportPreview };
  /** The files to import that are meant by files and folders. */
  import_list: { request: ImportList; response: ImportListed };
  /** The document that has the text of a source already. */
  import_find: { request: ImportFind; response: ImportFound };
  /** The document that a source is another version of. */
  import_similar: { request: ImportFind; response: ImportFound };
  /** Adds an interview to the library. */
  import_commit: { request: ImportCommit; response: Imported };
  /** Adds the sample interview, in both its languages. */
  sample_add: { request: Nothing; response: SampleAdded };
  /** Says what a block is. */
  block_set_kind: { request: BlockSetKind; response: Changed };
  /** Says who speaks in a block. */
  block_set_speaker: { request: BlockSetSpeaker; response: Changed };
  /** Says that a line opens with a speaker's label. */
  label_accept: { request: LabelAccept; response: Changed };
  /** Says that a label is no speaker's. */
  label_reject: { request: LabelReject; response: Changed };
  /** Corrects a participant. */
  speaker_update: { request: SpeakerUpdate; response: Changed };
  /** Says that two participants are one. */
  speaker_merge: { request: SpeakerMerge; response: Changed };
  /** Highlights a passage. */
  annotation_create: { request: AnnotationCreate; response: AnnotationCreated };
  /** Highlights many passages in one step, and gives them tags. */
  annotation_create_all: { request: AnnotationCreateAll; response: AnnotationsCreated };
  /** Which of these passages an annotation marks exactly. */
  annotation_marked: { request: DocumentPassages; response: MarkedPassage[] };
  /** Marks a passage differently. */
  annotation_set_style: { request: AnnotationSetStyle; response: Changed };
  /** Moves the edges of a passage. */
  annotation_resize: { request: AnnotationResize; response: Changed };
  /** Writes a note. */
  annotation_set_note: { request: AnnotationSetNote; response: Changed };
  /** Deletes annotations. */
  annotation_delete: { request: AnnotationDelete; response: Changed };
  /** Places that may be an annotation's. */
  annotation_candidates: { request: AnnotationCandidates; response: Candidates };
  /** Who spoke where the orphans of a document stood, and in which section. */
  orphan_places: { request: OrphanPlaces; response: OrphanPlace[] };
  /** Says where an annotation's passage is. */
  annotation_relink: { request: AnnotationRelink; response: Changed };
  /** Says that changed annotations are right as they are. */
  annotation_accept: { request: AnnotationAccept; response: Changed };
  /** Some of the annotations of a document, for whoever reads all of very many. */
  annotation_page: { request: AnnotationPage; response: AnnotationsPage };
  /** Annotations of all documents that have something in common. */
  annotation_find: { request: AnnotationFind; response: AnnotationsFound };
  /** The codebook: each tag before those under it, siblings in their order. */
  tag_list: { request: Nothing; response: Tag[] };
  /** How much each tag holds. */
  tag_count: { request: Nothing; response: TagCount[] };
  /** Makes a tag. */
  tag_create: { request: TagCreate; response: TagMade };
  /** Gives a tag another name. */
  tag_rename: { request: TagRename; response: Changed };
  /** Gives a tag another colour. */
  tag_set_colour: { request: TagSetColour; response: Changed };
  /** Gives a tag another key. */
  tag_set_shortcut: { request: TagSetShortcut; response: Changed };
  /** Says what is meant by a tag. */
  tag_define: { request: TagDefine; response: Changed };
  /** Puts tags elsewhere in the codebook. */
  tag_move: { request: TagMove; response: Changed };
  /** Makes tags one with another. */
  tag_merge: { request: TagMerge; response: Changed };
  /** Gives some annotations of a tag another one in its place. */
  tag_split: { request: TagSplit; response: TagMade };
  /** Deletes tags. */
  tag_delete: { request: TagDelete; response: Changed };
  /** Gives annotations tags. */
  tag_give: { request: TagGive; response: TagsGiven };
  /** Takes tags from annotations. */
  tag_take: { request: TagTake; response: Changed };
  /** All memos, the oldest first. */
  memo_list: { request: Nothing; response: Memo[] };
  /** Begins a memo. */
  memo_create: { request: MemoCreate; response: MemoCreated };
  /** Gives a memo another text. */
  memo_write: { request: MemoWrite; response: Changed };
  /** Deletes memos. */
  memo_delete: { request: MemoDelete; response: Changed };
  /** What can be linked to. */
  crosslink_find: { request: CrosslinkFind; response: CrosslinkCandidate[] };
  /** Where a link inside the library leads. */
  crosslink_follow: { request: Crosslink; response: CrosslinkPlace };
  /** What links to something. */
  backlink_list: { request: Crosslink; response: Backlink[] };
  /** Gives a block another text. */
  block_edit: { request: BlockEdit; response: Changed };
  /** Makes one block two. */
  block_split: { request: BlockSplit; response: Changed };
  /** Makes two blocks one. */
  block_join: { request: BlockJoin; response: Changed };
  /** Where words stand, to be replaced. */
  replace_find: { request: ReplaceFind; response: Occurrences };
  /** Replaces words in the places that were chosen. */
  replace_commit: { request: ReplaceCommit; response: Replaced };
  /** The revisions of a document, the newest first. */
  revision_list: { request: RevisionList; response: Revision[] };
  /** A document as it was in one of its revisions. */
  revision_open: { request: RevisionOpen; response: RevisionView };
  /** What differs between two revisions. */
  revision_compare: { request: RevisionCompare; response: RevisionComparison };
  /** Brings an older revision back. */
  revision_restore: { request: RevisionRestore; response: Changed };
  /** What would become of the annotations with a corrected version of the text. */
  update_preview: { request: UpdatePreview; response: UpdateReport };
  /** Takes a corrected version of the text in. */
  update_commit: { request: UpdateCommit; response: Updated };
  /** Every place where something stands. */
  search: { request: SearchRequest; response: SearchResults };
  /** All places of a query in a document, and nothing around them. */
  search_places: { request: SearchPlacesRequest; response: SearchPlaces };
  /** Where the words, clauses and sentences of a text end. */
  text_units: { request: TextUnits; response: UnitEnds };
  /** Which Han characters are forms of the same one. */
  text_variants: { request: Nothing; response: Variants };
  /** Notes as HTML that is safe to show. */
  note_render: { request: NoteRender; response: string[] };
  /** Where an address leads, to be shown before it is opened. */
  link_read: { request: LinkRead; response: Link };
  /** A passage with its attribution. */
  quote_copy: { request: QuoteCopy; response: Quoted };
  /** Annotations as text. */
  export_render: { request: ExportRender; response: Rendered };
  /** What is where a file is to be written, and what would become of it. */
  export_look: { request: ExportLook; response: ExportTarget };
  /** Annotations as a file. */
  export_save: { request: ExportSave; response: Saved };
  /** All documents as one file. */
  export_library: { request: ExportLibrary; response: ExportedLibrary };
  /** Several documents, or all of them, as a file each. */
  export_each: { request: ExportEach; response: ExportedEach };
  /** What a file that was written says otherwise than the library. */
  export_verify: { request: ExportVerify; response: ExportVerified };
  /** The templates of text exports, and what they can name. */
  template_list: { request: Nothing; response: TemplateList };
  /** Keeps a template. */
  template_save: { request: TemplateSave; response: Template };
  /** Gives a template another name. */
  template_rename: { request: TemplateRename; response: Template };
  /** Keeps a template no longer. */
  template_delete: { request: TemplateNamed; response: Template };
  /** What a template makes of documents. */
  template_render: { request: TemplateRender; response: TemplateRendered };
  /** What a template makes of documents, as a file. */
  template_export: { request: TemplateExport; response: Saved };
  /** What undo and redo would do now. */
  history_state: { request: Nothing; response: HistoryState };
  /** The newest steps, newest first. */
  history_list: { request: HistoryList; response: HistoryEntry[] };
  /** Takes the last step back. */
  history_undo: { request: Nothing; response: HistoryMoved };
  /** Does the step taken back again. */
  history_redo: { request: Nothing; response: HistoryMoved };
  /** Undoes or redoes until an entry is the last one done. */
  history_go: { request: HistoryGo; response: Changed };
  /** Examines the library. */
  doctor_examine: { request: Nothing; response: Diagnosis };
  /** Mends what can be mended without guessing. */
  doctor_repair: { request: Nothing; response: RepairReport };
  /** The backups there are. */
  backup_list: { request: Nothing; response: BackupList };
  /** Makes a backup. */
  backup_make: { request: BackupMake; response: Backup };
  /** How much a backup holds. */
  backup_count: { request: BackupChosen; response: BackupCounts };
  /** What bringing a backup back would change. */
  backup_compare: { request: BackupChosen; response: Comparison };
  /** Makes the library what the backup holds. */
  backup_restore: { request: BackupChosen; response: Restored };
  /** Calls off what takes long: its command is refused with `cancelled`. */
  task_cancel: { request: Nothing; response: Nothing };
  /** Sets one thing. */
  setting_set: { request: SettingSet; response: Settings };
}

/** Every command that there is when the library does not open. */
export interface RecoveryCommands {
  /** What is wrong, and what there is to bring back. */
  recovery_state: { request: Nothing; response: RecoveryView };
  /** Examines the file. */
  recovery_examine: { request: Nothing; response: Diagnosis };
  /** Mends what can be mended without guessing, in a library that opens although it cannot be shown. */
  recovery_repair: { request: Nothing; response: RepairReport };
  /** Takes what can be read into a new library. */
  recovery_salvage: { request: RecoverySalvage; response: SalvageReport };
  /** How much a backup holds. */
  backup_count: { request: BackupChosen; response: BackupCounts };
  /** What putting a backup in the place of the library would change, as far as that can be read. */
  recovery_compare: { request: BackupChosen; response: RecoveryComparison };
  /** Puts a copy of a backup, or of what was salvaged, in the place of the damaged library. */
  recovery_restore: { request: BackupChosen; response: Adopted };
  /** Calls off what takes long: its command is refused with `cancelled`. */
  task_cancel: { request: Nothing; response: Nothing };
}
