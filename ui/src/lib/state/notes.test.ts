import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MOST_WAIT_MS, Notes, PAUSE_MS, type NoteOutcome, type SaveNote } from "./notes.svelte";

interface Saved {
  id: string;
  text: string;
  joinKey: string;
}

/** Notes whose saving is recorded, and held up or refused as the test asks. */
function setUp() {
  const saved: Saved[] = [];
  const outcomes: NoteOutcome["kind"][] = [];
  let gate: Promise<void> = Promise.resolve();
  let isRefusing = false;
  const save: SaveNote = async (id, text, joinKey) => {
    await gate;
    if (isRefusing) throw new Error("the disk is full");
    saved.push({ id, text, joinKey });
  };
  return {
    notes: new Notes(save, (_, { kind }) => outcomes.push(kind)),
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

describe("a note", () => {
  it("is saved once after a pause in typing", async () => {
    const { notes, saved } = setUp();
    notes.type("a", "硃");
    await vi.advanceTimersByTimeAsync(PAUSE_MS / 2);
    notes.type("a", "硃批");
    expect(notes.state("a")).toBe("saving");
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
    expect(saved).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(saved.map(({ text }) => text)).toEqual(["硃批"]);
    expect(notes.state("a")).toBe("saved");
    expect(notes.draft("a")).toBeNull();
  });

  it("typed without a pause is saved all the same, no later than two seconds after the first key", async () => {
    const { notes, saved } = setUp();
    const step = PAUSE_MS / 2;
    for (let typed = 0; typed < 3 * MOST_WAIT_MS; typed += step) {
      notes.type("a", `${typed}`);
      await vi.advanceTimersByTimeAsync(step);
    }
    // What was typed last before each limit; the key after it starts the next wait.
    expect(saved.map(({ text }) => text)).toEqual(["1800", "3800", "5800"]);
    expect(new Set(saved.map(({ joinKey }) => joinKey)).size).toBe(1);
  });

  it("saved by its limit is not saved again by its pause", async () => {
    const { notes, saved } = setUp();
    for (let typed = 0; typed < MOST_WAIT_MS; typed += PAUSE_MS / 2) {
      notes.type("a", `${typed}`);
      await vi.advanceTimersByTimeAsync(PAUSE_MS / 2);
    }
    await vi.advanceTimersByTimeAsync(MOST_WAIT_MS);
    expect(saved).toHaveLength(1);
  });

  it("typed while it is being saved is saved again, in order", async () => {
    const { notes, saved, hold } = setUp();
    const open = hold();
    notes.type("a", "one");
    await pause();
    notes.type("a", "two");
    await pause();
    expect(notes.state("a")).toBe("saving");
    open();
    await notes.flush();
    expect(saved.map(({ text }) => text)).toEqual(["one", "two"]);
    expect(notes.state("a")).toBe("saved");
  });

  it("that was not saved is kept, and saved when tried again", async () => {
    const { notes, saved, outcomes, refuse } = setUp();
    refuse(true);
    notes.type("a", "kept");
    expect(await notes.flush()).toBe(false);
    expect([notes.state("a"), notes.draft("a")]).toEqual(["failed", "kept"]);
    expect(notes.drafts()).toEqual([{ annotation: "a", note: "kept" }]);
    refuse(false);
    await notes.tryAgain("a");
    expect(saved.map(({ text }) => text)).toEqual(["kept"]);
    expect(outcomes).toEqual(["failed", "saved"]);
    expect(notes.drafts()).toEqual([]);
  });

  it("tried again stays in the editing session it was typed in", async () => {
    const { notes, saved, refuse } = setUp();
    notes.type("a", "1");
    await pause();
    refuse(true);
    notes.type("a", "2");
    await pause();
    refuse(false);
    await notes.tryAgain("a");
    notes.type("a", "3");
    await pause();
    expect(new Set(saved.map(({ joinKey }) => joinKey)).size).toBe(1);
  });

  it("carries one join key through an editing session and another in the next", async () => {
    const { notes, saved } = setUp();
    notes.type("a", "1");
    await pause();
    notes.type("a", "2");
    await notes.flush("a");
    notes.type("a", "3");
    await notes.flush("a");
    const keys = saved.map(({ joinKey }) => joinKey);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[1]);
  });

  it("of a deleted annotation is not saved", async () => {
    const { notes, saved } = setUp();
    notes.type("a", "gone");
    notes.forget("a");
    await pause();
    expect(saved).toEqual([]);
    expect(notes.state("a")).toBe("idle");
  });
});

it("flushing saves everything that waits, and says whether all of it is on disk", async () => {
  const { notes, saved } = setUp();
  notes.type("a", "1");
  notes.type("b", "2");
  expect(await notes.flush()).toBe(true);
  expect(saved.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(await notes.flush()).toBe(true);
  expect(saved).toHaveLength(2);
});
