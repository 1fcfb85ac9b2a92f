//! Reading and annotating without a pointer: the reading cursor, what is repeated, keys that were changed.

use super::{interview, on_page, stored, stored_annotations};
use serde_json::Value;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

/// The turns of the document with their further paragraphs, each as one text.
fn turns(view: &Value) -> Vec<String> {
    let text: Vec<char> = view["text"].as_str().unwrap_or_default().chars().collect();
    let blocks = view["blocks"].as_array().map(Vec::as_slice).unwrap_or_default();
    let place = |block: &Value, edge: &str| block[edge].as_u64().unwrap_or(0) as usize;
    let mut spans: Vec<(usize, usize, &Value)> = Vec::new();
    let mut is_open = false;
    for block in blocks {
        let is_turn = block["kind"] == "turn";
        let (start, end) = (place(block, "bodyStart"), place(block, "bodyEnd"));
        match spans.last_mut() {
            Some(last)
                if is_turn && is_open && block["labelStart"].is_null() && last.2 == &block["speaker"] =>
            {
                last.1 = end;
            }
            _ if is_turn => spans.push((start, end, &block["speaker"])),
            _ => {}
        }
        is_open = is_turn;
    }
    spans.into_iter().map(|(start, end, _)| text[start..end].iter().collect()).collect()
}

/// Brings in the interview without a click and waits until its page has the focus.
async fn import_by_key(app: &App) -> Result {
    app.find(By::css("[data-testid=import-accept]:enabled")).await?;
    app.press("Enter").await?;
    app.find(By::css("article h1")).await?;
    focus_on_page(app).await
}

async fn focus_on_page(app: &App) -> Result {
    focused(app, "document.activeElement?.dataset.testid === 'reader'").await
}

async fn focused(app: &App, is_so: &str) -> Result {
    let script = format!("return !!({is_so})");
    app.until(&format!("the focus to be where {is_so}"), async || {
        Ok((app.script(&script, Vec::new()).await? == true).then_some(()))
    })
    .await
}

/// Waits until what is selected reads so; line ends and labels between blocks do not count.
async fn selects(app: &App, expected: &str) -> Result {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    app.until(&format!("“{expected}” to be selected"), async || {
        let script = "return getSelection().toString()";
        let selected = app.script(script, Vec::new()).await?;
        Ok((bare(selected.as_str().unwrap_or_default()) == bare(expected)).then_some(()))
    })
    .await
}

/// The unit of the reading cursor.
async fn moves_by(app: &App, unit: &str) -> Result {
    app.find(By::css(format!("[data-testid=cursor-bar] [data-unit={unit}][aria-checked=true]"))).await?;
    Ok(())
}

/// Shows the reading cursor on the first turn.
async fn begin_at_first_turn(app: &App) -> Result {
    app.press("Enter").await?;
    moves_by(app, "sentence").await?;
    app.press("Home").await?;
    app.press("=").await?;
    app.press("=").await?;
    moves_by(app, "turn").await
}

#[tokio::test]
async fn a_whole_turn_is_annotated_repeated_and_come_back_to_by_keyboard_alone() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import_by_key(app).await?;
        let turns = turns(&stored(app).await?);
        begin_at_first_turn(app).await?;
        app.press("ArrowRight").await?;
        app.press("ArrowLeft").await?;
        app.press("2").await?;
        let first = stored_annotations(app, 1).await?.remove(0);
        assert_eq!(first["quote"], turns[0]);
        assert_eq!(first["style"]["colour"], "red");

        write_note(app).await?;

        // The cursor is where it was left; the next turn but one is marked like this one.
        app.press("ArrowRight").await?;
        app.press("ArrowRight").await?;
        selects(app, &turns[2]).await?;
        app.screenshot("cursor").await?;
        app.press(".").await?;
        let second = stored_annotations(app, 2).await?.remove(1);
        assert_eq!((&second["quote"], &second["style"]), (&Value::from(turns[2].clone()), &first["style"]));
        is_open(app, &second).await?;
        app.press("[").await?;
        is_open(app, &first).await?;
        app.press("]").await?;
        is_open(app, &second).await?;

        // One step takes it back.
        app.press("Control+z").await?;
        stored_annotations(app, 1).await?;
        app.gone(By::test_id("annotation-card")).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("cursor-bar")).await
    })
    .await
}

/// Writes a note on the annotation that is open, and comes back to the page.
async fn write_note(app: &App) -> Result {
    app.find(By::test_id("annotation-card")).await?;
    app.press("n").await?;
    focused(app, "document.activeElement?.matches('textarea.note-field')").await?;
    app.find(By::role("textbox", "Note")).await?.send_keys("a note").await?;
    app.press("Escape").await?;
    focus_on_page(app).await?;
    app.until("the note to be stored", async || {
        Ok((stored(app).await?["annotations"][0]["note"] == "a note").then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_whole_turn_gets_a_new_tag_and_a_note_by_keyboard_alone_and_another_the_same_tag() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import_by_key(app).await?;
        let turns = turns(&stored(app).await?);
        begin_at_first_turn(app).await?;
        selects(app, &turns[0]).await?;
        app.press("t").await?;
        app.find(By::test_id("tag-picker")).await?;
        app.find(By::test_id("tag-query")).await?.send_keys("新標籤").await?;
        app.reads(By::test_id("tag-option"), "新標籤").await?;
        app.press("Enter").await?;
        app.gone(By::test_id("tag-picker")).await?;
        let first = stored_annotations(app, 1).await?.remove(0);
        assert_eq!(first["quote"], turns[0]);
        assert_eq!(first["tags"].as_array().map(Vec::len), Some(1));
        write_note(app).await?;

        app.press("ArrowRight").await?;
        selects(app, &turns[1]).await?;
        app.press(".").await?;
        let second = stored_annotations(app, 2).await?.remove(1);
        assert_eq!((&second["quote"], &second["tags"]), (&Value::from(turns[1].clone()), &first["tags"]));
        app.press("Control+z").await?;
        stored_annotations(app, 1).await?;
        Ok(())
    })
    .await
}

/// Waits until the card of an annotation is open.
async fn is_open(app: &App, annotation: &Value) -> Result {
    let id = annotation["id"].as_str().unwrap_or_default();
    app.find(By::css(format!("[data-id='{id}'] [data-testid=annotation-card]"))).await?;
    Ok(())
}

#[tokio::test]
async fn a_selection_grows_by_units_shrinks_again_and_its_edges_move() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import_by_key(app).await?;
        let turn = turns(&stored(app).await?).remove(0);
        begin_at_first_turn(app).await?;
        selects(app, &turn).await?;
        // Down to its first character, and up again the same way.
        let mut seen = vec![turn.clone()];
        for unit in ["sentence", "clause", "word", "character"] {
            app.press("-").await?;
            if unit == "sentence" {
                app.press("-").await?;
            }
            moves_by(app, unit).await?;
            seen.push(selection(app).await?);
        }
        assert!(seen.windows(2).all(|pair| pair[0].starts_with(&pair[1])), "{seen:?}");
        let word = seen[3].clone();
        app.press("=").await?;
        selects(app, &word).await?;
        app.press("Alt+ArrowUp").await?;
        let clause = seen[2].clone();
        selects(app, &clause).await?;
        app.press("Alt+ArrowDown").await?;
        selects(app, &word).await?;
        // The end of a word goes on by a character and comes back.
        app.press("Alt+Shift+ArrowRight").await?;
        let longer: String = turn.chars().take(word.chars().count() + 1).collect();
        selects(app, &longer).await?;
        app.press("Alt+Shift+ArrowLeft").await?;
        selects(app, &word).await?;
        // What is selected is extended by the unit, and taken back.
        app.press("Shift+ArrowRight").await?;
        app.until("more than the word to be selected", async || {
            let now = selection(app).await?;
            Ok((now.starts_with(&word) && now.len() > word.len()).then_some(()))
        })
        .await?;
        app.press("Shift+ArrowLeft").await?;
        selects(app, &word).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("cursor-bar")).await?;
        selects(app, "").await
    })
    .await
}

async fn selection(app: &App) -> Result<String> {
    let text = app.script("return getSelection().toString()", Vec::new()).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn overlapping_highlights_are_gone_through_and_parts_of_the_window_too() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import_by_key(app).await?;
        begin_at_first_turn(app).await?;
        app.press("1").await?;
        stored_annotations(app, 1).await?;
        app.press("ArrowLeft").await?;
        app.press("-").await?;
        app.press("-").await?;
        moves_by(app, "sentence").await?;
        app.press("3").await?;
        let annotations = stored_annotations(app, 2).await?;
        let (inner, outer) = match annotations[0]["style"]["colour"] == "green" {
            true => (&annotations[0], &annotations[1]),
            false => (&annotations[1], &annotations[0]),
        };
        is_open(app, inner).await?;
        app.press("Tab").await?;
        is_open(app, outer).await?;
        app.press("Tab").await?;
        is_open(app, inner).await?;
        app.press("Shift+Tab").await?;
        is_open(app, outer).await?;

        app.press("F6").await?;
        focused(app, "document.activeElement?.closest('.margin')").await?;
        app.press("F6").await?;
        focused(app, "document.activeElement?.closest('.topbar')").await?;
        app.press("Shift+F6").await?;
        focused(app, "document.activeElement?.closest('.margin')").await?;
        app.press("Shift+F6").await?;
        focus_on_page(app).await
    })
    .await
}

#[tokio::test]
async fn changed_keys_work_and_what_has_them_already_is_said() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import_by_key(app).await?;
        begin_at_first_turn(app).await?;
        app.press("1").await?;
        stored_annotations(app, 1).await?;
        app.find(By::test_id("annotation-card")).await?;

        app.press("?").await?;
        app.find(By::test_id("shortcuts-dialog")).await?;
        app.screenshot("shortcuts").await?;
        choose_line(app, "underline").await?;
        app.press("2").await?;
        app.reads(By::test_id("shortcut-conflict"), "Highlight in Vermilion").await?;
        app.screenshot("conflict").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("shortcut-press")).await?;
        app.press("Enter").await?;
        app.find(By::test_id("shortcut-press")).await?;
        app.press("b").await?;
        app.reads(By::css("[data-action='annotate.underline']"), "B").await?;
        // Escape leaves the dialog, and the new key does what the old one did.
        app.press("Escape").await?;
        app.gone(By::test_id("shortcuts-dialog")).await?;
        app.press("b").await?;
        underlined(app, true).await?;

        // It is kept, and the default comes back.
        app.restart(Launch::new().open(interview())).await?;
        app.find(By::css("article h1")).await?;
        focus_on_page(app).await?;
        app.press("]").await?;
        app.find(By::test_id("annotation-card")).await?;
        app.press("u").await?;
        app.press("b").await?;
        underlined(app, false).await?;
        app.press("?").await?;
        app.find(By::test_id("shortcuts-dialog")).await?;
        app.type_into(By::test_id("shortcuts-query"), "underline").await?;
        app.click(By::test_id("shortcut-reset")).await?;
        app.reads(By::css("[data-action='annotate.underline']"), "U").await
    })
    .await
}

/// Looks for a line of the cheat sheet and chooses it, by key.
async fn choose_line(app: &App, name: &str) -> Result {
    app.find(By::test_id("shortcuts-query")).await?.send_keys(name).await?;
    app.count(By::test_id("shortcut-line"), 1).await?;
    app.press("ArrowDown").await?;
    app.press("Enter").await?;
    app.find(By::test_id("shortcut-press")).await?;
    Ok(())
}

async fn underlined(app: &App, is_so: bool) -> Result {
    let expected = if is_so { "underline" } else { "fill" };
    app.until(&format!("the mark to be {expected}"), async || {
        Ok((stored(app).await?["annotations"][0]["style"]["mark"] == expected).then_some(()))
    })
    .await
}

#[tokio::test]
async fn the_palette_over_a_paragraph_that_is_corrected_saves_nothing() -> Result {
    let turn = super::long_turns(&interview())[0][..12].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        super::import(app).await?;
        let before = stored(app).await?;
        app.click_text(&on_page(&turn), 1).await?;
        app.press("F2").await?;
        app.find(By::test_id("block-field")).await?.send_keys("X").await?;
        app.press("Control+k").await?;
        app.find(By::test_id("palette")).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("palette")).await?;
        focused(app, "document.activeElement?.dataset.testid === 'block-field'").await?;
        assert_eq!(stored(app).await?["revision"], before["revision"]);
        app.press("Escape").await?;
        app.gone(By::test_id("block-field")).await?;
        assert_eq!(stored(app).await?["revision"], before["revision"]);
        Ok(())
    })
    .await
}
