//! Having a library's file to oneself while another one takes its place: what somebody else writes to it meanwhile would
//! go to the file that is moved aside.
//!
//! Nothing is written to the file: it may be damaged.

use super::{BackupError, may_be_replaced};
use crate::{
    error::{LibraryError, StorageFault},
    library::{here::Here, open},
};
use rusqlite::{Connection, OpenFlags, config::DbConfig};
#[cfg(unix)]
use std::fs::File;
use std::{path::Path, time::Duration};

/// How long to wait for another program: who writes for longer is not about to be done.
const PATIENCE: Duration = Duration::from_secs(1);

/// That nobody else has the file open, for as long as this lives.
pub(super) struct Alone {
    _connection: Option<Connection>,
    /// The lock on a file that SQLite does not open.
    #[cfg(unix)]
    _file: Option<File>,
    // Last, and therefore for as long as the lock is held.
    _here: Here,
}

impl Alone {
    /// Takes the file at `library`.
    ///
    /// # Errors
    /// [`BackupError::Refused`]: another program has it open, it may not be written to, or it is none of ours.
    pub(super) fn with(library: &Path) -> Result<Self, BackupError> {
        if !may_be_replaced(library) {
            return Err(LibraryError::NotALibrary { path: library.to_owned() }.into());
        }
        match exclusively(library) {
            Ok(connection) => Ok(Self {
                _connection: Some(connection),
                #[cfg(unix)]
                _file: None,
                _here: Here::enter(library),
            }),
            Err(error) => {
                let refused = open::fault(library, error);
                if is_busy(&refused) { Err(refused.into()) } else { Self::without_sqlite(library) }
            }
        }
    }

    /// Who had it open before it was damaged may still write to it.
    #[cfg(unix)]
    fn without_sqlite(library: &Path) -> Result<Self, BackupError> {
        use rustix::{fs::FlockOperation, io::Errno};
        let protected = |_| LibraryError::Protected { path: library.to_owned() };
        let file = File::options().read(true).write(true).open(library).map_err(protected)?;
        match rustix::fs::fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::AGAIN | Errno::ACCESS) => {
                let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
                Err(open::fault(library, rusqlite::Error::SqliteFailure(busy, None)).into())
            }
            // A file system without locks keeps nobody out of anything.
            _ => Ok(Self { _connection: None, _file: Some(file), _here: Here::enter(library) }),
        }
    }

    /// Elsewhere a file that somebody has open cannot be moved.
    #[cfg(not(unix))]
    fn without_sqlite(library: &Path) -> Result<Self, BackupError> {
        Ok(Self { _connection: None, _here: Here::enter(library) })
    }
}

/// SQLite's own lock, against everybody who reads or writes, in this process too.
fn exclusively(library: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(library, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    open::configure(&connection)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.execute_batch("BEGIN EXCLUSIVE")?;
    Ok(connection)
}

fn is_busy(error: &LibraryError) -> bool {
    matches!(error, LibraryError::Storage { source, .. } if source.fault() == StorageFault::Busy)
}
