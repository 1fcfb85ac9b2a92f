// The keys that are the same for everybody: what they do where in the window. The cheat sheet lists them, and whoever
// sets a key is told that one of them has it.
import { t } from "../messages/index.svelte";

/** Where such a key works. */
export type Place = "page" | "lists" | "codebook" | "paragraph";

/** A key, or several of one kind, that nobody can set. */
export interface Fixed {
  id: string;
  place: Place;
  label: () => string;
  shortcuts: readonly string[];
}

const help = () => t.keys.help;

/** All of them, in the order of the sheet. */
export const FIXED: readonly Fixed[] = [
  fixed("page", "to-cursor", () => help().toCursor, "Enter"),
  fixed("page", "move-cursor", () => help().moveCursor, "ArrowLeft", "ArrowRight"),
  fixed("page", "move-line", () => help().moveLine, "ArrowUp", "ArrowDown"),
  fixed("page", "extend-cursor", () => help().extendCursor, "Shift+ArrowLeft", "Shift+ArrowRight"),
  fixed("page", "by-word", () => help().byWord, "Mod+ArrowRight", "Mod+ArrowDown"),
  fixed("page", "here", () => help().here, "Tab", "Shift+Tab"),
  fixed("page", "extend", () => t.shortcuts.extend, "Shift+ArrowLeft", "Shift+ArrowRight"),
  fixed(
    "page",
    "extend-by-word",
    () => t.shortcuts.extendByWord,
    "Mod+Shift+ArrowLeft",
    "Mod+Shift+ArrowRight",
  ),
  fixed("page", "all", () => help().all, "Mod+A"),
  fixed("page", "menu", () => help().menu, "Shift+F10"),
  fixed("page", "ends", () => t.shortcuts.ends, "Home", "End"),

  fixed("lists", "list-move", () => t.shortcuts.move, "ArrowUp", "ArrowDown"),
  fixed("lists", "list-open", () => t.shortcuts.open, "Enter"),
  fixed("lists", "list-select", () => t.shortcuts.select, "Space", "Mod+A"),
  fixed("lists", "list-delete", () => t.shortcuts.delete, "Delete"),
  fixed("lists", "tabs", () => help().tabs, "ArrowLeft", "ArrowRight"),

  fixed("codebook", "tags-walk", () => help().walkTags, "ArrowUp", "ArrowDown"),
  fixed("codebook", "tags-fold", () => help().foldTags, "ArrowLeft", "ArrowRight"),
  fixed("codebook", "tags-passages", () => help().tagPassages, "Enter"),
  fixed("codebook", "tags-choose", () => help().chooseTag, "Space"),
  fixed("codebook", "tags-range", () => help().chooseTags, "Shift+ArrowUp", "Shift+ArrowDown"),
  fixed("codebook", "tags-all", () => help().chooseAllTags, "Mod+A"),
  fixed("codebook", "tags-new", () => help().newTag, "Insert"),
  fixed("codebook", "tags-rename", () => help().renameTag, "F2"),
  fixed("codebook", "tags-step", () => help().moveTag, "Alt+ArrowUp", "Alt+ArrowDown"),
  fixed("codebook", "tags-depth", () => help().moveTagDepth, "Alt+ArrowLeft", "Alt+ArrowRight"),
  fixed("codebook", "tags-move", () => help().moveTagUnder, "Mod+U"),
  fixed("codebook", "tags-merge", () => help().mergeTag, "Mod+J"),
  fixed("codebook", "tags-delete", () => help().deleteTag, "Delete"),
  fixed("codebook", "tags-menu", () => help().tagMenu, "Shift+F10"),
  fixed("codebook", "passages-split", () => help().splitPassages, "M"),
  fixed("codebook", "passages-untag", () => help().untagPassages, "Delete"),

  fixed("paragraph", "commit", () => help().commit, "Enter"),
  fixed("paragraph", "leave", () => help().leave, "Escape"),
  fixed("paragraph", "split", () => help().split, "Mod+Enter"),
  fixed("paragraph", "join", () => help().join, "Backspace", "Delete"),
];

function fixed(place: Place, id: string, label: () => string, ...shortcuts: string[]): Fixed {
  return { id, place, label, shortcuts };
}
