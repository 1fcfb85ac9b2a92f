import { afterEach, describe, expect, it } from "vitest";
import type { ComparedDocument, Finding, SalvagedDocument, SalvageReport } from "../../lib/api/generated";
import { errorText } from "../../lib/messages/errors";
import { setLocale } from "../../lib/messages/index.svelte";
import { Counts } from "./counts.svelte";
import { describeFinding, groupFindings } from "./findings";
import { describeSalvaged, writeReport } from "./report";
import { describeCounts, describeDocument } from "./words";

afterEach(() => setLocale("en"));

describe("a finding", () => {
  const finding: Finding = {
    code: "range-outside",
    severity: "damage",
    canRepair: false,
    document: "d",
    title: "訪談",
    params: {},
    message: "English.",
  };

  it("is said in the language in use", () => {
    expect(describeFinding(finding)).toBe("A highlight lies outside the text.");
    setLocale("zh-Hant");
    expect(describeFinding(finding)).toBe("有一處標記超出全文範圍。");
  });

  it("is listed once for all the places of an interview, damage first", () => {
    const notice: Finding = { ...finding, code: "digest", severity: "warning" };
    const elsewhere: Finding = { ...finding, document: "e" };
    const groups = groupFindings([notice, finding, elsewhere, finding]);
    expect(groups.map(({ first, count }) => [first.code, first.document, count])).toEqual([
      ["range-outside", "d", 2],
      ["range-outside", "e", 1],
      ["digest", "d", 1],
    ]);
  });

  it("about the layout of the file stands for each object by itself", () => {
    const odd = (object: string): Finding => ({ ...finding, code: "schema", params: { object } });
    expect(groupFindings([odd("view a"), odd("trigger b")])).toHaveLength(2);
  });
});

describe("a backup", () => {
  const none = { added: 0, removed: 0, changed: 0 };
  const changed: ComparedDocument = {
    id: "d",
    title: "訪談",
    state: "changed",
    text: true,
    annotations: { added: 2, removed: 1, changed: 0 },
    notes: none,
  };

  it("is told by what it holds", () => {
    const counts = { documents: 1, annotations: 1200, notes: 0, tags: 0, memos: 0 };
    expect(describeCounts(counts)).toBe("1 interview · 1,200 annotations · 0 notes");
  });

  it("differs in words that leave out what is the same", () => {
    expect(describeDocument(changed)).toEqual(["text or structure differs", "annotations: 2 back, 1 gone"]);
    setLocale("zh-Hant");
    expect(describeDocument(changed)).toEqual(["文字或結構不同", "批註：回來 2 則、消失 1 則"]);
  });

  it("says what comes with an interview that comes back", () => {
    const notes = { ...none, added: 1 };
    const coming: ComparedDocument = { ...changed, state: "only-there", notes };
    expect(describeDocument(coming)).toEqual(["2 annotations · 1 note"]);
  });
});

describe("the counts of backups", () => {
  it("are asked one after another and once, and tell what cannot be read", async () => {
    const asked: string[] = [];
    const counts = new Counts((path) => {
      asked.push(path);
      return path === "b"
        ? Promise.reject(new Error())
        : Promise.resolve({ documents: 1, annotations: 2, notes: 3, tags: 0, memos: 0 });
    });
    expect(counts.of("a")).toBeUndefined();
    await counts.look(["a", "b"]);
    await counts.look(["a", "b"]);
    expect(asked).toEqual(["a", "b"]);
    expect([counts.of("a")?.annotations, counts.of("b")]).toEqual([2, null]);
  });
});

describe("the report of a salvage", () => {
  const report: SalvageReport = {
    path: "/l/new.vermilion",
    isWhole: false,
    isLogTorn: true,
    cut: null,
    loose: 0,
    tables: [{ table: "annotation", taken: 12, lost: 3 }],
    documents: [
      {
        id: "d",
        title: "訪\u202e談",
        text: "altered",
        characters: 9,
        structure: false,
        annotations: 12,
        lostAnnotations: 3,
      },
    ],
  };

  it("names the new library, each interview and each table", () => {
    const text = writeReport(report);
    expect(text).toContain("Not everything could be read.");
    expect(text).toContain("The new library is /l/new.vermilion.");
    expect(text).toContain("the newest changes may be missing");
    expect(text).toContain(
      "- 訪⟨RLO⟩談 | text differs from what was imported | paragraphs and speakers found anew | 12 annotations | 3 lost, or no longer on their words",
    );
    expect(text).toContain("- Table “annotation”: 12 rows, 3 lost");
    expect(text).not.toMatch(/cut off|led to/);
  });

  it("says what was cut off, and that what had been deleted may be among what was found", () => {
    const cut: SalvageReport = { ...report, cut: { left: 100_000, was: 278_000 }, loose: 40 };
    expect(writeReport(cut)).toContain("The file was cut off: 100 kB of its 278 kB are left.");
    expect(writeReport(cut)).toContain("40 rows stood where nothing in the file led to any more");
    setLocale("zh-Hant");
    expect(writeReport(cut)).toContain("檔案被截斷了：原本 278 kB，只剩 100 kB。");
  });

  it("counts no annotations, and no quotes, where there are none", () => {
    const [document] = report.documents;
    const bare = { ...document, text: "quotes", structure: false, annotations: 0, lostAnnotations: 0 };
    const of = (text: SalvagedDocument["text"]) =>
      describeSalvaged({ ...bare, text } as SalvagedDocument).map(({ words }) => words);
    expect(of("quotes")).toEqual(["text lost; only what was said about it is left", "no annotations"]);
    expect(of("beginning")[0]).toBe("only the beginning of the text is left");
    setLocale("zh-Hant");
    expect(of("quotes")).toEqual(["文字已遺失，只剩篇名等資料", "沒有批註"]);
    expect(writeReport({ ...report, documents: [] })).toContain("沒有讀得到的訪談");
  });

  it("is a sentence where there is nothing to salvage", () => {
    const error = { code: "salvage-nothing", message: "", hint: null };
    const say = (params: Record<string, string>) =>
      errorText({ ...error, params: { path: "/l/my.vermilion", ...params } });
    expect(say({ lack: "cut", left: "4096", was: "278528" })).toMatch(/of its 279 kB only 5 kB are left/);
    expect(say({ lack: "empty" })).toMatch(/my\.vermilion.*it is empty/);
    setLocale("zh-Hant");
    expect(say({ lack: "foreign" })).toMatch(/從 .*my\.vermilion.* 救不出任何內容：檔案已被覆寫/);
  });
});
