//! How much a backup holds: enough to choose one by, and cheap enough to be asked of each in a list. What differs from
//! the library is `compare`'s.

use super::{BackupError, restore};
use std::path::Path;

/// How much a library file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents.
    pub documents: u64,
    /// Annotations in them.
    pub annotations: u64,
    /// Those of them that have a note.
    pub notes: u64,
}

/// Counts what a backup, or any other library file of this version or an older one, holds. Nothing is written.
///
/// # Errors
/// [`BackupError::Missing`], [`BackupError::Refused`]; [`BackupError::Unsound`] where it cannot be read.
pub fn count(backup: &Path) -> Result<Counts, BackupError> {
    let (connection, _) = restore::open_to_read(backup)?;
    // A count is never negative.
    let read =
        |row: &rusqlite::Row<'_>, at| row.get::<_, i64>(at).map(|count| u64::try_from(count).unwrap_or(0));
    let counts = connection.query_row(
        "SELECT (SELECT count(*) FROM document), count(*), count(*) FILTER (WHERE note <> '') FROM annotation",
        [],
        |row| Ok(Counts { documents: read(row, 0)?, annotations: read(row, 1)?, notes: read(row, 2)? }),
    );
    counts.map_err(BackupError::unsound(backup))
}
