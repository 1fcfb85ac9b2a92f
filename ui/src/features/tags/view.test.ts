import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Tag } from "../../lib/api/generated";
import { codebook } from "../../lib/state/codebook.svelte";
import { codebookView } from "../../lib/state/codebookView.svelte";
import { OpenDocument } from "../../lib/state/document.svelte";
import type { DocumentView } from "../../lib/api/generated";
import { tagging, type Placing } from "../../lib/state/tagging.svelte";
import { change, tag } from "../../lib/state/testing";
import CodebookView from "./CodebookView.svelte";
import TagPicker from "./TagPicker.svelte";

/** What was asked of the core, and what it answers, by command. */
const core = vi.hoisted(() => ({
  calls: [] as { command: string; request: Record<string, unknown> }[],
  answers: {} as Record<string, unknown>,
}));
vi.mock("../../lib/tauri/call", () => ({
  invokeApi: async (command: string, request: Record<string, unknown>) => {
    core.calls.push({ command, request });
    return core.answers[command] ?? {};
  },
  invokeShell: () => new Promise(() => {}),
}));

let sequence = 0;
const hold = (...tags: Tag[]) => codebook.apply(change(++sequence, { codebook: tags }));

const settle = async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  flushSync();
};
const find = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const all = (id: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
const press = (element: Element | null, key: string, rest: KeyboardEventInit = {}) => {
  element?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...rest }));
  flushSync();
};
const asked = (command: string) =>
  core.calls.filter((call) => call.command === command).map(({ request }) => request);

let view: Record<string, unknown> | null = null;

beforeEach(() => {
  core.calls.length = 0;
  core.answers = {
    tag_count: [],
    annotation_find: { total: 0, found: [] },
    text_variants: { pairs: "" },
    tag_give: { tags: ["a"], change: null },
  };
});

afterEach(async () => {
  if (view !== null) await unmount(view);
  view = null;
  tagging.request = null;
  codebookView.current = null;
  document.body.replaceChildren();
});

describe("the codebook", () => {
  it("is walked, renamed and merged by keys", async () => {
    hold(tag("a"), tag("b", "a"), tag("c"));
    view = mount(CodebookView, { target: document.body });
    await settle();
    expect(all("tag-row").map((row) => row.dataset["tag"])).toEqual(["a", "b", "c"]);
    const tree = find("tag-tree");
    press(tree, "ArrowDown");
    expect(codebookView.current).toBe("b");
    press(tree, "ArrowLeft");
    press(tree, "ArrowLeft");
    expect(all("tag-row").map((row) => row.dataset["tag"])).toEqual(["a", "c"]);
    press(tree, "ArrowRight");
    press(tree, "c");
    expect(codebookView.current).toBe("c");
    press(tree, "F2");
    const field = find("tag-name") as HTMLInputElement;
    field.value = "d";
    press(field, "Enter", { isComposing: true });
    expect(asked("tag_rename")).toEqual([]);
    press(field, "Enter");
    await settle();
    expect(asked("tag_rename")).toEqual([{ tag: "c", name: "d" }]);
    press(tree, " ");
    press(tree, "ArrowUp");
    press(tree, " ");
    find("merge-chosen")?.click();
    flushSync();
    expect(all("choose-option")).toHaveLength(3);
    press(find("choose-query"), "Enter");
    await settle();
    expect(asked("tag_merge")).toEqual([{ tags: ["b", "c"], into: "a" }]);
  });

  it("goes back to the row of a tag from its definition, which is saved", async () => {
    hold(tag("a"), tag("b"));
    codebookView.show("b");
    view = mount(CodebookView, { target: document.body });
    await settle();
    const field = find("tag-definition") as HTMLTextAreaElement;
    field.focus();
    field.value = "意思";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    press(field, "Escape");
    await vi.waitFor(() => expect((document.activeElement as HTMLElement).dataset["tag"]).toBe("b"));
    await vi.waitFor(() => expect(asked("tag_define")).toMatchObject([{ tag: "b", definition: "意思" }]));
  });

  it("moves a tag with Alt and the arrows, and asks before it deletes one", async () => {
    hold(tag("a"), tag("b", "a"), tag("c"));
    codebookView.show("c");
    view = mount(CodebookView, { target: document.body });
    await settle();
    press(find("tag-tree"), "ArrowRight", { altKey: true });
    await settle();
    expect(asked("tag_move")).toEqual([{ tags: ["c"], parent: "a", before: null }]);
    codebookView.show("a");
    press(find("tag-tree"), "Delete");
    find("delete-with-children")?.click();
    flushSync();
    find("delete-tags-accept")?.closest("form")?.requestSubmit();
    await settle();
    expect(asked("tag_delete")).toEqual([{ tags: ["a"], withChildren: true }]);
  });

  it("moves, merges and deletes several tags that are chosen, each in one command", async () => {
    hold(tag("a"), tag("b"), tag("c"), tag("d"));
    codebookView.show("b");
    view = mount(CodebookView, { target: document.body });
    await settle();
    const tree = find("tag-tree");
    press(tree, "ArrowDown", { shiftKey: true });
    const isChosen = (row: HTMLElement) =>
      row.getAttribute("aria-selected") === "true" && row.classList.contains("chosen");
    const chosen = () => all("tag-row").filter(isChosen);
    expect(chosen().map((row) => row.dataset["tag"])).toEqual(["b", "c"]);
    press(tree, "ArrowUp", { altKey: true });
    await settle();
    press(tree, "u", { ctrlKey: true });
    expect(all("choose-option")).toHaveLength(3);
    press(find("choose-query"), "ArrowDown");
    press(find("choose-query"), "Enter");
    await settle();
    expect(asked("tag_move")).toEqual([
      { tags: ["b", "c"], parent: null, before: "a" },
      { tags: ["b", "c"], parent: "a", before: null },
    ]);
    press(tree, "j", { ctrlKey: true });
    find("dialog-close")?.click();
    flushSync();
    press(tree, "ArrowDown");
    press(tree, " ");
    press(tree, "Delete");
    find("delete-tags-accept")?.closest("form")?.requestSubmit();
    await settle();
    expect(asked("tag_merge")).toEqual([]);
    expect(asked("tag_delete")).toEqual([{ tags: ["b", "c", "d"], withChildren: false }]);
  });

  it("adds what is clicked with Ctrl or Shift to what is chosen", async () => {
    hold(tag("a"), tag("b"), tag("c"), tag("d"), tag("e"));
    codebookView.show("a");
    view = mount(CodebookView, { target: document.body });
    await settle();
    const click = (id: string, rest: PointerEventInit = {}) => {
      const row = all("tag-row").find((each) => each.dataset["tag"] === id);
      row?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, button: 0, ...rest }));
      row?.dispatchEvent(new PointerEvent("pointerup", { bubbles: true, button: 0, ...rest }));
      flushSync();
    };
    const chosen = () =>
      all("tag-row").flatMap((row) => (row.classList.contains("chosen") ? [row.dataset["tag"]] : []));
    click("c", { ctrlKey: true });
    expect(chosen()).toEqual(["a", "c"]);
    click("e", { shiftKey: true, ctrlKey: true });
    expect(chosen()).toEqual(["a", "c", "d", "e"]);
    click("d", { ctrlKey: true });
    expect(chosen()).toEqual(["a", "c", "e"]);
    click("b", { shiftKey: true });
    expect(chosen()).toEqual(["b", "c", "d"]);
    click("c");
    expect(chosen()).toEqual([]);
    expect(codebookView.current).toBe("c");
  });

  it("that is empty offers the first tag", async () => {
    hold();
    view = mount(CodebookView, { target: document.body });
    await settle();
    find("first-tag")?.click();
    flushSync();
    const field = find("tag-name") as HTMLInputElement;
    field.value = "新";
    press(field, "Enter");
    await settle();
    expect(asked("tag_create")).toMatchObject([{ name: "新", parent: null }]);
  });
});

describe("the picker", () => {
  function open(annotations: string[], place: Placing = () => ({ left: 0, top: 0, side: "below" })) {
    const annotation = { id: "x", start: 0, end: 2, tags: ["b"], state: "anchored" };
    const summary = { id: "d" };
    const opened = new OpenDocument({
      summary,
      text: "文字",
      blocks: [],
      annotations: [annotation],
      orphans: [],
      position: 0,
    } as unknown as DocumentView);
    tagging.open({
      document: opened,
      annotations,
      span: annotations.length === 0 ? { start: 0, end: 2 } : null,
      colour: "yellow",
      place,
      onclose: () => {},
    });
    if (tagging.request === null) throw new Error("not open");
    view = mount(TagPicker, { target: document.body, props: { request: tagging.request } });
    flushSync();
  }

  function type(text: string) {
    const field = find("tag-query") as HTMLInputElement;
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    flushSync();
    return field;
  }

  it("is lower rather than over what it is about", () => {
    hold(tag("a"));
    open(["x"], ({ height }) => ({ left: 0, top: 40, side: height > 260 ? "inside" : "above" }));
    expect(find("tag-picker")?.style.height).toBe("260px");
  });

  it("gives the tag that Enter is on, and takes the last one with Backspace", async () => {
    hold(tag("a"), tag("b"));
    open(["x"]);
    expect(all("tag-chip").map((chip) => chip.dataset["tag"])).toEqual(["b"]);
    expect(all("tag-option")).toHaveLength(1);
    press(find("tag-query"), "Backspace");
    await settle();
    expect(asked("tag_take")).toEqual([{ annotations: ["x"], tags: ["b"] }]);
    press(type("a"), "Enter");
    await settle();
    expect(asked("tag_give")).toEqual([{ annotations: ["x"], tags: ["a"] }]);
    expect(tagging.request).toBeNull();
  });

  it("makes a highlight with a new tag of a passage, in one command", async () => {
    hold(tag("a"));
    core.answers["annotation_create"] = { annotation: { id: "y", tags: ["n"] }, isNew: true, change: null };
    open([]);
    const field = type("a／新");
    expect(all("tag-option").at(-1)?.textContent).toContain("a/新");
    press(field, "Enter", { shiftKey: true });
    await settle();
    expect(asked("annotation_create")).toMatchObject([{ document: "d", start: 0, end: 2, tags: ["/a/新"] }]);
    expect(asked("tag_give")).toEqual([]);
  });
});
