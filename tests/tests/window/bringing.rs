//! Bringing in many files: what becomes of each, stopping in the middle, and annotations whose interview is there already.

use super::{import, stored, stored_annotations};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

/// So many files take some seconds.
const MANY: usize = 120;

const TALK: &str = "Reading\n\nAda: How does one read a talk?\nBen: Slowly, and then once more.\n";

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("the file can be written");
}

async fn documents(app: &App) -> Result<usize> {
    Ok(app.call("document_list", json!({})).await?.as_array().map_or(0, Vec::len))
}

#[tokio::test]
async fn of_a_dropped_folder_everything_goes_in_that_can_and_the_rest_is_told() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the files");
    let talks = folder.path().join("talks");
    fs::create_dir_all(talks.join("spring")).expect("folders can be made");
    write(&talks.join("a.txt"), TALK);
    write(&talks.join("the same.txt"), TALK);
    write(&talks.join("broken.txt"), "\u{1}\0\0\0\0");
    write(&talks.join("picture.png"), "no interview");
    write(&talks.join("spring/b.md"), "# Spring\n\nAda: And then?\nBen: Then it is spring.\n");
    let report = folder.path().join("report.txt");
    in_window(Launch::new().pick_save(&report), async |app| {
        app.find(By::css("main")).await?;
        app.drop_files(&[talks])?;
        app.count(By::test_id("import-item"), 4).await?;
        app.reads(By::test_id("import-remarks"), "1 other file").await?;
        app.find(By::css("[data-testid=import-accept]:enabled")).await?;
        app.screenshot("import-folder").await?;
        app.click(By::test_id("import-accept")).await?;
        app.reads(
            By::test_id("import-outcome"),
            "2 imported, 1 already in the library, and 1 could not be imported",
        )
        .await?;
        app.screenshot("import-outcome").await?;
        app.click(By::test_id("import-save-report")).await?;
        let said = String::from_utf8_lossy(&app.file(&report).await?).into_owned();
        for name in ["a.txt", "the same.txt", "broken.txt", "b.md"] {
            assert!(said.contains(name), "the report tells of {name}: {said}");
        }
        app.press("Escape").await?;
        app.gone(By::test_id("import-dialog")).await?;
        assert_eq!(documents(app).await?, 2);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn many_files_can_be_stopped_and_gone_on_with() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the files");
    let talks = folder.path().join("talks");
    fs::create_dir(&talks).expect("a folder can be made");
    for number in 0..MANY {
        write(
            &talks.join(format!("{number:03}.txt")),
            &format!("Talk {number}\n\nAda: Number {number}?\nBen: Yes.\n"),
        );
    }
    in_window(Launch::new(), async |app| {
        app.find(By::css("main")).await?;
        app.drop_files(&[talks])?;
        app.find(By::css("[data-testid=import-accept]:enabled")).await?;
        app.click(By::test_id("import-accept")).await?;
        app.find(By::test_id("task-progress")).await?;
        app.screenshot("import-progress").await?;
        app.press("Escape").await?;
        app.find(By::test_id("import-outcome")).await?;
        app.screenshot("import-stopped").await?;
        let stopped_at = documents(app).await?;
        assert!(stopped_at > 0 && stopped_at < MANY, "{stopped_at} of {MANY} are in");
        app.reads(By::test_id("import-outcome"), &format!("{stopped_at} imported")).await?;
        app.reads(By::test_id("import-accept"), &format!("the other {}", MANY - stopped_at)).await?;
        app.click(By::test_id("import-accept")).await?;
        app.reads(By::test_id("import-outcome"), &format!("{MANY} imported")).await?;
        app.press("Enter").await?;
        app.gone(By::test_id("import-dialog")).await?;
        assert_eq!(documents(app).await?, MANY);
        Ok(())
    })
    .await
}

/// Annotations of a page that somebody made elsewhere, without its text.
fn annotations() -> Value {
    let row = |exact: &str, note: &str| {
        json!({
            "uri": "https://example.org/a", "user": "acct:ada@hypothes.is", "text": note, "tags": ["reading"],
            "created": "2026-01-02T03:04:05Z",
            "target": [{ "selector": [{ "type": "TextQuoteSelector", "exact": exact }] }],
        })
    };
    json!([row("once more", "**twice**"), row("nobody said this", "")])
}

#[tokio::test]
async fn annotations_without_their_text_are_put_onto_the_interview_that_is_chosen() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the files");
    let (talk, notes) = (folder.path().join("talk.txt"), folder.path().join("notes.json"));
    write(&talk, TALK);
    write(&notes, &annotations().to_string());
    in_window(Launch::new().open(&talk), async |app| {
        import(app).await?;
        app.drop_files(&[notes])?;
        // The interview that is open is meant, unless another one is chosen.
        app.reads(By::test_id("import-onto"), "Reading").await?;
        let id = stored(app).await?["summary"]["id"].clone();
        let chosen = "return document.querySelector('[data-testid=import-onto]').value";
        assert_eq!(app.script(chosen, Vec::new()).await?, id);
        app.screenshot("import-onto").await?;
        app.click(By::test_id("import-accept")).await?;
        app.gone(By::test_id("import-dialog")).await?;
        app.reads(By::test_id("toast"), "1 of them waits").await?;
        let made = stored_annotations(app, 1).await?;
        assert_eq!((&made[0]["quote"], &made[0]["note"]), (&json!("once more"), &json!("**twice**")));
        assert_eq!(stored(app).await?["orphans"].as_array().map(Vec::len), Some(1));
        assert_eq!(documents(app).await?, 1);
        app.press("Control+z").await?;
        stored_annotations(app, 0).await?;
        Ok(())
    })
    .await
}
