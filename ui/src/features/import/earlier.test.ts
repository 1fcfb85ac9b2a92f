import { describe, expect, it } from "vitest";
import type { DocumentSummary } from "../../lib/api/generated";
import { findEarlier } from "./earlier";

const summary = (id: string, fileName: string | null, createdAt: number) =>
  ({ id, title: `題${id}`, fileName, createdAt }) as DocumentSummary;
const documents = [summary("a", "訪談.txt", 1), summary("b", "訪談.txt", 2), summary("c", "別的.txt", 3)];

describe("a file on its way into the library", () => {
  it("may be a corrected version of what came from a file of the same name", () => {
    expect(findEarlier("訪談.txt", documents, null)).toMatchObject({ id: "b", isNamesake: true });
    expect(findEarlier("訪談.txt", documents, "a")).toMatchObject({ id: "a", isNamesake: true });
  });

  it("may be one of the open document, whatever its name", () => {
    expect(findEarlier("訪談（校訂）.txt", documents, "c")).toMatchObject({ id: "c", isNamesake: false });
    expect(findEarlier(null, documents, "c")).toMatchObject({ id: "c", isNamesake: false });
  });

  it("is no corrected version of anything where nothing speaks for it", () => {
    expect(findEarlier("新.txt", documents, null)).toBeNull();
  });
});
