// Which tagged passages are near the viewport, and from which height on the sheet to which they reach. Looks at what is
// drawn there and at nothing else.

import type { Annotation } from "$lib/api/generated";
import type { ReadingPage } from "./page";

/** A passage with tags and where it stands, in pixels of the sheet. */
export interface TaggedPassage {
  readonly annotation: Annotation;
  readonly top: number;
  readonly bottom: number;
}

/** So far around the viewport, in pixels, brackets are there before they are seen. */
const AROUND = 600;
/** More of them at once nobody can read. */
const MOST = 200;

/** The tagged passages near the viewport, in the order of their tops; one that reaches further is cut where that ends. */
export function taggedInView(page: ReadingPage): TaggedPassage[] {
  const { top, bottom } = page.viewport();
  const drawn = [...page.drawnBlocks()];
  const first = drawn[page.scrolling.firstReaching(drawn, top - AROUND)];
  const last = drawn[page.scrolling.firstReaching(drawn, bottom + AROUND)];
  if (first === undefined || last === undefined) return [];
  const near = { start: page.starts[first] ?? 0, end: page.bodies[last]?.end ?? page.offsets.length };
  const found: TaggedPassage[] = [];
  for (const annotation of page.painting.touching(near)) {
    if (annotation.tags.length === 0) continue;
    const opening =
      annotation.start >= near.start
        ? page.map.caretRect(annotation.start)
        : page.bodyOf(first)?.getBoundingClientRect();
    const closing =
      annotation.end <= near.end
        ? page.map.caretRect(annotation.end, "before")
        : page.bodyOf(last)?.getBoundingClientRect();
    if (!opening || !closing) continue;
    const rect = page.toSheet(new DOMRect(0, opening.top, 0, closing.bottom - opening.top));
    found.push({ annotation, top: rect.top, bottom: rect.bottom });
    if (found.length === MOST) break;
  }
  return found.sort((a, b) => a.top - b.top || b.bottom - a.bottom);
}
