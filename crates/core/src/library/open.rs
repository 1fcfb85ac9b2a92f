//! Opening the library: the settings of a connection, whether the schema is ours, bringing it up to date. Whether the file
//! is ours, and how it is made, is `header`'s.

use super::{
    header::{APPLICATION_ID, claim, close_to_others},
    log,
    patience::{patiently, wait_for_others},
    schema::{self, STEPS, supported, version},
};
use crate::{
    doctor,
    error::{LibraryError, StorageError, StorageFault},
    scratch,
};
use rusqlite::{
    Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior, config::DbConfig, limits::Limit,
};
use rusqlite_migration::{HookResult, M, Migrations};
use std::{io, path::Path};

/// Prepared statements kept per connection; there are about this many different ones.
const STATEMENTS: usize = 96;

/// The log of writes is cut back to this once it has been folded into the file: a large import need not occupy its
/// size twice for ever.
const JOURNAL_BYTES: i64 = 16 * 1024 * 1024;

/// The connection that writes. `before_steps` is called before an older schema is brought up to date.
pub(crate) fn writer(
    path: &Path,
    before_steps: impl FnOnce() -> Result<(), LibraryError>,
) -> Result<Connection, LibraryError> {
    writer_of(path, STEPS, before_steps)
}

/// The connection that writes a library whose schema these steps make.
pub(crate) fn writer_of(
    path: &Path,
    steps: &[&str],
    before_steps: impl FnOnce() -> Result<(), LibraryError>,
) -> Result<Connection, LibraryError> {
    let storage = |source: rusqlite::Error| fault(path, source);
    settle(path)?;
    let is_new = claim(path)?;
    // SQLite would leave it out without a word, and write over it.
    if log::is_damaged(path) {
        return Err(LibraryError::TornLog { path: path.to_owned() });
    }
    let mut connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(storage)?;
    // For as long as it may be damaged.
    fold_at_the_end(&connection, false).map_err(storage)?;
    configure(&connection).map_err(storage)?;
    let prepared = prepare(path, &mut connection, is_new, steps, before_steps);
    prepared.inspect_err(|error| leave(path, &connection, error))?;
    fold_at_the_end(&connection, true).map_err(storage)?;
    Ok(connection)
}

/// Looks whether the file may be written to, and brings it up to date.
fn prepare(
    path: &Path,
    connection: &mut Connection,
    is_new: bool,
    steps: &[&str],
    before_steps: impl FnOnce() -> Result<(), LibraryError>,
) -> Result<(), LibraryError> {
    let storage = |source: rusqlite::Error| fault(path, source);
    let found = check_schema(path, connection, is_new)?;
    // To switch the write-ahead log on is to write to the file. One that has it off comes from another program, so this
    // is rare enough to look through all of it.
    if !is_new
        && journal_mode(connection).map_err(storage)? != "wal"
        && doctor::is_file_damaged(connection).map_err(storage)?
    {
        let corrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
        return Err(storage(rusqlite::Error::SqliteFailure(corrupt, None)));
    }
    // Before anything is written; SQLite gives what it makes beside the file the rights of the file.
    close_to_others(path);
    // Asked of SQLite too: the mark in the header may be of a program that was killed while it wrote it, and opening
    // the file has taken it back.
    if is_new || application_id(connection).map_err(storage)? == 0 {
        // Before the write-ahead log is switched on, so that the mark is in the file itself even when the program is
        // killed before the log is folded in.
        patiently(|| connection.pragma_update(None, "application_id", APPLICATION_ID), is_busy)
            .map_err(storage)?;
    }
    patiently(|| connection.pragma_update(None, "journal_mode", "WAL"), is_busy).map_err(storage)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(storage)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(storage)?;
    connection.pragma_update(None, "journal_size_limit", JOURNAL_BYTES).map_err(storage)?;
    if found > 0 && usize::try_from(found).is_ok_and(|found| found < steps.len()) {
        before_steps()?;
    }
    migrate(connection, steps).map_err(storage)
}

/// Whether the log is folded into the file when the connection is closed and is the last one.
pub(super) fn fold_at_the_end(connection: &Connection, is_folded: bool) -> rusqlite::Result<bool> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !is_folded)
}

/// Lets SQLite take away again what it has put beside a file that is refused: there was no log, or there was no room, and
/// what was begun for want of it lies in the log. It would pass for a damaged one.
fn leave(path: &Path, connection: &Connection, error: &LibraryError) {
    // On a full disk SQLite may say of its index of the log only that the disk failed.
    let is_about_disk =
        |source: &StorageError| matches!(source.fault(), StorageFault::DiskFull | StorageFault::DiskFailed);
    let is_full = matches!(error, LibraryError::Storage { source, .. } if is_about_disk(source));
    if is_full || log::is_empty(path) {
        // Where it cannot, there is an empty file more.
        let _ = fold_at_the_end(connection, true);
    }
}

/// Takes back what a program that was killed had begun to put in the place of the library.
///
/// # Errors
/// When that cannot be: what was written to the library last would be missing, and nobody would hear of it.
pub(crate) fn settle(path: &Path) -> Result<(), LibraryError> {
    scratch::settle(path).map_err(|source| match source.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            LibraryError::Protected { path: path.to_owned() }
        }
        io::ErrorKind::WouldBlock => {
            let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
            fault(path, rusqlite::Error::SqliteFailure(busy, None))
        }
        _ => LibraryError::Unreachable { path: path.to_owned(), source },
    })
}

/// The version of the schema, which is exactly what that version has.
pub(crate) fn check_schema(path: &Path, connection: &Connection, is_new: bool) -> Result<u32, LibraryError> {
    let storage = |source: rusqlite::Error| fault(path, source);
    // In one transaction: another program may be making the library at this moment.
    let transaction = connection.unchecked_transaction().map_err(storage)?;
    let found = version(&transaction).map_err(storage)?;
    if found > supported() {
        return Err(LibraryError::Newer { path: path.to_owned(), found, supported: supported() });
    }
    if !is_new && !schema::is_expected(&transaction, found).map_err(storage)? {
        let objects = schema::differences(&transaction, found).map_err(storage)?;
        return Err(LibraryError::Altered { path: path.to_owned(), objects });
    }
    transaction.finish().map_err(storage)?;
    Ok(found)
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// What every connection is set to. A library may come from anywhere: nothing in its schema is trusted to call
/// functions or may run by itself, nothing but SQL changes its tables, damaged pages are noticed when they are read,
/// and what its schema can ask of the parser is bounded.
pub(crate) fn configure(connection: &Connection) -> rusqlite::Result<()> {
    wait_for_others(connection)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // The schema has neither; a step that brings one turns them on.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    for (limit, value) in LIMITS {
        connection.set_limit(limit, value)?;
    }
    connection.pragma_update(None, "cell_size_check", true)
}

/// Far above what our own statements and schema need.
const LIMITS: [(Limit, i32); 7] = [
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 10),
    (Limit::SQLITE_LIMIT_COLUMN, 100),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
    (Limit::SQLITE_LIMIT_TRIGGER_DEPTH, 1),
];

fn journal_mode(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))
}

fn application_id(connection: &Connection) -> rusqlite::Result<i32> {
    connection.query_row("PRAGMA application_id", [], |row| row.get(0))
}

/// Takes the steps that are missing of this version's schema, all or none.
pub(super) fn bring_up_to_date(connection: &mut Connection) -> rusqlite::Result<()> {
    migrate(connection, STEPS)
}

/// Takes the missing steps, all or none. Changesets know the schema they were recorded under, so a step closes the
/// history before it, in the same transaction: one that fails costs nothing.
fn migrate(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    let latest = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    if version(connection)? >= latest {
        return Ok(());
    }
    let steps = steps.iter().map(|step| M::up_with_hook(step, close_history)).collect();
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    match Migrations::new(steps).to_latest(connection) {
        Ok(()) => Ok(()),
        // Two programs that open a new library at the same moment both find steps missing; the second finds them taken
        // once it has the lock.
        Err(_) if version(connection)? == latest => Ok(()),
        Err(rusqlite_migration::Error::RusqliteError { err, .. }) => Err(err),
        Err(other) => Err(rusqlite::Error::ToSqlConversionFailure(Box::new(other))),
    }
}

fn close_history(transaction: &Transaction<'_>) -> HookResult {
    transaction.execute("DELETE FROM history", [])?;
    Ok(())
}

pub(crate) fn fault(path: &Path, source: rusqlite::Error) -> LibraryError {
    let source = StorageError(source);
    LibraryError::Storage { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn open(path: &Path) -> Result<Connection, LibraryError> {
        writer(path, || Ok(()))
    }

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().unwrap()
    }

    #[test]
    fn a_new_library_is_marked_as_ours_and_its_settings_hold() {
        let folder = folder();
        let path = folder.path().join("deep/er/library.vermilion");
        let connection = open(&path).unwrap();
        let text = |pragma: &str| -> String {
            connection
                .query_row(&format!("SELECT CAST((SELECT * FROM pragma_{pragma}) AS TEXT)"), [], |row| {
                    row.get(0)
                })
                .unwrap()
        };
        assert_eq!(text("application_id"), APPLICATION_ID.to_string());
        assert_eq!(text("journal_mode"), "wal");
        assert_eq!(text("synchronous"), "2");
        assert_eq!(text("foreign_keys"), "1");
        assert_eq!(version(&connection).unwrap(), supported());
        assert!(!claim(&path).unwrap(), "the mark is in the file before the log is folded in");
    }

    #[test]
    fn a_library_whose_making_was_cut_off_is_made() {
        let folder = folder();
        let path = folder.path().join("library.vermilion");
        drop(open(&path).unwrap());
        // What a kill leaves that comes between the first page and the end of the journal beside it, which says that
        // there was no page before: SQLite takes the page back, and the mark with it.
        fs::write(&path, &fs::read(&path).unwrap()[..4096]).unwrap();
        let mut journal = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7".to_vec();
        for field in [0u32, 1, 0, 512, 4096] {
            journal.extend(field.to_be_bytes());
        }
        journal.resize(512, 0);
        fs::write(path.with_extension("vermilion-journal"), journal).unwrap();
        for _ in 0..2 {
            let connection = open(&path).unwrap();
            assert_eq!(application_id(&connection).unwrap(), APPLICATION_ID);
            assert_eq!(version(&connection).unwrap(), supported());
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_the_file_and_its_folder() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let path = folder.path().join("own/library.vermilion");
        let connection = open(&path).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert_eq!(mode(&path.with_extension("vermilion-wal")), 0o600);
        drop(connection);
    }

    #[cfg(unix)]
    #[test]
    fn a_library_that_arrives_open_to_others_is_closed_with_what_lies_beside_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let path = folder.path().join("library.vermilion");
        let first = open(&path).unwrap();
        first.execute("DELETE FROM history", []).unwrap();
        let files = ["", "-wal", "-shm"].map(|end| crate::library::log::beside(&path, end));
        for file in &files {
            fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
        }
        let _second = open(&path).unwrap();
        for file in &files {
            let mode = fs::metadata(file).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{}", file.display());
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_pipe_is_refused_at_once() {
        let folder = folder();
        let path = folder.path().join("pipe");
        let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU);
        rustix::fs::mknodat(rustix::fs::CWD, path.as_path(), kind, mode, 0).unwrap();
        assert!(matches!(open(&path), Err(LibraryError::NotALibrary { .. })));
    }

    #[test]
    fn a_file_that_is_no_library_is_refused_and_left_as_it_is() {
        let folder = folder();
        let text = folder.path().join("notes.txt");
        fs::write(&text, "not a database").unwrap();
        let database = folder.path().join("other.sqlite");
        Connection::open(&database).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        for path in [&text, &database] {
            let before = fs::read(path).unwrap();
            assert!(matches!(open(path), Err(LibraryError::NotALibrary { .. })));
            assert_eq!(fs::read(path).unwrap(), before);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing was put beside them");
    }

    #[test]
    fn a_folder_is_refused() {
        assert!(matches!(open(folder().path()), Err(LibraryError::Unreachable { .. })));
    }

    #[test]
    fn a_library_of_a_newer_version_is_refused_and_left_as_it_is() {
        let folder = folder();
        let path = folder.path().join("library.vermilion");
        let connection = open(&path).unwrap();
        connection.pragma_update(None, "user_version", supported() + 1).unwrap();
        drop(connection);
        let before = fs::read(&path).unwrap();
        assert!(
            matches!(open(&path), Err(LibraryError::Newer { found, supported, .. }) if found == supported + 1)
        );
        assert_eq!(fs::read(&path).unwrap(), before);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was put beside it");
    }

    #[test]
    fn a_library_that_cannot_be_backed_up_before_it_is_brought_up_to_date_has_nothing_put_beside_it() {
        let folder = folder();
        let path = folder.path().join("library.vermilion");
        let further = [STEPS, &["CREATE TABLE further (x) STRICT"]].concat();
        drop(open(&path).unwrap());
        let before = fs::read(&path).unwrap();
        let unsaved = || Err(LibraryError::Unsaved(crate::backups::BackupError::Cancelled));
        assert!(matches!(writer_of(&path, &further, unsaved), Err(LibraryError::Unsaved(_))));
        assert_eq!(fs::read(&path).unwrap(), before);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_damaged_library_whose_log_is_switched_off_is_refused_and_left_as_it_is() {
        let folder = folder();
        let path = folder.path().join("library.vermilion");
        let connection = open(&path).unwrap();
        let switched: String =
            connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0)).unwrap();
        assert_eq!(switched, "delete");
        let root: u32 = connection
            .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'document'", [], |row| row.get(0))
            .unwrap();
        drop(connection);
        let whole = fs::read(&path).unwrap();
        let mut damaged = whole.clone();
        damaged[(root as usize - 1) * 4096..][..4096].fill(0);
        fs::write(&path, &damaged).unwrap();
        let refused = open(&path).unwrap_err();
        assert!(
            matches!(&refused, LibraryError::Storage { source, .. } if source.fault() == StorageFault::Damaged)
        );
        assert!(fs::read(&path).unwrap() == damaged, "it was not touched");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing was put beside it");
        fs::write(&path, &whole).unwrap();
        assert_eq!(journal_mode(&open(&path).unwrap()).unwrap(), "wal", "a sound one is opened as always");
    }

    /// A library with one entry in its history, and what is left of it after these further steps of the schema.
    fn left_after(further: &[&str]) -> (rusqlite::Result<()>, i64, u32) {
        let folder = folder();
        let mut connection = open(&folder.path().join("library.vermilion")).unwrap();
        connection
            .execute("INSERT INTO history VALUES (1, 'annotation-create', '', '', 0, 0, 0, 1, x'00')", [])
            .unwrap();
        let outcome = migrate(&mut connection, &[STEPS, further].concat());
        let left = connection.query_row("SELECT count(*) FROM history", [], |row| row.get(0)).unwrap();
        (outcome, left, version(&connection).unwrap())
    }

    #[test]
    fn a_step_of_the_schema_closes_the_history_before_it() {
        let (outcome, left, version) = left_after(&["ALTER TABLE document ADD COLUMN place TEXT"]);
        outcome.unwrap();
        assert_eq!((left, version), (0, supported() + 1));
    }

    #[test]
    fn a_library_is_backed_up_before_a_step_and_stays_as_it_is_where_that_fails() {
        let folder = folder();
        let path = folder.path().join("library.vermilion");
        drop(open(&path).unwrap());
        let steps = [STEPS, &["ALTER TABLE document ADD COLUMN place TEXT"]].concat();
        let vanished = || Err(LibraryError::Protected { path: path.clone() });
        assert!(writer_of(&path, &steps, vanished).is_err());
        assert_eq!(version(&open(&path).unwrap()).unwrap(), supported(), "no step was taken");
        let surroundings = crate::Surroundings::new(|| 0, uuid::Uuid::nil);
        let back_up =
            || crate::backups::before_migration(&path, &surroundings).map_err(LibraryError::Unsaved);
        let connection = writer_of(&path, &steps, back_up).unwrap();
        assert_eq!(version(&connection).unwrap(), supported() + 1);
        let backups = crate::backups::list_in(&crate::backups::default_folder(&path), &path).unwrap();
        let reasons: Vec<_> = backups.iter().map(|backup| backup.reason).collect();
        assert_eq!(reasons, [crate::backups::Reason::Migration]);
        assert_eq!(version(&open(&backups[0].path).unwrap()).unwrap(), supported(), "as it was before");
        drop(connection);
        drop(writer_of(&path, &steps, || unreachable!("nothing is to be done")).unwrap_err());
    }

    #[test]
    fn a_step_of_the_schema_that_fails_leaves_the_history_and_the_steps_before_it_untaken() {
        let (outcome, left, version) = left_after(&[
            "ALTER TABLE document ADD COLUMN place TEXT",
            "ALTER TABLE absent ADD COLUMN x TEXT",
        ]);
        outcome.unwrap_err();
        assert_eq!((left, version), (1, supported()));
    }

    #[test]
    fn several_programs_may_make_the_same_library_at_the_same_moment() {
        for _ in 0..20 {
            let folder = folder();
            let path = folder.path().join("library.vermilion");
            let results: Vec<_> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| open(&path).map(drop))).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            for result in results {
                result.unwrap();
            }
        }
    }
}
