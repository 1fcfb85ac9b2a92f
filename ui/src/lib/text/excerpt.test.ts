import { describe, expect, it } from "vitest";
import { excerpt, plainNote } from "./excerpt";

describe("an excerpt", () => {
  it("is one line, and never cuts a character in two", () => {
    expect(excerpt("一\n二\n", 9)).toBe("一 二");
    expect(excerpt("𠮷".repeat(9), 3)).toBe("𠮷𠮷𠮷…");
    expect(excerpt("short", 5)).toBe("short");
  });
});

it("a note is shown without its Markdown, and with its stars where they mean themselves", () => {
  expect(plainNote("# 標題\n- **粗** and *slanted*, [a link](https://example.org)")).toBe(
    "標題\n粗 and slanted, a link",
  );
  expect(plainNote("2 * 3 * 4")).toBe("2 * 3 * 4");
});
