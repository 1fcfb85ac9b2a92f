//! What is not on disk yet outlives the page, and a paragraph that is being corrected the app; what is typed before there is
//! a field for it is not lost either.

use super::{
    hold, import, import_and_highlight, import_and_type_unsaved, interview, is_so, long_turns, on_page,
    read_outside, stored,
};
use serde_json::{Value, json};
use std::path::PathBuf;
use vermilion_tests::fixtures;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

#[tokio::test]
async fn a_paragraph_that_was_being_corrected_when_the_app_was_killed_is_offered_and_only_saved_if_wanted()
-> Result {
    let turns = long_turns(&interview());
    in_window(Launch::new().open(interview()), async |app| {
        let quote = import_and_highlight(app).await?;
        app.press("Escape").await?;
        let before = stored(app).await?;
        app.click_text(&on_page(&turns[1][20..30]), 1).await?;
        app.press("F2").await?;
        app.find(By::test_id("block-field")).await?;
        app.press("Control+Home").await?;
        app.press("甲").await?;
        app.press("乙").await?;
        let typed = field(app).await?;
        let paper = paper(app);
        app.until("what is typed to be beside the library", async || {
            let kept = std::fs::read_to_string(&paper).unwrap_or_default();
            let kept: Value = serde_json::from_str(&kept).unwrap_or_default();
            Ok((kept["text"] == typed).then_some(()))
        })
        .await?;

        // Nothing of it is in the text, however often the app begins anew; closing it in good order decides nothing.
        app.crash_and_restart(Launch::new()).await?;
        offered(app, &typed).await?;
        assert_eq!(stored(app).await?["text"], before["text"]);
        app.ask_to_close().await?;
        app.ended().await?;
        assert!(paper.exists(), "it is offered again");
        app.crash_and_restart(Launch::new()).await?;
        offered(app, &typed).await?;
        assert_eq!(stored(app).await?["text"], before["text"]);

        app.click(By::test_id("edit-mine")).await?;
        app.gone(By::test_id("block-field")).await?;
        let after = stored(app).await?;
        assert!(after["text"].as_str().unwrap_or_default().contains(&typed), "what was typed is in the text");
        assert_eq!(after["annotations"][0]["quote"], quote.iter().collect::<String>());
        assert_eq!(after["annotations"][0]["state"], "anchored");
        app.until("nothing to be kept any more", async || Ok((!paper.exists()).then_some(()))).await
    })
    .await
}

#[tokio::test]
async fn what_was_offered_and_not_wanted_is_gone() -> Result {
    let turns = long_turns(&interview());
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let before = stored(app).await?;
        app.click_text(&on_page(&turns[1][..12]), 1).await?;
        app.press("F2").await?;
        app.find(By::test_id("block-field")).await?;
        app.press("甲").await?;
        let (typed, paper) = (field(app).await?, paper(app));
        app.until("what is typed to be beside the library", async || {
            let kept = std::fs::read_to_string(&paper).unwrap_or_default();
            Ok(kept.contains('甲').then_some(()))
        })
        .await?;
        app.crash_and_restart(Launch::new()).await?;
        offered(app, &typed).await?;
        // What is meant for another paragraph does not go into this one.
        app.click_text(&on_page(&turns[0][..12]), 1).await?;
        app.press("F2").await?;
        app.reads(By::test_id("toast"), "Another paragraph is not saved yet").await?;
        app.press("乙").await?;
        assert_eq!(field(app).await?, typed);
        app.click(By::test_id("toast-action")).await?;
        let in_field = "document.activeElement?.closest('[data-testid=block-field]') !== null";
        is_so(app, "the field to have the focus", in_field).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("block-field")).await?;
        app.until("nothing to be kept any more", async || Ok((!paper.exists()).then_some(()))).await?;
        assert_eq!(stored(app).await?["text"], before["text"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_highlight_that_waits_for_the_library_outlives_the_page() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let library = app.home().library();
        let held = hold(&library);
        app.select(&on_page(&quote)).await?;
        app.press("1").await?;
        app.reads(By::test_id("unsaved"), "a highlight").await?;
        app.until("the shell to keep it", async || {
            let script = "const done = arguments[0];
                window.__TAURI_INTERNALS__.invoke('page_held').then(done, () => done(null));";
            let kept = app.client().execute_async(script, Vec::new()).await?;
            Ok((kept["wishes"][0]["command"] == "annotation_create").then_some(()))
        })
        .await?;
        app.crash_page().await?;
        drop(held);
        app.until("the highlight in the library", async || {
            let annotations = read_outside(&library)["annotations"].as_array().cloned().unwrap_or_default();
            let quotes: Vec<_> = annotations.iter().map(|one| one["quote"].clone()).collect();
            Ok((quotes == [quote.iter().collect::<String>()]).then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn what_is_typed_right_after_asking_for_a_note_is_in_it() -> Result {
    let turns = long_turns(&interview());
    let quotes = [turns[1][3..16].to_vec(), turns[2][3..16].to_vec()];
    const NOTE: &str = "first 1, then n: u and 2";
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let library = app.home().library();
        app.select(&on_page(&quotes[0])).await?;
        app.press("n").await?;
        type_in(app, NOTE).await?;
        noted(app, &[NOTE]).await?;

        // While the library is held there is no annotation, and what is typed goes into its note all the same.
        app.press("Escape").await?;
        app.press("Escape").await?;
        let held = hold(&library);
        app.select(&on_page(&quotes[1])).await?;
        app.press("n").await?;
        type_in(app, NOTE).await?;
        app.find(By::test_id("early-note")).await?;
        drop(held);
        noted(app, &[NOTE, NOTE]).await?;
        app.gone(By::test_id("early-note")).await
    })
    .await
}

#[tokio::test]
async fn wishes_for_one_passage_make_one_highlight_of_the_last_colour() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let held = hold(&app.home().library());
        app.select(&on_page(&quote)).await?;
        for key in ["1", "1", "2"] {
            app.press(key).await?;
        }
        drop(held);
        app.until("the highlight to have its colour", async || {
            let annotations = stored(app).await?["annotations"].as_array().cloned().unwrap_or_default();
            assert!(annotations.len() < 2, "there is one highlight: {annotations:?}");
            let colour = annotations.first().map(|one| one["style"]["colour"].clone());
            Ok(colour.is_some_and(|colour| colour != "yellow").then_some(()))
        })
        .await?;
        app.gone(By::test_id("unsaved")).await
    })
    .await
}

#[tokio::test]
async fn what_a_library_that_was_closed_has_not_taken_goes_into_no_other_and_waits_for_it() -> Result {
    const NOTE: &str = "還沒存下的一句";
    let folder = tempfile::tempdir().expect("a folder for the other library");
    let other = folder.path().join("other.vermilion");
    drop(fixtures::open_library(&other).expect("a library can be made"));
    let launch = Launch::new().open(interview()).with("VERMILION_PICK_LIBRARY", &other);
    in_window(launch, async |app| {
        let held = import_and_type_unsaved(app, NOTE).await?;
        app.reads(By::test_id("unsaved"), "a note").await?;
        app.until("the shell to keep it", async || {
            let script = "const done = arguments[0];
                window.__TAURI_INTERNALS__.invoke('page_held').then(done, () => done(null));";
            let kept = app.client().execute_async(script, Vec::new()).await?;
            Ok((kept["drafts"][0]["note"] == NOTE).then_some(()))
        })
        .await?;
        // As it is closed where it turns out to be damaged.
        let close = "window.__TAURI_INTERNALS__.invoke('library_recover').then(() => location.reload())";
        app.script(close, Vec::new()).await?;
        app.click(By::test_id("recovery-another")).await?;
        app.gone(By::test_id("recovery")).await?;
        app.until("the other library", async || {
            let path = app.call("library_open", json!({})).await?["path"].clone();
            Ok((path == other.to_string_lossy().as_ref()).then_some(()))
        })
        .await?;
        assert_eq!(app.call("document_list", json!({})).await?, json!([]));
        app.gone(By::test_id("unsaved")).await?;
        let kept = std::fs::read_to_string(paper(app)).unwrap_or_default();
        assert!(kept.contains(NOTE), "it is beside its own library");
        assert!(!folder.path().join("other.vermilion-typing").exists(), "and not beside the other one");

        drop(held);
        app.restart(Launch::new()).await?;
        app.until("the note in its own library", async || {
            let view = read_outside(&app.home().library());
            Ok((view["annotations"][0]["note"] == NOTE).then_some(()))
        })
        .await?;
        let paper = paper(app);
        app.until("nothing to be kept any more", async || Ok((!paper.exists()).then_some(()))).await
    })
    .await
}

/// The file beside the library in which the paragraph is that is being corrected.
fn paper(app: &App) -> PathBuf {
    let mut path = app.home().library().into_os_string();
    path.push("-typing");
    path.into()
}

/// Waits until what was typed is offered where it was typed.
async fn offered(app: &App, typed: &str) -> Result {
    app.find(By::css("[data-testid=edit-bar][data-state=found]")).await?;
    app.until("what was typed to be in the field", async || Ok((field(app).await? == typed).then_some(())))
        .await
}

/// What the field of the paragraph holds.
async fn field(app: &App) -> Result<String> {
    let script = "return document.querySelector('[data-testid=block-field]')?.value ?? ''";
    Ok(app.script(script, Vec::new()).await?.as_str().unwrap_or_default().to_owned())
}

async fn type_in(app: &App, text: &str) -> Result {
    for character in text.chars() {
        app.press(&if character == ' ' { "Space".to_owned() } else { character.to_string() }).await?;
    }
    Ok(())
}

/// Waits until the annotations have these notes, and there are no others.
async fn noted(app: &App, notes: &[&str]) -> Result {
    app.until(&format!("the notes {notes:?}"), async || {
        let annotations =
            read_outside(&app.home().library())["annotations"].as_array().cloned().unwrap_or_default();
        let found: Vec<_> =
            annotations.iter().map(|one| one["note"].as_str().unwrap_or_default().to_owned()).collect();
        Ok((found == notes).then_some(()))
    })
    .await
}
