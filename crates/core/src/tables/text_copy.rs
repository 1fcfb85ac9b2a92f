//! The table `text_copy`: one text of a document, whole, so that the current one is never far from one that is. Derived
//! and not recorded in the history.

use crate::{
    error::Result,
    ids::{DocumentId, RevisionId},
};
use rusqlite::{Connection, OptionalExtension, params};

/// Writes a copy in the place of the one that there is of the document, and drops those of documents that are gone.
pub(crate) fn put(
    connection: &Connection,
    document: DocumentId,
    revision: RevisionId,
    text: &str,
) -> Result<()> {
    connection
        .prepare_cached("DELETE FROM text_copy WHERE document_id NOT IN (SELECT id FROM document)")?
        .execute([])?;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO text_copy (document_id, revision_id, text) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![document, revision, text])?;
    Ok(())
}

/// Of which revision there is a copy.
pub(crate) fn revision(connection: &Connection, document: DocumentId) -> Result<Option<RevisionId>> {
    Ok(connection
        .prepare_cached("SELECT revision_id FROM text_copy WHERE document_id = ?1")?
        .query_row([document], |row| row.get(0))
        .optional()?)
}

/// The copy.
pub(crate) fn text(connection: &Connection, document: DocumentId) -> Result<String> {
    Ok(connection
        .prepare_cached("SELECT text FROM text_copy WHERE document_id = ?1")?
        .query_row([document], |row| row.get(0))?)
}
