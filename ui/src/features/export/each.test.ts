import { beforeEach, describe, expect, it, vi } from "vitest";
import { Refused } from "../../lib/api/client";
import type { ExportEach, ExportedEach } from "../../lib/api/generated";
import { EachFile } from "./each.svelte";

const core = vi.hoisted(() => ({ asked: [] as object[], answer: (): object => ({}) }));
vi.mock("../../lib/tauri/call", () => ({
  invokeApi: async (_: string, request: object) => {
    core.asked.push(request);
    return core.answer();
  },
  invokeShell: () => new Promise(() => {}),
}));

const request: ExportEach = { format: "docx", documents: [], tags: null, folder: "out", overwrite: false };
const refusal = (code: string, params = {}) => Refused.from({ code, message: "No.", params, hint: null });
const done = (more: Partial<ExportedEach>): ExportedEach => ({
  folder: "/out",
  files: [],
  refused: [],
  left: 0,
  ...more,
});

beforeEach(() => (core.asked = []));

describe("a file each", () => {
  it("says nothing where all were written", async () => {
    core.answer = () => done({});
    const each = new EachFile();
    expect(await each.write(request)).toEqual(done({}));
    expect(each.isQuiet).toBe(true);
  });

  it("asks before it replaces files, and then writes the same again", async () => {
    const params = { folder: "/out", file: "Talk.docx", count: "2", all: "3" };
    core.answer = () => {
      throw refusal("files-exist", params);
    };
    const each = new EachFile();
    expect(await each.write(request)).toBeNull();
    expect(each.existing).toEqual({ folder: "/out", name: "Talk.docx", count: 2, all: 3 });
    expect(each.isQuiet).toBe(false);
    core.answer = () => done({});
    expect(await each.replace()).not.toBeNull();
    expect(core.asked).toEqual([request, { ...request, overwrite: true }]);
    expect(each.isQuiet).toBe(true);
  });

  it("keeps what came of it where some were not written", async () => {
    const each = new EachFile();
    for (const part of [
      done({ left: 2 }),
      done({ refused: [{ document: "d", name: "Talk.docx", error: refusal("disk-full").error }] }),
    ]) {
      core.answer = () => part;
      expect(await each.write(request)).toBeNull();
      expect(each.outcome).toEqual(part);
    }
    each.leave();
    expect(each.isQuiet).toBe(true);
  });

  it("passes on every other refusal", async () => {
    core.answer = () => {
      throw refusal("cancelled");
    };
    await expect(new EachFile().write(request)).rejects.toThrow();
  });
});
