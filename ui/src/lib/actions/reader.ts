// What the reading view can be told to do by the menu, the keyboard and the toolbars.
//
// The reading view implements these and hands them over with `registerReader`; the table of actions calls them. Whether
// they make sense right now is told from the open document (`selection`, `active`), not asked of the view.
import type { Colour, Neighbour } from "../api/generated";
import { app } from "../state/app.svelte";

/**
 * What can be done to a selection from where it stands: its size by a unit, its edges by a character; and the unit of the
 * reading cursor.
 */
export type Selecting =
  "grow" | "shrink" | "larger" | "smaller" | "startBack" | "startOn" | "endBack" | "endOn";

/** Commands of the reading view. "The target" is the text selection or, without one, the active annotation. */
export interface ReaderCommands {
  /** Highlights the selection in a colour, or gives the active annotation that colour. */
  highlight(colour: Colour): void;
  /** Underlines the selection, or turns the active annotation into an underline and back. */
  underline(): void;
  /** Opens the note of the active annotation for typing; a selection is highlighted first. */
  note(): void;
  /** Opens the tag picker at the target. */
  tag(): void;
  /** Gives the target a tag, by its id. */
  giveTag(tag: string): void;
  /** Highlights the selection as the last one was, tags included. */
  repeat(): void;
  /** Whether the reading cursor is shown: arrows move it instead of the page. */
  readonly hasCursor: boolean;
  toggleCursor(): void;
  /** Changes the selection; its edges, or without one those of the active annotation. */
  changeSelection(how: Selecting): void;
  /** Copies the target as a quote with its attribution. */
  copyQuote(): void;
  /** Shows the target as a quote in each form, to be copied in one of them. */
  copyQuoteAs(): void;
  /** Makes the next annotation in the order of the text active and shows it. */
  nextAnnotation(): void;
  /** Makes the previous annotation in the order of the text active and shows it. */
  previousAnnotation(): void;
  /** Scrolls to a place of the text, a code point; goes along with whoever drags. */
  showPlace(offset: number): void;
  /** Deletes the active annotation. */
  deleteActive(): void;
  /** Makes the paragraph of the selection, the active annotation, the caret or the top of the view editable. */
  edit(): void;
  /** Shows what was being typed of a paragraph when the app was ended. */
  resumeEdit(): void;
  /** Makes two paragraphs of the one at the caret. */
  split(): void;
  /** Joins the paragraph at the caret with a neighbour. */
  join(neighbour: Neighbour): void;
  /** Takes the active annotation as it is, though its words were changed. */
  accept(): void;
  /** Where one reads: at the caret while that is in view, else at what was gone to, else where the eye is. */
  at(): number;
  /** Closes what is open at the passage: the toolbar, the card, the selection. */
  dismiss(): void;
}

/** Makes a reading view the one that actions go to. Returns a function that takes it back. */
export function registerReader(commands: ReaderCommands): () => void {
  app.readerCommands = commands;
  return () => {
    if (app.readerCommands === commands) app.readerCommands = null;
  };
}
