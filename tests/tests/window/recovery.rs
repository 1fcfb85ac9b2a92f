//! A library that does not open is no dead end: it is read, replaced by a backup, or salvaged, and never deleted.

use super::{backup_reasons, highlight, import, interview, long_turns, marked, open_only_document};
use serde_json::json;
use std::fs;
use std::path::Path;
use vermilion_api::wire::Nothing;
use vermilion_tests::fixtures;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

#[tokio::test]
async fn a_damaged_library_is_replaced_by_its_backup() -> Result {
    let file = interview();
    let quote = &long_turns(&file)[0][3..12];
    in_window(Launch::new().open(&file), async |app| {
        annotate(app, quote).await?;
        app.call("backup_make", json!({ "path": null })).await?;
        app.quit().await?;
        let library = app.home().library();
        damage(&library);

        app.restart(Launch::new()).await?;
        app.reads(By::test_id("recovery-error"), "damaged").await?;
        // What the shell refuses is said in words too.
        app.click(By::test_id("recovery-retry")).await?;
        app.reads(By::test_id("toast"), "damaged").await?;
        // What the backup holds is told before it is chosen, and before it is taken.
        app.reads(By::test_id("backup-counts"), "1 interview · 1 annotation · 0 notes").await?;
        app.click(By::test_id("backup-choose")).await?;
        app.reads(By::test_id("restore-blind"), "cannot be read").await?;
        app.reads(By::test_id("restore-difference"), "1 annotation").await?;
        app.click(By::test_id("restore-accept")).await?;
        open_only_document(app).await?;
        marked(app, &[quote]).await?;
        let beside: Vec<String> = files_beside(&library);
        assert!(beside.iter().any(|name| name.contains("damaged")), "the damaged file is gone: {beside:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_library_that_something_else_changed_is_read_or_salvaged_whole() -> Result {
    let file = interview();
    let quote = &long_turns(&file)[0][3..12];
    in_window(Launch::new().open(&file), async |app| {
        annotate(app, quote).await?;
        app.quit().await?;
        let connection = rusqlite::Connection::open(app.home().library()).expect("the library opens");
        connection.execute_batch("CREATE VIEW odd AS SELECT 1").expect("a view can be added");
        drop(connection);

        app.restart(Launch::new()).await?;
        app.find(By::test_id("recovery")).await?;
        app.click(By::test_id("recovery-read")).await?;
        app.find(By::test_id("read-only")).await?;
        open_only_document(app).await?;
        marked(app, &[quote]).await?;

        app.click(By::test_id("read-only-recover")).await?;
        app.click(By::test_id("recovery-salvage")).await?;
        app.reads(By::test_id("salvage-report"), "Everything was read").await?;
        app.click(By::test_id("salvage-use")).await?;
        app.gone(By::test_id("recovery")).await?;
        app.gone(By::test_id("read-only")).await?;
        app.find(By::css("[data-testid=library-row], article h1")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_library_that_opens_and_cannot_be_shown_is_repaired_where_the_window_stands() -> Result {
    let file = interview();
    let quote = &long_turns(&file)[0][3..12];
    in_window(Launch::new().open(&file), async |app| {
        annotate(app, quote).await?;
        app.quit().await?;
        let connection = rusqlite::Connection::open(app.home().library()).expect("the library opens");
        let sql = "PRAGMA ignore_check_constraints = ON; UPDATE reading SET position = -1";
        connection.execute_batch(sql).expect("a place can be wrong");
        drop(connection);

        app.restart(Launch::new()).await?;
        app.find(By::test_id("recovery")).await?;
        // It says what is in the way, in words.
        app.click(By::test_id("recovery-retry")).await?;
        app.find(By::test_id("recovery")).await?;
        app.click(By::test_id("recovery-examine")).await?;
        app.reads(By::test_id("doctor-findings"), "A value is not of the kind that it must be.").await?;
        app.click(By::test_id("recovery-repair")).await?;
        app.gone(By::test_id("recovery")).await?;
        // Nobody is told that a page had crashed.
        app.gone(By::test_id("toast")).await?;
        open_only_document(app).await?;
        marked(app, &[quote]).await
    })
    .await
}

#[tokio::test]
async fn a_library_that_another_program_keeps_to_itself_is_not_replaced_and_opens_once_it_is_free() -> Result
{
    let file = interview();
    let quote = &long_turns(&file)[0][3..12];
    in_window(Launch::new().open(&file), async |app| {
        annotate(app, quote).await?;
        app.call("backup_make", json!({ "path": null })).await?;
        app.quit().await?;
        let other = rusqlite::Connection::open(app.home().library()).expect("the library opens");
        other
            .execute_batch(
                "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE document SET title = title",
            )
            .expect("it can be kept to oneself");

        app.restart(Launch::new()).await?;
        app.reads(By::test_id("recovery-error"), "Another program is writing").await?;
        app.reads(By::test_id("recovery-about"), "no backup takes its place").await?;
        app.gone(By::test_id("backups")).await?;
        app.gone(By::test_id("recovery-salvage")).await?;
        app.gone(By::test_id("recovery-read")).await?;

        other.execute_batch("COMMIT").expect("the other program is done");
        drop(other);
        app.click(By::test_id("recovery-retry")).await?;
        app.gone(By::test_id("recovery")).await?;
        open_only_document(app).await?;
        marked(app, &[quote]).await
    })
    .await
}

#[tokio::test]
async fn another_library_is_opened_and_backed_up_as_at_a_start() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the other library");
    let other = folder.path().join("other.vermilion");
    let api = fixtures::open_library(&other).expect("a library can be made");
    api.sample_add(Nothing {}, "test").expect("the sample can be added");
    drop(api);
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        app.quit().await?;
        damage(&app.home().library());
        app.restart(Launch::new().with("VERMILION_PICK_LIBRARY", &other)).await?;
        app.click(By::test_id("recovery-another")).await?;
        app.find(By::test_id("library-row")).await?;
        app.until("a backup of the start", async || {
            Ok(backup_reasons(app).await?.iter().any(|reason| reason == "start").then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn backups_in_a_folder_of_ones_own_are_found_for_a_damaged_library_and_any_file_may_be_chosen() -> Result
{
    let file = interview();
    let quote = &long_turns(&file)[0][3..12];
    let elsewhere = tempfile::tempdir().expect("a folder for the backups");
    let (folder, copy) = (elsewhere.path().join("mine"), elsewhere.path().join("copy.vermilion"));
    in_window(Launch::new().open(&file), async |app| {
        annotate(app, quote).await?;
        app.call("setting_set", json!({ "name": "backupFolder", "value": folder })).await?;
        let made = app.call("backup_make", json!({ "path": null })).await?;
        let made = made["path"].as_str().unwrap_or_default().to_owned();
        assert!(Path::new(&made).starts_with(&folder), "{made}");
        app.quit().await?;
        damage(&app.home().library());
        fs::copy(&made, &copy).expect("a backup can be copied");

        app.restart(Launch::new().with("VERMILION_PICK_LIBRARY", &copy)).await?;
        app.reads(By::test_id("backup-counts"), "1 annotation").await?;
        app.click(By::test_id("recovery-choose")).await?;
        app.reads(By::test_id("restore-dialog"), "copy.vermilion").await?;
        app.reads(By::test_id("restore-difference"), "1 annotation").await?;
        app.click(By::test_id("restore-accept")).await?;
        open_only_document(app).await?;
        marked(app, &[quote]).await
    })
    .await
}

async fn annotate(app: &App, quote: &[char]) -> Result {
    import(app).await?;
    highlight(app, quote).await
}

/// Overwrites what the file says about its own tables.
fn damage(library: &Path) {
    // What the log beside the file still holds would mend it.
    let connection = rusqlite::Connection::open(library).expect("the library opens");
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("the log is folded in");
    drop(connection);
    let mut bytes = fs::read(library).expect("the library can be read");
    bytes[100..2048].fill(0xAA);
    fs::write(library, bytes).expect("the library can be written");
}

fn files_beside(library: &Path) -> Vec<String> {
    let folder = library.parent().expect("the library lies in a folder");
    let entries = fs::read_dir(folder).expect("the folder can be read").flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}
