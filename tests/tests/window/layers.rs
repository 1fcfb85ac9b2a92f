//! Annotations over one another stay legible, and what is asked for stands out.

use super::{annotate, annotate_with, import, interview, is_so, long_turns, on_page, stored};
use serde_json::{Value, json};
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

/// How the mark over the beginning of a passage is painted.
async fn look(app: &App, passage: &[char]) -> Result<Value> {
    let script = "
        const [words] = arguments;
        const mark = [...document.querySelectorAll('article mark')]
            .find((each) => each.textContent.startsWith(words));
        if (!mark) return null;
        const style = getComputedStyle(mark);
        return {
            fill: style.backgroundColor,
            images: style.backgroundImage,
            positions: style.backgroundPosition,
            more: mark.dataset.more ?? null,
            title: mark.title,
        };";
    app.script(script, vec![json!(passage[..4].iter().collect::<String>())]).await
}

/// The same, once it is as it should be.
async fn look_when(app: &App, what: &str, passage: &[char], is_so: impl Fn(&Value) -> bool) -> Result<Value> {
    app.until(what, async || Ok(Some(look(app, passage).await?).filter(&is_so))).await
}

fn lines(look: &Value) -> usize {
    look["images"].as_str().unwrap_or_default().matches("linear-gradient").count()
}

#[tokio::test]
async fn six_annotations_on_one_passage_are_told_apart_and_a_seventh_is_said() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let (passage, other) = (&turns[0][2..20], &turns[1][2..14]);
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        annotate(app, other, "fill", "red", &[]).await?;
        let alone = look_when(app, "the other passage to be marked", other, Value::is_object).await?;

        let mut seen = vec![alone["fill"].clone()];
        for (at, colour) in ["yellow", "green", "blue", "red", "purple"].into_iter().enumerate() {
            annotate(app, passage, "fill", colour, &[]).await?;
            let count = at + 1;
            let look = look_when(app, &format!("{count} layers"), passage, |look| {
                look.is_object()
                    && lines(look) == count.saturating_sub(3)
                    && (count > 3 || !seen.contains(&look["fill"]))
            })
            .await?;
            // The fourth and the fifth are lines: the blend of the three below them stays.
            if count > 3 {
                assert_eq!(look["fill"], seen[3], "{look}");
            }
            seen.push(look["fill"].clone());
        }
        annotate(app, passage, "underline", "blue", &[]).await?;
        let six = look_when(app, "six layers", passage, |look| lines(look) == 3).await?;
        let mut positions: Vec<&str> =
            six["positions"].as_str().unwrap_or_default().split(", ").take(3).collect();
        positions.sort_unstable();
        positions.dedup();
        assert_eq!(positions.len(), 3, "each line stands in a row of its own: {six}");
        assert!(six["more"].is_null(), "{six}");

        annotate(app, passage, "underline", "red", &[]).await?;
        let seven = look_when(app, "the seventh to be said", passage, |look| look["more"] == "+1").await?;
        assert_eq!(lines(&seven), 3, "{seven}");
        assert!(seven["title"].as_str().unwrap_or_default().starts_with('7'), "{seven}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_opened_stands_out_and_nothing_is_painted_for_it() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let (passage, other) = (&turns[0][2..14], &turns[1][2..14]);
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        annotate(app, passage, "fill", "yellow", &[]).await?;
        annotate(app, other, "fill", "green", &[]).await?;
        let before = look_when(app, "both to be marked", other, Value::is_object).await?;
        let bright = look_when(app, "both to be marked", passage, Value::is_object).await?;
        let keep = "window.kept = [...document.querySelectorAll('article mark')]; return window.kept.length";
        assert_eq!(app.script(keep, Vec::new()).await?, 2);
        app.click_text(&on_page(passage), 1).await?;
        app.find(By::test_id("annotation-card")).await?;
        look_when(app, "the other to step back", other, |look| look["fill"] != before["fill"]).await?;
        assert_eq!(look(app, passage).await?["fill"], bright["fill"]);
        app.press("Escape").await?;
        app.gone(By::test_id("annotation-card")).await?;
        look_when(app, "the other to come back", other, |look| look["fill"] == before["fill"]).await?;
        let script = "return window.kept.every((mark) => mark.isConnected)";
        assert_eq!(app.script(script, Vec::new()).await?, true, "the same marks stand");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn patterns_tell_colours_apart_too() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let (passage, other) = (&turns[0][2..14], &turns[1][2..14]);
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        annotate(app, passage, "fill", "red", &[]).await?;
        annotate(app, other, "underline", "red", &[]).await?;
        let plain = look_when(app, "a plain fill", passage, Value::is_object).await?;
        let line = look_when(app, "a plain line", other, Value::is_object).await?;
        assert_eq!(plain["images"], "none");
        app.click(By::test_id("settings")).await?;
        app.click(By::test_id("setting-patterns")).await?;
        app.press("Escape").await?;
        let woven = look_when(app, "stripes", passage, |look| look["images"] != plain["images"]).await?;
        assert_eq!(woven["fill"], plain["fill"], "the colour stays");
        look_when(app, "dashes", other, |look| look["images"] != line["images"]).await?;
        Ok(())
    })
    .await
}

/// How many notes stand in the margin, and how many of them step back.
async fn margin_notes(app: &App) -> Result<(u64, u64)> {
    let script = "return ['', '.is-faint'].map((kind) =>
        document.querySelectorAll(`.margin-note${kind}`).length)";
    let counts = app.script(script, Vec::new()).await?;
    Ok((counts[0].as_u64().unwrap_or(0), counts[1].as_u64().unwrap_or(0)))
}

async fn margin_when(app: &App, what: &str, expected: (u64, u64)) -> Result {
    app.until(what, async || Ok((margin_notes(app).await? == expected).then_some(()))).await
}

#[tokio::test]
async fn what_the_filter_does_not_find_steps_back_or_is_hidden_and_is_not_exported() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let (both, red, tagged) = (&turns[0][2..14], &turns[0][20..30], &turns[0][34..46]);
    // Vanishes with the test.
    let folder = tempfile::tempdir().expect("a folder for what is exported");
    let target = folder.path().join("export");
    in_window(Launch::new().open(&file).pick_save(&target).sized(1600, 900), async |app| {
        import(app).await?;
        annotate_with(app, both, "fill", "red", &["情感/恐懼"], "甲").await?;
        annotate_with(app, red, "fill", "red", &[], "乙").await?;
        annotate_with(app, tagged, "fill", "blue", &["情感"], "丙").await?;
        let strong = look_when(app, "all to be marked", tagged, Value::is_object).await?;
        margin_when(app, "three notes", (3, 0)).await?;
        app.count(By::test_id("tag-name"), 2).await?;

        app.click(By::test_id("tab-annotations")).await?;
        app.click(By::test_id("filter-red")).await?;
        app.count(By::test_id("annotation-row"), 2).await?;
        look_when(app, "the blue one to step back", tagged, |look| look["fill"] != strong["fill"]).await?;
        margin_when(app, "its note to step back", (3, 1)).await?;

        app.click(By::test_id("filter-open")).await?;
        app.click(By::test_id("filter-tag")).await?;
        app.click(By::test_id("filter-done")).await?;
        app.count(By::test_id("filter-chip"), 2).await?;
        app.count(By::test_id("annotation-row"), 1).await?;
        assert_eq!(app.text(By::test_id("filter-count")).await?, "1 of 3");
        margin_when(app, "two notes to step back", (3, 2)).await?;

        app.script("document.querySelector('[data-testid=filter-rest-hide]').click()", Vec::new()).await?;
        look_when(app, "the blue one to be hidden", tagged, Value::is_null).await?;
        look_when(app, "the untagged one to be hidden", red, Value::is_null).await?;
        margin_when(app, "one note", (1, 0)).await?;
        app.count(By::test_id("tag-name"), 1).await?;

        app.click(By::test_id("filter-export")).await?;
        app.click(By::test_id("export-format-csv")).await?;
        app.click(By::test_id("export-save")).await?;
        app.gone(By::test_id("export-dialog")).await?;
        let content = String::from_utf8_lossy(&app.file(&target).await?).into_owned();
        let has = |passage: &[char]| content.contains(&passage.iter().collect::<String>());
        assert!(has(both) && !has(red) && !has(tagged), "{content}");

        app.click(By::test_id("filter-clear")).await?;
        look_when(app, "all to be back", tagged, |look| look["fill"] == strong["fill"]).await?;
        app.gone(By::test_id("filter-row")).await?;
        margin_when(app, "all notes to be back", (3, 0)).await
    })
    .await
}

#[tokio::test]
async fn those_whose_words_were_corrected_can_be_asked_for() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    let (other, corrected) = (&turns[0][2..14], &turns[1][2..14]);
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        annotate(app, other, "fill", "red", &[]).await?;
        annotate(app, corrected, "fill", "red", &[]).await?;
        app.press("f").await?;
        app.find(By::test_id("filter-panel")).await?;
        app.gone(By::test_id("filter-state-changed")).await?;
        app.press("Escape").await?;
        let words: String = corrected.iter().collect();
        let by = format!("{}又{}", &words.chars().take(4).collect::<String>(), words.chars().skip(4).collect::<String>());
        let view = stored(app).await?;
        let request = json!({
            "document": view["summary"]["id"], "revision": view["revision"], "find": words, "foldWidth": false,
            "foldCase": false, "replacement": by, "only": null,
        });
        app.call("replace_commit", request).await?;
        app.press("f").await?;
        app.click(By::test_id("filter-state-changed")).await?;
        app.screenshot("filter-changed").await?;
        app.click(By::test_id("filter-done")).await?;
        app.reads(By::test_id("filter-chip"), "words changed").await?;
        app.reads(By::test_id("filter-count"), "1 of 2").await?;
        app.press("Control+Shift+f").await?;
        app.type_into(By::test_id("search-query"), "is:changed").await?;
        app.count(By::test_id("search-hit"), 1).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_tag_is_asked_for_by_typing_some_of_its_name() -> Result {
    let file = interview();
    let turns = long_turns(&file);
    in_window(Launch::new().open(&file), async |app| {
        import(app).await?;
        annotate(app, &turns[0][2..14], "fill", "red", &["情感/恐懼"]).await?;
        annotate(app, &turns[1][2..14], "fill", "red", &["方法"]).await?;
        app.press("f").await?;
        let query = "document.activeElement?.dataset.testid === 'filter-tag-query'";
        is_so(app, "the field for tags to have the focus", query).await?;
        let field = app.find(By::test_id("filter-tag-query")).await?;
        field.send_keys("恐惧").await?;
        app.count(By::test_id("filter-tag"), 1).await?;
        app.press("Enter").await?;
        app.reads(By::test_id("filter-chip"), "恐懼").await?;
        app.screenshot("filter-by-tag").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("filter-panel")).await?;
        app.reads(By::test_id("filter-count"), "1 of 2").await
    })
    .await
}

#[tokio::test]
async fn a_click_on_the_strip_goes_there() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let percent = async || -> Result<f64> {
            let script = "return document.querySelector('[data-testid=strip-picture]').ariaValueNow
                ?? document.querySelector('[data-testid=strip-picture]').getAttribute('aria-valuenow')";
            let value = app.script(script, Vec::new()).await?;
            Ok(value.as_str().and_then(|value| value.parse().ok()).unwrap_or(0.0))
        };
        // The middle of the strip is the middle of the interview.
        app.click(By::test_id("strip-picture")).await?;
        app.until("the middle of the interview", async || {
            Ok((40.0..60.0).contains(&percent().await?).then_some(()))
        })
        .await?;
        app.script("document.querySelector('[data-testid=reader]').focus()", Vec::new()).await?;
        app.press("Home").await?;
        app.until("its beginning", async || Ok((percent().await? < 1.0).then_some(()))).await
    })
    .await
}
