import { beforeEach, expect, it, vi } from "vitest";
import type { ChangeEvent } from "../api/generated";
import { NoteHtml } from "./noteHtml.svelte";

const asked = vi.hoisted(() => [] as string[][]);
vi.mock("../api/client", () => ({
  call: async (_: string, { notes }: { notes: string[] }) => {
    asked.push(notes);
    return notes.map((note) => `${note} ${asked.length}`);
  },
}));

beforeEach(() => void (asked.length = 0));

const NOTHING = {
  documents: [],
  annotations: [],
  removedAnnotations: [],
  memos: [],
  removedDocuments: [],
  removedMemos: [],
  crowded: [],
  codebook: null,
  reload: false,
};
const change = (rest: object) => ({ ...NOTHING, ...rest }) as unknown as ChangeEvent;
const settle = () => new Promise((resolve) => setTimeout(resolve));

it("a text is asked for again when what it links to may be called otherwise, and stays until the answer comes", async () => {
  const html = new NoteHtml();
  const [plain, document, tag] = ["字 d1", "[題](vermilion:document/d1)", "[夜](vermilion:tag/t1)"];
  for (const note of [plain, document, tag]) html.of(note);
  await settle();
  expect(asked).toEqual([[plain, document, tag]]);

  html.apply(change({ documents: [{ id: "d1" }] }));
  expect(html.of(document)).toBe(`${document} 1`);
  await settle();
  expect(html.of(document)).toBe(`${document} 2`);
  html.apply(change({ documents: [{ id: "d2" }], removedAnnotations: [{ id: "a1" }] }));
  html.apply(change({ codebook: [] }));
  await settle();
  html.apply(change({ reload: true }));
  await settle();
  expect(asked.slice(1)).toEqual([[document], [tag], [document, tag]]);
});
