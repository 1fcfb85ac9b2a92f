//! `search`.

use crate::support::{list, with_interview};

#[test]
fn every_place_is_told_with_what_is_around_it() {
    let (terminal, id) = with_interview();
    let found = terminal.json(&["search", "讀", "--in", "text"]);
    assert_eq!(found["total"], 7);
    let hit = &list(&found["hits"])[1];
    assert_eq!((&hit["document"], &hit["text"]), (&id.clone().into(), &"讀".into()));
    let words = |name: &str| hit[name].as_str().unwrap().to_owned();
    assert!(format!("{}{}{}", words("before"), words("text"), words("after")).contains("閱讀月刊"), "{hit}");
    let simplified = terminal.json(&["search", "为什么", "--document", &id]);
    assert_eq!((&simplified["total"], &simplified["hits"][0]["text"]), (&1.into(), &"為什麼".into()));
    assert_eq!(simplified["hits"][0]["section"], "批註");
    assert_eq!(terminal.json(&["search", "为什么", "--no-fold"])["total"], 0);
    assert_eq!(terminal.json(&["search", "紅.", "--regex"])["hits"][0]["text"], "紅色");
    assert_eq!(terminal.json(&["search", "讀完 -再"])["total"], 0);
    assert_eq!(terminal.json(&["search", "讀", "--limit", "2"])["hits"].as_array().map(Vec::len), Some(2));
    let text = terminal.text(&["search", "speaker:许白 红色"]);
    // At the beginning of a turn the text names who speaks, and nobody else has to.
    assert!(text.contains(": 許白：因為[紅色]") && text.ends_with("1 place in 1 document\n"), "{text}");
    let nothing = terminal.text(&["search", "said:許白 紅色"]);
    assert!(nothing.starts_with("Nothing was found.\nsaid: is no operator; there are speaker:"), "{nothing}");
    assert_eq!(terminal.text(&["search", "沒有的字"]), "Nothing was found.\n");
}

#[test]
fn notes_are_searched_and_a_bad_query_is_explained() {
    let (terminal, id) = with_interview();
    terminal.text(&["annotate", &id, "--quote", "因為紅色", "--note", "朱砂"]);
    let found = terminal.json(&["search", "朱砂", "--in", "notes"]);
    assert_eq!((&found["total"], &found["hits"][0]["kind"]), (&1.into(), &"note".into()));
    assert_eq!(terminal.json(&["search", "color:yellow"])["hits"][0]["text"], "因為紅色");
    let error = terminal.error(1, &["search", "讀 \"完"]);
    assert_eq!(
        (&error["code"], &error["params"]["problem"]),
        (&"bad-query".into(), &"unclosed-quote".into())
    );
    assert_eq!((&error["params"]["start"], &error["params"]["end"]), (&"2".into(), &"3".into()));
}

#[test]
fn tags_are_asked_for_and_are_found_themselves_with_memos() {
    let (terminal, id) = with_interview();
    terminal.text(&["annotate", &id, "--quote", "因為紅色", "--tag", "顏色/紅"]);
    assert_eq!(terminal.json(&["search", "tag:颜色"])["hits"][0]["text"], "因為紅色");
    assert_eq!(terminal.json(&["search", "紅 tag:紅"])["total"], 1);
    let error = terminal.error(1, &["search", "tag:顏"]);
    assert_eq!(
        (&error["params"]["problem"], &error["params"]["near"]),
        (&"unknown-tag".into(), &"顏色".into())
    );
    let found = terminal.json(&["search", "紅", "--in", "notes"]);
    assert_eq!((&found["total"], &found["asideTotal"]), (&0.into(), &1.into()));
    assert_eq!(
        (&found["asides"][0]["kind"], &found["asides"][0]["name"]),
        (&"tag-name".into(), &"顏色/紅".into())
    );
    let text = terminal.text(&["search", "紅", "--in", "notes"]);
    assert_eq!(text, "tag 顏色/紅: [紅]\n1 place in tags and memos\n");
}

#[test]
fn what_is_wrong_with_a_pattern_is_told_where_it_is() {
    let (terminal, _) = with_interview();
    let error = terminal.error(1, &["search", "紅(色", "--regex"]);
    assert_eq!(
        (&error["params"]["problem"], &error["params"]["start"], &error["params"]["end"]),
        (&"pattern-unclosed-group".into(), &"1".into(), &"2".into())
    );
}
