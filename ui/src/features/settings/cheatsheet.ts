// What the cheat sheet lists: the actions of the table with their keys as they are set, and the keys that are the same
// for everybody, by where they work.
import { FIXED, type Place } from "../../lib/actions/fixed";
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
      ...fixedIn("page"),
    ],
  };
  return [
    ...(annotate ? [annotate] : []),
    cursor,
    ...others,
    { id: "lists", title: t.keys.help.lists, lines: fixedIn("lists") },
    { id: "codebook", title: t.keys.help.codebook, lines: fixedIn("codebook") },
    { id: "correcting", title: t.keys.help.correcting, lines: fixedIn("paragraph") },
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

function fixedIn(place: Place): Line[] {
  return FIXED.filter((each) => each.place === place).map(({ id, label, shortcuts }) => ({
    id,
    label: label(),
    keys: shortcuts.map((shortcut) => showShortcut(shortcut)),
    action: null,
  }));
}
