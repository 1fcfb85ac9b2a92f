import { afterEach, describe, expect, it, vi } from "vitest";
import { swallowRepeats } from "./repeats";

function press(type: string, x: number, at: number): MouseEvent {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: 10 });
  Object.defineProperty(event, "timeStamp", { value: at });
  return event;
}

describe("pressing again", () => {
  const heard = vi.fn();
  afterEach(() => {
    document.removeEventListener("mousedown", heard);
    heard.mockReset();
  });

  it("reaches nothing right after, and everything later or elsewhere", async () => {
    document.addEventListener("mousedown", heard);
    swallowRepeats(press("click", 20, 1000));
    await Promise.resolve();
    const second = press("mousedown", 21, 1150);
    document.body.dispatchEvent(second);
    expect(heard).not.toHaveBeenCalled();
    expect(second.defaultPrevented).toBe(true);

    document.body.dispatchEvent(press("mousedown", 60, 1200));
    expect(heard).toHaveBeenCalledTimes(1);
    // From there on nothing is looked for any more.
    document.body.dispatchEvent(press("mousedown", 20, 1250));
    expect(heard).toHaveBeenCalledTimes(2);
  });

  it("is what it is when it comes late", async () => {
    document.addEventListener("mousedown", heard);
    swallowRepeats(press("click", 20, 1000));
    await Promise.resolve();
    document.body.dispatchEvent(press("mousedown", 20, 1600));
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
