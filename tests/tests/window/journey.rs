//! The main job from end to end: bring an interview in, mark it, write in its margin, take steps back and again, close
//! the app and find everything.

use super::{import, interview, long_turns, marked, on_page, open_only_document, stored, stored_annotations};
use serde_json::{Value, json};
use vermilion_api::wire::{AnnotationCreate, Colour, Mark, Style};
use vermilion_tests::fixtures::open_library;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

const NOTE: &str = "這裡是全篇的關鍵，**再讀一次**。";

#[tokio::test]
async fn an_interview_is_annotated_and_found_again_after_a_restart() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let turn = &turns[2];
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;

        app.select(&on_page(&turn[4..20])).await?;
        app.click(By::css("[role=toolbar] .swatch.colour-yellow")).await?;
        marked(app, &[&turn[4..20]]).await?;

        write_note(app, &turn[4..20]).await?;
        let annotations = stored_annotations(app, 1).await?;
        assert_eq!(annotations[0]["note"], NOTE);
        assert_eq!(annotations[0]["quote"], turn[4..20].iter().collect::<String>());
        app.press("Escape").await?;

        // The second begins inside the first and ends after it.
        app.select(&on_page(&turn[12..30])).await?;
        app.press("4").await?;
        marked(app, &[&turn[4..30]]).await?;
        assert_eq!(stored_annotations(app, 2).await?[1]["style"]["colour"], "blue");

        app.press("Escape").await?;
        app.press("Control+z").await?;
        stored_annotations(app, 1).await?;
        marked(app, &[&turn[4..20]]).await?;
        app.press("Control+Shift+z").await?;
        let before = stored_annotations(app, 2).await?;
        marked(app, &[&turn[4..30]]).await?;

        app.restart(Launch::new()).await?;
        open_only_document(app).await?;
        marked(app, &[&turn[4..30]]).await?;
        app.find(By::text("再讀一次")).await?;
        assert_eq!(stored_annotations(app, 2).await?, before);

        // What was done before the restart can still be taken back after it.
        app.press("Control+z").await?;
        marked(app, &[&turn[4..20]]).await
    })
    .await
}

#[tokio::test]
async fn a_note_outlives_a_crash_of_the_app() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let quote = &turns[1][3..16];
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        app.select(&on_page(quote)).await?;
        app.press("2").await?;
        marked(app, &[quote]).await?;
        write_note(app, quote).await?;

        app.crash_and_restart(Launch::new()).await?;
        open_only_document(app).await?;
        marked(app, &[quote]).await?;
        assert_eq!(stored_annotations(app, 1).await?[0]["note"], NOTE);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_same_passage_marked_twice_in_one_style_is_one_highlight() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let quote = &turns[0][6..18];
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        for _ in 0..2 {
            app.select(&on_page(quote)).await?;
            app.press("3").await?;
            marked(app, &[quote]).await?;
            // A press at the same place at once would be a double click.
            app.click_text(&on_page(&turns[1][..8]), 1).await?;
        }
        // A third in another style shows that the second had arrived before it.
        app.select(&on_page(quote)).await?;
        app.press("u").await?;
        app.until("the underline to be stored", async || {
            let annotations = stored(app).await?["annotations"].as_array().cloned().unwrap_or_default();
            let is_there = annotations.iter().any(|each| each["style"]["mark"] == "underline");
            Ok(is_there.then_some(()))
        })
        .await?;
        let marks: Vec<Value> =
            stored_annotations(app, 2).await?.iter().map(|each| each["style"].clone()).collect();
        assert!(marks.contains(&json!({ "mark": "fill", "colour": "green" })), "{marks:?}");
        Ok(())
    })
    .await
}

/// Opens the highlight on `quote`, types a note and waits until it says that it is saved.
async fn write_note(app: &App, quote: &[char]) -> Result {
    app.click_text(&on_page(quote), 1).await?;
    app.type_into(By::role("textbox", "Note"), NOTE).await?;
    app.find(By::css("[data-testid=note-state][data-state=saved]")).await?;
    Ok(())
}

#[tokio::test]
async fn what_another_program_changes_is_shown_every_time() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let turn = &turns[0];
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        // A change of the window's own comes first: it must not make later ones from outside look old.
        app.select(&on_page(&turn[2..12])).await?;
        app.press("1").await?;
        marked(app, &[&turn[2..12]]).await?;

        let mine = stored_annotations(app, 1).await?[0].clone();
        let document = mine["document"].as_str().unwrap_or_default().to_owned();
        let start = u32::try_from(mine["start"].as_u64().unwrap_or_default()).unwrap_or_default();
        let library = open_library(&app.home().library()).expect("a second program opens the library");
        for (from, to) in [(14_u32, 20_u32), (24, 30)] {
            let request = AnnotationCreate {
                document: document.clone(),
                start: start - 2 + from,
                end: start - 2 + to,
                style: Style { mark: Mark::Fill, colour: Colour::Red },
                note: String::new(),
                tags: vec![],
            };
            library.annotation_create(request, "").expect("the second program highlights");
            let marks: &[&[char]] = &[&turn[2..12], &turn[14..20], &turn[24..30]];
            marked(app, if from == 14 { &marks[..2] } else { marks }).await?;
        }
        Ok(())
    })
    .await
}
