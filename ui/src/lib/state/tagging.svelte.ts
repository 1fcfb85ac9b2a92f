// Owns what is being tagged: the passage or the annotations that the tag picker is open for, and what choosing there does.
// Where the picker stands, and where the focus goes afterwards, is told by whoever opens it.
import { call } from "../api/client";
import type { Annotation, Colour } from "../api/generated";
import { app } from "./app.svelte";
import { codebook, give, take } from "./codebook.svelte";
import type { OpenDocument, Span } from "./document.svelte";
import { unsaved } from "./unsaved.svelte";

/** Where something of a size stands in the window, in pixels of the page. */
export type Placing = (size: { readonly width: number; readonly height: number }) => {
  readonly left: number;
  readonly top: number;
  /** On which side of what is meant. */
  readonly side: "above" | "below" | "inside";
} | null;

/** What the tag picker is asked to tag. */
export interface TagRequest {
  readonly document: OpenDocument;
  /** The annotations; none where a passage is to become one with its first tag. */
  readonly annotations: readonly string[];
  /** The passage that is to become an annotation. */
  readonly span: Span | null;
  /** The colour of that annotation, where its tag has none. */
  readonly colour: Colour;
  readonly place: Placing;
  /** The picker closes; `made` is the annotation that the passage has become, if it has. */
  readonly onclose: (made: string | null) => void;
}

/** A tag that what is tagged has. */
export interface GivenTag {
  readonly id: string;
  /** How many of the annotations have it. */
  readonly count: number;
}

class Tagging {
  /** What the picker is open for; null while it is closed. */
  request: TagRequest | null = $state.raw(null);
  /** The annotation that the passage has become; null before its first tag. */
  #made: string | null = $state(null);
  #isBusy = false;

  open(request: TagRequest): void {
    this.close();
    this.#made = null;
    this.request = request;
  }

  close(): void {
    const { request } = this;
    if (request === null) return;
    this.request = null;
    request.onclose(this.#made);
  }

  /** The passage that is being tagged and is no annotation yet: the view shows that it is meant. */
  get span(): Span | null {
    return this.request === null || this.#made !== null ? null : this.request.span;
  }

  /** How many annotations are tagged; none while it is a passage. */
  get targets(): readonly string[] {
    if (this.request === null) return [];
    return this.#made === null ? this.request.annotations : [this.#made];
  }

  /** The tags that what is tagged has, in the order of the codebook. */
  get given(): GivenTag[] {
    const counts = new Map<string, number>();
    for (const { tags } of this.#annotations) {
      for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    }
    return codebook.tagsOf([...counts.keys()]).map(({ id }) => ({ id, count: counts.get(id) ?? 0 }));
  }

  /**
   * Gives a tag (an id, or a path, which is made where there is none): to the annotations, or to the passage, which becomes
   * one by it in the same step. False where it was refused.
   */
  async give(tag: string): Promise<boolean> {
    const { request, targets } = this;
    if (request === null || this.#isBusy) return false;
    this.#isBusy = true;
    try {
      if (targets.length > 0) return (await give(targets, [tag])) !== null;
      return request.span !== null && (await this.#make(request, request.span, tag));
    } finally {
      this.#isBusy = false;
    }
  }

  /** Takes a tag away. */
  async take(tag: string): Promise<void> {
    const has = this.#annotations.filter(({ tags }) => tags.includes(tag)).map(({ id }) => id);
    await take(has, [tag]);
  }

  async #make(request: TagRequest, span: Span, tag: string): Promise<boolean> {
    const made = await highlightWithTags(request.document, span, [tag], request.colour);
    if (made === null) return false;
    this.#made = made.id;
    return true;
  }

  get #annotations(): readonly Annotation[] {
    const { request, targets } = this;
    if (request === null || targets.length === 0) return [];
    const { byId, orphans } = request.document;
    return targets.flatMap((id) => byId.get(id) ?? orphans.find((annotation) => annotation.id === id) ?? []);
  }
}

/** The tag picker's subject. */
export const tagging = new Tagging();

/**
 * Makes a passage an annotation with tags (ids, or paths, which are made where there are none), in one undoable step: in the
 * colour of the first of them that has one, else in `colour`. Null where that was refused, which is reported, or waits.
 */
export async function highlightWithTags(
  document: OpenDocument,
  { start, end }: Span,
  tags: readonly string[],
  colour: Colour,
): Promise<Annotation | null> {
  const own = tags.map((tag) => codebook.colourOf(tag)).find((each) => each !== null);
  const style = { mark: "fill", colour: own ?? colour } as const;
  const key = `highlight:${document.id}:${start}:${end}`;
  const id = unsaved.idOf(key);
  const request = { id, document: document.id, start, end, style, note: "", tags: [...tags] };
  const command = { command: "annotation_create", request };
  const answer = await app.save(key, "highlight", () => call("annotation_create", request), command);
  if (answer === null) return null;
  codebook.remember(answer.annotation.tags);
  return answer.annotation;
}
