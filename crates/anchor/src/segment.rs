//! The pieces of a text that a reader points at: graphemes, words, clauses, sentences.
//!
//! Owns where one piece ends and the next begins, and the two corrections of a dragged range (to whole graphemes, off
//! the white space). It refuses to know turns, speakers or headings: to this module a text is lines of prose.
//!
//! Pieces of one kind cover the text back to back and never split a grapheme. A line end ends every piece above a
//! grapheme, so a long text is cut line by line and finding the piece at one place costs no more than its line.

mod graphemes;
mod prose;
mod words;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::units::{CodePoint, Span, TextIndex, count};
pub(crate) use graphemes::is_edge;
use graphemes::{edge_after, edge_before, is_blank, is_line_end};

/// A kind of piece that a text can be cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// What a reader takes for one character (an extended grapheme cluster).
    Grapheme,
    /// A word; in Chinese and Japanese as a dictionary has it. Punctuation and white space are pieces of their own,
    /// so that a word is taken without the space after it.
    Word,
    /// A stretch of a sentence up to a comma, colon, semicolon or enumeration mark, with the space after it.
    Clause,
    /// A sentence with its closing quotation marks and the white space after it, blank lines included.
    Sentence,
}

/// Cuts `text` into pieces of the kind `unit`, in order and back to back; none for an empty text.
#[must_use]
pub fn units(text: &str, unit: Unit) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    let mut byte = 0;
    while byte < text.len() {
        let paragraph = byte..paragraph_end(text, byte);
        for end in piece_ends(&text[paragraph.clone()], unit) {
            let end_byte = paragraph.start + end;
            let end = start + count(&text[byte..end_byte]);
            spans.push(Span::new(start, end));
            (start, byte) = (end, end_byte);
        }
    }
    spans
}

/// The piece of the kind `unit` that holds the code point at `offset`; the last piece when `offset` is the text's end
/// or beyond, and an empty span when the text is empty. It is always one of those that [`units`] lists.
#[must_use]
pub fn unit_at(text: &str, offset: CodePoint, unit: Unit) -> Span {
    let Some((last, _)) = text.char_indices().next_back() else {
        return Span::default();
    };
    let (at, offset) = match text.char_indices().nth(offset.0 as usize) {
        Some((byte, _)) => (byte, offset.0),
        None => (last, count(text) - 1),
    };
    let piece = match unit {
        Unit::Grapheme => edge_before(text, at)..edge_after(text, at + 1),
        _ => {
            let start = paragraph_start(text, at);
            let paragraph = &text[start..paragraph_end(text, start)];
            let ends = piece_ends(paragraph, unit);
            let after = ends.partition_point(|&end| start + end <= at);
            let from = after.checked_sub(1).map_or(0, |before| ends[before]);
            start + from..start + ends.get(after).copied().unwrap_or(paragraph.len())
        }
    };
    let start = offset - count(&text[piece.start..at]);
    Span::new(start, start + count(&text[piece]))
}

/// Widens `span` to whole graphemes. What lies beyond the text is cut off; a span that holds nothing still holds
/// nothing, at the edge before it.
#[must_use]
pub fn snap_outward(text: &TextIndex, span: Span) -> Span {
    let range = bytes_within(text, span);
    let start = edge_before(text.text(), range.start);
    let end = if range.is_empty() { start } else { edge_after(text.text(), range.end) };
    span_of(text, start..end)
}

/// Takes the white space off both ends of `span`, ideographic spaces and invisible marks (U+200B, U+FEFF) included.
/// May leave an empty span. What lies beyond the text is cut off.
///
/// A grapheme is taken off whole or not at all: a space that carries a combining mark is something to see.
#[must_use]
pub fn trim(text: &TextIndex, span: Span) -> Span {
    let range = bytes_within(text, span);
    let inside = &text.text()[range.clone()];
    let leading: usize = inside.graphemes(true).take_while(|cluster| is_blank(cluster)).map(str::len).sum();
    let rest = &inside[leading..];
    let trailing: usize =
        rest.graphemes(true).rev().take_while(|cluster| is_blank(cluster)).map(str::len).sum();
    span_of(text, range.start + leading..range.end - trailing)
}

/// The bytes of that part of `span` which lies within the text.
fn bytes_within(text: &TextIndex, span: Span) -> Range<usize> {
    let byte = |offset| text.byte(offset).unwrap_or(text.text().len());
    let start = byte(span.start);
    start..byte(span.end).max(start)
}

/// The span of a range whose ends are known to be edges of characters of the text.
fn span_of(text: &TextIndex, range: Range<usize>) -> Span {
    text.span(range).unwrap_or_default()
}

/// The ends of the pieces of one paragraph, in bytes from its start; the last one is its end.
fn piece_ends(paragraph: &str, unit: Unit) -> Vec<usize> {
    match unit {
        Unit::Grapheme => {
            paragraph.grapheme_indices(true).map(|(start, cluster)| start + cluster.len()).collect()
        }
        Unit::Word => words::ends(paragraph),
        Unit::Clause => prose::ends(paragraph, prose::Grain::Clause),
        Unit::Sentence => prose::ends(paragraph, prose::Grain::Sentence),
    }
}

/// Where the paragraph that begins at `start` ends: after its line end, the blank lines that follow and the
/// indentation of the next line.
fn paragraph_end(text: &str, start: usize) -> usize {
    let mut has_ended = false;
    for (byte, cluster) in text[start..].grapheme_indices(true) {
        if is_line_end(cluster) {
            has_ended = true;
        } else if has_ended && !is_blank(cluster) {
            return start + byte;
        }
    }
    text.len()
}

/// Where the paragraph that holds the byte `at` begins: the inverse of [`paragraph_end`], found from inside.
fn paragraph_start(text: &str, at: usize) -> usize {
    let mut start = None;
    for (byte, cluster) in text[..edge_after(text, at + 1)].grapheme_indices(true).rev() {
        if !is_blank(cluster) {
            start = Some(byte);
        } else if is_line_end(cluster)
            && let Some(start) = start
        {
            return start;
        }
    }
    0
}

#[cfg(test)]
mod tests;
