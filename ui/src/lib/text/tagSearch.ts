// Which tags fit what was typed, and what a new tag's path would be. Pure: the codebook store hands in its tags.
import type { Tag } from "../api/generated";
import { foldIdentity, foldName } from "./fold";

/** A tag with its names as they are compared; made once a codebook, not once a key. */
export interface TagKey {
  readonly tag: Tag;
  readonly name: string;
  readonly path: string;
  /** The path as the core tells tags apart. */
  readonly identity: string;
}

/** What names in a path stand between; the full-width one is typed by many input methods. */
const SEPARATOR = /[/／]/;

/** The key of a tag. */
export function keyOf(tag: Tag): TagKey {
  return { tag, name: foldName(tag.name), path: foldName(tag.path), identity: foldIdentity(tag.path) };
}

/**
 * The tags that fit, best first. Each word of the query (words are parted by spaces and `/`) has to stand somewhere in the
 * path. A name that is the query comes first, then one that begins with it, then one that holds it, then those whose path
 * holds it, then those that hold its words apart; of equals those given last (`recent`: ids, the last first), then the
 * order of the codebook. Without a query all fit.
 */
export function searchTags(keys: readonly TagKey[], query: string, recent: readonly string[]): Tag[] {
  const whole = foldName(query.trim())
    .replace(/\s*[/／]\s*/g, "/")
    .replace(/^\/+/, "");
  const words = whole.split(/[\s/]+/).filter(Boolean);
  const latest = new Map(recent.map((id, at) => [id, at]));
  const lastOf = ({ id }: Tag) => latest.get(id) ?? recent.length;
  const fitting = keys.flatMap((key, order) => {
    const fit = fitOf(key, whole, words);
    return fit === null ? [] : [{ tag: key.tag, fit, order, latest: lastOf(key.tag) }];
  });
  fitting.sort((a, b) => a.fit - b.fit || a.latest - b.latest || a.order - b.order);
  return fitting.map(({ tag }) => tag);
}

/** 0 is best; null where it does not fit. */
function fitOf({ name, path }: TagKey, whole: string, words: readonly string[]): number | null {
  if (words.length === 0) return 0;
  if (name === whole || path === whole) return 0;
  if (name.startsWith(whole)) return 1;
  if (name.includes(whole)) return 2;
  if (path.includes(whole)) return 3;
  return words.every((word) => path.includes(word)) ? 4 : null;
}

/** What typing a name would make. */
export interface NewTagPath {
  /** For `tags` of `tag_give` and `annotation_create`: from the top, so that it can mean nothing else. */
  readonly reference: string;
  /** The whole path as it will read, without the `/` before it. */
  readonly path: string;
  /** The tag that is there already under this path; null where there is none. */
  readonly existing: Tag | null;
}

/**
 * What a typed name or path means: the part of it that is there is taken as the core takes it (from the top, else the one
 * tag whose path ends so), the rest is new. Null where nothing, or nothing that can be a name, was typed.
 */
export function readPath(keys: readonly TagKey[], typed: string): NewTagPath | null {
  const isFromTop = SEPARATOR.test(typed.trim().charAt(0));
  const names = typed
    .split(SEPARATOR)
    .map((name) => name.trim().replace(/\s+/g, " "))
    .slice(isFromTop ? 1 : 0);
  // A path that ends with a separator is not finished; one without a name between two is none.
  if (names.at(-1) === "") names.pop();
  // eslint-disable-next-line no-control-regex -- these are what the core refuses in a name
  if (names.length === 0 || names.some((name) => name === "" || /[\u0000-\u001f\u007f-\u009f]/.test(name))) {
    return null;
  }
  for (let known = names.length; known > 0; known--) {
    const found = findPath(keys, names.slice(0, known), isFromTop);
    // A whole name that is another's child is no reason not to make one of that name at the top.
    if (found === null || (known === names.length && known === 1 && found.depth > 0)) continue;
    const path = [found.path, ...names.slice(known)].join("/");
    return { reference: `/${path}`, path, existing: known === names.length ? found : null };
  }
  const path = names.join("/");
  return { reference: `/${path}`, path, existing: null };
}

/** The tag with a path: from the top, or else the only one whose path ends so. */
function findPath(keys: readonly TagKey[], names: readonly string[], isFromTop: boolean): Tag | null {
  const wanted = names.map(foldIdentity).join("/");
  const exact = keys.find(({ identity }) => identity === wanted);
  if (exact !== undefined) return exact.tag;
  if (isFromTop) return null;
  const ending = keys.filter(({ identity }) => identity.endsWith(`/${wanted}`));
  return ending.length === 1 ? (ending[0]?.tag ?? null) : null;
}
