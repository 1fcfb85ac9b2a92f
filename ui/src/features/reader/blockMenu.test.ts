import { describe, expect, it } from "vitest";
import { nameAtLine } from "./blockMenu";

describe("a line that opens like a speaker's label", () => {
  it("gives the name, without marks and times", () => {
    expect(
      ["湯普森:好", "湯普森：好", "**Ada:** yes", "### 胡婉玲：\n", "[00:12:34] Ada: yes"].map(nameAtLine),
    ).toEqual(["湯普森", "湯普森", "Ada", "胡婉玲", "Ada"]);
  });

  it("is not a time, an address or a long sentence", () => {
    const lines = [
      "17:30 we met",
      "https://example.org",
      "沒有標籤的一段",
      "They said it in a sentence that goes on and on: no",
    ];
    expect(lines.map(nameAtLine)).toEqual([null, null, null, null]);
  });
});
