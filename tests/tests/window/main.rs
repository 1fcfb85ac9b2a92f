//! Tests that do in the real window what a person does. One module a part of the app.
//!
//! `cargo xtask test` builds the app they drive and runs them on a screen of their own; after a
//! failure `target/screenshots` shows the window and the test's output what the app printed.
#![allow(clippy::expect_used, reason = "a test that finds nothing to test is to fail where it stands")]

mod backups;
mod boundaries;
mod bringing;
mod crashing;
mod doctor;
mod doors;
mod editing;
mod ending;
mod exporting;
mod hands;
mod injection;
mod journey;
mod keyboard;
mod large;
mod layers;
mod library;
mod links;
mod memos;
mod names;
mod offline;
mod outliving;
mod palette;
mod protected;
mod recovery;
mod revisions;
mod searching;
mod selecting;
mod starting;
mod structure;
mod tagging;
mod templates;
mod typing;
mod unsaved;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use vermilion_api::wire::Nothing;
use vermilion_tests::fixtures;
use vermilion_tests::harness::{App, By, Passage, Result};

/// The interview that the tests read: the shared one, or the sample where that is missing.
fn interview() -> PathBuf {
    fixtures::shared_interview().unwrap_or_else(|| fixtures::project().join("samples/interview.zh-Hant.txt"))
}

/// The words of the interview's turns of more than 60 characters, without the labels, in order. Taken from the file,
/// so that no word of it stands in a test.
fn long_turns(path: &Path) -> Vec<Vec<char>> {
    // A test that cannot read its interview has nothing to say.
    let text = std::fs::read_to_string(path).expect("the interview can be read");
    text.lines().filter_map(|line| turn_longer_than(60, line)).collect()
}

/// The first two turns of more than 12 characters that follow one another with nothing between them.
fn neighbouring_turns(path: &Path) -> [Vec<char>; 2] {
    let text = std::fs::read_to_string(path).expect("the interview can be read");
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let pair = lines
        .windows(2)
        .find_map(|pair| Some([turn_longer_than(12, pair[0])?, turn_longer_than(12, pair[1])?]));
    pair.expect("two such turns")
}

fn turn_longer_than(length: usize, line: &str) -> Option<Vec<char>> {
    let (label, said) = line.split_once([':', '：'])?;
    (label.chars().count() <= 4 && said.chars().count() > length).then(|| said.chars().collect())
}

/// A passage of the text on the page.
fn on_page(text: &[char]) -> Passage {
    Passage::of(text.iter().collect::<String>()).within("article")
}

/// Brings in the file that the app was started with and waits for the page.
async fn import(app: &App) -> Result {
    app.click(By::test_id("import-accept")).await?;
    app.find(By::css("article h1")).await?;
    Ok(())
}

/// Opens the only document of the library.
async fn open_only_document(app: &App) -> Result {
    app.click(By::test_id("library-row")).await?;
    app.find(By::css("article .block")).await?;
    Ok(())
}

/// What the library holds of the only document, asked as the page asks.
async fn stored(app: &App) -> Result<Value> {
    let documents = app.call("document_list", json!({})).await?;
    app.call("document_open", json!({ "document": documents[0]["id"] })).await
}

/// The stored annotations, once there are so many.
async fn stored_annotations(app: &App, expected: usize) -> Result<Vec<Value>> {
    app.until(&format!("{expected} stored annotations"), async || {
        let annotations = stored(app).await?["annotations"].as_array().cloned().unwrap_or_default();
        Ok((annotations.len() == expected).then_some(annotations))
    })
    .await
}

/// Opens the highlight on a passage and types into its note, without waiting for it to be saved.
async fn type_note(app: &App, quote: &[char], note: &str) -> Result {
    app.click_text(&on_page(quote), 1).await?;
    app.type_into(By::role("textbox", "Note"), note).await
}

/// Brings in the interview that the app was started with, highlights a passage and types its note.
async fn import_and_type(app: &App, note: &str) -> Result {
    let quote = import_and_highlight(app).await?;
    type_note(app, &quote, note).await
}

/// The same while another program writes to the library, which therefore does not get the note; dropping what this gives
/// back lets go of it.
async fn import_and_type_unsaved(app: &App, note: &str) -> Result<rusqlite::Connection> {
    let quote = import_and_highlight(app).await?;
    let held = hold(&app.home().library());
    type_note(app, &quote, note).await?;
    Ok(held)
}

/// Brings in the interview that the app was started with and highlights a passage, which it gives back.
async fn import_and_highlight(app: &App) -> Result<Vec<char>> {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    import(app).await?;
    highlight(app, &quote).await?;
    Ok(quote)
}

/// Highlights a passage and waits until it is marked.
async fn highlight(app: &App, quote: &[char]) -> Result {
    app.select(&on_page(quote)).await?;
    app.press("1").await?;
    marked(app, &[quote]).await
}

/// Where a passage of the only document stands, in code points.
async fn place_of(app: &App, passage: &[char]) -> Result<(usize, usize)> {
    let text = stored(app).await?["text"].as_str().unwrap_or_default().to_owned();
    let words: String = passage.iter().collect();
    let before = text.split_once(&words).expect("the passage is in the text").0;
    let start = before.chars().count();
    Ok((start, start + passage.len()))
}

/// Marks a passage as the page does; gives back the annotation.
async fn annotate(app: &App, passage: &[char], mark: &str, colour: &str, tags: &[&str]) -> Result<Value> {
    annotate_with(app, passage, mark, colour, tags, "").await
}

/// The same, with a note.
async fn annotate_with(
    app: &App,
    passage: &[char],
    mark: &str,
    colour: &str,
    tags: &[&str],
    note: &str,
) -> Result<Value> {
    let document = app.call("document_list", json!({})).await?[0]["id"].clone();
    let (start, end) = place_of(app, passage).await?;
    let style = json!({ "mark": mark, "colour": colour });
    let request = json!({
        "document": document, "start": start, "end": end, "style": style, "note": note, "tags": tags,
    });
    Ok(app.call("annotation_create", request).await?["annotation"].clone())
}

/// Waits until this script says that it is so.
async fn is_so(app: &App, what: &str, script: &str) -> Result {
    let script = format!("return !!({script})");
    app.until(what, async || Ok((app.script(&script, Vec::new()).await? == true).then_some(()))).await
}

/// Holds the library as another program does that writes to it for long; dropping it lets go.
fn hold(library: &Path) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(library).expect("the library opens");
    connection.execute_batch("BEGIN IMMEDIATE").expect("the library can be held");
    connection
}

/// The only document, read by another program without a trace.
fn read_outside(library: &Path) -> Value {
    let library = fixtures::open_library(library).expect("a second program opens the library");
    let documents = library.document_list(Nothing {}).expect("it lists the documents");
    let document = documents.first().expect("there is a document");
    let view = library.document_view(&document.id).expect("it opens the document");
    serde_json::to_value(view).expect("it can be told")
}

/// Waits until the marks on the page, put together, read so.
async fn marked(app: &App, expected: &[&[char]]) -> Result {
    let expected: String = expected.iter().flat_map(|part| part.iter()).collect();
    app.until(&format!("“{expected}” to be marked"), async || {
        let script =
            "return [...document.querySelectorAll('article mark')].map((mark) => mark.textContent).join('')";
        Ok((app.script(script, Vec::new()).await?.as_str() == Some(&expected)).then_some(()))
    })
    .await
}

/// Opens the dialog about the library as a file.
async fn open_library_dialog(app: &App) -> Result {
    app.click(By::test_id("settings")).await?;
    app.click(By::test_id("settings-library")).await?;
    app.find(By::test_id("library-dialog")).await?;
    Ok(())
}

/// Why the backups were made, the newest first.
async fn backup_reasons(app: &App) -> Result<Vec<Value>> {
    let list = app.call("backup_list", json!({})).await?;
    let backups = list["backups"].as_array().cloned().unwrap_or_default();
    Ok(backups.iter().map(|backup| backup["reason"].clone()).collect())
}
