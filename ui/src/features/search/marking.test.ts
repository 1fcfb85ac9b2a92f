import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SearchDocument, SearchResults } from "../../lib/api/generated";
import { Refused } from "../../lib/api/refused";
import { USUAL_FOLDING } from "../../lib/state/found.svelte";
import { Marking } from "./marking.svelte";

const invokeApi = vi.hoisted(() => vi.fn());
vi.mock("../../lib/tauri/call", () => ({ invokeApi }));

const SOUGHT = {
  query: "母親",
  syntax: "words",
  scope: "all",
  folding: USUAL_FOLDING,
  wholeWord: false,
} as const;

const group = (document: string, starts: number[]): SearchDocument => ({
  document,
  title: document,
  revision: `r-${document}`,
  sections: [
    {
      title: null,
      start: null,
      hits: starts.map((start) => ({
        kind: "text",
        start,
        end: start === 0 ? 0 : start + 2,
        passage: start === 0 ? null : { start, end: start + 2 },
        before: "",
        text: "母親",
        after: "",
        speaker: null,
        annotation: null,
      })),
    },
  ],
});
const results = (total: number, found: SearchDocument[]): SearchResults => ({
  total,
  documents: [],
  speakers: [],
  found,
  asideTotal: 0,
  asides: [],
  unknownOperator: null,
});

/** Answers to what is asked, by the command. */
let answers: Record<string, (request: never) => unknown>;
beforeEach(() => {
  invokeApi.mockReset();
  answers = { annotation_marked: () => [] };
  invokeApi.mockImplementation((command: string, request: never) => {
    try {
      return Promise.resolve(answers[command]?.(request));
    } catch (reason) {
      return Promise.reject(reason as Error);
    }
  });
});

describe("marking everything that was found", () => {
  it("knows what is marked already, and passes over what stands nowhere", async () => {
    answers["search"] = () => results(4, [group("a", [3, 9, 0]), group("b", [5])]);
    answers["annotation_marked"] = ({ document }: { document: string }) =>
      document === "a" ? [{ passage: 1, annotation: "n", tags: ["t"] }] : [];
    const marking = new Marking(SOUGHT, null);
    await marking.load();
    const told = marking.rows?.map(({ key, marked }) => [key, marked?.annotation ?? null]);
    expect(told).toEqual([
      ["a 3 5", null],
      ["a 9 11", "n"],
      ["b 5 7", null],
    ]);
  });

  it("marks of what was found only what is read, and tells how much is not", async () => {
    const found = group("a", [3, 9, 20]);
    const [, name, reply] = found.sections[0]?.hits ?? [];
    if (name) name.passage = null;
    if (reply) reply.passage = { start: 21, end: 22 };
    answers["search"] = () => results(3, [found]);
    const marking = new Marking(SOUGHT, "a");
    await marking.load();
    expect(marking.rows?.map(({ key }) => key)).toEqual(["a 3 5", "a 21 22"]);
    expect(marking.chosen).toHaveLength(2);
    expect(marking.besides).toBe(1);
  });

  it("shows as marked exactly what will be, and the same passage once", async () => {
    const found = group("a", [3, 7, 20]);
    const [reply, same] = found.sections[0]?.hits ?? [];
    const passage = { start: 8, end: 10 };
    if (reply)
      Object.assign(reply, { start: 3, end: 12, text: "𠮷田：我 母親\n答：", passage, before: "前" });
    if (same) Object.assign(same, { start: 8, end: 12, text: "母親\n答", passage, after: "後" });
    answers["search"] = () => results(3, [found]);
    const marking = new Marking(SOUGHT, "a");
    await marking.load();
    expect(marking.rows?.map(({ before, text, after }) => [before, text, after])).toEqual([
      ["前𠮷田：我 ", "母親", "\n答："],
      ["", "母親", ""],
    ]);
    expect(marking.again).toBe(1);
  });

  it("marks what is not left out, by document and revision", async () => {
    answers["search"] = () => results(3, [group("a", [3, 9]), group("b", [5])]);
    const sent: unknown[] = [];
    answers["annotation_create_all"] = (request) => sent.push(request);
    const marking = new Marking(SOUGHT, null);
    await marking.load();
    marking.toggle("a 3 5");
    await marking.commit("green", ["/家"]);
    expect(sent).toEqual([
      {
        passages: [
          { document: "a", revision: "r-a", places: [9, 11] },
          { document: "b", revision: "r-b", places: [5, 7] },
        ],
        style: { mark: "fill", colour: "green" },
        tags: ["/家"],
      },
    ]);
    marking.chooseNone();
    expect(marking.chosen).toEqual([]);
    marking.chooseAll();
    expect(marking.chosen).toHaveLength(3);
  });

  it("asks page after page, and again where another search called it off", async () => {
    let isCalledOff = false;
    const offsets: number[] = [];
    answers["search"] = ({ offset }: { offset: number }) => {
      if (offset === 1000 && !isCalledOff) {
        isCalledOff = true;
        throw new Refused({ code: "cancelled", params: {}, message: "", hint: null });
      }
      offsets.push(offset);
      return results(1500, [group("a", [offset + 1, offset + 4])]);
    };
    const marking = new Marking(SOUGHT, "a");
    await marking.load();
    expect(offsets).toEqual([0, 1000]);
    expect(marking.rows?.map(({ start }) => start)).toEqual([1, 4, 1001, 1004]);
  });
});
