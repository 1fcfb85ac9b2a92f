// What the palette offers: every action, the sections of the open interview, every tag, and every interview of the library.
import { ACTIONS, findAction } from "../../lib/actions/table";
import { runFromMenu } from "../../lib/actions/shortcuts";
import { t } from "../../lib/messages/index.svelte";
import { app } from "../../lib/state/app.svelte";
import { codebook } from "../../lib/state/codebook.svelte";
import { codebookView } from "../../lib/state/codebookView.svelte";
import { find } from "../../lib/state/find.svelte";
import { searching } from "../../lib/state/searching.svelte";
import { isolated } from "../../lib/text/visible";
import type { Candidate } from "./rank";

export type Kind = "action" | "section" | "tag" | "document" | "search";

/** A line of the palette. */
export interface Entry extends Candidate {
  /** Tells lines apart, and names one from one opening to the next. */
  id: string;
  kind: Kind;
  /** Where it comes from: its menu, the number of a section. May be empty. */
  place: string;
  /** The key that does the same without the palette. */
  shortcut: string | null;
  /** Text of the interview, which names itself in its own language; null for our own words. */
  language: string | null;
  isPossible: boolean;
  /** Why it is not possible; null where there is nothing to explain. */
  why: string | null;
  /** Whether it comes first the next time: what takes something away is never the line that Enter is on. */
  isRecalled: boolean;
  run: () => void;
}

/** Actions that take something away. */
const TAKES_AWAY: ReadonlySet<string> = new Set(["file.delete", "annotate.delete"]);

/** Everything there is, in the order in which it stands without a query. */
export function allEntries(): Entry[] {
  return [...actions(), ...sections(), ...tags(), ...documents()];
}

/** What can be looked for with what was typed: nothing but that fits, so these stand last. */
export function searchEntries(query: string): Entry[] {
  if (query === "") return [];
  const open = app.document;
  const entry = (id: string, label: string, action: string, run: () => void): Entry => ({
    id: `search ${id}`,
    kind: "search",
    label,
    place: "",
    shortcut: findAction(action)?.shortcuts[0] ?? null,
    language: null,
    isPossible: true,
    why: null,
    isRecalled: false,
    run,
  });
  const words = isolated(query);
  return [
    entry("library", t.sought.actions.searchFor(words), "edit.search", () => searching.open(query)),
    ...(open === null
      ? []
      : [
          entry("document", t.sought.actions.findIn(words), "edit.find", () => {
            find.open(open, "");
            find.type(query);
          }),
        ]),
  ];
}

function actions(): Entry[] {
  return ACTIONS.filter(({ id }) => id !== "go.palette" && id !== "annotate.dismiss").map((action) => {
    const { menu } = action;
    const label = action.label().replace(/…$/, "");
    // A choice says what it is a choice of: "Like the System" alone could be the theme or the language.
    const choice = menu?.submenu;
    return {
      id: `action ${action.id}`,
      kind: "action",
      label: choice === undefined ? label : t.palette.choice(t.menu[choice], label),
      place: menu === null ? "" : t.menu[menu.name],
      shortcut: action.shortcuts[0] ?? null,
      language: null,
      isPossible: action.isEnabled(),
      why: action.why(),
      isRecalled: !TAKES_AWAY.has(action.id),
      run: () => runFromMenu(action.id),
    };
  });
}

function sections(): Entry[] {
  const open = app.document;
  if (open === null) return [];
  return open.view.sections.map((section) => ({
    id: `section ${open.id} ${section.heading}`,
    kind: "section",
    label: section.title,
    place: section.number === null ? "" : String(section.number),
    shortcut: null,
    language: open.summary.language,
    isPossible: true,
    why: null,
    isRecalled: true,
    run: () =>
      open.goTo({
        start: section.heading,
        end: open.blockAt(section.heading)?.bodyEnd ?? section.heading,
      }),
  }));
}

/** Each goes to its tag in the codebook. */
function tags(): Entry[] {
  return codebook.list.map(({ id, name, path }) => ({
    id: `tag ${id}`,
    kind: "tag",
    label: name,
    place: path.slice(0, Math.max(0, path.length - name.length - 1)),
    shortcut: null,
    language: null,
    isPossible: true,
    why: null,
    isRecalled: true,
    run: () => codebookView.open(id),
  }));
}

function documents(): Entry[] {
  return app.documents.list
    .filter(({ id }) => id !== app.document?.id)
    .map((summary) => ({
      id: `document ${summary.id}`,
      kind: "document",
      label: summary.title,
      place: summary.source ?? "",
      shortcut: null,
      language: summary.language,
      isPossible: true,
      why: null,
      isRecalled: true,
      run: () => void app.open(summary.id),
    }));
}
