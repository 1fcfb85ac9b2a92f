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

/// A content control with this tag around what is written.
pub(super) fn control(xml: &mut Xml, tag: &str, inside: impl FnOnce(&mut Xml)) {
    xml.open("w:sdt", &[]);
    xml.open("w:sdtPr", &[]);
    xml.value("w:tag", tag);
    xml.close("w:sdtPr");
    xml.open("w:sdtContent", &[]);
    inside(xml);
    xml.close("w:sdtContent");
    xml.close("w:sdt");
}

/// The tag of the control of the orphan at this place.
pub(super) fn orphan(at: usize) -> String {
    format!("vermilion-orphan-{}", at + 1)
}

/// The same of a memo.
pub(super) fn memo(at: usize) -> String {
    format!("vermilion-memo-{}", at + 1)
}

/// Writes orphans and memos, on a page of their own.
pub(super) fn write(xml: &mut Xml, document: &Annotated, lists: &mut Lists, links: &mut Links) {
    let words = Words::of(&document.language);
    let mut is_first = true;
    if !document.orphans.is_empty() {
        heading(xml, words.orphans, std::mem::take(&mut is_first));
    }
    for (at, one) in document.orphans.iter().enumerate() {
        control(xml, &orphan(at), |xml| {
            line(xml, "VermilionItem", &format!("{} · {}", words.style(one.style), words.orphaned));
            for quote in one.quote.split('\n') {
                line(xml, "VermilionQuote", quote);
            }
            write_orphan(xml, document, one, lists, links);
        });
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
        control(xml, &memo(at), |xml| {
            line(xml, "VermilionItem", &title(document, &places, words, one));
            let text = document.without_links(&one.text);
            Notes { lists, links, style: "Normal" }.write(xml, &text, None);
        });
    }
}

/// A heading that the navigation pane shows.
fn heading(xml: &mut Xml, words: &str, is_on_new_page: bool) {
    control(xml, "vermilion-appendix", |xml| {
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.value("w:pStyle", "Heading1");
        if is_on_new_page {
            xml.empty("w:pageBreakBefore", &[]);
        }
        xml.close("w:pPr");
        super::plain(xml, words);
        xml.close("w:p");
    });
}
