//! A later state of a document written into an earlier export that somebody has written in.

use proptest::prelude::*;
use proptest::sample::subsequence;
use vermilion_anchor::Span;
use vermilion_formats::annotated::{Annotated, ExportedTag};
use vermilion_formats::interview::Role;
use vermilion_formats::markdown::{Fault, NoUpdate, Options, TagForm, Update, export, update};

use crate::fixture::{Draft, RED, YELLOW, chinese, count, english, everything, tagged, with_memos};

const OPTIONS: Options = Options { tags: TagForm::Words };
const CLOSING: &str = "<!-- /vermilion -->\n";

fn updated(existing: &str, document: &Annotated) -> Update {
    update(existing, document, OPTIONS).unwrap_or_else(|error| panic!("{error} in {existing}"))
}

/// The number of the line, from 1, that begins so.
fn line_of(text: &str, start: &str) -> usize {
    1 + text.lines().position(|line| line.starts_with(start)).unwrap()
}

/// The export with words after the block that holds `words`.
fn written_after(text: &str, words: &str, own: &str) -> String {
    let at = text.find(words).unwrap();
    let end = at + text[at..].find(CLOSING).unwrap() + CLOSING.len();
    format!("{}{own}{}", &text[..end], &text[end..])
}

#[test]
fn an_export_that_nobody_has_touched_becomes_what_would_be_exported() {
    for document in [chinese(), english(), everything(), with_memos(), tagged()] {
        for tags in [TagForm::Words, TagForm::Wikilinks, TagForm::Hashtags] {
            let now = export(&document, Options { tags });
            let same = update(&now, &document, Options { tags }).unwrap();
            assert_eq!(same, Update { text: now.clone(), added: 0, changed: 0, removed: 0, kept: 0 });
            let mut earlier = document.clone();
            earlier.annotations.remove(0);
            earlier.memos.truncate(1);
            let before = export(&earlier, OPTIONS);
            assert_eq!(update(&before, &document, Options { tags }).unwrap().text, now);
            let shorter = update(&now, &earlier, OPTIONS).unwrap();
            assert_eq!(shorter.text, before);
            assert_eq!(shorter.removed, 1 + document.memos.len().saturating_sub(1));
        }
    }
}

#[test]
fn what_stands_between_the_blocks_stays_where_it_is() {
    let document = chinese();
    let text = export(&document, OPTIONS);
    let text = written_after(&text, "# 地圖上沒有的山", "我的前言。\n");
    let text = written_after(&text, "## 01 第一條", "\n為什麼是等高線？\n");
    let text = written_after(&text, "先走，再畫", "\n\n我的想法   \n\n> 引自別處 ^mine\n\n");
    let text = format!("{text}\n結語，沒有換行");

    let mut later = document.clone();
    later.annotations.retain(|annotation| !annotation.id.ends_with("03"));
    later.annotations[1].note = "改過的筆記".to_owned();
    let update = updated(&text, &later);
    assert_eq!((update.added, update.changed, update.removed, update.kept), (0, 1, 1, 4));
    insta::assert_snapshot!(update.text);
    assert_eq!(updated(&update.text, &later).text, update.text);
    let back = updated(&update.text, &document);
    assert_eq!((back.added, back.changed, back.removed, back.kept), (1, 1, 0, 4));
}

#[test]
fn what_follows_a_block_goes_with_it() {
    let document = chinese();
    let text = written_after(&export(&document, OPTIONS), "從來不用衛星", "\n跟著衛星。\n");
    let mut later = document.clone();
    let last = later.annotations.last().unwrap().span;
    later.annotations[0].span = Span::new(last.start.0 + 1, last.end.0);
    later.annotations.sort_by_key(|annotation| annotation.span.start);
    let moved = updated(&text, &later).text;
    assert!(moved.trim_end().ends_with("<!-- /vermilion -->\n\n跟著衛星。"), "{moved}");
    assert_eq!(updated(&moved, &document).text, text, "and comes back with it");
}

#[test]
fn a_heading_that_was_corrected_keeps_what_stands_under_it() {
    let draft = |title: &str, second: &str| {
        Draft::new("en", "Talk")
            .heading(1, "1. ", title)
            .paragraph("first words")
            .heading(2, "2. ", second)
            .heading_of_level(2, 3, "2.1 ", "Inner")
            .paragraph("second words")
            .mark("first", YELLOW, "")
            .mark("second", RED, "")
            .done()
    };
    let text = export(&draft("Walking", "Ended"), OPTIONS);
    let text = written_after(&text, "## 1 Walking", "\nabout walking\n");
    let text = written_after(&text, "## 2 Ended", "\nabout the end\n");
    let now = updated(&text, &draft("Strolling", "The end")).text;
    let order =
        ["## 1 Strolling", "about walking", "> first", "## 2 The end", "about the end", "### 2.1 Inner"];
    let places: Vec<_> =
        order.map(|words| now.find(words).unwrap_or_else(|| panic!("{words} in {now}"))).to_vec();
    assert!(places.is_sorted(), "{now}");
}

#[test]
fn what_was_changed_within_a_block_is_refused_with_its_line() {
    let document = chinese();
    let text = export(&document, OPTIONS);
    let line = line_of(&text, "<!-- vermilion:annotation:01930000-0000-7000-8000-000000000002");
    let edited = text.replace("- 與書名呼應。", "- 與書名呼應。我再想想。");
    let refused = Err(NoUpdate::Altered { line, fault: Fault::Edited });
    let mut other = document.clone();
    assert_eq!(update(&edited, &document, OPTIONS), refused);
    other.annotations.remove(1);
    assert_eq!(update(&edited, &other, OPTIONS), refused, "although the annotation is gone");
    other = document.clone();
    other.annotations[1].note = document.annotations[1].note.replace("呼應。", "呼應。我再想想。");
    assert!(update(&edited, &other, OPTIONS).is_ok(), "the library says the same by now");
}

#[test]
fn damaged_marks_are_refused_with_their_line() {
    let document = chinese();
    let text = export(&document, OPTIONS);
    let second = "<!-- vermilion:annotation:01930000-0000-7000-8000-000000000002";
    let at = text.find(second).unwrap();
    let (line, end) = (line_of(&text, second), at + text[at..].find(CLOSING).unwrap());
    let block = &text[at..end + CLOSING.len()];
    let end_line = line + block.lines().count() - 1;
    let cut = |from: usize, to: usize| format!("{}{}", &text[..from], &text[to..]);
    let title = "<!-- vermilion:document:01930000-0000-7000-8000-00000000d0c5 ";
    let heading = line_of(&text, "<!-- vermilion:heading:opening");
    for (name, damaged, line, fault) in [
        ("no end", cut(end, end + CLOSING.len()), line, Fault::Open),
        ("no end at all", text[..end].to_owned(), line, Fault::Open),
        ("no beginning", cut(at, at + text[at..].find('\n').unwrap() + 1), end_line - 1, Fault::Mark),
        ("words at the end", text.replacen(" -->\n> 地", " --> words\n> 地", 1), line, Fault::Mark),
        ("indented", text.replacen(second, &format!("  {second}"), 1), line, Fault::Mark),
        ("a longer end", format!("{}x{}", &text[..end + 15], &text[end + 15..]), end_line, Fault::Mark),
        ("quoted", text.replacen(block, &block.replace('\n', "\n> "), 1), line, Fault::Open),
        ("twice", format!("{text}\n{block}"), text.lines().count() + 2, Fault::Twice),
        ("another seal", text.replacen("000002 ", "000002 0", 1), line, Fault::Mark),
        ("another id", text.replacen("000002 ", "000009 ", 1), line, Fault::Edited),
        ("no title", text.replacen(title, "<!-- vermilion:document:0193 ", 1), 1, Fault::NoTitle),
        (
            "no block of the title",
            cut(text.find(title).unwrap(), text.find("<!-- vermilion:heading").unwrap()),
            1,
            Fault::NoTitle,
        ),
        ("half a title", text.replacen(" -->\n# ", "\n# ", 1), line_of(&text, title), Fault::Mark),
        (
            "two ends",
            text.replacen("## 開頭\n<!-- /v", "## 開頭\n<!-- /vermilion -->\n<!-- /v", 1),
            heading + 3,
            Fault::Mark,
        ),
    ] {
        let refused = update(&damaged, &document, OPTIONS);
        assert_eq!(refused, Err(NoUpdate::Altered { line, fault }), "{name}: {damaged}");
    }
}

#[test]
fn a_block_that_was_deleted_with_its_marks_is_written_anew() {
    let document = chinese();
    let text = export(&document, OPTIONS);
    let at = text.find("<!-- vermilion:annotation:01930000-0000-7000-8000-000000000002").unwrap();
    let end = at + text[at..].find(CLOSING).unwrap() + CLOSING.len();
    let update = updated(&format!("{}{}", &text[..at], &text[end + 1..]), &document);
    assert_eq!((update.text, update.added), (text, 1));
}

#[test]
fn what_is_no_export_of_this_document_is_not_brought_up_to_date() {
    let document = chinese();
    let mut other = document.clone();
    other.id = "01930000-0000-7000-8000-00000000d0c6".to_owned();
    let former = "# 題\n\n<!-- vermilion:document:01930000-0000-7000-8000-00000000d0c5 revision:0193 -->\n";
    for text in ["", "# my own\n", "---\ntitle: x\n---\n", former, &export(&other, OPTIONS)] {
        assert_eq!(update(text, &document, OPTIONS), Err(NoUpdate::Other), "{text}");
    }
    // A block that was brought over from there is not taken for one of this.
    let theirs = export(&other, OPTIONS);
    let at = theirs.find("<!-- vermilion:annotation:01930000-0000-7000-8000-000000000002").unwrap();
    let mut without = document.clone();
    without.annotations.remove(1);
    let end = at + theirs[at..].find(CLOSING).unwrap() + CLOSING.len();
    let mixed = format!("{}\n{}", export(&without, OPTIONS), &theirs[at..end]);
    assert!(matches!(update(&mixed, &without, OPTIONS), Err(NoUpdate::Altered { fault: Fault::Edited, .. })));
}

/// What the front matter becomes, from what it was made by others.
fn front(theirs: &str, document: &Annotated, later: &Annotated) -> String {
    let text = export(document, OPTIONS);
    let (_, body) = text[4..].split_once("---\n").unwrap();
    let now = updated(&format!("---\n{theirs}---\n{body}"), later).text;
    assert_eq!(updated(&now, later).text, now);
    now[4..].split_once("---\n").unwrap().0.to_owned()
}

#[test]
fn front_matter_that_others_write_in_keeps_what_is_theirs() {
    let document = everything();
    let mut later = document.clone();
    later.title = "夜航：新版".to_owned();
    later.source = None;
    later.annotations.remove(2);
    later.annotations[1].tags.push(ExportedTag {
        id: "01930000-0000-7000-8000-0000000a0009".to_owned(),
        path: "海".to_owned(),
        colour: None,
    });
    // As Obsidian writes it once a property was edited, with keys and tags of the user's own.
    let obsidian = "title: 夜航\nsource: https://example.org/night?a={b}\npublished: 2026-05-01\nspeakers:\n  - 林默\n  - 高𠮷\n\
                    aliases: [夜, \"航\"]\ntags:\n  - 情感/恐懼\n  - 讀過\n  - Night-day\nrating: 5\nannotations: 4\nvermilion: 01930000-0000-7000-8000-00000000d0c5\n";
    assert_eq!(
        front(obsidian, &document, &later),
        "title: \"夜航：新版\"\npublished: 2026-05-01\nspeakers:\n  - 林默\n  - 高𠮷\naliases: [夜, \"航\"]\n\
         tags:\n  - \"情感/恐懼\"\n  - \"海\"\n  - \"Night-day\"\n  - \"讀過\"\nrating: 5\nannotations: 3\n\
         vermilion: 01930000-0000-7000-8000-00000000d0c5\n"
    );
    // What was changed stays changed, what was taken out stays out, what is no list that we would write stays as it is.
    let own = "# mine\ntitle: 我的題目\n\ntags: &t\n  - a # b\nannotations: 4\nspeakers:\n# why\n  - 高𠮷\nspeakers: x\n";
    assert_eq!(front(own, &document, &later), own.replace("annotations: 4", "annotations: 3"));
}

#[test]
fn a_file_without_its_front_matter_gets_none() {
    let document = chinese();
    let text = export(&document, OPTIONS);
    let (_, body) = text[4..].split_once("---\n").unwrap();
    assert_eq!(updated(body.trim_start(), &document).text, body.trim_start());
    let unclosed = text.replacen("\n---\n", "\n", 1);
    assert_eq!(updated(&unclosed, &document).text, unclosed);
}

#[test]
fn line_ends_marks_of_byte_order_and_trimmed_lines_are_no_changes() {
    let document = everything();
    let mut later = document.clone();
    later.annotations[0].note = "新\n記".to_owned();
    let crlf = format!("\u{feff}{}", export(&document, OPTIONS).replace('\n', "\r\n"));
    assert_eq!(updated(&crlf, &document).text, crlf);
    let now = updated(&crlf, &later).text;
    assert_eq!(now, format!("\u{feff}{}", export(&later, OPTIONS).replace('\n', "\r\n")));

    let spaced = one_with_note("two spaces  \nand more");
    let trimmed = export(&spaced, OPTIONS).replace("  \n", "\n");
    assert_eq!(updated(&trimmed, &spaced).text, trimmed);
}

fn one_with_note(note: &str) -> Annotated {
    Draft::new("en", "Talk").paragraph("words").mark("words", YELLOW, note).done()
}

#[test]
fn a_note_that_holds_an_export_is_a_note() {
    let document = one_with_note(&export(&chinese(), OPTIONS));
    let text = export(&document, OPTIONS);
    assert_eq!(updated(&text, &document).text, text);
}

/// A document of six paragraphs in three sections, and the annotations of it that are asked for: at which paragraph each
/// stands, and what its note says.
fn drawn(annotations: &[(usize, usize, String)], titles: &[usize; 3]) -> Annotated {
    let mut draft = Draft::new("zh-Hant", "夜航").speaker("林默", Role::Interviewer);
    for (section, title) in titles.iter().enumerate() {
        let name = ["出海", "靠岸", "夜"][*title];
        draft = draft.heading(u32::try_from(section).unwrap() + 1, "", name);
        draft =
            draft.turn(0, "林默：", &format!("第{section}段的話。")).more(0, &format!("再說{section}次。"));
    }
    let mut document = draft.done();
    let bodies: Vec<Span> = document
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, vermilion_formats::interview::BlockKind::Turn { .. }))
        .map(|block| block.body)
        .collect();
    for (number, paragraph, note) in annotations {
        let mut made =
            Draft::new("en", "").paragraph("x").mark("x", YELLOW, note).done().annotations.remove(0);
        made.id = format!("01930000-0000-7000-8000-{number:012}");
        made.span = bodies[*paragraph];
        document.annotations.push(made);
    }
    document.annotations.sort_by(|a, b| (a.span.start, &a.id).cmp(&(b.span.start, &b.id)));
    document
}

/// Some of eight annotations, each at one of six paragraphs.
fn annotations() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    let one = (0..6_usize, prop_oneof!["", "筆記", "\\PC{0,12}", "a\n\n# b\n```\n", "- x\r\n- y"]);
    (subsequence((0..8).collect::<Vec<_>>(), 0..=8), prop::collection::vec(one, 8)).prop_map(
        |(numbers, drawn)| {
            numbers.into_iter().map(|number| (number, drawn[number].0, drawn[number].1.clone())).collect()
        },
    )
}

fn titles() -> impl Strategy<Value = [usize; 3]> {
    [0..3_usize, 0..3_usize, 0..3_usize]
}

/// What somebody writes, with the place among all where something can be written.
fn writings() -> impl Strategy<Value = Vec<(usize, String)>> {
    let text = prop_oneof![
        "\\PC{0,20}",
        "(\n|\r\n| |\\PC){0,20}",
        Just("---".to_owned()),
        Just("```\n# open".to_owned()),
        Just("\n\n<!-- mine -->\n\n> q\n\n^mine\n".to_owned()),
    ];
    prop::collection::vec((0..40_usize, text), 0..6)
}

/// The places in an export at which somebody may write: before all, before each block, and after all.
fn gaps(text: &str) -> Vec<usize> {
    let after = text.match_indices(CLOSING).map(|(at, mark)| at + mark.len());
    let begins = text.match_indices("<!-- vermilion:").map(|(at, _)| at);
    [0].into_iter().chain(begins).chain(after).collect()
}

/// The key of the last block before a place; none before the first.
fn block_before(text: &str, at: usize) -> Option<String> {
    let mark = text[..at].rfind("<!-- vermilion:")?;
    text[mark..].split(' ').nth(1).map(str::to_owned)
}

/// The blocks of a text, with their marks.
fn blocks(text: &str) -> Vec<String> {
    let rest = text.split("<!-- vermilion:").skip(1);
    rest.map(|block| block.split(CLOSING).next().unwrap().to_owned()).collect()
}

proptest! {
    #[test]
    fn nothing_that_somebody_wrote_is_lost_and_a_second_time_changes_nothing(
        before in annotations(), after in annotations(), titles in [titles(), titles()], written in writings(),
        own_key in prop_oneof!["", "mine: \\PC{0,10}\n"], is_crlf in any::<bool>(),
    ) {
        let (earlier, later) = (drawn(&before, &titles[0]), drawn(&after, &titles[1]));
        let mut text = export(&earlier, OPTIONS).replacen("\n---\n", &format!("\n{own_key}---\n"), 1);
        // From the last to the first, so that places stay what they are.
        let mut all = gaps(&text);
        all.sort_unstable();
        all.dedup();
        let mut placed: Vec<_> = written.iter().enumerate()
            .map(|(number, (place, words))| (all[place % all.len()], format!("〔{number}〕{words}〔/{number}〕\n")))
            .collect();
        placed.sort_by_key(|(at, _)| *at);
        for (at, own) in placed.iter().rev() {
            text.insert_str(*at, own);
        }
        if is_crlf {
            text = text.replace("\r\n", "\n").replace('\n', "\r\n");
        }
        let own: Vec<String> = placed.iter()
            .map(|(_, own)| if is_crlf { own.replace("\r\n", "\n").replace('\n', "\r\n") } else { own.clone() })
            .collect();

        let now = update(&text, &later, OPTIONS);
        prop_assert!(now.is_ok(), "{:?} of {}", now, text);
        let now = now.unwrap().text;
        let again = updated(&now, &later);
        prop_assert_eq!(&again.text, &now);
        prop_assert_eq!((again.added, again.changed, again.removed), (0, 0, 0));

        // All of it is there, once, after the block that it was after.
        let is_there = |key: &str| later.annotations.iter().any(|one| key.ends_with(&one.id));
        for own in &own {
            let places: Vec<_> = now.match_indices(own.as_str()).collect();
            prop_assert_eq!(places.len(), 1, "{:?} in {}", own, now);
            let at = text.find(own.as_str()).unwrap();
            if let Some(key) = block_before(&text, at).filter(|key| is_there(key)) {
                prop_assert_eq!(block_before(&now, places[0].0), Some(key), "{}", now);
            }
        }
        prop_assert!(now.contains(own_key.trim_end()));
        // What was exported is what is to be exported.
        let lines = |text: &str| blocks(&text.replace("\r\n", "\n"));
        prop_assert_eq!(lines(&now), lines(&export(&later, OPTIONS)));
        // Where no block goes elsewhere, everything is in the order in which it was written.
        let is_moved = before.iter().any(|(one, at, _)| after.iter().any(|(other, to, _)| one == other && at != to));
        if !is_moved && titles[0] == titles[1] {
            let places: Vec<_> = own.iter().map(|own| now.find(own.as_str()).unwrap()).collect();
            prop_assert!(places.is_sorted(), "{}", now);
        }
    }

    #[test]
    fn whatever_a_file_holds_it_is_read_without_a_panic_and_kept(text in "(---\n|<!-- vermilion:|document:01930000-0000-7000-8000-00000000d0c5 |annotation:|0123456789ab| -->|<!-- /vermilion -->|\r?\n|title: |- |\\PC){0,40}") {
        let document = one_with_note("");
        if let Ok(now) = update(&text, &document, OPTIONS) {
            let again = updated(&now.text, &document);
            prop_assert_eq!(again.text, now.text);
        }
    }
}

#[test]
fn ten_thousand_blocks_are_brought_up_to_date_in_their_order() {
    let mut draft = Draft::new("en", "Long");
    for number in 0..2_000 {
        draft = draft.paragraph(&format!("paragraph {number}"));
    }
    let mut document = draft.done();
    let spans: Vec<Span> = document.blocks.iter().map(|block| block.body).collect();
    for number in 0..10_000 {
        let mut made = one_with_note("n").annotations.remove(0);
        made.id = format!("01930000-0000-7000-8000-{number:012}");
        made.span = spans[number / 5];
        document.annotations.push(made);
    }
    assert!(count(&document.text) > 10_000);
    let text = export(&document, OPTIONS);
    document.annotations.retain(|annotation| !annotation.id.ends_with('7'));
    let update = updated(&text, &document);
    assert_eq!((update.removed, update.text), (1_000, export(&document, OPTIONS)));
}
