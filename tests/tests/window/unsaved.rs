//! What cannot be saved is said, kept and tried again; the window does not close over it.

use super::{import_and_type, import_and_type_unsaved, interview, read_outside, stored_annotations};
use vermilion_tests::harness::{By, Launch, Result, in_window};

const NOTE: &str = "這一段還沒有存下。";

#[tokio::test]
async fn a_note_that_cannot_be_saved_is_said_to_be_kept_and_saved_when_it_can() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        let held = import_and_type_unsaved(app, NOTE).await?;
        app.reads(By::test_id("unsaved"), "Another program is writing").await?;
        app.reads(By::test_id("unsaved"), "a note").await?;
        // It stays, and so does what was typed, whatever else is done meanwhile.
        app.press("Escape").await?;
        app.find(By::test_id("unsaved")).await?;
        // Looked at from outside: what the window asks for may itself wait for the library.
        assert_eq!(read_outside(&app.home().library())["annotations"][0]["note"], "");

        // It is tried again by itself.
        drop(held);
        app.find(By::test_id("saved-again")).await?;
        assert_eq!(stored_annotations(app, 1).await?[0]["note"], NOTE);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn closing_saves_what_was_just_typed() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import_and_type(app, NOTE).await?;
        app.ask_to_close().await?;
        app.ended().await?;
        assert_eq!(read_outside(&app.home().library())["annotations"][0]["note"], NOTE);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn closing_asks_before_it_loses_what_cannot_be_saved() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        let held = import_and_type_unsaved(app, NOTE).await?;
        app.ask_to_close().await?;
        app.reads(By::test_id("closing-dialog"), "Not saved yet: a note").await?;
        app.click(By::test_id("closing-keep")).await?;
        app.find(By::css("article h1")).await?;

        drop(held);
        app.ask_to_close().await?;
        app.ended().await?;
        assert_eq!(read_outside(&app.home().library())["annotations"][0]["note"], NOTE);
        Ok(())
    })
    .await
}
