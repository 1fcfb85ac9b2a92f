//! Backups are made, looked into and brought back in the window; the library is checked; one that can only be read says
//! so and changes nothing.

use super::{
    backup_reasons, highlight, import, interview, long_turns, marked, on_page, open_library_dialog,
    open_only_document, stored, stored_annotations,
};
use serde_json::{Value, json};
use vermilion_tests::harness::{By, Launch, Result, in_window};

/// More annotations than can be deleted without a backup before.
const MANY: usize = 1_001;

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
async fn a_large_change_that_could_not_be_backed_up_before_is_told_and_can_be_undone() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the backups");
    // Nothing can be written there.
    let file = folder.path().join("file");
    std::fs::write(&file, "no folder").expect("a file can be written");
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let view = stored(app).await?;
        let (document, revision) = (&view["summary"]["id"], &view["revision"]);
        let text = view["text"].as_str().unwrap_or_default();
        let is_word = |(_, one): &(usize, char)| ('\u{4e00}'..='\u{9fff}').contains(one);
        let words = text.chars().enumerate().filter(is_word).take(MANY);
        let places: Vec<usize> = words.flat_map(|(at, _)| [at, at + 1]).collect();
        let passages = json!([{ "document": document, "revision": revision, "places": places }]);
        let style = json!({ "mark": "fill", "colour": "green" });
        app.call("annotation_create_all", json!({ "passages": passages, "style": style, "tags": [] }))
            .await?;
        let annotations: Vec<Value> =
            stored_annotations(app, MANY).await?.iter().map(|one| one["id"].clone()).collect();
        app.call("setting_set", json!({ "name": "backupFolder", "value": file })).await?;
        app.gone(By::test_id("backup-failed")).await?;

        // It was asked for and is done, and nobody is left to think that it could be brought back from a backup.
        app.call("annotation_delete", json!({ "annotations": annotations })).await?;
        app.reads(By::test_id("backup-failed"), "The last automatic backup failed.").await?;
        app.screenshot("backup-failed").await?;
        stored_annotations(app, 0).await?;
        assert_eq!(std::fs::read_to_string(&file).expect("the file is there"), "no folder");
        app.call("history_undo", json!({})).await?;
        stored_annotations(app, MANY).await?;

        // Where one can be made again, it is, and is said no longer.
        app.call("setting_set", json!({ "name": "backupFolder", "value": null })).await?;
        app.click(By::test_id("backup-again")).await?;
        app.gone(By::test_id("backup-failed")).await?;
        assert_eq!(backup_reasons(app).await?[0], "manual");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn once_the_app_is_closed_the_library_is_one_file() -> Result {
    let file = interview();
    let quote = &long_turns(&file)[0][3..12];
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        highlight(app, quote).await?;
        app.quit().await?;
        let library = app.home().library();
        let copy = library.with_file_name("copy.vermilion");
        std::fs::copy(&library, &copy).expect("the library can be copied");
        let connection = rusqlite::Connection::open(&copy).expect("the copy opens");
        let count = connection.query_row("SELECT count(*) FROM annotation", [], |row| row.get::<_, u32>(0));
        assert_eq!(count.expect("it has annotations"), 1);
        let beside = ["-wal", "-shm"].map(|end| format!("{}{end}", library.display()));
        assert!(!beside.iter().any(|path| std::path::Path::new(path).exists()), "{beside:?}");
        Ok(())
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
