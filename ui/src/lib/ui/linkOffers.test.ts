import { flushSync, mount, unmount } from "svelte";
import { afterEach, expect, it, vi } from "vitest";
import LinkOffers from "./LinkOffers.svelte";

const offer = (id: string) => ({ kind: "annotation", id, name: id, detail: "", place: "", markdown: "" });
vi.mock("../tauri/call", () => ({
  invokeApi: async () => [offer("甲"), offer("乙")],
  invokeShell: () => new Promise(() => {}),
}));

// The list stands over everything, which the tests' page knows nothing of.
HTMLElement.prototype.showPopover = () => undefined;

let view: Record<string, unknown> | null = null;
afterEach(async () => {
  if (view !== null) await unmount(view);
  document.body.replaceChildren();
});

it("a note offers no link to itself", async () => {
  const field = document.createElement("textarea");
  document.body.append(field);
  view = mount(LinkOffers, { target: document.body, props: { field, near: null, own: "甲" } });
  flushSync();
  field.value = "[[";
  field.setSelectionRange(2, 2);
  field.dispatchEvent(new InputEvent("input"));
  const names = () => [...document.querySelectorAll("[role=option]")].map((each) => each.textContent);
  await vi.waitFor(() => expect(names().join()).toContain("乙"));
  expect(names().join()).not.toContain("甲");
});
