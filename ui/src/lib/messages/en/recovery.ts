// English: backups, the check of the library, and what is shown when the library does not open.
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

/** Why a backup was made. */
const REASONS: Record<string, string> = {
  start: "when Vermilion started",
  daily: "daily",
  migration: "before an update of the file",
  bulk: "before a large change",
  manual: "by hand",
  repair: "before a repair",
  restore: "before a restore",
};

export const backups = {
  title: "Library and backups",
  file: "Library file",
  reveal: "Show in folder",
  heading: "Backups",
  about:
    "Made by itself when Vermilion starts and every day, where something has changed, and before large changes. Each is opened and checked after it is written.",
  folder: "Folder",
  change: "Change…",
  beside: "Keep beside the library",
  make: "Back up now",
  making: "Backing up…",
  made: (size: string) => `Backed up and checked (${size}).`,
  none: "There is no backup yet.",
  list: "Backups, newest first",
  reason: (name: string) => REASONS[name] ?? name,
  failed: "The last automatic backup failed.",
  tryAgain: "Back up now",
  progress: (percent: string) => `${percent} done`,
  stop: "Stop",
};

export const comparison = {
  title: "Restore this backup?",
  looking: "Looking at what differs…",
  same: "This backup holds exactly what the library holds.",
  alike: (count: number, number: string) =>
    `${number} ${plural(count, "interview is", "interviews are")} the same in both.`,
  comesBack: "Comes back",
  goes: "Is not in the backup and would go",
  changes: "Would change",
  annotations: (added: string, removed: string, changed: string) =>
    `annotations: ${added} back, ${removed} gone, ${changed} different`,
  notes: (added: string, removed: string, changed: string) =>
    `notes: ${added} back, ${removed} gone, ${changed} different`,
  text: "text or structure differs",
  safety: "The library as it is now is backed up first, so this can be taken back by restoring that backup.",
  restore: "Restore",
  restoring: "Restoring…",
  restored: "The backup is restored. The library from before is kept as a backup.",
  back: "Back",
};

export const doctor = {
  heading: "Check",
  about:
    "Reads the whole file and checks that every highlight, note and step of the history is as it should be.",
  check: "Check library",
  checking: "Checking…",
  sound: (documents: string, annotations: string, steps: string) =>
    `All is well. Checked: interviews ${documents}, annotations ${annotations}, steps of the history ${steps}.`,
  found: (count: number, number: string) => `${number} ${plural(count, "finding", "findings")}`,
  more: (count: number, number: string) => `and ${number} more ${plural(count, "finding", "findings")}`,
  repair: "Repair",
  repairing: "Repairing…",
  repairAbout: "What can be mended without guessing is mended; a backup is made first.",
  repaired: (count: number, number: string) =>
    count === 0
      ? "Nothing could be mended without guessing."
      : `Mended ${number} ${plural(count, "finding", "findings")}. The library from before is kept as a backup.`,
  damage: "Damage",
  warning: "Notice",
  recover: "Recover…",
  findings: {
    notALibrary: "The file is not a Vermilion library.",
    cannotOpen: "The file cannot be opened.",
    integrity: "Part of the file is damaged.",
    indexDamaged: "An index of the file is damaged; the content is not.",
    unreadable: "Some content cannot be read.",
    foreignKey: "Something belongs to an interview or annotation that is not there.",
    schema: "The layout of the file has been changed by something else than Vermilion.",
    version: "The file's version is not one that Vermilion has written.",
    textAltered: "The text of an interview is not the one that was imported.",
    characters: "The stored length of a text is wrong.",
    blocks: "The paragraphs do not cover the text.",
    label: "A speaker's label does not fit the text.",
    rangeOutside: "A highlight lies outside the text.",
    rangeEdge: "A highlight begins or ends in the middle of a character.",
    rangeBlank: "A highlight holds nothing but white space.",
    quote: "The words stored with a highlight are not those it lies on.",
    context: "The words stored around a highlight are not those around it.",
    dangling: "Something refers to what is not there.",
    malformed: "A value is not of the kind it should be.",
    reading: "A place in an interview lies outside its text.",
    historyUnreadable: "A step of the history cannot be read.",
    historyConflict: "A step of the history no longer fits what is in the library.",
    historyCount: "The history's own count of its size is wrong.",
  },
};

export const recovery = {
  title: "The library needs your attention",
  untouched: "The file has not been changed. Choose what to do; nothing is deleted, whatever you choose.",
  file: "File",
  reveal: "Show in folder",
  readOnly: "Open for reading only",
  readOnlyAbout: "Shows what can be read. Nothing can be changed.",
  restore: "Restore a backup",
  restoreAbout:
    "Puts a checked copy from before in its place. The file as it is now is moved aside, not deleted.",
  noBackups: "No backup of this library was found.",
  restoreThis: "Restore",
  salvage: "Salvage what can be read",
  salvageAbout: "Copies everything readable into a new library beside this one and says what was lost.",
  salvaging: "Salvaging…",
  another: "Open another library…",
  anotherAbout: "For this time; the next start looks for this one again.",
  retry: "Try again",
  quit: "Quit",
  working: "Working…",
  reportTitle: "What was salvaged",
  reportWhole: "Everything was read. Nothing is missing.",
  reportPart: "Not everything could be read.",
  reportFile: (path: string) => `The new library is ${path}.`,
  reportDocument: {
    whole: "whole",
    altered: "text differs from what was imported",
    quotes: "text lost; the quotes of its highlights are kept",
  },
  reportAnnotations: (kept: string, lost: string) => `${kept} annotations, ${lost} lost`,
  reportRows: (table: string, taken: string, lost: string) => `${table}: ${taken} rows, ${lost} lost`,
  saveReport: "Save report…",
  savedReport: "Saved the report.",
  useSalvaged: "Use the salvaged library",
  useSalvagedAbout: "It takes this one's place. The damaged file is moved aside, not deleted.",
};

export const readOnly = {
  label: "Read only",
  reasons: {
    newer:
      "This library was written by a newer Vermilion, so it is open for reading only. Install the newest version to change it.",
    protected:
      "The library file or its folder may not be written to, so it is open for reading only. Make both writable and open it again.",
    damaged: "This library is damaged and open for reading only.",
    altered:
      "Something else than Vermilion has changed this library's layout, so it is open for reading only.",
    asked: "This library is open for reading only.",
  },
};
