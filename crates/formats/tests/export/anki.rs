use vermilion_formats::anki;
use vermilion_formats::annotated::Annotated;
use vermilion_formats::watch::Watch;

use crate::fixture::{chinese, english, everything};

/// The file.
fn export(documents: &[Annotated]) -> Vec<u8> {
    anki::export(documents, &Watch::nobody())
}

/// The cards as Anki's reader of CSV finds them.
fn cards(documents: &[Annotated]) -> Vec<Vec<String>> {
    let text = String::from_utf8(export(documents)).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(b'\t')
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn every_annotation_orphan_and_memo_is_a_card_with_its_own_id() {
    insta::assert_snapshot!(String::from_utf8(export(&[everything()])).unwrap());
    for document in [chinese(), english(), everything()] {
        let cards = cards(std::slice::from_ref(&document));
        let ids: Vec<&str> = (document.annotations.iter().map(|one| one.id.as_str()))
            .chain(document.orphans.iter().map(|one| one.id.as_str()))
            .chain(document.memos.iter().map(|one| one.id.as_str()))
            .collect();
        assert_eq!(cards.iter().map(|card| card[0].as_str()).collect::<Vec<_>>(), ids);
        assert!(cards.iter().all(|card| card.len() == 5));
    }
}

#[test]
fn no_words_become_markup_on_a_card() {
    for card in cards(&[chinese(), everything()]) {
        assert!(!card[2].contains("<b>") && !card[3].contains("<script"), "{card:?}");
    }
}
