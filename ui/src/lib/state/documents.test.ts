import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DocumentSummary } from "../api/generated";
import { Documents } from "./documents.svelte";
import { change } from "./testing";

/** The lists that were asked for and not yet answered, oldest first. */
const asked = vi.hoisted((): { answer: (list: unknown) => void; refuse: () => void }[] => []);
vi.mock("../api/client", () => ({
  call: () =>
    new Promise((answer, refuse) => void asked.push({ answer, refuse: () => refuse(new Error("busy")) })),
}));

beforeEach(() => {
  asked.length = 0;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

const summary = (id: string, title = id) => ({ id, title }) as DocumentSummary;

/** Answers the question of that number, and waits until the answer has been taken. */
async function answer(index: number, list: DocumentSummary[] | "refused") {
  if (list === "refused") asked[index]?.refuse();
  else asked[index]?.answer(list);
  await vi.advanceTimersByTimeAsync(0);
}

describe("the list", () => {
  it("follows each change from another process, after changes of its own too", async () => {
    const documents = new Documents();
    documents.apply(change(1, { documents: [summary("a")] }));
    documents.apply(change(2, { reload: true }));
    await answer(0, [summary("a"), summary("b")]);
    expect(documents.list.map(({ id }) => id)).toEqual(["a", "b"]);
    documents.apply(change(3, { reload: true }));
    await answer(1, [summary("b")]);
    expect(documents.list.map(({ id }) => id)).toEqual(["b"]);
    expect(asked).toHaveLength(2);
  });

  it("is asked for once when the same change comes twice", async () => {
    const documents = new Documents();
    documents.apply(change(1, { reload: true }));
    documents.apply(change(1, { reload: true }));
    await answer(0, []);
    documents.apply(change(1, { reload: true }));
    expect(asked).toHaveLength(1);
  });

  it("that was asked for before a change does not overwrite it", async () => {
    const documents = new Documents();
    documents.apply(change(1, { reload: true }));
    documents.apply(change(2, { documents: [summary("a", "new")] }));
    await answer(0, [summary("a", "old")]);
    expect(documents.list.map(({ title }) => title)).toEqual(["new"]);
    await answer(1, [summary("a", "new"), summary("b")]);
    expect(documents.list.map(({ title }) => title)).toEqual(["new", "b"]);
  });

  it("answered in another order is the newest one", async () => {
    const documents = new Documents();
    documents.apply(change(1, { reload: true }));
    documents.apply(change(2, { reload: true }));
    await answer(1, [summary("new")]);
    await answer(0, [summary("old")]);
    expect(documents.list.map(({ id }) => id)).toEqual(["new"]);
  });

  it("does not take a change that it holds already", async () => {
    const documents = new Documents();
    documents.apply(change(2, { reload: true }));
    await answer(0, []);
    documents.apply(change(1, { documents: [summary("deleted since")] }));
    expect(documents.list).toEqual([]);
  });

  it("that could not be read is asked for again with the next change", async () => {
    const documents = new Documents();
    documents.apply(change(1, { reload: true }));
    await answer(0, "refused");
    documents.apply(change(2));
    await answer(1, [summary("a")]);
    expect(documents.list.map(({ id }) => id)).toEqual(["a"]);
  });
});
