use super::*;
use crate::{
    annotations, documents, memos, tags,
    testing::{Desk, TALK},
};
use std::ops::ControlFlow;
use tempfile::TempDir;
use vermilion_anchor::Span;

/// A library with a history of everything, and nothing wrong.
fn lived_in() -> (Desk, crate::DocumentId) {
    let (desk, document) = Desk::with(TALK);
    let one = desk.create(document, 5, 7, "一").annotation.id;
    desk.highlight(document, 9, 12);
    for note in ["二", "三"] {
        annotations::set_note(&desk.library, one, note, "typing").unwrap();
    }
    let gone = desk.import(TALK);
    desk.highlight(gone, 5, 7);
    documents::delete(&desk.library, &[gone]).unwrap();
    crate::reading::touch(&desk.library, document).unwrap();
    crate::settings::set(&desk.library, "theme", &serde_json::json!("dark")).unwrap();
    (desk, document)
}

/// Changes the file behind everybody's back.
fn tamper(desk: &Desk, sql: &str) {
    let connection = Connection::open(desk.path()).unwrap();
    connection.execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF").unwrap();
    connection.execute_batch(sql).unwrap();
}

fn names(diagnosis: &Diagnosis) -> Vec<&'static str> {
    let mut names: Vec<_> = diagnosis.findings.iter().map(|finding| finding.problem.name()).collect();
    names.dedup();
    names
}

fn mend(desk: &Desk) -> Repair {
    repair(&desk.library, &mut |_| ControlFlow::Continue(())).unwrap()
}

#[test]
fn a_library_that_is_used_is_sound_at_every_step() {
    let (desk, _) = lived_in();
    loop {
        assert_eq!(examine(&desk.library).unwrap().findings, []);
        if desk.library.undo().is_err() {
            break;
        }
    }
    for _ in 0..3 {
        desk.library.redo().unwrap();
        assert_eq!(examine(&desk.library).unwrap().findings, []);
    }
    let diagnosis = examine(&desk.library).unwrap();
    assert_eq!((diagnosis.documents, diagnosis.annotations), (1, 2));
    assert!(diagnosis.steps > 3);
}

/// What one change of the file leads to, what is mended of it, and what is left.
#[test]
fn each_kind_of_harm_is_found_and_what_can_be_told_is_mended() {
    let conflict = "history-conflict";
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("UPDATE revision SET characters = 3", &["characters", conflict], &[]),
        ("UPDATE document SET digest = 'x'", &["digest", conflict], &[]),
        ("UPDATE annotation SET prefix = 'x' WHERE start = 5", &["context", conflict], &[]),
        ("UPDATE annotation SET suffix = '' WHERE start = 5", &["context", conflict], &[]),
        ("UPDATE annotation SET start = 6, \"end\" = 8 WHERE start = 5", &["quote", conflict], &[]),
        (
            "UPDATE annotation SET start = 9000, \"end\" = 9002 WHERE start = 5",
            &["range-outside", conflict],
            &[],
        ),
        ("UPDATE annotation SET start = -7 WHERE start = 5", &["range-outside", conflict], &[]),
        ("UPDATE annotation SET exact = '別的' WHERE start = 5", &["quote", conflict], &["quote"]),
        (
            "UPDATE revision SET text = replace(text, '一本書', '一本樹')",
            &["text-altered", "context", conflict],
            &[],
        ),
        ("UPDATE annotation SET note = '別的' WHERE start = 5", &[conflict], &[]),
        (
            "UPDATE block SET \"end\" = \"end\" - 1, body_end = body_start WHERE start = 0",
            &["blocks", conflict],
            &["blocks"],
        ),
        ("DELETE FROM block WHERE start > 9", &["blocks", conflict], &["blocks"]),
        (
            "UPDATE block SET body_end = \"end\" + 1 WHERE start = 0",
            &["block-inside", conflict],
            &["block-inside"],
        ),
        (
            "UPDATE block SET label_end = 4000 WHERE label_start IS NOT NULL",
            &["block-inside", conflict],
            &["block-inside"],
        ),
        (
            "DELETE FROM speaker WHERE name = 'Ben'",
            &["dangling", "malformed", "blocks", conflict],
            &["dangling", "malformed", "blocks"],
        ),
        ("UPDATE speaker_alias SET speaker_id = document_id", &["dangling", conflict], &[]),
        (
            "UPDATE annotation SET document_id = 'nobody'",
            &["dangling", "malformed", conflict],
            &["dangling", "malformed"],
        ),
        ("UPDATE history SET changeset = x'00' WHERE id = 2", &["history-sizes", "history-unreadable"], &[]),
        (
            "UPDATE history SET changeset = zeroblob(length(changeset)) WHERE id = 2",
            &["history-unreadable"],
            &[],
        ),
        ("UPDATE history SET bytes_through = 7", &["history-sizes"], &[]),
        ("UPDATE history SET is_undone = 1 WHERE id = 2", &[conflict], &[]),
        ("UPDATE setting SET value = '{'", &["malformed"], &[]),
        ("UPDATE reading SET position = -1", &["malformed"], &[]),
        ("UPDATE speaker SET colour = 3000", &["malformed", conflict], &["malformed"]),
    ];
    for (sql, found, left) in cases {
        let (desk, _) = lived_in();
        tamper(&desk, sql);
        let diagnosis = examine(&desk.library).unwrap();
        assert_eq!(names(&diagnosis), *found, "{sql}: {:?}", diagnosis.findings);
        assert_eq!(examine_file(&desk.path()), diagnosis, "{sql}");
        let repair = mend(&desk);
        assert_eq!(names(&repair.left), *left, "{sql}: {:?}", repair.left.findings);
        assert_eq!(repair.backup.is_some(), found != left, "{sql}");
        if left.is_empty() {
            assert!(repair.repaired.len() >= diagnosis.findings.len(), "{sql}: {:?}", repair.repaired);
        }
    }
}

#[test]
fn a_text_whose_original_is_nowhere_is_left_with_all_that_is_stored_of_it() {
    let (desk, _) = lived_in();
    tamper(
        &desk,
        "UPDATE revision SET text = replace(text, '一本書', '一本樹'); DELETE FROM history WHERE id = 1",
    );
    let diagnosis = examine(&desk.library).unwrap();
    assert_eq!(names(&diagnosis), ["text-altered", "context"]);
    assert!(diagnosis.findings.iter().all(|finding| !finding.can_be_repaired));
    assert_eq!(mend(&desk).left, diagnosis);
}

#[test]
fn a_repaired_row_is_one_step_of_the_history_that_can_be_undone() {
    let (desk, document) = lived_in();
    tamper(&desk, "UPDATE annotation SET start = 6, \"end\" = 8 WHERE start = 5");
    let tampered = desk.dump();
    let repair = mend(&desk);
    assert!(repair.sequence.is_some());
    let spans = |desk: &Desk| -> Vec<Span> {
        annotations::list(&desk.library, document).unwrap().iter().map(|one| one.span).collect()
    };
    assert_eq!(spans(&desk), [Span::new(5, 7), Span::new(9, 12)]);
    assert_eq!(desk.library.undo().unwrap().value.action, crate::ActionName::LibraryRepair);
    assert_eq!(desk.dump(), tampered);
}

#[test]
fn an_index_that_lies_is_made_anew() {
    let (desk, _) = lived_in();
    tamper(
        &desk,
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = 'CREATE INDEX annotation_note ON annotation (document_id) WHERE note = ''''' WHERE name = 'annotation_note'",
    );
    tamper(&desk, "REINDEX");
    tamper(
        &desk,
        "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = 'CREATE INDEX annotation_note ON annotation (document_id) WHERE note <> ''''' WHERE name = 'annotation_note'",
    );
    let (path, folder) = (desk.path(), desk.closed());
    assert_eq!(names(&examine_file(&path)), ["index"]);
    let library = Library::open(&path, crate::Surroundings::new(|| 0, uuid::Uuid::nil)).unwrap();
    let repair = repair(&library, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(repair.left.findings, []);
    drop(folder);
}

#[test]
fn a_passage_that_splits_a_character_or_ends_in_a_space_is_found_and_set_right() {
    let lines = ["Ada: 見e\u{301}面 吧", "Ben: 好"];
    let (desk, document) = Desk::with(&lines);
    desk.highlight(document, 6, 8);
    for (sql, found) in [
        ("UPDATE annotation SET start = 7, exact = '\u{301}'", "range-edge"),
        ("UPDATE annotation SET \"end\" = 10, exact = 'e\u{301}面 '", "range-blank"),
    ] {
        tamper(&desk, sql);
        let diagnosis = examine(&desk.library).unwrap();
        assert_eq!(names(&diagnosis)[0], found, "{:?}", diagnosis.findings);
        assert_eq!(mend(&desk).left.findings, []);
    }
    let quotes: Vec<_> =
        annotations::list(&desk.library, document).unwrap().into_iter().map(|one| one.quote).collect();
    assert_eq!(quotes, ["e\u{301}面"]);
}

#[test]
fn a_file_that_is_no_library_or_none_at_all_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    assert_eq!(names(&examine_file(&path)), ["cannot-open"]);
    std::fs::write(&path, "not a database").unwrap();
    assert_eq!(names(&examine_file(&path)), ["not-a-library"]);
}

#[test]
fn nothing_is_written_where_nothing_is_wrong() {
    let (desk, _) = lived_in();
    let repair = mend(&desk);
    assert_eq!((repair.backup, repair.repaired, repair.sequence), (None, Vec::new(), None));
}

/// A document that was corrected twice, with annotations in every state.
fn corrected() -> (Desk, crate::DocumentId) {
    use crate::revisions::{Part, edit_block};
    let (desk, document) = Desk::with(TALK);
    desk.highlight(document, 5, 7);
    for (words, text) in [("一本書", "一本樹。"), ("好看。", "")] {
        let open = desk.open(document);
        let at = vermilion_anchor::count(&open.text[..open.text.find(words).unwrap()]);
        let length = vermilion_anchor::count(words);
        desk.highlight(document, at, at + length);
        let start = desk.start_of(document, words);
        edit_block(&desk.library, document, open.revision, start, Part::Body, text).unwrap();
    }
    (desk, document)
}

#[test]
fn harm_to_revisions_is_found_and_what_can_be_told_is_mended() {
    let conflict = "history-conflict";
    let edits = "UPDATE correction SET edits = replace(edits, '樹', '術')";
    let cases: &[(&str, &[&str], &[&str])] = &[
        (edits, &["revision", conflict], &[]),
        ("UPDATE correction SET edits = 'x'", &["revision", conflict], &[]),
        ("UPDATE correction SET digest = 'x'", &["revision", conflict], &[]),
        ("UPDATE correction SET edits = 'x'; DELETE FROM history", &["revision"], &["revision"]),
        (
            "UPDATE revision SET number = 7 WHERE number = 2",
            &["malformed", "revision", conflict],
            &["malformed", "revision"],
        ),
        ("UPDATE block SET until_id = NULL", &["blocks", conflict], &["blocks"]),
        (
            "UPDATE annotation SET reason = 'x' WHERE state = 'orphan'",
            &["malformed", conflict],
            &["malformed"],
        ),
        ("UPDATE former_place SET until_id = revision_id", &["malformed", conflict], &["malformed"]),
        (
            "UPDATE annotation SET revision_id = (SELECT id FROM revision WHERE number = 1), exact = '一本書'
             WHERE state = 'changed'",
            &["adrift", conflict],
            &[],
        ),
        (
            "INSERT INTO text_copy SELECT document_id, id, 'x' FROM revision WHERE number = 2",
            &["text-copy"],
            &[],
        ),
    ];
    for (sql, found, left) in cases {
        let (desk, _) = corrected();
        assert_eq!(examine(&desk.library).unwrap().findings, []);
        tamper(&desk, sql);
        let diagnosis = examine(&desk.library).unwrap();
        let mut seen = names(&diagnosis);
        seen.dedup();
        assert_eq!(seen, *found, "{sql}: {:?}", diagnosis.findings);
        let repair = mend(&desk);
        assert_eq!(names(&repair.left), *left, "{sql}: {:?}", repair.left.findings);
    }
}

#[test]
fn corrections_that_were_damaged_are_as_they_were_made_after_one_repair() {
    let (desk, document) = corrected();
    let text = desk.open(document).text;
    let quotes = |desk: &Desk| -> Vec<String> {
        annotations::list(&desk.library, document).unwrap().into_iter().map(|one| one.quote).collect()
    };
    let before = quotes(&desk);
    tamper(&desk, "UPDATE correction SET edits = replace(replace(edits, '樹', '術'), '好看', '難看')");
    // And what an earlier repair in the damaged text would have left.
    tamper(&desk, "UPDATE annotation SET prefix = 'x' WHERE state = 'changed'");
    let desk = desk.reopened();
    let repair = mend(&desk);
    assert_eq!(repair.left.findings, []);
    let desk = desk.reopened();
    assert_eq!((desk.open(document).text, quotes(&desk)), (text, before));
    assert_eq!(mend(&desk).repaired, []);
}

#[test]
fn what_hangs_on_nothing_in_the_codebook_is_found_and_stands_higher_up_after_a_repair() {
    let cases: &[(&str, &str, bool)] = &[
        (
            "UPDATE tag SET parent_id = (SELECT id FROM tag WHERE name = '丙') WHERE name = '甲'",
            "tag-circle",
            true,
        ),
        ("UPDATE tag SET parent_id = id WHERE name = '甲'", "tag-circle", true),
        (
            "UPDATE tag SET parent_id = '01920000-0000-7000-8000-000000000000' WHERE name = '乙'",
            "dangling",
            true,
        ),
        ("DELETE FROM tag WHERE name = '丙'", "dangling", true),
        ("DELETE FROM speaker_alias; UPDATE memo SET speaker_id = document_id", "dangling", true),
        (
            "UPDATE memo SET tag_id = '01920000-0000-7000-8000-000000000000', document_id = NULL",
            "dangling",
            true,
        ),
        ("UPDATE tag SET name = 'Ａ', parent_id = NULL", "tag-twin", false),
        ("UPDATE tag SET shortcut = 'k'", "tag-twin", false),
        ("UPDATE tag SET shortcut = 'kk' WHERE name = '甲'", "malformed", false),
        ("UPDATE tag SET colour = 'mauve' WHERE name = '甲'", "malformed", false),
    ];
    for (sql, expected, is_mended) in cases {
        let (desk, document) = Desk::with(TALK);
        let one = desk.highlight(document, 5, 7);
        tags::give(&desk.library, &[one], &["甲/乙/丙".to_owned()]).unwrap();
        memos::create(&desk.library, memos::Target::Document(document), "記", "").unwrap();
        assert_eq!(examine(&desk.library).unwrap().findings, []);
        tamper(&desk, sql);
        let diagnosis = examine(&desk.library).unwrap();
        assert!(names(&diagnosis).contains(expected), "{sql}: {:?}", names(&diagnosis));
        let left = mend(&desk).left;
        assert_eq!(names(&left).contains(expected), !is_mended, "{sql}: {:?}", names(&left));
        if *is_mended {
            assert_eq!(names(&left), [""; 0], "{sql}");
        }
        assert_eq!(memos::list(&desk.library).unwrap().len(), 1, "{sql}");
        assert!(!annotations::list(&desk.library, document).unwrap().is_empty());
    }
}

/// The files of a folder, with what they hold but for the index of the log, which readers write to.
fn files(folder: &std::path::Path) -> std::collections::BTreeMap<String, Option<Vec<u8>>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.is_file()).map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let content = (!name.ends_with("-shm")).then(|| std::fs::read(&path).unwrap());
        (name, content)
    });
    files.collect()
}

#[test]
fn who_examines_a_file_leaves_nothing_beside_it_and_nothing_in_it() {
    let (desk, _) = lived_in();
    let path = desk.path();
    let copied = |ends: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        for end in ends {
            let name = format!("library.vermilion{end}");
            std::fs::copy(path.with_file_name(&name), folder.path().join(&name)).unwrap();
        }
        folder
    };
    // Beside a program that has it open; as one leaves it that was killed, with the index of its log and without; closed.
    let killed = [copied(&["", "-wal", "-shm"]), copied(&["", "-wal"])];
    let open = files(path.parent().unwrap());
    assert_eq!(examine_file(&path).findings, []);
    assert!(files(path.parent().unwrap()) == open);
    let folder = desk.closed();
    let closed = copied(&[""]);
    for folder in killed.iter().map(TempDir::path).chain([closed.path(), folder.path()]) {
        let before = files(folder);
        let diagnosis = examine_file(&folder.join("library.vermilion"));
        assert_eq!((diagnosis.findings.as_slice(), diagnosis.documents), (&[][..], 1));
        assert!(files(folder) == before, "{:?}", files(folder).keys());
    }
    assert_eq!(files(closed.path()).len(), 1);
}
