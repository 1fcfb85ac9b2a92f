import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Annotation, AnnotationsPage, DocumentView } from "../api/generated";
import { OpenDocument, type Span } from "./document.svelte";
import { change } from "./testing";

const answer = vi.hoisted(() => ({
  view: null as unknown,
  calls: 0,
  page: null as null | ((after: string | null) => AnnotationsPage),
}));
vi.mock("../api/client", () => ({
  call: (command: string, request: { after: string | null }) => {
    answer.calls++;
    return Promise.resolve(command === "annotation_page" ? answer.page?.(request.after) : answer.view);
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
    tags: [],
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
    trouble: null,
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

describe("a change of more annotations than are told", () => {
  const pages = (...ids: string[][]) => {
    answer.page = (after) => {
      const at = after === null ? 0 : ids.findIndex((page) => page.at(-1) === after) + 1;
      const annotations = (ids[at] ?? []).map((id) => annotation(id, at + 1, at + 2));
      return { revision: "r", annotations, hasMore: at + 1 < ids.length };
    };
  };

  it("has them read again in parts and nothing else", async () => {
    const { document, dirty, ids } = open([annotation("a", 1, 2), annotation("z", 7, 8)]);
    const before = document.view;
    pages(["b", "a"], ["c"]);
    document.apply(change(1, { crowded: ["d"] }));
    expect(ids()).toEqual(["a", "z"]);
    await document.whenCurrent();
    expect(ids()).toEqual(["a", "b", "c"]);
    expect(document.view).toBe(before);
    expect(answer.calls).toBe(2);
    expect(dirty).toEqual([
      [
        { start: 1, end: 2 },
        { start: 2, end: 3 },
        { start: 7, end: 8 },
      ],
    ]);
  });

  it("is begun anew when another change comes between two parts", async () => {
    const { document, ids } = open();
    pages(["a"], ["b"]);
    document.apply(change(1, { crowded: ["d"] }));
    pages(["a"], ["b"], ["c"]);
    document.apply(change(2, { annotations: [annotation("c", 3, 4)] }));
    await document.whenCurrent();
    expect(ids()).toEqual(["a", "b", "c"]);
  });

  it("has the document read as a whole where they belong to another text", async () => {
    const { document, ids } = open();
    answer.page = () => ({ revision: "later", annotations: [annotation("a", 1, 2)], hasMore: false });
    answer.view = { ...view([annotation("b", 1, 2)]), revision: "later" };
    document.apply(change(1, { crowded: ["d"] }));
    await document.whenCurrent();
    expect(ids()).toEqual(["b"]);
    expect(document.view.revision).toBe("later");
  });

  it("in another document is none of ours", () => {
    const { document } = open();
    document.apply(change(1, { crowded: ["other"] }));
    expect(answer.calls).toBe(0);
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

describe("a correction of the text", () => {
  const textChange = (
    sequence: number,
    from: string,
    to: string,
    start: number,
    removed: number,
    inserted: string,
  ) =>
    change(sequence, {
      structure: ["d"],
      texts: [{ document: "d", from, to, splices: [{ start, removed, inserted }] }],
    });

  it("is followed at once: text, blocks, sections, annotations, place and selection", () => {
    answer.view = new Promise(() => {});
    const { document } = open([
      annotation("before", 20, 22),
      annotation("over", 21, 26),
      annotation("after", 31, 33),
    ]);
    document.active = "after";
    document.place = 35;
    document.selection = { start: 36, end: 38 };
    const followed: string[] = [];
    document.onView(({ before }) => followed.push(before.revision));
    const over = { ...annotation("over", 21, 28), state: "changed" as const, original: "一一一一一" };
    document.apply({ ...textChange(1, "r", "r2", 24, 1, "二三四"), annotations: [over] });
    expect(document.view.text).toBe("一".repeat(24) + "二三四" + "一".repeat(15));
    expect(document.view.blocks.map(({ start, end }) => [start, end])).toEqual([
      [0, 10],
      [10, 20],
      [20, 32],
      [32, 42],
    ]);
    expect(document.view.sections.map(({ start, end }) => [start, end])).toEqual([
      [10, 42],
      [32, 42],
    ]);
    expect(document.annotations.map(({ id, start, end }) => [id, start, end])).toEqual([
      ["before", 20, 22],
      ["over", 21, 28],
      ["after", 33, 35],
    ]);
    expect([document.place, document.selection, document.active, document.view.revision]).toEqual([
      37,
      { start: 38, end: 40 },
      "after",
      "r2",
    ]);
    expect(followed).toEqual(["r"]);
    // The same again, as the answer of a call and as an event.
    document.apply({ ...textChange(1, "r", "r2", 24, 1, "二三四"), annotations: [over] });
    expect(document.offsets.length).toBe(42);
  });

  it("that makes other blocks is read anew, and nothing of it is shown before", async () => {
    const { document } = open([annotation("a", 31, 33)]);
    const after = {
      ...view([annotation("a", 33, 35)]),
      revision: "r2",
      text: `${"一".repeat(24)}\n\n${"一".repeat(16)}`,
    };
    answer.view = after;
    document.apply({ ...textChange(1, "r", "r2", 24, 0, "\n\n"), annotations: [annotation("a", 33, 35)] });
    expect([document.view.revision, document.annotations[0]?.start]).toEqual(["r", 31]);
    await document.whenCurrent();
    expect([document.view.revision, document.annotations[0]?.start]).toEqual(["r2", 33]);
  });

  it("in many places, headings among them, leaves the reader where they read", async () => {
    const { document } = open();
    document.place = 24;
    const before: number[] = [];
    document.onView(({ carrier }) => before.push(carrier.point(24)));
    const splices = [2, 12, 22, 32].map((start) => ({ start, removed: 1, inserted: "二三" }));
    const text = splices.reduceRight(
      (text, { start, inserted }) => text.slice(0, start) + inserted + text.slice(start + 1),
      "一".repeat(40),
    );
    answer.view = { ...view(), revision: "r2", text };
    const event = change(1, { structure: ["d"], texts: [{ document: "d", from: "r", to: "r2", splices }] });
    // As the answer of a call and as an event.
    document.apply(event);
    document.apply(event);
    await document.whenAt("r2");
    expect([document.place, before]).toEqual([27, [27]]);
  });

  it("in many places by another process leaves the reader where they read", async () => {
    answer.view = { ...view(), text: "一二\n三四\n五六\n" };
    const { document } = open();
    await document.refresh();
    document.place = 4;
    answer.view = { ...view(), revision: "r2", text: "一一二\n三四\n五五六\n" };
    document.apply(change(1, { reload: true }));
    await document.whenAt("r2");
    expect(document.place).toBe(5);
  });

  it("of a revision that is not shown is read anew", async () => {
    const { document } = open();
    answer.view = { ...view(), revision: "r3" };
    document.apply(textChange(1, "r2", "r3", 24, 0, "二"));
    expect(document.view.revision).toBe("r");
    await document.whenAt("r3");
    expect(document.view.revision).toBe("r3");
  });

  it("makes what an older change says of places a reason to ask again", async () => {
    answer.view = new Promise(() => {});
    const { document } = open();
    document.apply(textChange(2, "r", "r2", 24, 1, "二三四"));
    const asked = answer.calls;
    document.apply(change(1, { annotations: [annotation("late", 31, 33)] }));
    expect(document.annotations).toEqual([]);
    document.apply(change(3));
    expect(answer.calls).toBeGreaterThan(asked);
  });
});

describe("an annotation that loses its passage", () => {
  it("goes to the orphans and comes back from them", () => {
    const { document, dirty, ids } = open([annotation("a", 1, 3)]);
    document.active = "a";
    document.apply(
      change(1, { annotations: [{ ...annotation("a", 1, 3), state: "orphan", reason: "deleted" }] }),
    );
    expect([ids(), document.orphans.map(({ id }) => id), document.active]).toEqual([[], ["a"], null]);
    document.apply(change(2, { annotations: [annotation("a", 5, 7)] }));
    expect([ids(), document.orphans]).toEqual([["a"], []]);
    document.apply(
      change(3, { annotations: [{ ...annotation("a", 5, 7), state: "orphan", reason: "deleted" }] }),
    );
    document.apply(change(4, { removedAnnotations: [{ id: "a", document: "d" }] }));
    expect([ids(), document.orphans]).toEqual([[], []]);
    expect(dirty.at(0)).toEqual([{ start: 1, end: 3 }]);
  });
});
