// Opens the tag picker at the passage that is meant: the selection, or the active annotation. What is chosen there is
// tagging.svelte.ts's business.

import { give } from "$lib/state/codebook.svelte";
import { highlightWithTags, tagging, type Placing } from "$lib/state/tagging.svelte";
import type { Colour } from "$lib/api/generated";
import type { Span } from "$lib/state/document.svelte";
import { placeBeside } from "./floating";
import type { Reading } from "./reading.svelte";

/** Opens the picker; does nothing where nothing is meant. `colour` is that of a highlight whose tag has none. */
export function openTagPicker(reading: Reading, colour: Colour): void {
  const { doc, active } = reading;
  const span = doc.selection;
  const target = span ?? active;
  if (target === null) return;
  reading.page?.scrolling.reveal(target.start);
  tagging.open({
    document: doc,
    annotations: span === null && active !== null ? [active.id] : [],
    span,
    colour,
    place: placing(reading, span ?? (active === null ? null : active.id)),
    onclose: (made) => leave(reading, made),
  });
}

/** Gives the selection, which becomes an annotation by it, or the active annotation a tag. */
export async function giveTag(reading: Reading, tag: string, colour: Colour): Promise<void> {
  const { doc, active } = reading;
  if (doc.selection === null) {
    if (active !== null) await give([active.id], [tag]);
    return;
  }
  const made = await highlightWithTags(doc, doc.selection, [tag], colour);
  if (made !== null) leave(reading, made.id);
}

/** Beside the passage, below it while there is room; null while it is not on the page. */
function placing(reading: Reading, target: Span | string | null): Placing {
  return (size) => {
    const { page, doc } = reading;
    const span = typeof target === "string" ? (doc.byId.get(target) ?? null) : target;
    const lines = span && page ? page.map.edgeLinesOf(span) : null;
    if (!lines || !page) return null;
    return placeBeside(lines.first, lines.last, size, page.viewport(), "below");
  };
}

/** Goes back to the text: to what was selected, or to the annotation that it has become. */
function leave(reading: Reading, made: string | null): void {
  reading.focusPage();
  if (made === null) {
    reading.restoreSelection();
    return;
  }
  const annotation = reading.doc.byId.get(made);
  reading.clearSelection();
  if (annotation !== undefined) reading.caret = annotation.end;
  // Without a margin its card would lie over the lines that are read next.
  if (reading.hasMargin && annotation !== undefined) reading.activate(made);
  else reading.mean(made);
}
