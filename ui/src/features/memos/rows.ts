// The list of memos as rows: in groups by what they are about, those that fit the filter. Pure.
import type { Section } from "../../lib/api/generated";
import type { MemoTarget, ShownMemo } from "../../lib/state/memos.svelte";
import { foldName } from "../../lib/text/fold";

/** What a memo is about, as it is named. */
export interface About {
  /** Without the kind: a title, a path, a name; empty where the kind says it all. */
  readonly name: string;
  /** It is no longer there, and the name is the last that is known. */
  readonly isLost: boolean;
  /** Its number, of a section that has one. */
  readonly number: number | null;
}

export type GroupName = "document" | "sections" | "speakers" | "tags" | "library";

export type Row =
  | { kind: "group"; key: string; group: GroupName; title: string | null }
  | { kind: "memo"; key: string; shown: ShownMemo; about: About };

/** What names and orders the things that memos are about. */
export interface Names {
  /** The open interview: then only its memos and those on tags and the library are shown; null for all there are. */
  readonly document: string | null;
  readonly sections: readonly Section[];
  /** Ids of the speakers of the open interview, in their order. */
  readonly speakers: readonly string[];
  /** Ids of all interviews in the order of their list, with their titles. */
  readonly titles: ReadonlyMap<string, string>;
  /** Ids of all tags in the order of the codebook, with their paths. */
  readonly tags: ReadonlyMap<string, string>;
}

const GROUPS: readonly GroupName[] = ["document", "sections", "speakers", "tags", "library"];
/** All of an interview's memos stand under its title where several are shown. */
const ALL_GROUPS: readonly GroupName[] = ["library", "document", "tags"];

const GROUP_OF: Record<MemoTarget["kind"], GroupName> = {
  document: "document",
  section: "sections",
  speaker: "speakers",
  tag: "tags",
  library: "library",
};

/** What a memo is about, by name. */
export function aboutOf({ target, memo }: ShownMemo, names: Names): About {
  const section =
    target.kind === "section" && target.document === names.document
      ? names.sections.find(({ heading }) => heading === target.heading)
      : undefined;
  const name = {
    library: () => "",
    document: () => "",
    section: () => section?.title ?? memo?.section ?? "",
    speaker: () => memo?.speakerName ?? "",
    tag: () => names.tags.get(target.tag ?? "") ?? "",
  }[target.kind]();
  const isLost = target.kind === "section" && target.heading === null;
  return { name, isLost, number: section?.number ?? null };
}

/** The rows for the memos in which every word of the filter stands, or in the name of what they are about. */
export function rowsOf(memos: readonly ShownMemo[], names: Names, filter: string): Row[] {
  const words = foldName(filter).split(/\s+/).filter(Boolean);
  const isAll = names.document === null;
  const titles = [...names.titles.keys()];
  const tags = [...names.tags.keys()];
  const groups = new Map<string, { group: GroupName; title: string | null; order: number; rows: Placed[] }>();
  for (const shown of memos) {
    const { target, memo } = shown;
    if (!isAll && target.document !== null && target.document !== names.document) continue;
    const about = aboutOf(shown, names);
    const title = isAll && target.document !== null ? (names.titles.get(target.document) ?? "") : null;
    const text = foldName(`${about.name} ${title ?? ""} ${memo?.text ?? ""}`);
    // What is begun is shown whatever the filter says: somebody is writing there.
    if (memo !== null && !words.every((word) => text.includes(word))) continue;
    const group = title === null ? GROUP_OF[target.kind] : "document";
    const order = (isAll ? ALL_GROUPS : GROUPS).indexOf(group);
    const key = title === null ? group : `document ${target.document ?? ""}`;
    const known = groups.get(key) ?? { group, title, order, rows: [] };
    groups.set(key, known);
    known.rows.push({ kind: "memo", key: shown.key, shown, about, place: placeOf(shown, names, tags) });
  }
  return [...groups]
    .sort(([a, one], [b, other]) => one.order - other.order || placeIn(titles, a) - placeIn(titles, b))
    .flatMap(([key, { group, title, rows }]) => [
      { kind: "group" as const, key, group, title },
      ...rows.sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1]),
    ]);
}

type Placed = Extract<Row, { kind: "memo" }> & { place: readonly [number, number] };

/** Where a memo stands in its group: by kind, then by the place of what it is about; equals stay as they are. */
function placeOf({ target }: ShownMemo, names: Names, tags: readonly string[]): [number, number] {
  switch (target.kind) {
    case "section":
      return [1, target.heading ?? Infinity];
    case "speaker":
      return [2, names.speakers.indexOf(target.speaker ?? "")];
    case "tag":
      return [0, tags.indexOf(target.tag ?? "")];
    default:
      return [0, 0];
  }
}

const placeIn = (titles: readonly string[], key: string) => titles.indexOf(key.replace(/^document /, ""));
