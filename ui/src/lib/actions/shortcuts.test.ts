import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { app } from "../state/app.svelte";
import { OpenDocument } from "../state/document.svelte";
import type { DocumentView } from "../api/generated";
import { buildMenu } from "./menu";
import { registerReader, type ReaderCommands } from "./reader";
import { handleKey, notePress, runAction, runFromMenu } from "./shortcuts";
import { ACTIONS } from "./table";

vi.mock("../tauri/call", () => ({
  invokeApi: () => new Promise(() => {}),
  invokeShell: () => new Promise(() => {}),
}));

const ran: string[] = [];
let unregister = () => {};

function openDocument() {
  const summary = { id: "d", title: "題", language: "zh-Hant", characters: 0 };
  const view = {
    summary,
    revision: "r",
    text: "",
    blocks: [],
    speakers: [],
    sections: [],
    annotations: [],
    orphans: [],
    position: 0,
  };
  const document = new OpenDocument(view as unknown as DocumentView);
  document.selection = { start: 0, end: 1 };
  app.document = document;
  const note = (name: string) => () => void ran.push(name);
  const commands: ReaderCommands = {
    highlight: (colour) => ran.push(colour),
    underline: note("underline"),
    note: note("note"),
    tag: note("tag"),
    giveTag: (tag) => ran.push(`give ${tag}`),
    copyQuote: note("copy"),
    copyQuoteAs: note("copyAs"),
    nextAnnotation: note("next"),
    previousAnnotation: note("previous"),
    showPlace: note("place"),
    deleteActive: note("delete"),
    edit: note("edit"),
    resumeEdit: note("resumeEdit"),
    split: note("split"),
    join: (neighbour) => ran.push(neighbour),
    repeat: note("repeat"),
    hasCursor: false,
    toggleCursor: note("cursor"),
    changeSelection: (how) => ran.push(how),
    accept: note("accept"),
    at: () => 0,
    dismiss: note("dismiss"),
  };
  unregister = registerReader(commands);
}

function press(
  key: string,
  rest: KeyboardEventInit = {},
  target: HTMLElement = document.body,
): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...rest });
  target.addEventListener("keydown", (each) => handleKey(each as KeyboardEvent), { once: true });
  target.dispatchEvent(event);
  return event;
}

beforeEach(() => {
  ran.length = 0;
  vi.useFakeTimers({ toFake: ["performance"] });
  vi.advanceTimersByTime(10_000);
});

afterEach(() => {
  unregister();
  app.document = null;
  app.dialog = null;
  document.body.replaceChildren();
  vi.useRealTimers();
});

describe("a key press", () => {
  it("runs the action it stands for and goes no further", () => {
    openDocument();
    expect(press("2").defaultPrevented).toBe(true);
    expect(ran).toEqual(["red"]);
  });

  it("types a letter while one types in a field", () => {
    openDocument();
    const field = document.body.appendChild(document.createElement("textarea"));
    expect(press("u", {}, field).defaultPrevented).toBe(false);
    expect(ran).toEqual([]);
  });

  it("does nothing where the action is not possible", () => {
    openDocument();
    if (app.document !== null) app.document.selection = null;
    expect(press("1").defaultPrevented).toBe(false);
    expect(ran).toEqual([]);
  });

  it("does nothing behind a dialog, or within an input method", () => {
    openDocument();
    press("1", { isComposing: true });
    app.dialog = { kind: "settings" };
    press("1");
    runAction("annotate.note");
    expect(ran).toEqual([]);
  });
});

describe("a press that the native menu hears too", () => {
  it("runs the action once, whichever comes first", () => {
    openDocument();
    press("n");
    runFromMenu("annotate.note");
    expect(ran).toEqual(["note"]);
    runFromMenu("annotate.underline");
    press("u");
    expect(ran).toEqual(["note", "underline"]);
  });

  it("is not mistaken for a second press, or for the menu a moment later", () => {
    openDocument();
    press("n");
    press("n");
    vi.advanceTimersByTime(500);
    runFromMenu("annotate.note");
    expect(ran).toEqual(["note", "note", "note"]);
  });
});

describe("a press that the page has kept", () => {
  it("is not the menu's, which is what is chosen there a moment later", () => {
    openDocument();
    notePress(new KeyboardEvent("keydown", { key: "F2" }));
    runFromMenu("edit.paragraph");
    expect(ran).toEqual([]);
    runFromMenu("annotate.note");
    expect(ran).toEqual(["note"]);
    vi.advanceTimersByTime(500);
    runFromMenu("edit.paragraph");
    expect(ran).toEqual(["note", "edit"]);
  });
});

describe("the table of actions", () => {
  it("says of what is not possible why it is not, and of what is nothing", () => {
    const check = () => {
      for (const { id, isEnabled, why } of ACTIONS) expect(why() === null, id).toBe(isEnabled());
    };
    check();
    openDocument();
    check();
    expect(ACTIONS.find(({ id }) => id === "annotate.delete")?.why()).toBe("Open a highlight first");
  });

  it("has each id and each shortcut once", () => {
    const ids = ACTIONS.map(({ id }) => id);
    const shortcuts = ACTIONS.flatMap(({ shortcuts }) => shortcuts);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
  });

  it("gives every action with a menu a place in the native one", () => {
    const ids = JSON.stringify(buildMenu());
    for (const { id, menu } of ACTIONS) expect(ids.includes(`"${id}"`), id).toBe(menu !== null);
  });
});
