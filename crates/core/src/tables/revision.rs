//! The table `revision`. A row is written once and never changed.

use crate::{
    error::Result,
    ids::{DocumentId, RevisionId},
};
use rusqlite::{Connection, params};

pub(crate) struct RevisionRow<'text> {
    pub(crate) id: RevisionId,
    pub(crate) document: DocumentId,
    pub(crate) number: u32,
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

/// Length of the text in code points, and how many headings it has.
pub(crate) fn count(connection: &Connection, id: RevisionId) -> Result<(u32, u32)> {
    Ok(connection
        .prepare_cached(
            "SELECT characters, (SELECT count(*) FROM block WHERE revision_id = ?1 AND kind = 'heading')
             FROM revision WHERE id = ?1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
