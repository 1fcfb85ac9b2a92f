//! A library that is open for reading only is read, searched and filtered; what would write to it cannot be had, by no button
//! and no key, and says why.

use super::{
    annotate, import, interview, is_so, long_turns, on_page, open_only_document, stored_annotations,
};
use serde_json::{Value, json};
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

/// What is said of a library of a newer version.
const WHY: &str = "newer Vermilion";

/// The app with a library that has an annotation with a tag, and may not be written to; its interview is open.
async fn protect(app: &mut App, quote: &[char]) -> Result {
    import(app).await?;
    annotate(app, quote, "fill", "green", &["情感/恐懼"]).await?;
    app.quit().await?;
    let connection = rusqlite::Connection::open(app.home().library()).expect("the library opens");
    connection.pragma_update(None, "user_version", 999).expect("its version can be raised");
    drop(connection);
    app.restart(Launch::new()).await?;
    app.reads(By::test_id("read-only"), WHY).await?;
    open_only_document(app).await
}

/// Waits until something is there that cannot be had, and says why.
async fn is_refused(app: &App, selector: &str) -> Result {
    app.until(&format!("{selector} to be refused"), async || {
        let script = "const found = [...document.querySelectorAll(arguments[0])];
            return found.map((one) => one.disabled && one.title);";
        let titles = app.script(script, vec![json!(selector)]).await?;
        let titles = titles.as_array().cloned().unwrap_or_default();
        let is_told = |title: &Value| title.as_str().is_some_and(|title| title.contains(WHY));
        Ok((!titles.is_empty() && titles.iter().all(is_told)).then_some(()))
    })
    .await
}

#[tokio::test]
async fn the_text_is_selected_found_and_filtered_and_nothing_is_marked() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        protect(app, &quote).await?;
        app.select(&on_page(&long_turns(&interview())[1][20..30])).await?;
        is_refused(app, "[role=toolbar] .swatch").await?;
        for key in ["1", "u", "n", "t", "."] {
            app.press(key).await?;
        }
        app.gone(By::test_id("tag-picker")).await?;
        app.gone(By::test_id("note-field")).await?;
        app.screenshot("read-only-selection").await?;
        app.press("Control+k").await?;
        app.type_into(By::test_id("palette-query"), "in green").await?;
        let entry = "document.querySelector('[data-testid=palette-entry][aria-selected=true]')";
        is_so(app, "the palette to say why", &format!("{entry}?.textContent.includes('{WHY}')")).await?;
        app.press("Enter").await?;
        app.find(By::test_id("palette")).await?;
        app.press("Escape").await?;
        app.press("Escape").await?;

        // Finding works; marking what was found does not.
        let word: String = quote[..2].iter().collect();
        app.press("Control+f").await?;
        app.type_into(By::test_id("find-query"), &word).await?;
        app.find(By::css("article .found.is-current")).await?;
        is_refused(app, "[data-testid=find-highlight-all], [data-testid=find-tag-all]").await?;
        app.press("Control+Shift+h").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("find-bar")).await?;
        app.press("Control+Shift+f").await?;
        app.fill(By::test_id("search-query"), &word).await?;
        app.find(By::test_id("search-hit")).await?;
        is_refused(
            app,
            "[data-testid=search-highlight-all], [data-testid=search-tag-all], [data-testid=search-save]",
        )
        .await?;
        app.screenshot("read-only-search").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("search-panel")).await?;

        // The list is filtered, and keeps what is in it.
        app.press("Control+2").await?;
        app.click(By::test_id("filter-green")).await?;
        app.count(By::test_id("annotation-row"), 1).await?;
        app.script("document.querySelector('[data-testid=annotation-row]').focus()", Vec::new()).await?;
        for key in ["Delete", "t"] {
            app.press(key).await?;
        }
        app.gone(By::test_id("tag-picker")).await?;
        app.gone(By::test_id("annotation-delete")).await?;
        let left = stored_annotations(app, 1).await?;
        assert_eq!(left[0]["style"]["colour"], "green");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_codebook_and_the_memos_are_looked_through_and_not_changed() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        protect(app, &quote).await?;
        let before = app.call("tag_list", json!({})).await?;
        app.press("Control+t").await?;
        app.reads(By::css("[data-testid=tag-row].current"), "情感").await?;
        is_refused(app, "[data-testid=new-tag]").await?;
        is_so(
            app,
            "no colour to be chosen",
            "[...document.querySelectorAll('input[name=tag-colour]')].every((one) => one.disabled)",
        )
        .await?;
        app.press("ArrowDown").await?;
        app.count(By::test_id("passage"), 1).await?;
        for key in ["F2", "Insert", "Delete", "Alt+ArrowUp", "Alt+ArrowLeft", "Control+j", "Control+u"] {
            app.press(key).await?;
        }
        for dialog in ["tag-name", "delete-tags", "choose-tag"] {
            app.gone(By::test_id(dialog)).await?;
        }
        app.press("Shift+F10").await?;
        is_refused(app, "[data-testid=tag-menu] button").await?;
        app.screenshot("read-only-codebook").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("tag-menu")).await?;
        // The passages are there to be gone to, and keep their tag.
        app.press("Enter").await?;
        app.find(By::css("[data-testid=passage]:focus")).await?;
        for key in ["m", "Delete"] {
            app.press(key).await?;
        }
        app.gone(By::test_id("choose-tag")).await?;
        app.count(By::test_id("passage"), 1).await?;
        assert_eq!(app.call("tag_list", json!({})).await?, before);

        app.press("Control+Shift+m").await?;
        is_refused(app, "[data-testid=memos-dialog] [data-testid=memo-new]").await?;
        app.screenshot("read-only-memos").await?;
        Ok(())
    })
    .await
}
