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

/// Shows each document's text as it was last stored whole, the oldest document first.
pub(crate) fn each_document(connection: &Connection, mut see: impl FnMut(DocumentId, &str)) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "SELECT document.id, coalesce(text_copy.text, revision.text)
         FROM document
         JOIN revision ON revision.document_id = document.id AND revision.number = 1
         LEFT JOIN text_copy ON text_copy.document_id = document.id
         ORDER BY document.created_at, document.id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        see(row.get(0)?, row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?);
    }
    Ok(())
}
