import { afterEach, describe, expect, it } from "vitest";
import { arrows } from "./arrows";

afterEach(() => document.body.replaceChildren());

function press(key: string): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  document.activeElement?.dispatchEvent(event);
  return event.defaultPrevented;
}

describe("arrow keys in a list", () => {
  it("go to the next button, stop at the ends, and leave out what cannot be pressed", () => {
    const list = document.createElement("div");
    list.innerHTML = "<button>a</button><button disabled>b</button><button>c</button>";
    document.body.append(list);
    const stop = arrows(list);
    list.querySelector("button")?.focus();
    const seen = ["ArrowDown", "ArrowDown", "Home", "End", "ArrowUp"].map((key) => {
      expect(press(key)).toBe(true);
      return document.activeElement?.textContent;
    });
    expect(seen).toEqual(["c", "c", "a", "c", "a"]);
    expect(press("ArrowRight")).toBe(false);
    stop();
    expect(press("ArrowDown")).toBe(false);
  });
});
