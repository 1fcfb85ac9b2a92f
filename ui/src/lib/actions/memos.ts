// Memos: where they are written, and taking them away. A memo of the open interview is written in the sidebar; where no
// interview is open, memos have a dialog.
import { call } from "../api/client";
import { t } from "../messages/index.svelte";
import { app } from "../state/app.svelte";
import { codebookView } from "../state/codebookView.svelte";
import { aboutDocument, aboutSection, memos, type MemoTarget } from "../state/memos.svelte";

/** Shows the memo on something, or begins one where there is none. */
export async function writeMemo(target: MemoTarget): Promise<void> {
  await memos.whenRead();
  const [first] = memos.about(target);
  if (first === undefined && app.readOnly !== null) return;
  memos.wanted = { key: first?.id ?? memos.begin(target), isEdited: true };
  show(target.document);
}

/** Begins a further memo on something. */
export function beginMemo(target: MemoTarget): void {
  memos.wanted = { key: memos.begin(target), isEdited: true };
  show(target.document);
}

/** Shows a memo; `document` is what it is in or about, if it is one. */
export async function showMemo(memo: string, document: string | null): Promise<void> {
  if (document !== null && app.document?.id !== document) await app.open(document);
  await memos.whenRead();
  memos.wanted = { key: memo, isEdited: false };
  show(document);
}

/** Shows all memos. */
export function showMemos(): void {
  show(app.document?.id ?? null);
}

/** Deletes a memo and offers to undo it; one that was only begun goes without a word. */
export async function deleteMemo(key: string): Promise<void> {
  const { memo } = memos.shown.find((one) => one.key === key) ?? { memo: null };
  memos.forget(key);
  if (memo === null) return;
  const answer = await app.perform(call("memo_delete", { memos: [memo.id] }));
  if (answer?.change != null) app.offerUndo(t.memos.deleted, answer.change);
}

/** The section that the reader is in, as what a memo is about; null before the first one. */
export function currentSection(): MemoTarget | null {
  const open = app.document;
  if (open === null) return null;
  const active = open.active === null ? undefined : open.byId.get(open.active);
  const section = open.sectionAt(
    open.selection?.start ?? active?.start ?? app.readerCommands?.at() ?? open.place,
  );
  return section === null ? null : aboutSection(open.id, section.heading);
}

/** The open interview as what a memo is about. */
export function openInterview(): MemoTarget | null {
  return app.document === null ? null : aboutDocument(app.document.id);
}

function show(document: string | null): void {
  // Who is in the list of all memos writes there.
  if (app.dialog?.kind === "memos") return;
  // In front of the codebook, which stands in the place of the text and its sidebar, what is about no interview has the
  // dialog; what is about one is shown beside it.
  const isCovered = codebookView.isOpen && document === null;
  const isInSidebar =
    app.document !== null && !isCovered && (document === null || document === app.document.id);
  if (!isInSidebar) {
    app.dialog = { kind: "memos" };
    return;
  }
  app.dialog = null;
  codebookView.close();
  app.inspect(null);
  app.showTab("memos");
}
