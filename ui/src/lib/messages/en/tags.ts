// English: tags, the picker and the codebook.
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const tags = {
  actions: { tag: "Tag…", codebook: "Codebook" },
  chips: "Tags",
  key: (key: string) => `Key ${key}`,
  picker: {
    title: "Tag",
    field: "Type a tag",
    list: "Tags that fit",
    create: "New tag",
    remove: (name: string) => `Take “${name}” away`,
    some: (count: string, all: string) => `${count} of ${all} annotations have it`,
    given: "given",
    empty: "No tags yet. Type a name and press Enter.",
    noMatch: "No tag fits, and this cannot be a name.",
    slash: "“Parent/Child” makes one tag under another.",
    gives: "give",
    another: "give and go on",
    makes: "new tag",
    many: (count: number, number: string) => `${number} ${plural(count, "annotation", "annotations")}`,
  },
  open: (name: string) => `Show “${name}” in the codebook`,
  back: "Back",
  empty: "No tags yet.",
  emptyHint:
    "Tags say what your annotations are about, across all interviews. Select a passage and press T, or make the first one here.",
  find: "Find a tag",
  noMatch: (query: string) => `No tag fits “${query}”.`,
  name: "Name of the tag",
  new: "New Tag",
  newUnder: "New Tag Under This",
  rename: "Rename",
  colour: "Color",
  noColour: "No color of its own",
  shortcut: "Key",
  shortcutHint:
    "A digit or a letter. With a passage selected it gives the tag at once; in the tag picker, Alt and the key.",
  shortcutTaken: (key: string, action: string) =>
    `${key} is the key of “${action}”, which comes first. In the tag picker, Alt+${key} gives the tag.`,
  definition: "Definition",
  definitionHint: "What belongs here, what does not, an example. Markdown works.",
  own: "This tag",
  withBelow: "With those below",
  facts: {
    annotations: "Annotations",
    documents: "Interviews",
    speakers: "Speakers",
    characters: "Characters",
  },
  annotations: (count: number, number: string) => `${number} ${plural(count, "annotation", "annotations")}`,
  counted: (own: string, whole: string) => `${own} of its own, ${whole} with the tags below`,
  passages: "Passages",
  noPassages: "No annotation has this tag yet.",
  whole: "With the tags below",
  choose: "Choose a tag to see what it means and where it is given.",
  chosen: (number: string) => `${number} chosen`,
  chosenTags: (count: number, number: string) => `${number} ${plural(count, "tag", "tags")} chosen`,
  clear: "Clear",
  untag: "Take tag away",
  merge: {
    action: "Merge into…",
    title: (count: number, number: string, name: string) =>
      count === 1 ? `Merge ${name} into` : `Merge ${number} tags into`,
    about:
      "What has any of them has this one then. Their definitions and memos are kept with it, and the tags below them come below it.",
    done: (count: number, number: string, name: string) =>
      `Merged ${plural(count, "a tag", `${number} tags`)} into ${name}`,
  },
  move: {
    action: "Move under…",
    title: (count: number, number: string, name: string) =>
      count === 1 ? `Move ${name} under` : `Move ${number} tags under`,
    top: "At the top",
  },
  split: {
    action: "Give another tag instead…",
    title: (count: number, number: string) =>
      `Another tag for ${number} ${plural(count, "annotation", "annotations")}`,
    done: (count: number, number: string, name: string) =>
      `${number} ${plural(count, "annotation has", "annotations have")} ${name} now`,
  },
  delete: {
    action: "Delete…",
    title: (count: number, number: string, name: string) =>
      count === 1 ? `Delete ${name}?` : `Delete ${number} tags?`,
    about: (count: number, number: string, documents: string) =>
      count === 0
        ? "No annotation has it."
        : `${number} ${plural(count, "annotation", "annotations")} in ${documents} will no longer have it. The annotations stay.`,
    has: (count: number, number: string, documents: string) =>
      count === 0
        ? "no annotation"
        : `${number} ${plural(count, "annotation", "annotations")} in ${documents}`,
    others: (number: string) => `and ${number} more`,
    aboutAll: "The annotations stay. They will no longer have these tags.",
    documents: (count: number, number: string) => `${number} ${plural(count, "interview", "interviews")}`,
    keep: (count: number, number: string) =>
      `Keep the ${plural(count, "tag", `${number} tags`)} below, one level up`,
    withChildren: (count: number, number: string, annotations: string | null) =>
      `Delete the ${plural(count, "tag", `${number} tags`)} below too${annotations === null ? "" : `: ${annotations} in all`}`,
    accept: "Delete",
    done: (count: number, number: string, name: string) =>
      count === 1 ? `Deleted the tag ${name}` : `Deleted ${number} tags`,
  },
};
