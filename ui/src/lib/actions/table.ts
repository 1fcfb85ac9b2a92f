// The one table of actions: menus, keyboard, tooltips and the shortcuts help are all made from it. The order is that
// of the menus. What an action does is a line here; longer work lives in the stores and in flows.ts.
import type { Settings } from "../api/generated";
import { t } from "../messages/index.svelte";
import { app, type SidebarTab } from "../state/app.svelte";
import { codebookView } from "../state/codebookView.svelte";
import { COLOURS } from "../state/filter.svelte";
import { find } from "../state/find.svelte";
import { found, type Sought } from "../state/found.svelte";
import { lastDone } from "../state/lastDone.svelte";
import { aboutLibrary, type MemoTarget } from "../state/memos.svelte";
import { searching } from "../state/searching.svelte";
import { phrase } from "../text/phrase";
import { focusHome } from "../ui/home";
import { goToPane } from "../ui/panes";
import { addSample, importFiles, importFolder, updateFromFile, verifyFile } from "./flows";
import { keysOf } from "./keymap";
import { currentSection, openInterview, writeMemo } from "./memos";
import type { Selecting } from "./reader";
import type { Action, MenuName, Scope } from "./types";

/** The text sizes offered, in pixels. */
export const TEXT_SIZES = { least: 14, most: 28, normal: 18 } as const;

/** More characters than this are no word that somebody wants replaced everywhere. */
const LONGEST_SOUGHT = 80;

const always = () => true;
const isReading = () => app.document !== null;
const hasInterviews = () => isReading() || app.documents.list.length > 0;
/** There is something to mark or copy: a selection, or an annotation whose card is open. */
const hasTarget = () => isReading() && (app.document?.selection !== null || hasActive());
const hasActive = () => app.document !== null && app.document.active !== null;
const hasChangedActive = () => {
  const open = app.document;
  return open !== null && open.active !== null && open.byId.get(open.active)?.state === "changed";
};
const hasAnnotations = () => (app.document?.annotations.length ?? 0) > 0;
const hasSelection = () => isReading() && app.document?.selection !== null;
const hasOrphans = () => (app.document?.orphans.length ?? 0) > 0;
const canRelink = () => isReading() && app.orphanTray !== null && app.document?.selection !== null;
const canBeLarger = () => app.settings.textSize < TEXT_SIZES.most;
const canBeSmaller = () => app.settings.textSize > TEXT_SIZES.least;
const canBeReset = () => app.settings.textSize !== TEXT_SIZES.normal;
const hasCursor = () => app.readerCommands?.hasCursor ?? false;
const hasUndo = () => lastDone.aside !== null || app.history.undo !== null;
const hasRedo = () => app.history.redo !== null;

/** What is wanting where an action is not possible, by what it needs: the palette and tooltips say it. */
const NEEDS = new Map<() => boolean, () => string>([
  [isReading, () => t.keys.needs.document],
  [hasInterviews, () => t.keys.needs.interviews],
  [hasTarget, () => t.keys.needs.target],
  [hasActive, () => t.keys.needs.active],
  [hasAnnotations, () => t.keys.needs.annotations],
  [hasSelection, () => t.keys.needs.selection],
  [hasChangedActive, () => t.keys.needs.changed],
  [hasOrphans, () => t.keys.needs.orphans],
  [canRelink, () => t.keys.needs.tray],
  [canBeLarger, () => t.keys.needs.largest],
  [canBeSmaller, () => t.keys.needs.smallest],
  [canBeReset, () => t.keys.needs.normal],
  [hasCursor, () => t.keys.needs.cursor],
  [hasUndo, () => t.keys.needs.undo],
  [hasRedo, () => t.keys.needs.redo],
]);

/** Everything the user can have done. */
export const ACTIONS: readonly Action[] = [
  action("file.import", () => t.actions.import, "Mod+O", ["file", 1], {
    edits: true,
    run: () => void importFiles(),
  }),
  action("file.import-folder", () => t.actions.importFolder, "", ["file", 1], {
    edits: true,
    run: () => void importFolder(),
  }),
  action("file.paste", () => t.actions.paste, "Mod+Shift+V", ["file", 1], {
    edits: true,
    run: () => (app.dialog = { kind: "paste" }),
  }),
  action("file.update", () => t.actions.update, "Mod+Shift+O", ["file", 1], {
    edits: true,
    scope: "reader",
    isEnabled: isReading,
    run: () => void updateFromFile(),
  }),
  action("file.export", () => t.actions.export, "Mod+E", ["file", 2], {
    isEnabled: hasInterviews,
    run: () => (app.dialog = { kind: "export", chosen: isReading() ? [] : app.chosenInLibrary }),
  }),
  action("file.verify", () => t.actions.verify, "", ["file", 2], {
    scope: "reader",
    isEnabled: isReading,
    run: () => void verifyFile(),
  }),
  action("file.details", () => t.actions.details, "Mod+I", ["file", 3], {
    edits: true,
    scope: "reader",
    isEnabled: isReading,
    run: () => (app.dialog = { kind: "details" }),
  }),
  action("file.speakers", () => t.actions.speakers, "Mod+Shift+S", ["file", 3], {
    edits: true,
    scope: "reader",
    isEnabled: isReading,
    run: () => (app.dialog = { kind: "speakers" }),
  }),
  action("file.delete", () => t.actions.deleteDocument, "", ["file", 3], {
    edits: true,
    scope: "reader",
    isEnabled: isReading,
    run: () => void deleteOpenDocument(),
  }),
  action("file.library", () => t.actions.libraryFile, "", ["file", 4], {
    run: () => (app.dialog = { kind: "library" }),
  }),
  action("app.settings", () => t.actions.settings, "Mod+,", ["file", 4], {
    run: () => (app.dialog = { kind: "settings" }),
  }),

  action("edit.undo", undoLabel, "Mod+Z", ["edit", 1], {
    edits: true,
    isEnabled: hasUndo,
    run: () => void app.undo(),
  }),
  action("edit.redo", redoLabel, ["Mod+Shift+Z", "Mod+Y"], ["edit", 1], {
    edits: true,
    isEnabled: hasRedo,
    run: () => void app.redo(),
  }),
  action("edit.paragraph", () => t.editing.actions.edit, "F2", ["edit", 3], {
    edits: true,
    scope: "reader",
    isEnabled: isReading,
    run: () => app.readerCommands?.edit(),
  }),
  action("edit.split", () => t.editing.actions.split, "", ["edit", 3], {
    edits: true,
    scope: "reader",
    isEnabled: isReading,
    run: () => app.readerCommands?.split(),
  }),
  action("edit.joinPrevious", () => t.editing.actions.joinPrevious, "", ["edit", 3], {
    edits: true,
    scope: "reader",
    isEnabled: isReading,
    run: () => app.readerCommands?.join("previous"),
  }),
  action("edit.joinNext", () => t.editing.actions.joinNext, "", ["edit", 3], {
    edits: true,
    scope: "reader",
    isEnabled: isReading,
    run: () => app.readerCommands?.join("next"),
  }),
  action("edit.replace", () => t.editing.actions.replace, "Mod+H", ["edit", 4], {
    edits: true,
    scope: "reader",
    isEnabled: isReading,
    run: () => (app.dialog = { kind: "replace", find: selectedText() }),
  }),
  action("edit.find", () => t.sought.actions.find, "Mod+F", ["edit", 4], {
    run: () => {
      // Where no interview is read, the list of them, or of the tags, is what can be looked through.
      if (app.document === null || codebookView.isOpen) app.isFilterWanted = true;
      else find.open(app.document, selectedText());
    },
  }),
  action("edit.findNext", () => t.sought.actions.findNext, ["F3", "Mod+G"], ["edit", 4], {
    isEnabled: () => isReading() || app.isSearchOpen,
    run: () => stepFound(1),
  }),
  action("edit.findPrevious", () => t.sought.actions.findPrevious, ["Shift+F3", "Mod+Shift+G"], ["edit", 4], {
    isEnabled: () => isReading() || app.isSearchOpen,
    run: () => stepFound(-1),
  }),
  action("edit.search", () => t.sought.actions.search, "Mod+Shift+F", ["edit", 4], {
    run: () => {
      const words = selectedText();
      searching.open(words === "" ? "" : phrase(words));
    },
  }),
  action("edit.filter", () => t.actions.filter, "Mod+Alt+F", ["edit", 4], {
    run: () => {
      if (app.document !== null) app.showTab("annotations");
      app.isFilterWanted = true;
    },
  }),

  ...COLOURS.map((colour, index) =>
    action(
      `annotate.${colour}`,
      () => t.actions.highlight(t.colours[colour]),
      `${index + 1}`,
      ["annotate", 1],
      {
        edits: true,
        scope: "reader",
        isEnabled: hasTarget,
        run: () => app.readerCommands?.highlight(colour),
      },
    ),
  ),
  action("annotate.underline", () => t.actions.underline, "U", ["annotate", 1], {
    edits: true,
    scope: "reader",
    isEnabled: hasTarget,
    run: () => app.readerCommands?.underline(),
  }),
  action("annotate.note", () => t.actions.note, "N", ["annotate", 2], {
    edits: true,
    scope: "reader",
    isEnabled: hasTarget,
    run: () => app.readerCommands?.note(),
  }),
  action("annotate.tag", () => t.tags.actions.tag, "T", ["annotate", 2], {
    edits: true,
    scope: "reader",
    isEnabled: hasTarget,
    run: () => app.readerCommands?.tag(),
  }),
  action("annotate.highlightFound", () => t.sought.actions.highlightAll, "Mod+Shift+H", ["annotate", 4], {
    edits: true,
    isEnabled: () => foundSource() !== null,
    run: () => markFound(false),
  }),
  action("annotate.tagFound", () => t.sought.actions.tagAll, "Mod+Shift+T", ["annotate", 4], {
    edits: true,
    isEnabled: () => foundSource() !== null,
    run: () => markFound(true),
  }),
  action("annotate.repeat", () => t.keys.actions.repeat, ".", ["annotate", 2], {
    edits: true,
    scope: "reader",
    isEnabled: hasSelection,
    run: () => app.readerCommands?.repeat(),
  }),
  action("annotate.copy", () => t.actions.copyQuote, "C", ["annotate", 2], {
    scope: "reader",
    isEnabled: hasTarget,
    run: () => app.readerCommands?.copyQuote(),
  }),
  action("annotate.copyAs", () => t.actions.copyQuoteAs, "Shift+C", ["annotate", 2], {
    scope: "reader",
    isEnabled: hasTarget,
    run: () => app.readerCommands?.copyQuoteAs(),
  }),
  action("annotate.accept", () => t.editing.actions.accept, "", ["annotate", 2], {
    edits: true,
    scope: "reader",
    isEnabled: hasChangedActive,
    run: () => app.readerCommands?.accept(),
  }),
  action("memo.section", () => t.memos.actions.section, "M", ["annotate", 4], {
    edits: true,
    scope: "reader",
    isEnabled: () => currentSection() !== null,
    run: () => writeMemoOn(currentSection()),
  }),
  action("memo.document", () => t.memos.actions.document, "Shift+M", ["annotate", 4], {
    edits: true,
    scope: "reader",
    isEnabled: isReading,
    run: () => writeMemoOn(openInterview()),
  }),
  action("memo.library", () => t.memos.actions.library, "", ["annotate", 4], {
    edits: true,
    run: () => writeMemoOn(aboutLibrary()),
  }),
  action("memo.all", () => t.memos.actions.all, "Mod+Shift+M", ["annotate", 4], {
    run: () => (app.dialog = { kind: "memos" }),
  }),
  action("annotate.relink", () => t.actions.relink, "R", ["annotate", 2], {
    edits: true,
    scope: "reader",
    isEnabled: canRelink,
    run: () => void app.orphanTray?.linkToSelection(),
  }),
  action("annotate.delete", () => t.actions.deleteAnnotation, ["Delete", "Backspace"], ["annotate", 3], {
    edits: true,
    scope: "reader",
    isEnabled: hasActive,
    run: () => app.readerCommands?.deleteActive(),
  }),
  action("annotate.dismiss", () => t.actions.dismiss, "Escape", null, {
    scope: "reader",
    isEnabled: () => hasTarget() || hasCursor(),
    run: () => app.readerCommands?.dismiss(),
  }),

  action("select.cursor", () => t.keys.actions.cursor, "F7", ["edit", 5], {
    scope: "reader",
    isEnabled: isReading,
    isChecked: hasCursor,
    run: () => app.readerCommands?.toggleCursor(),
  }),
  selecting("grow", () => t.keys.actions.grow, "Alt+ArrowUp", isReading),
  selecting("shrink", () => t.keys.actions.shrink, "Alt+ArrowDown", hasSelection),
  selecting("larger", () => t.keys.actions.larger, "=", hasCursor),
  selecting("smaller", () => t.keys.actions.smaller, "-", hasCursor),
  selecting("startBack", () => t.keys.actions.startBack, "Alt+ArrowLeft", hasTarget),
  selecting("startOn", () => t.keys.actions.startOn, "Alt+ArrowRight", hasTarget),
  selecting("endBack", () => t.keys.actions.endBack, "Alt+Shift+ArrowLeft", hasTarget),
  selecting("endOn", () => t.keys.actions.endOn, "Alt+Shift+ArrowRight", hasTarget),

  action("view.sidebar", () => t.actions.sidebar, "Mod+\\", ["view", 1], {
    scope: "reader",
    isEnabled: isReading,
    isChecked: () => isReading() && app.isSidebarShown,
    run: () => app.toggleSidebar(),
  }),
  tab("outline", () => t.actions.outline, "Mod+1"),
  tab("annotations", () => t.actions.annotations, "Mod+2"),
  tab("memos", () => t.actions.memos, "Mod+6"),
  tab("history", () => t.actions.history, "Mod+3"),
  tab("revisions", () => t.actions.revisions, "Mod+4"),
  action("view.codebook", () => t.tags.actions.codebook, "Mod+T", ["view", 2], {
    isChecked: () => codebookView.isOpen,
    run: () => (codebookView.isOpen ? codebookView.close() : codebookView.open()),
  }),
  action("view.orphans", () => t.actions.orphans, "Mod+5", ["view", 2], {
    scope: "reader",
    isEnabled: hasOrphans,
    run: () => {
      // With the focus on one of them: its keys would go to the interview otherwise.
      app.wanted = app.document?.orphans[0]?.id ?? null;
      app.showTab("orphans");
    },
  }),
  action("view.filter", () => t.filtering.actions.set, "F", ["view", 2], {
    scope: "reader",
    isEnabled: isReading,
    run: () => app.document && (app.document.filter.isBeingSet = true),
  }),
  action("view.clearFilter", () => t.filtering.actions.clear, "", ["view", 2], {
    scope: "reader",
    isEnabled: () => app.document?.filter.isActive ?? false,
    run: () => app.document?.filter.clear(),
  }),
  panel("strip", () => t.strip.label),
  panel("brackets", () => t.brackets.label),
  action("view.larger", () => t.actions.larger, ["Mod+=", "Mod++"], ["view", 3], {
    isEnabled: canBeLarger,
    run: () => void app.set("textSize", app.settings.textSize + 1),
  }),
  action("view.smaller", () => t.actions.smaller, "Mod+-", ["view", 3], {
    isEnabled: canBeSmaller,
    run: () => void app.set("textSize", app.settings.textSize - 1),
  }),
  action("view.resetSize", () => t.actions.resetSize, "Mod+0", ["view", 3], {
    isEnabled: canBeReset,
    run: () => void app.set("textSize", TEXT_SIZES.normal),
  }),
  choice("theme", "system", () => t.actions.themeSystem),
  choice("theme", "light", () => t.actions.themeLight),
  choice("theme", "dark", () => t.actions.themeDark),
  choice("language", "system", () => t.actions.languageSystem),
  // A language is named in itself, so that who reads only that one finds it.
  choice("language", "en", () => "English"),
  choice("language", "zh-Hant", () => "繁體中文"),

  action("go.palette", () => t.actions.palette, "Mod+K", ["go", 0], {
    run: () => (app.dialog = { kind: "palette" }),
  }),
  action("go.library", () => t.actions.library, "Mod+L", ["go", 1], {
    isEnabled: isReading,
    run: () => void app.close().then(focusHome),
  }),
  action("go.next", () => t.actions.nextAnnotation, ["]", "J"], ["go", 2], {
    scope: "reader",
    isEnabled: hasAnnotations,
    run: () => app.readerCommands?.nextAnnotation(),
  }),
  action("go.previous", () => t.actions.previousAnnotation, ["[", "K"], ["go", 2], {
    scope: "reader",
    isEnabled: hasAnnotations,
    run: () => app.readerCommands?.previousAnnotation(),
  }),

  action("go.nextPane", () => t.keys.actions.nextPane, "F6", ["go", 3], { run: () => goToPane(1) }),
  action("go.previousPane", () => t.keys.actions.previousPane, "Shift+F6", ["go", 3], {
    run: () => goToPane(-1),
  }),

  action("help.shortcuts", () => t.actions.shortcuts, "?", ["help", 1], {
    run: () => (app.dialog = { kind: "shortcuts" }),
  }),
  action("help.sample", () => t.actions.sample, "", ["help", 1], {
    edits: true,
    run: () => void addSample(),
  }),
];

const BY_ID = new Map(ACTIONS.map((each) => [each.id, each]));

/** The action with an id; undefined when there is none. */
export function findAction(id: string): Action | undefined {
  return BY_ID.get(id);
}

function action(
  id: string,
  label: () => string,
  shortcuts: string | readonly string[],
  place: [MenuName, number] | null,
  {
    edits = false,
    isEnabled = always,
    submenu,
    ...rest
  }: {
    run: () => void;
    isEnabled?: () => boolean;
    isChecked?: () => boolean;
    scope?: Scope;
    /** It changes the library, so it is not possible where that is open for reading only. */
    edits?: boolean;
    submenu?: NonNullable<Action["menu"]>["submenu"];
  },
): Action {
  const defaults = typeof shortcuts === "string" ? (shortcuts === "" ? [] : [shortcuts]) : shortcuts;
  const menu = place === null ? null : { name: place[0], group: place[1], ...(submenu && { submenu }) };
  const whyNever = () => (edits ? app.whyReadOnly : null);
  return {
    id,
    label,
    defaults,
    get shortcuts() {
      return keysOf(id, defaults);
    },
    menu,
    scope: "everywhere",
    isEnabled: () => isEnabled() && whyNever() === null,
    why: () => whyNever() ?? (isEnabled() ? null : whyNow(isEnabled, rest.scope)),
    ...rest,
  };
}

/** What is wanting where an action makes no sense just now. */
function whyNow(isEnabled: () => boolean, scope: Scope | undefined): string {
  const needsDocument = scope === "reader" && !isReading();
  return needsDocument ? t.keys.needs.document : (NEEDS.get(isEnabled)?.() ?? t.keys.needs.other);
}

/** An action on what is selected, or on the edges of the open annotation. */
function selecting(name: Selecting, label: () => string, shortcut: string, isEnabled: () => boolean): Action {
  return action(`select.${name}`, label, shortcut, ["edit", 5], {
    scope: "reader",
    submenu: "selection",
    isEnabled,
    run: () => app.readerCommands?.changeSelection(name),
  });
}

function tab(name: SidebarTab, label: () => string, shortcut: string): Action {
  return action(`view.${name}`, label, shortcut, ["view", 2], {
    scope: "reader",
    isEnabled: isReading,
    run: () => app.showTab(name),
  });
}

/** Something beside the text that is there or not. */
function panel(name: string, label: () => string): Action {
  return action(`view.${name}`, label, "", ["view", 1], {
    scope: "reader",
    isEnabled: isReading,
    isChecked: () => isReading() && app.isPanelOpen(name),
    run: () => app.setPanel(name, !app.isPanelOpen(name)),
  });
}

function choice<Name extends "theme" | "language">(
  name: Name,
  value: Settings[Name],
  label: () => string,
): Action {
  return action(`${name}.${value}`, label, "", ["view", 4], {
    submenu: name,
    isChecked: () => app.settings[name] === value,
    run: () => void app.set(name, value),
  });
}

function undoLabel(): string {
  if (lastDone.aside !== null) return t.actions.undoNamed(lastDone.aside.label());
  const entry = app.history.undo;
  return entry === null ? t.actions.undo : t.actions.undoNamed(t.history.action(entry.action));
}

function redoLabel(): string {
  const entry = app.history.redo;
  return entry === null ? t.actions.redo : t.actions.redoNamed(t.history.action(entry.action));
}

/** What is selected, where it is short enough to be words to look for. */
function selectedText(): string {
  const open = app.document;
  const selection = open?.selection;
  if (!open || !selection || selection.end - selection.start > LONGEST_SOUGHT) return "";
  const text = open.offsets.slice(selection.start, selection.end);
  return text.includes("\n") ? "" : text;
}

function stepFound(by: 1 | -1): void {
  if (app.isSearchOpen && !find.isOpen) searching.step(by);
  else if (app.document !== null) void find.step(app.document, by);
}

/** What was found, and where: by the bar of the open document, else in the library; null where there is nothing. */
function foundSource(): { sought: Sought; document: string | null } | null {
  if (app.document !== null && find.isOpen) {
    return found.hits.length > 0 ? { sought: find.sought, document: app.document.id } : null;
  }
  if (!app.isSearchOpen || (searching.answer?.total ?? 0) === 0) return null;
  return { sought: searching.sought, document: null };
}

function markFound(isTagging: boolean): void {
  const source = foundSource();
  if (source !== null) app.dialog = { kind: "markAll", isTagging, ...source };
}

function writeMemoOn(target: MemoTarget | null): void {
  if (target !== null) void writeMemo(target);
}

async function deleteOpenDocument(): Promise<void> {
  const open = app.document;
  if (open === null) return;
  await app.close();
  await app.deleteDocuments([open.summary]);
}
