//! The table `memo`. A section is read as it is stored: where its heading stood in some revision.

use crate::{
    error::Result,
    ids::{DocumentId, MemoId, RevisionId, SpeakerId, TagId},
};
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use vermilion_anchor::CodePoint;

/// The place of `modified_at` among the columns.
pub(crate) const MODIFIED_AT: usize = 9;

/// What a memo is about, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Library,
    Document(DocumentId),
    Section(DocumentId, Heading),
    Speaker(DocumentId, SpeakerId),
    Tag(TagId),
}

impl Subject {
    /// The document that it is or belongs to.
    pub(crate) fn document(&self) -> Option<DocumentId> {
        match self {
            Self::Library | Self::Tag(_) => None,
            Self::Document(document) | Self::Section(document, _) | Self::Speaker(document, _) => {
                Some(*document)
            }
        }
    }
}

/// The heading of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// The revision in whose text it starts there.
    pub(crate) revision: RevisionId,
    /// Where its words start.
    pub(crate) start: CodePoint,
    /// Its words, without number and marks.
    pub(crate) words: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MemoRow {
    pub(crate) id: MemoId,
    pub(crate) subject: Subject,
    pub(crate) text: String,
    pub(crate) created_at: i64,
    pub(crate) modified_at: i64,
}

pub(crate) fn insert(connection: &Connection, row: &MemoRow) -> Result<()> {
    let (document, speaker, tag, heading) = match &row.subject {
        Subject::Library => (None, None, None, None),
        Subject::Document(document) => (Some(document), None, None, None),
        Subject::Section(document, heading) => (Some(document), None, None, Some(heading)),
        Subject::Speaker(document, speaker) => (Some(document), Some(speaker), None, None),
        Subject::Tag(tag) => (None, None, Some(tag), None),
    };
    connection
        .prepare_cached(
            "INSERT INTO memo (id, document_id, speaker_id, tag_id, revision_id, start, heading, text, created_at,
                 modified_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            row.id,
            document,
            speaker,
            tag,
            heading.map(|heading| heading.revision),
            heading.map(|heading| heading.start.0),
            heading.map(|heading| heading.words.as_str()),
            row.text,
            row.created_at,
            row.modified_at
        ])?;
    Ok(())
}

pub(crate) fn set_text(connection: &Connection, id: MemoId, text: &str, now: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE memo SET text = ?2, modified_at = ?3 WHERE id = ?1")?
        .execute(params![id, text, now])?;
    Ok(())
}

pub(crate) fn delete(connection: &Connection, id: MemoId) -> Result<()> {
    connection.prepare_cached("DELETE FROM memo WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Deletes those on a tag.
pub(crate) fn delete_of_tag(connection: &Connection, tag: TagId) -> Result<()> {
    connection.prepare_cached("DELETE FROM memo WHERE tag_id = ?1")?.execute([tag])?;
    Ok(())
}

/// Those on one tag are on another.
pub(crate) fn give_tag(connection: &Connection, from: TagId, into: TagId) -> Result<()> {
    connection
        .prepare_cached("UPDATE memo SET tag_id = ?2 WHERE tag_id = ?1")?
        .execute(params![from, into])?;
    Ok(())
}

/// Those on a speaker are on another one, or, where there is none, on the document.
pub(crate) fn give_speaker(connection: &Connection, from: SpeakerId, into: Option<SpeakerId>) -> Result<()> {
    connection
        .prepare_cached("UPDATE memo SET speaker_id = ?2 WHERE speaker_id = ?1")?
        .execute(params![from, into])?;
    Ok(())
}

pub(crate) fn find(connection: &Connection, id: MemoId) -> Result<Option<MemoRow>> {
    Ok(connection.prepare_cached(&select("WHERE id = ?1"))?.query_row([id], read).optional()?)
}

/// All of them, the oldest first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<MemoRow>> {
    query(connection, "ORDER BY created_at, id", [])
}

/// Ids that begin like this, at most `limit`. The prefix must be in the form in which ids are stored.
pub(crate) fn with_prefix(connection: &Connection, prefix: &str, limit: u32) -> Result<Vec<MemoId>> {
    super::ids_with_prefix(
        connection,
        "SELECT id FROM memo WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT ?2",
        prefix,
        limit,
    )
}

/// Those that hold these characters, the oldest first.
pub(crate) fn holding(connection: &Connection, characters: &str) -> Result<Vec<MemoId>> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM memo WHERE instr(text, ?1) > 0 ORDER BY created_at, id")?;
    let ids = statement.query_map([characters], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Those on a document, its sections and its speakers, the oldest first.
pub(crate) fn of_document(connection: &Connection, document: DocumentId) -> Result<Vec<MemoRow>> {
    query(connection, "WHERE document_id = ?1 ORDER BY created_at, id", [document])
}

/// Those on a tag, the oldest first.
pub(crate) fn of_tag(connection: &Connection, tag: TagId) -> Result<Vec<MemoRow>> {
    query(connection, "WHERE tag_id = ?1 ORDER BY created_at, id", [tag])
}

fn select(clause: &str) -> String {
    format!(
        "SELECT id, document_id, speaker_id, tag_id, revision_id, start, heading, text, created_at, modified_at
         FROM memo {clause}"
    )
}

fn query(connection: &Connection, clause: &str, parameters: impl Params) -> Result<Vec<MemoRow>> {
    let mut statement = connection.prepare_cached(&select(clause))?;
    let rows = statement.query_map(parameters, read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn read(row: &Row<'_>) -> rusqlite::Result<MemoRow> {
    let (document, speaker, tag) = (row.get(1)?, row.get(2)?, row.get(3)?);
    let words: Option<String> = row.get(6)?;
    let subject = match (document, speaker, tag, words) {
        (_, _, Some(tag), _) => Subject::Tag(tag),
        (Some(document), Some(speaker), _, _) => Subject::Speaker(document, speaker),
        (Some(document), None, _, Some(words)) => {
            let heading = Heading { revision: row.get(4)?, start: CodePoint(row.get(5)?), words };
            Subject::Section(document, heading)
        }
        (Some(document), None, _, None) => Subject::Document(document),
        (None, ..) => Subject::Library,
    };
    Ok(MemoRow {
        id: row.get(0)?,
        subject,
        text: row.get(7)?,
        created_at: row.get(8)?,
        modified_at: row.get(9)?,
    })
}
