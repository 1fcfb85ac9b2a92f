import { afterEach, describe, expect, it, vi } from "vitest";
import type { DocumentView, Trouble } from "../api/generated";
import { setLocale } from "../messages/index.svelte";
import { toasts } from "./toasts.svelte";
import { tellTrouble } from "./trouble";

const view = (trouble: Trouble | null) => ({ summary: { id: "d" }, trouble }) as unknown as DocumentView;
const check = vi.fn();
const showOrphans = vi.fn();

function told(trouble: Trouble | null): string[] {
  tellTrouble(view(trouble), { check, showOrphans });
  return toasts.list.map(({ text }) => text);
}

afterEach(() => {
  setLocale("en");
  for (const { id } of toasts.list) toasts.dismiss(id);
});

describe("what was found wrong when a document was opened", () => {
  it("is nothing for one that is sound", () => {
    expect(told(null)).toEqual([]);
  });

  it("is how many annotations were put back and how many wait, each with a way to them", () => {
    expect(told({ isTextDamaged: false, found: 2, lost: 1 })).toEqual([
      "2 annotations did not stand on their words and were put back where those are.",
      "1 annotation did not stand on its words and waits for a passage now.",
    ]);
    toasts.list[1]?.action?.run();
    expect(showOrphans).toHaveBeenCalledOnce();
  });

  it("is a damaged text, about which the library can be checked", () => {
    setLocale("zh-Hant");
    expect(told({ isTextDamaged: true, found: 0, lost: 3 })[0]).toContain("有 3 則批註與文字不符");
    toasts.list[0]?.action?.run();
    expect(check).toHaveBeenCalledOnce();
  });
});
