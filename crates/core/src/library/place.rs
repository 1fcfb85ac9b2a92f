//! Where the open file lies, and whether its path still leads to it.
//!
//! SQLite goes on writing to the file that it has opened, wherever that is by now, and to the log under its old name: what
//! is acknowledged then is nowhere to be found, or lies as a log beside a file that it does not belong to. So whoever
//! commits looks first, which costs one question to the system, and whoever closes does not leave that log behind. Elsewhere
//! than on Unix a file that is open is not moved.

use super::{
    here::{File, number},
    log, orphan,
};
use crate::backups;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Where a file lay when it was opened.
pub(super) struct Place {
    /// The path, over all links.
    real: PathBuf,
    /// `None` where it cannot be told which file it is.
    file: Option<File>,
    /// Its log.
    log: Option<File>,
}

/// Where the open file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whereabouts {
    /// Where it was, as far as can be told.
    Here,
    /// Somewhere else, or nowhere, with nothing in its place.
    Gone,
    /// Somewhere else, or nowhere, and another file is in its place.
    Replaced,
}

impl Place {
    /// That of the library at `path`, which has just been opened, with its log.
    pub(super) fn of(path: &Path) -> Self {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let [file, log] = [&real, &log::path_of(&real)].map(|path| file_at(path));
        Self { real, file, log }
    }

    /// Where the file is that was opened at `path`.
    pub(super) fn whereabouts(&self, path: &Path) -> Whereabouts {
        if self.file.is_none() {
            return Whereabouts::Here;
        }
        match fs::metadata(path) {
            Ok(metadata) if number(&metadata) == self.file => Whereabouts::Here,
            Ok(_) => Whereabouts::Replaced,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Whereabouts::Gone
            }
            Err(_) => Whereabouts::Here,
        }
    }

    /// A free name beside the place for what was opened there.
    pub(super) fn free_name(&self, word: &str, now: i64) -> PathBuf {
        backups::free_name(&self.real, word, now)
    }

    /// The log, for after the file was closed, which is there no more; whether what it holds was kept.
    pub(super) fn left(&self, whereabouts: Whereabouts, is_kept: bool, now: i64) -> Left {
        let aside = if is_kept { None } else { Some(log::path_of(&self.free_name(orphan::WORD, now))) };
        let index = log::beside(&self.real, "-shm");
        let is_index_free = whereabouts == Whereabouts::Gone;
        Left { log: log::path_of(&self.real), file: self.log, aside, index: is_index_free.then_some(index) }
    }
}

/// A log that is left behind where its file is no longer. When this is dropped, it goes, or is moved aside where it is
/// needed: SQLite would take it for that of whatever file lies there.
pub(super) struct Left {
    log: PathBuf,
    file: Option<File>,
    /// Where it goes; `None` where a copy has what it holds.
    aside: Option<PathBuf>,
    /// The index of the log, where nobody can be using it.
    index: Option<PathBuf>,
}

impl Drop for Left {
    fn drop(&mut self) {
        let Some(length) =
            fs::metadata(&self.log).ok().filter(|log| number(log) == self.file).map(|log| log.len())
        else {
            return;
        };
        // In a folder where nothing can be moved it stays, and is seen to when the next library is made there.
        let _ = match &self.aside {
            Some(aside) if length > 0 => fs::rename(&self.log, aside),
            _ => fs::remove_file(&self.log),
        };
        if let Some(index) = &self.index {
            let _ = fs::remove_file(index);
        }
    }
}

fn file_at(path: &Path) -> Option<File> {
    fs::metadata(path).ok().as_ref().and_then(number)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use crate::{
        Error, Library, Surroundings, settings,
        testing::{Desk, TALK, dump},
    };
    use serde_json::json;
    use std::collections::BTreeSet;

    fn open(path: &Path) -> Library {
        Library::open(path, Surroundings::new(|| 7, uuid::Uuid::now_v7)).unwrap()
    }

    /// The files in a folder that are the library's, but for its index.
    fn of_library(folder: &Path) -> BTreeSet<String> {
        let entries = fs::read_dir(folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("library") && !name.ends_with("-shm")).collect()
    }

    /// Asserts that nothing is written, by whatever way.
    fn assert_refused(desk: &Desk) {
        let refused = desk.library.undo().unwrap_err();
        assert!(matches!(&refused, Error::Moved { path } if *path == desk.path()), "{refused}");
        let refused = settings::set(&desk.library, "theme", &json!("dark")).unwrap_err();
        assert!(matches!(refused, Error::Moved { .. }), "{refused}");
        let create = || {
            let act = |act: &mut crate::Act<'_>| Ok(act.connection.execute("DELETE FROM annotation", [])?);
            desk.library.act(crate::ActionName::AnnotationDelete, act)
        };
        assert!(matches!(create(), Err(Error::Moved { .. })));
        assert!(
            crate::backups::make(&desk.library, crate::backups::Reason::Manual, None, &mut |_| {
                std::ops::ControlFlow::Continue(())
            })
            .is_err()
        );
    }

    #[test]
    fn what_was_moved_away_is_not_written_to_until_it_is_back_and_is_kept_whole() {
        let (desk, document) = Desk::with(TALK);
        desk.highlight(document, 5, 7);
        let (path, content) = (desk.path(), desk.dump());
        let elsewhere = tempfile::tempdir().unwrap();
        let there = elsewhere.path().join("there.vermilion");
        fs::rename(&path, &there).unwrap();
        assert_refused(&desk);
        fs::rename(&there, &path).unwrap();
        desk.library.undo().unwrap();
        desk.library.redo().unwrap();
        fs::rename(&path, &there).unwrap();
        let folder = desk.closed();
        let kept = "library-kept.20231114T221320000Z.vermilion";
        assert_eq!(of_library(folder.path()), BTreeSet::from([kept.to_owned()]));
        assert_eq!(dump(&open(&folder.path().join(kept))), content);
        drop(open(&there));
    }

    #[test]
    fn a_folder_that_was_deleted_is_not_written_to() {
        let (desk, document) = Desk::with(TALK);
        desk.highlight(document, 5, 7);
        fs::remove_dir_all(desk.path().parent().unwrap()).unwrap();
        assert_refused(&desk);
        let path = desk.path();
        drop(desk);
        assert!(!path.parent().unwrap().exists());
    }

    #[test]
    fn what_another_file_took_the_place_of_is_kept_and_the_other_file_stays_as_it_is() {
        let (desk, document) = Desk::with(TALK);
        desk.highlight(document, 5, 7);
        let (path, content) = (desk.path(), desk.dump());
        let (other, _) = Desk::with(&["= 別的", "Ada: 別的。"]);
        let (of_other, other) = (other.dump(), other.closed());
        let bytes = fs::read(other.path().join("library.vermilion")).unwrap();
        fs::rename(other.path().join("library.vermilion"), &path).unwrap();
        assert_refused(&desk);
        let folder = desk.closed();
        assert_eq!(fs::read(&path).unwrap(), bytes);
        let kept = "library-kept.20231114T221320000Z.vermilion";
        let names = BTreeSet::from(["library.vermilion", kept].map(str::to_owned));
        assert_eq!(of_library(folder.path()), names);
        assert_eq!(dump(&open(&path)), of_other);
        assert_eq!(dump(&open(&folder.path().join(kept))), content);
    }

    #[test]
    fn a_log_that_cannot_be_folded_in_does_not_stay_beside_another_file() {
        let (desk, document) = Desk::with(TALK);
        desk.highlight(document, 5, 7);
        let (path, content) = (desk.path(), desk.dump());
        desk.library.notice_damage();
        let there = path.with_file_name("there");
        fs::rename(&path, &there).unwrap();
        fs::write(&path, "another").unwrap();
        let folder = desk.closed();
        assert!(!log::path_of(&path).exists());
        let aside = folder.path().join("library-log.20231114T221320000Z.vermilion");
        fs::rename(there, &aside).unwrap();
        assert_eq!(dump(&open(&aside)), content);
    }

    #[test]
    fn a_log_that_came_since_is_somebody_elses() {
        let (desk, document) = Desk::with(TALK);
        desk.highlight(document, 5, 7);
        let (path, content) = (desk.path(), desk.dump());
        let there = path.with_file_name("there");
        for end in ["", "-wal"] {
            fs::rename(log::beside(&path, end), log::beside(&there, end)).unwrap();
            fs::write(log::beside(&path, end), "another").unwrap();
        }
        let _folder = desk.closed();
        for end in ["", "-wal"] {
            assert_eq!(fs::read_to_string(log::beside(&path, end)).unwrap(), "another");
        }
        assert_eq!(dump(&open(&there)), content);
    }
}
