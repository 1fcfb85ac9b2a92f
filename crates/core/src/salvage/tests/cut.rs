//! Libraries that were cut off, and tables whose way in is lost: what stands on the pages that are left is taken.

use super::*;
use crate::{DocumentId, library::header::PAGE};
use std::collections::BTreeMap;

/// A library of some size, all of it in the file: documents with long texts, notes that can be told apart, tags and memos.
struct Large {
    _folder: std::sync::Arc<TempDir>,
    path: PathBuf,
    bytes: Vec<u8>,
}

/// How many documents, and how many annotations each has.
const DOCUMENTS: u32 = 8;
const ANNOTATIONS: u32 = 30;

fn large() -> Large {
    let desk = Desk::new();
    for number in 0..DOCUMENTS {
        let document = desk.import(&talk(number).iter().map(String::as_str).collect::<Vec<_>>());
        annotate(&desk, document, number);
    }
    let (path, folder) = (desk.path(), desk.closed());
    let bytes = fs::read(&path).unwrap();
    Large { _folder: folder, path, bytes }
}

fn talk(number: u32) -> Vec<String> {
    let lines = (0..100).map(|line| format!("Ben: 第{number}篇第{line}段，{}。", "慢慢說的話很長".repeat(6)));
    TALK.iter().map(|line| (*line).to_owned()).chain(lines).collect()
}

fn annotate(desk: &Desk, document: DocumentId, number: u32) {
    let ids: Vec<_> = (0..ANNOTATIONS)
        .map(|at| {
            let note = format!("note {number} {at}: {}", "remarkable ".repeat(20));
            desk.create(document, 60 + at * 150, 70 + at * 150, &note).annotation.id
        })
        .collect();
    tags::give(&desk.library, &ids[..10], &[format!("情感/{number}")]).unwrap();
    memos::create(&desk.library, Target::Document(document), &format!("memo {number}"), "").unwrap();
}

/// How many rows of a table stand on pages of this kind, as SQLite counts them in the whole file. Inner pages hold rows,
/// too, where a table does not number them.
fn rows_on(path: &Path, table: &str, pages: &str) -> u64 {
    let sql = format!(
        "SELECT coalesce(sum(ncell), 0) FROM dbstat
         WHERE name = ?1 AND {pages} AND (pagetype = 'leaf' OR name NOT IN ('revision', 'history'))"
    );
    let rows: i64 = Connection::open(path).unwrap().query_row(&sql, [table], |row| row.get(0)).unwrap();
    rows.cast_unsigned()
}

fn taken(salvage: &Salvage, table: &str) -> u64 {
    salvage.tables.iter().find(|salvaged| salvaged.table == table).map_or(0, |salvaged| salvaged.taken)
}

fn root(path: &Path, table: &str) -> usize {
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let page: u32 = Connection::open(path).unwrap().query_row(sql, [table], |row| row.get(0)).unwrap();
    page as usize
}

#[test]
fn of_a_file_that_was_cut_off_every_row_is_taken_that_is_left() {
    let Large { _folder, path, bytes } = large();
    let whole = fs::read(&path).unwrap();
    let pages = bytes.len() / PAGE;
    assert!(pages > 100, "{pages}");
    let mut seen = BTreeMap::new();
    for eighth in 1..8 {
        let left = pages * eighth / 8;
        let rows = ["document", "annotation", "tag", "memo"]
            .map(|table| (table, rows_on(&path, table, &format!("pageno <= {left}"))));
        let cut = path.with_file_name(format!("cut{eighth}.vermilion"));
        // In the middle of a page.
        fs::write(&cut, &whole[..left * PAGE + 1000]).unwrap();
        let salvage = run(&cut, &format!("new{eighth}.vermilion"));
        assert!(!salvage.is_whole());
        assert_eq!(salvage.cut, Some(Cut { left: (left * PAGE + 1000) as u64, was: bytes.len() as u64 }));
        for (table, rows) in rows {
            assert!(taken(&salvage, table) >= rows, "{eighth}/8 {table}: {rows} of {salvage:?}");
            *seen.entry(table).or_insert(0) += rows;
        }
        let library = opened(&salvage);
        let noted: u64 = salvage.documents.iter().map(|document| document.annotations).sum();
        let found = annotations::search(&library, &annotations::Filter::default()).unwrap();
        assert_eq!(found.len() as u64, noted);
        assert!(found.iter().all(|one| one.annotation.note.starts_with("note ")));
        assert_eq!(fs::read(&cut).unwrap().len(), left * PAGE + 1000, "it was not touched");
    }
    assert!(seen.values().all(|rows| *rows > 0), "{seen:?}");
}

#[test]
fn a_file_that_has_lost_the_end_of_its_last_page_alone_is_called_cut() {
    let Large { _folder, path, bytes } = large();
    fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
    let salvage = run(&path, "new.vermilion");
    assert_eq!(salvage.cut, Some(Cut { left: bytes.len() as u64 - 1, was: bytes.len() as u64 }));
    assert!(!salvage.is_whole());
}

#[test]
fn of_a_third_of_a_file_whole_interviews_are_left() {
    let Large { _folder, path, bytes } = large();
    fs::write(&path, &bytes[..bytes.len() / 3]).unwrap();
    let salvage = run(&path, "new.vermilion");
    let library = opened(&salvage);
    let texts: Vec<_> = salvage.documents.iter().map(|document| document.text).collect();
    assert!(texts.contains(&TextSalvage::Whole), "{salvage:?}");
    let document = salvage.documents.iter().find(|document| document.text == TextSalvage::Whole).unwrap();
    let open = documents::open(&library, document.id).unwrap();
    assert!(open.text.ends_with("慢慢說的話很長。\n") && open.text.contains("第99段"), "{}", open.text);
}

#[test]
fn a_table_whose_first_page_is_lost_is_taken_from_the_others() {
    let Large { _folder, path, bytes: whole } = large();
    for table in ["annotation", "revision", "document", "block", "history", "tag"] {
        fs::write(&path, &whole).unwrap();
        let root = root(&path, table);
        let left = rows_on(&path, table, &format!("pageno <> {root}"));
        let mut bytes = whole.clone();
        bytes[(root - 1) * PAGE..root * PAGE].fill(0);
        fs::write(&path, bytes).unwrap();
        let salvage = run(&path, &format!("{table}.vermilion"));
        assert!(!salvage.is_whole(), "{table}");
        opened(&salvage);
        // Steps that no longer fit are dropped, whatever was found of them.
        if table != "history" {
            assert!(taken(&salvage, table) >= left, "{table}: {left} of {salvage:?}");
        }
        let all = DOCUMENTS * ANNOTATIONS - if table == "annotation" { 20 } else { 0 };
        let noted: u64 = salvage.documents.iter().map(|document| document.annotations).sum();
        assert!(noted >= u64::from(all), "{table}: {noted}");
    }
}

#[test]
fn what_had_been_deleted_stays_deleted_where_the_free_pages_are_known() {
    let desk = Desk::new();
    let documents: Vec<_> = (0..4)
        .map(|number| {
            let document = desk.import(&talk(number).iter().map(String::as_str).collect::<Vec<_>>());
            annotate(&desk, document, number);
            document
        })
        .collect();
    documents::delete(&desk.library, &documents[1..3]).unwrap();
    let (path, _folder) = (desk.path(), desk.closed());
    let mut bytes = fs::read(&path).unwrap();
    let root = root(&path, "annotation");
    bytes[(root - 1) * PAGE..root * PAGE].fill(0);
    fs::write(&path, bytes).unwrap();
    let salvage = run(&path, "new.vermilion");
    assert!(salvage.loose > 0);
    let ids: Vec<_> = salvage.documents.iter().map(|document| document.id).collect();
    assert_eq!(ids, [documents[0], documents[3]]);
}

#[test]
fn of_a_text_that_is_cut_the_beginning_is_left_with_what_was_marked_in_it() {
    let (desk, document) = Desk::with(&talk(0).iter().map(String::as_str).collect::<Vec<_>>());
    annotate(&desk, document, 0);
    let (path, _folder) = (desk.path(), desk.closed());
    tamper(&path, "DELETE FROM history; VACUUM");
    // The second of the pages on which the text goes on.
    let sql = "SELECT pageno FROM dbstat WHERE name = 'revision' AND pagetype = 'overflow' ORDER BY path LIMIT 1 OFFSET 1";
    let page: u32 = Connection::open(&path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[(page as usize - 1) * PAGE..page as usize * PAGE].fill(0);
    fs::write(&path, bytes).unwrap();
    let salvage = run(&path, "new.vermilion");
    let [salvaged] = salvage.documents.as_slice() else { panic!("{salvage:?}") };
    assert_eq!((salvaged.text, salvaged.annotations), (TextSalvage::Beginning, u64::from(ANNOTATIONS)));
    assert!(
        salvaged.lost_annotations > 0 && salvaged.lost_annotations < u64::from(ANNOTATIONS),
        "{salvaged:?}"
    );
    let open = documents::open(&opened(&salvage), document).unwrap();
    let whole = talk(0).join("\n");
    assert!(open.text.len() > 4000 && whole.starts_with(open.text.trim_end()), "{}", open.text);
}

#[test]
fn a_note_that_is_cut_keeps_its_beginning_and_one_with_a_damaged_character_the_others() {
    let (desk, document) = Desk::with(TALK);
    let long =
        desk.create(document, 5, 7, &format!("begins here {}", "and goes on ".repeat(1000))).annotation.id;
    let short = desk.create(document, 9, 11, "a damaged word").annotation.id;
    let (path, _folder) = (desk.path(), desk.closed());
    tamper(
        &path,
        "DELETE FROM history; UPDATE annotation SET note = replace(note, 'damaged', CAST(x'ff' AS TEXT)); VACUUM",
    );
    let sql =
        "SELECT pageno FROM dbstat WHERE name = 'annotation' AND pagetype = 'overflow' ORDER BY path LIMIT 1";
    let page: u32 = Connection::open(&path).unwrap().query_row(sql, [], |row| row.get(0)).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    bytes[(page as usize - 1) * PAGE..page as usize * PAGE].fill(0);
    fs::write(&path, bytes).unwrap();
    let salvage = run(&path, "new.vermilion");
    assert!(!salvage.is_whole());
    let library = opened(&salvage);
    let note = |id| annotations::find(&library, id).unwrap().note;
    assert!(
        note(long).starts_with("begins here and goes on ") && note(long).ends_with(" […]"),
        "{}",
        note(long)
    );
    assert_eq!(note(short), "a \u{fffd} word");
}

#[test]
fn where_nothing_is_left_it_is_said_why() {
    let Large { _folder, path, bytes } = large();
    let lack = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let new = path.with_file_name("new.vermilion");
        let refused = salvage(&path, &new, &surroundings(), &mut |_| ControlFlow::Continue(())).unwrap_err();
        assert!(!new.exists());
        match refused {
            SalvageError::Nothing { lack, .. } => lack,
            other => panic!("{other}"),
        }
    };
    assert_eq!(lack(&[]), Lack::Empty);
    assert_eq!(lack(&"not a database".repeat(2000).into_bytes()), Lack::Foreign);
    assert_eq!(lack(&bytes[..PAGE]), Lack::Cut(Cut { left: PAGE as u64, was: bytes.len() as u64 }));
    let other = path.with_file_name("other.sqlite");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)").unwrap();
    assert_eq!(lack(&fs::read(other).unwrap()), Lack::Rowless);
}
