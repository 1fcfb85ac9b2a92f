//! Words that stand again and again are corrected where they are read: a note stays with the ones that it was made on.

use super::{import, on_page, stored};
use serde_json::{Value, json};
use vermilion_tests::harness::{App, By, Launch, Passage, Result, in_window};

const INTERVIEW: &str = "\
重複的話

王：我不知道。我不知道。後來我就走了。

李：我不曉得。我不曉得。那就再說吧。

王：對對對，這件事可以。

李：哈哈哈哈哈哈，好笑嗎。
";

#[tokio::test]
async fn a_note_stays_with_the_words_that_it_was_made_on_whichever_of_their_equals_goes() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the interview");
    let file = folder.path().join("重複的話.txt");
    std::fs::write(&file, INTERVIEW).expect("the interview can be written");
    in_window(Launch::new().open(file), async |app| {
        import(app).await?;
        // The first of two equal sentences is marked, and the first is deleted.
        mark(app, "我不知道。", 0, 1).await?;
        open_field(app, "後來").await?;
        delete(app, 5).await?;
        painted_in_field(app, "").await?;
        save(app, 1).await?;
        // The second is marked, and the first is deleted.
        mark(app, "我不曉得。", 1, 1).await?;
        open_field(app, "那就").await?;
        delete(app, 5).await?;
        painted_in_field(app, "我不曉得。").await?;
        save(app, 2).await?;
        // The last of three characters is marked, and the first is deleted.
        mark(app, "對", 2, 2).await?;
        open_field(app, "這件").await?;
        delete(app, 1).await?;
        painted_in_field(app, "對").await?;
        save(app, 3).await?;
        // What lies between what is typed at both ends stays where it is, also while one types.
        mark(app, "哈哈", 1, 3).await?;
        open_field(app, "好笑").await?;
        app.press("Control+Home").await?;
        for key in ["甲", "乙"] {
            app.press(key).await?;
        }
        app.press("Control+End").await?;
        app.press("丙").await?;
        painted_in_field(app, "哈哈").await?;
        save(app, 4).await?;

        let view = stored(app).await?;
        assert_eq!(quotes(&view["orphans"]), ["我不知道。"], "what was deleted has lost its words");
        assert_eq!(view["orphans"][0]["reason"], "deleted");
        let places: Vec<(u64, String)> = view["annotations"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| (place_in_body(&view, one), one["quote"].as_str().unwrap_or_default().to_owned()))
            .collect();
        let expected = [(0, "我不曉得。"), (1, "對"), (3, "哈哈")];
        assert_eq!(places, expected.map(|(at, quote)| (at, quote.to_owned())));
        assert!(view["annotations"].as_array().into_iter().flatten().all(|one| one["state"] == "anchored"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_was_cut_pasted_and_undone_in_the_field_is_told_as_it_was() -> Result {
    let folder = tempfile::tempdir().expect("a folder for the interview");
    let file = folder.path().join("重複的話.txt");
    std::fs::write(&file, INTERVIEW).expect("the interview can be written");
    in_window(Launch::new().open(file), async |app| {
        import(app).await?;
        mark(app, "我不知道。", 1, 1).await?;
        open_field(app, "後來").await?;
        // The first sentence is selected, cut, and put in again at the end; then that is undone.
        app.press("Control+Home").await?;
        for _ in 0..5 {
            app.press("Shift+ArrowRight").await?;
        }
        app.press("Control+x").await?;
        field_reads(app, "我不知道。後來我就走了。").await?;
        painted_in_field(app, "我不知道。").await?;
        app.press("Control+End").await?;
        app.press("Control+v").await?;
        field_reads(app, "我不知道。後來我就走了。我不知道。").await?;
        painted_in_field(app, "我不知道。").await?;
        app.press("Control+z").await?;
        field_reads(app, "我不知道。後來我就走了。").await?;
        painted_in_field(app, "我不知道。").await?;
        app.press("Control+z").await?;
        field_reads(app, "我不知道。我不知道。後來我就走了。").await?;
        painted_in_field(app, "我不知道。").await?;
        assert_eq!(first_mark_in_field(app).await?, 5, "it is on the second again");
        app.press("Escape").await?;
        app.gone(By::test_id("block-field")).await?;
        let view = stored(app).await?;
        assert_eq!(place_in_body(&view, &view["annotations"][0]), 5);
        Ok(())
    })
    .await
}

/// Highlights an occurrence of words and waits until so many highlights are stored.
async fn mark(app: &App, words: &str, nth: u32, expected: usize) -> Result {
    app.select(&Passage::of(words).within("article").nth(nth)).await?;
    app.press("1").await?;
    super::stored_annotations(app, expected).await?;
    app.press("Escape").await
}

/// Opens the field over the paragraph of some words.
async fn open_field(app: &App, words: &str) -> Result {
    app.click_text(&on_page(&words.chars().collect::<Vec<_>>()), 1).await?;
    app.press("F2").await?;
    app.find(By::test_id("block-field")).await?;
    Ok(())
}

/// Deletes so many characters from the beginning of the field.
async fn delete(app: &App, characters: u32) -> Result {
    app.press("Control+Home").await?;
    for _ in 0..characters {
        app.press("Delete").await?;
    }
    Ok(())
}

/// Saves what was typed, and waits until the document has had so many corrections.
async fn save(app: &App, corrections: usize) -> Result {
    app.press("Enter").await?;
    app.gone(By::test_id("block-field")).await?;
    app.until("the correction to be stored", async || {
        let view = stored(app).await?;
        let list = app.call("revision_list", json!({ "document": view["summary"]["id"] })).await?;
        let revisions = list.as_array().or_else(|| list["revisions"].as_array()).map_or(0, Vec::len);
        Ok((revisions == corrections + 1).then_some(()))
    })
    .await
}

/// Waits until the field shows these words as marked.
async fn painted_in_field(app: &App, words: &str) -> Result {
    app.until(&format!("“{words}” to be marked in the field"), async || {
        let script =
            "return [...document.querySelectorAll('.field-copy mark')].map((mark) => mark.textContent).join('')";
        Ok((app.script(script, Vec::new()).await? == words).then_some(()))
    })
    .await
}

/// How many characters stand before the first mark of the field.
async fn first_mark_in_field(app: &App) -> Result<u64> {
    let script = "const range = document.createRange();
        range.selectNodeContents(document.querySelector('.field-copy'));
        range.setEndBefore(document.querySelector('.field-copy mark'));
        return range.toString().length";
    Ok(app.script(script, Vec::new()).await?.as_u64().unwrap_or(u64::MAX))
}

/// Waits until the field holds this text.
async fn field_reads(app: &App, text: &str) -> Result {
    app.until(&format!("the field to read “{text}”"), async || {
        let script = "return document.querySelector('[data-testid=block-field]')?.value ?? ''";
        Ok((app.script(script, Vec::new()).await? == text).then_some(()))
    })
    .await
}

fn quotes(annotations: &Value) -> Vec<&str> {
    annotations.as_array().into_iter().flatten().filter_map(|one| one["quote"].as_str()).collect()
}

/// How far from the beginning of what is read of its block an annotation stands.
fn place_in_body(view: &Value, annotation: &Value) -> u64 {
    let start = annotation["start"].as_u64().unwrap_or(0);
    let bodies = view["blocks"].as_array().into_iter().flatten();
    let before = bodies.filter_map(|block| block["bodyStart"].as_u64()).filter(|body| *body <= start);
    start - before.max().unwrap_or(0)
}
