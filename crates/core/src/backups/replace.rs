//! Putting another file in the place of a library that does not open: a backup, or what was salvaged of it.
//!
//! The damaged file is moved aside, never deleted, and at no moment is there no file where the library was: without one
//! a new and empty library would be made there.

use super::{BackupError, OnProgress, restore, written};
use crate::library::log;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Puts a checked copy of the library at `with` in the place of the one at `library`, and gives back where that one is
/// now; `None` where there was none. No other program may have it open: what it writes would go to the file that was
/// moved aside.
///
/// # Errors
/// See [`BackupError`]; both files are then where they were.
pub fn replace_file(
    library: &Path,
    with: &Path,
    now: i64,
    progress: OnProgress<'_>,
) -> Result<Option<PathBuf>, BackupError> {
    let library = std::path::absolute(library).map_err(BackupError::io(library))?;
    let prepared = restore::prepare(with, &library, progress)?;
    let aside = if library.symlink_metadata().is_ok() { Some(free_name(&library, now)) } else { None };
    let io = BackupError::io(&library);
    if let Some(aside) = &aside {
        // As a second name, so that the first is never without a file.
        fs::hard_link(&library, aside).or_else(|_| fs::copy(&library, aside).map(drop)).map_err(&io)?;
        // Its log goes with it: with the new file it would be another's. The index is made anew.
        let exchanged = move_logs(&library, aside).and_then(|()| fs::rename(prepared.path(), &library));
        if let Err(error) = exchanged {
            // Only where its log is back the second name is not needed to find it by.
            if move_logs(aside, &library).is_ok() {
                let _ = fs::remove_file(aside);
            }
            return Err(io(error));
        }
    } else {
        fs::rename(prepared.path(), &library).map_err(&io)?;
    }
    if cfg!(unix)
        && let Some(folder) = library.parent()
    {
        fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(&io)?;
    }
    Ok(aside)
}

/// Moves what SQLite keeps beside a file to beside another, and removes the index, which it makes anew.
fn move_logs(from: &Path, to: &Path) -> io::Result<()> {
    for end in ["-wal", "-journal"] {
        move_if_there(&log::beside(from, end), &log::beside(to, end))?;
    }
    remove_if_there(&log::beside(from, "-shm"))
}

/// A name beside the library at which there is nothing yet.
fn free_name(library: &Path, now: i64) -> PathBuf {
    let stem = library.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let named = |number: i64| library.with_file_name(format!("{stem}-damaged.{}.vermilion", written(number)));
    let free = (now..).find(|number| fs::symlink_metadata(named(*number)).is_err());
    named(free.unwrap_or(now))
}

fn move_if_there(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, TALK};
    use std::ops::ControlFlow;

    #[test]
    fn what_cannot_be_exchanged_stays_as_it_was() {
        let (desk, _) = Desk::with(TALK);
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library.vermilion");
        fs::write(&library, "damaged").unwrap();
        fs::write(log::beside(&library, "-wal"), "its log").unwrap();
        // A folder is not removed as a file is.
        fs::create_dir(log::beside(&library, "-shm")).unwrap();
        let aside = free_name(&library, 7);

        let backup = desk.library.path().to_owned();
        replace_file(&library, &backup, 7, &mut |_| ControlFlow::Continue(())).unwrap_err();

        assert_eq!(fs::read_to_string(&library).unwrap(), "damaged");
        assert_eq!(fs::read_to_string(log::beside(&library, "-wal")).unwrap(), "its log");
        assert!(!aside.exists() && !log::beside(&aside, "-wal").exists());
    }
}
