import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Drafts, MOST_WAIT_MS, PAUSE_MS, type DraftOutcome, type SaveText } from "./drafts.svelte";

interface Saved {
  id: string;
  text: string;
  joinKey: string;
}

/** Texts whose saving is recorded, and held up or refused as the test asks. */
function setUp() {
  const saved: Saved[] = [];
  const outcomes: DraftOutcome["kind"][] = [];
  let gate: Promise<void> = Promise.resolve();
  let isRefusing = false;
  const save: SaveText = async (id, text, joinKey) => {
    await gate;
    if (isRefusing) throw new Error("the disk is full");
    saved.push({ id, text, joinKey });
  };
  return {
    drafts: new Drafts("note", save, (_, { kind }) => outcomes.push(kind)),
    saved,
    outcomes,
    refuse: (yes: boolean) => (isRefusing = yes),
    /** Holds every save up until the returned function is called. */
    hold: () => {
      let open = () => {};
      gate = new Promise((resolve) => (open = resolve));
      return open;
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pause = () => vi.advanceTimersByTimeAsync(PAUSE_MS);

describe("a text", () => {
  it("is saved once after a pause in typing", async () => {
    const { drafts, saved } = setUp();
    drafts.type("a", "硃");
    await vi.advanceTimersByTimeAsync(PAUSE_MS / 2);
    drafts.type("a", "硃批");
    expect(drafts.state("a")).toBe("saving");
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(saved.map(({ text }) => text)).toEqual(["硃批"]);
    expect(drafts.state("a")).toBe("saved");
    expect(drafts.draft("a")).toBeNull();
  });

  it("typed without a pause is saved all the same, no later than two seconds after the first key", async () => {
    const { drafts, saved } = setUp();
    const step = PAUSE_MS / 2;
    for (let typed = 0; typed < 3 * MOST_WAIT_MS; typed += step) {
      drafts.type("a", `${typed}`);
      await vi.advanceTimersByTimeAsync(step);
    }
    // What was typed last before each limit; the key after it starts the next wait.
    expect(saved.map(({ text }) => text)).toEqual(["1800", "3800", "5800"]);
    expect(new Set(saved.map(({ joinKey }) => joinKey)).size).toBe(1);
  });

  it("saved by its limit is not saved again by its pause", async () => {
    const { drafts, saved } = setUp();
    for (let typed = 0; typed < MOST_WAIT_MS; typed += PAUSE_MS / 2) {
      drafts.type("a", `${typed}`);
      await vi.advanceTimersByTimeAsync(PAUSE_MS / 2);
    }
    await vi.advanceTimersByTimeAsync(MOST_WAIT_MS);
    expect(saved).toHaveLength(1);
  });

  it("typed while it is being saved is saved again, in order", async () => {
    const { drafts, saved, hold } = setUp();
    const open = hold();
    drafts.type("a", "one");
    await pause();
    drafts.type("a", "two");
    await pause();
    expect(drafts.state("a")).toBe("saving");
    open();
    await drafts.flush();
    expect(saved.map(({ text }) => text)).toEqual(["one", "two"]);
    expect(drafts.state("a")).toBe("saved");
  });

  it("that was not saved is kept, and saved when tried again", async () => {
    const { drafts, saved, outcomes, refuse } = setUp();
    refuse(true);
    drafts.type("a", "kept");
    expect(await drafts.flush()).toBe(false);
    expect([drafts.state("a"), drafts.draft("a")]).toEqual(["failed", "kept"]);
    expect(drafts.drafts()).toEqual([{ id: "a", text: "kept" }]);
    refuse(false);
    await drafts.tryAgain("a");
    expect(saved.map(({ text }) => text)).toEqual(["kept"]);
    expect(outcomes).toEqual(["failed", "saved"]);
    expect(drafts.drafts()).toEqual([]);
  });

  it("tried again stays in the editing session it was typed in", async () => {
    const { drafts, saved, refuse } = setUp();
    drafts.type("a", "1");
    await pause();
    refuse(true);
    drafts.type("a", "2");
    await pause();
    refuse(false);
    await drafts.tryAgain("a");
    drafts.type("a", "3");
    await pause();
    expect(new Set(saved.map(({ joinKey }) => joinKey)).size).toBe(1);
  });

  it("carries one join key through an editing session and another in the next", async () => {
    const { drafts, saved } = setUp();
    drafts.type("a", "1");
    await pause();
    drafts.type("a", "2");
    await drafts.flush("a");
    drafts.type("a", "3");
    await drafts.flush("a");
    const keys = saved.map(({ joinKey }) => joinKey);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[1]);
  });

  it("of something that was deleted is not saved", async () => {
    const { drafts, saved } = setUp();
    drafts.type("a", "gone");
    drafts.forget("a");
    await pause();
    expect(saved).toEqual([]);
    expect(drafts.state("a")).toBe("idle");
  });
});

it("flushing saves everything that waits, and says whether all of it is on disk", async () => {
  const { drafts, saved } = setUp();
  drafts.type("a", "1");
  drafts.type("b", "2");
  expect(await drafts.flush()).toBe(true);
  expect(saved.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(await drafts.flush()).toBe(true);
  expect(saved).toHaveLength(2);
});
