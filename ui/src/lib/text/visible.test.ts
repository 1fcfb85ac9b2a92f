import { describe, expect, it } from "vitest";
import table from "../../../../tests/fixtures/visible.json";
import { cutName, hides, isolated, visible } from "./visible";

describe("a name", () => {
  it.each(table)("is shown as the core shows it: $case", ({ name, shown }) => {
    expect(visible(name)).toBe(shown);
    expect(hides(name)).toBe(name !== shown);
  });

  it("is cut into what is seen and signs for what is not", () => {
    expect(cutName("annex\u202Egpj.exe")).toEqual([
      { text: "annex", isSign: false },
      { text: "RLO", isSign: true },
      { text: "gpj.exe", isSign: false },
    ]);
  });

  it("is kept apart from the sentence around it where it is written from right to left", () => {
    expect(isolated("林默")).toBe("林默");
    expect(isolated("דוד 3")).toBe("\u2068דוד 3\u2069");
  });
});
