// What an action is. The actions themselves are in table.ts.

/** Where actions stand in the menu bar. */
export type MenuName = "file" | "edit" | "annotate" | "view" | "go" | "help";

/** Where an action makes sense; the shortcuts help groups by it. */
export type Scope = "everywhere" | "library" | "reader";

/** Something the user can have done, from the menu, the keyboard or a button. */
export interface Action {
  id: string;
  /** In the language in use; may change with the state ("Undo Highlight"). */
  label: () => string;
  /**
   * Keys as they are set, the first being the one that is shown. "Mod" is Ctrl, or Cmd on a Mac. Keys that type something
   * are ignored while one types in a field.
   */
  readonly shortcuts: readonly string[];
  /** The keys where the user has set no others. */
  defaults: readonly string[];
  /** Its menu, the group in it (a line is drawn between groups), and the submenu if it stands in one. */
  menu: { name: MenuName; group: number; submenu?: "theme" | "language" | "selection" } | null;
  scope: Scope;
  isEnabled: () => boolean;
  /** Why it is not possible now, to be read; null where it is. */
  why: () => string | null;
  /** For an entry that is on or off. */
  isChecked?: () => boolean;
  run: () => void;
}
