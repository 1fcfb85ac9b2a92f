//! Annotations as cards to learn with, in Anki's importable text format.
//!
//! A card has the quote on its front, with who says it and where; its back is the note. The note type is `Basic`, which
//! every collection has; the deck is named after the document, under `Vermilion`. Each note has the annotation's id as its
//! guid, so that a later import changes the notes of an earlier one and makes no second ones. Tags are those of the
//! annotation, nested as Anki nests them (`Feeling::Fear`); an orphan has the tag `orphaned` besides. Memos are cards too,
//! with what they are about on the front, and the tag `memo`.
//!
//! Not in it: styles, times at which something was made, where a passage stands other than by section. In a tag Anki has no
//! spaces: each is an underscore.
//!
//! There is no writer of `.apkg` that is kept up; this format is Anki's own and documented in its manual.

use std::fmt::Write as _;

use vermilion_anchor::visible;

use crate::annotated::{Annotated, ExportedTag};
use crate::escape::{push_lines, push_name};
use crate::memos::title;
use crate::note::note_html;
use crate::places::{Places, section_label};
use crate::watch::{Watch, items};
use crate::words::Words;

/// The lines that tell Anki how to read the file.
const HEADER: &str = "#separator:tab\n#html:true\n#notetype:Basic\n#columns:guid\tdeck\tFront\tBack\ttags\n\
#guid column:1\n#deck column:2\n#tags column:5\n";

/// The cards of the documents, UTF-8.
#[must_use]
pub fn export(documents: &[Annotated], watch: &Watch<'_>) -> Vec<u8> {
    let mut out = String::from(HEADER);
    watch.begin(0, 1, items(documents));
    for document in documents {
        push_document(&mut out, document, watch);
    }
    out.into_bytes()
}

fn push_document(out: &mut String, document: &Annotated, watch: &Watch<'_>) {
    let words = Words::of(&document.language);
    let places = Places::new(document);
    let deck = deck(&document.title);
    let html = |markdown: &str| note_html(markdown, &|link| document.standing(link, || None));
    for one in watch.each(&document.annotations) {
        let mut front = quote(places.quote(one.span));
        let speakers = places.speakers_in(one.span).into_iter().map(|speaker| speaker.name.as_str());
        let section =
            places.section_at(one.span.start).map(|section| section_label(&places.sections()[section]));
        let names = speakers.collect::<Vec<_>>().join(words.list_comma);
        push_place(&mut front, &[&names, section.as_deref().unwrap_or_default(), &document.title], words);
        push_card(out, &one.id, &deck, &front, &html(&one.note), &tags(&one.tags, None));
    }
    for orphan in watch.each(&document.orphans) {
        let mut front = quote(&orphan.quote);
        push_place(&mut front, &[words.orphaned, &document.title], words);
        push_card(out, &orphan.id, &deck, &front, &html(&orphan.note), &tags(&orphan.tags, Some("orphaned")));
    }
    for memo in watch.each(&document.memos) {
        let mut front = String::from("<p>");
        push_name(&mut front, &title(document, &places, words, memo));
        front.push_str("</p>");
        push_place(&mut front, &[&document.title], words);
        push_card(out, &memo.id, &deck, &front, &html(&memo.text), "memo");
    }
}

fn quote(words: &str) -> String {
    let mut html = String::from("<blockquote>");
    push_lines(&mut html, words);
    html.push_str("</blockquote>");
    html
}

/// Who says it and where, on a line below.
fn push_place(html: &mut String, parts: &[&str], words: &Words) {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.trim().is_empty()).collect();
    html.push_str("<p><small>");
    push_name(html, &parts.join(words.list_comma));
    html.push_str("</small></p>");
}

/// A deck of the document's own; two colons would make a deck inside a deck.
fn deck(title: &str) -> String {
    let title = visible(title).replace("::", ": :").replace(['"', '\t', '\n', '\r'], " ");
    let title = title.trim();
    if title.is_empty() { "Vermilion".to_owned() } else { format!("Vermilion::{title}") }
}

fn tags(tags: &[ExportedTag], further: Option<&str>) -> String {
    let of = |tag: &ExportedTag| {
        let parts = tag.path.split('/').map(|part| {
            let part = part.split_whitespace().collect::<Vec<_>>().join("_");
            part.replace("::", ":").replace('"', "'")
        });
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("::")
    };
    let all: Vec<String> = tags.iter().map(of).chain(further.map(str::to_owned)).collect();
    all.join(" ")
}

/// One line: each field in quotation marks, so that it may hold tabs and line ends.
fn push_card(out: &mut String, guid: &str, deck: &str, front: &str, back: &str, tags: &str) {
    for (at, field) in [guid, deck, front, back.trim_end(), tags].into_iter().enumerate() {
        if at > 0 {
            out.push('\t');
        }
        let _ = write!(out, "\"{}\"", field.replace('"', "\"\""));
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_decks_and_tags_keep_their_levels() {
        assert_eq!(deck("a::b \"c\"\n"), "Vermilion::a: :b  c");
        assert_eq!(deck(" "), "Vermilion");
        let tag = |path: &str| ExportedTag { id: String::new(), path: path.to_owned(), colour: None };
        assert_eq!(tags(&[tag("情感/恐 懼"), tag("a::b")], Some("memo")), "情感::恐_懼 a:b memo");
    }
}
