import { afterEach, describe, expect, it } from "vitest";
import { en } from "./en";
import { errorText } from "./errors";
import { formatAgo, formatLanguage, formatNumber } from "./format";
import { localeFor, setLocale, t } from "./index.svelte";
import { zhHant } from "./zh-Hant";

afterEach(() => setLocale("en"));

/** Every leaf of a catalogue as "area.key", with its value. */
function leaves(value: object, path = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === "object" && inner !== null
      ? leaves(inner, `${path}${key}.`)
      : [[`${path}${key}`, inner] as [string, unknown]],
  );
}

describe("the catalogues", () => {
  it("have the same keys, a function where the other has one", () => {
    const shape = (catalogue: object) => leaves(catalogue).map(([key, value]) => `${key}: ${typeof value}`);
    expect(shape(zhHant).sort()).toEqual(shape(en).sort());
  });

  it("leave nothing empty", () => {
    for (const catalogue of [en, zhHant]) {
      for (const [key, value] of leaves(catalogue)) expect(value, key).not.toBe("");
    }
  });

  it("spell English as it is spelled in America", () => {
    for (const [key, value] of leaves(en)) {
      if (typeof value === "string")
        expect(value, key).not.toMatch(/colour|neighbour|behaviour|ognise|centre/i);
    }
  });

  it("write full-width punctuation after Chinese characters", () => {
    for (const [key, value] of leaves(zhHant)) {
      if (typeof value === "string") expect(value, key).not.toMatch(/\p{Script=Han}[,;:!?]/u);
    }
  });
});

describe("the language in use", () => {
  it("is Chinese for every Chinese system and English otherwise", () => {
    expect(["zh-TW", "zh_HK.UTF-8", "zh-Hans-CN", "en-GB", "de", null].map(localeFor)).toEqual([
      "zh-Hant",
      "zh-Hant",
      "zh-Hant",
      "en",
      "en",
      "en",
    ]);
  });

  it("is followed by what is read from the catalogue", () => {
    expect(t.library.title).toBe("Library");
    setLocale("zh-Hant");
    expect(t.library.title).toBe("書庫");
    expect(t.actions.undoNamed(t.history.action("annotation-create"))).toBe("復原「畫線」");
  });
});

describe("a refusal about a file", () => {
  const codes = [
    "library-newer",
    "library-busy",
    "library-read-only",
    "library-damaged",
    "library-moved",
    "library-altered",
    "not-a-library",
    "backup-failed",
    "backup-unsound",
    "no-such-backup",
  ];

  it.each(codes)("%s names it in both languages", (code) => {
    const error = { code, message: "", hint: null, params: { path: "/l/夜航.vermilion", reason: "so" } };
    for (const language of ["en", "zh-Hant"] as const) {
      setLocale(language);
      expect(errorText(error)).toContain("夜航.vermilion");
    }
  });

  it("says nothing of a file where none is known", () => {
    const error = { code: "library-busy", message: "", hint: null, params: {} };
    expect(errorText(error)).toBe("Another program is writing to the library. Try again in a moment.");
    setLocale("zh-Hant");
    expect(errorText(error)).toBe("另一個程式正在寫入書庫，請稍後再試。");
  });
});

describe("formats", () => {
  const now = Date.UTC(2026, 4, 20, 12);

  it("tell how long ago something was in both languages", () => {
    expect(formatAgo(now - 20_000, now)).toBe("just now");
    expect(formatAgo(now - 3 * 60_000, now)).toBe("3 minutes ago");
    expect(formatAgo(now - 26 * 3_600_000, now)).toBe("yesterday");
    setLocale("zh-Hant");
    expect(formatAgo(now - 3 * 60_000, now)).toBe("3 分鐘前");
    expect(formatAgo(now - 26 * 3_600_000, now)).toBe("昨天");
  });

  it("tell the date of what is more than a month ago", () => {
    expect(formatAgo(now - 90 * 86_400_000, now)).toMatch(/2026/);
  });

  it("group digits, and name languages", () => {
    expect(formatNumber(12345)).toBe("12,345");
    setLocale("zh-Hant");
    expect(formatLanguage("zh-Hant")).toBe("繁體中文");
    expect(formatLanguage("not a tag")).toBe("not a tag");
  });
});

describe("errors", () => {
  const refusal = {
    code: "file-not-found",
    params: { path: "/a/訪談.txt" },
    message: "English.",
    hint: "Do.",
  };

  it("are said in the language in use, naming the file rather than its path", () => {
    setLocale("zh-Hant");
    expect(errorText(refusal)).toBe("找不到 訪談.txt。");
  });

  it("fall back to the core's sentence and hint", () => {
    setLocale("zh-Hant");
    expect(errorText({ ...refusal, code: "never-heard-of" })).toBe("English. Do.");
  });
});
