//! What an action changed, read off its changeset, so that nobody writes notification code.

use super::{changeset, counts::Difference};
use crate::{
    error::Result,
    ids::{AnnotationId, DocumentId, MemoId, RevisionId, SpeakerId, TagId},
    tables::{
        annotation::{NOTE, STATE},
        correction,
    },
};
use rusqlite::{
    Connection, OptionalExtension, ToSql,
    hooks::Action,
    session::ChangesetItem,
    types::{FromSql, ValueRef},
};
use std::collections::{BTreeMap, BTreeSet};
use vermilion_anchor::edit::Edits;

/// What a committed action changed.
///
/// Annotations of a document that came or went as a whole are not listed one by one: the document is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Rises with every change made through this [`Library`](crate::Library), and with every one it notices that was not.
    pub sequence: u64,
    /// Documents whose summary is no longer what it was (counts of annotations included); new ones too.
    pub documents: BTreeSet<DocumentId>,
    /// Documents that are gone.
    pub removed_documents: BTreeSet<DocumentId>,
    /// Annotations that are new or different.
    pub annotations: BTreeSet<AnnotationId>,
    /// Annotations that are gone, with the document they were in.
    pub removed_annotations: Vec<(AnnotationId, DocumentId)>,
    /// Tags that are new or different: in what they are, not in what has them.
    pub tags: BTreeSet<TagId>,
    /// Tags that are gone.
    pub removed_tags: BTreeSet<TagId>,
    /// Memos that are new or different.
    pub memos: BTreeSet<MemoId>,
    /// Memos that are gone.
    pub removed_memos: BTreeSet<MemoId>,
    /// Documents whose title, facts, text, blocks or speakers are different; new ones too.
    pub structure: BTreeSet<DocumentId>,
    /// How texts changed. A document that is not here but has another revision has changed in more than one way.
    pub texts: Vec<TextChange>,
}

/// How a text changed: from one revision to another, in either direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// The document.
    pub document: DocumentId,
    /// The revision that was the current one.
    pub from: RevisionId,
    /// The one that is.
    pub to: RevisionId,
    /// What leads from the one text to the other.
    pub edits: Edits,
}

/// Reads a changeset that has just been made or applied inside the transaction of `connection`: what changed, and by how
/// much the counts of annotations did.
pub(super) fn read(connection: &Connection, bytes: &[u8], sequence: u64) -> Result<(Change, Difference)> {
    let mut found = Found::default();
    changeset::for_each(bytes, |table, action, row| found.visit(table, action, row))?;
    found.resolve(connection, sequence)
}

/// What stands in the changeset. The row of an update holds its key and what changed, so the document it belongs to may
/// have to be looked up.
#[derive(Default)]
struct Found {
    added_documents: BTreeSet<DocumentId>,
    changed_documents: BTreeSet<DocumentId>,
    removed_documents: BTreeSet<DocumentId>,
    /// Documents with changes to their speakers or aliases.
    structure: BTreeSet<DocumentId>,
    speakers: BTreeSet<SpeakerId>,
    /// Revisions with changes to their blocks.
    revisions: BTreeSet<RevisionId>,
    /// Revisions that the changeset itself adds or removes.
    revision_documents: BTreeMap<RevisionId, DocumentId>,
    annotations: BTreeMap<AnnotationId, Option<DocumentId>>,
    /// Annotations that were given tags, or from which some were taken.
    tagged: BTreeSet<AnnotationId>,
    tags: BTreeSet<TagId>,
    removed_tags: BTreeSet<TagId>,
    memos: BTreeSet<MemoId>,
    removed_memos: BTreeSet<MemoId>,
    /// Annotations that got a note or lost it, or their passage.
    noted: Vec<(AnnotationId, i64, i64)>,
    /// Revisions that come or go.
    steps: Vec<Step>,
    /// What they did to the text.
    corrections: BTreeMap<RevisionId, Edits>,
    difference: Difference,
    removed_annotations: Vec<(AnnotationId, DocumentId)>,
}

/// A revision that comes or goes.
struct Step {
    revision: RevisionId,
    document: DocumentId,
    number: u32,
    is_new: bool,
}

impl Found {
    fn visit(&mut self, table: &str, action: Action, row: &ChangesetItem) -> rusqlite::Result<()> {
        let is_update = action == Action::SQLITE_UPDATE;
        match table {
            "document" => {
                let id = column(row, action, 0)?;
                match action {
                    Action::SQLITE_INSERT => self.added_documents.insert(id),
                    Action::SQLITE_DELETE => self.removed_documents.insert(id),
                    _ => self.changed_documents.insert(id),
                };
            }
            "revision" if !is_update => {
                let (revision, document) = (column(row, action, 0)?, column(row, action, 1)?);
                self.revision_documents.insert(revision, document);
                let (number, is_new) = (column(row, action, 2)?, action == Action::SQLITE_INSERT);
                self.steps.push(Step { revision, document, number, is_new });
            }
            "correction" if !is_update => {
                let revision = column(row, action, 0)?;
                let edits: String = column(row, action, CORRECTION_EDITS)?;
                self.corrections.extend(correction::read(&edits).map(|edits| (revision, edits)));
            }
            // What was is not what is.
            "correction" | "former_place" => {}
            "revision" | "block" => {
                self.revisions.insert(column(row, action, 0)?);
            }
            "speaker" if is_update => {
                self.speakers.insert(column(row, action, 0)?);
            }
            "speaker" => {
                self.structure.insert(column(row, action, 1)?);
            }
            "speaker_alias" => {
                self.structure.insert(column(row, action, 0)?);
            }
            "annotation_tag" => {
                self.tagged.insert(column(row, action, 0)?);
            }
            "tag" if action == Action::SQLITE_DELETE => {
                self.removed_tags.insert(column(row, action, 0)?);
            }
            "tag" => {
                self.tags.insert(column(row, action, 0)?);
            }
            "memo" if action == Action::SQLITE_DELETE => {
                self.removed_memos.insert(column(row, action, 0)?);
            }
            "memo" => {
                self.memos.insert(column(row, action, 0)?);
            }
            _ => {
                let id = column(row, action, 0)?;
                match action {
                    Action::SQLITE_INSERT => {
                        let document = column(row, action, 1)?;
                        let (note, state) = (row.new_value(NOTE)?, row.new_value(STATE)?);
                        self.difference.add(document, 1, has_note(note), is_orphan(state));
                        self.annotations.insert(id, Some(document));
                    }
                    Action::SQLITE_DELETE => {
                        let document = column(row, action, 1)?;
                        let (note, state) = (row.old_value(NOTE)?, row.old_value(STATE)?);
                        self.difference.add(document, -1, -has_note(note), -is_orphan(state));
                        self.removed_annotations.push((id, document));
                    }
                    _ => {
                        // A column that stays as it is has no new value.
                        let notes = match row.new_value(NOTE) {
                            Ok(note) => has_note(note) - has_note(row.old_value(NOTE)?),
                            Err(_) => 0,
                        };
                        let orphans = match row.new_value(STATE) {
                            Ok(state) => is_orphan(state) - is_orphan(row.old_value(STATE)?),
                            Err(_) => 0,
                        };
                        self.noted.push((id, notes, orphans));
                        self.annotations.insert(id, None);
                    }
                }
            }
        }
        Ok(())
    }

    fn resolve(self, connection: &Connection, sequence: u64) -> Result<(Change, Difference)> {
        let mut difference = self.difference;
        for (annotation, notes, orphans) in self.noted {
            if (notes, orphans) != (0, 0)
                && let Some(document) = document_of(connection, annotation)?
            {
                difference.add(document, 0, notes, orphans);
            }
        }
        let texts = texts(connection, self.steps, &self.corrections)?;
        let mut structure = self.structure;
        structure.extend(&self.changed_documents);
        structure.extend(&self.added_documents);
        for revision in self.revisions {
            let document = match self.revision_documents.get(&revision) {
                Some(document) => Some(*document),
                None => look_up(connection, "SELECT document_id FROM revision WHERE id = ?1", revision)?,
            };
            structure.extend(document);
        }
        for speaker in self.speakers {
            structure.extend(look_up(connection, "SELECT document_id FROM speaker WHERE id = ?1", speaker)?);
        }
        structure.retain(|document| !self.removed_documents.contains(document));

        let mut documents = structure.clone();
        let mut annotations = BTreeSet::new();
        let mut touched = self.annotations;
        for annotation in self.tagged {
            touched.entry(annotation).or_insert(None);
        }
        for (annotation, document) in touched {
            let document = match document {
                Some(document) => Some(document),
                None => document_of(connection, annotation)?,
            };
            if document.is_some_and(|document| !self.added_documents.contains(&document)) {
                annotations.insert(annotation);
            }
            documents.extend(document);
        }
        let mut removed_annotations = self.removed_annotations;
        removed_annotations.retain(|(_, document)| !self.removed_documents.contains(document));
        documents.extend(removed_annotations.iter().map(|(_, document)| document));

        let change = Change {
            sequence,
            documents,
            removed_documents: self.removed_documents,
            annotations,
            removed_annotations,
            tags: self.tags,
            removed_tags: self.removed_tags,
            memos: self.memos,
            removed_memos: self.removed_memos,
            structure,
            texts,
        };
        Ok((change, difference))
    }
}

/// The place of `edits` among the columns of `correction`.
const CORRECTION_EDITS: usize = 5;

/// How texts changed by revisions that came or went.
fn texts(
    connection: &Connection,
    steps: Vec<Step>,
    corrections: &BTreeMap<RevisionId, Edits>,
) -> Result<Vec<TextChange>> {
    let mut by_document: BTreeMap<DocumentId, Vec<Step>> = BTreeMap::new();
    for step in steps {
        by_document.entry(step.document).or_default().push(step);
    }
    let mut texts = Vec::new();
    for (document, mut steps) in by_document {
        steps.sort_by_key(|step| step.number);
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else { continue };
        // With the first one the document comes or goes.
        let is_of_one_way = steps.iter().all(|step| step.is_new == first.is_new);
        if first.number <= 1 || !is_of_one_way {
            continue;
        }
        let before: Option<RevisionId> = connection
            .prepare_cached("SELECT id FROM revision WHERE document_id = ?1 AND number = ?2")?
            .query_row(rusqlite::params![document, first.number - 1], |row| row.get(0))
            .optional()?;
        let whole = steps.iter().try_fold(Edits::default(), |whole, step| {
            corrections.get(&step.revision).map(|edits| whole.then(edits))
        });
        if let (Some(before), Some(whole)) = (before, whole) {
            texts.push(if first.is_new {
                TextChange { document, from: before, to: last.revision, edits: whole }
            } else {
                TextChange { document, from: last.revision, to: before, edits: whole.invert() }
            });
        }
    }
    Ok(texts)
}

fn is_orphan(state: ValueRef<'_>) -> i64 {
    i64::from(state.as_str() == Ok("orphan"))
}

fn has_note(note: ValueRef<'_>) -> i64 {
    i64::from(note.as_str().is_ok_and(|note| !note.is_empty()))
}

fn document_of(connection: &Connection, annotation: AnnotationId) -> Result<Option<DocumentId>> {
    look_up(connection, "SELECT document_id FROM annotation WHERE id = ?1", annotation)
}

/// A column that identifies the row, or that the kind of change is certain to hold.
fn column<T: FromSql>(row: &ChangesetItem, action: Action, index: usize) -> rusqlite::Result<T> {
    let value = if action == Action::SQLITE_INSERT { row.new_value(index)? } else { row.old_value(index)? };
    T::column_result(value)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(index, value.data_type(), Box::new(error)))
}

fn look_up(connection: &Connection, sql: &str, id: impl ToSql) -> Result<Option<DocumentId>> {
    Ok(connection.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?)
}
