//! The library: the one SQLite file that holds everything, and the doors to it.
//!
//! There is one connection that writes, behind a mutex, and a few that read. A mutex rather than a thread with a queue:
//! the closures given to [`Library::act`] need not be `'static` or `Send`, an error comes back where the call was made,
//! and the shells call from threads that may block anyway. Whoever panics inside an action loses only that action: its
//! transaction is rolled back while the stack unwinds, so a poisoned mutex guards a sound connection.

mod act;
mod change;
mod changeset;
mod counts;
mod history;
mod open;
mod readers;
#[cfg(test)]
mod tests;

pub use act::{Act, Acted, ActionName};
pub use change::Change;
pub use history::{HistoryEntry, HistoryState};
pub use readers::Snapshot;

use crate::{
    error::{LibraryError, Result},
    surroundings::Surroundings,
    texts::Texts,
};
pub(crate) use counts::Counts;
use readers::Readers;
use rusqlite::{Connection, TransactionBehavior};
use std::{
    cell::RefCell,
    fmt,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError, TryLockError},
};

/// An open library. Share one between threads; a second one on the same file, in this process or another, is fine too.
pub struct Library {
    path: PathBuf,
    // Before the writer, and therefore closed before it: only a connection that may write folds the write-ahead log
    // into the file, so that the file alone is the library once it is closed.
    readers: Readers,
    writer: Mutex<Writer>,
    texts: Texts,
    surroundings: Surroundings,
}

/// What belongs to the one who writes.
struct Writer {
    connection: Connection,
    /// SQLite's `data_version` when somebody last asked whether the library changed outside.
    seen: i64,
    /// In a cell, for what is read back on this connection may have to be counted.
    counts: RefCell<Counts>,
    /// Number of the newest [`Change`], or of the newest one that was noticed outside.
    sequence: u64,
}

impl Library {
    /// Opens the library at `path`, creating it and its folder where they do not exist (for their owner only, on Unix)
    /// and bringing an older one up to date.
    ///
    /// # Errors
    /// See [`LibraryError`]. A file that is not a library, or that a newer version wrote, is left untouched.
    pub fn open(path: &Path, surroundings: Surroundings) -> Result<Self, LibraryError> {
        let storage =
            |source: rusqlite::Error| LibraryError::Storage { path: path.to_owned(), source: source.into() };
        let connection = open::writer(path)?;
        let seen = data_version(&connection).map_err(storage)?;
        Ok(Self {
            path: path.to_owned(),
            writer: Mutex::new(Writer { connection, seen, counts: RefCell::default(), sequence: 0 }),
            readers: Readers::new(path),
            texts: Texts::default(),
            surroundings,
        })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Looks whether something other than this `Library` has committed to the file since this was last asked. Such a
    /// change takes its place among one's own: what is given back is its number, as [`Change::sequence`]. Never waits:
    /// while an action is under way it answers no, and the next call tells.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn changed_outside(&self) -> Result<Option<u64>> {
        let mut writer = match self.writer.try_lock() {
            Ok(writer) => writer,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(None),
        };
        // On the connection that writes, this number counts the commits of all others and none of its own.
        let now = data_version(&writer.connection)?;
        if now == writer.seen {
            return Ok(None);
        }
        writer.seen = now;
        writer.sequence += 1;
        Ok(Some(writer.sequence))
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes something that is not an action: where the reader was, a setting. Not recorded, not undoable.
    pub(crate) fn remember<T>(&self, closure: impl FnOnce(&Connection, i64) -> Result<T>) -> Result<T> {
        let now = (self.surroundings.now)();
        let mut writer = self.writer();
        let transaction = writer.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = closure(&transaction, now)?;
        transaction.commit()?;
        Ok(value)
    }

    /// The time, in milliseconds since 1970-01-01 UTC.
    pub(crate) fn now(&self) -> i64 {
        (self.surroundings.now)()
    }
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA data_version", [], |row| row.get(0))
}

impl fmt::Debug for Library {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Library").field("path", &self.path).finish_non_exhaustive()
    }
}
