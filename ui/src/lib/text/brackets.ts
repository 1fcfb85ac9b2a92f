// Where the brackets beside the text stand, and the names of the tags beside them: brackets over one another get lanes of
// their own, names make room for each other downwards. Pure arithmetic in pixels of the page.

import { layOutMargin } from "./margin";

/** A tagged passage: from the top of its first line to the bottom of its last one, and what it is called. */
export interface Tagged {
  readonly id: string;
  readonly top: number;
  readonly bottom: number;
  /** Ids of its tags, in the order in which they are named. */
  readonly tags: readonly string[];
}

export interface Bracket {
  readonly id: string;
  /** 0 is the nearest to the text. */
  readonly lane: number;
  readonly top: number;
  readonly height: number;
  readonly tag: string;
}

export interface TagName {
  readonly annotation: string;
  readonly tag: string;
  readonly top: number;
}

export interface BracketLayout {
  readonly brackets: readonly Bracket[];
  readonly names: readonly TagName[];
  /** How many lanes there are. */
  readonly lanes: number;
}

/** More lanes than this are lost on the eye; further brackets share the last one. */
const MOST_LANES = 6;
/** Space between the ends of two brackets in one lane, in pixels. */
const APART = 3;

/** Lays out passages that are sorted by `top`; a name is `height` pixels tall. */
export function layOutBrackets(passages: readonly Tagged[], height: number): BracketLayout {
  const ends: number[] = [];
  const laneOf = ({ top, bottom }: Tagged): number => {
    const free = ends.findIndex((end) => end + APART <= top);
    const lane = Math.min(free < 0 ? ends.length : free, MOST_LANES - 1);
    ends[lane] = Math.max(bottom, ends[lane] ?? bottom);
    return lane;
  };
  const brackets = passages.map((passage) => ({
    id: passage.id,
    lane: laneOf(passage),
    top: passage.top,
    height: passage.bottom - passage.top,
    tag: passage.tags[0] ?? "",
  }));
  const wanted = passages.flatMap(({ id, top, tags }) =>
    tags.map((tag) => ({ id: `${id} ${tag}`, annotation: id, tag, wish: top, height })),
  );
  const places = layOutMargin(wanted, 0);
  const names = wanted.map(({ annotation, tag, wish }, at) => ({
    annotation,
    tag,
    top: places[at]?.top ?? wish,
  }));
  return { brackets, names, lanes: ends.length };
}
