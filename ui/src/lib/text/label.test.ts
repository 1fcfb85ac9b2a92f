import { describe, expect, it } from "vitest";
import type { Block, Speaker } from "$lib/api/generated";
import { buildBlock } from "./blocks";
import { labelOf, showInLabel } from "./label";
import { Hits } from "./hits";
import { Offsets } from "./offsets";
import type { Span } from "./segments";

const TURN = "許白 [01:02]: 許白說。\n";
const turn = {
  kind: "turn",
  start: 0,
  end: 15,
  bodyStart: 12,
  bodyEnd: 16,
  labelStart: 0,
  labelEnd: 2,
  time: 62_000,
  level: null,
} as Block;
const speaker = (name: string) => ({ id: "s", name, colour: 0 }) as Speaker;

function draw(text: string, block: Block, who: Speaker | null = null) {
  const offsets = new Offsets(text);
  const { element } = buildBlock(0, block, who, false, offsets, { selectTurn: () => "" });
  return (places: readonly number[], current: Span | null = null) => {
    showInLabel(element, block, offsets, Hits.of(places).within(labelOf(block), current));
    return [...element.querySelectorAll(".found")].map(
      (found) => found.textContent + (found.classList.contains("is-current") ? "!" : ""),
    );
  };
}

describe("what was found in a label", () => {
  it("is shown in the name as it is written, and goes again", () => {
    const show = draw(TURN, turn, speaker("許白"));
    expect(show([1, 2, 13, 14])).toEqual(["白"]);
    expect(show([0, 1, 1, 2], { start: 1, end: 2 })).toEqual(["許", "白!"]);
    expect(show([])).toEqual([]);
    expect(show([0, 2])).toEqual(["許白"]);
  });

  it("is shown on the whole name where that is another than what is written", () => {
    const show = draw(TURN, turn, speaker("許白女士"));
    expect(show([1, 2], { start: 1, end: 2 })).toEqual(["許白女士!"]);
    expect(show([])).toEqual([]);
  });

  it("is shown on the time where it is in that, and on the name where it goes on behind it", () => {
    const show = draw(TURN, turn, speaker("許白"));
    expect(show([4, 6])).toEqual(["1:02"]);
    expect(show([1, 6])).toEqual(["白"]);
    expect(show([11, 13])).toEqual(["許白"]);
  });

  it("is shown on the number of a section", () => {
    const heading = { ...turn, kind: "heading", level: 2, bodyStart: 7, bodyEnd: 9 } as Block;
    const show = draw("## 01. 開始\n", { ...heading, labelStart: null, labelEnd: null, time: null });
    expect(show([3, 5])).toEqual(["01"]);
    expect(show([])).toEqual([]);
  });
});
