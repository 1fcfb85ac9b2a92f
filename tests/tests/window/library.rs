//! The first start, files that cannot be opened, deleting and taking it back, the other language.

use super::{import, interview};
use vermilion_tests::harness::{By, Launch, Result, in_window};

#[tokio::test]
async fn the_first_start_offers_the_sample_in_both_languages() -> Result {
    in_window(Launch::new(), async |app| {
        app.click(By::test_id("welcome-sample")).await?;
        app.find(By::css("article h1")).await?;
        app.click(By::test_id("back")).await?;
        app.count(By::test_id("library-row"), 2).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_file_that_is_no_text_is_refused_in_a_sentence_that_names_it() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the file");
    let picture = folder.path().join("picture.txt");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").expect("the file can be written");
    in_window(Launch::new().open(&picture), async |app| {
        app.reads(By::test_id("import-error"), "picture.txt").await?;
        app.press("Escape").await?;
        app.find(By::test_id("welcome")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_deleted_document_comes_back_from_the_message_that_says_it_is_gone() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        app.click(By::test_id("back")).await?;
        app.find(By::test_id("library-row")).await?;
        app.script("document.querySelector('[data-testid=library-row]').focus()", Vec::new()).await?;
        app.press("Delete").await?;
        app.gone(By::test_id("library-row")).await?;
        app.click(By::test_id("toast-action")).await?;
        app.find(By::test_id("library-row")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_language_follows_the_system() -> Result {
    in_window(Launch::new().speaking("zh_TW.UTF-8").open(interview()), async |app| {
        app.reads(By::test_id("import-accept"), "匯入").await?;
        import(app).await?;
        app.find(By::role("tab", "大綱")).await?;
        Ok(())
    })
    .await
}
