//! Folders for what is being made, beside the place where it is to be: a copy that is not checked yet, a library that is
//! being salvaged. Each is its owner's alone and goes with whoever made it.
//!
//! A program that is killed leaves its folder, with an interview in it. So each holds a file that is locked for as long as
//! its maker lives, and [`clear`] takes away those whose lock the system has let go; what its maker had begun to put in the
//! place of a library is taken back before ([`exchange`]).

use crate::exchange;
use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant, UNIX_EPOCH},
};
use tempfile::TempDir;

/// How the name begins, and how many characters made by chance follow.
const BEGINNING: &str = ".vermilion-";
const CHANCE: usize = 6;

/// The ending of files that are written beside their place, which have no lock.
const PARTIAL: &str = ".partial";

/// How old such a file is, in milliseconds, when nobody can still be writing it: a day.
const LONG: i64 = 24 * 60 * 60 * 1000;

/// The file that is locked.
const LOCK: &str = "lock";

/// How long to wait for somebody who is at work on the same library, and the pause between two looks. What they do
/// meanwhile is a handful of renames.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(5);

/// How often to begin again where another program's [`clear`] has come between making the folder and locking it.
const ATTEMPTS: u32 = 8;

/// A folder for what is being made.
pub(crate) struct Scratch {
    // Before the folder, and therefore closed before it: elsewhere than on Unix an open file is in the way.
    _lock: File,
    folder: TempDir,
    is_abandoned: bool,
}

/// The lock goes last: who is killed meanwhile leaves a folder that is known.
impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.is_abandoned {
            empty(self.folder.path());
        }
    }
}

impl Scratch {
    /// Makes one in a folder.
    pub(crate) fn make_in(folder: &Path) -> io::Result<Self> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            match Self::attempt(folder) {
                Err(error)
                    if error.kind() == io::ErrorKind::NotFound && attempt < ATTEMPTS && folder.is_dir() => {}
                outcome => return outcome,
            }
        }
    }

    fn attempt(beside: &Path) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(BEGINNING).rand_bytes(CHANCE);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.tempdir_in(beside)?;
        let path = folder.path().join(LOCK);
        let lock = File::create_new(&path)?;
        // A file system without locks has nobody who could take it for left behind.
        let _ = lock.lock();
        // Whoever had the lock for a moment has taken the folder away.
        fs::metadata(&path)?;
        Ok(Self { _lock: lock, folder, is_abandoned: false })
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Leaves the folder as a program does that is killed: there is something in it that the next one has to see to.
    pub(crate) fn abandon(mut self) -> PathBuf {
        self.is_abandoned = true;
        self.folder.disable_cleanup(true);
        self.folder.path().to_owned()
    }
}

/// Takes away what programs that were killed have left in a folder. What cannot be looked at or taken away stays.
/// `now` is in milliseconds since 1970-01-01 UTC.
pub fn clear(folder: &Path, now: i64) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (name, path) = (entry.file_name(), entry.path());
        let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(BEGINNING)) else { continue };
        let Ok(kind) = entry.file_type() else { continue };
        // A link is never followed.
        if kind.is_dir() && is_chance(rest) {
            clear_abandoned(&path);
        } else if kind.is_file() && rest.strip_suffix(PARTIAL).is_some_and(is_chance) && is_old(&path, now) {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Takes back what a program that was killed had begun to put in the place of a library. Before anybody looks at the
/// library: what was written to it last may lie elsewhere.
///
/// # Errors
/// When it cannot be taken back; [`io::ErrorKind::WouldBlock`] where somebody is still at it.
pub(crate) fn settle(library: &Path) -> io::Result<()> {
    // The file that a link leads to. Where there is none nothing was begun.
    let Ok(library) = fs::canonicalize(library) else { return Ok(()) };
    let Some(folder) = library.parent() else { return Ok(()) };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (name, path) = (entry.file_name(), entry.path());
        let rest = name.to_str().and_then(|name| name.strip_prefix(BEGINNING));
        let is_scratch = rest.is_some_and(is_chance) && entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_scratch && exchange::is_about(&path, &library) {
            take_back(&path)?;
        }
    }
    Ok(())
}

/// Waits for whoever is at it, who may be taking it back as well or bringing it to its end.
fn take_back(path: &Path) -> io::Result<()> {
    let lock = match open_lock(path) {
        // Somebody has done it.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        lock => lock?,
    };
    let deadline = Instant::now() + PATIENCE;
    loop {
        match lock.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    exchange::take_back(path)?;
    remove(path, lock);
    Ok(())
}

fn clear_abandoned(path: &Path) {
    let Ok(lock) = open_lock(path) else {
        // Its maker was killed before there was anything in it, or after there was. Who is making it at this moment begins
        // anew. One that holds something is not ours.
        let _ = fs::remove_dir(path);
        return;
    };
    // What cannot be taken back now is for whoever opens the library.
    if lock.try_lock().is_ok() && exchange::take_back(path).is_ok() {
        remove(path, lock);
    }
}

fn open_lock(folder: &Path) -> io::Result<File> {
    File::options().read(true).write(true).open(folder.join(LOCK))
}

/// Takes away a folder that was left behind. What cannot be taken away stays.
fn remove(folder: &Path, lock: File) {
    empty(folder);
    // Kept while the folder goes, so that nobody locks it in between; elsewhere it would be in the way.
    let _lock = if cfg!(unix) {
        Some(lock)
    } else {
        drop(lock);
        None
    };
    let _ = fs::remove_dir_all(folder);
}

/// Takes everything out of a folder but the lock. What cannot be taken out goes with the folder, or stays.
fn empty(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name() != LOCK {
            let path = entry.path();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let _ = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
    }
}

fn is_chance(name: &str) -> bool {
    name.len() == CHANCE && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_old(path: &Path, now: i64) -> bool {
    let modified = fs::symlink_metadata(path).and_then(|metadata| metadata.modified());
    let since = modified.ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or(Duration::MAX);
    i64::try_from(since.as_millis()).is_ok_and(|at| now.saturating_sub(at) > LONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    fn is_there(scratch: &Scratch) -> bool {
        scratch.path().join("copy").is_file()
    }

    #[test]
    fn what_a_killed_program_left_goes_and_what_is_being_made_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (mine, left) =
            (Scratch::make_in(folder.path()).unwrap(), Scratch::make_in(folder.path()).unwrap());
        fs::write(mine.path().join("copy"), "an interview").unwrap();
        fs::create_dir(left.path().join("deeper")).unwrap();
        fs::write(left.path().join("deeper/copy"), "an interview").unwrap();
        clear(folder.path(), i64::MAX);
        assert_eq!(names(folder.path()).len(), 2, "both are being made");
        let left = left.abandon();
        clear(folder.path(), 0);
        assert!(!left.exists() && is_there(&mine));
        drop(mine);
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn a_folder_that_was_not_locked_yet_or_holds_nothing_any_more_goes_too() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".vermilion-Ab3dEf")).unwrap();
        clear(folder.path(), 0);
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn the_lock_is_the_last_that_goes() {
        let folder = tempfile::tempdir().unwrap();
        let left = Scratch::make_in(folder.path()).unwrap().abandon();
        fs::create_dir(left.join("deeper")).unwrap();
        for copy in ["copy", "deeper/copy"] {
            fs::write(left.join(copy), "an interview").unwrap();
        }
        empty(&left);
        assert_eq!(names(&left), [LOCK]);
        clear(folder.path(), 0);
        assert!(!left.exists());
    }

    #[test]
    fn only_what_is_ours_goes() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in [".vermilion-notes", ".vermilion-abcdef", ".vermilion-a.cdef"] {
            fs::create_dir(path(name)).unwrap();
            fs::write(path(name).join("notes.txt"), "mine").unwrap();
        }
        for name in [".vermilion-abcdef.txt", ".vermilion-.partial", "vermilion-abcdef.partial"] {
            fs::write(path(name), "").unwrap();
        }
        fs::write(path(".vermilion-Ab3dEf.partial"), "half a copy").unwrap();
        clear(folder.path(), 0);
        assert_eq!(names(folder.path()).len(), 7, "somebody may still be writing it");
        clear(folder.path(), i64::MAX);
        assert_eq!(names(folder.path()).len(), 6);
        assert!(!path(".vermilion-Ab3dEf.partial").exists());
    }

    #[cfg(unix)]
    #[test]
    fn it_is_its_owners_alone_and_no_link_is_followed() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let scratch = Scratch::make_in(folder.path()).unwrap();
        assert_eq!(fs::metadata(scratch.path()).unwrap().permissions().mode() & 0o777, 0o700);
        let left = Scratch::make_in(elsewhere.path()).unwrap().abandon();
        std::os::unix::fs::symlink(&left, folder.path().join(".vermilion-abcdef")).unwrap();
        clear(folder.path(), i64::MAX);
        assert!(left.join(LOCK).is_file());
    }
}
