import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DocumentView } from "../api/generated";
import { app } from "../state/app.svelte";
import { codebook } from "../state/codebook.svelte";
import { OpenDocument } from "../state/document.svelte";
import { change, tag } from "../state/testing";
import type { ReaderCommands } from "./reader";
import { giveTagOfKey } from "./tagKeys";

vi.mock("../tauri/call", () => ({
  invokeApi: () => new Promise(() => {}),
  invokeShell: () => new Promise(() => {}),
}));

const given: string[] = [];

const press = (key: string, rest: Partial<KeyboardEvent> = {}) =>
  giveTagOfKey({
    key,
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    ...rest,
  });

beforeEach(() => {
  given.length = 0;
  codebook.apply(change(1, { codebook: [tag("t", null, { shortcut: "f" })] }));
  const view = { summary: { id: "d" }, text: "文字", blocks: [], annotations: [], orphans: [], position: 0 };
  app.document = new OpenDocument(view as unknown as DocumentView);
  app.document.selection = { start: 0, end: 1 };
  app.readerCommands = { giveTag: (tag: string) => void given.push(tag) } as ReaderCommands;
});

afterEach(() => {
  app.document = null;
  app.readerCommands = null;
  app.readOnly = null;
});

describe("a tag's key", () => {
  it("gives the tag to what is selected, also from a keyboard that writes other letters", () => {
    expect([press("f"), press("ㄑ", { code: "KeyF" })]).toEqual([true, true]);
    expect(given).toEqual(["t", "t"]);
  });

  it("is nothing with another key held, held down, for nobody's key, or where there is nothing to tag", () => {
    expect([press("f", { ctrlKey: true }), press("f", { repeat: true }), press("g")]).toEqual([
      false,
      false,
      false,
    ]);
    if (app.document !== null) app.document.selection = null;
    expect(press("f")).toBe(false);
    expect(given).toEqual([]);
  });

  it("changes nothing in a library that is open for reading only", () => {
    app.readOnly = { reason: "newer" } as unknown as typeof app.readOnly;
    expect(press("f")).toBe(false);
  });
});
