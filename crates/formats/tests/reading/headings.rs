//! Sections: numbered lines, Markdown headings, their levels, and lists that are none.

use crate::outline::check;
use vermilion_anchor::{CodePoint, TextIndex};
use vermilion_formats::interview::{parse, section_at, sections};

/// `林美` asks and `王明` answers.
const EXCHANGE: &str = "林美：為何？\n王明：因此。\n";
const TURNS: &str = "林美:|為何？\n王明:|因此。\n";

#[test]
fn every_form_of_numbered_heading_divides_the_interview() {
    for (one, two) in [
        ("01.開店", "02.關店"),
        ("1. 開店", "2. 關店"),
        ("1、開店", "2、關店"),
        ("一、開店", "二、關店"),
        ("（一）開店", "（二）關店"),
        ("第一章 開店", "第二章 關店"),
        ("第1章：開店", "第2章：關店"),
        ("Chapter 1: 開店", "Chapter 2: 關店"),
        ("**01. 開店**", "**02. 關店**"),
    ] {
        check(
            &format!("談茶\n前言在此。\n{one}\n{EXCHANGE}{two}\n{EXCHANGE}"),
            &format!("title|談茶\n|前言在此。\nh1#1|開店\n{TURNS}h1#2|關店\n{TURNS}"),
        );
    }
}

#[test]
fn markdown_headings_need_no_number_and_no_proof() {
    check(
        &format!("# 談茶\n\n## 開店\n\n{EXCHANGE}\n### 地點\n\n{EXCHANGE}\n## 2. 關店\n\n{EXCHANGE}"),
        &format!("title|談茶\nh1|開店\n{TURNS}h2|地點\n{TURNS}h1#2|關店\n{TURNS}"),
    );
}

#[test]
fn where_the_title_is_a_heading_sections_begin_below_it() {
    check(
        &format!("## 談茶\n\n### 開店\n\n{EXCHANGE}\n#### 地點\n\n{EXCHANGE}\n### 關店\n\n{EXCHANGE}"),
        &format!("title|談茶\nh1|開店\n{TURNS}h2|地點\n{TURNS}h1|關店\n{TURNS}"),
    );
}

#[test]
fn levels_follow_the_nesting() {
    check(
        &format!(
            "談茶\n前言在此。\n第一章 茶\n一、種茶\n（一）土\n{EXCHANGE}（二）水\n{EXCHANGE}二、採茶\n{EXCHANGE}第二章 店\n一、開店\n\
             {EXCHANGE}二、關店\n{EXCHANGE}"
        ),
        &format!(
            "title|談茶\n|前言在此。\nh1#1|茶\nh2#1|種茶\nh3#1|土\n{TURNS}h3#2|水\n{TURNS}h2#2|採茶\n{TURNS}h1#2|店\nh2#1|開店\n\
             {TURNS}h2#2|關店\n{TURNS}"
        ),
    );
}

#[test]
fn a_list_inside_an_answer_is_no_section() {
    let list = "1. 水\n2. 土\n3. 光\n";
    let said = "王明|1. 水\n王明|2. 土\n王明|3. 光\n";
    check(&format!("{EXCHANGE}{list}{EXCHANGE}{list}"), &format!("{TURNS}{said}{TURNS}{said}"));
    check(
        &format!("{EXCHANGE}1. 水\n這很重要。\n2. 土\n這也重要。\n{EXCHANGE}"),
        &format!("{TURNS}王明|1. 水\n王明|這很重要。\n王明|2. 土\n王明|這也重要。\n{TURNS}"),
    );
    check(
        &format!("1. 開店\n{EXCHANGE}{list}{EXCHANGE}2. 關店\n{EXCHANGE}{list}3. 以後\n{EXCHANGE}"),
        &format!("h1#1|開店\n{TURNS}{said}{TURNS}h1#2|關店\n{TURNS}{said}h1#3|以後\n{TURNS}"),
    );
}

#[test]
fn a_numbered_sentence_is_no_heading() {
    check(
        &format!("{EXCHANGE}1. 水要熱。\n{EXCHANGE}2. 土要鬆。\n{EXCHANGE}"),
        &format!("{TURNS}王明|1. 水要熱。\n{TURNS}王明|2. 土要鬆。\n{TURNS}"),
    );
    check(
        &format!("{EXCHANGE}1.3% 的人\n{EXCHANGE}2.5% 的人\n{EXCHANGE}"),
        &format!("{TURNS}王明|1.3% 的人\n{TURNS}王明|2.5% 的人\n{TURNS}"),
    );
}

#[test]
fn a_single_number_is_no_section_but_a_chapter_is() {
    check(&format!("{EXCHANGE}1. 開店\n{EXCHANGE}"), &format!("{TURNS}王明|1. 開店\n{TURNS}"));
    check(&format!("第三章 開店\n{EXCHANGE}{EXCHANGE}"), &format!("h1#3|開店\n{TURNS}{TURNS}"));
}

#[test]
fn a_missing_number_breaks_nothing() {
    check(
        &format!("01.甲\n{EXCHANGE}02.乙\n{EXCHANGE}04.丁\n{EXCHANGE}05.戊\n{EXCHANGE}"),
        &format!("h1#1|甲\n{TURNS}h1#2|乙\n{TURNS}h1#4|丁\n{TURNS}h1#5|戊\n{TURNS}"),
    );
}

#[test]
fn a_section_without_a_turn_is_one_too() {
    check(
        &format!("01.甲\n{EXCHANGE}02.乙\n又一段。\n03.丙\n{EXCHANGE}"),
        &format!("h1#1|甲\n{TURNS}h1#2|乙\n王明|又一段。\nh1#3|丙\n{TURNS}"),
    );
}

#[test]
fn ten_follows_nine() {
    let text: String = (1..=11).map(|number| format!("{number:02}.第{number}件事\n{EXCHANGE}")).collect();
    let found = parse(&text);
    let index = TextIndex::new(&text);
    let numbers: Vec<_> =
        sections(&index, &found.blocks).iter().filter_map(|section| section.number).collect();
    assert_eq!(numbers, (1..=11).collect::<Vec<_>>());
}

#[test]
fn an_interview_without_labels_has_sections_too() {
    check(
        "Tea and shops\n\n1. How did it begin?\n\nBy chance, on a rainy day.\n\n2. And then?\n\nThen it grew, year by year.\n",
        "title|Tea and shops
         h1#1|How did it begin?
         |By chance, on a rainy day.
         h1#2|And then?
         |Then it grew, year by year.",
    );
    check(
        "We need three things.\n1. Water\n2. Soil\n3. Light\nThat is all, and it is enough.\n",
        "|We need three things.
         |1. Water
         |2. Soil
         |3. Light
         |That is all, and it is enough.",
    );
}

#[test]
fn who_speaks_speaks_on_after_a_heading() {
    check(
        &format!("{EXCHANGE}## 其次\n還有一點。\n{EXCHANGE}"),
        &format!("{TURNS}h1|其次\n王明|還有一點。\n{TURNS}"),
    );
}

#[test]
fn sections_end_where_one_of_their_level_begins() {
    let text = format!("# 談茶\n## 1. 甲\n{EXCHANGE}### 乙\n{EXCHANGE}## 第三章 丙\n{EXCHANGE}");
    let found = parse(&text);
    let index = TextIndex::new(&text);
    let sections = sections(&index, &found.blocks);
    let shown: Vec<_> =
        sections.iter().map(|one| (one.level, one.marker.as_str(), one.title.as_str(), one.number)).collect();
    assert_eq!(shown, [(1, "1.", "甲", Some(1)), (2, "", "乙", None), (1, "第三章", "丙", Some(3))]);
    assert_eq!(sections[0].span.end, sections[2].span.start);
    assert_eq!(sections[1].span.end, sections[2].span.start);
    assert_eq!(sections[2].span.end, index.len());
    assert_eq!(section_at(&sections, CodePoint(0)), None);
    assert_eq!(section_at(&sections, sections[0].span.start), Some(0));
    assert_eq!(section_at(&sections, sections[1].span.start), Some(1));
    assert_eq!(section_at(&sections, CodePoint(index.len().0 - 1)), Some(2));
}
