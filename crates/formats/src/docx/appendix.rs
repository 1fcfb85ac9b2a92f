//! What has no place in the text: annotations whose passage is gone, and memos.

use super::note::Notes;
use super::package::Links;
use super::styles::Lists;
use super::xml::Xml;
use super::{line, tags};
use crate::annotated::{Annotated, ExportedOrphan};
use crate::memos::title;
use crate::places::Places;
use crate::words::Words;

/// The name of the bookmark of the orphan at this place.
pub(super) fn orphan(at: usize) -> String {
    format!("_vermilion_orphan{}", at + 1)
}

/// The same of a memo.
pub(super) fn memo(at: usize) -> String {
    format!("_vermilion_memo{}", at + 1)
}

/// Writes orphans and memos, on a page of their own.
pub(super) fn write(xml: &mut Xml, document: &Annotated, lists: &mut Lists, links: &mut Links) {
    let words = Words::of(&document.language);
    let mut is_first = true;
    if !document.orphans.is_empty() {
        heading(xml, words.orphans, std::mem::take(&mut is_first));
    }
    for (at, one) in document.orphans.iter().enumerate() {
        let id = document.annotations.len() + at;
        item(xml, id, &orphan(at), &format!("{} · {}", words.style(one.style), words.orphaned));
        for quote in one.quote.split('\n') {
            line(xml, "VermilionQuote", quote);
        }
        write_orphan(xml, document, one, lists, links);
    }
    if !document.memos.is_empty() {
        heading(xml, words.memos, is_first);
    }
    memos(xml, document, lists, links);
}

/// Note and tags of an orphan.
fn write_orphan(
    xml: &mut Xml,
    document: &Annotated,
    one: &ExportedOrphan,
    lists: &mut Lists,
    links: &mut Links,
) {
    if one.has_note() {
        let note = document.without_links(&one.note);
        Notes { lists, links, style: "Normal" }.write(xml, &note, None);
    }
    if !one.tags.is_empty() {
        tags(xml, &one.tags, None);
    }
}

/// The memos of a document, each with what it is about.
pub(super) fn memos(xml: &mut Xml, document: &Annotated, lists: &mut Lists, links: &mut Links) {
    let words = Words::of(&document.language);
    let places = Places::new(document);
    for (at, one) in document.memos.iter().enumerate() {
        let id = document.annotations.len() + document.orphans.len() + at;
        item(xml, id, &memo(at), &title(document, &places, words, one));
        let text = document.without_links(&one.text);
        Notes { lists, links, style: "Normal" }.write(xml, &text, None);
    }
}

/// What an item is, with the bookmark that says which one.
fn item(xml: &mut Xml, id: usize, bookmark: &str, words: &str) {
    let id = id.to_string();
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", "VermilionItem");
    xml.close("w:pPr");
    xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", bookmark)]);
    super::plain(xml, words);
    xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
    xml.close("w:p");
}

/// A heading that the navigation pane shows, and with which the text has ended.
fn heading(xml: &mut Xml, words: &str, is_on_new_page: bool) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", "VermilionAppendix");
    if is_on_new_page {
        xml.empty("w:pageBreakBefore", &[]);
    }
    xml.close("w:pPr");
    super::plain(xml, words);
    xml.close("w:p");
}
