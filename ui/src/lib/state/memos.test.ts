import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Memo, MemoCreate, MemoWrite } from "../api/generated";
import { PAUSE_MS } from "./drafts.svelte";
import { aboutDocument, aboutLibrary, aboutSection, isSameTarget, Memos } from "./memos.svelte";
import { change } from "./testing";

/** What the core holds, what it was asked, and the refusals that wait to be given. */
const core = vi.hoisted(() => ({
  memos: [] as Memo[],
  asked: [] as [string, unknown][],
  refusals: [] as string[],
}));
vi.mock("../tauri/call", () => ({
  invokeShell: vi.fn(),
  invokeApi: async (command: string, request: unknown) => {
    core.asked.push([command, request]);
    const code = command === "memo_list" ? undefined : core.refusals.shift();
    if (code !== undefined) {
      const { Refused } = await import("../api/refused");
      throw new Refused({ code, message: code, params: {}, hint: null });
    }
    if (command === "memo_list") return core.memos;
    if (command === "memo_create") {
      const made = memo("m1", request as MemoCreate, (request as MemoCreate).text);
      core.memos = [...core.memos, made];
      return { memo: made, change: null };
    }
    const { memo: id, text } = request as MemoWrite;
    core.memos = core.memos.map((one) => (one.id === id ? { ...one, text } : one));
    return { change: null };
  },
}));

beforeEach(() => {
  Object.assign(core, { memos: [], asked: [], refusals: [] });
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

function memo(id: string, target: Partial<Memo> = {}, text = id): Memo {
  return {
    ...aboutLibrary(),
    section: null,
    speakerName: null,
    createdAt: 1,
    modifiedAt: 1,
    ...target,
    id,
    text,
  };
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const pause = () => vi.advanceTimersByTimeAsync(PAUSE_MS);

describe("the list", () => {
  it("is read when it is first wanted, and not because something changed", async () => {
    const memos = new Memos();
    memos.apply(change(1, { reload: true }));
    expect(core.asked).toEqual([]);
    core.memos = [memo("a")];
    memos.load();
    memos.load();
    await settle();
    expect(core.asked).toHaveLength(1);
    expect(memos.shown.map(({ key }) => key)).toEqual(["a"]);
  });

  it("follows what is written, deleted and brought back, in the order in which memos were begun", async () => {
    const memos = new Memos();
    core.memos = [memo("a"), memo("b", { createdAt: 2 })];
    memos.load();
    await settle();
    memos.apply(change(1, { removedMemos: ["a"] }));
    memos.apply(change(2, { memos: [memo("a", {}, "again")] }));
    memos.apply(change(1, { removedMemos: ["a"] }));
    expect(memos.shown.map(({ memo: one }) => one?.text)).toEqual(["again", "b"]);
  });

  it("is read again where a correction may have moved the heading of a section", async () => {
    const memos = new Memos();
    const onSection = { kind: "section", document: "d", heading: 4 } as const;
    core.memos = [memo("a", onSection)];
    memos.load();
    await settle();
    memos.apply(change(1, { structure: ["other"] }));
    expect(core.asked).toHaveLength(1);
    core.memos = [memo("a", { ...onSection, heading: 9 })];
    memos.apply(change(2, { structure: ["d"] }));
    await settle();
    expect(memos.about(aboutSection("d", 9)).map(({ id }) => id)).toEqual(["a"]);
  });
});

describe("a memo that is begun", () => {
  it("is made once something is typed, and then written on as the same one in one session", async () => {
    const memos = new Memos();
    const key = memos.begin(aboutDocument("d"));
    expect(memos.begin(aboutDocument("d"))).toBe(key);
    memos.type(key, "  ");
    await pause();
    expect(core.asked).toEqual([]);
    memos.type(key, "硃");
    await pause();
    memos.type(key, "硃批");
    await pause();
    const [create, write] = core.asked as [[string, MemoCreate], [string, MemoWrite]];
    expect([create[0], create[1].document, create[1].text]).toEqual(["memo_create", "d", "硃"]);
    expect(write).toEqual(["memo_write", { memo: "m1", text: "硃批", joinKey: create[1].joinKey }]);
  });

  it("keeps its key until its writing is left, so that its field stays", async () => {
    const memos = new Memos();
    memos.load();
    await settle();
    const key = memos.begin(aboutLibrary());
    expect(memos.shown).toEqual([{ key, target: aboutLibrary(), memo: null }]);
    memos.type(key, "硃");
    await pause();
    memos.apply(change(1, { memos: core.memos }));
    expect(memos.shown.map((one) => [one.key, one.memo?.id])).toEqual([[key, "m1"]]);
    expect(await memos.leave(key)).toBe("m1");
    expect(memos.shown.map((one) => one.key)).toEqual(["m1"]);
  });

  it("and says nothing is not there when it is left", async () => {
    const memos = new Memos();
    expect(await memos.leave(memos.begin(aboutLibrary()))).toBeNull();
    expect(memos.shown).toEqual([]);
    expect(core.asked).toEqual([]);
  });

  it("is held while it cannot be saved, and let go of when it never can be", async () => {
    const memos = new Memos();
    const key = memos.begin(aboutDocument("d"));
    core.refusals = ["disk-full"];
    memos.type(key, "硃");
    expect(await memos.leave(key)).toBeNull();
    expect([memos.state(key), memos.draft(key)]).toEqual(["failed", "硃"]);
    expect(memos.unsaved()).toEqual([{ what: "new-memo", ...aboutDocument("d"), text: "硃", joinKey: "" }]);
    core.refusals = ["no-such-document"];
    expect(await memos.flush(key)).toBe(true);
    expect([memos.unsaved(), memos.shown]).toEqual([[], []]);
  });
});

it("what a crashed page held goes on with the memo that it had begun", async () => {
  const memos = new Memos();
  core.memos = [memo("a", aboutDocument("d"), "硃")];
  await memos.resume({ what: "new-memo", ...aboutDocument("d"), text: "硃批", joinKey: "" });
  await memos.resume({ what: "new-memo", ...aboutDocument("e"), text: "另一", joinKey: "" });
  await pause();
  const written = core.asked.filter(([command]) => command !== "memo_list");
  expect(written.map(([command]) => command)).toEqual(["memo_write", "memo_create"]);
});

it("a section whose heading is gone is like no other", () => {
  const lost = { ...aboutSection("d", 0), heading: null };
  expect(isSameTarget(lost, lost)).toBe(false);
  expect(isSameTarget(aboutSection("d", 0), aboutSection("d", 0))).toBe(true);
});
