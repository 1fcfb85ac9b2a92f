// What only the shell can do: dialogs, the native menu, the clipboard, the window. One function a shell command.
import type {
  AnnotationSetNote,
  DocumentView,
  LibraryView,
  MemoCreate,
  MemoWrite,
  RecoveryView,
  TagDefine,
} from "../api/generated";
import { invokeShell } from "./call";

/** An entry of the native menu. */
export type MenuItem =
  | {
      kind: "action";
      id: string;
      label: string;
      shortcut: string | null;
      enabled: boolean;
      checked: boolean | null;
    }
  | { kind: "separator" }
  | { kind: "native"; role: NativeRole; label: string }
  | { kind: "submenu"; label: string; items: MenuItem[] };

/** Entries that the operating system runs itself. */
export type NativeRole =
  "quit" | "cut" | "copy" | "paste" | "selectAll" | "fullscreen" | "minimize" | "about";

/** The whole native menu. */
export interface MenuModel {
  menus: { label: string; items: MenuItem[] }[];
}

/** Everything the first screen shows. */
export interface Startup {
  /** The system's language as a BCP 47 tag. */
  language: string;
  /** The library; null where it did not open. */
  library: LibraryView | null;
  /** What there is to decide about a library that did not open. */
  recovery: RecoveryView | null;
  /** The document of the file that the app was started with, where the library has it. */
  document: DocumentView | null;
  /** The other files named on the command line or by a file association. */
  files: string[];
}

/** Asks for the first screen; files that arrive afterwards come as an event. */
export const startup = () => invokeShell<Startup>("startup");
/** Asks for files to import; empty when the dialog was dismissed. */
export const pickFiles = () => invokeShell<string[]>("pick_files");
/** Asks where to save; null when the dialog was dismissed. The dialog has asked before naming an existing file. */
export const pickSave = (fileName: string, format: string) =>
  invokeShell<string | null>("pick_save", { fileName, format });
/** Asks for a folder; null when the dialog was dismissed. */
export const pickFolder = () => invokeShell<string | null>("pick_folder");
/** Asks for a backup, which may be any library file; null when the dialog was dismissed. */
export const pickBackup = () => invokeShell<string | null>("pick_backup");
/** Asks where to save a text and writes it there; false when the dialog was dismissed. */
export const saveText = (fileName: string, text: string) =>
  invokeShell<boolean>("text_save", { fileName, text });
/** Opens the library that did not open, once more. */
export const libraryOpenAgain = (readOnly: boolean) =>
  invokeShell<undefined>("library_open_again", { readOnly });
/** Asks for a library and opens it; false when the dialog was dismissed. */
export const libraryPick = () => invokeShell<boolean>("library_pick");
/** Closes the open library, which turned out to be damaged, for its recovery. */
export const libraryRecover = () => invokeShell<undefined>("library_recover");
/** Shows the library's file, or the folder of its backups, in the system's file manager. */
export const reveal = (what: "library" | "backups") => invokeShell<undefined>("reveal", { what });
/** Replaces the native menu. */
export const setMenu = (model: MenuModel) => invokeShell<undefined>("menu_set", { model });
export const writeClipboard = (text: string) => invokeShell<undefined>("clipboard_write", { text });
/** Opens an http, https or mailto address outside the app. Ask before: see flows.ts. */
export const openLink = (address: string) => invokeShell<undefined>("link_open", { address });
/** What the page holds that is not on disk, and where the reader is. */
export interface Held {
  document: string | null;
  /** In code points. */
  place: number;
  /** The annotation whose card is open. */
  active: string | null;
  /** The cursor is in its note. */
  isTyping: boolean;
  /** The tag that the codebook shows; null while it is closed. */
  codebook: string | null;
  /** What would save each text that is being typed. */
  drafts: HeldDraft[];
  /** The paragraph that is being corrected. */
  edit: HeldEdit | null;
  /** What else is not on disk yet: highlights, settings, the place. */
  wishes: HeldWish[];
}
/** Something that was wished for, as the command that fulfils it. */
export interface HeldWish {
  key: string;
  kind: string;
  command: string;
  request: object;
}
/** A text that is being typed, as what would save it. */
export type HeldDraft =
  | ({ what: "note" } & AnnotationSetNote)
  | ({ what: "memo" } & MemoWrite)
  | ({ what: "new-memo" } & MemoCreate)
  | ({ what: "definition" } & TagDefine);
/** A paragraph as it was in a revision of a document, and as it is typed. */
export interface HeldEdit {
  document: string;
  revision: string;
  /** In code points. */
  start: number;
  original: string;
  text: string;
  /** How the one became the other, in code points of the original. */
  splices: { start: number; removed: number; inserted: string }[];
  /** It was typed before the app was ended, and nobody has said yet what becomes of it. */
  isFound: boolean;
}
/** Has the shell keep what the page holds, in case its process ends. */
export const holdPage = (held: Held) => invokeShell<undefined>("page_hold", { held });
/** What the page held before its process ended; null on the first start. */
export const heldPage = () => invokeShell<Held | null>("page_held");
/** Says that the first view is painted. */
export const markWindowReady = () => invokeShell<undefined>("window_ready");
/** Keeps the window open although it was asked to close: something could not be saved. */
export const keepWindow = () => invokeShell<undefined>("window_stay_open");
/** Has the page begin anew. */
export const reloadPage = () => location.reload();
/** Closes the window at once: everything typed has been saved. */
export const closeWindow = () => invokeShell<undefined>("window_close_now");
