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
import FindBar from "./FindBar.svelte";
import SearchPanel from "./SearchPanel.svelte";

/** What was asked of the core. */
const core = vi.hoisted(() => ({ calls: [] as string[] }));
vi.mock("../../lib/tauri/call", () => ({
  invokeApi: async (command: string) => {
    core.calls.push(command);
    return { total: 0, documents: [], speakers: [], found: [], asideTotal: 0, asides: [] };
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

describe("undoing in a field to search in", () => {
  beforeEach(() => {
    const document = { id: "d", onView: () => () => {}, onAnnotations: () => () => {}, view: {}, place: 0 };
    act(100 + sequence);
    view = mount(FindBar, { target: globalThis.document.body, props: { document: document as never } });
    flushSync();
    field("find-query")?.focus();
  });
  const type = () => field("find-query")?.dispatchEvent(new Event("input"));

  it("is about what was done with what it found", async () => {
    type();
    act(500 + sequence);
    undo();
    await vi.waitFor(() => expect(core.calls).toContain("history_undo"));
  });

  it("is about its words where they were typed last", () => {
    const native = vi.fn(() => true);
    document.execCommand = native;
    act(500 + sequence);
    type();
    undo();
    expect(native).toHaveBeenCalledWith("undo");
    expect(core.calls).not.toContain("history_undo");
  });
});
