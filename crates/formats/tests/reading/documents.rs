//! Title, source, date and language of a document.

use crate::outline::check;
use vermilion_anchor::TextIndex;
use vermilion_formats::interview::{Role, parse, sections};

/// What the head of a text says.
#[track_caller]
fn check_head(head: &str, title: Option<&str>, source: Option<&str>, published: Option<&str>) {
    let text = format!("{head}\n林美：為何？\n王明：因此。\n林美：如何？\n王明：如此。\n");
    let found = parse(&text);
    let said = (found.title.as_deref(), found.source.as_deref(), found.published.as_deref());
    assert_eq!(said, (title, source, published), "in:\n{text}");
    assert_eq!(found.speakers.len(), 2, "in:\n{text}");
}

#[test]
fn the_title_is_the_first_line_or_the_first_heading() {
    check_head("談茶", Some("談茶"), None, None);
    check_head("# 談茶\n", Some("談茶"), None, None);
    check_head("# **談茶** #\n", Some("談茶"), None, None);
    check_head("## 談茶\n", Some("談茶"), None, None);
    check_head("**談茶**\n", Some("談茶"), None, None);
    check_head("\n\n談茶:一杯的時間?\n前言。", Some("談茶:一杯的時間?"), None, None);
    check_head("來源：晨報\n# 談茶", Some("談茶"), Some("晨報"), None);
    check_head("標題：談茶\n來源：晨報", Some("談茶"), Some("晨報"), None);
    check_head("這是一段很長的前言，它說了很多事情，因此不會是標題。", None, None, None);
    check_head("", None, None, None);
}

#[test]
fn metadata_is_read_at_the_head() {
    check_head("談茶\n來源:晨報(morning.example)", Some("談茶"), Some("晨報(morning.example)"), None);
    check_head("谈茶\n来源：晨报\n时间：2025-10-09 12:30", Some("谈茶"), Some("晨报"), Some("2025-10-09"));
    check_head(
        "Tea\nBy Anna Lee\nOctober 9, 2025\nSource: The Morning",
        Some("Tea"),
        Some("The Morning"),
        Some("2025-10-09"),
    );
    check_head(
        "Tea\n**Source:** The Morning\n**Date:** 9 October 2025",
        Some("Tea"),
        Some("The Morning"),
        Some("2025-10-09"),
    );
    check_head(
        "談茶\n出處：晨報　作者：陳安　日期：2025年10月9日",
        Some("談茶"),
        Some("晨報"),
        Some("2025-10-09"),
    );
    check_head("談茶\n日期：2025年10月", Some("談茶"), None, Some("2025年10月"));
    check_head("談茶\n時間：12:30", Some("談茶"), None, None);
    check_head("談茶\nhttps://morning.example/1", Some("談茶"), Some("https://morning.example/1"), None);
    check_head("2016-12-21 談茶", Some("2016-12-21 談茶"), None, Some("2016-12-21"));
    check_head("---\ntitle: Tea\ndate: 2025-10-09\ntags:\n- tea\n---", Some("Tea"), None, Some("2025-10-09"));
}

#[test]
fn metadata_after_the_first_turn_is_said() {
    check(
        "談茶\n林美：為何？\n來源：不知。\n王明：因此。\n林美：如何？\n王明：如此。\n",
        "title|談茶
         林美:|為何？
         林美|來源：不知。
         王明:|因此。
         林美:|如何？
         王明:|如此。",
    );
}

#[test]
fn participants_at_the_head_are_metadata_and_speakers_below() {
    check(
        "談茶\n採訪者：林美\n受訪者：王明\n\n採訪者：為何？\n受訪者：因此。\n採訪者：如何？\n受訪者：如此。\n",
        "title|談茶
         meta|採訪者：林美
         meta|受訪者：王明
         採訪者:|為何？
         受訪者:|因此。
         採訪者:|如何？
         受訪者:|如此。",
    );
    check(
        "主持人：歡迎\n嘉賓：謝謝\n主持人：為何？\n嘉賓：因此。\n",
        "主持人:|歡迎
         嘉賓:|謝謝
         主持人:|為何？
         嘉賓:|因此。",
    );
}

#[test]
fn a_headline_may_begin_with_a_speaker() {
    check(
        "王明：茶是時間\n來源：晨報\n前言在此。\n林美：為何？\n王明：因此。\n林美：如何？\n王明：如此。\n",
        "title|王明：茶是時間
         meta|來源：晨報
         |前言在此。
         林美:|為何？
         王明:|因此。
         林美:|如何？
         王明:|如此。",
    );
}

#[test]
fn texts_that_are_no_interviews_are_paragraphs() {
    check("", "");
    check(" \n\n", "|");
    check("一行", "|一行");
    check("第一段話。\n\n第二段話。\n", "|第一段話。\n|第二段話。");
    check("談茶\n第一段話。\n", "title|談茶\n|第一段話。");
}

#[test]
fn the_language_is_guessed() {
    for (text, language) in [
        ("林美：這個問題怎麼說？\n王明：說來話長。", "zh-Hant"),
        ("林美：这个问题怎么说？\n王明：说来话长。", "zh-Hans"),
        ("Q: What is it?\nA: It is tea.", "en"),
        ("聞き手：どうですか。\n店主：いいですね。", "ja"),
        ("질문: 어떻습니까?\n대답: 좋습니다.", "ko"),
        ("?", "und"),
    ] {
        assert_eq!(parse(text).language, language);
    }
}

#[test]
fn the_samples_are_parsed_completely() {
    for text in [
        include_str!("../../../../samples/interview.en.txt"),
        include_str!("../../../../samples/interview.zh-Hant.txt"),
    ] {
        let found = parse(text);
        assert_eq!(found.title.as_deref(), text.lines().next());
        assert!(found.source.is_some());
        assert_eq!(found.published.as_deref(), Some("2025-03-09"));
        let roles: Vec<Role> = found.speakers.iter().map(|speaker| speaker.role).collect();
        assert_eq!(roles, [Role::Interviewer, Role::Interviewee]);
        let sections = sections(&TextIndex::new(text), &found.blocks);
        assert!(sections.len() > 2);
        assert!(
            (1..)
                .zip(&sections)
                .all(|(number, section)| section.number == Some(number) && section.level == 1)
        );
    }
}
