//! A long document is as quick as a short one: only what is near the viewport is on the page, and a highlight redraws
//! only what it touches.

use super::{import, on_page, open_only_document};
use serde_json::json;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use vermilion_tests::fixtures::open_unhurried_library;
use vermilion_tests::harness::{App, By, Launch, Passage, Result, in_window};

const TURNS: usize = 4_000;

/// A long interview in a file of this folder.
fn long_interview(folder: &Path) -> PathBuf {
    let file = folder.join("long.txt");
    let mut text = String::from("很長的訪談\n");
    for turn in 0..TURNS {
        let name = if turn % 2 == 0 { "甲" } else { "乙" };
        // Writing to a String cannot fail.
        let _ =
            writeln!(text, "{name}：第{turn}段話，說到河、霧、山與路，說到人怎麼來又怎麼走，沒有一句相同。");
    }
    std::fs::write(&file, text).expect("the file can be written");
    file
}

#[tokio::test]
async fn a_highlight_redraws_only_the_paragraph_it_is_in() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the file");
    in_window(Launch::new().open(long_interview(folder.path())), async |app| {
        import(app).await?;
        let drawn = app.script("return document.querySelectorAll('article .block').length", Vec::new()).await?;
        assert!(drawn.as_u64().is_some_and(|blocks| blocks > 5 && blocks < 400), "{drawn} of {TURNS} are drawn");

        let watch = "window.touched = new Set();
            new MutationObserver((records) => {
                for (const { target } of records) {
                    const block = (target.nodeType === 1 ? target : target.parentElement)?.closest('.block');
                    if (block) window.touched.add(block);
                }
            }).observe(document.querySelector('article'), { childList: true, subtree: true, characterData: true });";
        app.script(watch, Vec::new()).await?;
        let quote: Vec<char> = "第3段話，說到河".chars().collect();
        app.select(&on_page(&quote)).await?;
        app.press("1").await?;
        super::marked(app, &[&quote]).await?;
        let touched = app.script("return window.touched.size", Vec::new()).await?;
        assert_eq!(touched, json!(1), "blocks redrawn");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn thousands_of_annotations_go_and_come_back_at_once() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the file");
    in_window(Launch::new().open(long_interview(folder.path())), async |app| {
        import(app).await?;
        let other =
            open_unhurried_library(&app.home().library()).expect("a second program opens the library");
        let document = app.call("document_list", json!({})).await?[0]["id"].clone();
        let text = super::stored(app).await?["text"].as_str().expect("a text").to_owned();
        let mut annotations = Vec::new();
        let starts = text.chars().enumerate().filter(|(_, character)| *character == '第').map(|(at, _)| at);
        // One event does not list so many.
        for start in starts.take(2_100) {
            let mut request = json!({ "document": document, "start": start, "end": start + 3, "note": "" });
            request["style"] = json!({ "mark": "fill", "colour": "green" });
            let made = other.call("annotation_create", request, "").expect("an annotation is made");
            annotations.push(made["annotation"]["id"].clone());
        }
        see_marks(app, true).await?;
        app.script("window.block = document.querySelector('article .block:has(mark)')", Vec::new()).await?;
        app.call("annotation_delete", json!({ "annotations": annotations })).await?;
        see_marks(app, false).await?;
        app.press("Control+z").await?;
        see_marks(app, true).await?;
        super::stored_annotations(app, 2_100).await?;
        let is_same = app.script("return window.block.isConnected", Vec::new()).await?;
        assert_eq!(is_same, json!(true), "the paragraph was made anew");
        Ok(())
    })
    .await
}

/// Waits until highlights are on the page, or none is.
async fn see_marks(app: &App, are_there: bool) -> Result {
    let look = "return document.querySelector('article mark') !== null";
    app.until("the highlights to follow", async || {
        Ok((app.script(look, Vec::new()).await? == json!(are_there)).then_some(()))
    })
    .await
}

#[tokio::test]
async fn the_keyboard_goes_to_the_end_and_the_place_is_found_again() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the file");
    in_window(Launch::new().open(long_interview(folder.path())), async |app| {
        import(app).await?;
        app.click_text(&Passage::of("第1段話").within("article"), 1).await?;
        app.press("End").await?;
        see_the_end(app).await?;
        app.reads(By::test_id("progress"), "100").await?;
        app.until("the place to be stored", async || {
            let documents = app.call("document_list", json!({})).await?;
            Ok((documents[0]["position"] == documents[0]["characters"]).then_some(()))
        })
        .await?;

        app.restart(Launch::new()).await?;
        open_only_document(app).await?;
        see_the_end(app).await
    })
    .await
}

/// Waits until the last line of the interview stands in the window.
async fn see_the_end(app: &App) -> Result {
    let script = format!(
        "const last = [...document.querySelectorAll('article .block')].at(-1);
        return last.textContent.includes('第{}段話') && last.getBoundingClientRect().bottom <= innerHeight;",
        TURNS - 1
    );
    app.until("the end of the interview", async || {
        Ok((app.script(&script, Vec::new()).await? == json!(true)).then_some(()))
    })
    .await
}
