import { describe, expect, it } from "vitest";
import type { Annotation, Block, Colour, DocumentView } from "../api/generated";
import { Carrier } from "../text/splices";
import { AnnotationFilter, questionOf, type Criteria } from "./filter.svelte";
import { Matching } from "./matching.svelte";

function annotation(
  id: string,
  start: number,
  more: Partial<Annotation> & { colour?: Colour } = {},
): Annotation {
  const { colour = "yellow", ...rest } = more;
  return {
    id,
    document: "d",
    start,
    end: start + 2,
    quote: "",
    style: { mark: "fill", colour },
    note: "",
    state: "anchored",
    original: null,
    reason: null,
    tags: [],
    madeOn: "r",
    createdAt: 0,
    modifiedAt: 0,
    ...rest,
  };
}

/** A turn of ten characters, of which the first two are its label. */
function turn(index: number, speaker: string | null): Block {
  const start = index * 10;
  return {
    start,
    end: start + 10,
    bodyStart: start + 2,
    bodyEnd: start + 9,
    kind: "turn",
    level: null,
    number: null,
    speaker,
    labelStart: start,
    labelEnd: start + 1,
    time: null,
  };
}

const source = {
  blocks: [turn(0, "wang"), turn(1, "li"), turn(2, "wang"), turn(3, null)],
  sections: [
    { heading: 0, end: 20 },
    { heading: 10, end: 20 },
    { heading: 20, end: 40 },
  ],
  branchOf: (tag: string) => (tag === "feeling" ? ["fear", "hope"] : []),
};

function found(criteria: Partial<Criteria>, annotations: Annotation[]): string {
  const filter = new AnnotationFilter();
  filter.set(criteria);
  return annotations
    .filter(questionOf(filter.criteria, source))
    .map(({ id }) => id)
    .join("");
}

describe("the filter", () => {
  it("finds everything while nothing is asked for", () => {
    const filter = new AnnotationFilter();
    expect(filter.isActive).toBe(false);
    expect(found({}, [annotation("a", 1), annotation("b", 3)])).toBe("ab");
    filter.text = "  ";
    expect(filter.isActive).toBe(false);
  });

  it("takes one colour of several, and all that is asked for", () => {
    const all = [
      annotation("a", 1, { colour: "red" }),
      annotation("b", 1, { colour: "blue", note: "n" }),
      annotation("c", 1, { note: "n" }),
    ];
    expect(found({ colours: ["red", "blue"] }, all)).toBe("ab");
    expect(found({ colours: ["red", "blue"], note: true }, all)).toBe("b");
    expect(found({ note: false }, all)).toBe("a");
  });

  it("takes what is under a tag for having it", () => {
    const all = [
      annotation("a", 1, { tags: ["fear"] }),
      annotation("b", 1, { tags: ["work", "hope"] }),
      annotation("c", 1, { tags: ["work"] }),
      annotation("d", 1, { tags: ["feeling"] }),
    ];
    expect(found({ tags: ["feeling"] }, all)).toBe("abd");
    expect(found({ tags: ["fear"] }, all)).toBe("a");
  });

  it("knows who speaks in a passage, and not in its label", () => {
    const all = [
      annotation("a", 3),
      annotation("b", 12),
      annotation("c", 7, { end: 14 }),
      annotation("d", 9, { end: 11 }),
      annotation("e", 33),
    ];
    expect(found({ speakers: ["wang"] }, all)).toBe("ac");
    expect(found({ speakers: ["li"] }, all)).toBe("bc");
    expect(found({ speakers: ["li", "wang"] }, all)).toBe("abc");
  });

  it("takes the sections under a section for parts of it", () => {
    const all = [annotation("a", 3), annotation("b", 12), annotation("c", 20)];
    expect(found({ sections: [0] }, all)).toBe("ab");
    expect(found({ sections: [10] }, all)).toBe("b");
    expect(found({ sections: [10, 20] }, all)).toBe("bc");
  });

  it("finds orphans by what they are, and never by where they stood", () => {
    const all = [annotation("a", 3), annotation("b", 3, { state: "orphan", colour: "red" })];
    expect(found({ states: ["orphan"] }, all)).toBe("b");
    expect(found({ colours: ["red"] }, all)).toBe("b");
    expect(found({ speakers: ["wang"] }, all)).toBe("a");
    expect(found({ sections: [0] }, all)).toBe("a");
  });

  it("finds those whose words were corrected, beside orphans where both are asked for", () => {
    const all = [
      annotation("a", 1),
      annotation("b", 3, { state: "changed", colour: "red" }),
      annotation("c", 3, { state: "orphan" }),
    ];
    expect(found({ states: ["changed"] }, all)).toBe("b");
    expect(found({ states: ["changed", "orphan"] }, all)).toBe("bc");
    expect(found({ states: ["changed"], colours: ["blue"] }, all)).toBe("");
    const filter = new AnnotationFilter();
    filter.toggle("states", "changed");
    expect(filter.isActive).toBe(true);
    expect([filter.has("states", "changed"), filter.has("states", "orphan")]).toEqual([true, false]);
  });

  it("takes both ends of a period into it", () => {
    const all = [5, 6, 7, 8].map((at) => annotation(String(at), 1, { createdAt: at, modifiedAt: at + 10 }));
    expect(found({ made: { from: 6, to: 7 } }, all)).toBe("67");
    expect(found({ made: { from: null, to: 6 } }, all)).toBe("56");
    expect(found({ changed: { from: 18, to: null } }, all)).toBe("8");
  });

  it("looks for words in quote and note, whatever their case", () => {
    const all = [annotation("a", 1, { quote: "Rote FAHNE" }), annotation("b", 1, { note: "fahne" })];
    expect(found({ text: " Fahne" }, all)).toBe("ab");
  });

  it("asks for something or no longer, and follows its sections when the text changes", () => {
    const filter = new AnnotationFilter();
    filter.toggle("colours", "red");
    filter.toggle("colours", "blue");
    filter.toggle("colours", "red");
    expect(filter.criteria.colours).toEqual(["blue"]);
    filter.toggle("sections", 10);
    filter.follow(new Carrier([{ start: 0, removed: 0, inserted: "abc" }]));
    expect(filter.criteria.sections).toEqual([13]);
    filter.clear();
    expect(filter.isActive).toBe(false);
  });
});

describe("what the filter finds in a document", () => {
  function document(annotations: Annotation[]) {
    const filter = new AnnotationFilter();
    const view = { blocks: source.blocks, sections: source.sections } as unknown as DocumentView;
    const filtered = { filter, view, annotations, orphans: [] };
    return { filter, matching: new Matching(filtered, source.branchOf) };
  }

  it("is everything without a filter", () => {
    const { matching } = document([annotation("a", 1)]);
    expect(matching.found).toBeNull();
    expect(matching.standing).toHaveLength(1);
    expect([matching.isShown("a"), matching.isFaint("a")]).toEqual([true, false]);
  });

  it("steps back or is hidden where it does not match", () => {
    const { filter, matching } = document([annotation("a", 1, { colour: "red" }), annotation("b", 1)]);
    filter.toggle("colours", "red");
    expect(matching.standing.map(({ id }) => id)).toEqual(["a"]);
    expect([matching.isShown("b"), matching.isFaint("b")]).toEqual([true, true]);
    filter.isHiding = true;
    expect([matching.isShown("a"), matching.isShown("b")]).toEqual([true, false]);
  });

  it("keeps in sight what was just made, until something else is asked for", () => {
    const { filter, matching } = document([annotation("a", 1, { colour: "red" }), annotation("b", 1)]);
    filter.isHiding = true;
    filter.toggle("colours", "red");
    matching.keep(["b"]);
    expect([matching.isShown("b"), matching.isFaint("b"), matching.has("b")]).toEqual([true, false, false]);
    filter.toggle("colours", "blue");
    expect(matching.isShown("b")).toBe(false);
  });

  it("is found among ten thousand as among few", () => {
    const many = Array.from({ length: 10_000 }, (_, at) =>
      annotation(String(at), (at * 7) % 40, {
        colour: at % 2 === 0 ? "red" : "blue",
        quote: "甲乙丙".repeat(20),
      }),
    );
    const { filter, matching } = document(many);
    filter.set({ colours: ["red"], speakers: ["wang"], sections: [0], text: "乙丙甲" });
    const byHand = many.filter(
      ({ start, style }) => style.colour === "red" && start < 20 && start + 2 > 2 && start < 9,
    );
    expect(matching.standing).toHaveLength(byHand.length);
  });
});
