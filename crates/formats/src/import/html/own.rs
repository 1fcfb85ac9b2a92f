//! A page that Vermilion wrote: the interview is in it, set apart by the classes of its style sheet.

use super::metadata::Metadata;
use crate::import::Report;
use crate::import::markup::dom::collapsed;
use crate::import::markup::flow::Flow;
use crate::import::prose::Prose;
use crate::interview::{self, Interview};
use dom_query::Document;

/// The interview of the page. Its annotations are told to be left out: their places can be had from other exports.
pub(super) fn read(document: &Document, mut metadata: Metadata, report: &mut Report) -> Interview {
    for fact in document
        .select("main p.imprint")
        .iter()
        .flat_map(|imprint| collapsed(&imprint.text()).split(" · ").map(str::to_owned).collect::<Vec<_>>())
    {
        match interview::full_date(&fact) {
            Some(date) => metadata.published = Some(date),
            None => metadata.source = Some(fact),
        }
    }
    for annotation in document.select("section.index:not(.memos) li").iter() {
        report.skip("annotation", &collapsed(&annotation.text()), "page-is-for-reading", None);
    }
    for memo in document.select("section.memos div.memo").iter() {
        report.skip("memo", &collapsed(&memo.text()), "page-is-for-reading", None);
    }
    let furniture =
        "main p.imprint, main ul.speakers, main ul.legend, main nav, main aside.notes, main a.ref";
    document.select(furniture).remove();
    let mut text = Prose::new();
    for who in document.select("main p.who").iter() {
        let name = collapsed(&who.text());
        let colon = if name.is_ascii() { ": " } else { "：" };
        who.set_text(&format!("{name}{colon}"));
        who.rename("b");
    }
    for number in document.select("main .heading .number").iter() {
        let digits = number.text();
        // The page sets `01.` without its full stop, by which it is known as a number.
        if digits.ends_with(|last: char| last.is_ascii_digit()) {
            number.set_text(&format!("{digits}."));
        }
    }
    document.select("main div.turn > p.text").rename("span");
    if let Some(main) = document.select("main").nodes().first() {
        // The page sets the title as h1 and the outermost sections as h2.
        Flow::new(&mut text, report, None, 2, &mut metadata.awaited()).write(main);
    }
    metadata.complete(text)
}
