//! Putting another file in the place of a library that does not open: a backup, or what was salvaged of it.
//!
//! The damaged file is moved aside, never deleted, and at no moment is there no file where the library was: without one
//! a new and empty library would be made there.

use super::{BackupError, OnProgress, alone::Alone, free_name, restore};
use crate::{
    library::{header, log},
    scratch,
};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Whether what is at `library` may be moved aside for another file: there is nothing, or what was once a library.
#[must_use]
pub fn may_be_replaced(library: &Path) -> bool {
    match fs::metadata(library) {
        Ok(metadata) => metadata.is_file() && header::may_be_ours(library),
        Err(_) => library.symlink_metadata().is_err(),
    }
}

/// Puts a checked copy of the library at `with` in the place of the one at `library`, and gives back where that one is
/// now; `None` where there was none.
///
/// # Errors
/// See [`BackupError`]; both files are then where they were. [`BackupError::Refused`] where another program has the
/// library open, and where the file at `library` has never been one.
pub fn replace_file(
    library: &Path,
    with: &Path,
    now: i64,
    progress: OnProgress<'_>,
) -> Result<Option<PathBuf>, BackupError> {
    // The file that a link leads to: its log lies beside it.
    let library = fs::canonicalize(library)
        .or_else(|_| std::path::absolute(library))
        .map_err(BackupError::io(library))?;
    let is_there = library.symlink_metadata().is_ok();
    let alone = if is_there { Some(Alone::with(&library)?) } else { None };
    if let Some(folder) = library.parent() {
        scratch::clear(folder, now);
    }
    let prepared = restore::prepare(with, &library, progress)?;
    let aside = is_there.then(|| free_name(&library, "damaged", now));
    // There a file that is open, by whomever, cannot be moved.
    let _alone = if cfg!(windows) { None } else { alone };
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

/// Moves what SQLite keeps beside a file to beside another, and removes the index, which it makes anew, and a log that
/// holds nothing.
fn move_logs(from: &Path, to: &Path) -> io::Result<()> {
    for end in ["-wal", "-journal"] {
        let log = log::beside(from, end);
        if fs::metadata(&log).is_ok_and(|metadata| metadata.len() == 0) {
            remove_if_there(&log)?;
        } else {
            move_if_there(&log, &log::beside(to, end))?;
        }
    }
    remove_if_there(&log::beside(from, "-shm"))
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
    use crate::{
        error::{LibraryError, StorageFault},
        testing::{Desk, TALK},
    };
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
        let aside = free_name(&library, "damaged", 7);

        let backup = desk.library.path().to_owned();
        replace_file(&library, &backup, 7, &mut |_| ControlFlow::Continue(())).unwrap_err();

        assert_eq!(fs::read_to_string(&library).unwrap(), "damaged");
        assert_eq!(fs::read_to_string(log::beside(&library, "-wal")).unwrap(), "its log");
        assert!(!aside.exists() && !log::beside(&aside, "-wal").exists());
    }
    fn library_with_log(desk: &Desk) -> PathBuf {
        let library = desk.path();
        assert!(fs::metadata(log::path_of(&library)).unwrap().len() > 0);
        library
    }

    #[test]
    fn a_library_that_somebody_has_open_is_not_replaced() {
        let (desk, _) = Desk::with(TALK);
        let (other, _) = Desk::with(TALK);
        let library = library_with_log(&desk);
        let before = (fs::read(&library).unwrap(), fs::read(log::path_of(&library)).unwrap());
        let replace = || replace_file(&library, other.library.path(), 7, &mut |_| ControlFlow::Continue(()));
        let refused = replace().unwrap_err();
        let BackupError::Refused(error) = &refused else { panic!("{refused:?}") };
        assert!(
            matches!(&**error, LibraryError::Storage { source, .. } if source.fault() == StorageFault::Busy)
        );
        assert_eq!((fs::read(&library).unwrap(), fs::read(log::path_of(&library)).unwrap()), before);
        desk.dump();
        let folder = desk.closed();
        let aside = replace().unwrap().unwrap();
        assert!(aside.starts_with(folder.path()), "once it is closed it is");
    }

    #[test]
    fn what_was_never_a_library_is_not_moved_aside() {
        let (desk, _) = Desk::with(TALK);
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("notes.txt");
        fs::write(&text, "not a library").unwrap();
        let refused = replace_file(&text, desk.library.path(), 7, &mut |_| ControlFlow::Continue(()));
        assert!(matches!(refused, Err(BackupError::Refused(_))));
        assert_eq!(fs::read_to_string(&text).unwrap(), "not a library");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn the_file_that_a_link_leads_to_is_replaced_and_the_link_stays() {
        let (desk, _) = Desk::with(TALK);
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (file, link) =
            (elsewhere.path().join("library.vermilion"), folder.path().join("library.vermilion"));
        fs::write(&file, "damaged").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let backup = desk.library.path().to_owned();
        let aside = replace_file(&link, &backup, 7, &mut |_| ControlFlow::Continue(())).unwrap().unwrap();
        assert_eq!(fs::read_to_string(aside).unwrap(), "damaged");
        assert!(link.is_symlink() && fs::read(&file).unwrap().starts_with(b"SQLite format 3"));
    }
}
