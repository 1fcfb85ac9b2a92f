import { describe, expect, it, vi } from "vitest";
import { takeLastKeys } from "./lastKeys";

const press = () => window.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));

describe("the keys that were pressed before the window was asked to close", () => {
  it("are waited for, one way to the shell and back after the other", async () => {
    let left = 5;
    const round = vi.fn(async () => {
      await Promise.resolve();
      if (left > 0) {
        left -= 1;
        press();
      }
    });
    await takeLastKeys(round);
    expect(left).toBe(0);
    // Two more in which none came.
    expect(round).toHaveBeenCalledTimes(7);
  });

  it("are believed to have come only when two ways one after the other brought none", async () => {
    const brings = [true, false, true, false, false];
    const round = vi.fn(async () => {
      await Promise.resolve();
      if (brings.shift() === true) press();
    });
    await takeLastKeys(round);
    expect(round).toHaveBeenCalledTimes(5);
  });

  it("are not waited for without end", async () => {
    vi.useFakeTimers();
    try {
      let isOver = false;
      void takeLastKeys(async () => {
        await Promise.resolve();
        press();
      }).then(() => (isOver = true));
      await vi.advanceTimersByTimeAsync(1000);
      expect(isOver).toBe(false);
      // Each way takes no time at all here; the clock goes on by itself.
      while (!isOver) await vi.advanceTimersByTimeAsync(100);
    } finally {
      vi.useRealTimers();
    }
  });
});
