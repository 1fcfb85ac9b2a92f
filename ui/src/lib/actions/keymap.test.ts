import { afterEach, describe, expect, it, vi } from "vitest";
import { app } from "../state/app.svelte";
import {
  fixedOwnersOf,
  isAnyChanged,
  isChanged,
  ownersOf,
  removeKeys,
  resetAllKeys,
  resetKeys,
  setKey,
} from "./keymap";
import { buildMenu } from "./menu";
import { ACTIONS, findAction } from "./table";
import type { Action } from "./types";

vi.mock("../tauri/call", () => ({
  invokeApi: () => Promise.resolve({}),
  invokeShell: () => new Promise(() => {}),
}));

const action = (id: string): Action => findAction(id) as Action;
const undo = action("edit.undo");
const redo = action("edit.redo");
const note = action("annotate.note");

afterEach(() => {
  app.settings = { ...app.settings, shortcuts: {} };
});

describe("a key that is the same for everybody", () => {
  const ids = (shortcut: string, of: Action) => fixedOwnersOf(shortcut, of).map(({ id }) => id);

  it("is not free, but for the action that came with it", () => {
    expect(ids("Mod+J", action("app.settings"))).toEqual(["tags-merge"]);
    expect(ids("M", note)).toEqual(["passages-split"]);
    expect(ids("M", action("memo.section"))).toEqual([]);
    expect(ids("Mod+B", note)).toEqual([]);
  });
});

describe("the keys of an action", () => {
  it("are those it came with until others are set, and then those everywhere", async () => {
    expect(note.shortcuts).toEqual(["N"]);
    await setKey(note, "Mod+J", []);
    expect(note.shortcuts).toEqual(["Mod+J"]);
    expect(isChanged(note)).toBe(true);
    expect(JSON.stringify(buildMenu())).toContain(
      '"annotate.note","label":"Write Note","shortcut":"CmdOrCtrl+J"',
    );
    await resetKeys(note, ACTIONS);
    expect(note.shortcuts).toEqual(["N"]);
    expect(isAnyChanged()).toBe(false);
  });

  it("are taken from who has them, who keeps the others", async () => {
    const owners = ownersOf("Mod+Y", ACTIONS, note);
    expect(owners.map(({ id }) => id)).toEqual(["edit.redo"]);
    await setKey(note, "Mod+Y", owners);
    expect(redo.shortcuts).toEqual(["Mod+Shift+Z"]);
    expect(ownersOf("Mod+Y", ACTIONS, redo).map(({ id }) => id)).toEqual(["annotate.note"]);
  });

  it("come back with a reset, also from who has them now", async () => {
    await setKey(note, "Mod+Z", [undo]);
    expect(undo.shortcuts).toEqual([]);
    await resetKeys(undo, ACTIONS);
    expect(undo.shortcuts).toEqual(["Mod+Z"]);
    expect(note.shortcuts).toEqual([]);
    await resetAllKeys();
    expect(note.shortcuts).toEqual(["N"]);
  });

  it("can be none, and are never what no keyboard can press", async () => {
    await removeKeys(note);
    expect(note.shortcuts).toEqual([]);
    app.settings = { ...app.settings, shortcuts: { "annotate.note": ["Hyper+鍵", "B"] } };
    expect(note.shortcuts).toEqual(["B"]);
  });
});
