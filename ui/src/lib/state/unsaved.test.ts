import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refused } from "../api/client";
import { setLocale } from "../messages/index.svelte";
import { FIRST_PAUSE_MS, LONGEST_PAUSE_MS, RELIEF_MS, UnsavedThings } from "./unsaved.svelte";
import { describeUnsaved } from "./unsavedText";

vi.mock("../tauri/call", () => ({ invokeApi: vi.fn(), invokeShell: vi.fn() }));

const refused = (code: string) => new Refused({ code, message: code, params: {}, hint: null });

/** A disk that is full until it is freed, and how often it was tried. */
function setUp() {
  const refusals: unknown[] = [];
  const things = new UnsavedThings((reason) => refusals.push(reason));
  const disk = { code: "disk-full" as string | null, saved: [] as string[], attempts: 0 };
  const save = (what: string) => async () => {
    disk.attempts += 1;
    if (disk.code !== null) throw refused(disk.code);
    disk.saved.push(what);
    return what;
  };
  return { things, disk, save, refusals };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  setLocale("en");
});

describe("what the disk refuses", () => {
  it("is kept and tried again at growing intervals until it is saved, and then said to be", async () => {
    const { things, disk, save } = setUp();
    expect(await things.attempt("a", "highlight", save("a"))).toBeNull();
    expect(things.list.map(({ key }) => key)).toEqual(["a"]);
    const moments: number[] = [];
    let now = 0;
    for (let seen = disk.attempts; moments.length < 8; now += FIRST_PAUSE_MS) {
      if (disk.attempts > seen) moments.push(now);
      seen = disk.attempts;
      await vi.advanceTimersByTimeAsync(FIRST_PAUSE_MS);
    }
    const pauses = moments.map((moment, index) => moment - (moments[index - 1] ?? 0));
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((pause) => pause * FIRST_PAUSE_MS));

    disk.code = null;
    await vi.advanceTimersByTimeAsync(LONGEST_PAUSE_MS);
    expect([disk.saved, things.list, things.isRelieved]).toEqual([["a"], [], true]);
    await vi.advanceTimersByTimeAsync(RELIEF_MS);
    expect(things.isRelieved).toBe(false);
  });

  it("is saved at once when asked to", async () => {
    const { things, disk, save } = setUp();
    await things.attempt("a", "highlight", save("a"));
    await things.attempt("b", "place", save("b"));
    expect(await things.tryAgain()).toBe(false);
    disk.code = null;
    expect(await things.tryAgain()).toBe(true);
    expect(disk.saved).toEqual(["a", "b"]);
    await vi.advanceTimersByTimeAsync(LONGEST_PAUSE_MS);
    expect(disk.saved).toEqual(["a", "b"]);
  });

  it("gives way to a newer wish about the same", async () => {
    const { things, disk, save } = setUp();
    await things.attempt("style", "highlight", save("red"));
    await things.attempt("style", "highlight", save("blue"));
    expect(things.list).toHaveLength(1);
    disk.code = null;
    await things.tryAgain();
    expect(disk.saved).toEqual(["blue"]);
  });

  it("is not saved after a newer wish about the same that was granted at once", async () => {
    const { things, disk, save } = setUp();
    await things.attempt("style", "highlight", save("red"));
    disk.code = null;
    expect(await things.attempt("style", "highlight", save("blue"))).toBe("blue");
    await vi.advanceTimersByTimeAsync(LONGEST_PAUSE_MS);
    expect(disk.saved).toEqual(["blue"]);
  });

  it("is let go of, and told, when it turns out that it can never be saved", async () => {
    const { things, disk, save, refusals } = setUp();
    await things.attempt("a", "highlight", save("a"));
    disk.code = "no-such-annotation";
    await things.tryAgain();
    expect(things.list).toEqual([]);
    expect(things.isRelieved).toBe(false);
    expect(refusals).toHaveLength(1);
  });
});

it("what is refused for what it asks is not kept", async () => {
  const { things, disk, save } = setUp();
  disk.code = "empty-selection";
  await expect(things.attempt("a", "highlight", save("a"))).rejects.toBeInstanceOf(Refused);
  expect(things.list).toEqual([]);
});

it("the list says what is not saved, what is dearest first, in both languages", () => {
  const thing = (kind: "note" | "place", key: string) => ({
    key,
    kind,
    reason: null,
    text: () => null,
    again: () => Promise.resolve(),
  });
  const list = [thing("place", "p"), thing("note", "a"), thing("note", "b")];
  expect(describeUnsaved(list)).toBe("2 notes and your place in the interview");
  setLocale("zh-Hant");
  expect(describeUnsaved(list)).toBe("2 則筆記和閱讀位置");
});

describe("one thing at a time", () => {
  /** Saves that are answered when the test says so. */
  function answers() {
    const open: { what: string; done: () => void; refuse: () => void }[] = [];
    const save = (what: string) => () =>
      new Promise<string>((resolve, reject) => {
        open.push({ what, done: () => resolve(what), refuse: () => reject(refused("library-busy")) });
      });
    return { open, save };
  }

  it("is saved under a key: a second wish follows the first when that is done", async () => {
    const { things } = setUp();
    const { open, save } = answers();
    const [first, second] = [
      things.attempt("a", "highlight", save("1")),
      things.attempt("a", "highlight", save("2")),
    ];
    await Promise.resolve();
    expect(open.map(({ what }) => what)).toEqual(["1"]);
    open[0]?.done();
    expect(await first).toBe("1");
    await Promise.resolve();
    open[1]?.done();
    expect(await second).toBe("2");
  });

  it("takes the place of the one that is refused, and of those between", async () => {
    const { things } = setUp();
    const { open, save } = answers();
    const tried = ["1", "2", "3"].map((what) => things.attempt("a", "highlight", save(what)));
    open[0]?.refuse();
    expect(await tried[0]).toBeNull();
    expect(await tried[1]).toBeNull();
    await Promise.resolve();
    expect(open.map(({ what }) => what)).toEqual(["1", "3"]);
    expect(things.list).toEqual([]);
    open[1]?.refuse();
    expect(await tried[2]).toBeNull();
    expect(things.list.map(({ key }) => key)).toEqual(["a"]);
    void things.tryAgain();
    expect(open.map(({ what }) => what)).toEqual(["1", "3", "3"]);
  });

  it("has one id for every wish about what is being made, and another for the next", async () => {
    const { things } = setUp();
    const { open, save } = answers();
    const id = things.idOf("a");
    const first = things.attempt("a", "highlight", save("1"));
    await Promise.resolve();
    expect([things.idOf("a"), things.idOf("b") === id]).toEqual([id, false]);
    open[0]?.refuse();
    await first;
    expect(things.idOf("a")).toBe(id);
    const again = things.tryAgain();
    open[1]?.done();
    await again;
    expect(things.idOf("a")).not.toBe(id);
  });

  it("can be told to another page for as long as it is not on disk", async () => {
    const { things, disk, save } = setUp();
    const command = { command: "annotation_resize", request: { annotation: "x" } };
    await things.attempt("a", "highlight", save("a"), command);
    expect(things.wishes).toEqual([{ key: "a", kind: "highlight", ...command }]);
    await things.attempt("b", "highlight", save("b"));
    expect(things.wishes).toHaveLength(1);
    disk.code = null;
    await things.tryAgain();
    expect([things.wishes, things.list]).toEqual([[], []]);
  });
});
