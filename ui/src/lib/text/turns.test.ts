import { describe, expect, it } from "vitest";
import type { Block, Speaker } from "$lib/api/generated";
import { exchangeAt, turnAt } from "./turns";

const SPEAKERS = [
  { id: "q", role: "interviewer" },
  { id: "p", role: "interviewer" },
  { id: "a", role: "interviewee" },
  { id: "o", role: "other" },
] as Speaker[];

/** One block a sign: h a heading, - a paragraph, a speaker a turn, a speaker in capitals a continuation. */
function blocks(signs: string): Block[] {
  return [...signs].map((sign) => {
    const kind = sign === "h" ? "heading" : sign === "-" ? "paragraph" : "turn";
    const isLabelled = kind === "turn" && sign === sign.toLowerCase();
    const speaker = kind === "turn" ? sign.toLowerCase() : null;
    return { kind, speaker, labelStart: isLabelled ? 0 : null } as Block;
  });
}

/** The exchange or turn of each block, as the signs from its first through its last. */
function ranges(signs: string, of: "exchange" | "turn"): (string | null)[] {
  const all = blocks(signs);
  return [...signs].map((_, at) => {
    const range = of === "turn" ? turnAt(all, at) : exchangeAt(all, SPEAKERS, at);
    return range && signs.slice(range.first, range.last + 1);
  });
}

describe("a turn", () => {
  it("reaches from its label through its continuations", () => {
    expect(ranges("hqaAAqa-", "turn")).toEqual(["h", "q", "aAA", "aAA", "aAA", "q", "a", "-"]);
  });

  it("begins anew where the label is repeated, and where somebody else goes on", () => {
    expect(ranges("aaAO", "turn")).toEqual(["a", "aA", "aA", "O"]);
  });
});

describe("a question with its answer", () => {
  it("reaches from a question through the answer to it", () => {
    expect(ranges("qaqaA", "exchange")).toEqual(["qa", "qa", "qaA", "qaA", "qaA"]);
  });

  it("ends at a heading, and begins behind one", () => {
    expect(ranges("qahqa", "exchange")).toEqual(["qa", "qa", null, "qa", "qa"]);
  });

  it("holds all who ask in a row, all who answer, and what is told between", () => {
    expect(ranges("qpao-aqa", "exchange").slice(0, 7)).toEqual([
      ...Array.from({ length: 6 }, () => "qpao-a"),
      "qa",
    ]);
  });

  it("is none before the first question, and where nobody asks", () => {
    expect(ranges("-aqa", "exchange")).toEqual([null, null, "qa", "qa"]);
    expect(exchangeAt(blocks("ao"), [], 0)).toBeNull();
  });
});
