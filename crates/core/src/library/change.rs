//! What an action changed, read off its changeset, so that nobody writes notification code.

use super::{changeset, counts::Difference};
use crate::{
    error::Result,
    ids::{AnnotationId, DocumentId, RevisionId, SpeakerId},
    tables::annotation::NOTE,
};
use rusqlite::{
    Connection, OptionalExtension, ToSql,
    hooks::Action,
    session::ChangesetItem,
    types::{FromSql, ValueRef},
};
use std::collections::{BTreeMap, BTreeSet};

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
    /// Documents whose title, facts, blocks or speakers are different; new ones too.
    pub structure: BTreeSet<DocumentId>,
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
    /// Annotations that got a note or lost it.
    noted: Vec<(AnnotationId, i64)>,
    difference: Difference,
    removed_annotations: Vec<(AnnotationId, DocumentId)>,
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
                self.revision_documents.insert(column(row, action, 0)?, column(row, action, 1)?);
            }
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
            _ => {
                let id = column(row, action, 0)?;
                match action {
                    Action::SQLITE_INSERT => {
                        let document = column(row, action, 1)?;
                        self.difference.add(document, 1, has_note(row.new_value(NOTE)?));
                        self.annotations.insert(id, Some(document));
                    }
                    Action::SQLITE_DELETE => {
                        let document = column(row, action, 1)?;
                        self.difference.add(document, -1, -has_note(row.old_value(NOTE)?));
                        self.removed_annotations.push((id, document));
                    }
                    _ => {
                        // A column that stays as it is has no new value.
                        if let Ok(note) = row.new_value(NOTE) {
                            self.noted.push((id, has_note(note) - has_note(row.old_value(NOTE)?)));
                        }
                        self.annotations.insert(id, None);
                    }
                }
            }
        }
        Ok(())
    }

    fn resolve(self, connection: &Connection, sequence: u64) -> Result<(Change, Difference)> {
        let mut difference = self.difference;
        for (annotation, notes) in self.noted.into_iter().filter(|(_, notes)| *notes != 0) {
            if let Some(document) = document_of(connection, annotation)? {
                difference.add(document, 0, notes);
            }
        }
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
        for (annotation, document) in self.annotations {
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
            structure,
        };
        Ok((change, difference))
    }
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
