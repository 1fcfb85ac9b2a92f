//! What the check of the library finds is said in words, mended where that needs no guess, and else leads to the ways out.

use super::{backup_reasons, import, import_and_highlight, interview, open_library_dialog};
use serde_json::json;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

#[tokio::test]
async fn what_can_be_mended_without_guessing_is_said_and_mended() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import_and_highlight(app).await?;
        harm(app, "UPDATE annotation SET prefix = 'elsewhere'").await?;
        app.restart(Launch::new()).await?;
        open_library_dialog(app).await?;
        app.click(By::test_id("doctor-examine")).await?;
        let finding = By::css("[data-testid=doctor-findings] [data-code=context]");
        app.reads(finding.clone(), "The words stored around a highlight are not those around it.").await?;
        app.reads(finding, "can be mended").await?;
        app.screenshot("doctor-findings").await?;

        app.click(By::test_id("doctor-repair")).await?;
        app.reads(By::test_id("toast"), "Mended").await?;
        app.reads(By::test_id("doctor-sound"), "annotations 1").await?;
        assert_eq!(backup_reasons(app).await?[0], "repair");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_cannot_be_mended_leads_to_a_salvage_that_says_what_is_lost() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the report");
    let report = folder.path().join("report.txt");
    let launch = || Launch::new().speaking("zh_TW.UTF-8").pick_save(&report);
    in_window(launch().open(interview()), async |app| {
        import(app).await?;
        // Nothing remembers the text as it was.
        harm(
            app,
            "UPDATE document SET title = 'annex' || char(8238) || 'gpj.exe';
             UPDATE revision SET text = 'X' || substr(text, 2); DELETE FROM history",
        )
        .await?;
        app.restart(launch()).await?;
        open_library_dialog(app).await?;
        app.click(By::test_id("doctor-examine")).await?;
        let finding = By::css("[data-testid=doctor-findings] [data-code=text-altered]");
        app.reads(finding.clone(), "文字與匯入時不同。").await?;
        app.reads(finding, "annex⟨RLO⟩gpj.exe").await?;

        app.click(By::test_id("doctor-recover")).await?;
        app.click(By::test_id("recovery-examine")).await?;
        app.reads(By::test_id("recovery-diagnosis"), "文字與匯入時不同。").await?;
        app.click(By::test_id("recovery-salvage")).await?;
        app.reads(By::test_id("salvage-report"), "有些內容無法讀取。").await?;
        app.reads(By::test_id("salvage-documents"), "annex⟨RLO⟩gpj.exe").await?;
        app.reads(By::test_id("salvage-documents"), "文字與匯入時不同").await?;
        app.screenshot("salvage-report").await?;
        app.click(By::test_id("salvage-save")).await?;
        let written = String::from_utf8(app.file(&report).await?).expect("a report is text");
        assert!(written.contains("annex⟨RLO⟩gpj.exe | 文字與匯入時不同"), "{written}");

        app.click(By::test_id("salvage-use")).await?;
        app.gone(By::test_id("recovery")).await?;
        app.find(By::test_id("library-row")).await?;
        assert_eq!(app.call("doctor_examine", json!({})).await?["isSound"], true);
        Ok(())
    })
    .await
}

/// Ends the app, and changes the library behind its back.
async fn harm(app: &mut App, sql: &str) -> Result {
    app.quit().await?;
    let connection = rusqlite::Connection::open(app.home().library()).expect("the library opens");
    connection.execute_batch(sql).expect("it can be harmed");
    Ok(())
}
