//! Selecting what one means: a word, a sentence, a turn, several turns.

use super::{import, interview, long_turns, marked, on_page, stored_annotations};
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

#[tokio::test]
async fn three_clicks_mark_a_sentence_and_two_a_word_within_it() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let is_end = |character: &char| "。？！".contains(*character);
    let turn = turns.iter().find(|turn| turn[..50].iter().any(is_end)).expect("a turn of several sentences");
    let other = &turns[0];
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

#[tokio::test]
async fn a_click_on_the_speakers_name_selects_the_whole_turn() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        app.click(By::css("article .block-turn .who")).await?;
        app.press("5").await?;
        let annotations = stored_annotations(app, 1).await?;
        assert_eq!(annotations[0]["quote"], turns[0].iter().collect::<String>());
        marked(app, &[&turns[0]]).await
    })
    .await
}

#[tokio::test]
async fn a_selection_may_span_turns_and_leaves_the_labels_unmarked() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let (first, second) = (&turns[0], &turns[1]);
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
