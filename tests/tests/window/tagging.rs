//! Tags are made, given and taken where one reads, by keyboard alone.

use super::{
    annotate, hold, import, interview, is_so, long_turns, marked, on_page, stored, stored_annotations,
};
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

/// Presses the keys of a text one after the other, wherever the focus is.
async fn press_each(app: &App, text: &str) -> Result {
    for key in text.chars() {
        app.press(&key.to_string()).await?;
    }
    Ok(())
}

/// Waits until the annotation of a passage has this note and so many tags.
async fn has_note(app: &App, quote: &[char], note: &str, tags: usize) -> Result {
    let quote: String = quote.iter().collect();
    app.until(&format!("the note “{note}” and {tags} tags"), async || {
        let view = stored(app).await?;
        let annotations = view["annotations"].as_array().cloned().unwrap_or_default();
        let is_meant = |one: &Value| {
            one["quote"] == quote
                && one["note"] == note
                && one["tags"].as_array().is_some_and(|given| given.len() == tags)
        };
        Ok(annotations.iter().any(is_meant).then_some(()))
    })
    .await
}

/// Letters that are keys of actions in the text: a note that is not being typed would do them.
const LETTERS: &str = "tufcm";

#[tokio::test]
async fn without_a_margin_the_next_keys_are_about_the_mark_that_was_just_made() -> Result {
    let turn = long_turns(&interview())[1].clone();
    let (one, other) = (&turn[3..9], &turn[20..26]);
    in_window(Launch::new().open(interview()).sized(900, 700), async |app| {
        import(app).await?;
        app.gone(By::css("aside.margin")).await?;
        app.select(&on_page(one)).await?;
        app.press("1").await?;
        marked(app, &[one]).await?;
        app.gone(By::test_id("annotation-card")).await?;
        app.press("n").await?;
        press_each(app, LETTERS).await?;
        has_note(app, one, LETTERS, 0).await?;
        app.find(By::test_id("annotation-card")).await?;
        app.screenshot("note-without-margin").await?;
        app.press("Escape").await?;

        // A tag that makes the mark, and the note after it.
        app.select(&on_page(other)).await?;
        app.press("t").await?;
        type_tag(app, "新").await?;
        app.press("Enter").await?;
        app.gone(By::test_id("tag-picker")).await?;
        app.press("n").await?;
        press_each(app, LETTERS).await?;
        has_note(app, other, LETTERS, 1).await?;
        app.press("Escape").await?;

        // Another colour and a tag for what was just marked, which then goes.
        let third = &turn[32..38];
        app.select(&on_page(third)).await?;
        app.press("1").await?;
        stored_annotations(app, 3).await?;
        app.press("3").await?;
        app.press("t").await?;
        type_tag(app, "新").await?;
        app.press("Enter").await?;
        app.gone(By::test_id("tag-picker")).await?;
        has_note(app, third, "", 1).await?;
        let colours = stored_annotations(app, 3).await?;
        assert!(colours.iter().any(|each| each["style"]["colour"] == "green"), "{colours:?}");
        app.press("Delete").await?;
        stored_annotations(app, 2).await.map(|_| ())
    })
    .await
}

#[tokio::test]
async fn escape_leaves_a_definition_for_the_row_of_its_tag() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        for name in ["甲", "乙"] {
            let rest = json!({ "parent": null, "colour": null, "shortcut": null, "definition": "" });
            let mut tag = json!({ "name": name });
            tag.as_object_mut().expect("a request").extend(rest.as_object().expect("the rest").clone());
            app.call("tag_create", tag).await?;
        }
        app.press("Control+t").await?;
        app.reads(current_row(""), "甲").await?;
        app.press("ArrowDown").await?;
        app.reads(current_row(""), "乙").await?;
        app.type_into(By::test_id("tag-definition"), "意思").await?;
        app.press("Escape").await?;
        let on_row = "document.activeElement?.matches('[data-testid=tag-row]')
            && document.activeElement.textContent.includes('乙')";
        is_so(app, "the row of the tag to have the focus", on_row).await?;
        app.press("ArrowUp").await?;
        app.reads(current_row(""), "甲").await
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

#[tokio::test]
async fn several_annotations_chosen_in_the_list_are_tagged_in_one_step() -> Result {
    let turns = long_turns(&interview());
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        for turn in &turns[..3] {
            annotate(app, &turn[2..14], "fill", "green", &[]).await?;
        }
        app.press("Control+2").await?;
        app.count(By::test_id("annotation-row"), 3).await?;
        app.script("document.querySelector('[data-testid=annotation-row]').focus()", Vec::new()).await?;
        app.press("Shift+ArrowDown").await?;
        app.reads(By::test_id("annotation-count"), "2 chosen").await?;
        app.press("Shift+ArrowDown").await?;
        app.reads(By::test_id("annotation-count"), "3 chosen").await?;
        app.press("Shift+ArrowUp").await?;
        app.reads(By::test_id("annotation-count"), "2 chosen").await?;
        app.screenshot("annotations-chosen").await?;
        app.press("t").await?;
        type_tag(app, "主題/海").await?;
        app.press("Enter").await?;
        app.gone(By::test_id("tag-picker")).await?;
        has_tags(app, &["主題", "主題/海"]).await?;
        app.count(By::css("[data-testid=annotation-list] [data-testid=tag-chip]"), 2).await?;
        is_so(app, "the focus to be in the list", "document.activeElement?.dataset.annotation").await?;

        // What one of them lacks is said, and what both have goes from both.
        app.press("Control+z").await?;
        has_tags(app, &[]).await?;
        app.press("Control+y").await?;
        has_tags(app, &["主題", "主題/海"]).await?;
        app.press("t").await?;
        app.count(By::css("[data-testid=tag-picker] [data-testid=tag-chip]"), 1).await?;
        app.press("Backspace").await?;
        app.gone(By::css("[data-testid=annotation-list] [data-testid=tag-chip]")).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("tag-picker")).await?;

        // Those that are chosen are deleted as one step, too.
        app.press("Delete").await?;
        stored_annotations(app, 1).await?;
        app.press("Control+z").await?;
        stored_annotations(app, 3).await.map(|_| ())
    })
    .await
}

#[tokio::test]
async fn several_tags_are_moved_merged_and_deleted_by_keys_each_as_one_step() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        annotate(app, &quote, "fill", "green", &["甲", "乙", "丙", "丁"]).await?;
        let all = ["甲", "乙", "丙", "丁"];
        app.press("Control+t").await?;
        app.reads(current_row(""), "甲").await?;
        app.press("ArrowDown").await?;
        app.press("Shift+ArrowDown").await?;
        app.count(By::css("[data-testid=tag-row].chosen"), 2).await?;
        app.reads(By::css("[data-testid=codebook] footer"), "2 tags chosen").await?;
        app.press("Alt+ArrowUp").await?;
        has_tags(app, &["乙", "丙", "甲", "丁"]).await?;
        app.press("Alt+ArrowDown").await?;
        has_tags(app, &all).await?;
        app.press("Control+u").await?;
        app.find(By::test_id("choose-tag")).await?;
        app.type_into(By::test_id("choose-query"), "丁").await?;
        app.reads(By::css("[data-testid=choose-option][aria-selected=true]"), "丁").await?;
        app.screenshot("codebook-move-several").await?;
        app.press("Enter").await?;
        has_tags(app, &["甲", "丁", "丁/乙", "丁/丙"]).await?;
        app.press("Control+z").await?;
        has_tags(app, &all).await?;

        app.count(By::css("[data-testid=tag-row].chosen"), 2).await?;
        app.press("Control+j").await?;
        app.find(By::test_id("choose-tag")).await?;
        app.type_into(By::test_id("choose-query"), "甲").await?;
        app.press("Enter").await?;
        has_tags(app, &["甲", "丁"]).await?;
        app.press("Control+z").await?;
        has_tags(app, &all).await?;
        has_given(app, 4).await?;

        // Chosen one by one, and deleted.
        app.press("Home").await?;
        app.press("Space").await?;
        app.press("End").await?;
        app.press("Space").await?;
        app.press("Delete").await?;
        app.reads(By::test_id("delete-tags"), "Delete 2 tags?").await?;
        app.screenshot("codebook-delete-several").await?;
        app.press("Enter").await?;
        has_tags(app, &["乙", "丙"]).await?;
        app.press("Control+z").await?;
        has_tags(app, &all).await?;

        // They are told where one looks for keys.
        app.press("?").await?;
        app.type_into(By::test_id("shortcuts-query"), "merge the chosen").await?;
        app.reads(By::test_id("shortcuts-dialog"), "Ctrl+J").await
    })
    .await
}

#[tokio::test]
async fn several_tags_are_dragged_together() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        annotate(app, &quote, "fill", "green", &["甲", "乙", "丙"]).await?;
        app.press("Control+t").await?;
        app.reads(current_row(""), "甲").await?;
        app.press("Shift+ArrowDown").await?;
        app.count(By::css("[data-testid=tag-row].chosen"), 2).await?;
        // The middle of a row is under it.
        let script = "
            const [first, , last] = [...document.querySelectorAll('[data-testid=tag-row]')];
            const at = (row) => {
                const { left, top, width, height } = row.getBoundingClientRect();
                return { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, button: 0 };
            };
            first.dispatchEvent(new PointerEvent('pointerdown', at(first)));
            window.dispatchEvent(new PointerEvent('pointermove', at(last)));
            window.dispatchEvent(new PointerEvent('pointerup', at(last)));";
        app.script(script, Vec::new()).await?;
        has_tags(app, &["丙", "丙/甲", "丙/乙"]).await?;
        app.press("Control+z").await?;
        has_tags(app, &["甲", "乙", "丙"]).await
    })
    .await
}

#[tokio::test]
async fn a_definition_that_is_being_typed_outlives_a_crash_of_the_page() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let tag =
            json!({ "name": "慢讀", "parent": null, "colour": null, "shortcut": null, "definition": "" });
        app.call("tag_create", tag).await?;
        app.press("Control+t").await?;
        app.reads(current_row(""), "慢讀").await?;
        let held = hold(&app.home().library());
        app.type_into(By::test_id("tag-definition"), "讀了又讀。").await?;
        app.until("the shell to keep what is typed", async || {
            let script = "const done = arguments[0];
                window.__TAURI_INTERNALS__.invoke('page_held').then(done, () => done(null));";
            let kept = app.client().execute_async(script, Vec::new()).await?;
            Ok((kept["drafts"][0]["definition"] == "讀了又讀。").then_some(()))
        })
        .await?;
        app.crash_page().await?;
        drop(held);
        // The driver's session ended with the page's process; the library is looked at from outside.
        let library = app.home().library();
        app.until("the definition in the library", async || {
            let library =
                vermilion_tests::fixtures::open_library(&library).expect("a second program opens it");
            let tags = library.tag_list(vermilion_api::wire::Nothing {}).expect("it lists the tags");
            Ok((tags[0].definition == "讀了又讀。").then_some(()))
        })
        .await
    })
    .await
}
