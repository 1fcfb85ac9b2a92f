// Owns the drawn page of an earlier text: the reading view's page without anything that could change it, and the notes
// beside it. It holds what the core returned about one revision and knows nothing of the open document's page.
import { call } from "../../lib/api/client";
import type { Annotation, DocumentView, RevisionView } from "../../lib/api/generated";
import { splicesBetween } from "../../lib/text/align";
import { Offsets } from "../../lib/text/offsets";
import type { PaintWords } from "../../lib/text/painter";
import { Carrier } from "../../lib/text/splices";
import { ReadingPage, type PageElements } from "./page";

/** A note beside its passage, and the height on the sheet at which the passage begins. */
export interface PastNote {
  readonly id: string;
  readonly annotation: Annotation;
  readonly wish: number;
}

/** What the page needs beside the revision. */
export interface PastHost extends PaintWords {
  selectTurn: (name: string) => string;
  /** What stands near the viewport changed. */
  onNotes: (notes: PastNote[]) => void;
}

/**
 * Draws a revision into the page's elements, where a place of the text of today was in it. Returns the page, to be destroyed.
 */
export function drawPast(
  elements: PageElements,
  past: RevisionView,
  today: DocumentView,
  place: number,
  host: PastHost,
): ReadingPage {
  const view: DocumentView = {
    ...today,
    revision: past.revision.id,
    text: past.text,
    blocks: past.blocks,
    speakers: past.speakers,
    sections: past.sections,
    annotations: past.annotations,
    orphans: past.orphans,
    position: 0,
  };
  const offset = new Carrier(splicesBetween(today.text, past.text)).point(place);
  let page: ReadingPage | null = null;
  const tell = () => {
    if (page !== null) host.onNotes(page.notesInView(past.annotations, null));
  };
  page = new ReadingPage(
    elements,
    view,
    new Offsets(past.text),
    past.annotations,
    { offset, y: 0 },
    {
      words: host,
      findUnits: (text) => call("text_units", { text }),
      buildColophon: () => null,
      onLayout: tell,
      onScroll: tell,
    },
  );
  tell();
  return page;
}
