//! A library of an older schema that may not be written to: a copy of it in memory, brought up to date there, is read in
//! its place. In memory rather than in a folder for temporary files, so that a program that is killed leaves no interview
//! behind.

use super::{access, open, schema};
use crate::error::LibraryError;
use rusqlite::{Connection, OpenFlags, backup};
use std::{
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// Bytes of the largest library that is copied into memory.
const LARGEST: i64 = 1024 * 1024 * 1024;

/// Pages copied between two looks at whether another program is in the way.
const STEP: i32 = 4096;

/// The pause while another program writes.
const PAUSE: Duration = Duration::from_millis(20);

/// Copies what `source`, the library at `path`, holds, and brings it up to date. Gives back the name by which
/// [`Access::Memory`](access::Access::Memory) finds the copy, and a connection that cannot write; the copy is gone when
/// the last connection to it is closed.
///
/// # Errors
/// [`LibraryError::Older`] where it is too large for that; when it cannot be read.
pub(super) fn copy_up_to_date(
    path: &Path,
    source: &Connection,
) -> Result<(PathBuf, Connection), LibraryError> {
    let storage = |source| open::fault(path, source);
    if bytes(source).map_err(storage)? > LARGEST {
        let found = schema::version(source).map_err(storage)?;
        return Err(LibraryError::Older { path: path.to_owned(), found });
    }
    static MADE: AtomicU64 = AtomicU64::new(0);
    let name = PathBuf::from(format!("older-{}-{}", process::id(), MADE.fetch_add(1, Ordering::Relaxed)));
    let copy = fill(&name, source).map_err(storage)?;
    Ok((name, copy))
}

fn bytes(connection: &Connection) -> rusqlite::Result<i64> {
    let sql = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
    connection.query_row(sql, [], |row| row.get(0))
}

fn fill(name: &Path, source: &Connection) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_URI;
    let mut copy = Connection::open_with_flags(access::memory(name), flags)?;
    backup::Backup::new(source, &mut copy)?.run_to_completion(STEP, PAUSE, None)?;
    open::configure(&copy)?;
    open::bring_up_to_date(&mut copy)?;
    copy.pragma_update(None, "query_only", true)?;
    Ok(copy)
}
