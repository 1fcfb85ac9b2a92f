//! The lines of a text that hold something, with what the rules ask about each: where it is, in bytes and in code
//! points, and what a reader reads of it.
//!
//! Knows graphemes, so that no other module has to: an edge that this module hands out or approves splits none.

use std::ops::Range;
use unicode_segmentation::GraphemeCursor;
use vermilion_anchor::{CodePoint, Span, count};

/// A line that is not blank. Offsets are bytes of the whole text.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Which line of the text it is, from 0, blank ones counted.
    pub(super) number: usize,
    /// Where the line begins.
    pub(super) start: usize,
    /// Where it ends, its line end left out.
    pub(super) end: usize,
    /// What a reader reads: without the white space around it. Never empty.
    pub(super) body: Range<usize>,
    /// Code points before `start`.
    pub(super) point: u32,
    /// Whether a blank line or the start of the text stands before.
    pub(super) is_after_blank: bool,
}

/// The lines of `text` that are not blank, in order.
pub(super) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut point = 0;
    let mut is_after_blank = true;
    for (number, piece) in text.split_inclusive('\n').enumerate() {
        let end = start + piece.strip_suffix('\n').unwrap_or(piece).len();
        let line = Line { number, start, end, body: start..end, point, is_after_blank };
        let body = line.trim(text, start..end);
        is_after_blank = body.is_empty();
        if !body.is_empty() {
            lines.push(Line { body, ..line });
        }
        start += piece.len();
        point += count(piece);
    }
    lines
}

impl Line {
    /// The one line that `text` is.
    #[cfg(test)]
    pub(super) fn only(text: &str) -> Self {
        let line = Self { number: 0, start: 0, end: text.len(), body: 0..0, point: 0, is_after_blank: true };
        let body = line.trim(text, 0..text.len());
        Self { body, ..line }
    }

    /// What a reader reads of the line.
    pub(super) fn read<'t>(&self, text: &'t str) -> &'t str {
        &text[self.body.clone()]
    }

    /// `range` without the white space at either end, as far as no grapheme is split: a space that carries a
    /// combining mark stays.
    pub(super) fn trim(&self, text: &str, range: Range<usize>) -> Range<usize> {
        let slice = &text[range.clone()];
        let tail = slice.trim_start();
        let mut start = range.end - tail.len();
        let mut end = start + tail.trim_end().len();
        if start < end && !self.is_edge(text, start) {
            // The white space before the mark is the last one trimmed.
            start = text[range.start..start]
                .char_indices()
                .next_back()
                .map_or(range.start, |(at, _)| range.start + at);
        }
        while end < range.end && !self.is_edge(text, end) {
            end += text[end..].chars().next().map_or(1, char::len_utf8);
        }
        start.min(end)..end
    }

    /// Whether a grapheme ends at the byte `at` of the text, which must lie within this line.
    pub(super) fn is_edge(&self, text: &str, at: usize) -> bool {
        if at <= self.start || at >= self.end {
            return true;
        }
        let bytes = text.as_bytes();
        if bytes[at - 1].is_ascii() && bytes[at].is_ascii() {
            return bytes[at - 1] != b'\r' || bytes[at] != b'\n';
        }
        let line = &text[self.start..self.end];
        GraphemeCursor::new(at - self.start, line.len(), true).is_boundary(line, 0).unwrap_or(true)
    }

    /// The code point that begins at the byte `at` of the text, which must lie at or after the line's start.
    pub(super) fn code_point(&self, text: &str, at: usize) -> CodePoint {
        CodePoint(self.point + count(&text[self.start..at]))
    }

    /// The span of a range of bytes within this line.
    pub(super) fn span(&self, text: &str, range: &Range<usize>) -> Span {
        let start = self.code_point(text, range.start);
        Span { start, end: CodePoint(start.0 + count(&text[range.clone()])) }
    }
}

/// Whether `character` ends a statement: a line that ends so is prose, not a title.
pub(super) const fn ends_statement(character: char) -> bool {
    matches!(character, '。' | '．' | '.' | '，' | ',' | '、' | ';' | '；' | ':' | '：')
}

/// About how wide `text` is set, a Latin letter counting 1 and a Chinese character 2; at most `limit` is counted.
pub(super) fn width(text: &str, limit: usize) -> usize {
    let mut width = 0;
    for character in text.chars() {
        width += if crate::script::is_cjk(character) || crate::script::is_cjk_punctuation(character) {
            2
        } else {
            1
        };
        if width > limit {
            break;
        }
    }
    width
}

/// Whether `text` may be the title of something: short, one statement, and not ending as prose does.
pub(super) fn is_title(text: &str, limit: usize) -> bool {
    let ends_open = text.ends_with("...") || !text.ends_with(ends_statement);
    let has_letter = text.chars().any(char::is_alphanumeric);
    has_letter
        && ends_open
        && !text.contains('。')
        && !has_sentence_break(text)
        && width(text, limit) <= limit
}

/// Whether a Latin sentence ends inside: a full stop, a space, a capital; initials and titles (`Mr. X`) left out.
fn has_sentence_break(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or("");
        let is_abbreviation =
            word.contains('.') || (word.starts_with(char::is_uppercase) && word.chars().count() <= 3);
        !is_abbreviation && text[at + 2..].starts_with(char::is_uppercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(text: &str) -> Vec<&str> {
        split(text).iter().map(|line| line.read(text)).collect()
    }

    #[test]
    fn blank_lines_are_left_out_but_remembered() {
        let text = "\n a \nb\n \u{3000}\nc";
        assert_eq!(bodies(text), ["a", "b", "c"]);
        let after_blank: Vec<bool> = split(text).iter().map(|line| line.is_after_blank).collect();
        assert_eq!(after_blank, [true, false, true]);
        assert_eq!(split(text).iter().map(|line| line.point).collect::<Vec<_>>(), [1, 5, 10]);
    }

    #[test]
    fn trimming_splits_no_grapheme() {
        assert_eq!(bodies("  \u{301}a"), [" \u{301}a"]);
        assert_eq!(bodies("a\u{600}  "), ["a\u{600} "]);
        assert_eq!(bodies("a\r\nb\r"), ["a", "b"]);
    }

    #[test]
    fn a_title_is_short_and_ends_open() {
        for (text, expected) in [
            ("開放的代價", true),
            ("Is it worth it?", true),
            ("A talk with Dr. Who", true),
            ("It works.", false),
            ("最後一段話，", false),
            ("We tried it. Then we stopped", false),
            ("…", false),
        ] {
            assert_eq!(is_title(text, 100), expected, "{text}");
        }
    }
}
