//! What somebody looks for is found, shown, and marked at once, without the mouse.

use super::{annotate, import, interview, is_so, long_turns, open_only_document, stored, stored_annotations};
use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vermilion_tests::harness::{App, By, Launch, Result, in_window};

/// Two characters that stand a few times in the interview, as they stand there and as they are simplified: both differ.
fn word() -> (String, String) {
    let text: Vec<char> =
        std::fs::read_to_string(interview()).expect("the interview can be read").chars().collect();
    let simplified = OpenCC::from_config(BuiltinConfig::T2s).expect("the table is built in");
    let is_han = |one: &char| ('\u{4e00}'..='\u{9fff}').contains(one);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for pair in text.windows(2).filter(|pair| pair.iter().all(is_han) && pair[0] != pair[1]) {
        *counts.entry(pair.iter().collect()).or_default() += 1;
    }
    let differ = |one: &str, other: &str| one.chars().zip(other.chars()).all(|(a, b)| a != b);
    let found = counts.into_iter().filter(|(_, count)| (4..=20).contains(count)).find_map(|(pair, _)| {
        let other = simplified.convert(&pair);
        (other.chars().count() == 2 && differ(&pair, &other)).then_some((pair, other))
    });
    found.expect("such a word")
}

/// Where a query stands in the text of the only document.
async fn places(app: &App, query: &str) -> Result<Vec<[u64; 2]>> {
    let documents = app.call("document_list", json!({})).await?;
    let request = json!({
        "document": documents[0]["id"], "query": query, "syntax": "literal", "scope": "text", "folding": null,
        "wholeWord": false, "limit": 1000,
    });
    let found = app.call("search_places", request).await?["places"].clone();
    let numbers: Vec<u64> = found.as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    Ok(numbers.chunks_exact(2).map(|place| [place[0], place[1]]).collect())
}

/// The place that is looked at, once it can be seen on the page: its words.
async fn seen(app: &App, words: &str) -> Result {
    app.until(&format!("“{words}” to be looked at"), async || {
        let script = "const one = document.querySelector('article .found.is-current');
            const page = document.querySelector('[data-testid=reader]').getBoundingClientRect();
            const at = one?.getBoundingClientRect();
            return one && at.top >= page.top && at.bottom <= page.bottom ? one.textContent : null;";
        let text = app.script(script, Vec::new()).await?;
        // A place may be cut in two where an annotation begins.
        Ok(text.as_str().is_some_and(|text| words.starts_with(text)).then_some(()))
    })
    .await
}

fn tags(view: &Value) -> Vec<Value> {
    let annotations = view["annotations"].as_array().cloned().unwrap_or_default();
    annotations.iter().map(|one| one["tags"].clone()).collect()
}

#[tokio::test]
async fn a_word_is_found_by_its_simplified_form_and_every_place_tagged_in_one_step() -> Result {
    let (word, simplified) = word();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let all = places(app, &simplified).await?;
        let count = all.len();
        assert!(count >= 4, "{word}: {count}");

        app.press("Control+f").await?;
        app.type_into(By::test_id("find-query"), &simplified).await?;
        app.reads(By::test_id("find-count"), &format!("1 / {count}")).await?;
        seen(app, &word).await?;
        app.press("Enter").await?;
        app.reads(By::test_id("find-count"), &format!("2 / {count}")).await?;
        app.press("Shift+Enter").await?;
        app.press("Shift+Enter").await?;
        app.reads(By::test_id("find-count"), &format!("{count} / {count}")).await?;
        app.press("F3").await?;
        app.reads(By::test_id("find-count"), &format!("1 / {count}")).await?;
        seen(app, &word).await?;
        app.screenshot("find").await?;

        app.press("Control+Shift+t").await?;
        app.type_into(By::test_id("mark-all-tag"), "主題/新").await?;
        app.reads(By::test_id("mark-all-count"), &format!("{count} of {count} chosen")).await?;
        app.screenshot("tag-all").await?;
        // One place is left out.
        app.click(By::css("[data-testid=mark-all-places] input")).await?;
        app.reads(By::test_id("mark-all-count"), &format!("{} of {count} chosen", count - 1)).await?;
        app.press("Enter").await?;
        app.gone(By::test_id("mark-all-dialog")).await?;
        let marked = stored_annotations(app, count - 1).await?;
        let spans: Vec<[u64; 2]> = marked
            .iter()
            .map(|one| [one["start"].as_u64().unwrap_or(0), one["end"].as_u64().unwrap_or(0)])
            .collect();
        assert_eq!(spans, all[1..]);
        let view = stored(app).await?;
        let codebook = app.call("tag_list", json!({})).await?;
        let paths: Vec<&str> =
            codebook.as_array().into_iter().flatten().filter_map(|tag| tag["path"].as_str()).collect();
        assert_eq!(paths, ["主題", "主題/新"]);
        assert!(tags(&view).iter().all(|one| *one == json!([codebook[1]["id"]])));

        // The marks are seen; Esc leaves the place selected, and one step takes all of it back.
        app.press("Enter").await?;
        app.find(By::css("article mark")).await?;
        app.screenshot("tagged").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("find-bar")).await?;
        app.until("the place to be selected", async || {
            let selected = app.script("return document.getSelection().toString()", Vec::new()).await?;
            Ok((selected == word.as_str()).then_some(()))
        })
        .await?;
        app.press("Control+z").await?;
        stored_annotations(app, 0).await?;
        app.gone(By::css("article mark")).await?;
        assert_eq!(app.call("tag_list", json!({})).await?, json!([]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_search_of_the_library_shows_each_place_in_the_reader_and_goes_on_there() -> Result {
    let (word, simplified) = word();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let all = places(app, &simplified).await?;
        app.press("Control+Shift+f").await?;
        app.type_into(By::test_id("search-query"), &simplified).await?;
        app.reads(By::test_id("search-told"), &format!("{} places in 1 interview", all.len())).await?;
        app.press("ArrowDown").await?;
        seen(app, &word).await?;
        app.press("ArrowDown").await?;
        app.press("ArrowDown").await?;
        app.press("ArrowUp").await?;
        seen(app, &word).await?;
        app.screenshot("search").await?;
        app.press("Enter").await?;
        app.until("the place to be selected", async || {
            let selected = app.script("return document.getSelection().toString()", Vec::new()).await?;
            Ok((selected == word.as_str()).then_some(()))
        })
        .await?;
        app.press("1").await?;
        let marked = stored_annotations(app, 1).await?;
        assert_eq!(json!([marked[0]["start"], marked[0]["end"]]), json!(all[1]));

        // From the list of interviews a search leads into them, and Esc back out.
        app.press("Control+l").await?;
        app.find(By::test_id("library-row")).await?;
        app.press("Control+Shift+f").await?;
        app.press("ArrowDown").await?;
        seen(app, &word).await?;
        app.press("Escape").await?;
        app.gone(By::test_id("search-panel")).await?;
        app.find(By::test_id("library-row")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_broken_pattern_is_explained_where_it_is_broken() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        app.press("Control+f").await?;
        app.click(By::test_id("find-pattern")).await?;
        app.type_into(By::test_id("find-query"), "a(b|").await?;
        app.reads(By::test_id("find-told"), "This parenthesis is not closed").await?;
        let script = "return document.querySelector('[data-testid=find-bar] .wrong')?.textContent";
        assert_eq!(app.script(script, Vec::new()).await?, json!("("));
        app.screenshot("broken-pattern").await?;
        app.press("Backspace").await?;
        app.press(")").await?;
        app.gone(By::css("[data-testid=find-bar] .wrong")).await?;
        app.reads(By::test_id("find-count"), "Not found").await?;
        app.press("Escape").await?;
        app.gone(By::test_id("find-bar")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_place_that_the_find_bar_found_is_highlighted_and_undone_in_one_step() -> Result {
    let (word, _) = word();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let all = places(app, &word).await?;
        app.press("Control+f").await?;
        app.type_into(By::test_id("find-query"), &word).await?;
        app.reads(By::test_id("find-count"), &format!("1 / {}", all.len())).await?;
        app.press("Control+Shift+h").await?;
        app.reads(By::test_id("mark-all-count"), &format!("{0} of {0} chosen", all.len())).await?;
        // Another colour, by keys: the first thing in the dialog.
        app.script("document.querySelector('[data-testid=mark-all-blue]').click()", Vec::new()).await?;
        app.screenshot("highlight-all").await?;
        app.click(By::test_id("mark-all-accept")).await?;
        app.gone(By::test_id("mark-all-dialog")).await?;
        let made = stored_annotations(app, all.len()).await?;
        assert!(made.iter().all(|one| one["style"]["colour"] == "blue" && one["tags"] == json!([])));
        // The field has the cursor again, and undoing is about what was done with what it found.
        let in_field = "document.activeElement?.dataset.testid === 'find-query'";
        is_so(app, "the field to have the focus", in_field).await?;
        app.press("Control+z").await?;
        stored_annotations(app, 0).await?;
        app.gone(By::css("article mark")).await?;
        app.press("Control+y").await?;
        stored_annotations(app, all.len()).await.map(|_| ())
    })
    .await
}

#[tokio::test]
async fn the_find_bar_reads_operators_and_tells_what_is_wrong_with_them() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let view = stored(app).await?;
        let name = view["speakers"][0]["name"].as_str().unwrap_or_default().to_owned();
        let document = view["summary"]["id"].clone();
        let count = async |query: &str| -> Result<u64> {
            let request = json!({
                "document": document, "query": query, "syntax": "words", "scope": "text", "folding": null,
                "wholeWord": false, "limit": 1000,
            });
            Ok(app.call("search_places", request).await?["total"].as_u64().unwrap_or_default())
        };
        let (by_one, by_all) = (count(&format!("speaker:{name} 的")).await?, count("的").await?);
        assert!(0 < by_one && by_one < by_all, "{by_one} of {by_all}");
        let field = || By::test_id("find-query");
        app.press("Control+f").await?;
        app.type_into(field(), &format!("speaker:{name} 的")).await?;
        app.reads(By::test_id("find-count"), &format!("1 / {by_one}")).await?;
        app.fill(field(), "(的 OR").await?;
        app.reads(By::test_id("find-told"), "Something to look for is missing here").await?;
        app.find(By::css("[data-testid=find-bar] .wrong")).await?;
        app.screenshot("find-operators").await?;
        // What cannot be read and stands there is what is meant.
        app.fill(field(), "「").await?;
        app.reads(By::test_id("find-count"), "1 / ").await?;
        app.gone(By::css("[data-testid=find-bar] .wrong")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn undoing_in_a_field_goes_back_through_what_was_typed_and_done_in_its_order() -> Result {
    let (word, _) = word();
    let turns = long_turns(&interview());
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let older = annotate(app, &turns[0][2..14], "fill", "red", &[]).await?;
        // What was done before the page began is older, too.
        app.crash_and_restart(Launch::new()).await?;
        open_only_document(app).await?;
        let all = places(app, &word).await?.len();
        app.press("Control+f").await?;
        app.type_into(By::test_id("find-query"), &word).await?;
        app.reads(By::test_id("find-count"), &format!("1 / {all}")).await?;
        app.press("Control+Shift+h").await?;
        app.click(By::test_id("mark-all-accept")).await?;
        app.gone(By::test_id("mark-all-dialog")).await?;
        let made = stored_annotations(app, all + 1).await?.len();
        let field = "document.querySelector('[data-testid=find-query]')";
        is_so(app, "the field to have the focus", &format!("document.activeElement === {field}")).await?;
        app.press("Control+z").await?;
        assert_eq!(stored_annotations(app, 1).await?[0]["id"], older["id"], "of {made}");
        app.press("Control+z").await?;
        is_so(app, "the words to be gone", &format!("{field}.value === ''")).await?;
        app.press("Control+z").await?;
        app.press("Control+y").await?;
        is_so(app, "the words to be back", &format!("{field}.value === '{word}'")).await?;
        assert_eq!(stored_annotations(app, 1).await?[0]["id"], older["id"]);
        app.press("Control+y").await?;
        stored_annotations(app, all + 1).await.map(|_| ())
    })
    .await
}

/// How many places of the only document are in the body of a block, and how many before it.
async fn in_and_before_bodies(app: &App, query: &str) -> Result<(usize, usize)> {
    let view = stored(app).await?;
    let blocks = view["blocks"].as_array().cloned().unwrap_or_default();
    let is_read = |[start, end]: &[u64; 2]| {
        let body = |block: &Value| Some((block["bodyStart"].as_u64()?, block["bodyEnd"].as_u64()?));
        blocks.iter().filter_map(body).any(|(from, to)| *start < to && *end > from)
    };
    let all = places(app, query).await?;
    let read = all.iter().filter(|place| is_read(place)).count();
    Ok((read, all.len() - read))
}

#[tokio::test]
async fn what_is_found_in_the_names_before_turns_is_seen_and_not_marked() -> Result {
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let name = stored(app).await?["speakers"][0]["name"].as_str().unwrap_or_default().to_owned();
        let (read, before) = in_and_before_bodies(app, &name).await?;
        assert!(before > 1, "{name} stands before what is said");
        app.press("Control+f").await?;
        app.type_into(By::test_id("find-query"), &name).await?;
        app.reads(By::test_id("find-count"), &format!("1 / {}", read + before)).await?;
        // What stands before the turns comes one after the other.
        for number in 2..=read + 2 {
            app.press("F3").await?;
            app.reads(By::test_id("find-count"), &format!("{number} / {}", read + before)).await?;
            seen(app, &name).await?;
        }
        is_so(app, "a name to be lit", "document.querySelector('article .who .found')").await?;
        app.screenshot("find-name").await?;

        app.press("Control+Shift+h").await?;
        let told =
            if read > 0 { format!("{read} of {read} chosen") } else { "cannot be highlighted".to_owned() };
        app.reads(By::test_id("mark-all-count"), &told).await?;
        app.reads(By::test_id("mark-all-count"), &format!("{before} in names or numbers")).await?;
        app.screenshot("highlight-all-names").await?;
        Ok(())
    })
    .await
}

/// The names of the searches that are kept, as the library has them.
async fn kept(app: &App, expected: &[&str]) -> Result<Value> {
    app.until(&format!("the searches {expected:?}"), async || {
        let searches = app.call("library_open", json!({})).await?["settings"]["searches"].clone();
        let names: Vec<&str> =
            searches.as_array().into_iter().flatten().filter_map(|one| one["name"].as_str()).collect();
        Ok((names == expected).then(|| searches.clone()))
    })
    .await
}

#[tokio::test]
async fn a_search_is_kept_run_renamed_and_deleted_and_is_there_after_a_restart() -> Result {
    let (word, simplified) = word();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        let count = places(app, &word).await?.len();
        let told = format!("{count} places in 1 interview");
        app.press("Control+Shift+f").await?;
        app.type_into(By::test_id("search-query"), &simplified).await?;
        app.reads(By::test_id("search-told"), &told).await?;
        app.click(By::test_id("search-save")).await?;
        app.fill(By::test_id("search-save-name"), "要再找的").await?;
        app.press("Enter").await?;
        app.gone(By::test_id("search-save-name")).await?;
        let saved = kept(app, &["要再找的"]).await?;
        assert_eq!((&saved[0]["query"], &saved[0]["scope"]), (&json!(simplified), &json!("all")));
        app.screenshot("search-saved").await?;

        app.restart(Launch::new()).await?;
        open_only_document(app).await?;
        app.press("Control+Shift+f").await?;
        app.find(By::test_id("saved-search")).await?;
        app.script("document.querySelector('[data-testid=saved-search]').focus()", Vec::new()).await?;
        app.press("F2").await?;
        app.fill(By::test_id("saved-search-name"), "找過的").await?;
        app.press("Enter").await?;
        kept(app, &["找過的"]).await?;
        is_so(
            app,
            "the search to have the focus",
            "document.activeElement?.dataset.testid === 'saved-search'",
        )
        .await?;
        app.press("Enter").await?;
        app.reads(By::test_id("search-told"), &told).await?;

        // It goes with Delete, and comes back by the button that is offered.
        app.click(By::test_id("search-query")).await?;
        app.press("Control+a").await?;
        app.press("Delete").await?;
        app.find(By::test_id("saved-search")).await?;
        app.script("document.querySelector('[data-testid=saved-search]').focus()", Vec::new()).await?;
        app.press("Delete").await?;
        kept(app, &[]).await?;
        app.gone(By::test_id("saved-search")).await?;
        app.click(By::test_id("toast-action")).await?;
        kept(app, &["找過的"]).await?;

        // The cursor goes to the field where it was the last, and the deletion is what undoing is about there.
        app.find(By::test_id("saved-search")).await?;
        app.script("document.querySelector('[data-testid=saved-search]').focus()", Vec::new()).await?;
        app.press("Delete").await?;
        kept(app, &[]).await?;
        let in_field = "document.activeElement?.dataset.testid === 'search-query'";
        is_so(app, "the field to have the focus", in_field).await?;
        app.press("Control+z").await?;
        kept(app, &["找過的"]).await?;
        assert!(
            stored(app).await?["text"].as_str().is_some_and(|text| !text.is_empty()),
            "nothing else was undone"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_memo_and_a_tag_that_are_found_are_opened() -> Result {
    let quote = long_turns(&interview())[1][3..16].to_vec();
    in_window(Launch::new().open(interview()), async |app| {
        import(app).await?;
        annotate(app, &quote, "fill", "green", &["情感/㝱㝱"]).await?;
        let document = app.call("document_list", json!({})).await?[0]["id"].clone();
        let memo = json!({
            "kind": "document", "document": document, "heading": null, "speaker": null, "tag": null,
            "text": "夢裡夢外，㝱㝱不同。", "joinKey": "",
        });
        app.call("memo_create", memo).await?;
        app.press("Control+Shift+f").await?;
        app.type_into(By::test_id("search-query"), "㝱㝱").await?;
        app.count(By::test_id("search-aside"), 2).await?;
        app.press("ArrowDown").await?;
        app.reads(By::css("[data-testid=search-aside][data-current=true]"), "情感/㝱㝱").await?;
        app.screenshot("search-asides").await?;
        app.press("Enter").await?;
        app.find(By::test_id("codebook")).await?;
        app.reads(By::test_id("tag-title"), "㝱㝱").await?;
        is_so(app, "the tree to have the focus", "document.activeElement?.dataset.testid === 'tag-row'")
            .await?;

        app.press("Control+Shift+f").await?;
        is_so(
            app,
            "the field to have the focus",
            "document.activeElement?.dataset.testid === 'search-query'",
        )
        .await?;
        app.press("ArrowDown").await?;
        let memo = "document.querySelector('[data-testid=search-aside][data-current=true]')";
        is_so(app, "the memo to be looked at", &format!("{memo}?.textContent.includes('Memo')")).await?;
        app.press("Enter").await?;
        app.gone(By::test_id("codebook")).await?;
        is_so(
            app,
            "the memo to have the focus",
            "document.activeElement?.dataset.memo && document.activeElement.textContent.includes('夢裡夢外')",
        )
        .await?;
        app.screenshot("search-memo").await?;
        Ok(())
    })
    .await
}
