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
        for end in ["-wal", "-journal"] {
            move_if_there(&log::beside(&library, end), &log::beside(aside, end)).map_err(&io)?;
        }
        remove_if_there(&log::beside(&library, "-shm")).map_err(&io)?;
    }
    fs::rename(prepared.path(), &library).map_err(&io)?;
    if cfg!(unix)
        && let Some(folder) = library.parent()
    {
        fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(&io)?;
    }
    Ok(aside)
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
