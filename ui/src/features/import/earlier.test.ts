import { describe, expect, it } from "vitest";
import type { DocumentSummary } from "../../lib/api/generated";
import { findEarlier } from "./earlier";

const summary = (id: string, fileName: string | null, createdAt: number) =>
  ({ id, title: `題${id}`, fileName, createdAt }) as DocumentSummary;
const documents = [summary("a", "訪談.txt", 1), summary("b", "訪談.txt", 2), summary("c", "別的.txt", 3)];

describe("a file on its way into the library", () => {
  it("may be a corrected version of what says much the same, whatever its name", () => {
    expect(findEarlier("c", "訪談.txt", documents, "a")).toMatchObject({ id: "c", by: "content" });
    expect(findEarlier("c", null, documents, null)).toMatchObject({ id: "c", by: "content" });
  });

  it("may be one of what came from a file of the same name", () => {
    expect(findEarlier(null, "訪談.txt", documents, null)).toMatchObject({ id: "b", by: "name" });
    expect(findEarlier(null, "訪談.txt", documents, "a")).toMatchObject({ id: "a", by: "name" });
  });

  it("is no corrected version of anything where nothing speaks for it", () => {
    expect(findEarlier(null, "新.txt", documents, "a")).toBeNull();
    expect(findEarlier("gone", null, documents, "a")).toBeNull();
  });
});
