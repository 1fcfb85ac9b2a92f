// Words what is not saved yet, and puts the text of it on the clipboard: the way out when the disk stays shut.
import { formatList, formatNumber } from "../messages/format";
import { t } from "../messages/index.svelte";
import { writeClipboard } from "../tauri/native";
import { reportError } from "./errors";
import { toasts } from "./toasts.svelte";
import { unsaved, type Unsaved, type UnsavedKind } from "./unsaved.svelte";

/** The order in which kinds are named: what is dearest first. */
const KINDS: readonly UnsavedKind[] = ["edit", "note", "memo", "highlight", "place", "setting"];

/** "2 notes and your place in the interview". */
export function describeUnsaved(list: readonly Unsaved[]): string {
  const named = KINDS.flatMap((kind) => {
    const count = list.filter((each) => each.kind === kind).length;
    return count === 0 ? [] : [t.unsaved.kinds[kind](count, formatNumber(count))];
  });
  return formatList(named);
}

/** Copies everything typed that is not on disk. */
export async function copyUnsaved(): Promise<void> {
  const texts = unsaved.list.map(({ text }) => text()).filter((text) => text !== null && text !== "");
  try {
    await writeClipboard(texts.join("\n\n"));
    toasts.show(t.unsaved.copied, { tone: "success" });
  } catch (reason) {
    reportError(reason);
  }
}
