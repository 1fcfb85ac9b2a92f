import { expect, it } from "vitest";
import type { Annotation, Section } from "../../lib/api/generated";
import { countBySection } from "./count";

it("an annotation counts for the section it begins in, or for none before the first", () => {
  const annotations = [1, 10, 15, 40].map((start) => ({ start }) as Annotation);
  const sections = [10, 20, 30].map((heading) => ({ heading }) as Section);
  expect(countBySection(sections, annotations)).toEqual({ before: 1, sections: [2, 0, 1] });
});
