import { describe, expect, it } from "vitest";
import type { DocumentSummary } from "../../lib/api/generated";
import { arrange, startOrder } from "./order";

function summary(id: string, rest: Partial<DocumentSummary> = {}): DocumentSummary {
  return {
    id,
    title: id,
    source: null,
    published: null,
    language: "en",
    fileName: null,
    format: "text",
    encoding: "UTF-8",
    characters: 0,
    speakers: [],
    sections: 0,
    annotations: 0,
    notes: 0,
    orphans: 0,
    revisionNumber: 1,
    createdAt: 0,
    readAt: null,
    position: 0,
    ...rest,
  };
}

const ids = (documents: DocumentSummary[]) => documents.map(({ id }) => id);

describe("the library's list", () => {
  const documents = [
    summary("10 years", { readAt: 5, characters: 100, source: "A Magazine" }),
    summary("2 years", {
      readAt: null,
      characters: 300,
      speakers: [{ name: "林老師", role: "other", colour: 0 }],
    }),
    summary("Zebra", { readAt: 9, characters: 200 }),
  ];

  it("is sorted by what was read last, the unread ones at the end", () => {
    expect(ids(arrange(documents, "", startOrder("readAt"), "en"))).toEqual(["Zebra", "10 years", "2 years"]);
  });

  it("sorts titles as people do, numbers by their value", () => {
    expect(ids(arrange(documents, "", startOrder("title"), "en"))).toEqual(["2 years", "10 years", "Zebra"]);
  });

  it("is reversed", () => {
    const order = { key: "characters", isDescending: false } as const;
    expect(ids(arrange(documents, "", order, "en"))).toEqual(["10 years", "Zebra", "2 years"]);
  });

  it("is filtered by title, speaker and source, every word having to match", () => {
    const found = (filter: string) => ids(arrange(documents, filter, startOrder("title"), "en"));
    expect(found("years magazine")).toEqual(["10 years"]);
    expect(found("林")).toEqual(["2 years"]);
    expect(found("ZEB")).toEqual(["Zebra"]);
    expect(found("nothing")).toEqual([]);
  });
});
