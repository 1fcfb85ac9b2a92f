//! Everything can be done and gone to by its name.

use super::{annotate, import, interview, is_so, long_turns, marked, on_page, stored};
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

async fn open_palette(app: &App, query: &str) -> Result {
    app.press("Control+k").await?;
    app.find(By::test_id("palette")).await?;
    app.type_into(By::test_id("palette-query"), query).await
}

fn chosen() -> By {
    By::css("[data-testid=palette-entry][aria-selected=true]")
}

#[tokio::test]
async fn a_selection_is_highlighted_and_a_section_and_an_interview_are_gone_to_by_name() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        app.select(&on_page(&quote)).await?;
        open_palette(app, "in green").await?;
        app.reads(chosen(), "Highlight in Green").await?;
        app.screenshot("palette").await?;
        app.press("Enter").await?;
        app.gone(By::test_id("palette")).await?;
        marked(app, &[&quote]).await?;
        app.press("Escape").await?;

        let sections = stored(app).await?["sections"].clone();
        let last = sections.as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
        let title: String = last["title"].as_str().unwrap_or_default().chars().take(6).collect();
        open_palette(app, &title).await?;
        app.reads(chosen(), &title).await?;
        app.press("Enter").await?;
        app.reads(By::css("[data-testid=outline-section][aria-current=location]"), &title).await?;

        // What is not possible stays where it is and does nothing; Esc leaves everything as it was.
        open_palette(app, "redo").await?;
        app.reads(chosen(), "Redo").await?;
        app.press("Enter").await?;
        app.find(By::test_id("palette")).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("palette")).await?;

        open_palette(app, "go library").await?;
        app.press("Enter").await?;
        let script = "document.activeElement?.dataset.testid === 'library-row'";
        is_so(app, "the row of what was read to have the focus", script).await?;
        let name: String = stored(app).await?["summary"]["title"].as_str().unwrap_or_default().to_owned();
        open_palette(app, &name).await?;
        app.reads(chosen(), &name).await?;
        app.press("Enter").await?;
        app.find(By::css("article .block")).await?;
        app.press("Home").await?;
        marked(app, &[&quote]).await
    })
    .await
}

#[tokio::test]
async fn a_tag_is_gone_to_by_a_part_of_its_name_and_what_is_not_found_is_looked_for() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        annotate(app, &quote, "fill", "green", &["情感/恐懼", "地方"]).await?;
        // Simplified finds it as well, and what it is under is said beside it.
        open_palette(app, "恐惧").await?;
        app.reads(chosen(), "恐懼").await?;
        app.reads(chosen(), "情感").await?;
        app.screenshot("palette-tag").await?;
        app.press("Enter").await?;
        app.find(By::test_id("codebook")).await?;
        app.reads(By::test_id("tag-title"), "恐懼").await?;
        is_so(app, "the tag's row to have the focus", "document.activeElement?.ariaSelected === 'true'")
            .await?;
        app.count(By::test_id("passage"), 1).await?;

        // From one tag to another, and back to the text.
        open_palette(app, "地方").await?;
        app.reads(chosen(), "地方").await?;
        app.press("Enter").await?;
        app.reads(By::test_id("tag-title"), "地方").await?;
        app.press("Escape").await?;
        app.find(By::css("article .block")).await?;
        marked(app, &[&quote]).await
    })
    .await
}
