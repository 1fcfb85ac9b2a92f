import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refused } from "../api/client";
import type { Annotation, ChangeEvent, DocumentView, HistoryEntry } from "../api/generated";
import { app } from "./app.svelte";
import { publishChange } from "./changes";
import { flushNotes, noteState, saveNote } from "./notes.svelte";
import { change as nextChange } from "./testing";
import { toasts } from "./toasts.svelte";

/** What the core answers, by command; the test changes it as another process would. */
const core = vi.hoisted(() => ({
  calls: [] as string[],
  answers: {} as Record<string, () => unknown>,
}));
vi.mock("../tauri/call", () => ({
  invokeApi: async (command: string) => {
    core.calls.push(command);
    return core.answers[command]?.() ?? {};
  },
  invokeShell: () => new Promise(() => {}),
}));

/** The app is one for all tests, and sequences only grow. */
let sequence = 0;

const change = (rest: Partial<ChangeEvent> = {}): ChangeEvent =>
  nextChange(++sequence, { action: "annotation-create", ...rest });

const outside = (rest: Partial<ChangeEvent> = {}) =>
  change({ origin: "outside", action: "", reload: true, ...rest });

const entry = (id: number): HistoryEntry => ({
  id,
  action: "annotation-create",
  subject: `step ${id}`,
  at: 0,
  isUndone: false,
});

function annotation(id: string): Annotation {
  const style = { mark: "fill", colour: "yellow" } as const;
  return {
    id,
    document: "d",
    start: 0,
    end: 1,
    quote: "",
    style,
    note: "",
    state: "anchored",
    original: null,
    reason: null,
    tags: [],
    madeOn: "r",
    createdAt: 0,
    modifiedAt: 0,
  };
}

function view(annotations: Annotation[] = [], title = "題"): DocumentView {
  const summary = { id: "d", title, language: "zh-Hant", characters: 1, readAt: 1 };
  const rest = { revision: "r", text: "一", blocks: [], speakers: [], sections: [], position: 0 };
  return { summary, annotations, orphans: [], ...rest } as unknown as DocumentView;
}

function refuse(code: string): never {
  throw Refused.from({ code, message: code, params: {}, hint: null });
}

const callsOf = (command: string) => core.calls.filter((each) => each === command).length;

beforeEach(() => {
  core.answers = { document_list: () => [], document_open: () => view() };
  core.calls.length = 0;
});

afterEach(async () => {
  await app.close();
  app.dialog = null;
  for (const { id } of toasts.list) toasts.dismiss(id);
});

describe("changes of another process", () => {
  it("are each followed by the list, the document and the history, after an own one too", async () => {
    await app.open("d");
    core.calls.length = 0;
    publishChange(change({ annotations: [annotation("own")] }));
    for (const round of [1, 2]) {
      core.answers["document_open"] = () => view([annotation(`outside ${round}`)]);
      core.answers["document_list"] = () => [{ id: `list ${round}` }];
      const history = { undo: entry(round), redo: null };
      publishChange(outside({ history }));
      // Undo and redo show it at once; that it is another object makes the history panel ask again.
      expect(app.history).toBe(history);
      await vi.waitFor(() => {
        expect(app.document?.annotations.map(({ id }) => id)).toEqual([`outside ${round}`]);
        expect(app.documents.list.map(({ id }) => id)).toEqual([`list ${round}`]);
      });
    }
    expect([callsOf("document_open"), callsOf("document_list")]).toEqual([2, 2]);
  });

  it("that delete the open document lead back to the library, and say so", async () => {
    core.answers["document_open"] = () => view([annotation("a")]);
    await app.open("d");
    app.dialog = { kind: "export", chosen: [] };
    saveNote("a", "typed");
    core.answers["document_open"] = () => refuse("no-such-document");
    publishChange(outside());
    await vi.waitFor(() => expect(app.document).toBeNull());
    expect(app.dialog).toBeNull();
    expect(toasts.list).toHaveLength(1);
    expect(noteState("a")).toBe("idle");
  });

  it("that opening itself makes do not hide what it has mended", async () => {
    core.answers["document_open"] = () => {
      // What was mended comes as a change before the answer, and asks anew: then everything is sound.
      core.answers["document_open"] = () => view([annotation("a")]);
      publishChange(change({ annotations: [annotation("a")] }));
      const trouble = { isTextDamaged: false, found: 1, lost: 0, astray: 0 };
      return { ...view([annotation("a")]), trouble };
    };
    await app.open("d");
    expect(callsOf("document_open")).toBe(2);
    expect(toasts.list).toHaveLength(1);
  });

  it("that cannot be read leave the document open", async () => {
    await app.open("d");
    core.answers["document_open"] = () => refuse("library-busy");
    publishChange(outside());
    await vi.waitFor(() => expect(callsOf("document_open")).toBe(2));
    core.answers["document_open"] = () => view([], "再試");
    publishChange(change());
    await vi.waitFor(() => expect(app.document?.summary.title).toBe("再試"));
  });

  it("that delete an annotation do not leave its unsaved note behind to keep the window open", async () => {
    core.answers["document_open"] = () => view([annotation("a"), annotation("b")]);
    core.answers["annotation_set_note"] = () => refuse("library-busy");
    await app.open("d");
    saveNote("a", "typed");
    saveNote("b", "typed");
    expect(await flushNotes()).toBe(false);
    core.answers["document_open"] = () => view([annotation("b")]);
    publishChange(outside());
    await vi.waitFor(() => expect(noteState("a")).toBe("idle"));
    expect(noteState("b")).toBe("failed");

    // The same when the refusal is how it comes to light.
    core.answers["annotation_set_note"] = () => refuse("no-such-annotation");
    expect(await flushNotes()).toBe(true);
  });
});

describe("opening a document", () => {
  it("asks again when something changed while the answer was under way", async () => {
    const titles = ["before", "after"];
    core.answers["document_open"] = () => {
      const title = titles.shift();
      if (title === "before") publishChange(change({ structure: ["d"] }));
      return view([], title);
    };
    await app.open("d");
    expect(app.document?.summary.title).toBe("after");
  });

  it("does not take a change again that the answer holds", async () => {
    const late = change({ annotations: [annotation("deleted since")] });
    publishChange(change({ removedAnnotations: [{ id: "deleted since", document: "d" }] }));
    await app.open("d");
    publishChange(late);
    expect(app.document?.annotations).toEqual([]);
  });
});

it("an interview that cannot be read leads to the check of the library", async () => {
  core.answers["document_open"] = () => refuse("library-failed");
  await app.open("d");
  const [toast] = toasts.list;
  expect([toast?.tone, toast?.action?.label]).toEqual(["error", "Check library"]);
  toast?.action?.run();
  expect(app.dialog).toEqual({ kind: "library" });
  app.dialog = null;
});
