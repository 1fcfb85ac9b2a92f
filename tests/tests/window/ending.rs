//! However the app is ended, what was typed last is in the library, and the log does not speak of an error where there is
//! none.

use super::{
    hold, import_and_highlight, import_and_type, interview, is_so, on_page, read_outside, type_note,
};
use std::path::PathBuf;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

const NOTE: &str = "最後打的一句";

/// What is stored of the only note.
fn note(app: &App) -> String {
    read_outside(&app.home().library())["annotations"][0]["note"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn what_was_just_typed_is_saved_when_the_system_ends_the_app() -> Result {
    for signal in ["TERM", "INT", "HUP"] {
        in_window(Launch::new().open(interview()), async |app| {
            import_and_type(app, NOTE).await?;
            app.signal(signal)?;
            app.ended().await?;
            assert_eq!(note(app), NOTE, "{signal}");
            let log = app.home().own_log();
            assert!(log.contains("told to end") && log.contains("closed"), "{log}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_the_shell_knows_of_is_saved_when_the_page_is_ended_with_the_app() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        let quote = import_and_highlight(app).await?;
        let held = hold(&app.home().library());
        type_note(app, &quote, NOTE).await?;
        app.reads(By::test_id("unsaved"), "a note").await?;
        drop(held);
        app.signal_all("TERM");
        app.ended().await?;
        assert_eq!(note(app), NOTE);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_system_is_not_kept_waiting_by_what_cannot_be_saved_and_it_is_kept() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        let quote = import_and_highlight(app).await?;
        let held = hold(&app.home().library());
        type_note(app, &quote, NOTE).await?;
        app.reads(By::test_id("unsaved"), "a note").await?;
        app.signal("TERM")?;
        app.ended().await?;
        assert_eq!(note(app), "", "the library was held");
        let mut paper = app.home().library().into_os_string();
        paper.push("-typing");
        let kept = std::fs::read_to_string(PathBuf::from(paper)).unwrap_or_default();
        assert!(kept.contains(NOTE), "it waits for the next start: {kept}");
        drop(held);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn keys_that_the_page_has_not_had_yet_when_the_window_is_closed_are_in_the_note() -> Result {
    const TYPED: &str = "abcdefgh";
    in_window(Launch::new().open(interview()), async |app| {
        let quote = import_and_highlight(app).await?;
        app.click_text(&on_page(&quote), 1).await?;
        app.click(By::role("textbox", "Note")).await?;
        // The page needs a while for each key, as a large interview may, and the others wait for it in the engine.
        let slow = "addEventListener('keydown', () => {
            const end = performance.now() + 40;
            while (performance.now() < end);
        }, true)";
        app.script(slow, Vec::new()).await?;
        is_so(app, "the note to have the focus", "document.activeElement?.tagName === 'TEXTAREA'").await?;
        for key in TYPED.chars() {
            app.press_on_keyboard(&key.to_string())?;
        }
        app.ask_to_close().await?;
        app.ended().await?;
        assert_eq!(note(app), TYPED);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_ordinary_close_is_no_error_in_the_log() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import_and_type(app, NOTE).await?;
        app.ask_to_close().await?;
        app.ended().await?;
        let log = app.home().own_log();
        assert!(log.contains("closed") && !log.contains("ERROR"), "{log}");
        Ok(())
    })
    .await
}
