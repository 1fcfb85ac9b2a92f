// What the cheat sheet lists: the actions of the table with their keys as they are set, and the keys that are the same
// for everybody, by where they work.
import { showShortcut } from "../../lib/actions/keys";
import { ACTIONS } from "../../lib/actions/table";
import type { Action, MenuName } from "../../lib/actions/types";
import { t } from "../../lib/messages/index.svelte";

/** A line of the sheet. */
export interface Line {
  /** Tells lines apart. */
  id: string;
  label: string;
  /** As the system's users know them. */
  keys: readonly string[];
  /** The action whose keys can be set; null where they are fixed. */
  action: Action | null;
}

export interface Group {
  id: string;
  title: string;
  lines: readonly Line[];
}

const MENUS: readonly MenuName[] = ["annotate", "go", "edit", "view", "file", "help"];

/** What the sheet lists, in its order: what is used while reading first. */
export function buildSheet(): Group[] {
  const lines = ACTIONS.map(lineOf);
  const inMenu = (name: MenuName): Line[] =>
    lines.filter(({ action, keys }) => keys.length > 0 && groupOf(action) === name);
  const [annotate, ...others] = MENUS.map((name) => ({ id: name, title: t.menu[name], lines: inMenu(name) }));
  const cursor = {
    id: "cursor",
    title: t.keys.help.selection,
    lines: [
      ...lines.filter(({ action, keys }) => keys.length > 0 && groupOf(action) === "cursor"),
      ...onPage(),
    ],
  };
  return [
    ...(annotate ? [annotate] : []),
    cursor,
    ...others,
    { id: "lists", title: t.keys.help.lists, lines: inLists() },
    { id: "codebook", title: t.keys.help.codebook, lines: inCodebook() },
    { id: "correcting", title: t.keys.help.correcting, lines: inParagraph() },
    { id: "without", title: t.keys.change.nobody, lines: lines.filter(({ keys }) => keys.length === 0) },
  ].filter((group) => group.lines.length > 0);
}

/** The groups with the lines in which every word of a query stands, in the name or in the keys. */
export function findLines(groups: readonly Group[], query: string): Group[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return groups
    .map((group) => ({
      ...group,
      lines: group.lines.filter(({ label, keys }) => {
        const text = fold([group.title, label, ...keys].join("\n"));
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter((group) => group.lines.length > 0);
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function groupOf(action: Action | null): MenuName | "cursor" {
  if (action?.id.startsWith("select.")) return "cursor";
  return action?.menu?.name ?? "annotate";
}

function lineOf(action: Action): Line {
  const label = action.label().replace(/…$/, "");
  // A choice says what it is a choice of.
  const choice = action.menu?.submenu;
  const isChoice = choice === "theme" || choice === "language";
  return {
    id: action.id,
    label: isChoice ? t.palette.choice(t.menu[choice], label) : label,
    keys: action.shortcuts.map((shortcut) => showShortcut(shortcut)),
    action,
  };
}

function fixed(id: string, label: string, ...shortcuts: string[]): Line {
  return { id, label, keys: shortcuts.map((shortcut) => showShortcut(shortcut)), action: null };
}

function onPage(): Line[] {
  const { help } = t.keys;
  return [
    fixed("to-cursor", help.toCursor, "Enter"),
    fixed("move-cursor", help.moveCursor, "ArrowLeft", "ArrowRight"),
    fixed("move-line", help.moveLine, "ArrowUp", "ArrowDown"),
    fixed("extend-cursor", help.extendCursor, "Shift+ArrowLeft", "Shift+ArrowRight"),
    fixed("by-word", help.byWord, "Mod+ArrowRight", "Mod+ArrowDown"),
    fixed("here", help.here, "Tab", "Shift+Tab"),
    fixed("extend", t.shortcuts.extend, "Shift+ArrowLeft", "Shift+ArrowRight"),
    fixed("extend-by-word", t.shortcuts.extendByWord, "Mod+Shift+ArrowLeft", "Mod+Shift+ArrowRight"),
    fixed("all", help.all, "Mod+A"),
    fixed("menu", help.menu, "Shift+F10"),
    fixed("ends", t.shortcuts.ends, "Home", "End"),
  ];
}

function inLists(): Line[] {
  return [
    fixed("list-move", t.shortcuts.move, "ArrowUp", "ArrowDown"),
    fixed("list-open", t.shortcuts.open, "Enter"),
    fixed("list-select", t.shortcuts.select, "Space", "Mod+A"),
    fixed("list-delete", t.shortcuts.delete, "Delete"),
    fixed("tabs", t.keys.help.tabs, "ArrowLeft", "ArrowRight"),
  ];
}

function inCodebook(): Line[] {
  const { help } = t.keys;
  return [
    fixed("tags-walk", help.walkTags, "ArrowUp", "ArrowDown"),
    fixed("tags-fold", help.foldTags, "ArrowLeft", "ArrowRight"),
    fixed("tags-passages", help.tagPassages, "Enter"),
    fixed("tags-choose", help.chooseTag, "Space"),
    fixed("tags-range", help.chooseTags, "Shift+ArrowUp", "Shift+ArrowDown"),
    fixed("tags-all", help.chooseAllTags, "Mod+A"),
    fixed("tags-new", help.newTag, "Insert"),
    fixed("tags-rename", help.renameTag, "F2"),
    fixed("tags-step", help.moveTag, "Alt+ArrowUp", "Alt+ArrowDown"),
    fixed("tags-depth", help.moveTagDepth, "Alt+ArrowLeft", "Alt+ArrowRight"),
    fixed("tags-move", help.moveTagUnder, "Mod+U"),
    fixed("tags-merge", help.mergeTag, "Mod+J"),
    fixed("tags-delete", help.deleteTag, "Delete"),
    fixed("tags-menu", help.tagMenu, "Shift+F10"),
    fixed("passages-split", help.splitPassages, "M"),
    fixed("passages-untag", help.untagPassages, "Delete"),
  ];
}

function inParagraph(): Line[] {
  const { help } = t.keys;
  return [
    fixed("commit", help.commit, "Enter"),
    fixed("leave", help.leave, "Escape"),
    fixed("split", help.split, "Mod+Enter"),
    fixed("join", help.join, "Backspace", "Delete"),
  ];
}
