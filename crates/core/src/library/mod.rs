//! The library: the one SQLite file that holds everything, and the doors to it.
//!
//! There is one connection that writes, behind a mutex, and a few that read. A mutex rather than a thread with a queue:
//! the closures given to [`Library::act`] need not be `'static` or `Send`, an error comes back where the call was made,
//! and the shells call from threads that may block anyway. Whoever panics inside an action loses only that action: its
//! transaction is rolled back while the stack unwinds, so a poisoned mutex guards a sound connection.

pub(crate) mod access;
mod act;
mod change;
pub(crate) mod changeset;
mod counts;
pub(crate) mod header;
pub(crate) mod here;
mod history;
mod hold;
pub(crate) mod log;
pub(crate) mod older;
pub(crate) mod open;
pub(crate) mod orphan;
pub(crate) mod patience;
mod place;
mod readers;
pub(crate) mod schema;
#[cfg(test)]
mod tests;

pub use access::ReadOnly;
pub use act::{Act, Acted, ActionName};
pub use change::{Change, TextChange};
pub use here::is_open_here;
pub use history::{HistoryEntry, HistoryState};
pub use orphan::has_orphan_log;
pub use readers::Snapshot;

use crate::{
    backups,
    error::{Error, LibraryError, Result, StorageFault},
    search,
    surroundings::Surroundings,
    texts::Texts,
};
use access::Access;
pub(crate) use counts::Counts;
use here::Here;
use place::{Left, Place, Whereabouts};
use readers::Readers;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::{
    cell::RefCell,
    fmt,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError, TryLockError,
        atomic::{AtomicBool, Ordering},
    },
};

/// An open library. Share one between threads; a second one on the same file, in this process or another, is fine too.
pub struct Library {
    path: PathBuf,
    // Before the writer, and therefore closed before it: only a connection that may write folds the write-ahead log
    // into the file, so that the file alone is the library once it is closed.
    readers: Readers,
    // The same holds for the connection in there.
    pub(crate) search: search::State,
    writer: Mutex<Writer>,
    texts: Texts,
    surroundings: Surroundings,
    read_only: Option<ReadOnly>,
    /// Where the log is now that lay here without its file.
    orphan: Option<PathBuf>,
    pub(crate) backups: backups::State,
    /// Whether the file has turned out to be damaged.
    is_damaged: AtomicBool,
    place: Place,
    /// The log, where the library is closed and lies there no more. After the writer, and therefore seen to once that is
    /// closed.
    left: Option<Left>,
    // Last, and therefore for as long as there is a connection.
    here: Here,
}

impl Drop for Library {
    fn drop(&mut self) {
        self.close();
        self.here.let_go();
    }
}

impl Library {
    /// Folds the log into the file, so that the file alone is the library, unless that is damaged: its pages would go over
    /// others, and with the log goes what it alone can tell.
    ///
    /// Where the file is no longer where it was, what it holds is kept there: it may have no name any more, and somebody else
    /// may write to it under another, so nothing is folded in.
    fn close(&mut self) {
        let is_sound = !self.is_damaged.load(Ordering::Relaxed);
        let writer = self.writer.get_mut().unwrap_or_else(PoisonError::into_inner);
        if self.read_only.is_some() {
            // What another program has put into a log since this was opened is not for a reader to fold in.
            if self.readers.is_passing() && !log::is_empty(&self.path) {
                let _ = open::fold_at_the_end(&writer.connection, false);
            }
            return;
        }
        let whereabouts = self.place.whereabouts(&self.path);
        if whereabouts == Whereabouts::Here {
            if is_sound {
                // Where it cannot be, the log stays beside the file.
                let _ = open::fold_at_the_end(&writer.connection, true);
            }
            return;
        }
        // A copy is made of what is only read.
        writer.connection.set_transaction_behavior(TransactionBehavior::Deferred);
        let now = (self.surroundings.now)();
        let go_on = &mut |_| ControlFlow::Continue(());
        let kept = self.place.free_name("kept", now);
        let is_kept = is_sound && backups::write(&writer.connection, &kept, true, go_on).is_ok();
        self.left = Some(self.place.left(whereabouts, is_kept, now));
    }
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
    /// and bringing an older one up to date, a backup of which is made first.
    ///
    /// # Errors
    /// See [`LibraryError`]. A file that is not a library, that a newer version wrote, or that holds what Vermilion did
    /// not put there, is left untouched.
    pub fn open(path: &Path, surroundings: Surroundings) -> Result<Self, LibraryError> {
        let orphan = orphan::set_aside(path, (surroundings.now)())?;
        let before_steps = || backups::before_migration(path, &surroundings).map_err(LibraryError::Unsaved);
        let connection = open::writer(path, before_steps)?;
        // Only when it is closed will it be known whether it may be written to.
        open::fold_at_the_end(&connection, false).map_err(|source| open::fault(path, source))?;
        let readers = Readers::new(path, Access::Shared);
        let mut library = Self::over(path, surroundings, connection, readers, None)?;
        library.orphan = orphan;
        library.here.hold(path);
        Ok(library)
    }

    /// Opens the library at `path` without writing to it or to its folder, whatever happens: for a file that
    /// [`Library::open`] refuses, and why. Of an older one a copy in memory is brought up to date and read. Every action
    /// is refused with [`Error::ReadOnly`]. Only what a program that was killed had begun to put in its place is taken
    /// back: what was written last would not be read otherwise.
    ///
    /// # Errors
    /// See [`LibraryError`]; when what this version reads is not all there, or is not stored but computed.
    pub fn open_read_only(
        path: &Path,
        surroundings: Surroundings,
        reason: ReadOnly,
    ) -> Result<Self, LibraryError> {
        let storage = |source| open::fault(path, source);
        open::settle(path)?;
        header::recognise(path)?;
        let access = Access::find_for_long(path).map_err(storage)?;
        let connection = access::connect(path, access).map_err(storage)?;
        if !schema::is_readable(&connection).map_err(storage)? {
            let version = schema::version(&connection).map_err(storage)?;
            if version < schema::supported() {
                let (copy, connection) = older::copy_up_to_date(path, &connection)?;
                let readers = Readers::new(&copy, Access::Memory);
                return Self::over(path, surroundings, connection, readers, Some(reason));
            }
            if version > schema::supported() {
                let supported = schema::supported();
                return Err(LibraryError::Newer { path: path.to_owned(), found: version, supported });
            }
            let objects = schema::differences(&connection, version).map_err(storage)?;
            return Err(LibraryError::Altered { path: path.to_owned(), objects });
        }
        Self::over(path, surroundings, connection, Readers::new(path, access), Some(reason))
    }

    /// Opens for reading only a copy in memory of the library that `source` reads, brought up to date there. `path` is
    /// where it lies, for what is said of it.
    ///
    /// # Errors
    /// When it is a newer version's, is altered, too large for that, or cannot be read.
    pub(crate) fn copied(
        path: &Path,
        source: &Connection,
        surroundings: Surroundings,
    ) -> Result<Self, LibraryError> {
        let found = schema::version(source).map_err(|source| open::fault(path, source))?;
        if found > schema::supported() {
            let supported = schema::supported();
            return Err(LibraryError::Newer { path: path.to_owned(), found, supported });
        }
        let (copy, connection) = older::copy_up_to_date(path, source)?;
        let readers = Readers::new(&copy, Access::Memory);
        Self::over(path, surroundings, connection, readers, Some(ReadOnly::Asked))
    }

    fn over(
        path: &Path,
        surroundings: Surroundings,
        connection: Connection,
        readers: Readers,
        read_only: Option<ReadOnly>,
    ) -> Result<Self, LibraryError> {
        let seen = data_version(&connection).map_err(|source| open::fault(path, source))?;
        Ok(Self {
            path: path.to_owned(),
            writer: Mutex::new(Writer { connection, seen, counts: RefCell::default(), sequence: 0 }),
            readers,
            search: search::State::default(),
            texts: Texts::default(),
            surroundings,
            read_only,
            orphan: None,
            backups: backups::State::default(),
            is_damaged: AtomicBool::new(false),
            place: Place::of(path),
            left: None,
            here: Here::enter(path),
        })
    }

    /// Notes where something that was asked of the file shows that it is damaged: from then on it is not written to by
    /// itself.
    pub(crate) fn noticing<T>(&self, outcome: Result<T>) -> Result<T> {
        if let Err(Error::Storage(error)) = &outcome
            && error.fault() == StorageFault::Damaged
        {
            self.notice_damage();
        }
        outcome
    }

    /// Notes that the file is damaged.
    pub(crate) fn notice_damage(&self) {
        self.is_damaged.store(true, Ordering::Relaxed);
    }

    /// Why nothing can be written; `None` where it can.
    #[must_use]
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.read_only
    }

    /// Where the log of an earlier library was moved that lay here without its file when this one was made.
    #[must_use]
    pub fn log_set_aside(&self) -> Option<&Path> {
        self.orphan.as_deref()
    }

    /// Refuses where nothing can be written.
    pub(crate) fn check_writable(&self) -> Result<()> {
        self.read_only.map_or(Ok(()), |reason| Err(Error::ReadOnly { reason }))
    }

    /// Refuses where the path no longer leads to the file that is open: what is written to that is not in the library, and
    /// what is read from the other one is not what is open.
    fn check_in_place(&self) -> Result<()> {
        // A copy in memory lies nowhere.
        if self.readers.is_in_memory() || self.place.whereabouts(&self.path) == Whereabouts::Here {
            return Ok(());
        }
        Err(Error::Moved { path: self.path.clone() })
    }

    /// Commits, where that is to the library.
    fn commit(&self, transaction: Transaction<'_>) -> Result<()> {
        self.check_in_place()?;
        Ok(transaction.commit()?)
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
        self.check_writable()?;
        let now = (self.surroundings.now)();
        let mut writer = self.writer();
        let transaction = writer.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let value = closure(&transaction, now)?;
        self.commit(transaction)?;
        Ok(value)
    }

    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Forgets the texts in memory.
    pub(crate) fn forget_texts(&self) {
        self.texts.forget();
        self.search.forget();
    }

    /// Replaces everything there is by what `replace` writes, and gives back the number of that change. The texts in
    /// memory are forgotten: a file from elsewhere may have another text under the same id.
    pub(crate) fn replace_content<E>(
        &self,
        replace: impl FnOnce(&mut Connection) -> Result<(), E>,
    ) -> Result<u64, E> {
        let mut writer = self.writer();
        // What is known of the content is of what was there before, also where replacing it failed half-way.
        writer.counts = RefCell::default();
        replace(&mut writer.connection)?;
        self.texts.forget();
        self.search.forget();
        writer.sequence += 1;
        Ok(writer.sequence)
    }

    /// What the library was opened with.
    #[must_use]
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// The time, in milliseconds since 1970-01-01 UTC.
    pub(crate) fn now(&self) -> i64 {
        (self.surroundings.now)()
    }
}

/// A number that changes when another connection has changed the file.
pub(crate) fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA data_version", [], |row| row.get(0))
}

impl fmt::Debug for Library {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Library").field("path", &self.path).finish_non_exhaustive()
    }
}
