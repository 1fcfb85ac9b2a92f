//! The app comes up, with its library where it was told to have it, and goes.

use serde_json::json;
use vermilion_tests::harness::{Launch, Result, in_window};

#[tokio::test]
async fn the_app_opens_the_library_it_is_told_to_and_finds_it_again() -> Result {
    in_window(Launch::new(), async |app| {
        let opened = app.call("library_open", json!({})).await?;
        assert_eq!(opened["path"], json!(app.home().library()));
        assert!(app.home().library().is_file());

        app.restart(Launch::new()).await?;
        let opened = app.call("library_open", json!({})).await?;
        assert_eq!(opened["path"], json!(app.home().library()));
        Ok(())
    })
    .await
}
