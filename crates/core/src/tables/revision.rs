//! The table `revision`. A row is written once and never changed.

use crate::{
    error::Result,
    ids::{DocumentId, RevisionId},
};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) struct RevisionRow<'text> {
    pub(crate) id: RevisionId,
    pub(crate) document: DocumentId,
    pub(crate) number: u32,
    /// Empty where a correction tells it.
    pub(crate) text: &'text str,
    /// Length in code points.
    pub(crate) characters: u32,
    pub(crate) created_at: i64,
}

pub(crate) fn insert(connection: &Connection, row: &RevisionRow<'_>) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO revision (id, document_id, number, text, characters, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![row.id, row.document, row.number, row.text, row.characters, row.created_at])?;
    Ok(())
}

/// Number of a revision, the length of its text in code points, and how many headings the document has.
pub(crate) fn count(connection: &Connection, id: RevisionId) -> Result<(u32, u32, u32)> {
    // This is asked after every action. By its own choice SQLite goes through all blocks; and whether a heading still
    // holds is in no index on headings, so that those that a later revision ended are counted by themselves.
    Ok(connection
        .prepare_cached(
            "SELECT number, characters,
                    max(0, (SELECT count(*) FROM revision AS written
                            CROSS JOIN block INDEXED BY block_heading ON block.revision_id = written.id
                            WHERE written.document_id = revision.document_id AND kind = 'heading')
                         - (SELECT count(*) FROM revision AS later
                            CROSS JOIN block INDEXED BY block_until ON block.until_id = later.id
                            WHERE later.document_id = revision.document_id AND kind = 'heading'))
             FROM revision WHERE id = ?1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
}

/// A revision without its text.
pub(crate) struct RevisionHead {
    pub(crate) id: RevisionId,
    pub(crate) document: DocumentId,
    pub(crate) number: u32,
}

const HEAD: &str = "SELECT id, document_id, number FROM revision";

pub(crate) fn find(connection: &Connection, id: RevisionId) -> Result<Option<RevisionHead>> {
    Ok(connection.prepare_cached(&format!("{HEAD} WHERE id = ?1"))?.query_row([id], head).optional()?)
}

/// Those of a document, the first one first.
pub(crate) fn of_document(connection: &Connection, document: DocumentId) -> Result<Vec<RevisionHead>> {
    let mut statement =
        connection.prepare_cached(&format!("{HEAD} WHERE document_id = ?1 ORDER BY number"))?;
    let heads = statement.query_map([document], head)?.collect::<rusqlite::Result<_>>()?;
    Ok(heads)
}

/// The digest that the text of a revision had when it was stored; `None` where what is stored is none.
pub(crate) fn digest(connection: &Connection, id: RevisionId) -> Result<Option<String>> {
    let stored: Option<String> = connection
        .prepare_cached(
            "SELECT CASE WHEN number > 1
                    THEN (SELECT digest FROM correction WHERE revision_id = revision.id)
                    ELSE (SELECT digest FROM document WHERE document.id = revision.document_id) END
             FROM revision WHERE id = ?1",
        )?
        .query_row([id], |row| row.get(0))
        .optional()?
        .flatten();
    Ok(stored.filter(|stored| is_digest(stored)))
}

/// Whether these are the digits of a digest.
pub(crate) fn is_digest(stored: &str) -> bool {
    stored.len() == 64 && stored.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The text of a first revision.
pub(crate) fn text(connection: &Connection, id: RevisionId) -> Result<String> {
    Ok(connection
        .prepare_cached("SELECT text FROM revision WHERE id = ?1")?
        .query_row([id], |row| row.get(0))?)
}

fn head(row: &Row<'_>) -> rusqlite::Result<RevisionHead> {
    Ok(RevisionHead { id: row.get(0)?, document: row.get(1)?, number: row.get(2)? })
}
