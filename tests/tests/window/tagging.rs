//! Tags are made, given and taken where one reads, by keyboard alone.

use super::{import, interview, long_turns, marked, on_page, stored, stored_annotations};
use serde_json::{Value, json};
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

/// Types into the tag picker, which has to be open.
async fn type_tag(app: &App, name: &str) -> Result {
    app.find(By::test_id("tag-picker")).await?;
    app.find(By::test_id("tag-query")).await?.send_keys(name).await?;
    Ok(())
}

/// The paths of the tags of the library, in the order of the codebook.
async fn paths(app: &App) -> Result<Vec<String>> {
    let tags = app.call("tag_list", json!({})).await?;
    let path = |tag: &Value| tag["path"].as_str().unwrap_or_default().to_owned();
    Ok(tags.as_array().map(|tags| tags.iter().map(path).collect()).unwrap_or_default())
}

/// Waits until the library has exactly these tags.
async fn has_tags(app: &App, expected: &[&str]) -> Result {
    app.until(&format!("the tags {expected:?}"), async || Ok((paths(app).await? == expected).then_some(())))
        .await
}

/// Waits until the only annotation has so many tags.
async fn has_given(app: &App, expected: usize) -> Result {
    app.until(&format!("{expected} given tags"), async || {
        let tags = stored(app).await?["annotations"][0]["tags"].as_array().map(Vec::len);
        Ok((tags == Some(expected)).then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_passage_is_tagged_with_new_tags_by_keyboard_and_each_is_one_step() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        app.select(&on_page(&quote)).await?;
        app.press("t").await?;
        type_tag(app, "情感/恐懼").await?;
        app.reads(By::css("[data-testid=tag-option] strong"), "情感/恐懼").await?;
        app.screenshot("tag-picker-new").await?;
        app.press("Enter").await?;
        app.gone(By::test_id("tag-picker")).await?;
        marked(app, &[&quote]).await?;
        has_tags(app, &["情感", "情感/恐懼"]).await?;
        app.reads(By::css("[data-testid=annotation-card] [data-testid=tag-chip]"), "恐懼").await?;

        // Highlight and tags go with one undo, and come back with one redo.
        app.press("Escape").await?;
        app.press("Control+z").await?;
        stored_annotations(app, 0).await?;
        has_tags(app, &[]).await?;
        app.press("Control+y").await?;
        has_tags(app, &["情感", "情感/恐懼"]).await?;
        stored_annotations(app, 1).await?;

        // Another one to the same annotation, which lies before the caret; then a third, found by a part of its path.
        app.press("k").await?;
        app.press("t").await?;
        type_tag(app, "新").await?;
        app.press("Control+Enter").await?;
        has_given(app, 2).await?;
        app.count(By::css("[data-testid=tag-picker] [data-testid=tag-chip]"), 2).await?;
        type_tag(app, "情").await?;
        app.reads(By::css("[data-testid=tag-option][aria-selected=true]"), "情感").await?;
        app.screenshot("tag-picker").await?;
        app.press("Enter").await?;
        has_given(app, 3).await?;
        app.gone(By::test_id("tag-picker")).await?;

        // The last one goes with Backspace in the empty field; Esc gives the focus back to the text.
        app.press("t").await?;
        app.count(By::css("[data-testid=tag-picker] [data-testid=tag-chip]"), 3).await?;
        app.press("Backspace").await?;
        has_given(app, 2).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("tag-picker")).await?;
        app.until("the focus to be on the page", async || {
            let script = "return document.activeElement?.dataset.testid === 'reader'";
            Ok((app.script(script, Vec::new()).await? == true).then_some(()))
        })
        .await
    })
    .await
}

/// What an engine tells of an input method that composes in the picker's field, and takes keys that mean something there.
const COMPOSE: &str = "const field = document.querySelector('[data-testid=tag-query]');
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
    field.value = 'ㄆㄌ';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
    for (const key of ['Enter', 'Escape', 'Backspace', 'Tab']) {
        field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, isComposing: true }));
    }";
/// The end of it: the word is written. An Enter that ended it comes after, with the code that says whose it is.
const COMMIT: &str = "const field = document.querySelector('[data-testid=tag-query]');
    field.value = 'pl';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: 'pl' }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }));";

#[tokio::test]
async fn a_tag_is_found_in_whatever_form_its_characters_are_typed() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let empty = json!({ "parent": null, "colour": "blue", "shortcut": "7", "definition": "" });
        for (name, shortcut) in [("恐懼與憂慮", "7"), ("Ｐlace", "")] {
            let mut tag = empty.clone();
            (tag["name"], tag["shortcut"]) = (json!(name), json!(shortcut));
            app.call("tag_create", tag).await?;
        }
        app.select(&on_page(&quote)).await?;
        app.press("t").await?;
        type_tag(app, "忧虑").await?;
        app.reads(By::css("[data-testid=tag-option][aria-selected=true]"), "恐懼與憂慮").await?;

        // While an input method composes, no key of its is the picker's, and what is not written yet is not looked for.
        app.script(COMPOSE, Vec::new()).await?;
        app.find(By::test_id("tag-picker")).await?;
        app.reads(By::css("[data-testid=tag-option][aria-selected=true]"), "恐懼與憂慮").await?;
        app.script(COMMIT, Vec::new()).await?;
        app.reads(By::css("[data-testid=tag-option][aria-selected=true]"), "Ｐlace").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("tag-picker")).await?;
        assert_eq!(stored(app).await?["annotations"], json!([]), "Esc makes nothing");

        // What was selected is selected still; the tag's key is enough, in the picker and outside.
        app.press("t").await?;
        type_tag(app, "PLACE").await?;
        app.reads(By::css("[data-testid=tag-option][aria-selected=true]"), "Ｐlace").await?;
        app.press("Alt+7").await?;
        app.gone(By::test_id("tag-picker")).await?;
        let made = stored_annotations(app, 1).await?;
        assert_eq!(made[0]["style"]["colour"], "blue", "the colour of the tag");
        marked(app, &[&quote]).await
    })
    .await
}

/// The row of the codebook's tree that is the current one, or a part of it.
fn current_row(part: &str) -> By {
    By::css(format!("[data-testid=tag-row].current {part}").trim_end().to_owned())
}

/// Tags a passage with one tag, made where there is none.
async fn tag(app: &App, quote: &[char], name: &str) -> Result {
    app.select(&on_page(quote)).await?;
    app.press("t").await?;
    type_tag(app, name).await?;
    app.press("Enter").await?;
    app.gone(By::test_id("tag-picker")).await?;
    app.press("Escape").await
}

#[tokio::test]
async fn the_codebook_renames_and_merges_by_keyboard_and_counts_what_each_tag_holds() -> Result {
    let turns = long_turns(&interview());
    let (one, other) = (turns[1][3..16].to_vec(), turns[1][20..30].to_vec());
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        tag(app, &one, "情感/恐懼").await?;
        tag(app, &other, "憂慮").await?;
        stored_annotations(app, 2).await?;

        app.press("Control+t").await?;
        app.find(By::test_id("codebook")).await?;
        app.reads(current_row(""), "情感").await?;
        app.reads(current_row("[data-testid=tag-count]"), "0/1").await?;
        app.count(By::test_id("passage"), 1).await?;
        app.press("ArrowDown").await?;
        app.reads(current_row(""), "恐懼").await?;
        app.screenshot("codebook").await?;

        app.press("F2").await?;
        app.fill(By::test_id("tag-name"), "害怕").await?;
        app.press("Enter").await?;
        has_tags(app, &["情感", "情感/害怕", "憂慮"]).await?;
        app.gone(By::test_id("tag-name")).await?;

        // Two are chosen and become one.
        app.press("Space").await?;
        app.press("ArrowDown").await?;
        app.reads(current_row(""), "憂慮").await?;
        app.press("Space").await?;
        app.press("Shift+F10").await?;
        app.find(By::test_id("tag-menu")).await?;
        app.screenshot("codebook-menu").await?;
        app.press("ArrowDown").await?;
        app.press("Enter").await?;
        app.find(By::test_id("choose-tag")).await?;
        app.type_into(By::test_id("choose-query"), "憂慮").await?;
        app.reads(By::css("[data-testid=choose-option][aria-selected=true]"), "憂慮").await?;
        app.screenshot("codebook-merge").await?;
        app.press("Enter").await?;
        has_tags(app, &["情感", "憂慮"]).await?;
        app.reads(current_row(""), "憂慮").await?;
        app.reads(current_row("[data-testid=tag-count]"), "2").await?;
        app.count(By::test_id("passage"), 2).await?;

        app.press("Control+z").await?;
        has_tags(app, &["情感", "情感/害怕", "憂慮"]).await?;
        app.reads(current_row("[data-testid=tag-count]"), "1").await?;
        app.count(By::test_id("passage"), 1).await?;

        // From the tag to its passage, in the text.
        app.press("Enter").await?;
        app.find(By::css("[data-testid=passage]:focus")).await?;
        app.press("Enter").await?;
        app.find(By::css("article .block")).await?;
        app.reads(By::css("[data-testid=annotation-card] [data-testid=tag-chip]"), "憂慮").await
    })
    .await
}
