import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Annotation, OrphanPlace } from "../api/generated";
import type { OpenDocument } from "./document.svelte";
import { OrphanTray } from "./orphans.svelte";

/** What the core answers, and what it was asked. */
const core = vi.hoisted(() => ({ calls: [] as string[], places: [] as OrphanPlace[] }));
vi.mock("../tauri/call", () => ({
  invokeApi: async (command: string) => {
    core.calls.push(command);
    return core.places;
  },
  invokeShell: () => new Promise(() => {}),
}));

beforeEach(() => void (core.calls.length = 0));

describe("where the orphans stood", () => {
  it("is asked once for all of them, and again when there is another one", async () => {
    const orphans = [{ id: "a" }, { id: "b" }] as Annotation[];
    const document = { id: "d", orphans };
    const tray = new OrphanTray(document as unknown as OpenDocument);
    core.places = orphans.map(({ id }) => ({ annotation: id, speaker: `speaker ${id}`, section: null }));
    expect(tray.placeOf("b")).toBeNull();
    await tray.locate();
    await tray.locate();
    expect(core.calls).toEqual(["orphan_places"]);
    expect(tray.placeOf("b")?.speaker).toBe("speaker b");
    orphans.push({ id: "c" } as Annotation);
    await tray.locate();
    expect(core.calls).toHaveLength(2);
  });
});
