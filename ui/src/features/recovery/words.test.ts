import { afterEach, describe, expect, it } from "vitest";
import type { Finding, SalvageReport } from "../../lib/api/generated";
import { setLocale } from "../../lib/messages/index.svelte";
import { describeFinding } from "./findings";
import { writeReport } from "./report";

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

  it("is said in the language in use, with the interview it is about", () => {
    expect(describeFinding(finding)).toBe("A highlight lies outside the text. (訪談)");
    setLocale("zh-Hant");
    expect(describeFinding(finding)).toBe("有一處標記超出全文範圍。 (訪談)");
  });

  it("that has no words of ours is said as the core says it", () => {
    expect(describeFinding({ ...finding, code: "never-heard-of", title: null })).toBe("English.");
  });
});

it("the report of a salvage names the new library, each interview and each table", () => {
  const report: SalvageReport = {
    path: "/l/new.vermilion",
    isWhole: false,
    isLogTorn: false,
    tables: [{ table: "annotation", taken: 12, lost: 3 }],
    documents: [
      {
        id: "d",
        title: "訪談",
        text: "altered",
        characters: 9,
        structure: true,
        annotations: 12,
        lostAnnotations: 3,
      },
    ],
  };
  const text = writeReport(report);
  expect(text).toContain("Not everything could be read.");
  expect(text).toContain("The new library is /l/new.vermilion.");
  expect(text).toContain("- 訪談 | text differs from what was imported | 12 annotations, 3 lost");
  expect(text).toContain("- annotation: 12 rows, 3 lost");
});
