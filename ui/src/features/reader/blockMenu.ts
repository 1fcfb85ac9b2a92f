// What can be corrected about a block, as a menu's entries: its text, what kind of line it
// is, whether its label is a speaker, who speaks. All of it is undoable like everything
// else. Draws nothing.

import { call } from "$lib/api/client";
import type { Block, Neighbour, SettableKind } from "$lib/api/generated";
import { writeMemo } from "$lib/actions/memos";
import { t } from "$lib/messages/index.svelte";
import { app } from "$lib/state/app.svelte";
import type { OpenDocument } from "$lib/state/document.svelte";
import { aboutDocument, aboutSection } from "$lib/state/memos.svelte";
import { isolated } from "$lib/text/visible";

export interface MenuEntry {
  readonly label: string;
  /** For one of several choices: whether it is the one taken. */
  readonly isChosen?: boolean;
  run(): void;
}

/** Entries that belong together, with a title where they need one. */
export interface MenuGroup {
  readonly title: string | null;
  readonly entries: readonly MenuEntry[];
}

/** What can be done to the text of a block. */
export interface TextEditing {
  /** Makes a block editable, with the cursor at a place of the text. */
  begin(block: number, at: number): Promise<unknown>;
  split(at: number): Promise<unknown>;
  join(start: number, neighbour: Neighbour): Promise<unknown>;
}

/** A longer name is no label but a sentence with a colon in it. */
const LONGEST_LABEL = 24;

/** The menu of a block. */
export function blockMenu(doc: OpenDocument, block: Block): MenuGroup[] {
  const groups: MenuGroup[] = [{ title: null, entries: kinds(doc, block) }];
  const label = labels(doc, block);
  if (label) groups.push({ title: null, entries: [label] });
  if (block.kind === "turn" || block.kind === "paragraph") groups.push(speakers(doc, block));
  if (block.kind === "heading") {
    const run = () => void writeMemo(aboutSection(doc.id, block.start));
    groups.push({ title: null, entries: [{ label: t.memos.menu.section, run }] });
  }
  if (block.kind === "title") {
    const run = () => void writeMemo(aboutDocument(doc.id));
    groups.push({ title: null, entries: [{ label: t.memos.menu.document, run }] });
  }
  groups.push({
    title: null,
    entries: [{ label: t.reader.menu.speakers, run: () => (app.dialog = { kind: "speakers" }) }],
  });
  return groups;
}

/** The entries that correct the text of a block; `at` is the place of the text that the menu is about, if any. */
export function textMenu(
  editing: TextEditing,
  doc: OpenDocument,
  index: number,
  block: Block,
  at: number | null,
): MenuGroup {
  const words = t.editing.menu;
  const isWithin = at !== null && at > block.bodyStart && at < block.bodyEnd;
  const place = isWithin ? at : block.bodyStart;
  const entries: MenuEntry[] = [{ label: words.edit, run: () => void editing.begin(index, place) }];
  if (isWithin) entries.push({ label: words.split, run: () => void editing.split(place) });
  if (index > 0) {
    entries.push({ label: words.joinPrevious, run: () => void editing.join(block.start, "previous") });
  }
  if (index + 1 < doc.view.blocks.length) {
    entries.push({ label: words.joinNext, run: () => void editing.join(block.start, "next") });
  }
  return { title: null, entries };
}

/** A name the block's line opens with as if it were a speaker's; null when it does not look like one. */
export function nameAtLine(line: string): string | null {
  const found =
    /^\s*(?:[[(（]?[\d:]+[\])）]?\s+)?(?:#{1,6}\s*)?\*{0,2}([^\s:：*][^:：*\n]*?)\*{0,2}\s*[:：]/.exec(line);
  const name = found?.[1]?.trim() ?? "";
  return name === "" || name.length > LONGEST_LABEL || /^(https?|\d+)$/i.test(name) ? null : name;
}

function kinds(doc: OpenDocument, block: Block): MenuEntry[] {
  const set = (label: string, kind: SettableKind, level: number | null = null): MenuEntry => ({
    label,
    run: () =>
      void app.perform(call("block_set_kind", { document: doc.id, start: block.start, kind, level })),
  });
  const words = t.reader.menu;
  if (block.kind === "heading") {
    const isOuter = (block.level ?? 1) <= 1;
    return [
      set(words.notHeading, "paragraph"),
      isOuter ? set(words.subheading, "heading", 2) : set(words.mainHeading, "heading", 1),
    ];
  }
  if (block.kind === "title") return [set(words.notTitle, "paragraph")];
  if (block.kind === "metadata") return [set(words.notMetadata, "paragraph"), set(words.title, "title")];
  const entries = [set(words.heading, "heading", 1)];
  if (block.kind === "paragraph") entries.push(set(words.title, "title"), set(words.metadata, "metadata"));
  return entries;
}

function labels(doc: OpenDocument, block: Block): MenuEntry | null {
  const { speaker, labelStart, labelEnd } = block;
  if (labelStart !== null && labelEnd !== null && speaker !== null) {
    const alias = doc.offsets.slice(labelStart, labelEnd);
    return {
      label: t.reader.menu.notSpeaker(isolated(alias)),
      run: () => void app.perform(call("label_reject", { document: doc.id, speaker, alias })),
    };
  }
  if (block.kind !== "turn" && block.kind !== "paragraph") return null;
  const name = nameAtLine(doc.offsets.slice(block.start, Math.min(block.end, block.start + 80)));
  if (name === null) return null;
  return {
    label: t.reader.menu.isSpeaker(isolated(name)),
    run: () => void app.perform(call("label_accept", { document: doc.id, start: block.start })),
  };
}

function speakers(doc: OpenDocument, block: Block): MenuGroup {
  // A block that opens a turn takes its continuations along; a continuation stands for itself.
  const scope = block.labelStart !== null ? "turn" : "block";
  const said = (label: string, speaker: string | null): MenuEntry => ({
    label,
    isChosen: block.speaker === speaker,
    run: () =>
      void app.perform(call("block_set_speaker", { document: doc.id, start: block.start, speaker, scope })),
  });
  return {
    title: t.reader.menu.saidBy,
    entries: [
      ...doc.view.speakers.map((speaker) => said(isolated(speaker.name), speaker.id)),
      said(t.reader.menu.nobody, null),
    ],
  };
}
