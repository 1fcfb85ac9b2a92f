import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Annotation, ChangeEvent, DocumentView } from "../api/generated";
import { OpenDocument, type Span } from "./document.svelte";

const answer = vi.hoisted(() => ({ view: null as unknown, calls: 0 }));
vi.mock("../api/client", () => ({
  call: () => {
    answer.calls++;
    return Promise.resolve(answer.view);
  },
  Refused: class extends Error {},
}));

beforeEach(() => {
  answer.calls = 0;
});

function annotation(id: string, start: number, end: number, note = ""): Annotation {
  const style = { mark: "fill", colour: "yellow" } as const;
  return {
    id,
    document: "d",
    start,
    end,
    quote: "",
    style,
    note,
    state: "anchored",
    original: null,
    reason: null,
    madeOn: "r",
    createdAt: 0,
    modifiedAt: 0,
  };
}

function view(annotations: Annotation[] = []): DocumentView {
  const block = (start: number, end: number, rest: Partial<DocumentView["blocks"][number]>) => ({
    start,
    end,
    bodyStart: start,
    bodyEnd: end,
    kind: "paragraph" as const,
    level: null,
    number: null,
    speaker: null,
    labelStart: null,
    labelEnd: null,
    time: null,
    ...rest,
  });
  return {
    summary: {
      id: "d",
      title: "題",
      source: null,
      published: null,
      language: "zh-Hant",
      fileName: null,
      format: "text",
      encoding: "UTF-8",
      characters: 40,
      speakers: [],
      sections: 2,
      annotations: annotations.length,
      notes: 0,
      orphans: 0,
      revisionNumber: 1,
      createdAt: 0,
      readAt: null,
      position: 7,
    },
    revision: "r",
    text: "一".repeat(40),
    blocks: [
      block(0, 10, { kind: "title" }),
      block(10, 20, { kind: "heading", level: 1 }),
      block(20, 30, { kind: "turn", speaker: "s" }),
      block(30, 40, { kind: "heading", level: 2 }),
    ],
    speakers: [
      { id: "s", name: "甲", aliases: ["甲"], role: "interviewee", colour: 0, turns: 1, characters: 9 },
    ],
    sections: [
      { number: 1, marker: "1.", title: "外", level: 1, heading: 10, start: 10, end: 40 },
      { number: null, marker: "", title: "內", level: 2, heading: 30, start: 30, end: 40 },
    ],
    annotations,
    orphans: [],
    position: 7,
  };
}

function change(sequence: number, rest: Partial<ChangeEvent> = {}): ChangeEvent {
  return {
    sequence,
    origin: "main",
    action: "annotation-create",
    history: { undo: null, redo: null },
    documents: [],
    removedDocuments: [],
    annotations: [],
    removedAnnotations: [],
    structure: [],
    texts: [],
    reload: false,
    ...rest,
  };
}

function open(annotations: Annotation[] = []) {
  const document = new OpenDocument(view(annotations));
  const dirty: Span[][] = [];
  document.onAnnotations((spans) => dirty.push(spans.map(({ start, end }) => ({ start, end }))));
  return { document, dirty, ids: () => document.annotations.map(({ id }) => id) };
}

describe("a change", () => {
  it("keeps annotations in the order of the text and says which spans to redraw", () => {
    const { document, dirty, ids } = open([annotation("b", 5, 9)]);
    document.apply(change(1, { annotations: [annotation("c", 5, 12), annotation("a", 1, 2)] }));
    expect(ids()).toEqual(["a", "b", "c"]);
    expect(dirty).toEqual([
      [
        { start: 5, end: 12 },
        { start: 1, end: 2 },
      ],
    ]);
  });

  it("that comes twice is taken once", () => {
    const { document, dirty } = open();
    const event = change(1, { annotations: [annotation("a", 1, 2)] });
    document.apply(event);
    document.apply(event);
    expect(dirty).toHaveLength(1);
  });

  it("that was overtaken by a newer one does not bring the old state back", () => {
    const { document, ids } = open([annotation("a", 1, 2)]);
    document.apply(change(3, { removedAnnotations: [{ id: "a", document: "d" }] }));
    document.apply(change(2, { annotations: [annotation("a", 1, 5)] }));
    expect(ids()).toEqual([]);
    document.apply(change(4, { annotations: [annotation("a", 1, 3)] }));
    expect(document.byId.get("a")?.end).toBe(3);
  });

  it("redraws where an annotation was and where it is now", () => {
    const { document, dirty } = open([annotation("a", 1, 2)]);
    document.apply(change(1, { annotations: [annotation("a", 3, 4)] }));
    expect(dirty).toEqual([
      [
        { start: 1, end: 2 },
        { start: 3, end: 4 },
      ],
    ]);
  });

  it("in another document is none of ours", () => {
    const { document, dirty } = open();
    document.apply(change(1, { annotations: [{ ...annotation("x", 0, 1), document: "other" }] }));
    expect(document.annotations).toEqual([]);
    expect(dirty).toEqual([]);
  });

  it("that removes the active annotation closes its card", () => {
    const { document } = open([annotation("a", 1, 2)]);
    document.active = "a";
    document.apply(change(1, { removedAnnotations: [{ id: "a", document: "d" }] }));
    expect(document.active).toBeNull();
  });

  it("from another process is fetched, and the page is set anew only if its structure differs", async () => {
    const { document, ids } = open([annotation("a", 1, 2)]);
    const before = document.view;
    answer.view = view([annotation("a", 1, 2), annotation("b", 3, 4)]);
    document.apply(change(1, { reload: true }));
    await vi.waitFor(() => expect(ids()).toEqual(["a", "b"]));
    expect(document.view).toBe(before);

    answer.view = { ...view(), blocks: view().blocks.slice(0, 3) };
    document.apply(change(2, { structure: ["d"] }));
    await vi.waitFor(() => expect(document.view).not.toBe(before));
    expect(ids()).toEqual([]);
    expect(answer.calls).toBe(2);
  });

  it("from another process is fetched each time, after a change of its own too, and once when it comes twice", async () => {
    const { document, ids } = open();
    answer.view = view([annotation("a", 1, 2)]);
    document.apply(change(1, { annotations: [annotation("a", 1, 2)] }));
    for (const [sequence, id] of [
      [2, "b"],
      [3, "c"],
    ] as const) {
      answer.view = view([annotation(id, 1, 2)]);
      document.apply(change(sequence, { reload: true }));
      document.apply(change(sequence, { reload: true }));
      await vi.waitFor(() => expect(ids()).toEqual([id]));
    }
    expect(answer.calls).toBe(2);
  });

  it("that comes while the document is fetched makes it be fetched again", async () => {
    const { document, ids } = open();
    answer.view = view();
    document.apply(change(1, { reload: true }));
    answer.view = view([annotation("a", 1, 2), annotation("b", 3, 4)]);
    document.apply(change(2, { annotations: [annotation("a", 1, 2)] }));
    expect(ids()).toEqual(["a"]);
    await vi.waitFor(() => expect(ids()).toEqual(["a", "b"]));
    expect(answer.calls).toBe(2);
  });
});

describe("places", () => {
  it("know their section, block and speaker", () => {
    const { document } = open();
    expect([0, 15, 29, 30].map((at) => document.sectionAt(at)?.title ?? null)).toEqual([
      null,
      "外",
      "外",
      "內",
    ]);
    expect([0, 9, 10, 99].map((at) => document.blockAt(at)?.start)).toEqual([0, 0, 10, 30]);
    expect([5, 25].map((at) => document.speakerAt(at)?.name ?? null)).toEqual([null, "甲"]);
  });

  it("start where the reader was", () => {
    expect(open().document.place).toBe(7);
  });

  it("asked for twice are shown twice", () => {
    const { document } = open();
    document.goTo({ start: 1, end: 2 });
    const first = document.flash?.nonce;
    document.goTo({ start: 1, end: 2 });
    expect(document.flash?.nonce).not.toBe(first);
  });
});
