import { afterEach, describe, expect, it, vi } from "vitest";
import type { DocumentView, Trouble } from "../api/generated";
import { setLocale } from "../messages/index.svelte";
import { toasts } from "./toasts.svelte";
import { tellTrouble } from "./trouble";

const view = (trouble: Trouble | null) => ({ summary: { id: "d" }, trouble }) as unknown as DocumentView;
const check = vi.fn();
const showOrphans = vi.fn();

function told(trouble: Partial<Trouble> | null): string[] {
  const nothing: Trouble = { isTextDamaged: false, found: 0, lost: 0, astray: 0 };
  tellTrouble(view(trouble && { ...nothing, ...trouble }), { check, showOrphans });
  return toasts.list.map(({ text }) => text);
}

afterEach(() => {
  vi.clearAllMocks();
  setLocale("en");
  for (const { id } of toasts.list) toasts.dismiss(id);
});

describe("what was found wrong when a document was opened", () => {
  it("is nothing for one that is sound", () => {
    expect(told(null)).toEqual([]);
  });

  it("is how many annotations were put back and how many wait, each with a way to them", () => {
    expect(told({ found: 2, lost: 1 })).toEqual([
      "2 annotations did not stand on their words and were put back where those are.",
      "1 annotation did not stand on its words and waits for a passage now.",
    ]);
    toasts.list[1]?.action?.run();
    expect(showOrphans).toHaveBeenCalledOnce();
  });

  it("is how many were left as they are where the library can only be read, with a way to them", () => {
    expect(told({ astray: 2 })).toEqual([
      "2 annotations do not stand on their words and are not drawn. The library can only be read now, so nothing was put right.",
    ]);
    toasts.list[0]?.action?.run();
    expect(showOrphans).toHaveBeenCalledOnce();
  });

  it("is a damaged text, about which the library can be checked", () => {
    setLocale("zh-Hant");
    expect(told({ isTextDamaged: true, lost: 3 })[0]).toContain("有 3 則批註與文字不符");
    toasts.list[0]?.action?.run();
    expect(check).toHaveBeenCalledOnce();
  });
});
