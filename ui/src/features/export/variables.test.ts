import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { zhHant } from "../../lib/messages/zh-Hant";
import { insertions, nameOf } from "./variables";

/** The variables as the documentation lists them, which a test of the core holds to what there is. */
const documented = readFileSync("../docs/templates.md", "utf8")
  .split("\n")
  .flatMap((line) => {
    const row = /^\| `(documents\[\]\.[^`]+)` \| (.+) \|$/.exec(line);
    return row === null ? [] : [{ path: row[1] ?? "", about: row[2] ?? "" }];
  });

describe("what can be put into a template", () => {
  it("has the names that our own templates give", () => {
    expect(documented.length).toBeGreaterThan(50);
    expect(nameOf("documents[].title")).toBe("document.title");
    expect(nameOf("documents[].annotations[].tags[].path")).toBe("tag.path");
    expect(nameOf("documents[].words.colon")).toBe("document.words.colon");
  });

  it("has a loop before the first of each list, and each but once", () => {
    const rows = insertions(documented);
    const labels = rows.map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.filter((label) => label.startsWith("for "))).toEqual([
      "for document in documents",
      "for speaker in document.speakers",
      "for section in document.sections",
      "for annotation in section.annotations",
      "for annotation in document.annotations",
      "for tag in annotation.tags",
      "for annotation in document.orphans",
      "for memo in document.memos",
    ]);
    expect(labels.indexOf("for tag in annotation.tags")).toBe(labels.indexOf("tag.id") - 1);
    const texts = new Map(rows.map(({ label, text }) => [label, text]));
    expect(texts.get("tag.path")).toBe("{{ tag.path }}");
    expect(texts.get("annotation.speakers")).toBe('{{ annotation.speakers | join(", ") }}');
    expect(texts.get("for memo in document.memos")).toBe("{% for memo in document.memos %}\n\n{% endfor %}");
  });

  it("is explained in Chinese too", () => {
    for (const { path, about } of documented) {
      const said = zhHant.templates.about(path, about);
      expect(said, path).toMatch(/\p{Script=Han}/u);
      expect(said, path).not.toBe(about.replaceAll("`", ""));
    }
  });
});
