import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { registerReader } from "$lib/actions/reader";
import { handleKey } from "$lib/actions/shortcuts";
import type { Annotation, AnnotationCreate, DocumentView } from "$lib/api/generated";
import { app } from "$lib/state/app.svelte";
import { publishChange, subscribeToChanges } from "$lib/state/changes";
import { OpenDocument } from "$lib/state/document.svelte";
import { tagging } from "$lib/state/tagging.svelte";
import { change } from "$lib/state/testing";
import { handlePageKey } from "./keyboard";
import NoteMarkers from "./NoteMarkers.svelte";
import type { ReadingPage } from "./page";
import { Reading } from "./reading.svelte";

/** What was asked of the core, and what it answers, by command. */
const core = vi.hoisted(() => ({
  calls: [] as { command: string; request: unknown }[],
  answers: {} as Record<string, (request: never) => unknown>,
}));
vi.mock("$lib/tauri/call", () => ({
  invokeApi: async (command: string, request: unknown) => {
    core.calls.push({ command, request });
    return core.answers[command]?.(request as never) ?? {};
  },
  invokeShell: () => new Promise(() => {}),
}));

let sequence = 0;
let doc: OpenDocument;
let reading: Reading;
let ends: (() => void)[] = [];
let markers: Record<string, unknown> | null = null;

function make({ id, document, start, end, style, note, tags }: AnnotationCreate): object {
  const rest = { quote: "", state: "anchored", original: null, reason: null, madeOn: "r" } as const;
  const at = { createdAt: 0, modifiedAt: 0 };
  const annotation = { id, document, start, end, style, note, tags: [...tags], ...rest, ...at } as Annotation;
  return { annotation, isNew: true, change: change(++sequence, { annotations: [annotation] }) };
}

beforeEach(() => {
  core.calls.length = 0;
  core.answers = { annotation_create: make };
  const summary = { id: "d", title: "題", language: "zh-Hant", characters: 40 };
  const structure = { blocks: [], speakers: [], sections: [], annotations: [], orphans: [] };
  const view = { summary, revision: "r", text: "一".repeat(40), position: 0, ...structure };
  doc = new OpenDocument(view as unknown as DocumentView);
  app.document = doc;
  reading = new Reading(doc, () => undefined);
  reading.hasMargin = false;
  ends = [
    subscribeToChanges((each) => doc.apply(each)),
    doc.onAnnotations((dirty) => reading.making.noteAnnotations(dirty)),
    registerReader(reading),
  ];
});

afterEach(async () => {
  if (markers !== null) await unmount(markers);
  markers = null;
  for (const end of ends) end();
  reading.lighting.destroy();
  tagging.request = null;
  app.document = null;
  document.body.replaceChildren();
});

function press(key: string): void {
  handleKey(new KeyboardEvent("keydown", { key, cancelable: true }));
  flushSync();
}

/** Waits until a command was asked of the core so many times; gives back what was asked. */
async function asked<T>(command: string, times = 1): Promise<T[]> {
  const requests = () => core.calls.filter((call) => call.command === command).map(({ request }) => request);
  await vi.waitFor(() => expect(requests()).toHaveLength(times));
  return requests() as T[];
}

/** Selects a passage and highlights it, the first or so manieth. */
async function highlight(start = 3, end = 6, times = 1): Promise<string> {
  doc.selection = { start, end };
  press("1");
  const id = (await asked<AnnotationCreate>("annotation_create", times)).at(-1)?.id ?? "";
  await vi.waitFor(() => expect(doc.active).toBe(id));
  return id;
}

describe("a highlight where the text has no margin", () => {
  it("is what the next keys are about, while no card covers the lines below", async () => {
    const id = await highlight();
    expect(doc.active).toBe(id);
    expect(doc.opened).toBeNull();
    press("2");
    await asked("annotation_set_style");
    press("u");
    expect(await asked("annotation_set_style", 2)).toMatchObject([
      { annotation: id, style: { colour: "red" } },
      { annotation: id, style: { mark: "underline" } },
    ]);
    press("t");
    expect(tagging.request?.annotations).toEqual([id]);
  });

  it("gets the note that is typed for it, in a field that has the focus", async () => {
    markers = mount(NoteMarkers, { target: document.body, props: { reading, onleave: () => undefined } });
    const id = await highlight();
    expect(document.querySelector("textarea")).toBeNull();
    press("n");
    expect(doc.opened).toBe(id);
    await vi.waitFor(() => expect(document.activeElement?.localName).toBe("textarea"));
  });

  it("is opened by Enter, left by Escape and deleted by Delete", async () => {
    const id = await highlight();
    const enter = new KeyboardEvent("keydown", { key: "Enter" });
    reading.page = {} as ReadingPage;
    expect(handlePageKey(enter, reading)).toBe(true);
    reading.page = null;
    expect(doc.opened).toBe(id);
    press("Escape");
    expect(doc.active).toBeNull();

    const other = await highlight(10, 12, 2);
    press("Delete");
    expect(await asked("annotation_delete")).toMatchObject([{ annotations: [other] }]);
  });

  it("is meant from the moment in which its selection is gone", async () => {
    const seen: unknown[] = [];
    core.answers["annotation_create"] = (request: AnnotationCreate) => {
      const answer = make(request) as { change: ReturnType<typeof change> };
      // The event overtakes the answer, as it does in the window.
      publishChange(answer.change);
      seen.push(doc.selection, doc.active);
      return answer;
    };
    const id = await highlight();
    expect(seen).toEqual([null, id]);
  });

  it("is no target any more once something else is selected", async () => {
    await highlight();
    reading.activate(null);
    doc.selection = { start: 20, end: 22 };
    press("n");
    expect((await asked<AnnotationCreate>("annotation_create", 2)).map(({ start }) => start)).toEqual([
      3, 20,
    ]);
  });

  it("is meant when a tag has made it, too", async () => {
    doc.selection = { start: 3, end: 6 };
    press("t");
    expect(await tagging.give("重要")).toBe(true);
    tagging.close();
    const [made] = doc.annotations;
    expect(doc.active).toBe(made?.id);
    expect(doc.opened).toBeNull();
  });
});

describe("a highlight beside which its card has room", () => {
  it("is opened once it is painted", async () => {
    reading.hasMargin = true;
    const id = await highlight();
    await vi.waitFor(() => expect(doc.opened).toBe(id));
  });
});
