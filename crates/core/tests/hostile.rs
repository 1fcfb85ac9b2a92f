//! Library files that somebody made to do harm: what they hold beside our tables is not run, what stands in our tables
//! and makes no sense is found, and nothing of it ends the program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use rusqlite::Connection;
use std::path::Path;
use tempfile::TempDir;
use uuid::Uuid;
use vermilion_anchor::Span;
use vermilion_core::{
    DocumentId, Library, LibraryError, ReadOnly, Surroundings,
    annotations::{self, Filter},
    doctor,
    documents::{self, NewDocument},
    memos, salvage, structure, tags,
};
use vermilion_formats::{
    annotated::{Colour, Mark, Style},
    csv, html, interview, jsonld, markdown,
};

const STYLE: Style = Style { mark: Mark::Fill, colour: Colour::Red };

fn surroundings() -> Surroundings {
    Surroundings::new(|| 1_700_000_000_000, Uuid::now_v7)
}

/// A library with an interview and two annotations, into which this was put.
fn made(sql: &str) -> (TempDir, std::path::PathBuf, DocumentId) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.vermilion");
    let library = Library::open(&path, surroundings()).unwrap();
    let text = "# 01. 開始\n林墨：你怎麼讀一篇訪談？\n許白：慢慢讀。\n林墨：為什麼？\n許白：因為。\n";
    let document =
        documents::import(&library, &NewDocument::new(interview::parse(text))).unwrap().value.document;
    for start in [12, 14] {
        annotations::create(&library, document, Span::new(start, start + 3), STYLE, "好").unwrap();
    }
    let tagged: Vec<_> =
        annotations::list(&library, document).unwrap().into_iter().map(|one| one.id).collect();
    tags::give(&library, &tagged, &["讀/慢".to_owned()]).unwrap();
    memos::create(&library, memos::Target::Document(document), "記", "").unwrap();
    drop(library);
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA trusted_schema = ON",
        )
        .unwrap();
    connection.execute_batch(sql).unwrap();
    drop(connection);
    (folder, path, document)
}

/// Asks for everything there is. What it answers does not matter, only that it does.
fn use_everything(library: &Library, document: DocumentId) {
    let _ = documents::summaries(library);
    let _ = library.history(100);
    let _ = annotations::list(library, document);
    let _ = annotations::create(library, document, Span::new(12, 15), STYLE, "");
    let _ = structure::reject_label(library, document, vermilion_core::SpeakerId(Uuid::nil()), "林墨");
    let _ = (tags::count(library), memos::list(library), annotations::search(library, &Filter::default()));
    if let Ok(codebook) = tags::codebook(library) {
        let ids: Vec<_> = codebook.tags().iter().map(|tag| tag.id).collect();
        for id in &ids {
            let _ = tags::move_to(library, &[*id], ids.first().copied(), None);
            let _ = tags::merge(library, &ids, *id).and_then(|_| library.undo());
        }
        let _ = tags::delete(library, &ids, true);
    }
    let _ = library.undo().and_then(|_| library.redo());
    if let Ok(annotated) = documents::annotated(library, document, None) {
        let _ = (
            markdown::export(&annotated, markdown::Options::default()),
            html::export(&annotated),
            csv::export(&annotated),
        );
        let _ = jsonld::export(&annotated);
    }
    let _ = documents::delete(library, &[document]);
}

fn salvaged(path: &Path) {
    let into = path.with_file_name("salvaged.vermilion");
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    salvage::salvage(path, &into, &surroundings(), go_on).unwrap();
    assert!(doctor::examine_file(&into).is_sound());
}

#[test]
fn what_is_not_ours_is_not_written_to_and_is_named() {
    for (sql, object, is_read) in [
        ("CREATE TRIGGER spy AFTER INSERT ON annotation BEGIN DELETE FROM document; END", "trigger spy", true),
        ("CREATE VIEW spy AS SELECT * FROM annotation", "view spy", true),
        ("CREATE TABLE more (x, y AS (x || x)); INSERT INTO more VALUES ('x')", "table more", true),
        ("CREATE INDEX spy ON annotation (lower(note))", "index spy", true),
        ("ALTER TABLE annotation ADD COLUMN more TEXT AS (note || note)", "table annotation", true),
        ("DROP TABLE setting", "table setting", false),
        (
            "DROP TABLE setting; CREATE VIEW setting AS
                 WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS name, i AS value FROM n",
            "view setting",
            false,
        ),
        (
            "PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = replace(sql, 'note        TEXT NOT NULL', 'note        TEXT NOT NULL CHECK (note <> '''')')
             WHERE name = 'annotation'",
            "table annotation",
            true,
        ),
    ] {
        let (_folder, path, document) = made(sql);
        let before = std::fs::read(&path).unwrap();
        match Library::open(&path, surroundings()) {
            Err(LibraryError::Altered { objects, .. }) => assert!(objects.contains(&object.to_owned()), "{objects:?}"),
            other => panic!("{sql}: {other:?}"),
        }
        let diagnosis = doctor::examine_file(&path);
        assert!(diagnosis.findings.iter().any(|finding| finding.problem.name() == "schema"), "{sql}");
        let read = Library::open_read_only(&path, surroundings(), ReadOnly::Altered);
        assert_eq!(read.is_ok(), is_read, "{sql}: {read:?}");
        if let Ok(library) = read {
            assert_eq!(annotations::list(&library, document).unwrap().len(), 2, "{sql}");
            use_everything(&library, document);
            assert_eq!(annotations::list(&library, document).unwrap().len(), 2, "nothing was written: {sql}");
        }
        assert_eq!(std::fs::read(&path).unwrap(), before, "{sql}");
        if is_read {
            salvaged(&path);
        }
    }
}

#[test]
fn what_makes_no_sense_is_found_and_ends_nothing() {
    for sql in [
        "UPDATE annotation SET start = -1",
        "UPDATE annotation SET start = 0, \"end\" = 9223372036854775807",
        "UPDATE annotation SET start = 4294967294, \"end\" = 4294967295",
        "UPDATE annotation SET start = \"end\" + 5",
        "UPDATE annotation SET colour = 'x'",
        "UPDATE annotation SET id = 'x' || id",
        "UPDATE annotation SET note = CAST(x'ff00fe' AS TEXT)",
        "UPDATE block SET start = start - 4, body_start = -1 WHERE start > 0",
        "UPDATE block SET \"end\" = 4294967295, body_end = 4294967295",
        "UPDATE block SET label_start = 4294967290, label_end = 3 WHERE label_start IS NOT NULL",
        "UPDATE block SET body_start = 30, body_end = 2",
        "UPDATE block SET kind = 'heading', speaker_id = NULL, level = 70000",
        "UPDATE block SET kind = 'turn', speaker_id = NULL",
        "DELETE FROM block",
        "UPDATE tag SET parent_id = id",
        "UPDATE tag SET parent_id = (SELECT id FROM tag WHERE name = '慢') WHERE name = '讀'",
        "UPDATE tag SET parent_id = 'x'",
        "UPDATE tag SET id = 'x' || id",
        "UPDATE tag SET position = -9223372036854775808",
        "UPDATE tag SET position = 4294967295, shortcut = 'xx'",
        "UPDATE tag SET name = CAST(x'ff00fe' AS TEXT)",
        "UPDATE tag SET colour = 'mauve'",
        "UPDATE annotation_tag SET tag_id = 'x'",
        "DELETE FROM annotation_tag; INSERT INTO annotation_tag VALUES ('x', 'y')",
        "UPDATE memo SET heading = 'x', start = -7",
        "UPDATE memo SET heading = 'x', start = 4294967295, revision_id = 'x'",
        "UPDATE memo SET document_id = 'x'",
        "UPDATE memo SET text = CAST(x'ff00fe' AS TEXT)",
        "UPDATE speaker SET colour = -3",
        "UPDATE speaker SET role = 'spy'",
        "UPDATE document SET revision_id = 'x'",
        "UPDATE document SET title = CAST(x'ff00fe' AS TEXT)",
        "UPDATE revision SET text = CAST(x'ff00fe' AS TEXT)",
        "UPDATE revision SET text = ''",
        "UPDATE revision SET text = 'a', characters = -7",
        "UPDATE reading SET position = 99999999999; INSERT INTO reading SELECT id, -1, 0 FROM document WHERE true
             ON CONFLICT DO UPDATE SET position = -1",
        "INSERT INTO setting VALUES ('theme', '{')",
        "UPDATE history SET changeset = randomblob(length(changeset))",
        "UPDATE history SET changeset = zeroblob(30000000)",
        "UPDATE history SET id = 9223372036854775807 WHERE id = (SELECT max(id) FROM history)",
        "UPDATE history SET is_undone = 7",
    ] {
        let (_folder, path, document) = made(sql);
        let diagnosis = doctor::examine_file(&path);
        assert!(!diagnosis.is_sound() || sql.contains("9223372036854775807 WHERE"), "{sql}");
        salvaged(&path);
        // A table of ours does not take a value of another type, so some of these are refused as damage.
        if let Ok(library) = Library::open(&path, surroundings()) {
            let _ = doctor::repair(&library, &mut |_| std::ops::ControlFlow::Continue(()));
            use_everything(&library, document);
        }
    }
}
