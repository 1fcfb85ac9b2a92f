//! A log without its file: somebody moved the library away, and what was written to it last lies where it was.
//!
//! SQLite takes such a log for refuse: it deletes it as soon as a new file is made there. It may be all that is left of the
//! last hours, and belongs to the file that is elsewhere. So it is moved aside whole before anything is made in its place,
//! under a name that SQLite knows: the file put beside it under the same name, without `-wal`, is the library as it was.

use super::log;
use crate::{backups, error::LibraryError};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// What stands in the name of such a log.
pub(super) const WORD: &str = "log";

/// Whether there is no library at this path, but the log of one with something in it.
#[must_use]
pub fn has_orphan_log(library: &Path) -> bool {
    is_orphan(&real(library))
}

/// Moves a log aside that lies here without its file, and gives back where it is. `now` is in milliseconds since
/// 1970-01-01 UTC.
///
/// # Errors
/// [`LibraryError::Protected`], [`LibraryError::Unreachable`]: it cannot be moved, and nothing may be made in its place.
pub(crate) fn set_aside(library: &Path, now: i64) -> Result<Option<PathBuf>, LibraryError> {
    let real = real(library);
    if !is_orphan(&real) {
        return Ok(None);
    }
    move_aside(&real, now).map_err(|source| match source.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            LibraryError::Protected { path: library.to_owned() }
        }
        _ => LibraryError::Unreachable { path: library.to_owned(), source },
    })
}

fn move_aside(library: &Path, now: i64) -> io::Result<Option<PathBuf>> {
    let folder = library.parent().filter(|_| cfg!(unix)).map(File::open).transpose()?;
    // Against another program that is at the same; a file system without locks has nobody to share it with.
    if let Some(folder) = &folder {
        let _ = folder.lock();
    }
    if !is_orphan(library) {
        return Ok(None);
    }
    let aside = log::path_of(&backups::free_name(library, WORD, now));
    fs::rename(log::path_of(library), &aside)?;
    if let Some(folder) = &folder {
        folder.sync_all()?;
    }
    Ok(Some(aside))
}

/// The log is looked at first: whoever makes a library has written its first page before there is one.
fn is_orphan(library: &Path) -> bool {
    let length = |path: &Path| fs::metadata(path).map(|metadata| metadata.len());
    let has_log = length(&log::path_of(library)).is_ok_and(|length| length > 0);
    has_log
        && match length(library) {
            Ok(length) => length == 0,
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        }
}

/// Where the file is or is to be: SQLite keeps its files beside the one that a link leads to, whether or not it is there.
fn real(library: &Path) -> PathBuf {
    let followed = || {
        let target = fs::read_link(library).ok()?;
        Some(library.parent()?.join(target))
    };
    let there = fs::canonicalize(library).ok().or_else(followed);
    there.unwrap_or_else(|| std::path::absolute(library).unwrap_or_else(|_| library.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Library, Surroundings,
        testing::{Desk, TALK, dump},
    };
    use tempfile::TempDir;

    const NAME: &str = "library.vermilion";

    /// A folder with the log of a library that a killed program left; that library and what it holds.
    fn left() -> (TempDir, PathBuf, String) {
        let folder = tempfile::tempdir().unwrap();
        let (desk, document) = Desk::with(TALK);
        desk.highlight(document, 5, 7);
        let content = desk.dump();
        let away = folder.path().join("away");
        fs::copy(desk.path(), &away).unwrap();
        fs::copy(log::path_of(&desk.path()), folder.path().join("library.vermilion-wal")).unwrap();
        (folder, away, content)
    }

    fn open(path: &Path) -> Library {
        Library::open(path, Surroundings::new(|| 1_700_000_000_000, uuid::Uuid::now_v7)).unwrap()
    }

    #[test]
    fn a_log_without_its_file_is_kept_and_fits_it_still() {
        for is_empty in [false, true] {
            let (folder, away, content) = left();
            let path = folder.path().join(NAME);
            if is_empty {
                fs::write(&path, "").unwrap();
            }
            assert!(has_orphan_log(&path));
            let library = open(&path);
            let aside = library.log_set_aside().unwrap().to_owned();
            assert_eq!(aside, folder.path().join("library-log.20231114T221320000Z.vermilion-wal"));
            assert!(!has_orphan_log(&path), "it has its file");
            assert_ne!(dump(&library), content);
            drop(library);
            assert_eq!(open(&path).log_set_aside(), None);
            let again = folder.path().join("library-log.20231114T221320000Z.vermilion");
            fs::rename(away, &again).unwrap();
            assert_eq!(dump(&open(&again)), content);
        }
    }

    #[test]
    fn a_second_one_of_the_same_moment_takes_no_name_that_is_taken() {
        let (folder, _, _) = left();
        let path = folder.path().join(NAME);
        drop(open(&path));
        fs::remove_file(&path).unwrap();
        fs::write(log::path_of(&path), "another").unwrap();
        let library = open(&path);
        let aside = library.log_set_aside().unwrap();
        assert_eq!(aside.file_name().unwrap(), "library-log.20231114T221320000Z-1.vermilion-wal");
        assert_eq!(fs::read_to_string(aside).unwrap(), "another");
    }

    #[cfg(unix)]
    #[test]
    fn it_lies_where_the_link_leads() {
        let (folder, _, _) = left();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(NAME, &link).unwrap();
        assert!(has_orphan_log(&link));
        let library = open(&link);
        assert!(library.log_set_aside().unwrap().exists());
    }

    #[test]
    fn no_backup_is_put_beside_it() {
        let (folder, _, _) = left();
        let (desk, _) = Desk::with(TALK);
        let path = folder.path().join(NAME);
        let go_on = &mut |_: backups::Progress| std::ops::ControlFlow::Continue(());
        let refused = backups::make(&desk.library, backups::Reason::Manual, Some(&path), go_on).unwrap_err();
        assert!(matches!(refused, backups::BackupError::Exists { path: log } if log == log::path_of(&path)));
        assert!(!path.exists());
    }

    #[test]
    fn nothing_and_an_empty_log_are_no_orphans() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        assert!(!has_orphan_log(&path));
        fs::write(log::path_of(&path), "").unwrap();
        assert!(!has_orphan_log(&path));
        assert_eq!(open(&path).log_set_aside(), None);
    }
}
