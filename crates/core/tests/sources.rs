//! Databases as sources of an import: what they hold comes, nothing is written to them, and nothing in them runs.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

use rusqlite::Connection;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;
use vermilion_core::{
    Library, LibraryError, Surroundings, annotations, documents, memos, revisions, sources, tags,
};
use vermilion_formats::annotated::{Colour, Mark, Style};
use vermilion_formats::import::{Format, Import, ImportedAbout, Limits};
use vermilion_formats::interview;

const TALK: &str = "林默：你看得見橋嗎？\n高𠮷：看不見。👩‍👩‍👧 都在對岸。\n林默：後來呢？\n高𠮷：霧散了。\n";

fn surroundings() -> Surroundings {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Surroundings::new(|| 1_000, || Uuid::from_u64_pair(7, NEXT.fetch_add(1, Ordering::Relaxed)))
}

/// A library with a document that was corrected, an annotation with a tag and a note, an orphan, and memos.
fn filled(path: &Path) -> Library {
    let library = Library::open(path, surroundings()).unwrap();
    let new = documents::NewDocument::new(interview::parse(TALK));
    let document = documents::import(&library, &new).unwrap().value.document;
    let index = vermilion_anchor::TextIndex::new(TALK);
    let mark = |words: &str, note: &str| {
        let start = TALK.find(words).unwrap();
        let span = index.span(start..start + words.len()).unwrap();
        let style = Style { mark: Mark::Underline, colour: Colour::Green };
        annotations::create(&library, document, span, style, note).unwrap().value.annotation.id
    };
    let (first, gone) = (mark("都在對岸", "**記**"), mark("霧散了", "散"));
    let new = tags::NewTag {
        name: "情感".to_owned(),
        parent: None,
        colour: Some(Colour::Red),
        definition: "何時用".to_owned(),
        shortcut: Some('k'),
    };
    let tag = tags::create(&library, &new).unwrap().value;
    tags::give(&library, &[first, gone], &["情感/懼".to_owned()]).unwrap();
    for (target, text) in [
        (memos::Target::Document(document), "全篇"),
        (memos::Target::Tag(tag), "標籤的"),
        (memos::Target::Library, "全部"),
    ] {
        memos::create(&library, target, text, "").unwrap();
    }
    let base = documents::open(&library, document).unwrap().revision;
    let fold = revisions::Fold { width: false, case: false };
    let words = revisions::Words { words: "霧散了。".to_owned(), fold };
    revisions::replace(&library, document, base, &words, "天亮。", None).unwrap();
    library
}

/// What of an import is compared.
fn told(import: &Import) {
    assert_eq!((import.documents.len(), import.report.format.as_str()), (1, "vermilion"));
    let document = &import.documents[0];
    assert_eq!(document.interview.text, TALK.replace("霧散了。", "天亮。"), "the current text");
    let names: Vec<_> = document.interview.speakers.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["林默", "高𠮷"]);
    let notes: Vec<_> =
        document.annotations.iter().map(|one| (one.span.is_some(), one.note.as_str())).collect();
    assert_eq!(notes, [(true, "**記**"), (false, "散")]);
    assert_eq!(document.annotations[0].quote, "都在對岸");
    assert!(document.annotations.iter().all(|one| one.tags == [1] && one.style.is_some()));
    let tags: Vec<_> = import.tags.iter().map(|tag| (tag.name.as_str(), tag.parent, tag.colour)).collect();
    assert_eq!(tags, [("情感", None, Some(Colour::Red)), ("懼", Some(0), None)]);
    assert_eq!((document.memos.len(), document.memos[0].text.as_str()), (1, "全篇"));
    let memos: Vec<_> = import.memos.iter().map(|memo| (&memo.about, memo.text.as_str())).collect();
    assert_eq!(memos, [(&ImportedAbout::Tag(0), "標籤的"), (&ImportedAbout::Library, "全部")]);
    let left: Vec<_> = (import.report.findings.iter())
        .filter(|finding| !finding.reason.is_empty())
        .map(|finding| (finding.kind.as_str(), finding.reason.as_str()))
        .collect();
    assert_eq!(
        left,
        [("key", "of-its-library"), ("revision", "current-text-only"), ("history", "of-its-library")]
    );
}

#[test]
fn a_library_brings_what_it_holds_and_is_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.vermilion");
    let library = filled(&path);
    // While it is open, with what was written last in the log.
    told(&sources::library(&path).unwrap());
    drop(library);
    let before = fs::read(&path).unwrap();
    told(&sources::library(&path).unwrap());
    told(&sources::library_of_bytes(&before, "other").unwrap());
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(
        fs::read_dir(folder.path())
            .unwrap()
            .filter(|one| {
                one.as_ref().unwrap().file_name().to_string_lossy().contains("other.vermilion-")
            })
            .count(),
        0,
        "nothing is put beside it"
    );

    let into = Library::open(&folder.path().join("into.vermilion"), surroundings()).unwrap();
    let import = sources::library(&path).unwrap();
    let documents = import.documents.into_iter().map(|document| documents::BringDocument {
        new: documents::NewDocument::new(document.interview),
        onto: None,
        annotations: document.annotations,
        memos: document.memos,
    });
    let bring = documents::Bring { documents: documents.collect(), tags: import.tags, memos: import.memos };
    let brought = documents::bring(&into, &bring, &mut |_| ControlFlow::Continue(())).unwrap().value;
    assert_eq!((brought.documents[0].annotations, brought.documents[0].orphans, brought.tags), (1, 1, 2));
    assert_eq!(brought.memos, 3);
}

#[test]
fn a_library_that_somebody_altered_or_that_is_newer_or_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.vermilion");
    drop(filled(&path));
    let alter = |sql: &str| {
        let copy = folder.path().join("copy.vermilion");
        fs::copy(&path, &copy).unwrap();
        Connection::open(&copy).unwrap().execute_batch(sql).unwrap();
        sources::library(&copy).unwrap_err()
    };
    let altered = alter("CREATE TRIGGER spy AFTER DELETE ON tag BEGIN SELECT 1; END");
    assert!(matches!(altered, sources::SourceError::Library(LibraryError::Altered { .. })), "{altered}");
    let newer = alter("PRAGMA user_version = 9999");
    assert!(matches!(newer, sources::SourceError::Library(LibraryError::Newer { .. })), "{newer}");
    let bytes = fs::read(&path).unwrap();
    for bytes in [&b"VRML"[..], &bytes[..5_000], &[0; 4_096]] {
        assert!(sources::library_of_bytes(bytes, "other").is_err());
    }
    fs::write(folder.path().join("text"), "no database").unwrap();
    assert!(sources::library(&folder.path().join("text")).is_err());
}

#[test]
fn a_library_of_an_older_version_is_read_and_stays_as_it_is() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1.vermilion");
    let before = fs::read(&path).unwrap();
    assert!(!sources::library(&path).unwrap().documents.is_empty());
    assert!(fs::read(&path).unwrap() == before);
}

/// Tables as Taguette has them.
const SCHEMA: &str = "
    CREATE TABLE projects (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL);
    CREATE TABLE project_members (project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL);
    CREATE TABLE documents (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL,
        filename VARCHAR(200) NOT NULL, project_id INTEGER NOT NULL, text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
    CREATE TABLE highlights (id INTEGER PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
        start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
    CREATE TABLE tags (id INTEGER PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL, path VARCHAR(200) NOT NULL,
        description TEXT NOT NULL);
    CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL, PRIMARY KEY (highlight_id, tag_id));
";

/// Rows of two projects.
const ROWS: &str = "
    INSERT INTO projects VALUES (1, '河', '一個計畫'), (2, '另一個', '');
    INSERT INTO documents VALUES (7, '訪談一', '說明', 'a.docx', 1, 'LEFT_TO_RIGHT',
        '<h1>霧</h1>
<p>林默：<b>你看得見橋嗎？</b></p>
<p>高𠮷：看不見 &amp; 都在對岸。</p>');
    INSERT INTO documents VALUES (8, 'arabic', '', 'b.docx', 2, 'RIGHT_TO_LEFT', '<p>one two</p>');
    INSERT INTO tags VALUES (3, 1, '怕', '何時用'), (4, 1, 'a/b', ''), (5, 2, '怕', '');
    INSERT INTO highlights VALUES (10, 7, 13, 34, '<b>你看得見橋嗎？</b>'), (11, 7, 45, 57, '<p>看不見 &amp;</p>'),
        (12, 8, 0, 3, 'one'), (13, 99, 0, 3, 'nowhere');
    INSERT INTO highlight_tags VALUES (10, 3), (10, 4), (11, 3), (12, 5), (12, 3), (12, 77);
";

/// A database in a file, and its bytes.
fn database(sql: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("taguette.sqlite3");
    let connection = Connection::open(&path).unwrap();
    for sql in sql {
        connection.execute_batch(sql).unwrap();
    }
    drop(connection);
    fs::read(&path).unwrap()
}

#[test]
fn projects_of_taguette_become_documents_annotations_and_tags() {
    let bytes = database(&[SCHEMA, ROWS]);
    assert_eq!(Format::detect(&bytes, None).name(), "taguette");
    let import = sources::taguette(&bytes, Limits::default()).unwrap();
    let first = &import.documents[0];
    assert_eq!(first.interview.title.as_deref(), Some("訪談一"));
    assert_eq!(
        first.interview.text,
        "霧
林默：你看得見橋嗎？
高𠮷：看不見 & 都在對岸。
"
    );
    let told: Vec<_> = (first.annotations.iter())
        .map(|one| (one.quote.as_str(), one.span.map(|span| (span.start.0, span.end.0)), one.tags.as_slice()))
        .collect();
    assert_eq!(
        told,
        [("你看得見橋嗎？", Some((5, 12)), &[0, 1][..]), ("看不見 &", Some((16, 21)), &[0][..])],
        "{:#?}",
        import.report
    );
    assert_eq!(
        import.documents[1].annotations[0].tags,
        [0],
        "a tag of another project is none of this one's"
    );
    let tags: Vec<_> = import.tags.iter().map(|tag| (tag.name.as_str(), tag.definition.as_str())).collect();
    assert_eq!(tags, [("怕", "何時用"), ("a·b", "")]);
    assert_eq!((first.memos[0].text.as_str(), import.memos.len()), ("說明", 1));
    let left: Vec<_> = import.report.findings.iter().filter(|one| one.fate.name() == "skipped").collect();
    assert_eq!((left.len(), left[0].kind.as_str()), (1, "direction"));
    let nested = database(&[
        SCHEMA,
        ROWS,
        "ALTER TABLE tags ADD COLUMN parent_id INTEGER; UPDATE tags SET parent_id = 3 WHERE id = 4",
    ]);
    assert_eq!(sources::taguette(&nested, Limits::default()).unwrap().tags[1].parent, Some(0));
    let log = database(&["PRAGMA journal_mode = WAL", SCHEMA, ROWS]);
    assert_eq!(sources::taguette(&log, Limits::default()).unwrap().documents.len(), 2);
}

#[test]
fn nothing_in_a_database_runs_and_what_makes_no_sense_is_refused_or_passed_over() {
    for (sql, expected) in [
        (
            "DROP TABLE tags; CREATE VIEW tags AS SELECT 1 AS id, 1 AS project_id, 'a' AS path, randomblob(99) AS description",
            "column id",
        ),
        (
            "DROP TABLE highlights; CREATE TABLE highlights (id, document_id, start_offset, end_offset)",
            "column snippet",
        ),
        (
            "DROP TABLE highlights; CREATE TABLE highlights (id, document_id, start_offset, end_offset,
            snippet AS (printf('%99999999d', 1)))",
            "column snippet",
        ),
        ("DROP TABLE projects", "column id"),
    ] {
        let error = sources::taguette(&database(&[SCHEMA, ROWS, sql]), Limits::default()).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
    let odd = "UPDATE documents SET contents = x'ff3c703ee99c' WHERE id = 7; UPDATE highlights SET start_offset = 'x', end_offset = NULL
        WHERE id = 10 AND 0; UPDATE highlights SET start_offset = -9e18, end_offset = 9223372036854775807;
        CREATE TRIGGER spy AFTER INSERT ON tags BEGIN DELETE FROM tags; END";
    assert_eq!(
        sources::taguette(&database(&[SCHEMA, ROWS, odd]), Limits::default()).unwrap().documents.len(),
        2
    );
    let few = Limits { items: 3, ..Limits::default() };
    assert!(sources::taguette(&database(&[SCHEMA, ROWS]), few).unwrap_err().to_string().contains("too much"));
    let bytes = database(&[SCHEMA, ROWS]);
    for part in 0..20 {
        // Cut off or garbled, it is refused or read as far as it goes; it never ends the program.
        let _ = sources::taguette(&bytes[..bytes.len() * part / 20], Limits::default());
        let mut garbled = bytes.clone();
        let at = 100 + part * (garbled.len() - 200) / 20;
        garbled[at..at + 50].fill(0xee);
        let _ = sources::taguette(&garbled, Limits::default());
    }
}
