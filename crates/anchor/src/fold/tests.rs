use super::{Folded, Folding};
use crate::{
    segment::{Unit, units},
    units::{CodePoint, Span, TextIndex, count},
};
use proptest::prelude::*;

/// Whether two texts are the same under a folding.
fn is_same(folding: Folding, one: &str, other: &str) -> bool {
    folding.words(one) == folding.words(other)
}

#[test]
fn full_and_half_width_forms_are_the_same_where_that_is_asked() {
    let width = Folding { width: true, ..Folding::NONE };
    assert_eq!(width.words("ＡＢＣ１２３，！　ｱﾝ｡"), "ABC123,! アン。");
    assert_eq!(width.words("硃批"), "硃批");
    let both = Folding { case: true, ..width };
    assert_eq!(both.words("ＡbＣ"), "abc");
}

#[test]
fn han_characters_are_the_same_in_whatever_form_they_are_written() {
    for (one, other) in [
        ("後來", "后来"),
        ("臺灣", "台湾"),
        ("裡面", "里面"),
        ("裏面", "裡面"),
        ("頭髮", "头发"),
        ("體會", "体会"),
        ("乾淨", "干净"),
        ("說", "説"),
        ("為", "爲"),
        ("群峰", "羣峯"),
        ("国", "國"),
        ("発", "發"),
        ("青", "靑"),
        ("著", "着"),
        ("雞", "鷄"),
        ("面", "麵"),
        ("攝影", "摄影"),
        ("氣", "気"),
    ] {
        assert!(is_same(Folding::USUAL, one, other), "{one} {other}");
        assert!(!is_same(Folding { variants: false, ..Folding::USUAL }, one, other), "{one} {other}");
    }
    assert!(!is_same(Folding::USUAL, "鉛", "船"));
}

#[test]
fn the_table_of_variants_says_what_folding_makes_of_a_character() {
    let folding = Folding { variants: true, ..Folding::NONE };
    let table: Vec<_> = super::variants().collect();
    assert!(table.len() > 5_000, "{}", table.len());
    for (character, other) in table {
        assert_eq!(folding.words(&character.to_string()), other.to_string(), "{character}");
    }
}

#[test]
fn each_folding_folds_what_it_is_named_for_and_nothing_else() {
    let none = Folding::NONE;
    for (folding, one, other) in [
        (Folding { case: true, ..none }, "Straße ΣΊΣΥΦΟΣ", "STRASSE σίσυφος"),
        (Folding { compatibility: true, ..none }, "㍿①ﬁ", "株式会社1fi"),
        (Folding { compatibility: true, ..none }, "e\u{301}", "é"),
        (Folding { diacritics: true, ..none }, "Tiếng Việt", "Tieng Viet"),
        (Folding { kana: true, ..none }, "カタカナ", "かたかな"),
        (Folding { quotes: true, ..none }, "“鉛字”‘老’", "「鉛字」『老』"),
        (Folding { separators: true, ..none }, "紅色，\n藍色", "紅色藍色"),
        (Folding { separators: true, ..none }, "well, then", "well\nthen"),
    ] {
        assert!(is_same(folding, one, other), "{one} {other}: {:?}", folding.words(one));
        assert!(!is_same(none, one, other));
    }
    assert!(!is_same(Folding::USUAL, "か", "が"), "voicing is no diacritic");
    assert!(!is_same(Folding { separators: true, ..none }, "好。\n\n張", "好張"), "a blank line parts");
}

#[test]
fn the_usual_folding_keeps_one_character_for_one_in_an_interview() {
    let text = "阮義忠：後來，攝影不再是「記錄」。\n問：What then?\n";
    let folded = Folding::USUAL.text(text);
    assert_eq!(folded.runs.len(), 1);
    assert!(folded.inside.is_empty());
    assert_eq!(count(folded.text()), count(text));
}

#[test]
fn what_was_folded_stands_where_it_stood() {
    let place = |folding: Folding, text: &str, words: &str| {
        let folded = folding.text(text);
        let words = folding.words(words);
        let at = folded.text().find(&words).unwrap();
        folded.span(at..at + words.len())
    };
    let usual = Folding::USUAL;
    assert_eq!(place(usual, "在㍿裡", "株式会社"), Some(Span::new(1, 2)));
    assert_eq!(place(usual, "在㍿裡", "里"), Some(Span::new(2, 3)));
    assert_eq!(place(usual, "在㍿裡", "会社"), None, "inside a character");
    assert_eq!(place(usual, "a e\u{301}b", "e"), Some(Span::new(2, 4)));
    assert_eq!(place(usual, "a e\u{301}b", "eb"), Some(Span::new(2, 5)));
    assert_eq!(place(Folding::NONE, "e\u{301}", "e"), None);
    let loose = Folding { separators: true, ..usual };
    assert_eq!(place(loose, "他說：「紅色，\n藍色。」好", "紅色藍色"), Some(Span::new(4, 10)));
    assert_eq!(place(loose, "well, then.", "well then"), Some(Span::new(0, 10)));
}

#[test]
fn a_place_in_the_text_is_found_in_the_folded_one() {
    let text = "在㍿裡，\u{301}e\u{301}好";
    for folding in [Folding::NONE, Folding::USUAL, Folding { separators: true, ..Folding::USUAL }] {
        let folded = folding.text(text);
        assert_eq!(folded.byte(CodePoint(0)), 0);
        assert_eq!(folded.byte(CodePoint(count(text))), folded.text().len());
        assert_eq!(&folded.text()[folded.byte(CodePoint(count(text) - 1))..], "好");
    }
}

/// Every piece of the folded text between two edges stands on whole characters of the text, in order.
fn check_places(text: &str, folding: Folding, folded: &Folded) -> Result<(), TestCaseError> {
    let index = TextIndex::new(text);
    let mut edges: Vec<u32> = units(text, Unit::Grapheme).iter().map(|unit| unit.start.0).collect();
    edges.push(count(text));
    let bytes: Vec<usize> =
        folded.text().char_indices().map(|(byte, _)| byte).chain([folded.text().len()]).collect();
    let bytes: Vec<usize> = bytes.into_iter().filter(|byte| folded.is_edge(*byte)).collect();
    let mut last = 0;
    for pair in bytes.windows(2) {
        let span = folded.span(pair[0]..pair[1]).unwrap();
        prop_assert!(span.start.0 >= last && span.start <= span.end && span.end <= index.len());
        last = span.end.0;
        prop_assert!(edges.contains(&span.start.0) && edges.contains(&span.end.0), "{span:?} of {text:?}");
        if !folding.separators {
            let piece = &folded.text()[pair[0]..pair[1]];
            prop_assert_eq!(folding.words(index.slice(span).unwrap()), piece);
        }
    }
    Ok(())
}

fn foldings() -> impl Strategy<Value = Folding> {
    any::<u8>().prop_map(|bits| Folding {
        case: bits & 1 > 0,
        width: bits & 2 > 0,
        compatibility: bits & 4 > 0,
        variants: bits & 8 > 0,
        kana: bits & 16 > 0,
        diacritics: bits & 32 > 0,
        quotes: bits & 64 > 0,
        separators: bits & 128 > 0,
    })
}

fn texts() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "後",
        "后",
        "㍿",
        "ﬁ",
        "é",
        "e\u{301}",
        "\u{301}",
        "ｶﾞ",
        "ガ",
        "👩\u{200D}👩\u{200D}👧",
        "ß",
        "İ",
        "，",
        "「",
        "”",
        "\n",
        "\n\n",
        " ",
        "　",
        "한",
        "\u{1112}\u{1161}",
        "ệ",
        "a",
        "B",
        "\u{20089}",
        "…",
        "①",
        "\u{FE0F}",
        "🇹🇼",
        "\u{600}",
    ]);
    prop::collection::vec(
        prop_oneof![3 => odd.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)],
        0..12,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn folding_again_changes_nothing(text in texts(), folding in foldings()) {
        let once = folding.words(&text);
        prop_assert_eq!(folding.words(&once), once);
    }

    #[test]
    fn a_long_text_is_folded_as_its_characters_are(text in texts()) {
        let padding = "後".repeat(6000);
        let long = Folding::USUAL.words(&format!("{padding}\n{text}"));
        let short = Folding::USUAL.words(&format!("\n{text}"));
        prop_assert!(long.ends_with(&short));
    }

    #[test]
    fn places_are_within_the_text_and_between_its_characters(text in texts(), folding in foldings()) {
        check_places(&text, folding, &folding.text(&text))?;
    }
}
