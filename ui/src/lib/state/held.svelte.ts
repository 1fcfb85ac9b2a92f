// Owns telling the shell what the page holds that is not on disk, and taking it back: the page's process may crash
// without the app, and then the shell loads the page anew. Nobody is to notice more than a blink.
import { tick } from "svelte";
import { t } from "../messages/index.svelte";
import { heldPage, holdPage, type Held, type HeldEdit } from "../tauri/native";
import { app } from "./app.svelte";
import { edits } from "./edits.svelte";
import { memos } from "./memos.svelte";
import { noteDrafts, saveNote } from "./notes.svelte";
import { recovery } from "./recovery.svelte";
import { toasts } from "./toasts.svelte";

/** The longest that something typed is held by the page alone, in milliseconds: more is never lost with its process. */
export const HOLD_MS = 250;

/** Takes back what a page that crashed held. */
export async function takeBackHeld(): Promise<void> {
  const held = await heldPage().catch(() => null);
  // Where no library is open there is nowhere to put it: the shell goes on keeping it.
  if (held === null || recovery.view !== null) return;
  const { edit } = held;
  // Before there is a view that shows it: a window that is closed meanwhile saves it.
  if (edit !== null)
    edits.begin(edit.document, edit.revision, edit.start, edit.original, edit.text, edit.splices);
  if (held.document !== null) await reopen(held.document, held);
  for (const draft of held.drafts) {
    if (draft.what === "note") saveNote(draft.annotation, draft.note);
    else await memos.resume(draft);
  }
  toasts.show(t.unsaved.restored);
}

/** Begins to tell the shell, a little after each change, what the page holds. Returns a function that stops it. */
export function beginHolding(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = () => {
    timer = undefined;
    // A shell that does not take it can lose it only together with the page; the next change tries again.
    holdPage({ ...holding(), isTyping: isTyping() }).catch(() => undefined);
  };
  const stop = $effect.root(() => {
    $effect(() => {
      void holding();
      timer ??= setTimeout(send, HOLD_MS);
    });
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

function holding(): Omit<Held, "isTyping"> {
  const open = app.document;
  return {
    document: open?.id ?? null,
    place: open?.place ?? 0,
    active: open?.active ?? null,
    drafts: [...noteDrafts(), ...memos.unsaved()],
    edit: heldEdit(),
  };
}

function heldEdit(): HeldEdit | null {
  if (edits.current === null || !edits.isTouched) return null;
  const { document, revision, start, original, text, splices } = edits.current;
  return { document, revision, start, original, text, splices: [...splices] };
}

const isTyping = () => document.activeElement instanceof HTMLTextAreaElement;

async function reopen(document: string, { place, active, isTyping }: Held): Promise<void> {
  await app.open(document, place);
  const open = app.document;
  if (open === null || open.id !== document || active === null || !open.byId.has(active)) return;
  open.active = active;
  // The reading view has to be there before its note can take the cursor.
  await tick();
  if (isTyping) app.readerCommands?.note();
}
