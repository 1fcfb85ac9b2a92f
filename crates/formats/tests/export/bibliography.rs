use vermilion_formats::bibliography::{bibtex, csl_json};
use vermilion_formats::interview::Role;

use crate::fixture::{Draft, chinese, english, everything};

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn sources_are_entries_of_bibtex() {
    insta::assert_snapshot!(text(bibtex(&[chinese(), english(), everything()])));
}

#[test]
fn sources_are_items_of_csl() {
    insta::assert_snapshot!(text(csl_json(&[chinese(), english(), everything()])));
}

#[test]
fn hostile_names_stay_inside_their_braces() {
    let hostile = "}, url = {x} and \\write18{rm} % # $ & _ ~ ^ \" @misc{a,\n\u{1b}";
    let document = Draft::new("en", hostile)
        .published(hostile, hostile)
        .speaker(hostile, Role::Interviewer)
        .speaker(hostile, Role::Other)
        .done();
    let entry = text(bibtex(std::slice::from_ref(&document)));
    let mut depth = 0;
    for (at, character) in entry.trim_end().char_indices() {
        depth += match character {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        assert!(depth > 0 || at < 5 || at + 1 == entry.trim_end().len(), "closed at {at}: {entry}");
    }
    assert_eq!(depth, 0);
    let items: serde_json::Value = serde_json::from_slice(&csl_json(&[document])).unwrap();
    assert_eq!(items[0]["author"][0]["literal"], hostile.replace(['\n', '\u{1b}'], " ").trim());
}

#[test]
fn a_document_of_which_nothing_is_known_has_an_entry() {
    insta::assert_snapshot!(text(bibtex(&[Draft::new("und", "").done()])), @r"
    @misc{interview-01930000-0000-7000-8000-00000000d0c5,
      entrysubtype = {interview}
    }
    ");
}
