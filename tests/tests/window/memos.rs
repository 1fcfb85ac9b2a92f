//! Memos are written by keyboard on what they are about, and notes link to what they are about, which can be followed both
//! ways.

use super::{
    annotate, highlight, import, interview, is_so, long_turns, marked, on_page, open_only_document, stored,
    stored_annotations, type_note,
};
use serde_json::{Value, json};
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

const ON_SECTION: &str = "這一節在說距離。";
const ON_LIBRARY: &str = "所有訪談的問題";

#[tokio::test]
async fn memos_are_written_by_keyboard_and_are_there_after_a_restart() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let section = stored(app).await?["sections"][1].clone();
        let title = section["title"].as_str().unwrap_or_default();
        choose(app, title).await?;
        app.reads(By::css("[data-testid=outline-section][aria-current=location]"), title).await?;
        app.press("m").await?;
        write(app, ON_SECTION).await?;
        choose(app, "memo on the library").await?;
        write(app, ON_LIBRARY).await?;

        let memos = stored_memos(app, 2).await?;
        assert_eq!((&memos[0]["kind"], &memos[0]["text"]), (&json!("section"), &json!(ON_SECTION)));
        assert_eq!(memos[0]["heading"], section["heading"]);
        assert_eq!((&memos[1]["kind"], &memos[1]["text"]), (&json!("library"), &json!(ON_LIBRARY)));
        app.screenshot("memos").await?;

        // What has one says so.
        app.press("Control+1").await?;
        app.count(By::css("[data-testid=memo-button][data-count='1']"), 1).await?;
        app.count(By::test_id("memo-marker"), 1).await?;
        app.screenshot("memos-outline").await?;

        app.restart(Launch::new().speaking("zh_TW.UTF-8")).await?;
        open_only_document(app).await?;
        app.press("Control+6").await?;
        app.reads(By::test_id("memo-list"), ON_SECTION).await?;
        app.count(By::test_id("memo-text"), 2).await?;
        app.screenshot("memos-chinese").await?;

        // From memo to memo with the arrows, away with Delete and back with undo.
        app.script("document.querySelector('[data-testid=memo-text]').focus()", Vec::new()).await?;
        app.press("ArrowDown").await?;
        focus_is_on(app, ON_LIBRARY).await?;
        app.press("Delete").await?;
        app.count(By::test_id("memo-text"), 1).await?;
        focus_is_on(app, ON_SECTION).await?;
        assert_eq!(stored_memos(app, 1).await?[0]["text"], ON_SECTION);
        app.press("Control+z").await?;
        app.count(By::test_id("memo-text"), 2).await?;
        assert_eq!(stored_memos(app, 2).await?[1]["text"], ON_LIBRARY);

        // One is written on in its place, and what is emptied goes.
        focus_is_on(app, ON_SECTION).await?;
        app.press("Enter").await?;
        write(app, "再想想").await?;
        app.reads(By::test_id("memo-list"), &format!("{ON_SECTION}再想想")).await?;
        focus_is_on(app, ON_SECTION).await?;
        app.press("Enter").await?;
        app.find(By::test_id("memo-field")).await?;
        app.press("Control+a").await?;
        app.press("Delete").await?;
        app.press("Escape").await?;
        app.count(By::test_id("memo-text"), 1).await?;
        assert_eq!(stored_memos(app, 1).await?[0]["text"], ON_LIBRARY);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn memos_on_a_speaker_and_on_a_tag_are_written_from_the_dialogs() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let tag = annotate(app, &quote, "fill", "green", &["情感/恐懼"]).await?["tags"][0].clone();
        let speaker = stored(app).await?["speakers"][0].clone();
        let name = speaker["name"].as_str().unwrap_or_default().to_owned();

        // From the speakers to the memo on the first of them.
        app.press("Control+Shift+s").await?;
        app.find(By::test_id("speakers-dialog")).await?;
        let button = "[data-testid=speakers-dialog] [data-testid=memo-button]";
        app.script(&format!("document.querySelector('{button}').focus()"), Vec::new()).await?;
        app.press("Enter").await?;
        app.gone(By::test_id("speakers-dialog")).await?;
        write(app, "問得少，等得久。").await?;

        // From the list of all memos to one on a tag, found by a part of its path.
        app.press("Control+Shift+m").await?;
        app.find(By::test_id("memos-dialog")).await?;
        app.reads(By::test_id("memos-dialog"), &name).await?;
        app.type_into(By::css("[data-testid=memos-dialog] [data-testid=memo-new]"), "恐懼").await?;
        app.reads(By::test_id("memo-targets-offer"), "情感/恐懼").await?;
        app.screenshot("memos-dialog-tag").await?;
        app.press("Enter").await?;
        write(app, "怕的是什麼？").await?;
        app.count(By::css("[data-testid=memos-dialog] [data-testid=memo-text]"), 2).await?;
        app.screenshot("memos-dialog").await?;

        let memos = stored_memos(app, 2).await?;
        assert_eq!((&memos[0]["kind"], &memos[0]["speaker"]), (&json!("speaker"), &speaker["id"]));
        assert_eq!(memos[0]["text"], "問得少，等得久。");
        assert_eq!((&memos[1]["kind"], &memos[1]["tag"]), (&json!("tag"), &tag));
        assert_eq!(memos[1]["text"], "怕的是什麼？");

        // The filter knows what a memo is about; Esc closes, and the page has the focus.
        app.type_into(By::css("[data-testid=memos-dialog] [data-testid=memo-filter]"), "情感").await?;
        app.count(By::css("[data-testid=memos-dialog] [data-testid=memo-text]"), 1).await?;
        app.press("Escape").await?;
        app.count(By::css("[data-testid=memos-dialog] [data-testid=memo-text]"), 2).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("memos-dialog")).await?;

        // The tag says in the codebook that it has one.
        app.press("Control+t").await?;
        app.reads(By::css("[data-testid=tag-row].current"), "情感").await?;
        app.press("ArrowDown").await?;
        app.count(By::css("[data-testid=codebook] main [data-testid=memo-button][data-count='1']"), 1)
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_links_to_an_interview_is_told_with_its_details() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let document = app.call("document_list", json!({})).await?[0]["id"].clone();
        let id = document.as_str().unwrap_or_default();
        highlight(app, &quote).await?;
        let annotation = stored_annotations(app, 1).await?[0]["id"].clone();
        let note = json!({
            "annotation": annotation, "note": format!("見[這篇](vermilion:document/{id})"), "joinKey": "",
        });
        app.call("annotation_set_note", note).await?;
        app.press("Escape").await?;
        app.press("Control+i").await?;
        let dialog = |part: &str| By::css(format!("[data-testid=details-dialog] {part}"));
        app.reads(dialog("[data-testid=backlinks]"), "1 link leads here").await?;
        // What was typed is saved by following a link.
        app.fill(By::test_id("details-source"), "某日報").await?;
        app.click(dialog("[data-testid=backlinks]")).await?;
        app.screenshot("details-links").await?;
        app.click(dialog("[data-testid=backlink]")).await?;
        app.gone(By::test_id("details-dialog")).await?;
        is_so(app, "the note's card", "document.querySelector('[data-testid=note-field]')").await?;
        assert_eq!(stored(app).await?["summary"]["source"], "某日報");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_note_links_to_another_passage_and_both_ends_can_be_followed() -> Result {
    let turns = long_turns(&interview());
    let (first, second) = (turns[0][2..14].to_vec(), turns[1][3..16].to_vec());
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        highlight(app, &first).await?;
        app.press("Escape").await?;
        app.select(&on_page(&second)).await?;
        app.press("1").await?;
        marked(app, &[&first, &second]).await?;
        app.press("Escape").await?;
        let id = stored_annotations(app, 2).await?[0]["id"].as_str().unwrap_or_default().to_owned();

        type_note(app, &second, "見").await?;
        let sought: String = first[1..5].iter().collect();
        type_in(app, &format!("[[{sought}")).await?;
        app.reads(By::test_id("link-offers-offer"), &first.iter().collect::<String>()).await?;
        app.screenshot("link-offers").await?;
        app.press("Enter").await?;
        app.gone(By::test_id("link-offers")).await?;
        type_in(app, "。").await?;
        let address = format!("](vermilion:annotation/{id})。");
        app.until("the note with its link to be stored", async || {
            let annotations = stored(app).await?["annotations"].clone();
            let note = annotations[1]["note"].as_str().unwrap_or_default();
            Ok((note.starts_with("見[") && note.ends_with(&address)).then_some(()))
        })
        .await?;
        app.press("Escape").await?;

        // The link leads to the passage, which says what leads to it, and from there back.
        let link = || By::css(".note-text [data-link]");
        assert_eq!(
            app.script("return document.querySelectorAll('[href]:not(head *)').length", Vec::new()).await?,
            0
        );
        app.script("document.querySelector('.note-text [data-link]').focus()", Vec::new()).await?;
        app.press("Enter").await?;
        app.reads(By::test_id("backlinks"), "1 link leads here").await?;
        app.until("the page to have the focus", async || {
            let script = "return document.activeElement?.dataset.testid === 'reader'";
            Ok((app.script(script, Vec::new()).await? == true).then_some(()))
        })
        .await?;
        app.screenshot("backlinks").await?;
        app.click(By::test_id("backlinks")).await?;
        app.click(By::test_id("backlink")).await?;
        app.until("the card with the note to open", async || {
            let script = "return document.querySelector('[data-testid=note-field]')?.value ?? ''";
            let value = app.script(script, Vec::new()).await?;
            Ok(value.as_str().is_some_and(|value| value.contains("vermilion:annotation/")).then_some(()))
        })
        .await?;

        // What is gone can still be read, and leads nowhere.
        app.press("Escape").await?;
        app.call("annotation_delete", json!({ "annotations": [id] })).await?;
        app.reads(By::css(".note-text [data-gone]"), &sought).await?;
        app.gone(link()).await?;
        app.screenshot("link-gone").await?;
        app.press("Control+z").await?;
        app.find(link()).await?;
        Ok(())
    })
    .await
}

/// Chooses a line of the palette by its words.
async fn choose(app: &App, words: &str) -> Result {
    app.press("Control+k").await?;
    app.type_into(By::test_id("palette-query"), words).await?;
    app.reads(By::css("[data-testid=palette-entry][aria-selected=true]"), "").await?;
    app.press("Enter").await?;
    app.gone(By::test_id("palette")).await
}

/// Writes into the memo that has just been opened, waits until that is on disk, and leaves it.
async fn write(app: &App, text: &str) -> Result {
    app.until("the cursor to be in the memo", async || {
        let script = "return document.activeElement?.dataset.testid === 'memo-field'";
        Ok((app.script(script, Vec::new()).await? == true).then_some(()))
    })
    .await?;
    type_in(app, text).await?;
    app.find(By::css("[data-testid=memo-state][data-state=saved]")).await?;
    app.press("Escape").await?;
    app.gone(By::test_id("memo-field")).await
}

async fn type_in(app: &App, text: &str) -> Result {
    for character in text.chars() {
        app.press(&character.to_string()).await?;
    }
    Ok(())
}

/// Waits until the focus is on the memo that begins so.
async fn focus_is_on(app: &App, text: &str) -> Result {
    app.until(&format!("the focus to be on “{text}”"), async || {
        let script = "return document.activeElement?.dataset.memo ? document.activeElement.textContent : ''";
        let focused = app.script(script, Vec::new()).await?;
        Ok(focused.as_str().is_some_and(|focused| focused.trim().starts_with(text)).then_some(()))
    })
    .await
}

/// The stored memos, once there are so many.
async fn stored_memos(app: &App, expected: usize) -> Result<Vec<Value>> {
    app.until(&format!("{expected} stored memos"), async || {
        let memos = app.call("memo_list", json!({})).await?.as_array().cloned().unwrap_or_default();
        Ok((memos.len() == expected).then_some(memos))
    })
    .await
}
