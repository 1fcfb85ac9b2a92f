import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetNotes, noteDraft } from "$lib/state/notes.svelte";
import { EarlyNote } from "./earlyNote.svelte";

vi.mock("$lib/tauri/call", () => ({
  invokeApi: () => new Promise(() => {}),
  invokeShell: () => new Promise(() => {}),
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  forgetNotes(["a"]);
  vi.useRealTimers();
});

const typed = (text: string): EarlyNote => {
  const note = new EarlyNote({ start: 0, end: 2 });
  note.type(text);
  return note;
};

describe("a note that is typed before its annotation is there", () => {
  it("is in it when it was made with all of it", () => {
    typed("你好").hasCome("a", "你好");
    expect(noteDraft("a")).toBeNull();
  });

  it("is gone on with when more was typed meanwhile, and afterwards", () => {
    const note = typed("你好嗎");
    note.hasCome("a", "你");
    expect(noteDraft("a")).toBe("你好嗎");
    note.type("你好嗎？");
    expect(noteDraft("a")).toBe("你好嗎？");
  });

  it("goes after what an annotation that was there already says", () => {
    typed("又一句").hasCome("a", "先前的");
    expect(noteDraft("a")).toBe("先前的\n\n又一句");
  });

  it("waits for the end of what an input method puts together", async () => {
    const note = typed("");
    let isDone = false;
    note.beginComposing();
    void note.composed().then(() => (isDone = true));
    await Promise.resolve();
    expect(isDone).toBe(false);
    note.endComposing();
    await note.composed();
    expect(isDone).toBe(true);
  });
});
