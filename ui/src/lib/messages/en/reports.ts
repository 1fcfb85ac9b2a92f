// English: what became of the things in an imported file.
export const reports = {
  heading: (name: string) => `Import of ${name}`,
  summary: (taken: string, altered: string, skipped: string) =>
    `${taken} taken as they are, ${altered} with changes, ${skipped} left out.`,
  thing: (kind: string, what: string) => `${kind} “${what}”`,
  because: (thing: string, reason: string) => `${thing}: ${reason}`,
  more: (count: number) => `and ${count} more: see the saved report`,
  all: "Show also what is taken as it is",
  list: "What became of the things in the file",
  save: "Save report…",
  fileName: "import report",
  fates: { taken: "taken", altered: "changed", skipped: "left out" } as Record<string, string>,
  places: {
    line: (at: string) => `line ${at}`,
    page: (at: string) => `page ${at}`,
    paragraph: (at: string) => `paragraph ${at}`,
    member: (at: string) => at,
    entry: (at: string) => `entry ${at}`,
  } as Record<string, (at: string) => string>,
  formats: {
    text: "Plain text",
    markdown: "Markdown",
  } as Record<string, string>,
  kinds: {} as Record<string, string>,
  reasons: {} as Record<string, string>,
};
