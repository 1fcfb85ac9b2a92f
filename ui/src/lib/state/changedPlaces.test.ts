import { describe, expect, it } from "vitest";
import type { Annotation, ChangeEvent } from "../api/generated";
import { changedPlaces, placeToShow } from "./changedPlaces";

const annotation = (id: string, start: number, end: number, document = "d") =>
  ({ id, document, start, end }) as Annotation;
const change = (parts: Partial<ChangeEvent>) =>
  ({ texts: [], annotations: [], removedAnnotations: [], ...parts }) as ChangeEvent;
const spans = (places: readonly { start: number; end: number }[]) =>
  places.map(({ start, end }) => [start, end]);

describe("where a change is seen", () => {
  it("is where annotations of the document came, changed or went", () => {
    const before = [annotation("a", 1, 2), annotation("b", 3, 4)];
    const made = change({
      annotations: [annotation("c", 5, 6), annotation("x", 0, 1, "other")],
      removedAnnotations: [{ id: "b", document: "d" }],
    });
    expect(spans(changedPlaces("d", made, before))).toEqual([
      [5, 6],
      [3, 4],
    ]);
    expect(changedPlaces("d", null, before)).toEqual([]);
  });

  it("is where the text is another one, whichever annotations that touches", () => {
    const splices = [
      { start: 2, removed: 1, inserted: "𠮷野" },
      { start: 8, removed: 2, inserted: "" },
    ];
    const made = change({
      texts: [{ document: "d", from: "r", to: "s", splices }],
      annotations: [annotation("a", 40, 41)],
    });
    expect(spans(changedPlaces("d", made, []))).toEqual([
      [2, 4],
      [9, 9],
    ]);
  });
});

describe("the place that is shown", () => {
  const places = [
    { start: 5, end: 6 },
    { start: 50, end: 51 },
    { start: 90, end: 91 },
  ];

  it("is the only one, wherever it is", () => {
    expect(placeToShow(places.slice(0, 1), 60, 80)).toEqual(places[0]);
    expect(placeToShow([], 60, 80)).toBeNull();
  });

  it("is the nearest one of several, unless one of them is seen", () => {
    expect(placeToShow(places, 60, 80)).toEqual(places[1]);
    expect(placeToShow(places, 60, 85)).toEqual(places[2]);
    expect(placeToShow(places, 40, 60)).toBeNull();
  });
});
