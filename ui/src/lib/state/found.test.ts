import { beforeEach, describe, expect, it, vi } from "vitest";
import type { DocumentView, SearchPlaces } from "../api/generated";
import { Refused } from "../api/refused";
import { OpenDocument } from "./document.svelte";
import { Found, USUAL_FOLDING, type Sought } from "./found.svelte";

const invokeApi = vi.hoisted(() => vi.fn());
vi.mock("../tauri/call", () => ({ invokeApi }));

const TEXT = "母親說母親的話\n父親說母親\n";

function open(): OpenDocument {
  const view = {
    summary: { id: "d", title: "", language: "zh" },
    revision: "r",
    text: TEXT,
    blocks: [],
    speakers: [],
    sections: [],
    annotations: [{ id: "n", document: "d", start: 8, end: 10, note: "母親", style: {}, state: "anchored" }],
    orphans: [],
    position: 0,
  } as unknown as DocumentView;
  return new OpenDocument(view);
}

const sought = (query: string): Sought => ({
  query,
  syntax: "literal",
  scope: "all",
  folding: USUAL_FOLDING,
  wholeWord: false,
});
const answer = (places: number[], notes: SearchPlaces["notes"] = []): SearchPlaces => ({
  revision: "r",
  total: places.length / 2,
  places,
  notes,
  unknownOperator: null,
});
const MOTHER = [0, 2, 3, 5, 11, 13];

let found: Found;
let document: OpenDocument;
beforeEach(() => {
  invokeApi.mockReset();
  found = new Found();
  document = open();
});

describe("what was found in the open document", () => {
  it("begins with what is read first, and goes on over the end", async () => {
    invokeApi.mockResolvedValueOnce(answer(MOTHER));
    await found.look(document, sought("母親"), 3, true);
    expect([found.count, found.current, found.hit]).toEqual([3, 1, { start: 3, end: 5, note: null }]);
    expect(found.order).toMatchObject({ kind: "show", stop: { start: 3 } });
    found.step(1);
    expect([found.current, found.wrapped]).toEqual([2, null]);
    found.step(1);
    expect([found.current, found.wrapped]).toEqual([0, 1]);
    found.step(-1);
    expect([found.current, found.wrapped]).toEqual([2, -1]);
  });

  it("has the notes among the places, where their passages are", async () => {
    invokeApi.mockResolvedValueOnce(answer(MOTHER, [{ annotation: "n", count: 2 }]));
    await found.look(document, sought("母親"), 0, true);
    const stops = [found.stop];
    for (let times = 0; times < 3; times++) {
      found.step(1);
      stops.push(found.stop);
    }
    expect(stops.map((stop) => [stop?.start, stop?.note])).toEqual([
      [0, null],
      [3, null],
      [8, "n"],
      [11, null],
    ]);
    found.show({ start: 8, end: 10, note: "n" });
    expect([found.current, found.hit]).toEqual([2, null]);
    found.show({ start: 6, end: 7, note: null });
    expect(found.current).toBeNull();
    expect(found.select()).toBe(true);
    expect(found.order).toMatchObject({ kind: "select", stop: { start: 6 } });
  });

  it("says what is wrong with a query, and is silent where another one called it off", async () => {
    invokeApi.mockRejectedValueOnce(
      new Refused({ code: "bad-query", params: { start: "0", end: "1" }, message: "", hint: null }),
    );
    await found.look(document, sought("("), 0, true);
    expect([found.problem?.code, found.count, found.isLooking]).toEqual(["bad-query", 0, false]);
    invokeApi.mockResolvedValueOnce(answer(MOTHER));
    await found.look(document, sought("母親"), 0, true);
    expect(found.problem).toBeNull();
    invokeApi.mockRejectedValueOnce(new Refused({ code: "cancelled", params: {}, message: "", hint: null }));
    await found.look(document, sought("母"), 0, true);
    expect(found.count).toBe(3);
  });

  it("takes the answer to the newest question", async () => {
    let resolve: (value: SearchPlaces) => void = () => undefined;
    invokeApi.mockReturnValueOnce(new Promise((done) => (resolve = done)));
    const first = found.look(document, sought("母"), 0, true);
    invokeApi.mockResolvedValueOnce(answer([8, 10]));
    await found.look(document, sought("父親"), 0, true);
    resolve(answer(MOTHER));
    await first;
    expect(found.hits.at(0)).toEqual({ start: 8, end: 10 });
  });

  it("is nothing for a blank query, and after it is cleared", async () => {
    invokeApi.mockResolvedValueOnce(answer(MOTHER));
    await found.look(document, sought("母親"), 0, true);
    await found.look(document, sought(""), 0, true);
    expect([found.count, found.stop, invokeApi.mock.calls.length]).toEqual([0, null, 1]);
    found.clear();
    expect(found.select()).toBe(false);
  });
});
