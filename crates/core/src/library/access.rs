//! How a connection that cannot write gets at the file, and why a library may only be read.
//!
//! SQLite wants to put its index of the write-ahead log beside the file even to read it. Where the folder allows that,
//! the log is read as always. Where it does not, a file without a log is read as one that nobody changes, and one with a
//! log with the index in memory: what was written last is never left out.

use super::{log, open};
use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig, limits::Limit};
use std::{fmt::Write, fs, path::Path};

/// Why nothing can be written to a library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// A newer Vermilion wrote it.
    Newer {
        /// The version of its schema.
        found: u32,
        /// The newest version this program knows.
        supported: u32,
    },
    /// The file or its folder may not be written to.
    Protected,
    /// It is damaged, and was opened to see what is left.
    Damaged,
    /// It holds what Vermilion did not put there, such as a trigger.
    Altered,
    /// Another program was writing to it when it was to be opened.
    Busy,
    /// The disk is full.
    Full,
    /// The disk did not do what it was asked to.
    Failing,
    /// An older Vermilion wrote it, and the backup before bringing it up to date could not be made.
    Unsaved,
    /// It was asked for.
    Asked,
}

impl ReadOnly {
    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newer { .. } => "newer",
            Self::Protected => "protected",
            Self::Damaged => "damaged",
            Self::Altered => "altered",
            Self::Busy => "busy",
            Self::Full => "full",
            Self::Failing => "failing",
            Self::Unsaved => "unsaved",
            Self::Asked => "asked",
        }
    }
}

/// Bytes of one value that are read at most: a text and then some. What is larger is an attack on the memory.
const LONGEST_VALUE: i32 = 256 * 1024 * 1024;

/// How a file is opened for reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// With the log and its index beside the file.
    Shared,
    /// As a file that nobody changes.
    Immutable,
    /// With the log, and its index in memory.
    Lonely,
    /// With the log and its index beside the file, by one who could write and does not: SQLite takes both away again when
    /// the last is closed who could. For a file without a log, which it would fold in.
    Passing,
    /// With the log as it is, and its index in memory, while nobody else gets at the file.
    Alone,
    /// As a database in the memory of this process, by its name.
    Memory,
}

impl Access {
    /// The first way that works. Who reads without locks must know that nobody writes: where another program is in the
    /// way, that is the answer.
    pub(crate) fn find(path: &Path) -> rusqlite::Result<Self> {
        let refused = match connect(path, Self::Shared) {
            Ok(_) => return Ok(Self::Shared),
            Err(error) if is_about_folder(&error) => error,
            Err(error) => return Err(error),
        };
        let has_log = fs::metadata(log::path_of(path)).is_ok_and(|metadata| metadata.len() > 0);
        let other = if has_log { Self::Lonely } else { Self::Immutable };
        connect(path, other).map(|_| other).map_err(|_| refused)
    }

    /// The way for who reads for long, beside others who may write: [`Access::Passing`] where nothing was written beside the
    /// file, so that nothing stays there once it is closed, and else [`Access::find`].
    pub(crate) fn find_for_long(path: &Path) -> rusqlite::Result<Self> {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let is_all = log::is_empty(&real) && !log::beside(&real, "-journal").exists();
        let is_protected = fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly());
        if is_all && !is_protected && connect(path, Self::Passing).is_ok() {
            return Ok(Self::Passing);
        }
        Self::find(path)
    }

    /// The way that leaves nothing beside the file that is not there now, where one works, and else the first that does.
    pub(crate) fn find_traceless(path: &Path) -> rusqlite::Result<Self> {
        // SQLite keeps its files beside the one that a link leads to.
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let has = |end| log::beside(&real, end).exists();
        let is_protected = fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly());
        let way = match (has("-wal"), has("-shm")) {
            // Somebody has it open, or has left both.
            (true, true) => Self::Shared,
            (true, false) => Self::Alone,
            // Whoever could write would take back what was not finished.
            (false, _) if has("-journal") => Self::Shared,
            (false, _) if is_protected => Self::Immutable,
            (false, _) => Self::Passing,
        };
        match connect(path, way) {
            Ok(_) => Ok(way),
            // It would be no other in another way, which might leave something.
            Err(error) if is_about_content(&error) => Err(error),
            Err(_) => Self::find(path),
        }
    }
}

/// Whether what SQLite wants to put beside the file may be all that is missing: it may not, or it does not fit.
fn is_about_folder(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(
            ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::PermissionDenied
                | ErrorCode::DiskFull
                | ErrorCode::SystemIoFailure
        )
    )
}

/// Whether the file was read, and is damaged.
fn is_about_content(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

/// A connection that cannot write.
pub(crate) fn connect(path: &Path, access: Access) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = match access {
        Access::Shared => Connection::open_with_flags(path, flags)?,
        Access::Immutable => {
            let uri = uri(path, "immutable=1");
            Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?
        }
        Access::Lonely => {
            // Only Unix has a way of reading without locks; the others say that the file cannot be opened.
            let uri = uri(path, "vfs=unix-none");
            let connection = Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?;
            connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
            connection
        }
        Access::Passing => Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?,
        Access::Alone => {
            let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
            connection
        }
        Access::Memory => Connection::open_with_flags(memory(path), flags | OpenFlags::SQLITE_OPEN_URI)?,
    };
    open::configure(&connection)?;
    limit_values(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    // Opening reads nothing yet.
    connection.query_row("SELECT count(*) FROM main.sqlite_schema", [], |_| Ok(()))?;
    Ok(connection)
}

/// Bounds what one value may take of the memory.
pub(super) fn limit_values(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE).map(drop)
}

/// What opens the database of this name in the memory of this process.
pub(super) fn memory(name: &Path) -> String {
    uri(name, "mode=memory&cache=shared")
}

fn uri(path: &Path, parameter: &str) -> String {
    let mut uri = "file:".to_owned();
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str());
    #[cfg(not(unix))]
    let lossy = path.to_string_lossy().replace('\\', "/");
    #[cfg(not(unix))]
    let bytes = lossy.as_bytes();
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.push('?');
    uri.push_str(parameter);
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_being_written_is_not_read_without_locks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library");
        let writer = Connection::open(&path).unwrap();
        let sql = "PRAGMA journal_mode = WAL; CREATE TABLE t (x); PRAGMA wal_checkpoint(TRUNCATE);
                   PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO t VALUES (1)";
        writer.execute_batch(sql).unwrap();
        let refused = Access::find(&path).unwrap_err();
        assert_eq!(refused.sqlite_error_code(), Some(ErrorCode::DatabaseBusy), "{refused}");
    }

    #[test]
    fn a_file_is_read_in_each_way_with_what_was_written_last() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a b?ü%#.sqlite");
        let writer = Connection::open(&path).unwrap();
        writer.pragma_update(None, "journal_mode", "WAL").unwrap();
        writer.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)").unwrap();
        let count = |path: &Path, access| -> i64 {
            let reader = connect(path, access).unwrap();
            reader.query_row("SELECT count(*) FROM t", [], |row| row.get(0)).unwrap()
        };
        assert_eq!(count(&path, Access::Shared), 1);
        if cfg!(unix) {
            // As it lies in a folder that may not be written to after a program was killed: with a log, without an index.
            let killed = folder.path().join("killed");
            fs::create_dir(&killed).unwrap();
            for end in ["", "-wal"] {
                let name = |folder: &Path| folder.join(format!("a b?ü%#.sqlite{end}"));
                fs::copy(name(folder.path()), name(&killed)).unwrap();
            }
            let path = killed.join("a b?ü%#.sqlite");
            assert_eq!(count(&path, Access::Lonely), 1);
            assert_eq!(fs::read_dir(&killed).unwrap().count(), 2, "nothing is put beside it");
        }
        drop(writer);
        assert_eq!(count(&path, Access::Immutable), 1);
    }
}
