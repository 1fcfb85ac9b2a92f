//! Opening a document whose library file was changed by something else.

use super::{INTERVIEW, TestResult, highlight, import_text, open};
use std::path::Path;
use vermilion_api::wire::Trouble;
use vermilion_tests::fixtures::{open_unhurried_library, read_library};

#[test]
fn opening_a_document_says_once_what_was_wrong_with_it() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("library.vermilion");
    let api = open_unhurried_library(&path)?;
    let document = import_text(&api, INTERVIEW)?.document;
    highlight(&api, &document, "路上都是霧")?;
    assert_eq!(open(&api, &document)?.trouble, None);
    for (sql, found, lost) in [
        ("UPDATE annotation SET start = start + 1, \"end\" = \"end\" + 1", 1, 0),
        ("UPDATE annotation SET exact = '別的'", 0, 1),
    ] {
        tamper(&path, sql)?;
        let trouble = Trouble { found, lost, ..Trouble::default() };
        assert_eq!(open(&api, &document)?.trouble, Some(trouble), "{sql}");
        assert_eq!(open(&api, &document)?.trouble, None, "{sql}");
    }
    Ok(())
}

#[test]
fn in_a_library_that_cannot_be_written_to_it_says_every_time_what_was_left_as_it_is() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("library.vermilion");
    let document = {
        let api = open_unhurried_library(&path)?;
        let document = import_text(&api, INTERVIEW)?.document;
        highlight(&api, &document, "路上都是霧")?;
        // One that lost its passage before is no news.
        highlight(&api, &document, "現在我要過河")?;
        tamper(&path, "UPDATE annotation SET exact = '別的' WHERE exact = '現在我要過河'")?;
        assert_eq!(open(&api, &document)?.trouble.map(|trouble| trouble.lost), Some(1));
        document
    };
    assert_eq!(open(&read_library(&path)?, &document)?.trouble, None);
    tamper(
        &path,
        "UPDATE annotation SET start = start + 1, \"end\" = \"end\" + 1 WHERE exact = '路上都是霧'",
    )?;
    let reading = read_library(&path)?;
    for _ in 0..2 {
        let view = open(&reading, &document)?;
        assert_eq!(view.trouble, Some(Trouble { astray: 1, ..Trouble::default() }));
        assert_eq!((view.annotations.len(), view.orphans.len()), (0, 2));
    }
    // Once it can be written to, it is put right.
    let view = open(&open_unhurried_library(&path)?, &document)?;
    assert_eq!(view.trouble, Some(Trouble { found: 1, ..Trouble::default() }));
    Ok(())
}

/// Changes the library behind the back of whoever has it open.
fn tamper(path: &Path, sql: &str) -> rusqlite::Result<()> {
    rusqlite::Connection::open(path)?.execute_batch(sql)
}

#[test]
fn a_document_whose_text_was_damaged_is_shown_as_it_is_and_nothing_is_written() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("library.vermilion");
    let document = {
        let api = open_unhurried_library(&path)?;
        let document = import_text(&api, INTERVIEW)?.document;
        highlight(&api, &document, "路上都是霧")?;
        document
    };
    let library = rusqlite::Connection::open(&path)?;
    library.execute_batch("UPDATE revision SET text = replace(text, '路上都是霧', '海上都是魚')")?;
    let place = || -> rusqlite::Result<(u32, String)> {
        library.query_row("SELECT start, state FROM annotation", [], |row| Ok((row.get(0)?, row.get(1)?)))
    };
    let before = place()?;
    let api = open_unhurried_library(&path)?;
    for _ in 0..2 {
        let view = open(&api, &document)?;
        assert_eq!(view.trouble, Some(Trouble { is_text_damaged: true, lost: 1, ..Trouble::default() }));
        assert_eq!((view.annotations.len(), view.orphans.len()), (0, 1));
    }
    assert_eq!(place()?, before);
    Ok(())
}
