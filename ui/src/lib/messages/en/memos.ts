// English: memos, and links inside the library.
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const memos = {
  title: "Memos",
  label: "Memos, by what they are about",
  empty: "No memos yet.",
  emptyHint:
    "A memo is about what is no passage: the whole interview, a section, a speaker, a tag, the library.",
  emptyKeys: (section: string, document: string) =>
    `${section} writes one on this section, ${document} on the interview.`,
  noMatch: "No memo matches.",
  showAll: "Show all",
  filter: "Filter memos",
  newAbout: "New memo on…",
  noTarget: "Nothing of that name",
  about: {
    library: "The library",
    document: "This interview",
    interview: "The interview",
    section: "Section",
    speaker: "Speaker",
    tag: "Tag",
  },
  groups: {
    document: "This interview",
    sections: "Sections",
    speakers: "Speakers",
    tags: "Tags",
    library: "The library",
  },
  /** A section whose heading is no longer in the text. */
  lost: "no longer a section",
  edit: "Write on this memo",
  field: "Memo",
  placeholder: "Write a memo. Markdown works; [[ makes a link.",
  nothing: "Nothing written",
  delete: "Delete memo",
  deleted: "Deleted a memo",
  on: (what: string) => `Memo on ${what}…`,
  count: (count: number, number: string) => `${number} ${plural(count, "memo", "memos")}`,
  countOf: (shown: string, all: string) => `${shown} of ${all}`,
  actions: {
    section: "Memo on This Section",
    document: "Memo on This Interview",
    library: "Memo on the Library",
    all: "All Memos",
  },
  menu: {
    section: "Memo on this section…",
    document: "Memo on this interview…",
  },
};

export const crosslinks = {
  offer: "Link to",
  none: "Nothing to link to has these words.",
  kinds: { annotation: "Passage", document: "Interview", tag: "Tag", memo: "Memo" },
  gone: {
    annotation: "This annotation was deleted",
    document: "This interview was deleted",
    tag: "This tag was deleted",
    memo: "This memo was deleted",
  },
  here: (count: number, number: string) => `${number} ${plural(count, "link leads", "links lead")} here`,
  list: "What links here",
};
