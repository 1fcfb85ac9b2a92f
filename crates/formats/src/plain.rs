//! The interview as plain text, its annotations numbered.
//!
//! Where a passage ends stands its number in square brackets; below the interview each number has its words, style, tags and
//! note, followed by the annotations whose words are gone, and the memos. One shape in every language, in the words of the
//! document's. A note keeps its Markdown, with the words of its links.
//!
//! Not in it: where a passage begins, other than by its words; ids; links.

use std::fmt::Write as _;

use vermilion_anchor::{Span, visible};

use crate::annotated::{Annotated, ExportedTag, Style, join_paths};
use crate::interview::{Block, BlockKind};
use crate::memos::title;
use crate::places::Places;
use crate::turns::clock;
use crate::watch::{Watch, items};
use crate::words::Words;

/// Between two documents.
const RULE: &str = "\n\n----------------------------------------\n\n";

/// The interviews as plain text, UTF-8.
#[must_use]
pub fn export(documents: &[Annotated], watch: &Watch<'_>) -> Vec<u8> {
    watch.begin(0, 1, items(documents));
    let texts: Vec<String> = documents.iter().map(|document| of(document, watch)).collect();
    texts.join(RULE).into_bytes()
}

fn of(document: &Annotated, watch: &Watch<'_>) -> String {
    let words = Words::of(&document.language);
    let places = Places::new(document);
    let mut out = format!("{}\n", visible(&document.title));
    for (name, value) in [(words.source, &document.source), (words.published, &document.published)] {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            let _ = writeln!(out, "{name}{}{}", words.colon, visible(value));
        }
    }
    push_interview(&mut out, document, &places, words);
    push_annotations(&mut out, document, &places, words, watch);
    if !document.memos.is_empty() {
        let _ = write!(out, "\n{}\n", words.memos);
        for memo in watch.each(&document.memos) {
            let _ = write!(out, "\n{}\n", visible(&title(document, &places, words, memo)));
            push_indented(&mut out, &document.without_links(&memo.text));
        }
    }
    out
}

fn push_interview(out: &mut String, document: &Annotated, places: &Places<'_>, words: &Words) {
    // Numbers are those of the annotations in the order of the text; they stand where the passages end.
    let mut ends: Vec<(u32, usize)> =
        document.annotations.iter().zip(1..).map(|(one, number)| (one.span.end.0, number)).collect();
    ends.sort_unstable();
    let mut ends = ends.into_iter().peekable();
    for block in &document.blocks {
        if block.body.start >= block.body.end || is_title(document, places, block) {
            continue;
        }
        // What ends before the first character of this block ends with the one before.
        while let Some((_, number)) = ends.next_if(|(end, _)| *end <= block.body.start.0) {
            push_number(out, number);
        }
        out.push_str("\n\n");
        push_label(out, document, block, words);
        let mut done = block.body.start.0;
        while let Some((end, number)) = ends.next_if(|(end, _)| *end <= block.body.end.0) {
            out.push_str(places.quote(Span::new(done, end)));
            done = end;
            push_number(out, number);
        }
        out.push_str(places.quote(Span::new(done, block.body.end.0)));
    }
    for (_, number) in ends {
        push_number(out, number);
    }
    out.push('\n');
}

/// Whether a block is the title, which stands above already, and has no passage in it to number.
fn is_title(document: &Annotated, places: &Places<'_>, block: &Block) -> bool {
    block.kind == BlockKind::Title
        && places.quote(block.body) == document.title
        && !document
            .annotations
            .iter()
            .any(|one| one.span.start < block.span.end && one.span.end > block.span.start)
}

fn push_label(out: &mut String, document: &Annotated, block: &Block, words: &Words) {
    let BlockKind::Turn { speaker, label: Some(_), time } = block.kind else { return };
    if let Some(time) = time {
        let _ = write!(out, "[{}] ", clock(time));
    }
    if let Some(speaker) = document.speakers.get(speaker) {
        let _ = write!(out, "{}{}", visible(&speaker.name), words.colon);
    }
}

fn push_number(out: &mut String, number: usize) {
    let _ = write!(out, "[{number}]");
}

fn push_annotations(
    out: &mut String,
    document: &Annotated,
    places: &Places<'_>,
    words: &Words,
    watch: &Watch<'_>,
) {
    let _ = write!(out, "\n{}\n", words.annotations);
    if document.annotations.is_empty() && document.orphans.is_empty() {
        let _ = write!(out, "\n{}\n", words.no_annotations);
    }
    for (one, number) in watch.each(&document.annotations).zip(1..) {
        let speakers: Vec<_> = places
            .speakers_in(one.span)
            .into_iter()
            .map(|speaker| visible(&speaker.name).into_owned())
            .collect();
        let _ = write!(out, "\n[{number}] ");
        push_quote(out, places.quote(one.span));
        let note = document.without_links(&one.note);
        push_rest(out, &speakers, one.style, &one.tags, &note, words);
    }
    if !document.orphans.is_empty() {
        let _ = write!(out, "\n{}\n", words.orphans);
        for orphan in watch.each(&document.orphans) {
            out.push_str("\n[–] ");
            push_quote(out, &orphan.quote);
            let note = document.without_links(&orphan.note);
            push_rest(out, &[words.orphaned.to_owned()], orphan.style, &orphan.tags, &note, words);
        }
    }
}

/// The words of a passage, its further lines under the first.
fn push_quote(out: &mut String, quote: &str) {
    let lines: Vec<_> = quote.lines().filter(|line| !line.trim().is_empty()).collect();
    let _ = writeln!(out, "{}", lines.join("\n    "));
}

fn push_rest(
    out: &mut String,
    before: &[String],
    style: Style,
    tags: &[ExportedTag],
    note: &str,
    words: &Words,
) {
    let mut parts = before.to_vec();
    parts.push(words.style(style));
    let _ = writeln!(out, "    ({})", parts.join(words.list_comma));
    if !tags.is_empty() {
        let paths = join_paths(tags, words.list_comma);
        let _ = writeln!(out, "    {}{}{}", words.tags, words.colon, visible(&paths));
    }
    push_indented(out, note);
}

fn push_indented(out: &mut String, text: &str) {
    for line in text.trim_end().lines() {
        let _ = writeln!(out, "{}", format!("    {line}").trim_end());
    }
}
