import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TypedHere } from "./typedHere";

let typed: TypedHere;
let stop: () => void;
let told: string[];

function field(): HTMLInputElement {
  const made = document.body.appendChild(document.createElement("input"));
  made.addEventListener("input", (event) => told.push(`${(event as InputEvent).inputType} ${made.value}`));
  return made;
}

/** Types as a hand does: what is selected is replaced. */
function type(into: HTMLInputElement, text: string, inputType = "insertText"): void {
  into.dispatchEvent(new InputEvent("beforeinput", { bubbles: true, inputType }));
  into.setRangeText(text, into.selectionStart ?? 0, into.selectionEnd ?? 0, "end");
  into.dispatchEvent(new InputEvent("input", { bubbles: true, inputType }));
}

beforeEach(() => {
  typed = new TypedHere();
  told = [];
  stop = typed.follow(document);
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
});

describe("what was typed in a field", () => {
  it("is taken back in steps, and taken again", () => {
    const one = field();
    one.focus();
    for (const letter of "距離") type(one, letter);
    type(one, "很遠", "insertFromPaste");
    typed.step("undo");
    expect(one.value).toBe("距離");
    typed.step("undo");
    typed.step("undo");
    expect(one.value).toBe("");
    typed.step("redo");
    expect([one.value, one.selectionStart]).toEqual(["距離", 2]);
    expect(told.slice(3)).toEqual(["historyUndo 距離", "historyUndo ", "historyRedo 距離"]);
  });

  it("is another step where the cursor was moved meanwhile, and where it was deleted", () => {
    const one = field();
    one.focus();
    type(one, "a");
    type(one, "b");
    one.setSelectionRange(0, 0);
    type(one, "c");
    expect(one.value).toBe("cab");
    one.setSelectionRange(0, 3);
    type(one, "", "deleteContentBackward");
    const seen = ["undo", "undo", "undo"].map(() => (typed.step("undo"), one.value));
    expect(seen).toEqual(["cab", "ab", ""]);
  });

  it("is only what was typed there since the field got the focus", () => {
    const [one, other] = [field(), field()];
    one.focus();
    type(one, "a");
    other.focus();
    expect([typed.isIn(one), typed.isIn(other)]).toEqual([false, false]);
    typed.step("undo");
    type(other, "b");
    expect(typed.isIn(other)).toBe(true);
    typed.step("undo");
    typed.step("undo");
    expect([one.value, other.value, typed.isIn(other)]).toEqual(["a", "", true]);
    one.focus();
    expect(typed.isIn(one)).toBe(false);
  });

  it("is kept while the focus is elsewhere in a field that keeps it, unless another text was put there", () => {
    const [one, other] = [field(), field()];
    typed.keep(one);
    one.focus();
    type(one, "a");
    other.focus();
    expect(typed.isIn(other)).toBe(false);
    one.focus();
    typed.step("undo");
    expect(one.value).toBe("");
    other.focus();
    one.focus();
    typed.step("redo");
    expect(one.value).toBe("a");
    other.focus();
    one.value = "b";
    one.focus();
    expect(typed.isIn(one)).toBe(false);
  });

  it("ends where somebody else has put something into the field", () => {
    const one = field();
    one.focus();
    type(one, "a");
    one.value = "other";
    expect(typed.isIn(one)).toBe(false);
    type(one, "!");
    typed.step("undo");
    typed.step("undo");
    expect(one.value).toBe("other");
  });

  it("is one step where an input method has put it together", () => {
    const one = field();
    one.focus();
    one.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    for (const text of ["ㄐ", "ㄐㄩ", "距"]) {
      one.setSelectionRange(0, one.value.length);
      type(one, text, "insertCompositionText");
    }
    one.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
    typed.step("undo");
    expect(one.value).toBe("");
  });
});
