import { describe, expect, it } from "vitest";
import type { Annotation, Outcome, PlaceView, UpdateEntry, Verdict } from "../../lib/api/generated";
import {
  acceptanceOf,
  acceptCertain,
  countOpen,
  decisionsOf,
  listEntries,
  placementOf,
  standingOf,
} from "./decisions";
import { likenessOf } from "../../lib/text/scores";

const place = (start: number): PlaceView => ({
  start,
  end: start + 4,
  before: "",
  text: "",
  after: "",
  speaker: null,
  section: null,
});

function entry(
  id: string,
  outcome: Outcome,
  proposed: number | null,
  candidates: number[] = [],
): UpdateEntry {
  return {
    annotation: { id } as Annotation,
    outcome,
    old: place(0),
    proposed: proposed === null ? null : place(proposed),
    score: 1,
    candidates: candidates.map((start) => ({ place: place(start), score: 0.8 })),
    reason: null,
  };
}

const moved = entry("m", "moved", 9);
const changed = entry("c", "changed", 20);
const asked = entry("q", "to-confirm", null, [30, 50]);
const lost = entry("o", "orphaned", null);
const all = [moved, lost, asked, changed];
const none = new Map<string, Verdict>();

describe("an entry of the report", () => {
  it("goes where it is proposed as long as nobody says otherwise, and waits where nothing is", () => {
    expect(all.map((each) => standingOf(each, none).kind)).toEqual([
      "proposed",
      "orphan",
      "open",
      "proposed",
    ]);
    expect(countOpen(all, none)).toBe(1);
  });

  it("is accepted by one key: as proposed, or at its likeliest place", () => {
    expect(acceptanceOf(moved)).toEqual({ kind: "accept" });
    expect(acceptanceOf(asked)).toEqual({ kind: "place", start: 30, end: 34 });
    expect(acceptanceOf(lost)).toBeNull();
  });

  it("is not accepted unseen where somebody has to say, though a place is named", () => {
    const named = entry("n", "to-confirm", 30, [30, 50]);
    expect(standingOf(named, none).kind).toBe("open");
    expect(acceptanceOf(named)).toEqual({ kind: "place", start: 30, end: 34 });
  });

  it("tells which of its places was chosen", () => {
    const verdict = placementOf(asked, 1);
    expect(verdict).toEqual({ kind: "place", start: 50, end: 54 });
    const verdicts = new Map(verdict && [["q", verdict]]);
    expect(standingOf(asked, verdicts)).toEqual({ kind: "chosen", candidate: 1 });
    expect(placementOf(asked, 2)).toBeNull();
    expect(countOpen(all, verdicts)).toBe(0);
  });
});

describe("accepting all certain ones", () => {
  it("leaves alone what asks for somebody and what was decided otherwise", () => {
    const verdicts = acceptCertain(all, new Map([["c", { kind: "orphan" } as const]]));
    expect(decisionsOf(verdicts)).toEqual([
      { annotation: "c", verdict: { kind: "orphan" } },
      { annotation: "m", verdict: { kind: "accept" } },
    ]);
    expect(countOpen(all, verdicts)).toBe(1);
  });
});

it("what asks for somebody is listed first", () => {
  expect(listEntries(all).map(({ annotation }) => annotation.id)).toEqual(["q", "o", "c", "m"]);
});

it("a score has words", () => {
  expect([1, 0.9, 0.7, 0.2].map(likenessOf)).toEqual(["same", "close", "alike", "loose"]);
});
