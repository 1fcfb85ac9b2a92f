//! Backups: copies of the library that were opened and checked after they were written, and bringing one back.
//!
//! A backup is made by SQLite's online backup into a temporary file beside its place, checked, synced and renamed, so
//! that a folder never holds half of one. It is for the owner alone. Nothing here is part of the history.
//!
//! **When** one is made without being asked for: at the start of a shell, where something was done since the newest one;
//! daily while a shell runs, on the same condition; before the schema is brought up to date; before an action that
//! deletes or changes more than [`BULK_ROWS`] rows (undo and redo are exact inverses of each other and need none);
//! before a repair; before another backup is brought back.
//!
//! **How long** one is kept: see [`rotate`].

mod alone;
mod compare;
mod count;
mod make;
mod name;
mod place;
mod replace;
mod restore;
mod rotate;
#[cfg(test)]
mod tests;

pub use compare::{Comparison, Difference, DocumentDifference, DocumentState, compare, compare_with_nothing};
pub use count::{Counts, count};
pub use make::{Occasion, make, make_if_due};
pub use name::free_name;
pub use place::{choose_folder, chosen_folder, default_folder, folder, folder_of, named_folder};
pub use replace::{may_be_replaced, replace_file};
pub use restore::{Restored, restore};

pub(crate) use compare::hash_value;
pub(crate) use make::{Stopped, before_migration, run, write};

pub use crate::scratch::clear as clear_abandoned;

use crate::{
    error::{LibraryError, StorageError, StorageFault},
    library::Library,
    surroundings::Surroundings,
};
use std::{
    cmp::Ordering,
    fs, io,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering as AtomicOrdering},
    },
};

/// Rows that an action may delete or change without a backup before it.
pub const BULK_ROWS: usize = 1_000;

/// The setting in which a library may name a folder of its backups.
pub const FOLDER_SETTING: &str = "backupFolder";

/// The name of the folder beside the library.
const FOLDER: &str = "backups";

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A shell started, and something had been done since the newest one.
    Start,
    /// A day had passed.
    Daily,
    /// Before the schema was brought up to date.
    Migration,
    /// Before an action on many rows.
    Bulk,
    /// Somebody asked for it.
    Manual,
    /// Before a repair.
    Repair,
    /// Before another backup was brought back.
    Restore,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 7] =
        [Self::Start, Self::Daily, Self::Migration, Self::Bulk, Self::Manual, Self::Repair, Self::Restore];

    /// The name in file names, on the wire and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Daily => "daily",
            Self::Migration => "migration",
            Self::Bulk => "bulk",
            Self::Manual => "manual",
            Self::Repair => "repair",
            Self::Restore => "restore",
        }
    }
}

/// A backup as listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, in milliseconds since 1970-01-01 UTC.
    pub at: i64,
    /// Why.
    pub reason: Reason,
    /// Its size.
    pub bytes: u64,
    /// Whether it was made of the library where that lies now; otherwise it is one of another library of the same name, or
    /// of this one before it was moved.
    pub is_own: bool,
}

/// How far something is that takes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is done, in pages.
    pub done: u64,
    /// What there is to do.
    pub total: u64,
}

/// What is called now and then while something takes long; it says whether to go on.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// Why a backup was not made or not brought back. What was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A file or a folder refused.
    #[error("“{}” cannot be written: {source}", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// SQLite refused.
    #[error("“{}” cannot be written: {source}", path.display())]
    Storage {
        /// The file or folder.
        path: PathBuf,
        /// What SQLite said.
        source: StorageError,
    },
    /// There is a file already.
    #[error("“{}” exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The copy does not pass its check, or the file chosen does not.
    #[error("“{}” does not pass its check: {detail}", path.display())]
    Unsound {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// The file chosen is not there.
    #[error("there is no backup “{}”", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The file chosen is no library that this version opens.
    #[error("{0}")]
    Refused(#[source] Box<LibraryError>),
    /// Somebody called it off.
    #[error("it was called off")]
    Cancelled,
    /// The library cannot be read or written.
    #[error("{0}")]
    Library(#[source] Box<crate::Error>),
}

impl From<crate::Error> for BackupError {
    fn from(error: crate::Error) -> Self {
        Self::Library(Box::new(error))
    }
}

impl BackupError {
    fn storage(path: &Path) -> impl Fn(rusqlite::Error) -> Self {
        move |source| Self::Storage { path: path.to_owned(), source: source.into() }
    }

    fn unsound(path: &Path) -> impl Fn(rusqlite::Error) -> Self {
        move |error| Self::Unsound { path: path.to_owned(), detail: error.to_string() }
    }

    fn io(path: &Path) -> impl Fn(io::Error) -> Self {
        move |source| match source.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists { path: path.to_owned() },
            _ => Self::Unwritable { path: path.to_owned(), source },
        }
    }

    /// Whether what was to be backed up is damaged.
    pub(crate) fn is_about_damage(&self) -> bool {
        match self {
            Self::Unsound { .. } => true,
            Self::Storage { source, .. } => source.fault() == StorageFault::Damaged,
            _ => false,
        }
    }

    /// Whether the disk is full.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        match self {
            Self::Unwritable { source, .. } => {
                matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
            }
            Self::Storage { source, .. } => source.fault() == StorageFault::DiskFull,
            _ => false,
        }
    }
}

/// What an open library remembers of its backups.
#[derive(Default)]
pub(crate) struct State {
    /// What the newest automatic one failed with, unless one has been made since.
    failure: Mutex<Option<Arc<BackupError>>>,
    /// How many have failed.
    failures: AtomicU64,
}

impl State {
    fn put(&self, failure: Option<Arc<BackupError>>) {
        if failure.is_some() {
            self.failures.fetch_add(1, AtomicOrdering::Relaxed);
        }
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = failure;
    }
}

impl Library {
    /// What the newest automatic backup failed with, where it did and none has been made since.
    #[must_use]
    pub fn backup_failure(&self) -> Option<Arc<BackupError>> {
        self.backups.failure.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many automatic backups have failed since it was opened.
    #[must_use]
    pub fn backup_failures(&self) -> u64 {
        self.backups.failures.load(AtomicOrdering::Relaxed)
    }

    /// Makes a backup for an action that is about to change many rows, unless the newest one holds all there is. An
    /// action is not refused because a backup failed: it can be undone without one. That it did is remembered.
    pub(crate) fn back_up_before_bulk(&self, now: i64) {
        // What this gives back is remembered where it is made.
        let _ = make::automatic(self, Reason::Bulk, now, &mut |_| ControlFlow::Continue(()));
    }
}

/// The backups of the library at `library` that lie in a folder, newest first, and those of others of its name:
/// [`Backup::is_own`] tells them apart. A folder that is not there holds none.
///
/// # Errors
/// When the folder cannot be read.
pub fn list_in(folder: &Path, library: &Path) -> io::Result<Vec<Backup>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let (stem, marks) = (name::stem(library), name::marks(library));
    let mut backups = Vec::new();
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        let Some(named) = name::parse(&path).filter(|named| named.stem == stem) else { continue };
        // Between listing and looking, rotation elsewhere may have taken it away.
        let Ok(metadata) = fs::metadata(&path) else { continue };
        if metadata.is_file() {
            let is_own = marks.contains(&named.mark);
            backups.push(Backup { path, at: named.at, reason: named.reason, bytes: metadata.len(), is_own });
        }
    }
    backups.sort_by(newest_first);
    Ok(backups)
}

/// The backups of a library, newest first.
///
/// # Errors
/// When the library or the folder cannot be read.
pub fn list(library: &Library) -> Result<Vec<Backup>, BackupError> {
    let folder = folder(library);
    list_in(&folder, library.path())
        .map_err(|source| BackupError::Unwritable { path: folder.clone(), source })
}

/// The backups of the library at a path, which need not open, newest first: those in the folder that was chosen for it
/// and those beside it, as far as they can be read.
#[must_use]
pub fn list_of(library: &Path, surroundings: &Surroundings) -> Vec<Backup> {
    let (chosen, beside) = (folder_of(library, surroundings), default_folder(library));
    let mut backups = list_in(&chosen, library).unwrap_or_default();
    if chosen != beside {
        backups.extend(list_in(&beside, library).unwrap_or_default());
        backups.sort_by(newest_first);
    }
    backups
}

fn newest_first(one: &Backup, other: &Backup) -> Ordering {
    (other.at, &other.path).cmp(&(one.at, &one.path))
}
