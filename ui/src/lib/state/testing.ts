// What several tests make alike: committed changes, and tags. No part of the app.
import type { ChangeEvent, Tag } from "../api/generated";

/** A committed change that touches nothing, but for what is said. */
export function change(sequence: number, rest: Partial<ChangeEvent> = {}): ChangeEvent {
  return {
    sequence,
    origin: "main",
    action: "",
    history: { undo: null, redo: null },
    documents: [],
    removedDocuments: [],
    annotations: [],
    removedAnnotations: [],
    codebook: null,
    memos: [],
    removedMemos: [],
    structure: [],
    texts: [],
    crowded: [],
    reload: false,
    ...rest,
  };
}

/** A tag that is called like its id, at the top or right under one that is. */
export function tag(id: string, parent: string | null = null, rest: Partial<Tag> = {}): Tag {
  return {
    id,
    parent,
    depth: parent === null ? 0 : 1,
    name: id,
    path: parent === null ? id : `${parent}/${id}`,
    colour: null,
    shortcut: null,
    definition: "",
    createdAt: 0,
    ...rest,
  };
}
