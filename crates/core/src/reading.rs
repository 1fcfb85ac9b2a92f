//! Where the reader was in each document. Reading is no action: it is not undone, and it outlives the undoing of a
//! deletion.

use crate::{error::Result, ids::DocumentId, library::Library};
use rusqlite::{Connection, OptionalExtension, params};
use vermilion_anchor::CodePoint;

/// Where the reader was, and when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) position: CodePoint,
    pub(crate) read_at: Option<i64>,
}

/// Remembers that the document is being read now, with this code point at the top of the view. A document that is gone
/// is passed over, and so is a library that is open for reading only.
///
/// # Errors
/// When the library cannot be written to.
pub fn remember(library: &Library, document: DocumentId, position: CodePoint) -> Result<()> {
    put(library, document, Some(position))
}

/// Remembers that the document is being read now, wherever the reader was in it.
///
/// # Errors
/// When the library cannot be written to.
pub fn touch(library: &Library, document: DocumentId) -> Result<()> {
    put(library, document, None)
}

fn put(library: &Library, document: DocumentId, position: Option<CodePoint>) -> Result<()> {
    if library.read_only().is_some() {
        return Ok(());
    }
    library.remember(|connection, now| {
        connection
            .prepare_cached(
                "INSERT INTO reading (document_id, position, read_at)
                 SELECT id, ifnull(?2, 0), ?3 FROM document WHERE id = ?1
                 ON CONFLICT (document_id) DO UPDATE SET position = ifnull(?2, position), read_at = ?3",
            )?
            .execute(params![document, position.map(|position| position.0), now])?;
        Ok(())
    })
}

pub(crate) fn place(connection: &Connection, document: DocumentId) -> Result<Place> {
    Ok(connection
        .prepare_cached("SELECT position, read_at FROM reading WHERE document_id = ?1")?
        .query_row([document], |row| Ok(Place { position: CodePoint(row.get(0)?), read_at: row.get(1)? }))
        .optional()?
        .unwrap_or_default())
}
