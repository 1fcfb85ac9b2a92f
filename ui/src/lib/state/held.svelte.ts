// Owns telling the shell what the page holds that is not on disk, and taking it back: the page's process may crash
// without the app, and then the shell loads the page anew. Nobody is to notice more than a blink.
import { tick } from "svelte";
import { t } from "../messages/index.svelte";
import { heldPage, holdPage, writeClipboard, type Held, type HeldEdit } from "../tauri/native";
import { app } from "./app.svelte";
import { codebookView } from "./codebookView.svelte";
import { definitionDrafts, definitions } from "./definitions.svelte";
import { edits } from "./edits.svelte";
import { reportError } from "./errors";
import { memos } from "./memos.svelte";
import { noteDrafts, saveNote } from "./notes.svelte";
import { recovery } from "./recovery.svelte";
import { toasts } from "./toasts.svelte";
import { unsaved, type Wish } from "./unsaved.svelte";

/** The longest that something typed is held by the page alone, in milliseconds: more is never lost with its process. */
export const HOLD_MS = 250;

/** A paragraph that this page cannot take up, and only goes on holding. */
let waiting: HeldEdit | null = null;

/** Takes back what a page that crashed held. */
export async function takeBackHeld(): Promise<void> {
  const held = await heldPage().catch(() => null);
  // Where no library is open there is nowhere to put it: the shell goes on keeping it.
  if (held === null || recovery.view !== null) return;
  const { edit } = held;
  // Before there is a view that shows it: a window that is closed meanwhile saves it.
  if (edit !== null) takeUp(edit);
  if (held.document !== null) await reopen(held.document, held);
  for (const draft of held.drafts) {
    if (draft.what === "note") saveNote(draft.annotation, draft.note);
    else if (draft.what === "definition") definitions.type(draft.tag, draft.definition);
    else await memos.resume(draft);
  }
  if (held.codebook !== null) {
    // Another document closes the codebook: the view has to have heard of it first.
    await tick();
    codebookView.open(held.codebook);
  }
  for (const wish of held.wishes) void app.resume(wish as Wish);
  if (edit?.isFound === true) await offer(edit);
  else toasts.show(t.unsaved.restored);
}

/** Goes on with what a page before this one held of a paragraph; what the app held that was ended is only offered. */
function takeUp(edit: HeldEdit): void {
  const { document, revision, start, original, text, splices, isFound } = edit;
  // Where nothing can be changed it waits for the time when something can.
  if (app.readOnly !== null) {
    waiting = edit;
    return;
  }
  edits.begin(document, revision, start, original, text, splices, isFound ? "found" : "typing");
}

/** Shows what was being typed when the app was ended, where it was typed. */
async function offer({ document, start, text }: HeldEdit): Promise<void> {
  if (edits.current?.state !== "found") return;
  if (app.document?.id === document) {
    await tick();
    return app.readerCommands?.resumeEdit();
  }
  if (app.documents.list.some(({ id }) => id === document)) return app.open(document, start);
  // There is nowhere to put it any more, but somebody wrote it.
  edits.leave();
  const copy = () => void writeClipboard(text).catch(reportError);
  toasts.show(t.editing.foundNowhere, { action: { label: t.editing.copyMine, run: copy } });
}

/** Begins to tell the shell, a little after each change, what the page holds. Returns a function that stops it. */
export function beginHolding(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = () => {
    timer = undefined;
    void holdNow();
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

/** Tells the shell at once. */
export async function holdNow(): Promise<void> {
  // A shell that does not take it can lose it only together with the page; the next change tries again.
  await holdPage({ ...holding(), isTyping: isTyping() }).catch(() => undefined);
}

function holding(): Omit<Held, "isTyping"> {
  const open = app.document;
  return {
    document: open?.id ?? null,
    place: open?.place ?? 0,
    active: open?.active ?? null,
    codebook: codebookView.isOpen ? codebookView.current : null,
    drafts: [...noteDrafts(), ...memos.unsaved(), ...definitionDrafts()],
    edit: heldEdit(),
    wishes: unsaved.wishes.map((wish) => ({ ...wish, request: { ...wish.request } })),
  };
}

function heldEdit(): HeldEdit | null {
  if (edits.current === null || !edits.isTouched) return waiting;
  const { document, revision, start, original, text, splices, state } = edits.current;
  const isFound = state === "found";
  return { document, revision, start, original, text, splices: [...splices], isFound };
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
