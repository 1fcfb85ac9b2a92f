import { describe, expect, it, vi } from "vitest";
import { invokeApi, invokeShell } from "../tauri/call";
import { Refused } from "./refused";

const bridge = vi.hoisted(() => ({ rejection: null as unknown }));
vi.mock("@tauri-apps/api/core", () => ({ invoke: () => Promise.reject(bridge.rejection) }));

describe("what a call is rejected with", () => {
  it("is the error of the core or the shell", () => {
    const error = { code: "disk-full", params: { path: "/l" }, message: "The disk is full.", hint: null };
    expect(Refused.from(error).error).toEqual(error);
    expect(Refused.from(error).isAbout("disk-full")).toBe(true);
  });

  it("comes as a refusal from whichever command was called", async () => {
    // What comes through the window's bridge is a plain object.
    bridge.rejection = { code: "library-damaged", params: {}, message: "It is damaged.", hint: null };
    for (const call of [invokeShell("library_open_again"), invokeApi("document_list", {})])
      await expect(call).rejects.toMatchObject({ name: "Refused", error: { code: "library-damaged" } });
  });

  it("is a sentence where it is something else", () => {
    expect(Refused.from("not allowed").error).toMatchObject({ code: "unexpected", message: "not allowed" });
  });

  it("stays what it is when it passes twice", () => {
    const refused = Refused.from("x");
    expect(Refused.from(refused)).toBe(refused);
  });
});
