//! Backups are made, looked into and brought back in the window; the library is checked; one that can only be read says
//! so and changes nothing.

use super::{
    backup_reasons, highlight, import, interview, long_turns, marked, on_page, open_library_dialog,
    open_only_document, stored_annotations,
};
use vermilion_tests::harness::{By, Launch, Result, in_window};

#[tokio::test]
async fn a_backup_is_made_by_hand_and_brought_back_after_a_look_at_what_differs() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let (first, second) = (&turns[0][3..12], &turns[0][14..22]);
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        highlight(app, first).await?;
        open_library_dialog(app).await?;
        app.click(By::test_id("backup-make")).await?;
        app.find(By::test_id("backup-choose")).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("library-dialog")).await?;
        app.press("Escape").await?;

        app.select(&on_page(second)).await?;
        app.press("2").await?;
        marked(app, &[first, second]).await?;

        open_library_dialog(app).await?;
        app.click(By::test_id("backup-choose")).await?;
        app.reads(By::test_id("restore-difference"), "1 gone").await?;
        app.click(By::test_id("restore-accept")).await?;
        app.gone(By::test_id("restore-dialog")).await?;
        marked(app, &[first]).await?;
        assert_eq!(stored_annotations(app, 1).await?.len(), 1);
        // What was there before can be brought back in the same way.
        assert_eq!(backup_reasons(app).await?[0], "restore");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_changed_since_the_last_backup_is_backed_up_at_the_start() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        app.restart(Launch::new()).await?;
        app.until("a backup of the start", async || {
            Ok(backup_reasons(app).await?.iter().any(|reason| reason == "start").then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn a_check_says_that_all_is_well() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        open_library_dialog(app).await?;
        app.click(By::test_id("doctor-examine")).await?;
        app.reads(By::test_id("doctor-sound"), "interviews 1").await
    })
    .await
}

#[tokio::test]
async fn a_library_of_a_newer_version_is_read_and_not_changed() -> Result {
    let file = interview();
    let quote = &long_turns(&file)[0][3..12];
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        highlight(app, quote).await?;
        app.quit().await?;
        let library = app.home().library();
        let connection = rusqlite::Connection::open(&library).expect("the library opens");
        connection.pragma_update(None, "user_version", 999).expect("its version can be raised");
        drop(connection);

        app.restart(Launch::new()).await?;
        app.reads(By::test_id("read-only"), "newer Vermilion").await?;
        open_only_document(app).await?;
        marked(app, &[quote]).await?;
        app.click_text(&on_page(quote), 1).await?;
        let swatch = app.find(By::css("[data-testid=annotation-card] .swatch.colour-blue")).await?;
        assert!(!swatch.is_enabled().await?, "a highlight could be given another colour");
        let why = swatch.attr("title").await?.unwrap_or_default();
        assert!(why.contains("newer Vermilion"), "{why}");
        // Nor does a key do what the button does not.
        app.press("Escape").await?;
        app.press("Delete").await?;
        assert_eq!(stored_annotations(app, 1).await?.len(), 1);
        Ok(())
    })
    .await
}
