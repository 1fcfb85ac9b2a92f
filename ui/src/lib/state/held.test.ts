import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DocumentSummary } from "../api/generated";
import type { Held } from "../tauri/native";
import { app } from "./app.svelte";
import { codebookView } from "./codebookView.svelte";
import { definitions } from "./definitions.svelte";
import { edits } from "./edits.svelte";
import { beginHolding, HOLD_MS, takeBackHeld } from "./held.svelte";
import { forgetNotes, noteDraft, saveNote } from "./notes.svelte";
import { toasts } from "./toasts.svelte";

/** What the shell keeps, and what the core was asked to save. */
const shell = vi.hoisted(() => ({
  kept: null as Held | null,
  notes: [] as string[],
  asked: [] as unknown[],
}));
vi.mock("../tauri/call", () => ({
  invokeShell: async (command: string, args: { held: Held }) => {
    if (command === "page_hold") shell.kept = args.held;
    return command === "page_held" ? shell.kept : undefined;
  },
  invokeApi: async (command: string, request: { note: string }) => {
    shell.asked.push([command, request]);
    if (command === "tag_list") return [{ id: "g", parent: null, name: "慢", path: "慢" }];
    if (command === "annotation_set_note") shell.notes.push(request.note);
    if (command !== "document_open") return { change: null };
    const summary = { id: "d", title: "題", language: "zh-Hant", characters: 9, readAt: 1 };
    const annotation = { id: "a", document: "d", start: 0, end: 1, note: "", style: {} };
    const rest = { revision: "r", text: "一二三", blocks: [], speakers: [], sections: [], position: 0 };
    return { summary, annotations: [annotation], orphans: [], ...rest };
  },
}));

beforeEach(() => {
  vi.useFakeTimers();
  shell.kept = null;
  shell.notes = [];
  shell.asked = [];
});
afterEach(async () => {
  forgetNotes(["a"]);
  await app.close();
  vi.useRealTimers();
});

describe("what is typed", () => {
  it("is with the shell a quarter of a second later, before it is on disk, and no longer once it is", async () => {
    const stop = beginHolding();
    await vi.advanceTimersByTimeAsync(HOLD_MS);
    saveNote("a", "硃");
    await vi.advanceTimersByTimeAsync(HOLD_MS / 2);
    saveNote("a", "硃批");
    await vi.advanceTimersByTimeAsync(HOLD_MS);
    expect(shell.kept?.drafts).toEqual([{ what: "note", annotation: "a", note: "硃批", joinKey: "" }]);
    expect(shell.notes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(shell.notes).toEqual(["硃批"]);
    expect(shell.kept?.drafts).toEqual([]);
    stop();
  });
});

describe("a page that comes after a crash", () => {
  it("has the document, the place, the open card and what was typed", async () => {
    const drafts = [{ what: "note" as const, annotation: "a", note: "未存", joinKey: "" }];
    shell.kept = {
      document: "d",
      place: 2,
      active: "a",
      edit: null,
      isTyping: false,
      codebook: null,
      drafts,
      wishes: [],
    };
    await takeBackHeld();
    expect([app.document?.id, app.document?.place, app.document?.active]).toEqual(["d", 2, "a"]);
    expect(noteDraft("a")).toBe("未存");
    await vi.advanceTimersByTimeAsync(1000);
    expect(shell.notes).toEqual(["未存"]);
    expect(toasts.list).toHaveLength(1);
  });

  it("has the codebook open at its tag, with the definition that was being typed", async () => {
    const stop = beginHolding();
    codebookView.open("g");
    definitions.type("g", "慢慢地");
    await vi.advanceTimersByTimeAsync(HOLD_MS);
    stop();
    codebookView.close();
    definitions.forget("g");
    await takeBackHeld();
    expect([codebookView.isOpen, codebookView.current]).toEqual([true, "g"]);
    await vi.advanceTimersByTimeAsync(1000);
    const saved = { tag: "g", definition: "慢慢地", joinKey: expect.any(String) as string };
    expect(shell.asked).toContainEqual(["tag_define", saved]);
    codebookView.close();
  });

  it("goes on with what waited to be saved", async () => {
    const request = { name: "theme", value: "dark" };
    const wishes = [{ key: "setting:theme", kind: "setting", command: "setting_set", request }];
    shell.kept = {
      document: "d",
      place: 2,
      active: null,
      edit: null,
      isTyping: false,
      codebook: null,
      drafts: [],
      wishes,
    };
    await takeBackHeld();
    expect(shell.asked).toContainEqual(["setting_set", request]);
  });

  it("is as it always is when there was none", async () => {
    await takeBackHeld();
    expect(app.document).toBeNull();
  });
});

describe("a paragraph that was being corrected when the app was ended", () => {
  const splices = [{ start: 0, removed: 0, inserted: "零" }];
  const edit = {
    document: "d",
    revision: "r",
    start: 0,
    original: "一二三",
    text: "零一二三",
    splices,
    isFound: true,
  };
  const found = {
    document: null,
    place: 0,
    active: null,
    edit,
    isTyping: false,
    codebook: null,
    drafts: [],
    wishes: [],
  };

  it("is offered where it was typed, and not saved", async () => {
    const summary = { id: "d" } as DocumentSummary;
    app.documents.replace([summary], 0);
    shell.kept = found;
    await takeBackHeld();
    expect([app.document?.id, edits.current?.state, edits.current?.text]).toEqual(["d", "found", "零一二三"]);
    await app.close();
    expect(shell.asked.map((each) => (each as [string])[0])).not.toContain("block_edit");
    expect(edits.current?.state).toBe("found");
    edits.leave();
  });

  it("is still there to be copied when its document is not", async () => {
    app.documents.replace([], 0);
    shell.kept = found;
    const before = toasts.list.length;
    await takeBackHeld();
    expect([edits.current, app.document, toasts.list.length]).toEqual([null, null, before + 1]);
  });
});
