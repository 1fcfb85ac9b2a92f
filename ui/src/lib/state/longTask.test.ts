import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Refused } from "../api/client";
import { LongTask, QUIET_MS, STOPPED } from "./longTask.svelte";

/** What the core was asked, and who hears how far it is. */
const core = vi.hoisted(() => ({
  calls: [] as string[],
  tell: (_: { task: string; done: number; total: number }) => {},
  listeners: 0,
}));
vi.mock("../tauri/call", () => ({
  invokeApi: async (command: string) => void core.calls.push(command),
  invokeShell: () => new Promise(() => {}),
}));
vi.mock("../tauri/events", () => ({
  onProgress: async (handler: typeof core.tell) => {
    core.tell = handler;
    core.listeners += 1;
    return () => (core.listeners -= 1);
  },
}));

const cancelled = Refused.from({ code: "cancelled", message: "Stopped.", params: {}, hint: null });

/** Work that ends when it is told to. */
function work() {
  let finish = (_: string) => {};
  let refuse = (_: unknown) => {};
  const done = new Promise<string>((resolve, reject) => ((finish = resolve), (refuse = reject)));
  return {
    done: () => done,
    finish: (answer: string) => finish(answer),
    refuse: (why: unknown) => refuse(why),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  core.calls.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

describe("work that takes long", () => {
  it("is shown once it has taken half a second, and not before", async () => {
    const [task, { done, finish }] = [new LongTask("export"), work()];
    const ran = task.run(done);
    await vi.advanceTimersByTimeAsync(QUIET_MS - 1);
    expect([task.isRunning, task.isShown]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(task.isShown).toBe(true);
    finish("file");
    expect(await ran).toBe("file");
    expect([task.isRunning, task.isShown]).toEqual([false, false]);
  });

  it("is never shown where it is done before", async () => {
    const [task, { done, finish }] = [new LongTask("export"), work()];
    const ran = task.run(done);
    finish("file");
    await ran;
    await vi.advanceTimersByTimeAsync(2 * QUIET_MS);
    expect(task.isShown).toBe(false);
  });

  it("says how far it is, and hears of no other work", async () => {
    const [task, { done, finish }] = [new LongTask("export"), work()];
    const ran = task.run(done);
    await vi.advanceTimersByTimeAsync(0);
    core.tell({ task: "backup", done: 1, total: 2 });
    expect(task.share).toBeNull();
    core.tell({ task: "export", done: 1, total: 4 });
    expect(task.share).toBe(0.25);
    finish("file");
    await ran;
    await vi.advanceTimersByTimeAsync(0);
    expect(core.listeners).toBe(0);
  });

  it("is stopped by the core, which says so", async () => {
    const [task, { done, refuse }] = [new LongTask("export"), work()];
    await task.stop();
    expect(core.calls).toEqual([]);
    const ran = task.run(done);
    void task.stop();
    expect([core.calls, task.isStopping]).toEqual([["task_cancel"], true]);
    refuse(cancelled);
    expect(await ran).toBe(STOPPED);
    expect([task.isRunning, task.isStopping]).toEqual([false, false]);
  });

  it("hands on what it is refused for", async () => {
    const [task, { done, refuse }] = [new LongTask(), work()];
    const ran = task.run(done);
    refuse(new Error("full"));
    await expect(ran).rejects.toThrow("full");
    expect(task.isRunning).toBe(false);
  });
});
