import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { goToPane } from "./panes";

beforeEach(() => {
  document.body.innerHTML = `
    <header data-pane><button id="back">a</button><button id="undo">b</button></header>
    <aside data-pane><button id="tab" tabindex="-1">c</button><button id="row">d</button></aside>
    <div data-pane id="page" tabindex="0"><p>…</p>
      <aside data-pane id="margin"><button id="note">e</button></aside>
    </div>
    <section data-pane id="empty"></section>`;
  // Nothing is laid out here: what is in the page counts as seen.
  HTMLElement.prototype.getClientRects = () => [new DOMRect(0, 0, 1, 1)] as unknown as DOMRectList;
});

afterEach(() => document.body.replaceChildren());

function go(step: 1 | -1): string | undefined {
  goToPane(step);
  return document.activeElement?.id;
}

describe("going between the parts of the window", () => {
  it("meets each that can have the focus, in both directions and around", () => {
    expect([1, 1, 1, 1, 1].map(() => go(1))).toEqual(["back", "row", "page", "note", "back"]);
    expect([1, 1, 1].map(() => go(-1))).toEqual(["note", "page", "row"]);
  });

  it("comes back to what had the focus in a part", () => {
    document.getElementById("undo")?.focus();
    go(1);
    expect(go(-1)).toBe("undo");
    (document.getElementById("undo") as HTMLButtonElement).disabled = true;
    go(1);
    expect(go(-1)).toBe("back");
  });
});
