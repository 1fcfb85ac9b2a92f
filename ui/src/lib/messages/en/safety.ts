// English: what could not be saved, and closing with it.
export const unsaved = {
  label: "Saving",
  title: (things: string) => `Not saved yet: ${things}.`,
  kept: "Nothing is lost: it is kept here and tried again by itself.",
  waits: "The text was changed elsewhere. What you typed is kept at its place until you decide.",
  restored: "The window had to be opened again. You are where you were; nothing is lost.",
  saved: "Everything is saved again.",
  tryAgain: "Try again",
  trying: "Trying…",
  copy: "Copy text",
  copied: "Copied what you wrote. You can paste it anywhere.",
  kinds: {
    edit: (_count: number, _number: string) => "a corrected paragraph",
    note: (count: number, number: string) => (count === 1 ? "a note" : `${number} notes`),
    memo: (count: number, number: string) => (count === 1 ? "a memo" : `${number} memos`),
    highlight: (count: number, number: string) => (count === 1 ? "a highlight" : `${number} highlights`),
    place: (_count: number, _number: string) => "your place in the interview",
    setting: (_count: number, _number: string) => "a setting",
  },
};

export const closing = {
  title: "Not everything is saved",
  stays: "The window stays open until you decide.",
  discard: "Close without saving",
  keep: "Keep open",
};
