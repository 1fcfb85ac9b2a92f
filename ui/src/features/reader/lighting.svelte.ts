// Which annotations are looked at just now, so that all others step back: the one under the resting pointer, those of a
// tag whose name is pointed at, the one whose note or bracket has the focus, or the one that is open. Lights nothing
// itself: the page does.

import type { Annotation } from "$lib/api/generated";
import type { OpenDocument } from "$lib/state/document.svelte";

/** So long the pointer rests on a passage before the others step back, in milliseconds: passing over it is not looking. */
const REST_MS = 250;
/** So long after it has left they stay back: on the way to the next there are gaps. */
const LEAVE_MS = 90;

export class Lighting {
  /** What is pointed at or has the focus; null while nothing does. */
  #pointed: readonly string[] | null = $state.raw(null);
  /** The annotation that was made last, and is open because of that: whoever goes on marking looks at the text. */
  #made: string | null = $state(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #doc: OpenDocument;

  /** The annotations that are looked at; null while none is looked at more than others. */
  readonly lit: readonly Annotation[] | null = $derived.by(() => {
    const { active, byId } = this.#doc;
    const ids = this.#pointed ?? (active !== null && active !== this.#made ? [active] : []);
    const annotations = ids.flatMap((id) => byId.get(id) ?? []);
    return annotations.length > 0 ? annotations : null;
  });

  constructor(doc: OpenDocument) {
    this.#doc = doc;
  }

  /** The pointer has come to a passage: the others step back once it rests there. */
  rest(ids: readonly string[]): void {
    this.#after(this.#pointed === null ? REST_MS : LEAVE_MS, ids);
  }

  /** Something that stands for annotations is pointed at or has taken the focus; null: nothing. */
  point(ids: readonly string[] | null): void {
    this.#after(0, ids);
  }

  /** It is no longer. */
  leave(): void {
    this.#after(LEAVE_MS, null);
  }

  /** An annotation was made just now. */
  make(id: string): void {
    this.#made = id;
  }

  /**
   * An annotation is opened, or none; the one that was just made is so by itself. Whoever closes one has looked at it: a
   * pointer that rests on it since it was clicked looks no longer, until it comes to a passage anew.
   */
  open(id: string | null): void {
    if (id !== this.#made) this.#made = null;
    if (id === null && this.#doc.active !== null) this.point(null);
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }

  #after(delay: number, ids: readonly string[] | null): void {
    clearTimeout(this.#timer);
    if (delay === 0) this.#pointed = ids;
    else this.#timer = setTimeout(() => (this.#pointed = ids), delay);
  }
}

/** Follows the pointer over the marks of the page. Returns a function that stops it. */
export function followPointer(
  column: HTMLElement,
  layersOf: (mark: Element) => readonly string[],
  doc: OpenDocument,
  lighting: Lighting,
): () => void {
  let over: Element | null = null;

  const onOver = (event: PointerEvent): void => {
    const mark = event.target instanceof Element ? event.target.closest("mark") : null;
    if (mark === over) return;
    over = mark;
    // A button held down selects or drags: what is under it is on the way only.
    const ids = mark && event.buttons === 0 ? innermost(layersOf(mark), doc) : [];
    if (ids.length > 0) lighting.rest(ids);
    else lighting.leave();
  };
  const onLeave = (): void => {
    over = null;
    lighting.leave();
  };

  column.addEventListener("pointerover", onOver);
  column.addEventListener("pointerleave", onLeave);
  return () => {
    column.removeEventListener("pointerover", onOver);
    column.removeEventListener("pointerleave", onLeave);
  };
}

/** Of several annotations the one that a click would open. */
function innermost(ids: readonly string[], doc: OpenDocument): readonly string[] {
  const lengthOf = (id: string): number => {
    const annotation = doc.byId.get(id);
    return annotation ? annotation.end - annotation.start : Number.POSITIVE_INFINITY;
  };
  const [first, ...rest] = ids;
  if (first === undefined) return [];
  return [rest.reduce((best, id) => (lengthOf(id) < lengthOf(best) ? id : best), first)];
}
