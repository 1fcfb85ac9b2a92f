//! The doors of the library: acting, undoing, redoing, noticing others.

use super::{header, log, schema};
use crate::{
    ActionName, Error, Library, LibraryError, ReadOnly, Surroundings, annotations, documents, reading,
    settings,
    testing::{Desk, RED_LINE, TALK, YELLOW},
};
use rusqlite::Connection;
use std::{
    fs,
    path::{Path, PathBuf},
};
use vermilion_anchor::{CodePoint, Span};

#[test]
fn reading_leaves_nothing_beside_a_library_that_had_nothing_there() {
    let (desk, _) = Desk::with(TALK);
    let folder = desk.closed();
    let path = folder.path().join("library.vermilion");
    let names = || -> Vec<_> {
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().starts_with("library.vermilion")).collect()
    };
    let newer = ReadOnly::Newer { found: schema::supported() + 1, supported: schema::supported() };
    for version in [schema::supported(), schema::supported() + 1] {
        let connection = Connection::open(&path).unwrap();
        connection.pragma_update(None, "user_version", version).unwrap();
        drop(connection);
        let before = fs::read(&path).unwrap();
        for reason in [ReadOnly::Asked, newer] {
            let library =
                Library::open_read_only(&path, Surroundings::new(|| 0, uuid::Uuid::now_v7), reason).unwrap();
            assert_eq!(documents::summaries(&library).unwrap().len(), 1);
            drop(library);
            assert_eq!(names(), ["library.vermilion"], "version {version}");
            assert!(fs::read(&path).unwrap() == before, "version {version}");
        }
    }
}

#[test]
fn who_only_reads_does_not_fold_in_what_another_program_wrote_meanwhile() {
    let (desk, _) = Desk::with(TALK);
    let folder = desk.closed();
    let path = folder.path().join("library.vermilion");
    let library =
        Library::open_read_only(&path, Surroundings::new(|| 0, uuid::Uuid::now_v7), ReadOnly::Asked).unwrap();
    let other = Connection::open(&path).unwrap();
    other.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
    other.execute("INSERT INTO setting (name, value) VALUES ('by', 'another')", []).unwrap();
    drop(other);
    let (file, log) = (fs::read(&path).unwrap(), fs::read(log::path_of(&path)).unwrap());
    drop(library);
    assert!(fs::read(&path).unwrap() == file && fs::read(log::path_of(&path)).unwrap() == log);
}

#[test]
fn undo_and_redo_work_after_a_restart() {
    let (desk, document) = Desk::with(TALK);
    let annotation = desk.highlight(document, 5, 7);
    let full = desk.dump();
    let desk = desk.reopened();
    desk.library.undo().unwrap();
    let desk = desk.reopened();
    assert_eq!(desk.open(document).annotations, []);
    let change = desk.library.redo().unwrap().change.unwrap();
    assert!(change.annotations.contains(&annotation));
    assert_eq!(desk.dump(), full);
}

#[test]
fn a_new_action_after_an_undo_drops_what_was_undone() {
    let (desk, document) = Desk::with(TALK);
    desk.highlight(document, 5, 7);
    desk.library.undo().unwrap();
    desk.highlight(document, 9, 12);
    assert!(matches!(desk.library.redo(), Err(Error::NothingToRedo)));
    let actions: Vec<_> = desk.library.history(10).unwrap().into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions, [ActionName::AnnotationCreate, ActionName::DocumentImport]);
}

#[test]
fn an_empty_history_says_so() {
    let desk = Desk::new();
    assert!(matches!(desk.library.undo(), Err(Error::NothingToUndo)));
    assert!(matches!(desk.library.redo(), Err(Error::NothingToRedo)));
    assert!(matches!(desk.library.go_to(0), Err(Error::NoSuchHistoryEntry { entry: 0 })));
}

#[test]
fn an_action_that_changes_nothing_leaves_no_step() {
    let (desk, document) = Desk::with(TALK);
    let annotation = desk.highlight(document, 5, 7);
    let before = desk.library.history(10).unwrap();
    assert_eq!(annotations::set_style(&desk.library, annotation, YELLOW).unwrap().change, None);
    assert_eq!(annotations::resize(&desk.library, annotation, Span::new(5, 7)).unwrap().change, None);
    assert_eq!(desk.library.history(10).unwrap(), before);
}

#[test]
fn an_action_that_fails_or_panics_leaves_no_trace_and_the_library_works_on() {
    let (desk, document) = Desk::with(TALK);
    let annotation = desk.highlight(document, 5, 7);
    let (before, history) = (desk.dump(), desk.library.history(10).unwrap());
    let absent = crate::AnnotationId(uuid::Uuid::nil());
    assert!(matches!(
        annotations::delete(&desk.library, &[annotation, absent]),
        Err(Error::NoSuchAnnotation { .. })
    ));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        desk.library.act(ActionName::AnnotationDelete, |act| -> crate::Result<()> {
            act.connection.execute("DELETE FROM annotation", [])?;
            panic!("in the middle")
        })
    }));
    assert!(panicked.is_err());
    assert_eq!((desk.dump(), desk.library.history(10).unwrap()), (before, history));
    annotations::delete(&desk.library, &[annotation]).unwrap();
}

#[test]
fn the_history_names_what_was_done_and_what_comes_next() {
    let (desk, document) = Desk::with(TALK);
    desk.highlight(document, 3, 6);
    desk.wait(5);
    desk.library.undo().unwrap();
    let state = desk.library.history_state().unwrap();
    let (undo, redo) = (state.undo.unwrap(), state.redo.unwrap());
    assert_eq!(
        (undo.action, undo.subject.as_str(), undo.is_undone),
        (ActionName::DocumentImport, "風景", false)
    );
    assert_eq!((redo.action, redo.is_undone), (ActionName::AnnotationCreate, true));
    assert!(redo.subject.contains('導'), "{}", redo.subject);
}

#[test]
fn going_to_a_step_takes_all_steps_between_at_once() {
    let (desk, document) = Desk::with(TALK);
    let mut states = vec![desk.dump()];
    for start in [5, 9, 12] {
        desk.highlight(document, start, start + 2);
        states.push(desk.dump());
    }
    let ids: Vec<_> = desk.library.history(10).unwrap().iter().rev().map(|entry| entry.id).collect();
    for target in [1, 3, 0, 2, 2] {
        let gone = desk.library.go_to(ids[target]).unwrap();
        assert_eq!(gone.value.id, ids[target]);
        assert!(!gone.value.is_undone);
        assert_eq!(desk.dump(), states[target]);
    }
    let first = desk.library.go_to(0).unwrap();
    assert_eq!(desk.dump(), "");
    assert!(first.change.unwrap().removed_documents.contains(&document));
    assert!(desk.library.go_to(ids[3]).unwrap().change.unwrap().documents.contains(&document));
    assert_eq!(desk.dump(), states[3]);
    assert!(matches!(desk.library.go_to(999), Err(Error::NoSuchHistoryEntry { entry: 999 })));
}

#[test]
fn typing_in_a_note_is_one_step_until_it_pauses() {
    let (desk, document) = Desk::with(TALK);
    let annotation = desk.highlight(document, 5, 7);
    let type_in = |note: &str| annotations::set_note(&desk.library, annotation, note, "typing").unwrap();
    let steps = || desk.library.history(10).unwrap().len();
    type_in("一");
    desk.wait(9_000);
    let change = type_in("一二").change.unwrap();
    assert!(change.annotations.contains(&annotation));
    assert_eq!(steps(), 3);
    desk.wait(10_001);
    type_in("一二三");
    assert_eq!(steps(), 4);
    desk.library.undo().unwrap();
    assert_eq!(annotations::find(&desk.library, annotation).unwrap().note, "一二");
    desk.library.undo().unwrap();
    assert_eq!(annotations::find(&desk.library, annotation).unwrap().note, "");
    desk.library.redo().unwrap();
    assert_eq!(annotations::find(&desk.library, annotation).unwrap().note, "一二");
}

#[test]
fn steps_that_take_each_other_back_vanish() {
    let (desk, document) = Desk::with(TALK);
    let annotation = desk.highlight(document, 5, 7);
    let before = desk.dump();
    for pause in [0, 500] {
        desk.wait(pause);
        annotations::set_note(&desk.library, annotation, "一", "typing").unwrap();
        desk.wait(pause);
        let back = annotations::set_note(&desk.library, annotation, "", "typing").unwrap();
        assert!(back.change.unwrap().annotations.contains(&annotation));
        assert_eq!(desk.dump(), before, "the time of the last change too");
        assert_eq!(desk.library.history(10).unwrap().len(), 2);
    }
    desk.library.undo().unwrap();
    assert!(matches!(annotations::find(&desk.library, annotation), Err(Error::NoSuchAnnotation { .. })));
}

#[test]
fn typing_in_another_note_or_without_a_key_is_another_step() {
    let (desk, document) = Desk::with(TALK);
    let (one, other) = (desk.highlight(document, 5, 7), desk.highlight(document, 9, 12));
    for (annotation, key) in [(one, "typing"), (other, "typing"), (other, ""), (other, "")] {
        let note = format!("{} more", annotations::find(&desk.library, annotation).unwrap().note);
        annotations::set_note(&desk.library, annotation, &note, key).unwrap();
    }
    assert_eq!(desk.library.history(10).unwrap().len(), 3 + 4);
}

#[test]
fn what_something_else_changed_is_not_undone_over_it() {
    let (desk, document) = Desk::with(TALK);
    let annotation = desk.highlight(document, 5, 7);
    annotations::set_style(&desk.library, annotation, RED_LINE).unwrap();
    Connection::open(desk.path()).unwrap().execute("UPDATE annotation SET colour = 'blue'", []).unwrap();
    let (before, history) = (desk.dump(), desk.library.history(10).unwrap());
    assert!(matches!(desk.library.undo(), Err(Error::HistoryConflict { action: "annotation-style" })));
    assert!(matches!(desk.library.go_to(history[2].id), Err(Error::HistoryConflict { .. })));
    assert_eq!((desk.dump(), desk.library.history(10).unwrap()), (before, history));
}

#[test]
fn undoing_an_import_under_an_unrecorded_annotation_is_a_conflict() {
    let (desk, document) = Desk::with(TALK);
    desk.highlight(document, 5, 7);
    desk.library.undo().unwrap();
    Connection::open(desk.path())
        .unwrap()
        .execute(
            "INSERT INTO annotation
             SELECT 'x', document_id, id, 0, 1, '', '', '', 'fill', 'red', '', 0, 0, 'anchored', NULL, NULL, NULL
             FROM revision",
            [],
        )
        .unwrap();
    let count = || -> i64 {
        Connection::open(desk.path())
            .unwrap()
            .query_row("SELECT count(*) FROM block", [], |row| row.get(0))
            .unwrap()
    };
    let before = count();
    assert!(matches!(desk.library.undo(), Err(Error::HistoryConflict { action: "document-import" })));
    assert_eq!(count(), before);
}

#[test]
fn two_libraries_on_one_file_share_the_history_and_notice_each_other() {
    let (here, document) = Desk::with(TALK);
    let there = here.beside();
    assert_eq!(here.library.changed_outside().unwrap(), None);
    assert_eq!(there.library.changed_outside().unwrap(), None);
    let annotation = here.highlight(document, 5, 7);
    assert_eq!(here.library.changed_outside().unwrap(), None, "one's own changes are not outside");
    assert_eq!(there.library.changed_outside().unwrap(), Some(1));
    assert_eq!(there.library.changed_outside().unwrap(), None);
    let undone = there.library.undo().unwrap().change.unwrap();
    assert_eq!(undone.removed_annotations, [(annotation, document)]);
    assert_eq!(undone.sequence, 2, "what came from outside is counted with one's own");
    here.highlight(document, 9, 12);
    assert!(here.library.changed_outside().unwrap().is_some(), "an own change meanwhile does not hide it");
}

#[test]
fn a_change_tells_what_a_view_must_fetch() {
    let (desk, document) = Desk::with(TALK);
    let created = annotations::create(&desk.library, document, Span::new(5, 7), YELLOW, "").unwrap();
    let id = created.value.annotation.id;
    let change = created.change.unwrap();
    assert!(change.annotations.contains(&id) && change.documents.contains(&document));
    assert!(change.structure.is_empty() && change.removed_annotations.is_empty());
    let restyled = annotations::set_style(&desk.library, id, RED_LINE).unwrap().change.unwrap();
    assert!(restyled.annotations.contains(&id) && restyled.documents.contains(&document));
    assert_eq!(restyled.sequence, change.sequence + 1);
    let fields = documents::DocumentFields { title: Some("景".to_owned()), ..Default::default() };
    let renamed = documents::update(&desk.library, document, &fields).unwrap().change.unwrap();
    assert!(renamed.structure.contains(&document) && renamed.annotations.is_empty());
    let deleted = documents::delete(&desk.library, &[document]).unwrap().change.unwrap();
    assert!(deleted.removed_documents.contains(&document) && deleted.documents.is_empty());
    assert!(deleted.structure.is_empty() && deleted.removed_annotations.is_empty());
    let restored = desk.library.undo().unwrap().change.unwrap();
    assert!(restored.documents.contains(&document) && restored.structure.contains(&document));
    assert!(restored.annotations.is_empty() && restored.removed_documents.is_empty());
}

#[test]
fn the_history_is_bounded_and_the_newest_step_always_stays() {
    let (desk, document) = Desk::with(TALK);
    let annotation = desk.highlight(document, 5, 7);
    desk.library
        .remember(|connection, _| {
            connection.execute(
                "UPDATE history SET bytes_through = bytes_through + ?1 WHERE id = (SELECT max(id) FROM history)",
                [super::history::MAX_BYTES],
            )?;
            Ok(())
        })
        .unwrap();
    annotations::set_style(&desk.library, annotation, RED_LINE).unwrap();
    let actions: Vec<_> = desk.library.history(10).unwrap().into_iter().map(|entry| entry.action).collect();
    assert_eq!(
        actions,
        [ActionName::AnnotationStyle, ActionName::AnnotationCreate],
        "the import was too far back"
    );
    let last = desk.library.history(1).unwrap()[0].id;
    desk.library
        .remember(|connection, _| {
            connection.execute(
                "UPDATE history SET id = ?1 + id WHERE id = ?2",
                [super::history::MAX_ENTRIES, last],
            )?;
            connection.execute("UPDATE sqlite_sequence SET seq = ?1 + seq", [super::history::MAX_ENTRIES])?;
            Ok(())
        })
        .unwrap();
    annotations::set_style(&desk.library, annotation, YELLOW).unwrap();
    assert_eq!(desk.library.history(10).unwrap().len(), 2, "as many entries back as are kept, gaps counted");
}

#[test]
fn where_the_reader_was_is_kept_and_is_no_step() {
    let (desk, document) = Desk::with(TALK);
    reading::remember(&desk.library, document, CodePoint(7)).unwrap();
    desk.wait(1_000);
    reading::touch(&desk.library, document).unwrap();
    let summary = documents::summary(&desk.library, document).unwrap();
    assert_eq!(summary.position, CodePoint(7));
    assert_eq!(summary.read_at, Some(summary.created_at + 1_000));
    documents::delete(&desk.library, &[document]).unwrap();
    reading::remember(&desk.library, document, CodePoint(1)).unwrap();
    desk.library.undo().unwrap();
    assert_eq!(desk.open(document).position, CodePoint(7));
}

#[test]
fn a_setting_is_there_after_a_restart() {
    let desk = Desk::new();
    assert_eq!(settings::get(&desk.library, "theme").unwrap(), None);
    settings::set(&desk.library, "theme", &serde_json::json!({"a": [1, "暗"]})).unwrap();
    let desk = desk.reopened();
    assert_eq!(settings::get(&desk.library, "theme").unwrap(), Some(serde_json::json!({"a": [1, "暗"]})));
}

#[test]
fn a_closed_library_is_one_file() {
    let (desk, document) = Desk::with(TALK);
    desk.open(document);
    let path = desk.path();
    let folder = desk.closed();
    let files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, [path.file_name().unwrap()]);
}

#[test]
fn a_reader_sees_one_state_while_others_write() {
    let (desk, document) = Desk::with(TALK);
    desk.library
        .read(|snapshot| {
            let before = snapshot.summaries_of([document])?;
            desk.highlight(document, 5, 7);
            assert_eq!(snapshot.summaries_of([document])?, before);
            Ok(())
        })
        .unwrap();
    assert_eq!(documents::summary(&desk.library, document).unwrap().annotations, 1);
}

#[test]
fn the_number_of_annotations_read_back_is_right_after_another_program_has_written() {
    let (here, document) = Desk::with(TALK);
    let there = here.beside();
    let count = |desk: &Desk| {
        let summaries = desk.library.read_back(|snapshot| snapshot.summaries_of([document])).unwrap();
        (summaries[0].annotations, summaries[0].notes)
    };
    here.highlight(document, 5, 7);
    assert_eq!(count(&here), (1, 0));
    there.create(document, 9, 12, "note");
    assert_eq!((count(&here), count(&there)), ((2, 1), (2, 1)));
    // What was known here before the other wrote must not be what the next change is added to.
    there.highlight(document, 5, 6);
    here.highlight(document, 9, 11);
    assert_eq!((count(&here), count(&there)), ((4, 1), (4, 1)));
    there.library.undo().unwrap();
    there.library.undo().unwrap();
    there.library.undo().unwrap();
    assert_eq!((count(&here), count(&there)), ((1, 0), (1, 0)));
}

/// What is trimmed from the history gives its pages to what comes after.
#[test]
fn the_file_stops_growing_once_the_history_is_trimmed() {
    let desk = Desk::new();
    let line = "a".repeat(2 * 1024 * 1024);
    let bytes = || -> i64 {
        let pages = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
        desk.library.read(|snapshot| Ok(snapshot.connection.query_row(pages, [], |row| row.get(0))?)).unwrap()
    };
    let mut sizes = Vec::new();
    // Each round records the text twice, as it comes and as it goes; 32 of them are twice what is kept.
    for _ in 0..32 {
        let document = desk.import(&[&line]);
        documents::delete(&desk.library, &[document]).unwrap();
        sizes.push(bytes());
    }
    assert!(sizes[15] > super::history::MAX_BYTES / 2, "the history is kept: {sizes:?}");
    assert_eq!(sizes[20], sizes[31], "and the file no longer grows: {sizes:?}");
    assert!(sizes[31] < super::history::MAX_BYTES + 8 * 1024 * 1024, "{sizes:?}");
}

/// A library whose steps are all in its log, as a program leaves it that is killed.
fn left_open(folder: &Path) -> (PathBuf, usize) {
    let (desk, document) = Desk::with(TALK);
    let marked = 12;
    for number in 0..marked {
        desk.create(document, 5, 7, &format!("note {number}"));
    }
    let library = folder.join("library.vermilion");
    for end in ["", "-wal"] {
        fs::copy(log::beside(&desk.path(), end), log::beside(&library, end)).unwrap();
    }
    (library, marked)
}

fn opened(library: &Path) -> Result<Library, LibraryError> {
    Library::open(library, Surroundings::new(|| 0, uuid::Uuid::now_v7))
}

#[test]
fn a_log_that_is_damaged_is_not_left_out_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let (library, marked) = left_open(folder.path());
    let whole = fs::read(log::path_of(&library)).unwrap();
    let mut refused = 0;
    for at in (3..whole.len()).step_by(1021) {
        let copy = folder.path().join("copy.vermilion");
        fs::copy(&library, &copy).unwrap();
        let mut damaged = whole.clone();
        damaged[at] ^= 0x10;
        fs::write(log::path_of(&copy), &damaged).unwrap();
        match opened(&copy) {
            // The last step may have been under way when the power failed: then nobody had been told of it.
            Ok(library) => {
                let found = annotations::search(&library, &annotations::Filter::default()).unwrap().len();
                assert!(found + 1 >= marked, "{found} of {marked}, a bit at {at} of {}", whole.len());
            }
            Err(error) => {
                assert!(matches!(error, LibraryError::TornLog { .. }), "{error}");
                assert_eq!(fs::read(log::path_of(&copy)).unwrap(), damaged, "nothing was touched");
                refused += 1;
            }
        }
        for end in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(log::beside(&copy, end));
        }
    }
    assert!(refused > 10, "{refused}");
}

#[test]
fn a_library_that_turns_out_to_be_damaged_keeps_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let (library, _) = left_open(folder.path());
    drop(opened(&library).unwrap());
    assert!(!log::path_of(&library).exists(), "a sound one is one file again");

    let (desk, document) = Desk::with(TALK);
    let fold = "PRAGMA wal_checkpoint(TRUNCATE)";
    Connection::open(desk.path()).unwrap().query_row(fold, [], |_| Ok(())).unwrap();
    desk.highlight(document, 5, 7);
    for end in ["", "-wal"] {
        fs::copy(log::beside(&desk.path(), end), log::beside(&library, end)).unwrap();
    }
    // The page on which the texts begin.
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'revision'";
    let page: u32 = Connection::open(desk.path()).unwrap().query_row(root, [], |row| row.get(0)).unwrap();
    let page = usize::try_from(page).unwrap();
    let mut bytes = fs::read(&library).unwrap();
    bytes[(page - 1) * header::PAGE..page * header::PAGE].fill(0x5a);
    fs::write(&library, &bytes).unwrap();
    let log = fs::read(log::path_of(&library)).unwrap();
    let opened = opened(&library).unwrap();
    assert!(documents::open(&opened, document).is_err());
    drop(opened);
    assert!(fs::read(&library).unwrap() == bytes, "the file is as it was");
    assert_eq!(fs::read(log::path_of(&library)).unwrap(), log);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_open_here_stays_locked_whatever_is_asked_about_it() {
    let (desk, _) = Desk::with(TALK);
    let inode = std::os::unix::fs::MetadataExt::ino(&fs::metadata(desk.path()).unwrap());
    let locks = || {
        let all = fs::read_to_string("/proc/locks").unwrap();
        let own = std::process::id().to_string();
        let is_own = |line: &&str| line.contains(&format!(" {own} ")) && line.contains(&format!(":{inode} "));
        all.lines().filter(is_own).count()
    };
    let before = locks();
    assert!(before > 0);
    header::recognise(&desk.path()).unwrap();
    assert!(header::may_be_ours(&desk.path()));
    drop(desk.beside());
    crate::backups::compare(&desk.library, &desk.path()).unwrap();
    assert_eq!(locks(), before);
}
