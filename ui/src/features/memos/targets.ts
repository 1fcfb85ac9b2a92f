// What a new memo can be about, as it is offered while one types. Pure, but for the words.
import { t } from "../../lib/messages/index.svelte";
import {
  aboutDocument,
  aboutLibrary,
  aboutSection,
  aboutSpeaker,
  aboutTag,
  type MemoTarget,
} from "../../lib/state/memos.svelte";
import type { OpenDocument } from "../../lib/state/document.svelte";
import { foldName } from "../../lib/text/fold";
import type { Names } from "./rows";

/** Something that a memo can be about. */
export interface Offer {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly target: MemoTarget;
}

/** Offered at most. */
const MOST = 60;

/** Everything whose name holds every word of the query, or whose kind does. */
export function offersOf(document: OpenDocument | null, names: Names, query: string): Offer[] {
  const words = foldName(query).split(/\s+/).filter(Boolean);
  return [...all(document, names)]
    .filter(({ kind, name }) => {
      const text = foldName(`${kind} ${name}`);
      return words.every((word) => text.includes(word));
    })
    .slice(0, MOST);
}

function* all(document: OpenDocument | null, names: Names): Generator<Offer> {
  const { about } = t.memos;
  if (document === null) {
    yield { key: "library", kind: about.library, name: "", target: aboutLibrary() };
    for (const [id, title] of names.titles) {
      yield { key: id, kind: about.interview, name: title, target: aboutDocument(id) };
    }
  } else {
    const { id, view } = document;
    yield { key: id, kind: about.document, name: "", target: aboutDocument(id) };
    for (const { heading, title } of view.sections) {
      yield { key: `${heading}`, kind: about.section, name: title, target: aboutSection(id, heading) };
    }
    for (const speaker of view.speakers) {
      yield {
        key: speaker.id,
        kind: about.speaker,
        name: speaker.name,
        target: aboutSpeaker(id, speaker.id),
      };
    }
  }
  for (const [tag, path] of names.tags) {
    yield { key: tag, kind: about.tag, name: path, target: aboutTag(tag) };
  }
  if (document !== null) yield { key: "library", kind: about.library, name: "", target: aboutLibrary() };
}
