//! Taking annotations out, as a person does: the dialog, a format, a file; waiting for it, and asking whether it says what
//! the library says.

use super::{highlight, import, interview, long_turns, marked, on_page, stored};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

const NOTE: &str = "=1+1 是公式，也是批註";

#[tokio::test]
async fn every_format_holds_the_quote_and_the_note() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let quote = &turns[0][2..12];
    let words: String = quote.iter().collect();
    // Vanishes with the test.
    let folder = tempfile::tempdir().expect("a folder for what is exported");
    let target = folder.path().join("export");
    in_window(Launch::new().open(&file).pick_save(&target), async |app| {
        import(app).await?;
        app.select(&on_page(quote)).await?;
        app.press("n").await?;
        app.type_into(By::role("textbox", "Note"), NOTE).await?;
        app.find(By::css("[data-testid=note-state][data-state=saved]")).await?;
        marked(app, &[quote]).await?;
        app.press("Escape").await?;

        for format in ["md", "html", "csv", "json"] {
            app.press("Control+e").await?;
            app.click(By::test_id(format!("export-format-{format}"))).await?;
            app.click(By::test_id("export-save")).await?;
            app.gone(By::test_id("export-dialog")).await?;
            let bytes = app.file(&target).await?;
            let content = String::from_utf8_lossy(&bytes);
            assert!(content.contains(&words), "{format} holds the quote");
            assert!(content.contains(NOTE), "{format} holds the note");
            match format {
                "csv" => {
                    assert!(bytes.starts_with(b"\xef\xbb\xbf"), "a byte order mark, for spreadsheets");
                    assert!(content.contains(&format!("'{NOTE}")), "a formula is escaped");
                }
                "json" => {
                    let collection: Value = serde_json::from_str(&content).expect("valid JSON");
                    assert_eq!(collection["type"], "AnnotationCollection");
                    assert_eq!(collection["total"], 1);
                }
                "html" => {
                    assert!(content.starts_with("<!doctype html>") || content.starts_with("<!DOCTYPE html>"));
                }
                _ => {}
            }
            std::fs::remove_file(&target).expect("the export can be removed");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_earlier_export_is_brought_up_to_date_once_it_was_said_what_becomes_of_it() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let (first, second) = (&turns[0][2..12], &turns[1][2..12]);
    let folder = tempfile::tempdir().expect("a folder for what is exported");
    let target = folder.path().join("notes.md");
    in_window(Launch::new().open(&file).pick_save(&target), async |app| {
        import(app).await?;
        app.select(&on_page(first)).await?;
        app.press("1").await?;
        marked(app, &[first]).await?;
        app.press("Control+e").await?;
        app.click(By::test_id("export-save")).await?;
        app.gone(By::test_id("export-dialog")).await?;
        let plain = String::from_utf8(app.file(&target).await?).expect("text");
        let own = format!("{plain}\n我自己的話\n");
        std::fs::write(&target, &own).expect("the export can be written in");

        app.select(&on_page(second)).await?;
        app.press("1").await?;
        marked(app, &[first, second]).await?;
        app.press("Control+e").await?;
        app.click(By::css("label:has(> [data-testid=export-tags-wikilinks])")).await?;
        app.click(By::test_id("export-save")).await?;
        app.find(By::css("[data-testid=export-earlier][data-kind=earlier]")).await?;
        assert_eq!(
            std::fs::read_to_string(&target).expect("text"),
            own,
            "nothing is written before it is wished"
        );
        app.click(By::test_id("export-update")).await?;
        app.gone(By::test_id("export-dialog")).await?;
        let now = std::fs::read_to_string(&target).expect("text");
        let words: String = second.iter().collect();
        assert!(now.contains("\n我自己的話\n") && now.contains(&words), "{now}");

        // What was changed within a block is not written over unless that is wished.
        let edited = now.replace(&words, "別的話");
        std::fs::write(&target, &edited).expect("the export can be written in");
        app.press("Control+e").await?;
        app.find(By::css("label.chosen:has(> [data-testid=export-tags-wikilinks])")).await?;
        app.click(By::test_id("export-save")).await?;
        app.find(By::css("[data-testid=export-earlier][data-kind=altered]")).await?;
        assert_eq!(std::fs::read_to_string(&target).expect("text"), edited);
        app.click(By::test_id("export-replace")).await?;
        app.gone(By::test_id("export-dialog")).await?;
        assert!(!std::fs::read_to_string(&target).expect("text").contains("我自己的話"));
        Ok(())
    })
    .await
}

/// So many annotations take a writer some seconds in a build that is not optimised.
const MANY: usize = 10_000;

/// An interview in a file of this folder, with a word to mark in each of its turns.
fn long_interview(folder: &Path) -> PathBuf {
    let file = folder.join("long.txt");
    let mut text = String::from("A long talk\n");
    for turn in 0..MANY {
        let name = if turn % 2 == 0 { "Ada" } else { "Ben" };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}: Turn {turn} speaks of rivers.");
    }
    std::fs::write(&file, text).expect("the file can be written");
    file
}

/// Marks a word in every turn.
async fn mark_every_turn(app: &App) -> Result {
    let view = stored(app).await?;
    let text = view["text"].as_str().expect("a text");
    let starts = text.match_indices("rivers").map(|(at, words)| [at, at + words.len()]);
    let places: Vec<usize> = starts.flatten().collect();
    let passages =
        json!([{ "document": view["summary"]["id"], "revision": view["revision"], "places": places }]);
    let style = json!({ "mark": "fill", "colour": "red" });
    app.call(
        "annotation_create_all",
        json!({ "passages": passages, "style": style, "tags": ["Water/River"] }),
    )
    .await?;
    Ok(())
}

/// What is in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn an_export_that_takes_long_says_how_far_it_is_and_stops_when_it_is_told() -> Result {
    let folder = tempfile::tempdir().expect("a folder for what is exported");
    let target = folder.path().join("all.xlsx");
    let file = long_interview(folder.path());
    std::fs::write(&target, "what was there").expect("a file can be written");
    in_window(Launch::new().open(&file).pick_save(&target), async |app| {
        import(app).await?;
        mark_every_turn(app).await?;
        app.press("Control+e").await?;
        app.click(By::test_id("export-format-xlsx")).await?;
        app.click(By::test_id("export-save")).await?;
        app.find(By::test_id("task-progress")).await?;
        app.screenshot("export-progress").await?;
        app.press("Escape").await?;
        app.find(By::test_id("export-stopped")).await?;
        app.screenshot("export-stopped").await?;
        assert_eq!(std::fs::read(&target).expect("it is there"), b"what was there");
        assert_eq!(names(folder.path()), ["all.xlsx", "long.txt"], "nothing is left behind");

        // The dialog is as it was, and the button that was pressed has the focus.
        app.press("Enter").await?;
        app.gone(By::test_id("export-dialog")).await?;
        let written = std::fs::read(&target).expect("it is there");
        assert!(written.starts_with(b"PK"), "the workbook has taken its place");
        assert_eq!(names(folder.path()), ["all.xlsx", "long.txt"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_quote_is_shown_in_each_form_and_one_can_be_made_the_usual() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let quote = &turns[0][2..12];
    let words: String = quote.iter().collect();
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        app.select(&on_page(quote)).await?;
        app.press("Shift+c").await?;
        app.find(By::css("[data-testid='quote-form-dash:'] input:checked")).await?;
        for form in ["dash", "markdown", "author-date", "full"] {
            let shown =
                format!("return document.querySelector(\"[data-testid='quote-form-{form}:']\").textContent");
            let shown = app.script(&shown, Vec::new()).await?;
            assert!(shown.as_str().is_some_and(|shown| shown.contains(&words)), "{form}: {shown}");
        }
        app.click(By::test_id("quote-form-author-date:")).await?;
        app.click(By::test_id("quote-default")).await?;
        app.click(By::test_id("quote-copy")).await?;
        app.gone(By::test_id("quote-dialog")).await?;
        app.press("Shift+c").await?;
        app.find(By::css("[data-testid='quote-form-author-date:'] input:checked")).await?;
        app.find(By::css("[data-testid=quote-default]:checked:disabled")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_file_is_read_back_and_what_differs_is_listed() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let quote = &turns[0][2..12];
    let folder = tempfile::tempdir().expect("a folder for what is exported");
    let target = folder.path().join("talk.docx");
    in_window(Launch::new().open(&file).pick_save(&target), async |app| {
        import(app).await?;
        highlight(app, quote).await?;
        app.press("Control+e").await?;
        app.click(By::test_id("export-format-docx")).await?;
        app.click(By::test_id("export-save")).await?;
        app.click(By::test_id("toast-action")).await?;
        app.find(By::css("[data-testid=verify-verdict][data-same=true]")).await?;
        app.screenshot("verify-same").await?;

        // What is changed in the library since is what differs.
        let annotation = stored(app).await?["annotations"][0]["id"].clone();
        app.call(
            "annotation_set_note",
            json!({ "annotation": annotation, "note": "後來才寫的", "joinKey": "later" }),
        )
        .await?;
        app.click(By::test_id("verify-again")).await?;
        app.find(By::css("[data-testid=verify-verdict][data-same=false]")).await?;
        app.reads(By::test_id("verify-list"), "後來才寫的").await?;
        app.screenshot("verify-differs").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("verify-dialog")).await
    })
    .await
}

#[tokio::test]
async fn several_interviews_go_into_one_file_with_what_the_filter_shows() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the files");
    let target = folder.path().join("some.csv");
    let talks = ["River", "Mountain", "Sea"].map(|name| {
        let path = folder.path().join(format!("{name}.txt"));
        let text = format!("{name}\n\nAda: What of the {name}?\nBen: It was red and blue.\n");
        std::fs::write(&path, text).expect("a file can be written");
        path
    });
    in_window(Launch::new().pick_save(&target), async |app| {
        for path in &talks {
            let source = json!({ "kind": "path", "path": path });
            let request = json!({ "source": source, "encoding": null, "title": null, "publishedSource": null,
                "published": null, "language": null, "again": false, "format": null, "speakers": null, "memo": null,
                "onto": null });
            let document = app.call("import_commit", request).await?["document"].clone();
            let view = app.call("document_peek", json!({ "document": document })).await?;
            let text = view["text"].as_str().expect("a text");
            for (colour, word) in [("red", "red"), ("blue", "blue")] {
                // Nobody marks anything in red in what is said of the sea.
                if colour == "red" && text.contains("Sea") {
                    continue;
                }
                let start = text.find(word).expect("the word");
                let style = json!({ "mark": "fill", "colour": colour });
                let request = json!({ "document": document, "start": start, "end": start + word.len(),
                    "style": style, "note": "" });
                app.call("annotation_create", request).await?;
            }
        }
        // From the library, all of it.
        app.find(By::test_id("library-row")).await?;
        app.press("Control+e").await?;
        app.find(By::test_id("export-dialog")).await?;
        app.screenshot("export-library").await?;
        app.click(By::test_id("export-format-csv")).await?;
        app.click(By::test_id("export-save")).await?;
        app.gone(By::test_id("export-dialog")).await?;
        let rows = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).lines().count() - 1;
        assert_eq!(rows(app.file(&target).await?), 5);

        // From an interview, what its filter shows in all of them.
        app.script("[...document.querySelectorAll('[data-testid=library-row]')].at(-1).click()", Vec::new()).await?;
        app.find(By::css("article h1")).await?;
        app.press("Control+2").await?;
        app.click(By::css("[data-testid=filter-red]")).await?;
        app.press("Control+e").await?;
        app.click(By::test_id("export-library")).await?;
        app.click(By::test_id("export-format-csv")).await?;
        app.screenshot("export-filtered").await?;
        app.click(By::test_id("export-save")).await?;
        app.gone(By::test_id("export-dialog")).await?;
        let bytes = app.file(&target).await?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert_eq!((rows(bytes), text.contains("Sea")), (2, false), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn interviews_of_which_a_file_holds_one_go_into_a_folder() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the files");
    let target = folder.path().join("out");
    let talks = ["River", "Mountain"].map(|name| {
        let path = folder.path().join(format!("{name}.txt"));
        let text = format!("{name}\n\nAda: What of the {name}?\nBen: It was red and blue.\n");
        std::fs::write(&path, text).expect("a file can be written");
        path
    });
    in_window(Launch::new().with("VERMILION_PICK_FOLDER", &target), async |app| {
        for path in &talks {
            let source = json!({ "kind": "path", "path": path });
            let request = json!({ "source": source, "encoding": null, "title": null, "publishedSource": null,
                "published": null, "language": null, "again": false, "format": null, "speakers": null, "memo": null,
                "onto": null });
            app.call("import_commit", request).await?;
        }
        app.find(By::test_id("library-row")).await?;
        app.press("Control+e").await?;
        app.click(By::test_id("export-format-docx")).await?;
        app.find(By::test_id("export-each")).await?;
        app.screenshot("export-each").await?;
        app.click(By::test_id("export-save")).await?;
        app.gone(By::test_id("export-dialog")).await?;
        assert_eq!(names(&target), ["Mountain.docx", "River.docx"]);

        // What is there is replaced only when that is wished.
        std::fs::write(target.join("River.docx"), "mine").expect("a file can be written");
        std::fs::remove_file(target.join("Mountain.docx")).expect("a file can be removed");
        app.press("Control+e").await?;
        app.click(By::test_id("export-format-docx")).await?;
        app.click(By::test_id("export-save")).await?;
        app.find(By::test_id("export-existing")).await?;
        app.screenshot("export-existing").await?;
        assert_eq!(names(&target), ["River.docx"], "nothing is written before it is wished");
        assert_eq!(std::fs::read(target.join("River.docx")).expect("it is there"), b"mine");
        app.click(By::test_id("export-replace")).await?;
        app.gone(By::test_id("export-dialog")).await?;
        assert!(std::fs::read(target.join("River.docx")).expect("it is there").starts_with(b"PK"));

        // One that cannot be written is told, and the other one is there.
        std::fs::remove_file(target.join("River.docx")).expect("a file can be removed");
        std::fs::create_dir(target.join("River.docx")).expect("a folder can be made");
        app.press("Control+e").await?;
        app.click(By::test_id("export-format-docx")).await?;
        app.click(By::test_id("export-save")).await?;
        app.click(By::test_id("export-replace")).await?;
        app.reads(By::test_id("export-outcome"), "Mountain.docx").await?;
        app.screenshot("export-outcome").await?;
        app.press("Enter").await?;
        app.gone(By::test_id("export-dialog")).await
    })
    .await
}
