import { beforeEach, describe, expect, it, vi } from "vitest";
import { Refused } from "../api/client";
import { Edits, type Edit } from "./edits.svelte";
import { unsaved } from "./unsaved.svelte";

vi.mock("../tauri/call", () => ({
  invokeApi: () => new Promise(() => {}),
  invokeShell: () => new Promise(() => {}),
}));

const saved: Edit[] = [];
let refusal: string | null = null;
let edits: Edits;

beforeEach(() => {
  saved.length = 0;
  refusal = null;
  unsaved.forget("edit");
  edits = new Edits((edit) => {
    if (refusal !== null) {
      return Promise.reject(Refused.from({ code: refusal, message: "", params: {}, hint: null }));
    }
    saved.push(edit);
    return Promise.resolve(null);
  });
});

const TYPED = [{ start: 0, removed: 1, inserted: "新" }];
const begin = () => edits.begin("d", "r1", 4, "原文");

describe("a paragraph that is corrected", () => {
  it("is saved once, and nothing is where nothing was typed", async () => {
    begin();
    expect(await edits.commit()).toEqual({ kind: "same" });
    begin();
    edits.type("新文", TYPED);
    const [outcome] = await Promise.all([edits.commit(), edits.commit()]);
    expect(outcome).toEqual({ kind: "saved", change: null });
    expect(saved.map(({ text, revision, start }) => [text, revision, start])).toEqual([["新文", "r1", 4]]);
    expect(saved.map(({ splices }) => splices)).toEqual([TYPED]);
    expect(edits.current).toBeNull();
  });

  it("that is gone takes what was typed of it nowhere", async () => {
    begin();
    edits.rebase("r2", 4, null);
    expect(edits.current).toBeNull();
    begin();
    edits.type("新文", TYPED);
    edits.rebase("r2", 4, null);
    // Another paragraph begins where it stood.
    edits.rebase("r3", 6, "別的一段");
    expect(edits.current).toMatchObject({ revision: "r3", start: 6, text: "新文", state: "gone" });
    expect(await edits.commit()).toEqual({ kind: "kept" });
    expect([saved, await edits.flush()]).toEqual([[], false]);
    edits.leave();
    expect([edits.current, unsaved.list.length]).toEqual([null, 0]);
  });

  it("is the only one", () => {
    expect([begin(), begin()]).toEqual([true, false]);
  });

  it("that the library has no room for is kept, and saved when it has", async () => {
    begin();
    edits.type("新文", TYPED);
    refusal = "disk-full";
    expect(await edits.commit()).toEqual({ kind: "kept" });
    expect(unsaved.list.map(({ kind, text }) => [kind, text()])).toEqual([["edit", "新文"]]);
    expect(await edits.flush()).toBe(false);
    refusal = null;
    await unsaved.tryAgain();
    expect([saved.length, unsaved.list.length, edits.current]).toEqual([1, 0, null]);
  });
});

describe("when the document moves on", () => {
  it("what is typed goes along with its paragraph", async () => {
    begin();
    edits.type("新文", TYPED);
    edits.rebase("r2", 9, "原文");
    await edits.commit();
    expect(saved.map(({ revision, start }) => [revision, start])).toEqual([["r2", 9]]);
  });

  it("a paragraph in which nothing was typed becomes what it is now", () => {
    begin();
    edits.rebase("r2", 4, "別人改的");
    expect(edits.current).toMatchObject({ original: "別人改的", text: "別人改的", state: "typing" });
  });

  it("what was typed over other words is kept until the user says so", async () => {
    begin();
    edits.type("新文", TYPED);
    edits.rebase("r2", 4, "別人改的");
    expect(edits.current).toMatchObject({ text: "新文", state: "stale" });
    // Closing the window, or leaving, does not decide it.
    expect(await edits.flush()).toBe(false);
    expect(unsaved.list.map(({ text }) => text())).toEqual(["新文"]);
    expect(saved).toEqual([]);
    await edits.commit();
    expect(saved.map(({ revision, text }) => [revision, text])).toEqual([["r2", "新文"]]);
    expect(unsaved.list).toEqual([]);
  });

  it("what was saved by a page that ended before it could note that is not asked about", async () => {
    begin();
    edits.type("新文", TYPED);
    edits.rebase("r2", 4, "新文");
    expect(edits.current).toMatchObject({ revision: "r2", original: "新文", splices: [], state: "typing" });
    expect(await edits.flush()).toBe(true);
    expect([saved, unsaved.list]).toEqual([[], []]);
  });

  it("and saving hears of it first, the paragraph is asked for again before anything is decided", async () => {
    begin();
    edits.type("新文", TYPED);
    refusal = "stale-revision";
    expect(await edits.commit()).toEqual({ kind: "overtaken" });
    refusal = null;
    edits.rebase("r2", 6, "原文");
    expect(edits.current).toMatchObject({ state: "typing", revision: "r2", start: 6 });
    expect(unsaved.list).toEqual([]);
  });
});

describe("what was typed before the app was ended", () => {
  const find = () => edits.begin("d", "r1", 4, "原文", "新文", TYPED, "found");

  it("is neither saved by itself nor in the way of closing", async () => {
    find();
    expect(await edits.flush()).toBe(true);
    expect([saved, edits.current?.state, unsaved.list]).toEqual([[], "found", []]);
  });

  it("is saved once somebody says so, as it was typed", async () => {
    find();
    await edits.commit();
    expect(saved.map(({ text, splices }) => [text, splices])).toEqual([["新文", TYPED]]);
  });

  it("is taken up by whoever goes on typing", async () => {
    find();
    edits.type("新文。", [...TYPED, { start: 2, removed: 0, inserted: "。" }]);
    expect(edits.current?.state).toBe("typing");
    expect(await edits.flush()).toBe(true);
    expect(saved).toHaveLength(1);
  });

  it("is nothing where the paragraph reads so already", () => {
    find();
    edits.rebase("r2", 4, "新文");
    expect(edits.current).toBeNull();
  });

  it("is asked about where the paragraph reads otherwise by now", () => {
    find();
    edits.rebase("r2", 4, "別人改的");
    expect(edits.current).toMatchObject({ text: "新文", original: "別人改的", state: "stale" });
  });
});
