// Work that several views start and that is more than one call: bringing interviews in, and corrected versions of
// them, and earlier ones back.
import { call } from "../api/client";
import type { ImportListed, ImportSource, Revision } from "../api/generated";
import { formatNumber } from "../messages/format";
import { locale, t } from "../messages/index.svelte";
import { app } from "../state/app.svelte";
import type { OpenDocument } from "../state/document.svelte";
import { reportError } from "../state/errors";
import { toasts } from "../state/toasts.svelte";
import { flushTyped } from "../state/typed";
import { pickFiles, pickFolder } from "../tauri/native";
import { isolated } from "../text/visible";

/** Asks for files and offers them for import. */
export async function importFiles(): Promise<void> {
  try {
    await offerPaths(await pickFiles());
  } catch (reason) {
    reportError(reason);
  }
}

/** Asks for a folder and offers everything in it for import. */
export async function importFolder(): Promise<void> {
  try {
    const folder = await pickFolder();
    if (folder !== null) await offerPaths([folder]);
  } catch (reason) {
    reportError(reason);
  }
}

/** Offers text that was pasted for import. */
export function offerText(text: string): void {
  if (text.trim() === "") return;
  app.dialog = { kind: "import", sources: [{ kind: "text", name: null, text }], remarks: [] };
}

/**
 * Offers files for import, and of folders everything in them that can be. A single file whose text is in the library already is opened instead: opening a file twice
 * from outside should show it twice, not ask.
 */
export async function offerPaths(paths: readonly string[], { openKnown = false } = {}): Promise<void> {
  if (paths.length === 0) return;
  const listed = await call("import_list", { paths: [...paths] });
  if (listed.files.length === 0) {
    toasts.show([t.importing.nothingIn, ...listed.unread.map(unread)].join(" "));
    return;
  }
  const sources = listed.files.map((path): ImportSource => ({ kind: "path", path }));
  const [only] = sources;
  if (openKnown && sources.length === 1 && only !== undefined) {
    // What is wrong with the file is for the import sheet to say.
    const found = await call("import_find", { source: only, encoding: null }).catch(() => null);
    if (found !== null && found.document !== null) {
      await app.open(found.document);
      return;
    }
  }
  const open = app.dialog;
  const waiting = open?.kind === "import" ? open : { sources: [], remarks: [] };
  app.dialog = {
    kind: "import",
    sources: [...waiting.sources, ...sources],
    remarks: [...new Set([...waiting.remarks, ...remarksOf(listed)])],
  };
}

/** What is to be known of the folders that were looked through. */
function remarksOf({ files, others, unread: shut, isCut }: ImportListed): string[] {
  return [
    ...(others > 0 ? [t.importing.others(others, formatNumber(others))] : []),
    ...(isCut ? [t.importing.isCut(formatNumber(files.length))] : []),
    ...shut.map(unread),
  ];
}

const unread = (path: string) => t.importing.unread(isolated(path));

/** Asks for a file that was exported of the open document and compares it with what the library says. */
export async function verifyFile(): Promise<void> {
  const open = app.document;
  if (open === null) return;
  try {
    const [path] = await pickFiles();
    if (path === undefined) return;
    app.dialog = { kind: "verify", path, documents: [{ document: open.id, annotations: null }] };
  } catch (reason) {
    reportError(reason);
  }
}

/** Asks for a corrected version of the open document and shows what it would change. */
export async function updateFromFile(): Promise<void> {
  const open = app.document;
  if (open === null) return;
  try {
    const [path] = await pickFiles();
    if (path !== undefined) await offerUpdate(open.summary, { kind: "path", path });
  } catch (reason) {
    reportError(reason);
  }
}

/**
 * Shows what a corrected version would change in a document, which is opened for it. `encoding` is the one to read it in;
 * null finds it.
 */
export async function offerUpdate(
  { id, title }: { id: string; title: string },
  source: ImportSource,
  encoding: string | null = null,
): Promise<void> {
  app.dialog = null;
  // Nothing typed may be missing from what the report tells.
  await flushTyped();
  if (app.document?.id !== id) await app.open(id);
  if (app.document?.id === id) app.dialog = { kind: "update", document: id, title, source, encoding };
}

/** Makes the text of an earlier revision the current one. False where that was refused, which is reported. */
export async function restoreRevision(document: OpenDocument, revision: Revision): Promise<boolean> {
  const answer = await app.perform(
    call("revision_restore", {
      document: document.id,
      base: document.view.revision,
      revision: revision.id,
    }),
  );
  if (answer === null) return false;
  if (answer.change !== null) {
    app.offerUndo(t.revisions.restored(t.revisions.name(formatNumber(revision.number))), answer.change);
  }
  return true;
}

/** Shows where a link of a note leads and asks whether to go there. */
export async function askToOpen(address: string): Promise<void> {
  try {
    app.dialog = { kind: "link", link: await call("link_read", { address }) };
  } catch (reason) {
    reportError(reason);
  }
}

/** Adds the sample interview and opens the one in the interface's language. */
export async function addSample(): Promise<void> {
  const answer = await app.perform(call("sample_add", {}));
  if (answer === null) return;
  app.hasSeenSample = true;
  const added = app.documents.list.filter(({ id }) => answer.documents.includes(id));
  const fitting = added.find(({ language }) => language.startsWith("zh") === (locale() === "zh-Hant"));
  const id = fitting?.id ?? answer.documents[0];
  if (id !== undefined) await app.open(id);
}
