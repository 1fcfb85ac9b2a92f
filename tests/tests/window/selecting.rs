//! Selecting what one means: a word, a sentence, a turn, several turns.

use super::{import, interview, long_turns, marked, neighbouring_turns, on_page, stored, stored_annotations};
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

#[tokio::test]
async fn three_clicks_mark_a_sentence_and_two_a_word_within_it() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let is_end = |character: &char| "。？！".contains(*character);
    let turn = turns.iter().find(|turn| turn[..50].iter().any(is_end)).expect("a turn of several sentences");
    // Not the one that gets marked: a click on a mark opens its card.
    let other = turns.iter().find(|other| *other != turn).expect("another turn");
    let end = turn.iter().position(is_end).expect("its first sentence ends") + 1;
    let sentence: String = turn[..end].iter().collect();
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        let word = on_page(&turn[2..14]);
        app.click_text(&word, 3).await?;
        app.until("the sentence to be selected", async || {
            Ok((selected(app).await? == sentence).then_some(()))
        })
        .await?;
        app.press("1").await?;
        assert_eq!(stored_annotations(app, 1).await?[0]["quote"], sentence);
        app.press("Escape").await?;

        let word = on_page(&other[2..14]);
        app.click_text(&word, 2).await?;
        let word = app
            .until("a word to be selected", async || {
                Ok(Some(selected(app).await?).filter(|word| !word.is_empty() && *word != sentence))
            })
            .await?;
        assert!(word.chars().count() < 12, "a word: {word}");
        assert!(other.iter().collect::<String>().contains(&word));
        Ok(())
    })
    .await
}

async fn selected(app: &App) -> Result<String> {
    let text = app.script("return getSelection().toString()", Vec::new()).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// What is said in the first turn, as the library has it.
async fn first_turn(app: &App) -> Result<Vec<char>> {
    let view = stored(app).await?;
    let blocks = view["blocks"].as_array().map(Vec::as_slice).unwrap_or_default();
    let turn = blocks.iter().find(|block| block["kind"] == "turn").expect("the interview has turns");
    let [start, end] = ["bodyStart", "bodyEnd"].map(|edge| turn[edge].as_u64().unwrap_or(0) as usize);
    Ok(view["text"].as_str().unwrap_or_default().chars().skip(start).take(end - start).collect())
}

#[tokio::test]
async fn a_click_on_the_speakers_name_selects_the_whole_turn() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let first = first_turn(app).await?;
        app.click(By::css("article .block-turn .who")).await?;
        app.press("5").await?;
        let annotations = stored_annotations(app, 1).await?;
        assert_eq!(annotations[0]["quote"], first.iter().collect::<String>());
        marked(app, &[&first]).await
    })
    .await
}

#[tokio::test]
async fn a_selection_may_span_turns_and_leaves_the_labels_unmarked() -> Result {
    let file = interview();
    let [first, second] = neighbouring_turns(&file);
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        let end = first.len();
        app.select_across(&on_page(&first[end - 12..]), &on_page(&second[..12])).await?;
        app.press("1").await?;
        let quote = stored_annotations(app, 1).await?[0]["quote"].as_str().unwrap_or_default().to_owned();
        assert!(quote.starts_with(&first[end - 12..].iter().collect::<String>()));
        assert!(quote.ends_with(&second[..12].iter().collect::<String>()));
        marked(app, &[&first[end - 12..], &second[..12]]).await
    })
    .await
}
