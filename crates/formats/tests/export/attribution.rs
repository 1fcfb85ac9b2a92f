use vermilion_anchor::{Span, TextIndex};
use vermilion_formats::annotated::Annotated;
use vermilion_formats::attribution::quote;
use vermilion_formats::interview::Role;

use crate::fixture::{Draft, chinese, english};

fn quoted(document: &Annotated, words: &str) -> String {
    let start = document.text.find(words).unwrap();
    let span = TextIndex::new(&document.text).span(start..start + words.len()).unwrap();
    quote(document, span).unwrap()
}

#[test]
fn a_chinese_quotation_names_speaker_section_title_and_source() {
    assert_eq!(
        quoted(&chinese(), "你說「地圖是慢慢長出來的」"),
        "「你說『地圖是慢慢長出來的』」——林默，〈01 第一條等高線〉，《地圖上沒有的山》，山中月刊"
    );
}

#[test]
fn an_english_quotation_does_so_in_english() {
    assert_eq!(
        quoted(&english(), "You once called a map “a promise”."),
        "“You once called a map ‘a promise’.” — Iris Lund, “1.1 First ‘steps’”, *The Slow Map*, Contour Quarterly"
    );
}

#[test]
fn a_quotation_across_turns_names_everyone_who_speaks_in_it() {
    let copied = quoted(&chinese(), "這話怎麼講？\n高𠮷：先走");
    assert!(
        copied.starts_with("「這話怎麼講？\n高𠮷：先走」\n——林默、高𠮷，〈01 第一條等高線〉"),
        "{copied}"
    );
}

#[test]
fn what_the_document_does_not_have_is_left_out() {
    let document = Draft::new("zh-Hant", "").paragraph("無人說話。").done();
    assert_eq!(quote(&document, Span::new(0, 5)).unwrap(), "「無人說話。」");
    let document = Draft::new("en", "Notes").speaker("Ann", Role::Other).turn(0, "Ann: ", "Yes.").done();
    assert_eq!(quote(&document, Span::new(5, 9)).unwrap(), "“Yes.” — Ann, *Notes*");
}

#[test]
fn white_space_and_what_lies_outside_the_text_is_no_quotation() {
    let document = chinese();
    assert_eq!(quote(&document, Span::new(7, 8)), None);
    assert_eq!(quote(&document, Span::new(5, 5)), None);
    assert_eq!(quote(&document, Span::new(9_000, 9_001)), None);
}
