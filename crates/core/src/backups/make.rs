//! Making a backup.

use super::{
    Backup, BackupError, OnProgress, Progress, Reason, folder, folder_of, list_in, name, place::made, rotate,
};
use crate::{
    doctor,
    error::LibraryError,
    library::{
        Library,
        access::{self, Access},
        has_orphan_log, log, schema,
    },
    scratch::{self, Scratch},
    surroundings::Surroundings,
};
use rusqlite::{Connection, OpenFlags, backup::StepResult};
use std::{
    fs::{self, File},
    io::{self, Seek, SeekFrom, Write},
    ops::ControlFlow,
    path::Path,
    sync::Arc,
    thread,
    time::Duration,
};
use tempfile::NamedTempFile;

/// Pages copied between two looks at whether to go on: a mebibyte.
const STEP: i32 = 256;

/// The pause while another program holds the file.
const PAUSE: Duration = Duration::from_millis(20);

/// After so many pauses in a row it has held it for too long: five seconds.
const PAUSES: u32 = 250;

/// How long after the newest backup the next daily one is due.
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Where in the header of an SQLite file it says that the file has a write-ahead log, twice; and what it says where it
/// has none.
const LOG_MARKS: u64 = 18;
const NO_LOG: [u8; 2] = [1, 1];

/// When a shell asks whether a backup is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// It has started, and its first screen is there.
    Start,
    /// Some time has passed.
    Daily,
}

/// Makes a backup: at `to`, which may be a folder, or in the folder of the library's backups.
///
/// # Errors
/// See [`BackupError`]. What was in the folder stays as it was, and nothing half-written is left.
pub fn make(
    library: &Library,
    reason: Reason,
    to: Option<&Path>,
    progress: OnProgress<'_>,
) -> Result<Backup, BackupError> {
    let now = library.now();
    let source = library.noticing(library.lone_reader())?;
    clear(library, to, now);
    let made = match to {
        Some(to) if to.is_dir() => place_named(&source, library.path(), to, now, reason, progress),
        Some(to) => place(&source, to, now, reason, progress),
        None => made(folder(library)).and_then(|folder| {
            let backup = place_named(&source, library.path(), &folder, now, reason, progress)?;
            // It holds what the automatic one that failed would have held, and lies where that would lie.
            library.backups.put(None);
            Ok(backup)
        }),
    };
    if made.as_ref().is_err_and(BackupError::is_about_damage) {
        library.notice_damage();
    }
    made
}

/// Takes away what backups and restores have left beside their places that were cut off.
fn clear(library: &Library, to: Option<&Path>, now: i64) {
    let set = Some(folder(library));
    let beside =
        |path: &Path| std::path::absolute(path).ok().and_then(|path| path.parent().map(Path::to_owned));
    let chosen = to.and_then(|to| if to.is_dir() { Some(to.to_owned()) } else { beside(to) });
    for folder in [set, beside(library.path()), chosen].into_iter().flatten() {
        scratch::clear(&folder, now);
    }
}

/// Makes a backup where one is due: where something was done since the newest one, which for [`Occasion::Daily`] is a
/// day old. Then takes away those that have had their time. A failure is also remembered for
/// [`Library::backup_failure`].
///
/// # Errors
/// See [`make`].
pub fn make_if_due(
    library: &Library,
    occasion: Occasion,
    progress: OnProgress<'_>,
) -> Result<Option<Backup>, Arc<BackupError>> {
    let reason = match occasion {
        Occasion::Start => Reason::Start,
        Occasion::Daily => Reason::Daily,
    };
    automatic(library, reason, library.now(), progress)
}

pub(super) fn automatic(
    library: &Library,
    reason: Reason,
    now: i64,
    progress: OnProgress<'_>,
) -> Result<Option<Backup>, Arc<BackupError>> {
    if library.read_only().is_some() {
        return Ok(None);
    }
    clear(library, None, now);
    let outcome = due(library, reason, now, progress).map_err(Arc::new);
    let failure = outcome.as_ref().err().filter(|error| !matches!(***error, BackupError::Cancelled));
    library.backups.put(failure.map(Arc::clone));
    outcome
}

fn due(
    library: &Library,
    reason: Reason,
    now: i64,
    progress: OnProgress<'_>,
) -> Result<Option<Backup>, BackupError> {
    let folder = folder(library);
    let unreadable = |source| BackupError::Unwritable { path: folder.clone(), source };
    // Those of another library say nothing about this one, nor does one of a clock that went ahead.
    let mut listed = list_in(&folder, library.path()).map_err(unreadable)?.into_iter();
    let newest = listed.find(|one| one.is_own && one.at <= now);
    let is_recent = newest.as_ref().is_some_and(|newest| now - newest.at < DAY);
    if reason == Reason::Daily && is_recent {
        return Ok(None);
    }
    let source = library.lone_reader()?;
    let state = fingerprint(&source).map_err(crate::Error::from)?;
    if state.is_untouched() || newest.is_some_and(|newest| fingerprint_of(&newest.path) == Some(state)) {
        return Ok(None);
    }
    let backup = place_named(&source, library.path(), &made(folder.clone())?, now, reason, progress)?;
    rotate_in(&folder, library.path(), now).map_err(unreadable)?;
    Ok(Some(backup))
}

/// Takes away the backups of this very library that have had their time.
fn rotate_in(folder: &Path, library: &Path, now: i64) -> io::Result<()> {
    let mut own = list_in(folder, library)?;
    own.retain(|backup| backup.is_own);
    for outdated in rotate::outdated(&own, now) {
        match fs::remove_file(&outdated.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// A backup of the library at `path` as it is before its schema is brought up to date.
pub(crate) fn before_migration(path: &Path, surroundings: &Surroundings) -> Result<(), BackupError> {
    let source = access::connect(path, Access::Shared).map_err(BackupError::storage(path))?;
    let folder = made(folder_of(path, surroundings))?;
    let (now, progress) = ((surroundings.now)(), &mut |_| ControlFlow::Continue(()));
    place_named(&source, path, &folder, now, Reason::Migration, progress).map(drop)
}

/// Makes a backup in a folder, under the name that its time and its reason give it.
fn place_named(
    source: &Connection,
    library: &Path,
    folder: &Path,
    now: i64,
    reason: Reason,
    progress: OnProgress<'_>,
) -> Result<Backup, BackupError> {
    // Two of one millisecond would have one name.
    let free = (now..).find(|at| !folder.join(name::compose(library, *at, reason)).exists()).unwrap_or(now);
    place(source, &folder.join(name::compose(library, free, reason)), free, reason, progress)
}

fn place(
    source: &Connection,
    target: &Path,
    at: i64,
    reason: Reason,
    progress: OnProgress<'_>,
) -> Result<Backup, BackupError> {
    // Before a repair the library may not pass any check; the copy is to be exactly as damaged.
    write(source, target, reason != Reason::Repair, progress)?;
    let bytes = fs::metadata(target).map_err(BackupError::io(target))?.len();
    Ok(Backup { path: target.to_owned(), at, reason, bytes, is_own: true })
}

/// Writes what `source` reads to a new file at `target`: to a temporary file in a folder beside it, which is checked,
/// synced and renamed.
///
/// # Errors
/// See [`BackupError`]. There is then no file at `target`, or the one that was there before.
pub(crate) fn write(
    source: &Connection,
    target: &Path,
    is_checked: bool,
    progress: OnProgress<'_>,
) -> Result<(), BackupError> {
    let target = &std::path::absolute(target).map_err(BackupError::io(target))?;
    let (folder, io, storage) =
        (target.parent().unwrap_or(target), BackupError::io(target), BackupError::storage(target));
    if target.symlink_metadata().is_ok() {
        return Err(BackupError::Exists { path: target.clone() });
    }
    // SQLite would take it for that of the copy.
    if has_orphan_log(target) {
        return Err(BackupError::Exists { path: log::path_of(target) });
    }
    let scratch = Scratch::make_in(folder).map_err(&io)?;
    // Readable by its owner alone, as everything that this makes.
    let mut file = NamedTempFile::new_in(scratch.path()).map_err(&io)?;
    // One state from beginning to end, however long it takes and whatever others write meanwhile.
    let snapshot = source.unchecked_transaction().map_err(&storage)?;
    let state = if is_checked { Some(fingerprint(&snapshot).map_err(&storage)?) } else { None };
    copy(&snapshot, file.path(), progress).map_err(|error| error.at(target))?;
    snapshot.finish().map_err(&storage)?;
    unmark(&mut file).map_err(&io)?;
    if let Some(state) = state {
        check(file.path(), Some(state)).map_err(|error| error.at(target))?;
    }
    file.as_file().sync_all().map_err(&io)?;
    file.persist_noclobber(target).map_err(|error| io(error.error))?;
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(&io)?;
    }
    Ok(())
}

impl BackupError {
    /// The same about the file that somebody asked for: nobody has heard of the temporary one.
    pub(super) fn at(self, target: &Path) -> Self {
        match self {
            Self::Unwritable { source, .. } => Self::Unwritable { path: target.to_owned(), source },
            Self::Storage { source, .. } => Self::Storage { path: target.to_owned(), source },
            Self::Unsound { detail, .. } => Self::Unsound { path: target.to_owned(), detail },
            other => other,
        }
    }
}

/// Copies page by page into a file that nobody else knows of.
fn copy(source: &Connection, file: &Path, progress: OnProgress<'_>) -> Result<(), BackupError> {
    let storage = BackupError::storage(file);
    let mut copy = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(&storage)?;
    // Until it is whole nobody reads it, and what is not whole is thrown away.
    copy.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(())).map_err(&storage)?;
    copy.pragma_update(None, "synchronous", "OFF").map_err(&storage)?;
    let backup = rusqlite::backup::Backup::new(source, &mut copy).map_err(&storage)?;
    run(&backup, STEP, progress).map_err(|error| error.map(&storage))
}

/// Why copying stopped.
pub(crate) enum Stopped {
    Failed(rusqlite::Error),
    Cancelled,
}

impl Stopped {
    pub(crate) fn map(self, storage: impl Fn(rusqlite::Error) -> BackupError) -> BackupError {
        match self {
            Self::Failed(error) => storage(error),
            Self::Cancelled => BackupError::Cancelled,
        }
    }
}

/// Copies to the end, or until `progress` says no.
pub(crate) fn run(
    backup: &rusqlite::backup::Backup<'_, '_>,
    step: i32,
    progress: OnProgress<'_>,
) -> Result<(), Stopped> {
    let mut pauses = 0;
    loop {
        let result = backup.step(step).map_err(Stopped::Failed)?;
        let (total, left) = (backup.progress().pagecount, backup.progress().remaining);
        let pages = |pages: i32| u64::try_from(pages).unwrap_or(0);
        let now = Progress { done: pages(total.saturating_sub(left)), total: pages(total) };
        if progress(now).is_break() {
            return Err(Stopped::Cancelled);
        }
        match result {
            StepResult::Done => return Ok(()),
            StepResult::More => pauses = 0,
            _ if pauses == PAUSES => {
                let busy = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
                return Err(Stopped::Failed(rusqlite::Error::SqliteFailure(busy, None)));
            }
            _ => {
                pauses += 1;
                thread::sleep(PAUSE);
            }
        }
    }
}

/// Says in the header that the file has no write-ahead log: it has none, and can be read where none can be put.
fn unmark(file: &mut NamedTempFile) -> io::Result<()> {
    let file = file.as_file_mut();
    file.seek(SeekFrom::Start(LOG_MARKS))?;
    file.write_all(&NO_LOG)
}

/// Opens a file and checks it: the database, its references, its schema, and that it is in this state.
pub(super) fn check(path: &Path, state: Option<Fingerprint>) -> Result<(), BackupError> {
    let unsound = |detail: String| BackupError::Unsound { path: path.to_owned(), detail };
    let refused = |error: rusqlite::Error| unsound(error.to_string());
    let connection = access::connect(path, Access::Immutable).map_err(refused)?;
    if let Some(problem) = doctor::file_problem(&connection).map_err(refused)? {
        return Err(unsound(problem.to_string()));
    }
    if state.is_some_and(|state| fingerprint(&connection).ok() != Some(state)) {
        return Err(unsound("it is not what was copied".to_owned()));
    }
    Ok(())
}

/// What an action cannot leave as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fingerprint {
    version: u32,
    /// The newest step ever, the newest one there is, and when it last changed.
    steps: [i64; 3],
    undone: i64,
}

impl Fingerprint {
    /// Whether nothing was ever done.
    fn is_untouched(self) -> bool {
        self.steps == [0; 3]
    }
}

pub(super) fn fingerprint(connection: &Connection) -> rusqlite::Result<Fingerprint> {
    let version = schema::version(connection)?;
    connection.query_row(
        "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'history'), 0), ifnull(max(id), 0),
                ifnull((SELECT modified_at FROM history ORDER BY id DESC LIMIT 1), 0),
                (SELECT count(*) FROM history WHERE is_undone = 1)
         FROM history",
        [],
        |row| {
            Ok(Fingerprint { version, steps: [row.get(0)?, row.get(1)?, row.get(2)?], undone: row.get(3)? })
        },
    )
}

fn fingerprint_of(path: &Path) -> Option<Fingerprint> {
    access::connect(path, Access::Immutable).and_then(|connection| fingerprint(&connection)).ok()
}

impl From<LibraryError> for BackupError {
    fn from(error: LibraryError) -> Self {
        Self::Refused(Box::new(error))
    }
}
