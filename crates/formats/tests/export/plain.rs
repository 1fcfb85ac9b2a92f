use vermilion_formats::plain::export;
use vermilion_formats::watch::Watch;

use crate::fixture::{Draft, chinese, english, everything};

fn text(documents: &[vermilion_formats::annotated::Annotated]) -> String {
    String::from_utf8(export(documents, &Watch::nobody())).unwrap()
}

#[test]
fn the_interview_has_numbers_and_they_are_explained_below() {
    insta::assert_snapshot!(text(&[everything()]));
}

#[test]
fn documents_follow_each_other() {
    insta::assert_snapshot!(text(&[english(), Draft::new("zh-Hant", "無題").paragraph("一行。").done()]));
}

#[test]
fn every_annotation_has_its_number_once_in_the_text_and_once_below() {
    for document in [chinese(), english(), everything()] {
        let text = text(std::slice::from_ref(&document));
        for number in 1..=document.annotations.len() {
            assert_eq!(text.matches(&format!("[{number}]")).count(), 2, "{number} in {text}");
        }
    }
}
