import { describe, expect, it } from "vitest";
import { learnVariants } from "../../lib/text/fold";
import { rank, type Candidate } from "./rank";

const candidate = (label: string, place = "", isPossible = true): Candidate => ({
  id: label,
  label,
  place,
  isPossible,
});
const labels = (candidates: Candidate[], query: string, recent: string[] = []) =>
  rank(candidates, query, recent).map(({ label }) => label);

describe("the palette", () => {
  it("puts what begins with the query first, then words that do, then what holds it", () => {
    const all = [candidate("Reset Text Size"), candidate("Export Annotations"), candidate("Text from Paste")];
    expect(labels([...all, candidate("Context")], "text")).toEqual([
      "Text from Paste",
      "Reset Text Size",
      "Context",
    ]);
  });

  it("finds Chinese anywhere in a name, and words that stand apart", () => {
    const all = [candidate("匯出批註"), candidate("下一則批註", "前往"), candidate("設定")];
    expect(labels(all, "批註")).toEqual(["匯出批註", "下一則批註"]);
    expect(labels(all, "前往 批註")).toEqual(["下一則批註"]);
    expect(labels(all, "沒有")).toEqual([]);
  });

  it("makes no difference between forms of a letter", () => {
    expect(labels([candidate("Café")], "ＣＡＦＥ")).toEqual(["Café"]);
    expect(labels([candidate("Ｓora引爆")], "sora")).toEqual(["Ｓora引爆"]);
  });

  it("takes simplified for traditional, once it is known which is which", () => {
    learnVariants("懼惧");
    expect(labels([candidate("恐懼"), candidate("地方")], "恐惧")).toEqual(["恐懼"]);
    learnVariants("");
  });

  it("offers everything without a query: what is possible, what was chosen last before it", () => {
    const all = [candidate("a", "", false), candidate("b"), candidate("c"), candidate("d", "", false)];
    expect(labels(all, "  ", ["d", "c"])).toEqual(["c", "b", "d", "a"]);
  });
});
