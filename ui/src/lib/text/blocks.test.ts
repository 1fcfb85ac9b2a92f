import { describe, expect, it } from "vitest";
import type { Block, Speaker } from "$lib/api/generated";
import { buildBlock, clockTime, headingNumber } from "./blocks";
import { Offsets } from "./offsets";

const words = { selectTurn: (name: string) => `Select what ${name} says` };
const ada: Speaker = {
  id: "s1",
  name: "Ada",
  aliases: [],
  role: "interviewee",
  colour: 9,
  turns: 1,
  characters: 1,
};

function block(fields: Partial<Block>): Block {
  return {
    start: 0,
    end: 10,
    bodyStart: 0,
    bodyEnd: 10,
    kind: "paragraph",
    level: null,
    number: null,
    speaker: null,
    labelStart: null,
    labelEnd: null,
    time: null,
    ...fields,
  };
}

describe("the elements of a block", () => {
  it("hangs the speaker's name beside the turn it opens, and not beside its continuations", () => {
    const offsets = new Offsets("A: yes\nand\n");
    const turn = block({
      kind: "turn",
      speaker: "s1",
      labelStart: 0,
      labelEnd: 1,
      bodyStart: 3,
      time: 65_000,
    });
    const opening = buildBlock(4, turn, ada, false, offsets, words).element;
    expect(opening.querySelector("button.who")?.textContent).toBe("Ada1:05");
    expect(opening.querySelector("button")?.tabIndex).toBe(-1);
    expect(opening.dataset["block"]).toBe("4");
    expect(opening.classList.contains("speaker-1")).toBe(true);
    const more = buildBlock(5, block({ kind: "turn", speaker: "s1" }), ada, true, offsets, words).element;
    expect(more.querySelector(".who")).toBeNull();
  });

  it("is a heading of its level, with its number set apart", () => {
    const heading = block({ kind: "heading", level: 1, number: 3, bodyStart: 3 });
    const { element, body } = buildBlock(0, heading, null, false, new Offsets("03.融資"), words);
    expect(body.tagName).toBe("H2");
    expect(element.querySelector(".section-number")?.textContent).toBe("03");
    expect(
      buildBlock(0, block({ kind: "heading", level: 2 }), null, false, new Offsets("x"), words).body.tagName,
    ).toBe("H3");
    expect(buildBlock(0, block({ kind: "title" }), null, false, new Offsets("x"), words).body.tagName).toBe(
      "H1",
    );
  });

  it("takes a section's number as it stands, without its punctuation", () => {
    expect(["01.", "一、", "（一）", "第三章　", "## ", "## 2. "].map(headingNumber)).toEqual([
      "01",
      "一",
      "一",
      "第三章",
      "",
      "2",
    ]);
  });

  it("writes times as a clock does", () => {
    expect([0, 65_999, 754_000, 4_354_000].map(clockTime)).toEqual(["0:00", "1:05", "12:34", "1:12:34"]);
  });
});
