//! What was guessed about an interview is corrected where it is shown, and every correction can be taken back.

use super::{import, interview, stored};
use serde_json::Value;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

#[tokio::test]
async fn speakers_are_renamed_and_merged_and_come_back() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let before = stored(app).await?;

        app.press("Control+Shift+s").await?;
        app.fill(By::test_id("speaker-name"), "主持人").await?;
        app.press("Enter").await?;
        speakers(app, "the new name", |names| names.iter().any(|name| name == "主持人")).await?;
        // The dialog lists the speakers in their order: the first is merged into the second.
        let choose = "const field = document.querySelector('[data-testid=speaker-merge]');
            field.value = field.options[1].value;
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        app.script(choose, Vec::new()).await?;
        speakers(app, "one speaker", |names| names.len() == 1).await?;
        app.click(By::test_id("speakers-done")).await?;

        app.press("Control+z").await?;
        speakers(app, "two speakers again", |names| names.len() == 2).await?;
        app.press("Control+z").await?;
        app.until("everything to be as it was", async || {
            let now = stored(app).await?;
            Ok((now["speakers"] == before["speakers"] && now["blocks"] == before["blocks"]).then_some(()))
        })
        .await?;
        assert_eq!(stored(app).await?["text"], before["text"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_heading_that_is_none_becomes_a_paragraph_from_the_menu_beside_it() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let before = stored(app).await?;
        let sections = before["sections"].as_array().map_or(0, Vec::len);
        let open_menu = "const heading = document.querySelector('article .block-heading .body');
            heading.scrollIntoView({ block: 'center' });
            const { left, top } = heading.getBoundingClientRect();
            heading.dispatchEvent(
                new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 5, clientY: top + 5 }),
            );";
        app.script(open_menu, Vec::new()).await?;
        app.click(By::role("menuitem", "Not a heading")).await?;
        app.count(By::test_id("outline-section"), sections - 1).await?;
        app.press("Control+z").await?;
        app.count(By::test_id("outline-section"), sections).await?;
        let after = stored(app).await?;
        assert_eq!((&after["blocks"], &after["text"]), (&before["blocks"], &before["text"]));
        Ok(())
    })
    .await
}

/// Waits until the names of the stored speakers are as they should be.
async fn speakers(app: &App, what: &str, are_right: impl Fn(&[Value]) -> bool) -> Result {
    app.until(what, async || {
        let view = stored(app).await?;
        let names: Vec<Value> =
            view["speakers"].as_array().into_iter().flatten().map(|each| each["name"].clone()).collect();
        Ok(are_right(&names).then_some(()))
    })
    .await
}
