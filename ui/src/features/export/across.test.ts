import { describe, expect, it } from "vitest";
import { AnnotationFilter } from "../../lib/state/filter.svelte";
import { criteriaIn, type Told } from "./across";

const told = (speakers: Record<string, string>, sections: Record<string, number>): Told => ({
  speakers: Object.entries(speakers).map(([id, name]) => ({ id, name })) as Told["speakers"],
  sections: Object.entries(sections).map(([title, heading]) => ({ title, heading })) as Told["sections"],
});

const { criteria } = new AnnotationFilter();
const here = told({ a: "Ada", b: "Ben" }, { Beginning: 10, End: 90 });

describe("a filter in another interview", () => {
  it("asks for the same colors, tags and words", () => {
    const asked = { ...criteria, colours: ["red"] as const, tags: ["t"], text: "河", note: true };
    expect(criteriaIn(asked, here, told({}, {}))).toEqual(asked);
  });

  it("asks for speakers and sections of the same names", () => {
    const asked = { ...criteria, speakers: ["a"], sections: [90] };
    const there = told({ x: "Cleo", y: " ada" }, { Start: 0, End: 40 });
    expect(criteriaIn(asked, here, there)).toMatchObject({ speakers: ["y"], sections: [40] });
  });

  it("finds nothing where nobody is called so", () => {
    const asked = { ...criteria, speakers: ["a"], sections: [90] };
    const found = criteriaIn(asked, here, told({ x: "Cleo" }, { Start: 0 }));
    expect(found.speakers).not.toEqual([]);
    expect(found.speakers).not.toContain("x");
    expect(found.sections).toEqual([-1]);
  });
});
