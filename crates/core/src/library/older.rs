//! A library of an older schema that may not be written to: a copy of it in memory, brought up to date there, is read in
//! its place. In memory rather than in a folder for temporary files, so that a program that is killed leaves no interview
//! behind.

use super::{access, open, schema};
use crate::{
    backups::{self, Stopped},
    error::LibraryError,
};
use rusqlite::{Connection, OpenFlags, TransactionBehavior, backup::Backup};
use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
};

/// Bytes of the largest library that is copied into memory.
const LARGEST: i64 = 1024 * 1024 * 1024;

/// Pages copied between two looks at whether another program is in the way.
const STEP: i32 = 4096;

/// Copies what `source`, the library at `path`, holds, and brings it up to date. Gives back the name by which
/// [`Access::Memory`](access::Access::Memory) finds the copy, and a connection that cannot write; the copy is gone when
/// the last connection to it is closed.
///
/// # Errors
/// [`LibraryError::Older`] where it is too large for that; [`LibraryError::Altered`] where it is not what its version has;
/// when it cannot be read, or another program holds it.
pub(crate) fn copy_up_to_date(
    path: &Path,
    source: &Connection,
) -> Result<(PathBuf, Connection), LibraryError> {
    copy_at_most(path, source, LARGEST)
}

fn copy_at_most(
    path: &Path,
    source: &Connection,
    largest: i64,
) -> Result<(PathBuf, Connection), LibraryError> {
    let storage = |source| open::fault(path, source);
    let found = schema::version(source).map_err(storage)?;
    if !schema::is_expected(source, found).map_err(storage)? {
        let objects = schema::differences(source, found).map_err(storage)?;
        return Err(LibraryError::Altered { path: path.to_owned(), objects });
    }
    if bytes(source).map_err(storage)? > largest {
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
    access::limit_values(&copy)?;
    match backups::run(&Backup::new(source, &mut copy)?, STEP, &mut |_| ControlFlow::Continue(())) {
        Err(Stopped::Failed(error)) => return Err(error),
        // Nobody asks it to stop.
        Ok(()) | Err(Stopped::Cancelled) => {}
    }
    open::configure(&copy)?;
    open::bring_up_to_date(&mut copy)?;
    // The steps have asked for the right to write at the beginning of a transaction.
    copy.set_transaction_behavior(TransactionBehavior::Deferred);
    copy.pragma_update(None, "query_only", true)?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn fixture() -> Connection {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1.vermilion");
        access::connect(&path, access::Access::Immutable).unwrap()
    }

    #[test]
    fn what_is_too_large_is_refused_before_it_is_copied() {
        let refused = copy_at_most(Path::new("old"), &fixture(), 1000).unwrap_err();
        assert!(matches!(refused, LibraryError::Older { found: 1, .. }), "{refused}");
    }

    #[test]
    fn what_is_not_what_its_version_has_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old");
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1.vermilion"), &path)
            .unwrap();
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE stranger (x)").unwrap();
        let source = access::connect(&path, access::Access::Shared).unwrap();
        let refused = copy_up_to_date(&path, &source).unwrap_err();
        assert!(matches!(refused, LibraryError::Altered { .. }), "{refused}");
    }

    #[test]
    fn a_copy_is_there_for_as_long_as_somebody_has_it_and_cannot_be_written_to() {
        let (name, copy) = copy_up_to_date(Path::new("old"), &fixture()).unwrap();
        let again = access::connect(&name, access::Access::Memory).unwrap();
        for connection in [&copy, &again] {
            assert_eq!(schema::version(connection).unwrap(), schema::supported());
            assert!(connection.execute("DELETE FROM annotation", []).is_err());
            assert!(connection.unchecked_transaction().is_ok());
        }
        drop((copy, again));
        assert!(
            access::connect(&name, access::Access::Memory)
                .is_ok_and(|empty| { !schema::is_readable(&empty).unwrap() })
        );
    }
}
