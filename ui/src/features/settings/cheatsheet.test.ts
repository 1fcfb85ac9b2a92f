import { afterEach, describe, expect, it, vi } from "vitest";
import { ACTIONS } from "../../lib/actions/table";
import { app } from "../../lib/state/app.svelte";
import { buildSheet, findLines } from "./cheatsheet";

vi.mock("../../lib/tauri/call", () => ({
  invokeApi: () => Promise.resolve({}),
  invokeShell: () => new Promise(() => {}),
}));

afterEach(() => {
  app.settings = { ...app.settings, shortcuts: {} };
});

describe("the cheat sheet", () => {
  it("has every action once, with the keys that are set", () => {
    app.settings = { ...app.settings, shortcuts: { "annotate.note": ["Mod+J"], "go.next": [] } };
    const lines = buildSheet().flatMap((group) => group.lines.map((line) => ({ ...line, group: group.id })));
    const actions = lines.flatMap(({ action }) => (action ? [action.id] : []));
    expect([...actions].sort()).toEqual(ACTIONS.map(({ id }) => id).sort());
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    expect(lines.find(({ id }) => id === "annotate.note")).toMatchObject({
      keys: ["Ctrl+J"],
      group: "annotate",
    });
    expect(lines.find(({ id }) => id === "go.next")).toMatchObject({ keys: [], group: "without" });
  });

  it("is searched by names and by keys", () => {
    const found = (query: string): string[] =>
      findLines(buildSheet(), query).flatMap(({ lines }) => lines.map(({ id }) => id));
    expect(found("write note")).toEqual(["annotate.note"]);
    expect(found("ctrl+k")).toEqual(["go.palette"]);
    expect(found("ＣＴＲＬ+ｋ")).toEqual(["go.palette"]);
    expect(found("nothing of the kind")).toEqual([]);
    expect(found(" ")).toHaveLength(buildSheet().flatMap(({ lines }) => lines).length);
  });
});
