//! Taking annotations out, as a person does: the dialog, a format, a file.

use super::{import, interview, long_turns, marked, on_page};
use serde_json::Value;
use vermilion_tests::harness::{By, Launch, Result, in_window};

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
            app.reads(By::css(format!("[data-testid='quote-form-{form}:'] .text")), &words).await?;
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
