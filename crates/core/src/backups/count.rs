//! How much a backup holds: enough to choose one by, and cheap enough to be asked of each in a list. What differs from
//! the library is `compare`'s.

use super::{BackupError, restore};
use crate::library::schema;
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
    /// Tags.
    pub tags: u64,
    /// Memos.
    pub memos: u64,
}

/// Counts what a backup, or any other library file of this version or an older one, holds. Nothing is written.
///
/// # Errors
/// [`BackupError::Missing`], [`BackupError::Refused`]; [`BackupError::Unsound`] where it cannot be read.
pub fn count(backup: &Path) -> Result<Counts, BackupError> {
    let (connection, version) = restore::open_to_read(backup)?;
    // A count is never negative.
    let read =
        |row: &rusqlite::Row<'_>, at| row.get::<_, i64>(at).map(|count| u64::try_from(count).unwrap_or(0));
    // One of before there were any has none.
    let is_tagged = schema::tables(version).iter().any(|(table, _)| *table == "tag");
    let of = |table: &str| if is_tagged { format!("(SELECT count(*) FROM {table})") } else { "0".to_owned() };
    let sql = format!(
        "SELECT (SELECT count(*) FROM document), count(*), count(*) FILTER (WHERE note <> ''), {}, {} FROM annotation",
        of("tag"),
        of("memo")
    );
    let counts = connection.query_row(&sql, [], |row| {
        Ok(Counts {
            documents: read(row, 0)?,
            annotations: read(row, 1)?,
            notes: read(row, 2)?,
            tags: read(row, 3)?,
            memos: read(row, 4)?,
        })
    });
    counts.map_err(BackupError::unsound(backup))
}
