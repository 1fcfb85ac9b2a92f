//! What has tags says so in every format.

use vermilion_formats::{csv, html, jsonld, markdown};
use vermilion_tests::invariants::html::{assert_balanced, tokens};

use crate::fixture::tagged;

#[test]
fn a_table_has_a_column_of_tags_that_no_spreadsheet_runs() {
    insta::assert_snapshot!(String::from_utf8(csv::export(&tagged())).unwrap().replace('\r', "␍"));
}

#[test]
fn markdown_names_the_tags_under_the_style() {
    insta::assert_snapshot!(markdown::export(&tagged(), markdown::Options::default()));
}

#[test]
fn each_tag_is_a_body_for_tagging() {
    let collection: serde_json::Value = serde_json::from_str(&jsonld::export(&tagged())).unwrap();
    let items = collection["first"]["items"].as_array().unwrap();
    let told: Vec<_> = items.iter().map(|item| (&item["motivation"], &item["body"])).collect();
    insta::assert_snapshot!(serde_json::to_string_pretty(&told).unwrap());
}

#[test]
fn the_index_of_the_page_names_the_tags() {
    let page = html::export(&tagged());
    assert_balanced(&tokens(&page));
    let entries: Vec<_> = page.lines().filter(|line| line.starts_with("<li><a href=\"#a-")).collect();
    insta::assert_snapshot!(entries.join("\n"));
}
