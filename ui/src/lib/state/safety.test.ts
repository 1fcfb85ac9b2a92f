import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refused } from "../api/client";
import type { Backup, BackupList } from "../api/generated";
import { safety } from "./safety.svelte";
import { toasts } from "./toasts.svelte";

/** What the core answers, by command. */
const core = vi.hoisted(() => ({ calls: [] as string[], answers: {} as Record<string, () => unknown> }));
vi.mock("../tauri/call", () => ({
  invokeApi: async (command: string) => {
    core.calls.push(command);
    return core.answers[command]?.() ?? {};
  },
  invokeShell: () => new Promise(() => {}),
}));

const backup: Backup = { path: "/b/1", at: 0, reason: "manual", bytes: 9, isOwn: true };
const failure = { code: "disk-full", message: "Full.", params: {}, hint: null };
const list = (rest: Partial<BackupList> = {}): BackupList => ({
  folder: "/b",
  isDefault: true,
  named: null,
  backups: [backup],
  failure: null,
  ...rest,
});

beforeEach(() => {
  core.calls.length = 0;
  core.answers = { backup_list: () => list() };
});
afterEach(() => {
  for (const { id } of toasts.list) toasts.dismiss(id);
});

describe("a backup that failed", () => {
  it("is said until one succeeds", async () => {
    core.answers["backup_list"] = () => list({ failure });
    await safety.look();
    expect(safety.failure).toEqual(failure);
    core.answers["backup_list"] = () => list();
    core.answers["backup_make"] = () => backup;
    expect(await safety.make()).toEqual(backup);
    expect(safety.failure).toBeNull();
  });

  it("by hand is reported, and leaves the list as it was", async () => {
    await safety.look();
    core.answers["backup_make"] = () => {
      throw Refused.from(failure);
    };
    expect(await safety.make()).toBeNull();
    expect(toasts.list).toHaveLength(1);
    expect([safety.backups?.backups, safety.work]).toEqual([[backup], null]);
  });
});

describe("long work", () => {
  it("is done one at a time, and says how far it is", async () => {
    let finish = (_: unknown) => {};
    core.answers["backup_make"] = () => new Promise((resolve) => (finish = resolve));
    const first = safety.make();
    await vi.waitFor(() => expect(safety.work).toBe("backup"));
    safety.progress({ task: "backup", done: 1, total: 4 });
    expect(safety.share).toBe(0.25);
    expect(await safety.compare(backup)).toBeNull();
    expect(core.calls).not.toContain("backup_compare");
    finish(backup);
    expect(await first).toEqual(backup);
    expect(safety.work).toBeNull();
  });

  it("that was stopped is no failure", async () => {
    core.answers["doctor_examine"] = () => {
      throw Refused.from({ ...failure, code: "cancelled" });
    };
    await safety.examine();
    expect(toasts.list).toEqual([]);
  });
});
