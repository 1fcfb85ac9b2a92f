import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refused } from "../../lib/api/refused";
import type { Commands, Template, TemplateRender } from "../../lib/api/generated";
import { setLocale } from "../../lib/messages/index.svelte";
import { app } from "../../lib/state/app.svelte";
import { lastDone } from "../../lib/state/lastDone.svelte";
import { freeName, templates } from "../../lib/state/templates.svelte";
import { toasts } from "../../lib/state/toasts.svelte";
import { PAUSE_MS, SHOWN } from "./preview.svelte";
import ExportDialog from "./ExportDialog.svelte";

type Rendered = Commands["template_render"]["response"];

/** The core: the user's own templates, what was asked of it, and how it renders. */
const core = vi.hoisted(() => ({
  own: [] as Template[],
  calls: [] as { command: string; request: Record<string, unknown> }[],
  render: (_request: unknown): unknown => null,
  clipboard: "",
}));

vi.mock("../../lib/tauri/events", () => ({ onProgress: async () => () => {} }));
vi.mock("../../lib/tauri/call", () => ({
  invokeApi: async (command: string, request: Record<string, unknown>) => {
    core.calls.push({ command, request });
    const at = core.own.findIndex(({ name }) => name === request["name"]);
    const own = core.own[at];
    switch (command) {
      case "template_list":
        return {
          templates: [BUILT_IN, ...core.own.toSorted((one, other) => (one.name < other.name ? -1 : 1))],
          variables: [{ path: "documents[].title", about: "Its `title`" }],
        };
      case "template_save": {
        if (own !== undefined && request["overwrite"] !== true) throw refused("template-exists", {});
        const { name, kind, source } = request as unknown as Template;
        const made = { name, kind, source, isBuiltIn: false };
        core.own.splice(at === -1 ? core.own.length : at, at === -1 ? 0 : 1, made);
        return made;
      }
      case "template_rename": {
        const to = String(request["to"]);
        if (own === undefined || core.own.some(({ name }) => name === to))
          throw refused("template-exists", {});
        core.own[at] = { ...own, name: to };
        return core.own[at];
      }
      case "template_delete":
        core.own.splice(at, 1);
        return own;
      case "template_render":
        return core.render(request);
      case "template_export":
        return { path: `/home/${String(request["path"])}`, bytes: 1 };
    }
    return new Promise(() => {});
  },
  invokeShell: async (command: string, request: Record<string, string>) => {
    if (command === "clipboard_write") core.clipboard = request["text"] ?? "";
    return command === "pick_save" ? `picked.${request["format"]}` : undefined;
  },
}));

const BUILT_IN: Template = { name: "quote-list", kind: "text", source: "one\ntwo", isBuiltIn: true };
const own = (name: string, source = name): Template => ({ name, kind: "markdown", source, isBuiltIn: false });

function refused(code: string, params: Record<string, string>): Refused {
  return new Refused({ code, params, message: code, hint: null });
}

/** What a template says, whether it is kept or only typed. */
function sourceOf({ template }: TemplateRender): string {
  if (template.by === "source") return template.source;
  return [BUILT_IN, ...core.own].find(({ name }) => name === template.name)?.source ?? "";
}

function rendered(text: string): Rendered {
  return { text, characters: text.length, fileName: "a.md", mediaType: "text/markdown" };
}

const annotation = (id: string) => ({ id });
const filter = { isActive: false };
const matching = { standing: [annotation("a")], orphans: [] };
const opened = {
  id: "d",
  annotations: [annotation("a"), annotation("b")],
  orphans: [],
  filter,
  matching,
  view: { revision: "r" },
};

let view: Record<string, unknown> | null = null;

function element<E extends HTMLElement = HTMLElement>(id: string): E {
  const found = document.querySelector<E>(`[data-testid=${id}]`);
  if (found === null) throw new Error(`no ${id}`);
  return found;
}
const shows = (id: string) => document.querySelector(`[data-testid=${id}]`) !== null;
const source = () => element<HTMLTextAreaElement>("template-source");
const preview = () => element("template-preview").textContent;
const names = () =>
  [...document.querySelectorAll<HTMLElement>("[data-testid=template]")].map((one) => one.dataset["name"]);
const choose = (name: string) => {
  document.querySelector<HTMLElement>(`[data-testid=template][data-name="${name}"]`)?.click();
  flushSync();
};

function type(text: string) {
  source().value = text;
  source().dispatchEvent(new InputEvent("input", { bubbles: true }));
  flushSync();
}

function press(key: string, rest: KeyboardEventInit = {}) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...rest });
  (document.activeElement ?? document.body).dispatchEvent(event);
  flushSync();
}

async function open() {
  view = mount(ExportDialog, {
    target: document.body,
    props: { document: opened as never, chosen: [], onclose: () => undefined },
  });
  flushSync();
  element("export-format-template").click();
  await vi.waitFor(() => expect(shows("template-source")).toBe(true));
  await vi.waitFor(() => expect(document.activeElement).toBe(document.querySelector("[aria-current=true]")));
}

/** What the template was last asked to make something of. */
const asked = () => core.calls.findLast(({ command }) => command === "template_render")?.request;

beforeEach(() => {
  core.own = [own("b"), own("a")];
  core.calls = [];
  core.render = (request) => rendered(`made of ${sourceOf(request as TemplateRender)}`);
  filter.isActive = false;
  templates.list = [];
  templates.wanted = "";
});

afterEach(async () => {
  if (view !== null) await unmount(view);
  view = null;
  setLocale("en");
  app.readOnly = null;
  for (const { id } of toasts.list) toasts.dismiss(id);
  for (const one of templates.list) templates.type(one, one);
  document.body.replaceChildren();
});

describe("choosing a template", () => {
  it("shows those there are, and what the chosen one makes of the interview", async () => {
    await open();
    expect(names()).toEqual(["quote-list", "a", "b"]);
    await vi.waitFor(() => expect(preview()).toBe("made of one\ntwo"));
    expect(asked()).toEqual({
      template: { by: "name", name: "quote-list" },
      documents: [{ document: "d", annotations: null }],
      limit: SHOWN,
    });
    expect(source().readOnly).toBe(true);
    press("End");
    await vi.waitFor(() => expect(preview()).toBe("made of b"));
    expect((document.activeElement as HTMLElement).dataset["name"]).toBe("b");
    expect(source().readOnly).toBe(false);
  });

  it("makes of the interview what the filter shows", async () => {
    filter.isActive = true;
    await open();
    await vi.waitFor(() => expect(asked()?.["documents"]).toEqual([{ document: "d", annotations: ["a"] }]));
    element("export-all").click();
    flushSync();
    await vi.waitFor(() => expect(asked()?.["documents"]).toEqual([{ document: "d", annotations: null }]));
  });

  it("is left for the formats, which have the focus again", async () => {
    await open();
    element("export-formats").click();
    await vi.waitFor(() => expect(document.activeElement).toBe(element("export-format-template")));
  });
});

describe("the preview", () => {
  it("follows what is typed after a pause, and the newest answer wins", async () => {
    await open();
    choose("a");
    await vi.waitFor(() => expect(preview()).toBe("made of a"));
    vi.useFakeTimers();
    const answers: ((answer: Rendered) => void)[] = [];
    core.render = () => new Promise((resolve) => answers.push(resolve));
    try {
      type("x");
      type("xy");
      vi.advanceTimersByTime(PAUSE_MS - 1);
      expect(answers).toHaveLength(0);
      await vi.advanceTimersByTimeAsync(1);
      expect(asked()?.["template"]).toEqual({ by: "source", name: "a", kind: "markdown", source: "xy" });
      type("xyz");
      await vi.advanceTimersByTimeAsync(PAUSE_MS);
      expect(answers).toHaveLength(2);
      answers[1]?.(rendered("new"));
      answers[0]?.(rendered("old"));
      await vi.advanceTimersByTimeAsync(1);
    } finally {
      vi.useRealTimers();
    }
    expect(preview()).toBe("new");
  });

  it("says what is wrong and marks its line, and stays as it was", async () => {
    await open();
    choose("a");
    await vi.waitFor(() => expect(preview()).toBe("made of a"));
    core.render = () => {
      throw refused("bad-template", { template: "a", line: "2", problem: "undefined", detail: "titel" });
    };
    type("first\n{{ titel }}");
    await vi.waitFor(() => expect(element("template-mistake").textContent).toContain("there is no “titel”"));
    expect(element("template-wrong-line").dataset["line"]).toBe("2");
    expect(source().getAttribute("aria-invalid")).toBe("true");
    expect(preview()).toBe("made of a");
    element("template-mistake").querySelector("button")?.click();
    expect(document.activeElement).toBe(source());
    expect(source().value.slice(source().selectionStart, source().selectionEnd)).toBe("{{ titel }}");
    setLocale("zh-Hant");
    core.render = (request) => rendered(sourceOf(request as TemplateRender));
    type("first");
    await vi.waitFor(() => expect(preview()).toBe("first"));
    expect(shows("template-wrong-line")).toBe(false);
    expect(element("template-mistake").textContent?.trim()).toBe("");
  });

  it("says where it is only the beginning", async () => {
    core.render = () => ({ ...rendered("beginning"), characters: SHOWN + 1 });
    await open();
    await vi.waitFor(() =>
      expect(document.body.textContent).toContain("The first 20,000 of 20,001 characters"),
    );
  });
});

describe("a template of one's own", () => {
  it("begins as another one, gets a name, and is saved", async () => {
    await open();
    element("template-duplicate").click();
    await vi.waitFor(() => expect(shows("template-name")).toBe(true));
    expect(core.own.at(-1)).toEqual({ ...BUILT_IN, name: "quote-list 2", isBuiltIn: false });
    element<HTMLInputElement>("template-name").value = " mine ";
    element("template-name").focus();
    press("Enter");
    await vi.waitFor(() => expect(names()).toContain("mine"));
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset["name"]).toBe("mine"));

    expect(shows("template-unsaved")).toBe(false);
    type("changed");
    expect(shows("template-unsaved")).toBe(true);
    source().focus();
    press("s", { ctrlKey: true });
    await vi.waitFor(() => expect(shows("template-unsaved")).toBe(false));
    expect(core.own.find(({ name }) => name === "mine")?.source).toBe("changed");
    expect(lastDone.aside?.label()).toBe("Save Template");
    lastDone.takeBack();
    await vi.waitFor(() => expect(source().value).toBe("one\ntwo"));
  });

  it("keeps its name where another one has the new one", async () => {
    await open();
    choose("a");
    document.querySelector<HTMLElement>("[data-name=a]")?.focus();
    press("F2");
    await vi.waitFor(() => expect(shows("template-name")).toBe(true));
    element<HTMLInputElement>("template-name").value = "b";
    element("template-name").focus();
    press("Enter");
    await vi.waitFor(() => expect(toasts.list.at(-1)?.tone).toBe("error"));
    expect(names()).toEqual(["quote-list", "a", "b"]);
    expect(shows("template-name")).toBe(true);
  });

  it("that is deleted comes back with what was typed in it", async () => {
    await open();
    choose("a");
    type("typed");
    document.querySelector<HTMLElement>("[data-name=a]")?.focus();
    press("Delete");
    await vi.waitFor(() => expect(names()).toEqual(["quote-list", "b"]));
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset["name"]).toBe("b"));
    expect(element("template-undo").textContent?.trim()).toBe("Undo Delete Template");
    press("z", { ctrlKey: true });
    await vi.waitFor(() => expect(names()).toEqual(["quote-list", "a", "b"]));
    await vi.waitFor(() => expect(source().value).toBe("typed"));
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset["name"]).toBe("a"));
    expect(shows("template-undo")).toBe(false);
    expect(core.own.find(({ name }) => name === "a")?.source).toBe("a");
  });

  it("that is built in stays, whatever key is pressed", async () => {
    await open();
    press("Delete");
    press("F2");
    expect(names()).toEqual(["quote-list", "a", "b"]);
    expect(shows("template-name")).toBe(false);
    expect(core.calls.some(({ command }) => command === "template_delete")).toBe(false);
  });

  it("keeps what is typed while the dialog is closed", async () => {
    await open();
    choose("a");
    type("typed");
    if (view !== null) await unmount(view);
    document.body.replaceChildren();
    await open();
    expect(source().value).toBe("typed");
    expect(core.own.find(({ name }) => name === "a")?.source).toBe("a");
  });

  it("takes a variable at the cursor", async () => {
    await open();
    choose("a");
    type("<>");
    source().setSelectionRange(1, 1);
    element<HTMLInputElement>("template-beside-variables").click();
    flushSync();
    const rows = [...document.querySelectorAll<HTMLElement>("[data-testid=template-variable]")];
    expect(rows.map((row) => row.textContent?.trim())).toEqual([
      "for document in documents For each of them",
      "document.title Its title",
    ]);
    rows[1]?.click();
    await vi.waitFor(() => expect(source().value).toBe("<{{ document.title }}>"));
    expect(document.activeElement).toBe(source());
    expect(source().selectionStart).toBe("<{{ document.title }}".length);
  });
});

describe("exporting by a template", () => {
  it("writes what is typed, and copies it", async () => {
    await open();
    choose("b");
    type("typed");
    const template = { by: "source", name: "b", kind: "markdown", source: "typed" };
    element("export-save").click();
    await vi.waitFor(() => expect(core.calls.at(-1)?.command).toBe("template_export"));
    expect(core.calls.at(-1)?.request).toEqual({
      template,
      documents: [{ document: "d", annotations: null }],
      path: "picked.md",
      overwrite: true,
    });
    core.render = (request) => rendered((request as TemplateRender).limit === null ? "whole" : "part");
    await vi.waitFor(() => expect(element<HTMLButtonElement>("export-copy").disabled).toBe(false));
    element("export-copy").click();
    await vi.waitFor(() => expect(core.clipboard).toBe("whole"));
  });
});

it("a copy has a name that none has", () => {
  expect(freeName("a", new Set(["a"]))).toBe("a 2");
  expect(freeName("a 2", new Set(["a", "a 2", "a 3"]))).toBe("a 4");
});
