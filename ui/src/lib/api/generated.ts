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
  /** The first code point of the passage. */
  start: number;
  /** The first code point after the passage. */
  end: number;
  /** The text of the passage. */
  quote: string;
  /** How the passage is marked. */
  style: Style;
  /** Markdown; empty where there is none. */
  note: string;
  /** When it was made. */
  createdAt: number;
  /** When it was last changed. */
  modifiedAt: number;
}

/** Highlights a passage. White space at both ends is left out, and characters are never split. */
export interface AnnotationCreate {
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
}

/** The backups of the library. */
export interface BackupList {
  /** Where they are kept. */
  folder: string;
  /** Whether that is the folder beside the library. */
  isDefault: boolean;
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
  /** The documents whose blocks, speakers or text changed: open them again. */
  structure: string[];
  /** Too much changed to list, or another process changed it: ask for everything again. */
  reload: boolean;
}

/** The answer of a command that changes something. */
export interface Changed {
  /** What changed; `null` when everything was so already. */
  change: ChangeEvent | null;
}

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
  /** How many annotations it has. */
  annotations: number;
  /** How many of them have a note. */
  notes: number;
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
  /** By start, then end, then id. */
  annotations: Annotation[];
  /** The code point at the top of the page when it was last read. */
  position: number;
}

/** What annotations can be written as. */
export type ExportFormat = "md" | "html" | "csv" | "json";

/** Writes annotations as text. */
export interface ExportRender {
  /** The document. */
  document: string;
  /** What to write. */
  format: ExportFormat;
  /** The annotations to write; `null` for all. */
  annotations: string[] | null;
}

/** Writes annotations to a file. */
export interface ExportSave {
  /** The document. */
  document: string;
  /** What to write. */
  format: ExportFormat;
  /** The annotations to write; `null` for all. */
  annotations: string[] | null;
  /** Where to write it. */
  path: string;
  /** Whether to replace a file that is there. */
  overwrite: boolean;
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
  | "history-sizes";

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
}

/** Asks for the document that has the text of a source already. */
export interface ImportFind {
  /** What to read. */
  source: ImportSource;
}

/** The document that has that text. */
export interface ImportFound {
  /** Its id; `null` when there is none. */
  document: string | null;
}

/** What was found in an interview. */
export interface ImportPreview {
  /** The file's name, where there is a file. */
  fileName: string | null;
  /** WHATWG name of the encoding it was decoded from. */
  encoding: string;
  /**
   * Whether that is known (a byte order mark, valid UTF-8, text, or the reader's choice) rather than guessed.
   */
  isEncodingCertain: boolean;
  /** The encodings one can choose. */
  encodings: string[];
  /** How many sequences could not be decoded. */
  replaced: number;
  /** `text` or `markdown`. */
  format: string;
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
  /** The document, added now or found as it was. */
  document: string;
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

/** How a colour is laid on the text. */
export type Mark = "fill" | "underline";

/** Notes to show. */
export interface NoteRender {
  /** Markdown texts. */
  notes: string[];
}

/** No fields: the request or the answer of a command that needs none. */
export type Nothing = Record<string, never>;

/** A passage of the text that was asked about. */
export interface Passage {
  /** The first code point. */
  start: number;
  /** The first code point after. */
  end: number;
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
}

/** A passage with its attribution. */
export interface Quoted {
  /** The passage, who says it, in which section, where it was published. */
  text: string;
}

/** Why nothing can be written to the library. */
export type ReadOnlyReason = "newer" | "protected" | "damaged" | "altered" | "asked";

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

/** What bringing a backup back did. */
export interface Restored {
  /** The library as it was before. */
  safety: Backup;
  /** That everything may be different. */
  change: ChangeEvent;
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
  /** What was taken, by table. */
  tables: SalvagedTable[];
  /** What was taken, by document. */
  documents: SalvagedDocument[];
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
export type SalvagedText = "whole" | "altered" | "quotes";

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
}

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

/** The mark a highlight leaves on the text. */
export interface Style {
  /** Whether the colour fills the passage or underlines it. */
  mark: Mark;
  /** The colour. */
  colour: Colour;
}

/** Something that takes long. */
export type Task = "backup" | "restore" | "repair" | "salvage";

/** Asks for the unit that holds a code point. */
export interface TextUnit {
  /** The text to look in. */
  text: string;
  /** The code point of that text. */
  offset: number;
  /** The unit. */
  unit: Unit;
}

/** The brightness of the window. */
export type Theme = "system" | "light" | "dark";

/** A unit of text. */
export type Unit = "grapheme" | "word" | "clause" | "sentence";

/** Every command with what it takes and what it answers. */
export interface Commands {
  /** Everything the window shows first. */
  library_open: { request: Nothing; response: LibraryView };
  /** All documents. */
  document_list: { request: Nothing; response: DocumentSummary[] };
  /** Opens a document for reading and remembers when. */
  document_open: { request: DocumentOpen; response: DocumentView };
  /** Corrects what is said about a document. */
  document_update: { request: DocumentUpdate; response: Changed };
  /** Deletes documents with all that hangs on them. */
  document_delete: { request: DocumentDelete; response: Changed };
  /** Remembers where the reader is. */
  reading_remember: { request: ReadingRemember; response: Nothing };
  /** Shows what would be imported. */
  import_preview: { request: ImportPreviewRequest; response: ImportPreview };
  /** The document that has the text of a source already. */
  import_find: { request: ImportFind; response: ImportFound };
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
  /** Marks a passage differently. */
  annotation_set_style: { request: AnnotationSetStyle; response: Changed };
  /** Moves the edges of a passage. */
  annotation_resize: { request: AnnotationResize; response: Changed };
  /** Writes a note. */
  annotation_set_note: { request: AnnotationSetNote; response: Changed };
  /** Deletes annotations. */
  annotation_delete: { request: AnnotationDelete; response: Changed };
  /** The unit of text that holds a code point. */
  text_unit: { request: TextUnit; response: Passage };
  /** Notes as HTML that is safe to show. */
  note_render: { request: NoteRender; response: string[] };
  /** Where an address leads, to be shown before it is opened. */
  link_read: { request: LinkRead; response: Link };
  /** A passage with its attribution. */
  quote_copy: { request: QuoteCopy; response: Quoted };
  /** Annotations as text. */
  export_render: { request: ExportRender; response: Rendered };
  /** Annotations as a file. */
  export_save: { request: ExportSave; response: Saved };
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
