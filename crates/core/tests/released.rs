//! A library of every released schema: opened, brought up to date, examined, with everything that was in it.
//!
//! `fixtures/schema-N.vermilion` is what the first version with schema N made of the samples, with annotations, notes
//! and steps taken back. A new schema gets a new one: `VERMILION_FIXTURE=PATH cargo test -p vermilion-core --test
//! released` writes it with the schema of today. Those that are there are never made anew: they are what people have.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
};
use uuid::Uuid;
use vermilion_anchor::Span;
use vermilion_core::{
    DocumentId, Error, Library, ReadOnly, Surroundings, annotations, doctor,
    documents::{self, NewDocument},
    memos::{self, Target},
    reading, settings, tags,
};
use vermilion_formats::{
    annotated::{Colour, Mark, Style},
    interview::{self, BlockKind},
};

fn surroundings() -> Surroundings {
    let (time, ids) = (AtomicI64::new(1_760_000_000_000), AtomicU64::new(1));
    Surroundings::new(
        move || time.fetch_add(60_000, Ordering::Relaxed),
        move || Uuid::from_u64_pair(0x0199_0000_0000_7000, ids.fetch_add(1, Ordering::Relaxed) | 1 << 63),
    )
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut samples: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    samples.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    samples.sort();
    samples
}

fn make(path: &Path) {
    let library = Library::open(path, surroundings()).unwrap();
    for (number, sample) in samples().into_iter().enumerate() {
        let text = fs::read_to_string(sample).unwrap();
        let document =
            documents::import(&library, &NewDocument::new(interview::parse(&text))).unwrap().value.document;
        for at in 0..12 {
            let style = Style {
                mark: if at % 3 == 0 { Mark::Underline } else { Mark::Fill },
                colour: if at % 2 == 0 { Colour::Yellow } else { Colour::Blue },
            };
            let note = if at % 4 == 0 { "**為什麼**？" } else { "" };
            annotations::create(&library, document, Span::new(40 + at * 30, 52 + at * 30), style, note)
                .unwrap();
        }
        if number == 0 {
            tag(&library, document);
        }
        reading::touch(&library, document).unwrap();
    }
    settings::set(&library, "theme", &serde_json::json!("dark")).unwrap();
    library.undo().unwrap();
}

/// Since schema 3: three tags on four annotations, and a memo on everything that can have one but a document.
fn tag(library: &Library, document: DocumentId) {
    let marked: Vec<_> =
        annotations::list(library, document).unwrap().into_iter().take(4).map(|one| one.id).collect();
    tags::give(library, &marked, &["情感/恐懼".to_owned()]).unwrap();
    tags::give(library, &marked[..2], &["Night".to_owned()]).unwrap();
    let night = tags::resolve(library, "Night").unwrap();
    tags::define(library, night, "**夜**裡的事。", "").unwrap();
    tags::set_shortcut(library, night, Some('n')).unwrap();
    let open = documents::open(library, document).unwrap();
    let heading = open.blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading { .. })).unwrap();
    for target in [
        Target::Library,
        Target::Section(document, heading.span.start),
        Target::Speaker(document, open.speakers[0].id),
        Target::Tag(night),
    ] {
        memos::create(library, target, "**記**", "").unwrap();
    }
}

#[test]
fn a_library_of_every_released_schema_is_read_where_it_may_not_be_brought_up_to_date() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for entry in fs::read_dir(fixtures).unwrap() {
        let fixture = entry.unwrap().path();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.vermilion");
        fs::copy(&fixture, &path).unwrap();
        let before = fs::read(&path).unwrap();
        let diagnosis = doctor::examine_file(&path);
        assert_eq!(diagnosis.findings, [], "{}", fixture.display());
        assert_eq!(diagnosis.documents, 2, "it is examined, not passed over");
        // Two at once: each has a copy of its own where it needs one.
        let open = || Library::open_read_only(&path, surroundings(), ReadOnly::Protected).unwrap();
        for library in [open(), open()] {
            assert_eq!(library.path(), path);
            assert_eq!(doctor::examine(&library).unwrap().findings, [], "{}", fixture.display());
            let summaries = documents::summaries(&library).unwrap();
            assert_eq!(summaries.len(), 2);
            for summary in &summaries {
                let open = documents::open(&library, summary.id).unwrap();
                assert!(open.blocks.len() > 10);
                assert!(!annotations::list(&library, summary.id).unwrap().is_empty());
            }
            let refused = library.undo().unwrap_err();
            assert!(matches!(refused, Error::ReadOnly { reason: ReadOnly::Protected }), "{refused}");
            assert_eq!(library.changed_outside().unwrap(), None);
        }
        assert_eq!(fs::read(&path).unwrap(), before);
        assert!(fs::read_dir(folder.path()).unwrap().count() <= 3, "no copy is made beside it");
    }
}

#[test]
fn what_is_wrong_in_an_older_library_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.vermilion");
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1.vermilion");
    fs::copy(fixture, &path).unwrap();
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute(
            "UPDATE annotation SET exact = 'other words' WHERE id = (SELECT min(id) FROM annotation)",
            [],
        )
        .unwrap();
    let before = fs::read(&path).unwrap();
    assert_eq!(doctor::examine_file(&path).findings.len(), 1);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_library_of_every_released_schema_opens_with_all_that_was_in_it() {
    if let Some(path) = std::env::var_os("VERMILION_FIXTURE") {
        make(Path::new(&path));
    }
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let schemas =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations")).unwrap().count();
    for schema in 1..=schemas {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.vermilion");
        fs::copy(fixtures.join(format!("schema-{schema}.vermilion")), &path).unwrap();
        let library = Library::open(&path, surroundings()).unwrap();
        assert_eq!(doctor::examine(&library).unwrap().findings, [], "schema {schema}");
        let summaries = documents::summaries(&library).unwrap();
        let counts: Vec<_> = summaries.iter().map(|one| (one.annotations, one.notes)).collect();
        assert_eq!(counts, [(11, 3), (12, 3)], "schema {schema}");
        for summary in &summaries {
            let open = documents::open(&library, summary.id).unwrap();
            assert!(open.speakers.len() >= 2 && open.blocks.len() > 10, "schema {schema}");
            assert!(
                annotations::list(&library, summary.id)
                    .unwrap()
                    .iter()
                    .all(|one| open.text.contains(&one.quote))
            );
        }
        let counts: Vec<_> =
            tags::count(&library).unwrap().iter().map(|count| count.whole.annotations).collect();
        assert_eq!(counts, if schema < 3 { &[][..] } else { &[4, 4, 2] }, "schema {schema}");
        assert_eq!(memos::list(&library).unwrap().len(), if schema < 3 { 0 } else { 4 }, "schema {schema}");
        assert_eq!(settings::get(&library, "theme").unwrap(), Some(serde_json::json!("dark")));
        // Of the newest one the history is open; a step of the schema closes it.
        assert_eq!(library.redo().is_ok(), schema == schemas, "schema {schema}");
        let backups = vermilion_core::backups::list(&library).unwrap();
        assert_eq!(backups.len(), usize::from(schema < schemas), "schema {schema}");
    }
}
