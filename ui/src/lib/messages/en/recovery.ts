// English: backups, the check of the library, and what is shown when the library does not open.
import type { BackupReason, FindingCode } from "../../api/generated";

const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

/** Why a backup was made. */
const REASONS: Record<BackupReason, string> = {
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
  reason: (name: BackupReason) => REASONS[name],
  documents: (count: number, number: string) => `${number} ${plural(count, "interview", "interviews")}`,
  annotations: (count: number, number: string) => `${number} ${plural(count, "annotation", "annotations")}`,
  notes: (count: number, number: string) => `${number} ${plural(count, "note", "notes")}`,
  elsewhere: "of another library of this name, or of this one before it was moved",
  named:
    "This library names a folder for its backups. It may come from elsewhere, so that folder is not used unless you say so:",
  useNamed: "Use this folder",
  counting: "Counting…",
  unreadable: "This backup cannot be read.",
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
  /** Said where the library cannot be read. */
  blind: "The library itself cannot be read, so what would change cannot be told.",
  empty: "This backup holds no interviews.",
  holds: "The backup holds",
  comesBack: "Comes back",
  goes: "Is not in the backup and would go",
  changes: "Would change",
  annotations: (difference: string) => `annotations: ${difference}`,
  notes: (difference: string) => `notes: ${difference}`,
  counts: {
    back: (number: string) => `${number} back`,
    gone: (number: string) => `${number} gone`,
    different: (number: string) => `${number} different`,
    join: ", ",
  },
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
  list: "Findings",
  places: (number: string) => `in ${number} places`,
  mendable: "can be mended",
  findings: {
    "not-a-library": "The file is not a Vermilion library.",
    "cannot-open": "The file cannot be opened.",
    version: "The file has another format than this Vermilion writes.",
    schema: "The layout of the file has been changed by something else than Vermilion.",
    log: "What was written last is incomplete: the newest changes may be missing.",
    integrity: "Part of the file is damaged.",
    index: "An index of the file is damaged; the content is not.",
    unreadable: "Some content cannot be read.",
    dangling: "Something belongs to an interview, a speaker or a step that is not there.",
    malformed: "A value is not of the kind that it must be.",
    "text-altered": "The text is not the one that was imported.",
    digest: "The fingerprint by which a text is recognized is damaged.",
    characters: "The stored length of a text is wrong.",
    blocks: "The paragraphs do not cover the text.",
    "block-inside": "The words or the speaker's label of a paragraph lie outside it.",
    "range-outside": "A highlight lies outside the text.",
    "range-edge": "A highlight begins or ends in the middle of a character.",
    "range-blank": "A highlight begins or ends with white space.",
    quote: "The words stored with a highlight are not those that it lies on.",
    context: "The words stored around a highlight are not those around it.",
    strayed: "A highlight belongs to one interview, and its passage to another.",
    "history-unreadable": "A step of the history cannot be read.",
    "history-conflict":
      "A step of the history does not fit the library: it and older steps cannot be undone.",
    "history-sizes": "The history's own count of its size is wrong.",
    revision: "The text of a revision cannot be made again as it was.",
    "text-copy": "The copy kept of a corrected text is not that text.",
    adrift: "A highlight lies on words that were corrected later, and was not told.",
    "tag-circle": "A tag is under itself.",
    "tag-twin": "A tag has the name of one beside it, or the key of another one.",
  } satisfies Record<FindingCode, string>,
};

export const recovery = {
  title: "The library needs your attention",
  unharmed:
    "Nothing is known to be wrong with the file itself: it opens once what is in the way is gone. Until then no backup takes its place.",
  untouched: "The file has not been changed. Choose what to do; nothing is deleted, whatever you choose.",
  file: "File",
  reveal: "Show in folder",
  readOnly: "Open for reading only",
  readOnlyAbout: "Shows what can be read. Nothing can be changed.",
  restore: "Restore a backup",
  restoreAbout:
    "Puts a checked copy from before in its place. The file as it is now is moved aside, not deleted.",
  noBackups: (folder: string) => `No backup of this library was found in ${folder}.`,
  chooseBackup: "Choose a backup file…",
  restoreThis: "Restore…",
  logLabel: "The library was gone",
  logSetAside: (path: string) =>
    `Its file was moved or deleted, so a new one was made. What was written to it last is kept as ${path}.`,
  movedAside: "The file as it is now is moved aside, not deleted.",
  salvage: "Salvage what can be read",
  salvageAbout: "Copies everything readable into a new library beside this one and says what was lost.",
  salvaging: "Salvaging…",
  examine: "Check the file",
  examineAbout: "Reads the whole file and says what is wrong. Nothing is written.",
  nothingFound: "The check found nothing wrong. Try again to open the library.",
  anotherTitle: "Open another library",
  another: "Open another library…",
  anotherAbout: "For this time; the next start looks for this one again.",
  retry: "Try again",
  quit: "Quit",
  reportTitle: "What was salvaged",
  reportWhole: "Everything was read. Nothing is missing.",
  reportPart: "Not everything could be read.",
  reportCut: (left: string, was: string) => `The file was cut off: ${left} of its ${was} are left.`,
  reportLoose: (count: number, number: string) =>
    `${number} ${plural(count, "row", "rows")} stood where nothing in the file led to any more: what you had deleted may be among them.`,
  reportFile: (path: string) => `The new library is ${path}.`,
  reportDocument: {
    whole: "text whole",
    altered: "text differs from what was imported",
    beginning: "only the beginning of the text is left",
    quotes: "text lost; the quotes of its highlights are kept",
  },
  /** Of an interview of which no annotation is left either. */
  reportTitleOnly: "text lost; only what was said about it is left",
  reportUnannotated: "no annotations",
  reportStructure: "paragraphs and speakers found anew",
  reportLost: (number: string) => `${number} lost, or no longer on their words`,
  reportTorn: "What was written last was incomplete, so the newest changes may be missing.",
  reportEmpty: "No interview could be read; the new library holds only tags, memos or steps of the history.",
  reportRows: (table: string, taken: string, lost: string) => `Table “${table}”: ${taken} rows, ${lost} lost`,
  saveReport: "Save report…",
  savedReport: "Saved the report.",
  useSalvaged: "Use the salvaged library",
  useSalvagedAbout: "It takes this one's place. The damaged file is moved aside, not deleted.",
};

export const readOnly = {
  label: "Read only",
  tryAgain: "Try again",
  reasons: {
    newer:
      "This library was written by a newer Vermilion, so it is open for reading only. Install the newest version to change it.",
    protected:
      "The library file or its folder may not be written to, so it is open for reading only. Make both writable and open it again.",
    damaged: "This library is damaged and open for reading only.",
    altered:
      "Something else than Vermilion has changed this library's layout, so it is open for reading only.",
    busy: "Another program was writing to this library when it was opened, so it is open for reading only. Try again once that program is done.",
    full: "The disk is full, so the library is open for reading only. Free some space and try again.",
    failing:
      "The disk did not do what it was asked to, so the library is open for reading only. Look after the disk and try again.",
    unsaved:
      "An older Vermilion wrote this library, and it could not be backed up before it was to be brought up to date, so it is open for reading only. See that backups can be written and try again.",
    asked: "This library is open for reading only.",
  },
};
