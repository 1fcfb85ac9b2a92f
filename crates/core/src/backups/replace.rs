//! Putting another file in the place of a library that does not open: a backup, or what was salvaged of it.
//!
//! The damaged file is moved aside, never deleted, and at no moment is there no file where the library was: without one
//! a new and empty library would be made there.

use super::{BackupError, OnProgress, alone::Alone, free_name, restore};
use crate::{
    exchange::{self, Exchange},
    library::{header, open, orphan},
    scratch,
};
use std::{
    fs,
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
/// now; `None` where there was none. A program that is killed meanwhile has done it or not done it: see [`exchange`].
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
    open::settle(&library)?;
    let is_there = library.symlink_metadata().is_ok();
    let alone = if is_there { Some(Alone::with(&library)?) } else { None };
    if let Some(folder) = library.parent() {
        scratch::clear(folder, now);
    }
    let prepared = restore::prepare(with, &library, progress)?;
    let aside = is_there.then(|| free_name(&library, exchange::ASIDE, now));
    // There a file that is open, by whomever, cannot be moved.
    let _alone = if cfg!(windows) { None } else { alone };
    let io = BackupError::io(&library);
    if let Some(aside) = &aside {
        let exchange = Exchange::begin(&library, aside, prepared.folder()).map_err(&io)?;
        if let Err(error) = exchange.set_aside().and_then(|()| exchange.put_in()) {
            // What cannot be taken back now is for whoever opens the library next.
            if exchange.take_back().is_err() {
                prepared.abandon();
            }
            return Err(io(error));
        }
    } else {
        orphan::set_aside(&library, now)?;
        fs::rename(prepared.path(), &library).map_err(&io)?;
        if cfg!(unix)
            && let Some(folder) = library.parent()
        {
            fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(&io)?;
        }
    }
    Ok(aside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Library, Surroundings,
        error::{LibraryError, StorageFault},
        library::log,
        testing::{Desk, TALK, dump},
    };
    use rusqlite::Connection;
    use std::{collections::BTreeSet, ops::ControlFlow};
    use tempfile::TempDir;

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

    /// A library as a program leaves it that was killed, with what was written last in its log; and what it holds.
    struct Left {
        folder: TempDir,
        content: String,
        /// What is to take its place.
        other: Desk,
    }

    impl Left {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let (desk, document) = Desk::with(TALK);
            let fold = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
            let busy =
                Connection::open(desk.path()).unwrap().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], fold);
            assert_eq!(busy.unwrap(), 0);
            desk.highlight(document, 5, 7);
            let from = library_with_log(&desk);
            for end in ["", "-wal"] {
                let to = log::beside(&folder.path().join("library.vermilion"), end);
                fs::copy(log::beside(&from, end), to).unwrap();
            }
            let content = desk.dump();
            let (other, _) = Desk::with(&["= 別的", "Ada: 別的。"]);
            Self { folder, content, other }
        }

        fn library(&self) -> PathBuf {
            self.folder.path().join("library.vermilion")
        }

        fn aside(&self) -> PathBuf {
            self.folder.path().join("library-damaged.20260101T000000000Z.vermilion")
        }

        /// Goes as far into an exchange as `stage` does, and is killed.
        fn killed(&self, stage: impl FnOnce(&Exchange)) {
            let go_on = &mut |_| ControlFlow::Continue(());
            let prepared = restore::prepare(&self.other.path(), &self.library(), go_on).unwrap();
            stage(&Exchange::begin(&self.library(), &self.aside(), prepared.folder()).unwrap());
            prepared.abandon();
        }

        fn opened(&self) -> Library {
            Library::open(&self.library(), Surroundings::new(|| 0, uuid::Uuid::now_v7)).unwrap()
        }

        fn names(&self) -> BTreeSet<String> {
            let entries = fs::read_dir(self.folder.path()).unwrap();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        }
    }

    #[test]
    fn a_kill_before_the_new_file_is_there_costs_nothing_that_was_written_to_the_old_one() {
        type Stage = fn(&Exchange, &Left);
        let stages: [(&str, Stage); 4] = [
            ("nothing was touched", |_, _| {}),
            ("it has its second name", |_, left| fs::hard_link(left.library(), left.aside()).unwrap()),
            ("its log is gone from beside it", |exchange, _| exchange.set_aside().unwrap()),
            ("it is a copy and no second name", |exchange, left| {
                exchange.set_aside().unwrap();
                fs::remove_file(left.aside()).unwrap();
                fs::copy(left.library(), left.aside()).unwrap();
            }),
        ];
        for (what, stage) in stages {
            let left = Left::new();
            left.killed(|exchange| stage(exchange, &left));
            let library = left.opened();
            assert_eq!(dump(&library), left.content, "{what}");
            drop(library);
            assert_eq!(left.names(), BTreeSet::from(["library.vermilion".to_owned()]), "{what}");
        }
    }

    #[test]
    fn what_only_reads_finds_what_was_written_last_too() {
        let left = Left::new();
        left.killed(|exchange| exchange.set_aside().unwrap());
        let asked = crate::ReadOnly::Asked;
        let surroundings = Surroundings::new(|| 0, uuid::Uuid::now_v7);
        let library = Library::open_read_only(&left.library(), surroundings, asked).unwrap();
        assert_eq!(dump(&library), left.content);
    }

    #[test]
    fn a_kill_after_the_new_file_is_there_leaves_the_old_one_beside_it_with_its_log() {
        let left = Left::new();
        left.killed(|exchange| {
            exchange.set_aside().unwrap();
            exchange.put_in().unwrap();
        });
        let library = left.opened();
        assert_eq!(dump(&library), left.other.dump());
        drop(library);
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let (aside, log) = (left.aside(), log::path_of(&left.aside()));
        let names = ["library.vermilion".to_owned(), name(&aside), name(&log)];
        assert_eq!(left.names(), BTreeSet::from(names));
        fs::rename(&log, log::path_of(&left.library())).unwrap();
        fs::rename(&aside, left.library()).unwrap();
        assert_eq!(dump(&left.opened()), left.content);
    }

    #[test]
    fn a_log_that_came_since_is_not_written_over() {
        let left = Left::new();
        left.killed(|exchange| exchange.set_aside().unwrap());
        let old = fs::read(log::path_of(&left.aside())).unwrap();
        // By a program that knows nothing of exchanges.
        fs::write(log::path_of(&left.library()), "another log").unwrap();
        scratch::settle(&left.library()).unwrap();
        assert_eq!(fs::read_to_string(log::path_of(&left.library())).unwrap(), "another log");
        assert_eq!(fs::read(log::path_of(&left.aside())).unwrap(), old);
        let library = fs::read(left.library()).unwrap();
        fs::write(left.aside(), "changed").unwrap();
        assert_eq!(fs::read(left.library()).unwrap(), library, "they are two files");
    }

    #[test]
    fn an_old_log_does_not_come_over_what_was_written_and_closed_since() {
        let left = Left::new();
        left.killed(|exchange| exchange.set_aside().unwrap());
        let connection = Connection::open(left.library()).unwrap();
        connection.execute("INSERT INTO setting (name, value) VALUES ('by', 'another')", []).unwrap();
        drop(connection);
        let library = left.opened();
        let by = |library: &Library| {
            let by = |connection: &Connection| connection.query_row(BY, [], |row| row.get::<_, String>(0));
            library.read(|snapshot| Ok(by(snapshot.connection)?)).unwrap()
        };
        const BY: &str = "SELECT value FROM setting WHERE name = 'by'";
        assert_eq!(by(&library), "another");
        let check =
            |connection: &Connection| connection.query_row("PRAGMA integrity_check", [], |row| row.get(0));
        let sound: String = library.read(|snapshot| Ok(check(snapshot.connection)?)).unwrap();
        assert_eq!(sound, "ok");
        drop(library);
        let log = log::path_of(&left.aside()).with_added_extension("superseded");
        let names = [left.library(), log].map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
        assert_eq!(left.names(), BTreeSet::from(names));
    }

    #[test]
    fn what_somebody_is_at_work_on_is_left_to_them() {
        let left = Left::new();
        let go_on = &mut |_| ControlFlow::Continue(());
        let prepared = restore::prepare(&left.other.path(), &left.library(), go_on).unwrap();
        let exchange = Exchange::begin(&left.library(), &left.aside(), prepared.folder()).unwrap();
        exchange.set_aside().unwrap();
        let open = || Library::open(&left.library(), Surroundings::new(|| 0, uuid::Uuid::now_v7));
        let refused = open().map(drop).unwrap_err();
        assert!(
            matches!(&refused, LibraryError::Storage { source, .. } if source.fault() == StorageFault::Busy)
        );
        assert!(left.aside().exists() && !log::path_of(&left.library()).exists());
        exchange.put_in().unwrap();
        drop(prepared);
        assert_eq!(dump(&left.opened()), left.other.dump());
    }

    #[test]
    fn a_library_is_not_opened_for_as_long_as_it_cannot_be_taken_back() {
        let left = Left::new();
        left.killed(|exchange| exchange.set_aside().unwrap());
        fs::write(log::path_of(&left.library()), "another log").unwrap();
        let is_scratch = |path: &PathBuf| path.join("exchange.json").exists();
        let entries = fs::read_dir(left.folder.path()).unwrap();
        let scratch = entries.map(|entry| entry.unwrap().path()).find(is_scratch).unwrap();
        // No file can be made there.
        fs::create_dir(scratch.join("copy")).unwrap();
        let open = || Library::open(&left.library(), Surroundings::new(|| 0, uuid::Uuid::now_v7));
        assert!(matches!(open().map(drop), Err(LibraryError::Unreachable { .. })));
        fs::remove_dir(scratch.join("copy")).unwrap();
        fs::remove_file(log::path_of(&left.library())).unwrap();
        assert_eq!(dump(&left.opened()), left.content);
    }

    #[test]
    fn a_note_that_this_program_would_not_have_written_moves_nothing() {
        let left = Left::new();
        let thesis = left.folder.path().join("thesis.txt");
        fs::copy(left.library(), &thesis).unwrap();
        for aside in ["thesis.txt", "../library-damaged.x", "library-damaged./../thesis.txt"] {
            let scratch = scratch::Scratch::make_in(left.folder.path()).unwrap().abandon();
            fs::write(scratch.join(exchange::INCOMING), "new").unwrap();
            let note = format!(r#"{{"library":"library.vermilion","aside":"{aside}","state":""}}"#);
            fs::write(scratch.join("exchange.json"), note).unwrap();
            scratch::clear(left.folder.path(), 0);
            assert!(thesis.exists() && !scratch.exists(), "{aside}");
        }
        assert_eq!(dump(&left.opened()), left.content);
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

    #[test]
    fn a_log_without_its_file_is_not_taken_for_that_of_the_backup() {
        let left = Left::new();
        let log = fs::read(log::path_of(&left.library())).unwrap();
        fs::remove_file(left.library()).unwrap();
        let go_on = &mut |_: super::super::Progress| ControlFlow::Continue(());
        assert_eq!(replace_file(&left.library(), &left.other.path(), 7, go_on).unwrap(), None);
        assert_eq!(dump(&left.opened()), left.other.dump());
        let is_log = |name: &&String| name.starts_with("library-log.");
        let kept =
            left.names().iter().find(is_log).map(|name| fs::read(left.folder.path().join(name)).unwrap());
        assert_eq!(kept, Some(log));
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
