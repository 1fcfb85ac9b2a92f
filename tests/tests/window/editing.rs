//! The text is corrected where it is read, by keyboard, and every correction can be taken back.

use super::crashing::is_back_after;
use super::{highlight, import, interview, long_turns, marked, on_page, read_outside, stored};
use serde_json::{Value, json};
use std::collections::HashMap;
use vermilion_api::wire::BlockEdit;
use vermilion_tests::fixtures;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

#[tokio::test]
async fn a_slip_inside_a_highlight_is_corrected_by_keyboard_and_taken_back() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        highlight(app, &quote).await?;
        app.press("Escape").await?;
        let before = stored(app).await?;
        let annotation = before["annotations"][0].clone();
        let painted = painted(app).await?;

        open_field(app, &quote).await?;
        // Two steps on from the first character, one character goes and others come.
        place_cursor(app, &before, 2).await?;
        app.press("Delete").await?;
        type_in(app, "訂正甲").await?;
        app.press("Enter").await?;
        app.gone(By::test_id("block-field")).await?;
        let corrected: Vec<char> =
            quote[..2].iter().copied().chain("訂正甲".chars()).chain(quote[3..].iter().copied()).collect();
        marked(app, &[&corrected]).await?;
        let after = stored(app).await?;
        let changed = &after["annotations"][0];
        assert_eq!(changed["quote"], corrected.iter().collect::<String>());
        assert_eq!((&changed["state"], &changed["original"]), (&json!("changed"), &annotation["quote"]));
        assert_eq!(self::painted(app).await? - painted, 1, "nothing but the paragraph is drawn anew");
        app.until("the focus to be on the page again", async || {
            let script = "return document.activeElement?.dataset.testid === 'reader'";
            Ok((app.script(script, Vec::new()).await? == true).then_some(()))
        })
        .await?;

        // The highlight says what it was, and that can be confirmed.
        app.reads(By::test_id("changed-words"), &quote.iter().collect::<String>()).await?;
        app.click_text(&on_page(&corrected), 1).await?;
        app.click(By::test_id("accept-changed")).await?;
        app.gone(By::test_id("changed-words")).await?;

        app.press("Escape").await?;
        app.press("Control+z").await?;
        app.press("Control+z").await?;
        marked(app, &[&quote]).await?;
        let undone = stored(app).await?;
        assert_eq!(undone["text"], before["text"]);
        assert_eq!(undone["blocks"], before["blocks"]);
        let again = &undone["annotations"][0];
        assert_eq!((&again["start"], &again["end"]), (&annotation["start"], &annotation["end"]));
        assert_eq!(again["state"], "anchored");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_paragraph_left_with_escape_is_as_it_was() -> Result {
    let turn = long_turns(&interview())[0][..12].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let before = stored(app).await?;
        open_field(app, &turn).await?;
        type_in(app, "不要").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("block-field")).await?;
        app.find(By::text(body_of(&before, &turn))).await?;
        let after = stored(app).await?;
        assert_eq!((&after["text"], &after["revision"]), (&before["text"], &before["revision"]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_paragraph_is_split_at_the_cursor_and_joined_again() -> Result {
    let turn = long_turns(&interview())[1].clone();
    // Between two ideographs: there joining puts no space.
    let is_han = |character: &char| ('\u{4e00}'..='\u{9fff}').contains(character);
    let cut = (3..40).find(|at| turn[at - 1..=*at].iter().all(is_han)).expect("two ideographs");
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let before = stored(app).await?;
        let blocks = before["blocks"].as_array().map_or(0, Vec::len);
        open_field(app, &turn[..12]).await?;
        app.press("Control+Home").await?;
        for _ in 0..cut {
            app.press("ArrowRight").await?;
        }
        app.press("Control+Enter").await?;
        app.until("one more block", async || {
            let now = stored(app).await?["blocks"].as_array().map_or(0, Vec::len);
            Ok((now == blocks + 1).then_some(()))
        })
        .await?;
        // The cursor is at the beginning of the second: what it is before, Backspace joins.
        field_begins(app, &turn[cut..cut + 4]).await?;
        app.press("Backspace").await?;
        app.until("the paragraph to be one again", async || {
            Ok((stored(app).await?["text"] == before["text"]).then_some(()))
        })
        .await?;
        field_begins(app, &turn[..4]).await?;
        app.press("Escape").await?;
        assert_eq!(stored(app).await?["blocks"], before["blocks"]);
        app.press("Control+z").await?;
        app.press("Control+z").await?;
        app.until("everything to be as it was", async || {
            let now = stored(app).await?;
            Ok((now["blocks"] == before["blocks"] && now["revision"] == before["revision"]).then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn words_are_replaced_everywhere_but_where_they_are_left_out() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let before = stored(app).await?;
        let word = frequent_word(&before);
        let request = json!({
            "document": before["summary"]["id"], "find": word, "foldWidth": false, "foldCase": false,
        });
        let places =
            app.call("replace_find", request).await?["places"].as_array().cloned().unwrap_or_default();
        let count = places.len();

        app.press("Control+h").await?;
        app.type_into(By::test_id("replace-find"), &word).await?;
        app.reads(By::test_id("replace-count"), &format!("{count} of {count} chosen")).await?;
        app.press("Enter").await?;
        type_in(app, "改字").await?;
        // The second place is left out.
        app.press("ArrowDown").await?;
        app.press("ArrowDown").await?;
        app.press("Space").await?;
        app.reads(By::test_id("replace-count"), &format!("{} of {count} chosen", count - 1)).await?;
        app.press("Enter").await?;
        app.gone(By::test_id("replace-dialog")).await?;

        let mut expected: Vec<char> = before["text"].as_str().unwrap_or_default().chars().collect();
        for (index, place) in places.iter().enumerate().rev() {
            let at = |name: &str| usize::try_from(place[name].as_u64().unwrap_or(0)).unwrap_or(0);
            if index != 1 {
                expected.splice(at("start")..at("end"), "改字".chars());
            }
        }
        assert_eq!(stored(app).await?["text"], expected.iter().collect::<String>());
        app.click(By::role("button", "Undo")).await?;
        app.until("the words to be back", async || {
            Ok((stored(app).await?["text"] == before["text"]).then_some(()))
        })
        .await
    })
    .await
}

#[tokio::test]
async fn what_is_typed_over_a_paragraph_that_changed_elsewhere_is_kept_until_somebody_decides() -> Result {
    let turns = long_turns(&interview());
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        open_field(app, &turns[1][..12]).await?;
        type_in(app, "甲").await?;
        // Another paragraph is none of this one's business.
        edit_outside(app, &turns[2], "別處的一段。");
        app.find(By::text("別處的一段。")).await?;
        app.reads(By::test_id("edit-bar"), "split").await?;
        // This one is.
        edit_outside(app, &turns[1], "別人改過的這一段。");
        app.find(By::css("[data-testid=edit-bar][data-state=stale]")).await?;
        let typed = field(app).await?;
        assert!(typed.contains('甲'), "{typed}");
        app.find(By::test_id("unsaved")).await?;
        app.press("Enter").await?;
        app.gone(By::test_id("block-field")).await?;
        app.gone(By::test_id("unsaved")).await?;
        let text = stored(app).await?["text"].as_str().unwrap_or_default().to_owned();
        assert!(text.contains(typed.as_str()), "what was typed is in the text");
        assert!(!text.contains("別人改過的這一段"), "what stood there is not");
        // It was a step of its own.
        app.press("Control+z").await?;
        app.find(By::text("別人改過的這一段。")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_typed_of_a_paragraph_that_is_gone_goes_into_no_other() -> Result {
    let turns = long_turns(&interview());
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        open_field(app, &turns[1][..12]).await?;
        type_in(app, "甲").await?;
        edit_outside(app, &turns[1], "");
        app.find(By::css("[data-testid=edit-bar][data-state=gone]")).await?;
        let without = stored(app).await?["text"].clone();
        let typed = field(app).await?;
        assert!(typed.contains('甲'), "{typed}");
        app.screenshot("edit-gone").await?;
        app.press("Enter").await?;
        app.find(By::css("[data-testid=edit-bar][data-state=gone]")).await?;
        assert_eq!(stored(app).await?["text"], without);
        app.press("Escape").await?;
        app.gone(By::test_id("block-field")).await?;
        app.gone(By::test_id("unsaved")).await?;
        assert_eq!(stored(app).await?["text"], without);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_field_is_closed_where_something_else_saved_what_was_typed() -> Result {
    let turns = long_turns(&interview());
    let folder = tempfile::tempdir().expect("a folder for the corrected version");
    let corrected = folder.path().join("corrected.txt");
    let text = std::fs::read_to_string(interview()).expect("the interview can be read");
    std::fs::write(&corrected, format!("{text}\n完。\n")).expect("the corrected version can be written");
    in_window(Launch::new().open(interview()).pick_files([corrected]), async |app| {
        import(app).await?;
        open_field(app, &turns[1][..12]).await?;
        type_in(app, "甲").await?;
        let typed = field(app).await?;
        app.press("Control+Shift+o").await?;
        app.find(By::test_id("update-commit")).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("update-dialog")).await?;
        app.gone(By::test_id("block-field")).await?;
        let text = stored(app).await?["text"].as_str().unwrap_or_default().to_owned();
        assert!(text.contains(typed.as_str()), "what was typed is in the text");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_typed_outlives_the_page_and_is_saved_when_the_window_closes() -> Result {
    let turns = long_turns(&interview());
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        open_field(app, &turns[1][..12]).await?;
        app.press("Control+Home").await?;
        type_in(app, "頁").await?;
        let typed = field(app).await?;
        app.until("the shell to keep what is typed", async || {
            let script = "const done = arguments[0];
                window.__TAURI_INTERNALS__.invoke('page_held').then(done, () => done(null));";
            let kept = app.client().execute_async(script, Vec::new()).await?;
            Ok((kept["edit"]["text"] == typed).then_some(()))
        })
        .await?;
        // The driver's session ends with the page's process, so from here on all is seen from outside.
        let library = app.home().library();
        app.crash_page().await?;
        app.until("the page to be back", async || Ok(is_back_after(app, 1).then_some(()))).await?;
        app.ask_to_close().await?;
        app.ended().await?;
        let text = read_outside(&library)["text"].as_str().unwrap_or_default().to_owned();
        assert!(text.contains(&typed), "what was typed is in the text");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn going_away_saves_what_is_typed() -> Result {
    let turns = long_turns(&interview());
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        open_field(app, &turns[1][..12]).await?;
        app.press("Control+Home").await?;
        type_in(app, "頁").await?;
        let typed = field(app).await?;
        app.press("Control+l").await?;
        app.find(By::test_id("library-row")).await?;
        let text = stored(app).await?["text"].as_str().unwrap_or_default().to_owned();
        assert!(text.contains(&typed), "what was typed is in the text");
        Ok(())
    })
    .await
}

/// Opens the field over the paragraph of a passage, with the cursor where it was clicked.
async fn open_field(app: &App, passage: &[char]) -> Result {
    app.click_text(&on_page(passage), 1).await?;
    app.press("F2").await?;
    app.find(By::test_id("block-field")).await?;
    Ok(())
}

/// Types where the cursor is.
async fn type_in(app: &App, text: &str) -> Result {
    for character in text.chars() {
        app.press(&character.to_string()).await?;
    }
    Ok(())
}

/// What the field holds.
async fn field(app: &App) -> Result<String> {
    let script = "return document.querySelector('[data-testid=block-field]')?.value ?? ''";
    Ok(app.script(script, Vec::new()).await?.as_str().unwrap_or_default().to_owned())
}

/// Waits until the field is over the paragraph that begins so.
async fn field_begins(app: &App, beginning: &[char]) -> Result {
    let beginning: String = beginning.iter().collect();
    app.until(&format!("the field to begin with “{beginning}”"), async || {
        Ok(field(app).await?.starts_with(&beginning).then_some(()))
    })
    .await
}

/// Moves the cursor of the field by the keyboard to so many characters after the beginning of the first annotation.
async fn place_cursor(app: &App, view: &Value, further: u64) -> Result {
    let annotation = view["annotations"][0]["start"].as_u64().unwrap_or(0);
    let block = view["blocks"].as_array().and_then(|blocks| {
        blocks.iter().rev().find(|block| block["start"].as_u64().is_some_and(|start| start <= annotation))
    });
    let body = block.and_then(|block| block["bodyStart"].as_u64()).unwrap_or(0);
    // The field may be of several lines: Home alone goes to the beginning of one.
    app.press("Control+Home").await?;
    for _ in 0..annotation - body + further {
        app.press("ArrowRight").await?;
    }
    Ok(())
}

/// How many blocks have been painted.
async fn painted(app: &App) -> Result<i64> {
    let script = "return Number(document.querySelector('.column').dataset.painted)";
    Ok(app.script(script, Vec::new()).await?.as_i64().unwrap_or(0))
}

/// What is read of the block that a passage begins.
fn body_of(view: &Value, beginning: &[char]) -> String {
    let text: Vec<char> = view["text"].as_str().unwrap_or_default().chars().collect();
    let at = |value: &Value| usize::try_from(value.as_u64().unwrap_or(0)).unwrap_or(0);
    let bodies = view["blocks"].as_array().into_iter().flatten();
    bodies
        .map(|block| &text[at(&block["bodyStart"])..at(&block["bodyEnd"])])
        .find(|body| body.starts_with(beginning))
        .map(|body| body.iter().collect())
        .unwrap_or_default()
}

/// A word of two ideographs that stands in the text at least three times, and not too often to be counted.
fn frequent_word(view: &Value) -> String {
    let text: Vec<char> = view["text"].as_str().unwrap_or_default().chars().collect();
    let mut counts: HashMap<[char; 2], usize> = HashMap::new();
    for pair in text.windows(2) {
        if pair.iter().all(|character| ('\u{4e00}'..='\u{9fff}').contains(character)) && pair[0] != pair[1] {
            *counts.entry([pair[0], pair[1]]).or_default() += 1;
        }
    }
    let word =
        counts.into_iter().filter(|(_, count)| *count >= 3).max_by_key(|(word, count)| (*count, *word));
    word.expect("a word that is repeated").0.iter().collect()
}

/// Gives the paragraph that begins with a turn another text, from another program.
fn edit_outside(app: &App, turn: &[char], text: &str) {
    let library = fixtures::open_library(&app.home().library()).expect("a second program opens the library");
    let documents = library.document_list(vermilion_api::wire::Nothing {}).expect("it lists the documents");
    let view = library.document_view(&documents[0].id).expect("it opens the document");
    let characters: Vec<char> = view.text.chars().collect();
    let body = |block: &vermilion_api::wire::Block| {
        characters[block.body_start as usize..block.body_end as usize].to_vec()
    };
    let block = view.blocks.iter().find(|block| body(block).starts_with(&turn[..12])).expect("the paragraph");
    let request = BlockEdit {
        document: documents[0].id.clone(),
        revision: view.revision.clone(),
        start: block.start,
        text: text.to_owned(),
        splices: Vec::new(),
    };
    library.block_edit(request, "").expect("it corrects the paragraph");
}
