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
   * Keys, the first being the one that is shown. "Mod" is Ctrl, or Cmd on a Mac. Without Mod or Alt the keys are
   * ignored while one types in a field.
   */
  shortcuts: readonly string[];
  /** Its menu, the group in it (a line is drawn between groups), and the submenu if it stands in one. */
  menu: { name: MenuName; group: number; submenu?: "theme" | "language" } | null;
  scope: Scope;
  isEnabled: () => boolean;
  /** Why it is not possible although it makes sense here; null where there is nothing to explain. */
  why: () => string | null;
  /** For an entry that is on or off. */
  isChecked?: () => boolean;
  run: () => void;
}
