//! What stands in the files that we write.

use crate::fixture::{BLUE_LINE, Draft, RED, YELLOW, chinese, english, with_memos};
use crate::packed::{export, import, member, quotes};
use vermilion_formats::interview::Role;

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(export(&chinese(), "A"), export(&chinese(), "A"));
    assert_eq!(quotes(&[chinese()], "A"), quotes(&[chinese()], "A"));
}

#[test]
fn the_body_of_a_short_interview() {
    let document = Draft::new("zh-Hant", "夜航")
        .speaker("林默", Role::Interviewer)
        .heading(1, "01.", "出海")
        .turn(0, "林默：", "夜裡怕不怕？\t岸<\u{1}>")
        .mark("夜裡怕不怕？", YELLOW, "見 *岸*")
        .tag("情感/恐懼")
        .mark("怕不", RED, "")
        .mark("不怕", BLUE_LINE, "")
        .done();
    let bytes = export(&document, "Lin Mo");
    let lines = |name: &str| member(&bytes, name).replace("><w:", ">\n<w:");
    insta::assert_snapshot!("body", lines("word/document.xml"));
    insta::assert_snapshot!("comments", lines("word/comments.xml"));
    insta::assert_snapshot!("ours", member(&bytes, "customXml/item1.xml"));
}

#[test]
fn every_part_has_a_content_type_and_every_relationship_a_part() {
    let bytes = export(&with_memos(), "A");
    let types = member(&bytes, "[Content_Types].xml");
    for part in types.split("PartName=\"/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(member(&bytes, name).starts_with("<?xml"), "{name}");
    }
    let links = member(&bytes, "word/_rels/document.xml.rels");
    for link in links.split("Target=\"").skip(1) {
        let name = link.split('"').next().unwrap();
        let name = name.strip_prefix("../").map_or(format!("word/{name}"), str::to_owned);
        assert!(member(&bytes, &name).starts_with("<?xml"), "{name}");
    }
}

#[test]
fn the_table_of_quotes_has_a_row_for_each() {
    let documents = [chinese(), english(), with_memos()];
    let bytes = quotes(&documents, "A");
    let part = member(&bytes, "word/document.xml");
    let annotations: usize = documents.iter().map(|document| document.annotations.len()).sum();
    assert_eq!(part.matches("<w:tr>").count(), annotations + documents.len());
    let text = import(&bytes).documents.remove(0).interview.text;
    for words in
        ["從來不用衛星", "01 第一條等高線", "高𠮷", "Compare The Long Walk.", "#情感/恐懼", "她問得少。"]
    {
        assert!(text.contains(words), "{words}");
    }
    assert!(!part.contains("<script>"));
}
