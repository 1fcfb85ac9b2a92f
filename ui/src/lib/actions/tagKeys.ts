// A tag's own key gives it to what is selected, or to the active annotation. The rule is short: a key that an action has is
// that action's, whether or not it is possible now; all others may be a tag's.
import { app } from "../state/app.svelte";
import { codebook } from "../state/codebook.svelte";
import { codebookView } from "../state/codebookView.svelte";
import { tagging } from "../state/tagging.svelte";
import { pressedKey, type KeyPress } from "./keys";

/** Gives the tag whose key was pressed; false where it is nobody's, or there is nothing to give it to. No action has it. */
export function giveTagOfKey(press: KeyPress & Pick<KeyboardEvent, "repeat">): boolean {
  const { document, readerCommands } = app;
  if (press.ctrlKey || press.metaKey || press.altKey || press.shiftKey || press.repeat) return false;
  if (document === null || readerCommands === null || app.readOnly !== null) return false;
  if (codebookView.isOpen || tagging.request !== null) return false;
  if (document.selection === null && document.active === null) return false;
  const tag = codebook.byShortcut(pressedKey(press));
  if (tag === null) return false;
  readerCommands.giveTag(tag.id);
  return true;
}
