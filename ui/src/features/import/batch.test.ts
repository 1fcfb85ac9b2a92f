import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ImportPreview, ImportSource } from "../../lib/api/generated";
import { Refused } from "../../lib/api/client";
import { Batch } from "./batch.svelte";
import { fateOf, reportOfAll, statusOf, summaryOfAll } from "./outcome";

interface Asked {
  source: { path: string };
  again: boolean;
  onto: string | null;
}

/** What the core is asked and answers, by the name of the file. */
const core = vi.hoisted(() => ({
  reading: 0,
  most: 0,
  previewed: [] as string[],
  committed: [] as Asked[],
  preview: {} as Record<string, object>,
  refused: new Set<string>(),
  commit: async (_: string) => {},
  cancelled: 0,
}));
vi.mock("../../lib/tauri/events", () => ({ onProgress: async () => () => {} }));
vi.mock("../../lib/tauri/call", () => ({
  invokeApi: async (command: string, request: Asked) => {
    const name = request.source?.path;
    if (command === "task_cancel") core.cancelled += 1;
    if (command === "import_preview") {
      core.previewed.push(name);
      core.most = Math.max(core.most, ++core.reading);
      await Promise.resolve();
      core.reading -= 1;
      return { ...EMPTY, title: name, ...core.preview[name] };
    }
    if (command === "import_commit") {
      await core.commit(name);
      if (core.refused.has(name)) throw refusal("disk-full");
      core.committed.push(request);
      return { document: name, annotations: 0, orphans: 0, isNew: name !== "again", change: null };
    }
    return {};
  },
  invokeShell: () => new Promise(() => {}),
}));

const refusal = (code: string) => Refused.from({ code, message: "No.", params: {}, hint: null });

const EMPTY = {
  textless: 0,
  annotations: 0,
  memos: 0,
  characters: 9,
  documents: 1,
  speakers: [],
  existing: null,
  report: null,
} as unknown as ImportPreview;

const source = (path: string): ImportSource => ({ kind: "path", path });

/** A batch whose files are all read. */
async function batchOf(...names: string[]): Promise<Batch> {
  const batch = new Batch();
  batch.take(names.map(source));
  await vi.waitFor(() => expect([batch.read, batch.reading.isRunning]).toEqual([names.length, false]));
  return batch;
}

beforeEach(() => {
  Object.assign(core, {
    most: 0,
    previewed: [],
    committed: [],
    preview: {},
    refused: new Set(),
    commit: async () => {},
  });
});

describe("files on their way into the library", () => {
  it("are read a few at a time, the one that is looked at first", async () => {
    const batch = new Batch();
    batch.take(["a", "b", "c", "d", "e"].map(source));
    batch.prefer(batch.items[4] ?? null);
    await vi.waitFor(() => expect(batch.read).toBe(5));
    expect(core.previewed).toEqual(["a", "b", "e", "c", "d"]);
    expect(core.most).toBe(2);
  });

  it("stay what they are where more are dropped", async () => {
    const batch = await batchOf("a");
    const [a] = batch.items;
    if (a === undefined) throw new Error("it is there");
    batch.take([a.source, source("b")]);
    expect(batch.items[0]).toBe(a);
    await vi.waitFor(() => expect(batch.items[1]?.state).toBe("ready"));
  });

  it("are left unread where nobody looks any more", async () => {
    const batch = new Batch();
    batch.take(["a", "b", "c", "d"].map(source));
    batch.close();
    await vi.waitFor(() => expect(batch.reading.isRunning).toBe(false));
    expect(batch.items[3]?.state).toBe("waiting");
  });

  it("go in one by one, and one that is refused does not stop the rest", async () => {
    core.refused.add("b");
    const batch = await batchOf("a", "b", "again", "c");
    await batch.import(batch.items);
    expect(core.committed.map(({ source: { path } }) => path)).toEqual(["a", "again", "c"]);
    expect(batch.items.map(fateOf)).toEqual(["imported", "refused", "known", "imported"]);
    expect([batch.tried, batch.share, batch.isOver]).toEqual([4, 1, true]);
    expect(summaryOfAll(batch.items)).toContain(
      "2 imported, 1 already in the library, and 1 could not be imported",
    );
    const report = reportOfAll(batch.items);
    for (const { name } of batch.items) expect(report).toContain(name);
  });

  it("stay out where it is stopped, and can be taken in afterwards", async () => {
    const batch = await batchOf("a", "b", "c");
    core.commit = async (name) => {
      if (name !== "b") return;
      await batch.importing.stop();
      throw refusal("cancelled");
    };
    await batch.import(batch.items);
    expect(core.cancelled).toBeGreaterThan(0);
    expect(batch.items.map(({ state }) => state)).toEqual(["imported", "ready", "ready"]);
    expect(batch.items.map(fateOf)).toEqual(["imported", "left", "left"]);
    core.commit = async () => {};
    await batch.import(batch.items.filter(({ isReady }) => isReady));
    expect(batch.items.map(fateOf)).toEqual(["imported", "imported", "imported"]);
  });
});

describe("annotations without their text", () => {
  it("go in once it is said onto which interview", async () => {
    core.preview["a"] = { textless: 3, annotations: 3, characters: 0 };
    const [item] = (await batchOf("a")).items;
    if (item === undefined) throw new Error("it is there");
    expect([item.isTextless, item.isReady, await item.commit()]).toEqual([true, false, false]);
    expect(statusOf(item)).toContain("choose which");
    item.onto = "talk";
    expect(await item.commit()).toBe(true);
    expect(core.committed[0]?.onto).toBe("talk");
  });

  it("are added to an interview with the same text, unless somebody wants it apart", async () => {
    core.preview["a"] = core.preview["b"] = { annotations: 2, existing: { id: "talk", title: "Talk" } };
    const [a, b] = (await batchOf("a", "b")).items;
    if (a === undefined || b === undefined) throw new Error("they are there");
    b.isAdding = false;
    await a.commit();
    await b.commit();
    expect(core.committed.map(({ again }) => again)).toEqual([false, true]);
  });
});
