use super::*;
use crate::{
    annotations, documents, memos, tags,
    testing::{Desk, TALK, YELLOW},
};
use rusqlite::Connection;
use vermilion_anchor::Span;

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn back_up(desk: &Desk) -> Backup {
    make(&desk.library, Reason::Manual, None, &mut go_on).unwrap()
}

fn due(desk: &Desk, occasion: Occasion) -> Option<Reason> {
    make_if_due(&desk.library, occasion, &mut go_on).unwrap().map(|backup| backup.reason)
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

const DAY: i64 = 24 * 60 * 60 * 1000;

#[test]
fn a_backup_is_a_library_of_one_file_for_its_owner_alone() {
    let (desk, document) = Desk::with(TALK);
    desk.highlight(document, 5, 7);
    let backup = back_up(&desk);
    assert_eq!(backup.path.parent().unwrap(), default_folder(&desk.path()));
    assert_eq!(names_in(backup.path.parent().unwrap()).len(), 1);
    assert_eq!(list(&desk.library).unwrap(), std::slice::from_ref(&backup));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&backup.path), mode(backup.path.parent().unwrap())), (0o600, 0o700));
    }
    let surroundings = crate::Surroundings::new(|| 0, uuid::Uuid::nil);
    let copy = Library::open_read_only(&backup.path, surroundings, crate::ReadOnly::Asked).unwrap();
    assert_eq!(annotations::list(&copy, document).unwrap().len(), 1);
    assert_eq!(names_in(backup.path.parent().unwrap()).len(), 1, "reading puts nothing beside it");
    assert!(crate::doctor::examine(&copy).unwrap().is_sound());
}

#[test]
fn one_is_made_where_something_was_done_and_daily_after_a_day() {
    let desk = Desk::new();
    assert_eq!(due(&desk, Occasion::Start), None, "there is nothing in it");
    let document = desk.import(TALK);
    assert_eq!(due(&desk, Occasion::Start), Some(Reason::Start));
    desk.wait(1_000);
    assert_eq!(due(&desk, Occasion::Start), None);
    crate::reading::touch(&desk.library, document).unwrap();
    assert_eq!(due(&desk, Occasion::Start), None, "reading is nothing done");
    desk.highlight(document, 5, 7);
    assert_eq!(due(&desk, Occasion::Daily), None, "it is too early");
    desk.wait(DAY);
    assert_eq!(due(&desk, Occasion::Daily), Some(Reason::Daily));
    desk.library.undo().unwrap();
    desk.wait(1_000);
    assert_eq!(due(&desk, Occasion::Start), Some(Reason::Start), "undoing is something done");
    let desk = desk.reopened();
    assert_eq!(due(&desk, Occasion::Start), None);
}

#[test]
fn automatic_ones_go_by_age_and_others_of_the_folder_stay() {
    let (desk, document) = Desk::with(TALK);
    let stranger = default_folder(&desk.path()).join("library-00000000.20200101T000000000Z.start.vermilion");
    fs::create_dir(stranger.parent().unwrap()).unwrap();
    fs::write(&stranger, "another library's").unwrap();
    let asked = back_up(&desk);
    for at in 0..40 {
        desk.create(document, 5, 7, &format!("{at}"));
        desk.wait(60_000);
        assert_eq!(due(&desk, Occasion::Start), Some(Reason::Start));
    }
    assert_eq!(list(&desk.library).unwrap().len(), 24 + 2);
    assert!(stranger.exists() && asked.path.exists());
}

#[test]
fn an_action_on_many_rows_is_backed_up_before_and_a_small_one_is_not() {
    let (desk, document) = Desk::with(TALK);
    let many = desk.highlight_often(document, BULK_ROWS + 1);
    assert_eq!(list(&desk.library).unwrap(), []);
    annotations::delete(&desk.library, &many[..1]).unwrap();
    annotations::delete(&desk.library, &many[1..]).unwrap();
    assert_eq!(list(&desk.library).unwrap(), [], "exactly as many as are allowed");
    desk.library.undo().unwrap();
    desk.library.undo().unwrap();
    annotations::delete(&desk.library, &many).unwrap();
    let backups = list(&desk.library).unwrap();
    assert_eq!(backups.iter().map(|backup| backup.reason).collect::<Vec<_>>(), [Reason::Bulk]);
    let difference = compare(&desk.library, &backups[0].path).unwrap().documents.remove(0);
    assert_eq!(difference.annotations, Difference { added: 1_001, removed: 0, changed: 0 });
}

#[test]
fn what_would_be_different_is_told_and_then_it_is() {
    let (desk, first) = Desk::with(TALK);
    let second = desk.import(TALK);
    let third = desk.import(TALK);
    let (kept, gone) = (desk.create(first, 5, 7, "一").annotation.id, desk.highlight(first, 9, 12));
    crate::settings::set(&desk.library, "theme", &serde_json::json!("light")).unwrap();
    let tag = tags::give(&desk.library, &[kept], &["夜".to_owned()]).unwrap().value[0];
    let memo = memos::create(&desk.library, memos::Target::Document(third), "記", "").unwrap().value;
    let backup = back_up(&desk);
    let before = desk.dump();
    let counts = Counts { documents: 3, annotations: 2, notes: 1, tags: 1, memos: 1 };
    assert_eq!(count(&backup.path).unwrap(), counts);
    let all = compare_with_nothing(&desk.path(), &backup.path).unwrap().documents;
    assert!(all.iter().all(|one| one.state == DocumentState::OnlyThere) && all.len() == 3);
    assert_eq!(all.iter().map(|one| one.annotations.added).sum::<u32>(), 2);
    let same = Comparison { same: 3, documents: Vec::new(), codebook: false };
    assert_eq!(compare(&desk.library, &backup.path).unwrap(), same);
    tags::take(&desk.library, &[kept], &[tag]).unwrap();
    memos::write(&desk.library, memo, "記得", "").unwrap();
    let comparison = compare(&desk.library, &backup.path).unwrap();
    assert_eq!((comparison.same, comparison.codebook), (1, false));
    assert_eq!(comparison.documents[0].annotations, Difference { added: 0, removed: 0, changed: 1 });
    desk.library.undo().unwrap();
    desk.library.undo().unwrap();
    tags::rename(&desk.library, tag, "夢").unwrap();
    assert!(compare(&desk.library, &backup.path).unwrap().codebook);
    desk.library.undo().unwrap();

    annotations::set_note(&desk.library, kept, "二", "").unwrap();
    annotations::delete(&desk.library, &[gone]).unwrap();
    annotations::create(&desk.library, first, Span::new(13, 15), YELLOW, "三").unwrap();
    documents::delete(&desk.library, &[second]).unwrap();
    let fourth = desk.import(TALK);
    crate::settings::set(&desk.library, "theme", &serde_json::json!("dark")).unwrap();
    let comparison = compare(&desk.library, &backup.path).unwrap();
    assert_eq!(comparison.same, 1, "{third}");
    let told: Vec<_> = comparison.documents.iter().map(|one| (one.id, one.state, one.text)).collect();
    assert_eq!(
        told,
        [
            (first, DocumentState::Changed, false),
            (second, DocumentState::OnlyThere, true),
            (fourth, DocumentState::OnlyHere, true)
        ]
    );
    assert_eq!(comparison.documents[0].annotations, Difference { added: 1, removed: 1, changed: 1 });
    assert_eq!(comparison.documents[0].notes, Difference { added: 0, removed: 1, changed: 1 });

    let beside = desk.beside();
    assert_eq!(beside.library.changed_outside().unwrap(), None);
    let changed = desk.dump();
    let restored = restore(&desk.library, &backup.path, &mut go_on).unwrap();
    assert_eq!(desk.dump(), before);
    assert_eq!(beside.dump(), before, "another program sees it");
    assert!(beside.library.changed_outside().unwrap().is_some());
    let theme = crate::settings::get(&desk.library, "theme").unwrap();
    assert_eq!(theme, Some(serde_json::json!("dark")), "what the user set is no content");
    assert!(crate::doctor::examine(&desk.library).unwrap().is_sound());
    desk.highlight(first, 13, 15);

    restore(&desk.library, &restored.safety.path, &mut go_on).unwrap();
    assert_eq!(desk.dump(), changed, "and the safety copy brings everything back");
    assert_eq!(hidden_in(desk.path().parent().unwrap()), 0);
}

#[test]
fn what_a_killed_program_left_is_gone_with_the_next_backup_and_with_the_next_start() {
    let (desk, _) = Desk::with(TALK);
    let (library, backups) = (desk.path().parent().unwrap().to_owned(), default_folder(&desk.path()));
    back_up(&desk);
    let leave = || {
        for folder in [&library, &backups] {
            let left = crate::scratch::Scratch::make_in(folder).unwrap().abandon();
            fs::copy(desk.path(), left.join("library.vermilion")).unwrap();
        }
    };
    let left = || [&library, &backups].map(|folder| hidden_in(folder));
    leave();
    assert_eq!(left(), [1, 1]);
    back_up(&desk);
    assert_eq!(left(), [0, 0]);
    leave();
    // Nothing was done since: there is nothing to back up, and it is cleared all the same.
    assert_eq!(make_if_due(&desk.library, Occasion::Start, &mut go_on).unwrap(), None);
    assert_eq!(left(), [0, 0]);
}

fn hidden_in(folder: &Path) -> usize {
    names_in(folder).iter().filter(|name| name.starts_with('.')).count()
}

#[test]
fn a_backup_that_was_called_off_or_failed_leaves_nothing() {
    let (desk, _) = Desk::with(TALK);
    let stop = |_: Progress| ControlFlow::Break(());
    assert!(matches!(make(&desk.library, Reason::Manual, None, &mut { stop }), Err(BackupError::Cancelled)));
    assert_eq!(names_in(&default_folder(&desk.path())), [""; 0]);
    assert_eq!(
        make_if_due(&desk.library, Occasion::Start, &mut { stop }).unwrap_err().to_string(),
        "it was called off"
    );
    assert!(desk.library.backup_failure().is_none(), "calling off is no failure");

    let file = desk.path().with_file_name("file");
    fs::write(&file, "no folder").unwrap();
    choose_folder(&desk.library, Some(&file)).unwrap();
    assert!(make_if_due(&desk.library, Occasion::Start, &mut go_on).is_err());
    assert!(desk.library.backup_failure().is_some());
    assert_eq!(desk.library.backup_failures(), 1);
    assert_eq!(fs::read_to_string(&file).unwrap(), "no folder");
    // A copy elsewhere is no backup in its place; one that is asked for is.
    let elsewhere = desk.path().with_file_name("copy.vermilion");
    make(&desk.library, Reason::Manual, Some(&elsewhere), &mut go_on).unwrap();
    assert!(desk.library.backup_failure().is_some());
    assert!(make(&desk.library, Reason::Manual, None, &mut go_on).is_err());
    assert!(desk.library.backup_failure().is_some());
    choose_folder(&desk.library, None).unwrap();
    make(&desk.library, Reason::Manual, None, &mut go_on).unwrap();
    assert!(desk.library.backup_failure().is_none());

    desk.import(TALK);
    choose_folder(&desk.library, Some(&file)).unwrap();
    assert!(make_if_due(&desk.library, Occasion::Start, &mut go_on).is_err());
    assert!(desk.library.backup_failure().is_some());
    choose_folder(&desk.library, None).unwrap();
    assert!(make_if_due(&desk.library, Occasion::Start, &mut go_on).unwrap().is_some());
    assert!(desk.library.backup_failure().is_none());
}

#[test]
fn a_library_that_fails_its_check_makes_no_backup_that_looks_good() {
    let (desk, _) = Desk::with(TALK);
    Connection::open(desk.path())
        .unwrap()
        .execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM speaker")
        .unwrap();
    assert!(matches!(
        make(&desk.library, Reason::Manual, None, &mut go_on),
        Err(BackupError::Unsound { .. })
    ));
    assert_eq!(names_in(&default_folder(&desk.path())), [""; 0]);
}

#[test]
fn what_is_no_sound_library_is_not_brought_back() {
    let (desk, _) = Desk::with(TALK);
    let before = desk.dump();
    let folder = desk.path().parent().unwrap().to_owned();
    let text = folder.join("notes.txt");
    fs::write(&text, "not a database").unwrap();
    let refusal = |path: &Path| {
        assert!(compare(&desk.library, path).is_err() && count(path).is_err(), "{} was read", path.display());
        restore(&desk.library, path, &mut go_on).unwrap_err()
    };
    assert!(matches!(refusal(&folder.join("absent")), BackupError::Missing { .. }));
    assert!(matches!(refusal(&text), BackupError::Refused(_)));
    let backup = back_up(&desk);
    let copy = |name: &str, sql: &str| {
        let path = folder.join(name);
        fs::copy(&backup.path, &path).unwrap();
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        path
    };
    let newer = copy("newer", "PRAGMA user_version = 99");
    assert!(matches!(refusal(&newer), BackupError::Refused(_)));
    let spy = copy("spy", "CREATE TRIGGER spy AFTER INSERT ON annotation BEGIN DELETE FROM document; END");
    assert!(matches!(refusal(&spy), BackupError::Unsound { .. }));
    let endless = copy(
        "endless",
        "ALTER TABLE document RENAME TO was; CREATE VIEW document AS
         WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, id AS title FROM n",
    );
    assert!(matches!(refusal(&endless), BackupError::Unsound { .. }));
    let torn = folder.join("torn");
    let bytes = fs::read(&backup.path).unwrap();
    fs::write(&torn, &bytes[..bytes.len() / 2]).unwrap();
    assert!(matches!(refusal(&torn), BackupError::Unsound { .. }));
    assert_eq!(desk.dump(), before);
}

#[test]
fn libraries_of_one_name_may_share_a_folder() {
    let ((one, document), (other, _)) = (Desk::with(TALK), Desk::with(TALK));
    let shared = tempfile::tempdir().unwrap();
    for desk in [&one, &other] {
        choose_folder(&desk.library, Some(shared.path())).unwrap();
        assert_eq!(due(desk, Occasion::Start), Some(Reason::Start));
    }
    for desk in [&one, &other] {
        assert_eq!(due(desk, Occasion::Start), None, "nothing was done in it since");
        let own: Vec<_> = list(&desk.library).unwrap().iter().map(|backup| backup.is_own).collect();
        assert_eq!(own.iter().filter(|is_own| **is_own).count(), 1, "{own:?}");
    }
    one.highlight(document, 5, 7);
    for desk in [&one, &other] {
        desk.wait(DAY);
    }
    back_up(&other);
    assert_eq!(due(&one, Occasion::Daily), Some(Reason::Daily), "whatever the other has");
}

#[cfg(unix)]
#[test]
fn a_library_is_the_same_whatever_link_leads_to_it() {
    let (desk, _) = Desk::with(TALK);
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("library.vermilion");
    std::os::unix::fs::symlink(desk.path(), &link).unwrap();
    let backup = back_up(&desk);
    let backups = backup.path.parent().unwrap();
    assert!(list_in(backups, &link).unwrap()[0].is_own);
    choose_folder(&desk.library, Some(backups)).unwrap();
    assert_eq!(folder_of(&link, desk.library.surroundings()), backups);
}
