//! Keys that are really pressed: what has the focus has each before the native menu, and what nobody there wants is the
//! menu's.

use super::{annotate, import, interview, is_so, long_turns};
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

const HAS_NO_PARAGRAPH_FIELD: &str = "document.querySelector('.block-field') === null";

/// Waits until what has the focus is of this kind.
async fn focus_is_on(app: &App, test_id: &str) -> Result {
    let script = format!("document.activeElement?.dataset.testid === '{test_id}'");
    is_so(app, &format!("the focus to be on {test_id}"), &script).await
}

async fn focus(app: &App, test_id: &str) -> Result {
    app.find(By::test_id(test_id)).await?;
    app.script(&format!("document.querySelector('[data-testid={test_id}]').focus()"), Vec::new()).await?;
    focus_is_on(app, test_id).await
}

#[tokio::test]
async fn f2_is_about_what_has_the_focus() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        app.press("Control+Shift+f").await?;
        app.type_into(By::test_id("search-query"), "我").await?;
        app.click(By::test_id("search-save")).await?;
        app.fill(By::test_id("search-save-name"), "要再找的").await?;
        app.press("Enter").await?;
        app.gone(By::test_id("search-save-name")).await?;
        app.fill(By::test_id("search-query"), " ").await?;
        focus(app, "saved-search").await?;
        app.press_on_keyboard("F2")?;
        focus_is_on(app, "saved-search-name").await?;
        // The field for the name keeps the key, which is nobody's there.
        app.press_on_keyboard("F2")?;
        app.press_on_keyboard("Escape")?;
        focus_is_on(app, "saved-search").await?;
        is_so(app, "no paragraph to be corrected", HAS_NO_PARAGRAPH_FIELD).await?;
        focus(app, "search-query").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("search-query")).await?;

        app.press("Shift+m").await?;
        app.find(By::test_id("memo-field")).await?.send_keys("距離").await?;
        app.press("Escape").await?;
        focus_is_on(app, "memo-text").await?;
        app.press_on_keyboard("F2")?;
        focus_is_on(app, "memo-field").await?;
        app.press_on_keyboard("Escape")?;
        focus_is_on(app, "memo-text").await?;
        is_so(app, "no paragraph to be corrected", HAS_NO_PARAGRAPH_FIELD).await
    })
    .await
}

#[tokio::test]
async fn keys_of_the_codebook_are_not_those_of_the_menu() -> Result {
    let turns = long_turns(&interview());
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        annotate(app, &turns[1][3..16], "fill", "green", &["恐懼", "憂慮"]).await?;
        app.press_on_keyboard("Control+t")?;
        app.find(By::css("[data-testid=tag-tree] [data-row]")).await?;
        is_so(app, "the tree to have the focus", "document.activeElement?.closest('[role=tree]')").await?;
        app.press_on_keyboard("Control+a")?;
        app.reads(By::css("[data-testid=codebook] footer"), "2 tags chosen").await?;
        is_so(app, "no text to be selected", "getSelection().isCollapsed").await?;
        app.press_on_keyboard("F2")?;
        focus_is_on(app, "tag-name").await?;
        // Behind a question of the codebook's own nothing is done.
        app.press_on_keyboard("Escape")?;
        app.gone(By::test_id("tag-name")).await?;
        app.press_on_keyboard("Control+j")?;
        app.find(By::test_id("choose-query")).await?;
        app.press_on_keyboard("Control+i")?;
        app.press_on_keyboard("a")?;
        is_so(app, "the letter to be typed", "document.activeElement?.value === 'a'").await?;
        app.count(By::css("dialog[open]"), 1).await?;
        app.press_on_keyboard("Escape")?;
        app.gone(By::css("dialog[open]")).await?;
        is_so(app, "nothing to have opened", "document.querySelector('dialog') === null").await
    })
    .await
}

#[tokio::test]
async fn whose_key_was_pressed_is_said_where_keys_are_changed() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        app.press_on_keyboard("Shift+/")?;
        app.find(By::test_id("shortcuts-query")).await?.send_keys("underline").await?;
        app.count(By::test_id("shortcut-line"), 1).await?;
        app.press_on_keyboard("ArrowDown")?;
        app.press_on_keyboard("Enter")?;
        focus_is_on(app, "shortcut-press").await?;
        app.press_on_keyboard("Control+e")?;
        app.reads(By::test_id("shortcut-conflict"), "Export").await?;
        app.count(By::css("dialog[open]"), 1).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn each_key_works_once_and_what_the_page_does_not_want_is_the_menus() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let is_shown = "document.querySelector('[role=tablist]') !== null";
        is_so(app, "the sidebar to be shown", is_shown).await?;
        app.press_on_keyboard("Control+\\")?;
        // What is pressed later comes later, by every road: a second time would have been seen.
        app.press_on_keyboard("Control+Shift+f")?;
        focus_is_on(app, "search-query").await?;
        is_so(app, "the sidebar to be gone", "document.querySelector('[role=tablist]') === null").await?;

        // In a field keys type, and cut, copy and paste, once each.
        for key in ["a", "b", "Control+a", "Control+c", "End", "Control+v"] {
            app.press_on_keyboard(key)?;
        }
        let reads = |text: &str| format!("document.activeElement?.value === '{text}'");
        is_so(app, "the words to be there twice", &reads("abab")).await?;
        for key in ["Control+a", "Control+x", "c", "Control+v"] {
            app.press_on_keyboard(key)?;
        }
        is_so(app, "the words to be pasted", &reads("cabab")).await?;

        // The page knows nothing of this key.
        app.press_on_keyboard("Control+q")?;
        app.ended().await
    })
    .await
}
