import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { handleKey } from "../../lib/actions/shortcuts";
import { findAction } from "../../lib/actions/table";
import type { ChangeEvent, HistoryEntry, SavedSearch } from "../../lib/api/generated";
import { app } from "../../lib/state/app.svelte";
import { publishChange } from "../../lib/state/changes";
import { searching } from "../../lib/state/searching.svelte";
import { change } from "../../lib/state/testing";
import { toasts } from "../../lib/state/toasts.svelte";
import { typedHere } from "../../lib/state/typedHere";
import FindBar from "./FindBar.svelte";
import SearchPanel from "./SearchPanel.svelte";

/** What was asked of the core. */
const core = vi.hoisted(() => ({ calls: [] as string[] }));
vi.mock("../../lib/tauri/call", () => ({
  invokeApi: async (command: string) => {
    core.calls.push(command);
    const none = {
      documents: [],
      speakers: [],
      found: [],
      asides: [],
      unknownOperator: null,
      notes: [],
      places: [],
    };
    return { total: 0, asideTotal: 0, ...none };
  },
  invokeShell: () => new Promise(() => {}),
}));

let sequence = 0;
let view: Record<string, unknown> | null = null;

const saved = (name: string): SavedSearch => ({
  name,
  query: name,
  syntax: "words",
  scope: "all",
  folding: null,
  wholeWord: false,
});
const names = () => app.settings.searches.map(({ name }) => name);
const runs = () => [...document.querySelectorAll<HTMLElement>("[data-testid=saved-search]")];
/** The name of the saved search that has the focus. */
const focused = () =>
  runs()
    .find((run) => run === document.activeElement)
    ?.textContent?.trim();
const field = (id = "search-query") => document.querySelector<HTMLInputElement>(`[data-testid=${id}]`);

/** Something is done that the history holds. */
function act(id: number): ChangeEvent {
  const undo: HistoryEntry = { id, action: "tag-all", subject: "", at: 0, isUndone: false };
  const done = change(++sequence, { history: { undo, redo: null } });
  publishChange(done);
  return done;
}

/** Presses a key where the focus is. */
function press(key: string, rest: KeyboardEventInit = {}): void {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...rest });
  (document.activeElement ?? document.body).dispatchEvent(event);
  flushSync();
}

const undo = () => press("z", { ctrlKey: true });

beforeEach(() => {
  core.calls.length = 0;
  window.addEventListener("keydown", handleKey);
  app.settings = { ...app.settings, searches: ["a", "b", "c"].map(saved) };
  searching.query = "";
});

afterEach(async () => {
  if (view !== null) await unmount(view);
  view = null;
  window.removeEventListener("keydown", handleKey);
  for (const { id } of toasts.list) toasts.dismiss(id);
  document.body.replaceChildren();
});

describe("a saved search", () => {
  beforeEach(() => {
    act(100 + sequence);
    view = mount(SearchPanel, { target: document.body });
    flushSync();
  });

  it("that is deleted gives the focus to the next one, and the last one to the field", async () => {
    runs()[1]?.focus();
    press("Delete");
    await vi.waitFor(() => expect(focused()).toBe("c"));
    expect(names()).toEqual(["a", "c"]);
    press("Delete");
    await vi.waitFor(() => expect(focused()).toBe("a"));
    press("Delete");
    await vi.waitFor(() => expect(document.activeElement).toBe(field()));
    expect(names()).toEqual([]);
  });

  it("is gone to from the empty field, and left to it", async () => {
    field()?.focus();
    press("ArrowDown");
    await vi.waitFor(() => expect(focused()).toBe("a"));
    press("ArrowUp");
    expect(document.activeElement).toBe(field());
  });

  it("that is deleted is what undoing is about until something else is done", async () => {
    runs()[1]?.focus();
    press("Delete");
    await vi.waitFor(() => expect(focused()).toBe("c"));
    expect(findAction("edit.undo")?.label()).toContain("Delete Saved Search");
    undo();
    await vi.waitFor(() => expect(names()).toEqual(["a", "b", "c"]));
    expect(core.calls).not.toContain("history_undo");
    undo();
    await vi.waitFor(() => expect(core.calls).toContain("history_undo"));

    runs()[0]?.focus();
    press("Delete");
    act(900 + sequence);
    undo();
    await vi.waitFor(() => expect(core.calls.filter((call) => call === "history_undo")).toHaveLength(2));
    expect(names()).toEqual(["b", "c"]);
  });

  it("is taken back from the field, too, where it was the last", async () => {
    app.settings = { ...app.settings, searches: [saved("a")] };
    flushSync();
    runs()[0]?.focus();
    press("Delete");
    await vi.waitFor(() => expect(document.activeElement).toBe(field()));
    undo();
    await vi.waitFor(() => expect(names()).toEqual(["a"]));
  });

  it("comes back alone, whatever was done to the others", () => {
    runs()[1]?.focus();
    press("Delete");
    searching.rename("c", "d");
    searching.query = "e";
    searching.save("e");
    toasts.list.at(-1)?.action?.run();
    expect(names()).toEqual(["a", "b", "d", "e"]);
  });
});

describe("a saved search that was saved over or renamed", () => {
  const queries = () => app.settings.searches.map(({ query }) => query);

  const taken = async (expected: string[]) => {
    findAction("edit.undo")?.run();
    await vi.waitFor(() => expect(queries()).toEqual(expected));
  };

  it("is what undoing is about", async () => {
    searching.query = "x";
    searching.save("b");
    expect(queries()).toEqual(["a", "c", "x"]);
    await taken(["a", "b", "c"]);
    searching.save("d");
    await taken(["a", "b", "c"]);
    searching.rename("a", "e");
    expect(names()).toEqual(["e", "b", "c"]);
    expect(findAction("edit.undo")?.label()).toContain("Rename Saved Search");
    findAction("edit.undo")?.run();
    await vi.waitFor(() => expect(names()).toEqual(["a", "b", "c"]));
    expect(core.calls).not.toContain("history_undo");
  });
});

describe("undoing in a field to search in", () => {
  let stop: () => void;
  beforeEach(() => {
    stop = typedHere.follow(globalThis.document);
    const document = { id: "d", onView: () => () => {}, onAnnotations: () => () => {}, view: {}, place: 0 };
    act(100 + sequence);
    view = mount(FindBar, { target: globalThis.document.body, props: { document: document as never } });
    flushSync();
    field("find-query")?.focus();
  });
  afterEach(() => stop());
  const type = () => {
    const query = field("find-query");
    if (query) query.value += "a";
    query?.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  };

  it("is about what was done with what it found", async () => {
    type();
    act(500 + sequence);
    undo();
    await vi.waitFor(() => expect(core.calls).toContain("history_undo"));
  });

  it("is about its words again once that is taken back, and the other way round", async () => {
    const older = 500 + sequence;
    act(older);
    const before = field("find-query")?.value;
    type();
    act(older + 1);
    // As the history tells of it once that is undone.
    act(older);
    undo();
    expect(field("find-query")?.value).toBe(before);
    expect(core.calls).not.toContain("history_undo");
    press("z", { ctrlKey: true, shiftKey: true });
    expect(field("find-query")?.value).toBe(`${before}a`);
  });

  it("is about its words where they were typed last", () => {
    act(500 + sequence);
    const before = field("find-query")?.value;
    type();
    undo();
    expect(field("find-query")?.value).toBe(before);
    expect(core.calls).not.toContain("history_undo");
  });
});
