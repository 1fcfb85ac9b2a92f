import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DocumentView } from "../../lib/api/generated";
import { OpenDocument } from "../../lib/state/document.svelte";
import FilterRow from "./FilterRow.svelte";

vi.mock("../../lib/tauri/call", () => ({
  invokeApi: () => new Promise(() => {}),
  invokeShell: () => new Promise(() => {}),
}));

let doc: OpenDocument;
let view: Record<string, unknown>;
let elsewhere: HTMLButtonElement;
const find = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);

beforeEach(() => {
  const structure = { blocks: [], speakers: [], sections: [], annotations: [], orphans: [] };
  const summary = { id: "d", title: "題", language: "zh-Hant", characters: 0 };
  const shown = { summary, revision: "r", text: "", position: 0, ...structure };
  doc = new OpenDocument(shown as unknown as DocumentView);
  elsewhere = document.createElement("button");
  document.body.append(elsewhere);
  view = mount(FilterRow, { target: document.body, props: { document: doc } });
  find("filter-open")?.click();
  flushSync();
});

afterEach(async () => {
  await unmount(view);
  document.body.replaceChildren();
});

describe("the panel of the filter", () => {
  it("stays while the focus goes about in it and in its row", () => {
    expect(find("filter-panel")).not.toBeNull();
    find("filter-done")?.focus();
    find("filter-open")?.focus();
    flushSync();
    expect(find("filter-panel")).not.toBeNull();
  });

  it("closes when the focus goes elsewhere, and leaves it there", () => {
    find("filter-done")?.focus();
    elsewhere.focus();
    flushSync();
    expect(find("filter-panel")).toBeNull();
    expect(document.activeElement).toBe(elsewhere);
  });

  it("stays while the window is left", () => {
    find("filter-done")?.focus();
    find("filter-done")?.blur();
    flushSync();
    expect(find("filter-panel")).not.toBeNull();
  });
});
