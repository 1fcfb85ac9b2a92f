// English: the sidebar of the reading view.
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const sidebar = {
  label: "Sidebar",
  show: "Show sidebar",
  hide: "Hide sidebar",
  back: "Back to the library",
  title: (title: string) => `${title}: change details`,
};

export const outline = {
  label: "Sections",
  empty: "This interview has no section headings.",
  emptyHint: "You can make a line a heading from the menu beside it.",
  start: "Beginning",
  progress: "Progress",
  count: (count: number, number: string) => `${number} ${plural(count, "annotation", "annotations")}`,
};

export const annotations = {
  label: "Annotations in the order of the text",
  empty: "Nothing is highlighted yet.",
  emptyHint: "Select a passage, then press 1 to 5 for a color, U to underline or N for a note.",
  noMatch: "No annotation matches.",
  showAll: "Show all",
  filterLabel: "Filter annotations",
  filterText: "Filter",
  colour: (colour: string) => `Only ${colour}`,
  withNote: "With note",
  count: (count: number, number: string) => `${number} ${plural(count, "annotation", "annotations")}`,
  countOf: (shown: string, all: string) => `${shown} of ${all}`,
  beforeSections: "Before the first section",
  underlined: "underlined",
  deleted: (count: number, number: string) =>
    count === 1 ? "Deleted an annotation" : `Deleted ${number} annotations`,
  export: "Export these…",
};
