// English: the library.
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

export const library = {
  title: "Library",
  label: "Interviews",
  import: "Import",
  filter: "Filter by title, speaker or source",
  clearFilter: "Clear the filter",
  noMatch: (filter: string) => `Nothing matches “${filter}”.`,
  count: (count: number, number: string) => `${number} ${plural(count, "interview", "interviews")}`,
  sortBy: "Sort by",
  sort: {
    readAt: "Last read",
    createdAt: "Added",
    title: "Title",
    characters: "Size",
    annotations: "Annotations",
  },
  ascending: "Smallest or oldest first; click to reverse",
  descending: "Largest or newest first; click to reverse",
  characters: (_count: number, number: string) => `${number} characters`,
  annotations: (count: number, number: string) => `${number} ${plural(count, "annotation", "annotations")}`,
  notes: (count: number, number: string) => `${number} ${plural(count, "note", "notes")}`,
  noAnnotations: "no annotations",
  progress: (percent: string) => `${percent} read`,
  select: (title: string) => `Select “${title}”`,
  selected: (count: number, number: string) =>
    `${number} ${plural(count, "interview", "interviews")} selected`,
  clearSelection: "Clear selection",
  delete: (title: string) => `Delete “${title}”`,
  exportSelected: "Export…",
  deleteSelected: "Delete",
  deleted: (title: string) => `Deleted “${title}”`,
  deletedMany: (count: number, number: string) =>
    `Deleted ${number} ${plural(count, "interview", "interviews")}`,
  drop: "Drop to import",
  dropHint: "Interviews of any kind, projects of other programs, or whole folders",
  welcome: "Read interviews closely",
  welcomeText:
    "Highlight what matters, write in the margin, and take your annotations with you. Everything stays on this computer, and every step can be undone.",
  welcomeSample: "Open the sample interview",
  welcomeImport: "Import an interview…",
  welcomeHint: "Or drop a file anywhere in this window, or paste the text of an interview.",
  openingSample: "Preparing the sample…",
};
