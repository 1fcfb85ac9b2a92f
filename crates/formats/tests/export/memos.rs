//! Memos, and links between notes and memos, in every format.

use vermilion_formats::{csv, html, jsonld, markdown};
use vermilion_tests::invariants::html::{assert_balanced, tokens};

use crate::fixture::with_memos;

#[test]
fn markdown_has_the_memos_first_and_links_within_the_file() {
    insta::assert_snapshot!(markdown::export(&with_memos(), markdown::Options::default()));
}

#[test]
fn a_memo_is_a_row_after_the_quotes_and_no_spreadsheet_runs_it() {
    insta::assert_snapshot!(String::from_utf8(csv::export(&with_memos())).unwrap().replace('\r', "␍"));
}

#[test]
fn a_memo_describes_its_target_and_a_link_is_a_body() {
    let collection: serde_json::Value = serde_json::from_str(&jsonld::export(&with_memos())).unwrap();
    let page = &collection["first"];
    assert_eq!(collection["total"], page["items"].as_array().unwrap().len());
    let told: Vec<_> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| match item.get("vermilion:memo") {
            Some(_) => item.clone(),
            None => item["body"].clone(),
        })
        .collect();
    insta::assert_snapshot!(serde_json::to_string_pretty(&told).unwrap());
}

#[test]
fn the_page_has_the_memos_before_the_index_and_every_link_in_it_leads_somewhere() {
    let page = html::export(&with_memos());
    assert_balanced(&tokens(&page));
    for part in page.split("href=\"#").skip(1) {
        let id = part.split('"').next().unwrap();
        assert!(id.is_empty() || page.contains(&format!("id=\"{id}\"")), "{id}");
    }
    let start = page.find("<section class=\"index memos\">").unwrap();
    let end = start + page[start..].find("</section>").unwrap();
    let notes: Vec<_> = page.lines().filter(|line| line.contains("class=\"back\"")).collect();
    insta::assert_snapshot!(format!("{}\n\n{}", notes.join("\n"), &page[start..end]));
}
