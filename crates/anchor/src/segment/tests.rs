//! Tables of texts cut by hand: `|` shows where a piece ends, the text is what remains without it.

use super::{Unit, snap_outward, trim, unit_at, units};
use crate::units::{CodePoint, Span, TextIndex};

#[track_caller]
fn check(unit: Unit, expected: &str) {
    let text = expected.replace('|', "");
    let index = TextIndex::new(&text);
    let cut: Vec<&str> = units(&text, unit).into_iter().map(|span| index.slice(span).unwrap()).collect();
    assert_eq!(cut.join("|"), expected);
}

#[test]
fn chinese_sentences_end_at_their_marks_and_closing_quotes() {
    for expected in [
        "天亮了。|鳥在叫！|你聽見了嗎？|聽見了",
        "他說：「今天不印了。」|大家就散了。",
        "「真的嗎？！」|她放下鑷子……|「真的。」",
        "《活字》這本書（我讀過兩遍。）值得再讀。",
        "師傅問：『誰教你的？』|我答不出來。",
        "他說：“我不去。”|她笑了。",
        "「好。」，他點頭說，「就這樣。」|",
        "我想……，還是算了。|",
        "這是半形的!|也算數?|算",
    ] {
        check(Unit::Sentence, expected.strip_suffix('|').unwrap_or(expected));
    }
}

#[test]
fn what_a_sentence_holds_as_one_of_its_parts_does_not_end_it() {
    for expected in [
        "「不對吧！」和「真好啊！」都是三個字。|你數數看。",
        "他在《誰來讀？》這本書裡寫了三年。|沒有人讀。",
        "她用「好！」回答了一切。|我也是。",
        "「為什麼？」這個問題他問了一輩子。|沒有答案。",
        "他說「好。」|我就走了。",
        "師傅寫：「太鹹。」|底下是另一個人的字：「是你放了兩次鹽。」|再底下沒有了。",
        "她走了。|（掌聲。）|我也走了。",
        "「はい。」と言った。|それだけだ。",
        "見過“真的？”這種批語。|不多。",
    ] {
        check(Unit::Sentence, expected);
    }
    check(Unit::Clause, "「不對吧！」和「真好，|啊！」都是三個字，|你說呢？");
}

#[test]
fn a_full_stop_inside_a_number_a_name_or_an_abbreviation_ends_nothing() {
    for expected in [
        "錯字率只有1.3%，不算多。|",
        "記者訪問了約翰.史密斯與GPT-5.1的作者。|",
        "Mr. Lin met Dr. Okoro at 5.30 p.m. on Friday. |They talked. |It rained.",
        "J. R. Hale wrote it, cf. Smith, e.g. in vol. 3, p. 12. |So did I. |Who else?",
        "The U.S. Army ordered No. 5 type. |No. |Never.",
        "See https://example.org/a.b?page=2 for more. |Then come back.",
        "1. Metal and paper",
        "It was 1984. |We had no press.",
        "Wait... what? |He left. |\"Stop!\" she said. |\"Why?\" |Nobody knew.",
        "Node.js 很快. |下一句",
        "**Bold ends here.** |Then more.",
        "他用“Hello.”打招呼。|然後走了。",
    ] {
        check(Unit::Sentence, expected.strip_suffix('|').unwrap_or(expected));
    }
}

#[test]
fn a_straight_quotation_mark_closes_only_what_was_opened() {
    check(Unit::Sentence, "他說:\"好!\"|我說:\"不好。\"|沒人再說話。|\"走吧。\"");
    check(Unit::Sentence, "我走了。|\"等等!\"");
}

#[test]
fn a_line_end_ends_a_sentence_and_takes_the_blank_lines_with_it() {
    check(Unit::Sentence, "標題沒有句號\n\n　　|第一段。  |第二句\r\n|第三句");
    check(Unit::Sentence, "  行首的空白屬於第一句。|二");
    check(Unit::Sentence, "\n\n|甲");
    check(Unit::Word, "one| |two|\n|\n|three");
}

#[test]
fn clauses_end_at_commas_colons_and_enumeration_marks() {
    for expected in [
        "紙、|墨、|版，|缺一不可；|少了人：|更不行。|",
        "消息,|OpenAI說:|「好，」|然後走了",
        "The type, |the ink; |the press: |all gone. |Really? |Yes",
        "17:30 開門，|一天1,000張，|早上9：15開工。|",
        "見https://example.org:8080/a，|或寄信",
        "「真的？」，|她問。|",
    ] {
        check(Unit::Clause, expected.strip_suffix('|').unwrap_or(expected));
    }
}

#[test]
fn chinese_words_come_from_the_dictionary() {
    for expected in [
        "我們|在|圖書館|討論|人工|智慧|的|未來|。",
        "The| |type|-|founder| |didn't| |stop|.",
        "字|高|0.918|英寸",
    ] {
        check(Unit::Word, expected);
    }
}

#[test]
fn graphemes_are_what_a_reader_takes_for_one_character() {
    check(Unit::Grapheme, "e\u{301}|👩\u{200D}👩\u{200D}👧|\u{20089}|\r\n|🇹🇼|🇯🇵|\u{FEFF}|字");
}

#[test]
fn the_unit_at_an_offset_holds_it_and_the_end_belongs_to_the_last() {
    let text = "甲乙。丙丁。";
    assert_eq!(unit_at(text, CodePoint(0), Unit::Sentence), Span::new(0, 3));
    assert_eq!(unit_at(text, CodePoint(2), Unit::Sentence), Span::new(0, 3));
    assert_eq!(unit_at(text, CodePoint(3), Unit::Sentence), Span::new(3, 6));
    assert_eq!(unit_at(text, CodePoint(6), Unit::Sentence), Span::new(3, 6));
    assert_eq!(unit_at(text, CodePoint(99), Unit::Grapheme), Span::new(5, 6));
    assert_eq!(unit_at("", CodePoint(0), Unit::Word), Span::new(0, 0));
}

#[test]
fn a_range_that_cuts_a_grapheme_is_widened_to_hold_it() {
    let text = TextIndex::new("ae\u{301}b👩\u{200D}👧c");
    assert_eq!(snap_outward(&text, Span::new(2, 5)), Span::new(1, 7));
    assert_eq!(snap_outward(&text, Span::new(1, 3)), Span::new(1, 3));
    assert_eq!(snap_outward(&text, Span::new(5, 5)), Span::new(4, 4), "nothing stays nothing");
    assert_eq!(snap_outward(&text, Span::new(7, 99)), Span::new(7, 8));
    assert_eq!(snap_outward(&text, Span::new(50, 99)), Span::new(8, 8));
}

#[test]
fn white_space_of_every_width_is_trimmed_from_both_ends() {
    let text = TextIndex::new("\u{FEFF}\u{3000} 字 字\u{A0}\u{200B}\r\n");
    assert_eq!(trim(&text, Span::new(0, 10)), Span::new(3, 6));
    assert!(trim(&text, Span::new(6, 10)).is_empty());
    assert_eq!(trim(&TextIndex::new(" \u{308}a "), Span::new(0, 4)), Span::new(0, 3));
}
