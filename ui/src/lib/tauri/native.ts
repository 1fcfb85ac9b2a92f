// What only the shell can do: dialogs, the native menu, the clipboard, the window. One function a shell command.
import type { DocumentView, LibraryView } from "../api/generated";
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
  library: LibraryView;
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
  drafts: { annotation: string; note: string }[];
}
/** Has the shell keep what the page holds, in case its process ends. */
export const holdPage = (held: Held) => invokeShell<undefined>("page_hold", { held });
/** What the page held before its process ended; null on the first start. */
export const heldPage = () => invokeShell<Held | null>("page_held");
/** Says that the first view is painted. */
export const markWindowReady = () => invokeShell<undefined>("window_ready");
/** Keeps the window open although it was asked to close: something could not be saved. */
export const keepWindow = () => invokeShell<undefined>("window_stay_open");
/** Closes the window at once: everything typed has been saved. */
export const closeWindow = () => invokeShell<undefined>("window_close_now");
