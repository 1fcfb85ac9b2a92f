import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OpenDocument } from "../../lib/state/document.svelte";
import { Lighting } from "./lighting.svelte";

const annotation = { id: "a" };
const doc = { active: null as string | null, byId: new Map([["a", annotation]]) };
let lighting: Lighting;

beforeEach(() => {
  vi.useFakeTimers();
  doc.active = null;
  lighting = new Lighting(doc as unknown as OpenDocument);
});

afterEach(() => vi.useRealTimers());

describe("a pointer that rests on a passage", () => {
  it("has the others step back", () => {
    lighting.rest(["a"]);
    expect(lighting.lit).toBeNull();
    vi.runAllTimers();
    expect(lighting.lit).toEqual([annotation]);
  });

  it("looks no longer once what it has opened is closed", () => {
    doc.active = "a";
    lighting.rest(["a"]);
    vi.runAllTimers();
    lighting.open(null);
    doc.active = null;
    expect(lighting.lit).toBeNull();
  });

  it("looks on where nothing was open", () => {
    lighting.rest(["a"]);
    vi.runAllTimers();
    lighting.open(null);
    expect(lighting.lit).toEqual([annotation]);
  });
});
