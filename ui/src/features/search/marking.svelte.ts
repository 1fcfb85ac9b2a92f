// Owns what is to be highlighted or tagged at once: every place that was found in the texts, which of them are left out, and
// which are highlighted already. Changes nothing until it is told to.
import { call, Refused } from "../../lib/api/client";
import type {
  AnnotationsCreated,
  Colour,
  DocumentPassages,
  MarkedPassage,
  SearchHit,
  SearchPassage,
} from "../../lib/api/generated";
import type { Sought } from "../../lib/state/found.svelte";
import { LeftOut } from "../../lib/state/leftOut.svelte";

/** A place that can be marked. */
export interface Row {
  readonly key: string;
  readonly document: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly text: string;
  readonly after: string;
  readonly speaker: string | null;
  readonly section: string | null;
  /** The annotation that marks exactly this; null where none does. */
  readonly marked: MarkedPassage | null;
}

/** Places asked for at once, and at most: more than anybody looks through. */
const PAGE = 1000;
const MOST = 20_000;

export class Marking extends LeftOut<Row> {
  /** How many were found so far. */
  progress = $state(0);
  isCut = $state(false);
  /** How many places are in names, numbers and marks before what is read: they are found, and cannot be marked. */
  besides = $state(0);
  /** How many places come to a passage that another one has come to already. */
  again = $state(0);

  readonly #sought: Sought;
  readonly #document: string | null;
  #revisions = new Map<string, string>();
  #asked = 0;

  constructor(sought: Sought, document: string | null) {
    super();
    this.#sought = sought;
    this.#document = document;
  }

  /** Looks for all places, and for what marks them already. */
  async load(): Promise<void> {
    const asked = ++this.#asked;
    const places = new Map<string, Omit<Row, "marked">>();
    let [besides, again] = [0, 0];
    const revisions = new Map<string, string>();
    let total = 0;
    for (let offset = 0; offset === 0 || (offset < total && offset < MOST); offset += PAGE) {
      const request = {
        ...this.#sought,
        scope: "text",
        document: this.#document,
        offset,
        limit: PAGE,
      } as const;
      const answer = await this.#page(request, asked);
      if (answer === null) return;
      total = answer.total;
      for (const { document, title, revision, sections } of answer.found) {
        revisions.set(document, revision);
        for (const { title: section, hits } of sections) {
          for (const hit of hits) {
            const { start, end, passage, speaker } = hit;
            // What has lost its passage stands nowhere.
            if (end <= start) continue;
            if (passage === null) {
              besides += 1;
              continue;
            }
            const key = `${document} ${passage.start} ${passage.end}`;
            if (places.has(key)) again += 1;
            else
              places.set(key, {
                key,
                document,
                title,
                ...passage,
                ...wordsOf(hit, passage),
                speaker,
                section,
              });
          }
        }
      }
      this.progress = places.size;
    }
    const marked = new Map<string, MarkedPassage>();
    for (const passages of byDocument([...places.values()], revisions)) {
      const { document } = passages;
      for (const one of await call("annotation_marked", passages)) {
        const [start, end] = passages.places.slice(2 * one.passage);
        marked.set(`${document} ${start} ${end}`, one);
      }
      if (asked !== this.#asked) return;
    }
    this.isCut = total > MOST;
    this.isOutdated = this.rows !== null && this.left.size > 0;
    this.left = new Set();
    this.#revisions = revisions;
    this.besides = besides;
    this.again = again;
    this.rows = [...places.values()].map((place) => ({ ...place, marked: marked.get(place.key) ?? null }));
  }

  /** Highlights what is chosen, with these tags. A text that was corrected meanwhile is refused as stale. */
  commit(colour: Colour, tags: readonly string[]): Promise<AnnotationsCreated> {
    const passages = byDocument(this.chosen, this.#revisions);
    return call("annotation_create_all", { passages, style: { mark: "fill", colour }, tags: [...tags] });
  }

  destroy(): void {
    this.#asked += 1;
  }

  /** A page of places; one that another search has called off is asked for again. Null where nobody waits any more. */
  async #page(request: Parameters<typeof call<"search">>[1], asked: number) {
    for (;;) {
      try {
        const answer = await call("search", request);
        return asked === this.#asked ? answer : null;
      } catch (reason) {
        if (asked !== this.#asked) return null;
        if (!(reason instanceof Refused && reason.isAbout("cancelled"))) throw reason;
      }
    }
  }
}

/** What is shown of a place, with what of it is marked as the words: the rest of what was found stands before and after. */
function wordsOf(
  { start, before, text, after }: SearchHit,
  passage: SearchPassage,
): Pick<Row, "before" | "text" | "after"> {
  const characters = Array.from(text);
  const from = Math.max(0, passage.start - start);
  const to = Math.max(from, passage.end - start);
  return {
    before: before + characters.slice(0, from).join(""),
    text: characters.slice(from, to).join(""),
    after: characters.slice(to).join("") + after,
  };
}

/** Places as the core takes them. */
function byDocument(
  places: readonly Omit<Row, "marked">[],
  revisions: ReadonlyMap<string, string>,
): DocumentPassages[] {
  const all = new Map<string, DocumentPassages>();
  for (const { document, start, end } of places) {
    let passages = all.get(document);
    if (passages === undefined) {
      passages = { document, revision: revisions.get(document) ?? "", places: [] };
      all.set(document, passages);
    }
    passages.places.push(start, end);
  }
  return [...all.values()];
}
