//! Where an annotation may stand.

use vermilion_anchor::segment::{Unit, snap_outward, trim, units};
use vermilion_anchor::{CodePoint, Span, TextIndex, count};

/// Characters around a place in which a word is looked for.
const NEAR: usize = 200;

/// The passage that a stored annotation may have, and its words: whole graphemes without white space at the edges. What
/// holds nothing is given the word before it, or else the one after it.
pub(super) fn place(index: &TextIndex<'_>, raw: Span) -> (Option<Span>, String) {
    let mut span = trim(index, snap_outward(index, raw));
    if span.is_empty() {
        span = word_near(index, raw.start);
    }
    let quote = index.slice(span).unwrap_or_default().to_owned();
    ((!span.is_empty()).then_some(span), quote)
}

/// The word before a place, in the same line where there is one; else the one after it.
fn word_near(index: &TextIndex<'_>, at: CodePoint) -> Span {
    let text = index.text();
    let at = at.min(index.len());
    let byte = index.byte(at).unwrap_or(text.len());
    let before = &text[..byte];
    let from = before.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
    let before = &before[from..];
    let after = &text[byte..];
    let after = &after[..after.char_indices().nth(NEAR).map_or(after.len(), |(at, _)| at)];
    let (line_before, line_after) = (
        before.rfind('\n').map_or(before, |at| &before[at + 1..]),
        after.split('\n').next().unwrap_or(after),
    );
    let backward = |piece: &str| {
        let (start, length) = last_word(piece)?;
        let start = at.0 - count(&piece[start..]);
        Some(Span::new(start, start + length))
    };
    let forward = |piece: &str| {
        let (start, length) = first_word(piece)?;
        let start = at.0 + count(&piece[..start]);
        Some(Span::new(start, start + length))
    };
    let found = backward(line_before)
        .or_else(|| forward(line_after))
        .or_else(|| backward(before))
        .or_else(|| forward(after))
        .unwrap_or_default();
    trim(index, snap_outward(index, found))
}

/// Where in bytes the last word begins, and how many characters it has.
fn last_word(text: &str) -> Option<(usize, u32)> {
    let text = text.trim_end();
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let word = *units(&text[line..], Unit::Word).last()?;
    let start = text[line..].char_indices().nth(word.start.0 as usize)?.0 + line;
    Some((start, word.len()))
}

/// The same of the first.
fn first_word(text: &str) -> Option<(usize, u32)> {
    let start = text.len() - text.trim_start().len();
    let line = text[start..].split('\n').next()?;
    let word = *units(line, Unit::Word).first()?;
    Some((start, word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_without_words_is_that_of_the_word_before_it() {
        let text = "old 橋\n\n  new\n";
        let index = TextIndex::new(text);
        for (at, expected) in [(0, "old"), (3, "old"), (5, "橋"), (6, "橋"), (8, "new"), (12, "new")] {
            assert_eq!(place(&index, Span::new(at, at)).1, expected, "{at}");
        }
        assert_eq!(place(&TextIndex::new(" \n"), Span::new(1, 1)), (None, String::new()));
        assert_eq!(place(&index, Span::new(900, 900)).1, "new");
    }
}
