import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Refused } from "../api/refused";
import { reportError } from "./errors";
import { toasts } from "./toasts.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const { id } of toasts.list) toasts.dismiss(id);
  vi.useRealTimers();
});

const texts = () => toasts.list.map(({ text }) => text);

it("a message goes by itself, an error later than the others", () => {
  toasts.show("plain");
  toasts.show("error", { tone: "error" });
  vi.advanceTimersByTime(7000);
  expect(texts()).toEqual(["error"]);
  vi.advanceTimersByTime(7000);
  expect(texts()).toEqual([]);
});

it("a refusal takes the place of one of its kind", () => {
  const refuse = (code: string, name: string) =>
    reportError(new Refused({ code, params: { name }, message: name, hint: null }));
  refuse("tag-exists", "甲");
  refuse("tag-exists", "乙");
  expect(texts()).toHaveLength(1);
  refuse("no-such-tag", "丙");
  expect(texts()).toHaveLength(2);
});

it("a message stays while it is held", () => {
  toasts.show("held");
  const [toast] = toasts.list;
  if (toast === undefined) throw new Error("there is no message");
  toasts.hold(toast.id);
  vi.advanceTimersByTime(60_000);
  expect(texts()).toEqual(["held"]);
  toasts.release(toast);
  vi.advanceTimersByTime(60_000);
  expect(texts()).toEqual([]);
});

it("a newer message about the same takes the place of the older", () => {
  toasts.show("undid one", { topic: "history" });
  toasts.show("undid two", { topic: "history" });
  toasts.show("again");
  toasts.show("again");
  expect(texts()).toEqual(["undid two", "again"]);
});

it("no more than three are shown, the oldest goes first", () => {
  for (const text of ["1", "2", "3", "4"]) toasts.show(text);
  expect(texts()).toEqual(["2", "3", "4"]);
});

it("an offer to undo goes once something else would be undone", () => {
  const action = { label: "Undo", run: () => {} };
  toasts.show("deleted", { action, entry: 7 });
  toasts.dismissOutdated(7);
  expect(texts()).toEqual(["deleted"]);
  toasts.dismissOutdated(8);
  expect(texts()).toEqual([]);
});
