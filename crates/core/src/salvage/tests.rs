mod cut;

use super::*;
use crate::{
    Library, annotations, documents,
    memos::{self, Target},
    tags,
    testing::{Desk, TALK},
};
use rusqlite::Connection;
use std::{fs, ops::ControlFlow};
use tempfile::TempDir;

fn surroundings() -> Surroundings {
    let ids = std::sync::atomic::AtomicU64::new(1);
    let next = move || uuid::Uuid::from_u64_pair(7, ids.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
    Surroundings::new(|| 1_700_000_000_000, next)
}

/// Three documents with annotations, and steps taken back; closed.
fn lived_in() -> (std::sync::Arc<TempDir>, PathBuf, String) {
    let desk = Desk::new();
    for number in 0..3 {
        let document = desk.import(TALK);
        for at in [5, 9, 13, 19] {
            desk.create(document, at, at + 2, &format!("note {number} {at}"));
        }
    }
    let annotated = annotations::search(&desk.library, &annotations::Filter::default()).unwrap();
    let ids: Vec<_> = annotated.iter().map(|one| one.annotation.id).collect();
    tags::give(&desk.library, &ids, &["情感/恐懼".to_owned()]).unwrap();
    for target in [Target::Library, Target::Document(annotated[0].annotation.document)] {
        memos::create(&desk.library, target, "記", "").unwrap();
    }
    desk.library.undo().unwrap();
    let (path, dump) = (desk.path(), desk.dump());
    (desk.closed(), path, dump)
}

fn run(from: &Path, into: &str) -> Salvage {
    salvage(from, &from.with_file_name(into), &surroundings(), &mut |_| ControlFlow::Continue(())).unwrap()
}

fn opened(salvage: &Salvage) -> Library {
    assert!(
        crate::doctor::examine_file(&salvage.path).is_sound(),
        "{:?}",
        crate::doctor::examine_file(&salvage.path)
    );
    Library::open(&salvage.path, surroundings()).unwrap()
}

fn tamper(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF").unwrap();
    connection.execute_batch(sql).unwrap();
}

#[test]
fn a_sound_library_is_taken_whole_with_its_history() {
    let (_folder, path, dump) = lived_in();
    let salvage = run(&path, "new.vermilion");
    assert!(salvage.is_whole(), "{salvage:?}");
    assert_eq!(salvage.documents.len(), 3);
    let library = opened(&salvage);
    assert_eq!(crate::testing::dump(&library), dump);
    library.redo().unwrap();
    library.undo().unwrap();
    library.undo().unwrap();
}

#[test]
fn the_first_page_is_not_needed() {
    let (_folder, path, dump) = lived_in();
    let mut bytes = fs::read(&path).unwrap();
    bytes[..4096].fill(0);
    fs::write(&path, bytes).unwrap();
    let salvage = run(&path, "new.vermilion");
    assert_eq!(crate::testing::dump(&opened(&salvage)), dump);
}

#[test]
fn a_text_that_is_lost_or_altered_comes_from_the_step_that_imported_it() {
    for sql in [
        "DELETE FROM revision",
        "UPDATE revision SET text = 'x'",
        "UPDATE revision SET text = replace(text, '書', '樹')",
    ] {
        let (_folder, path, dump) = lived_in();
        tamper(&path, sql);
        let salvage = run(&path, "new.vermilion");
        assert!(salvage.documents.iter().all(|document| document.text == TextSalvage::Whole), "{sql}");
        assert_eq!(crate::testing::dump(&opened(&salvage)), dump, "{sql}");
    }
}

#[test]
fn where_no_text_is_left_the_quotes_stand_with_their_notes() {
    let (_folder, path, _) = lived_in();
    tamper(&path, "DELETE FROM revision; DELETE FROM history");
    let salvage = run(&path, "new.vermilion");
    assert!(!salvage.is_whole());
    let library = opened(&salvage);
    for document in &salvage.documents {
        assert_eq!(document.text, TextSalvage::Quotes);
        let list = annotations::list(&library, document.id).unwrap();
        let notes: Vec<_> = list.iter().map(|one| one.note.as_str()).collect();
        assert_eq!(notes.len() as u64, document.annotations);
        assert!(notes.iter().all(|note| note.starts_with("note ")), "{notes:?}");
        assert!(documents::open(&library, document.id).unwrap().text.contains("導言"));
    }
}

#[test]
fn what_says_nothing_of_a_document_is_found_in_its_text() {
    let (_folder, path, _) = lived_in();
    tamper(&path, "DELETE FROM document; DELETE FROM block; DELETE FROM speaker; DELETE FROM speaker_alias");
    let salvage = run(&path, "new.vermilion");
    let library = opened(&salvage);
    assert_eq!(salvage.documents.len(), 3);
    for document in &salvage.documents {
        assert_eq!((document.text, document.structure), (TextSalvage::Altered, false));
        assert!(document.annotations >= 3);
        let open = documents::open(&library, document.id).unwrap();
        assert_eq!(open.speakers.len(), 2, "{:?}", open.speakers);
    }
}

#[test]
fn values_of_other_kinds_and_what_else_is_in_the_file_are_left() {
    let (_folder, path, _) = lived_in();
    tamper(
        &path,
        "CREATE TRIGGER spy AFTER INSERT ON annotation BEGIN DELETE FROM document; END;
         CREATE VIEW window AS SELECT * FROM annotation;
         CREATE TABLE more (x); INSERT INTO more VALUES (zeroblob(1000000));
         UPDATE annotation SET start = -1 WHERE note = 'note 0 5';
         UPDATE annotation SET start = 4000000000, \"end\" = 4000000001 WHERE note = 'note 0 9';
         UPDATE speaker SET colour = 3000 WHERE name = 'Ada'",
    );
    let salvage = run(&path, "new.vermilion");
    let lost: Vec<_> =
        salvage.tables.iter().filter(|table| table.lost > 0).map(|table| table.table).collect();
    assert_eq!(lost, ["speaker", "annotation", "history"]);
    let library = opened(&salvage);
    let first = salvage.documents[0].id;
    assert_eq!(annotations::list(&library, first).unwrap().len(), 3, "the one far off is found by its quote");
    assert_eq!(salvage.documents[0].lost_annotations, 1);
}

#[test]
fn nothing_is_made_where_nothing_is_to_be_had_or_something_is_there() {
    let (_folder, path, _) = lived_in();
    let text = path.with_file_name("notes.txt");
    fs::write(&text, "not a database".repeat(1000)).unwrap();
    let attempt = |from: &Path, into: &Path| {
        salvage(from, into, &surroundings(), &mut |_| ControlFlow::Continue(())).unwrap_err()
    };
    let new = path.with_file_name("new.vermilion");
    assert!(matches!(attempt(&path, &text), SalvageError::Exists { .. }));
    assert!(matches!(attempt(&path.with_file_name("absent"), &new), SalvageError::Missing { .. }));
    let stop = salvage(&path, &new, &surroundings(), &mut |_| ControlFlow::Break(()));
    assert!(matches!(stop, Err(SalvageError::Unwritten(BackupError::Cancelled))));
    assert!(!new.exists());
}

/// A document corrected three times, with annotations in every state; closed.
fn corrected() -> (std::sync::Arc<TempDir>, PathBuf, String, String) {
    use crate::revisions::{Part, edit_block};
    let desk = Desk::new();
    let document = desk.import(TALK);
    for (words, text) in [("一本書", "一本樹。"), ("好看。", "真好看。"), ("這是第二段", "")]
    {
        let open = desk.open(document);
        let at = vermilion_anchor::count(&open.text[..open.text.find(words).unwrap()]);
        desk.highlight(document, at, at + vermilion_anchor::count(words));
        let start = desk.start_of(document, words);
        edit_block(&desk.library, document, open.revision, start, Part::Body, text).unwrap();
    }
    let (path, dump, text) = (desk.path(), desk.dump(), desk.open(document).text.to_string());
    (desk.closed(), path, dump, text)
}

#[test]
fn a_corrected_document_is_taken_whole_with_its_revisions() {
    let (_folder, path, dump, _) = corrected();
    let salvage = run(&path, "new.vermilion");
    assert!(salvage.is_whole(), "{salvage:?}");
    assert_eq!(crate::testing::dump(&opened(&salvage)), dump);
}

#[test]
fn a_correction_that_is_lost_costs_what_came_after_it_and_nothing_before() {
    for sql in [
        "DELETE FROM correction WHERE revision_id = (SELECT id FROM revision WHERE number = 3)",
        "UPDATE correction SET edits = 'x' WHERE revision_id = (SELECT id FROM revision WHERE number = 3)",
    ] {
        let (_folder, path, _, text) = corrected();
        tamper(&path, &format!("{sql}; DELETE FROM history"));
        let salvage = run(&path, "new.vermilion");
        assert_eq!(salvage.documents[0].text, TextSalvage::Altered, "{sql}");
        let library = opened(&salvage);
        let summary = documents::summaries(&library).unwrap().remove(0);
        assert_eq!((summary.revision_number, summary.annotations), (2, 3), "{sql}");
        let open = documents::open(&library, summary.id).unwrap();
        assert!(open.text.contains("一本樹") && *open.text != *text, "{sql}");
    }
}

#[test]
fn a_damaged_library_of_the_first_schema_is_taken_into_one_of_today() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.vermilion");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1.vermilion");
    for is_headless in [false, true] {
        let mut bytes = fs::read(&fixture).unwrap();
        if is_headless {
            bytes[..4096].fill(0);
        }
        fs::write(&path, bytes).unwrap();
        let salvage = run(&path, &format!("new{is_headless}.vermilion"));
        assert!(salvage.documents.iter().all(|document| document.text == TextSalvage::Whole), "{salvage:?}");
        let counts: Vec<_> =
            documents::summaries(&opened(&salvage)).unwrap().iter().map(|one| one.annotations).collect();
        assert_eq!(counts.iter().sum::<u32>(), 23);
    }
}

#[test]
fn whatever_is_wrong_with_places_and_numbers_what_is_made_is_sound_and_has_every_annotation() {
    use crate::revisions::{Part, edit_block};
    for sql in [
        "UPDATE former_place SET revision_id = until_id",
        "UPDATE revision SET number = 7 WHERE number = 1; UPDATE revision SET text = text || 'x' WHERE number = 7",
        "UPDATE annotation SET revision_id = (SELECT id FROM revision WHERE number = 2) WHERE state = 'orphan'",
        "UPDATE annotation SET state = 'anchored', reason = NULL WHERE state = 'orphan'",
        "UPDATE annotation SET reason = 'x' WHERE state = 'orphan'",
        "UPDATE annotation SET state = 'x'",
        "UPDATE annotation SET made_id = 'x'",
        "UPDATE annotation SET prefix = 'other words' WHERE state = 'anchored'",
    ] {
        let (desk, document) = Desk::with(TALK);
        desk.highlight(document, 3, 6);
        for (words, text) in [("好看。", "真好看。"), ("這是第二段", "")] {
            let open = desk.open(document);
            let at = vermilion_anchor::count(&open.text[..open.text.find(words).unwrap()]);
            desk.highlight(document, at, at + vermilion_anchor::count(words));
            let start = desk.start_of(document, words);
            edit_block(&desk.library, document, open.revision, start, Part::Body, text).unwrap();
        }
        let path = desk.path();
        let _folder = desk.closed();
        tamper(&path, &format!("DELETE FROM history; {sql}"));
        let library = opened(&run(&path, "new.vermilion"));
        let summary = documents::summaries(&library).unwrap().remove(0);
        assert_eq!(summary.annotations, 3, "{sql}");
    }
}

#[test]
fn tags_and_memos_are_taken_and_what_they_hung_on_is_missed_by_nobody() {
    for sql in [
        "DELETE FROM speaker; DELETE FROM speaker_alias",
        "DELETE FROM tag WHERE parent_id IS NULL",
        "UPDATE tag SET parent_id = (SELECT id FROM tag WHERE parent_id IS NOT NULL)",
        "DELETE FROM tag",
        "UPDATE memo SET document_id = 'x' WHERE document_id IS NULL",
    ] {
        let desk = Desk::new();
        let document = desk.import(TALK);
        let one = desk.highlight(document, 5, 7);
        tags::give(&desk.library, &[one], &["情感/恐懼".to_owned()]).unwrap();
        let speaker = desk.open(document).speakers[0].id;
        memos::create(&desk.library, Target::Speaker(document, speaker), "記", "").unwrap();
        memos::create(&desk.library, Target::Library, "記", "").unwrap();
        let path = desk.path();
        let _folder = desk.closed();
        tamper(&path, &format!("DELETE FROM history; {sql}"));
        let library = opened(&run(&path, "new.vermilion"));
        let wrong = sql.contains("document_id = 'x'");
        assert_eq!(memos::list(&library).unwrap().len(), if wrong { 1 } else { 2 }, "{sql}");
        assert_eq!(annotations::find(&library, one).unwrap().id, one, "{sql}");
    }
}
