import { describe, expect, it } from "vitest";
import type { Annotation, ChangeEvent } from "../api/generated";
import { publishChange } from "./changes";
import { lastMark } from "./repeating";

let sequence = 0;

function tell(action: string, annotations: Partial<Annotation>[], rest: Partial<ChangeEvent> = {}): void {
  publishChange({ sequence: ++sequence, action, annotations, codebook: null, ...rest } as ChangeEvent);
}

const yellow = { style: { mark: "fill", colour: "yellow" }, tags: [] } as const satisfies LastMark;
const tagged = { style: { mark: "underline", colour: "red" }, tags: ["t", "u"] } as const;
type LastMark = Pick<Annotation, "style"> & { tags: readonly string[] };
const mark = ({ style, tags }: LastMark): Partial<Annotation> => ({ style, tags: [...tags] });

describe("how the last passage was marked", () => {
  it("is known from the first mark on, and follows style and tags", () => {
    expect(lastMark()).toBeNull();
    tell("annotation-create", [mark(yellow)]);
    expect(lastMark()).toMatchObject(yellow);
    tell("tag-give", [mark(tagged)]);
    expect(lastMark()).toMatchObject(tagged);
  });

  it("is not what was undone, written or done to many", () => {
    tell("undo", [mark(yellow)]);
    tell("annotation-note", [mark(yellow)]);
    tell("annotation-style", [mark(yellow), mark(yellow)]);
    expect(lastMark()).toMatchObject(tagged);
  });

  it("holds no tag that is gone", () => {
    tell("tag-delete", [], { codebook: [{ id: "u" }] as ChangeEvent["codebook"] });
    expect(lastMark()?.tags).toEqual(["u"]);
  });
});
