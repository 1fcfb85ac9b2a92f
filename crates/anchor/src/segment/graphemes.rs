//! Edges of grapheme clusters found locally, and what counts as blank.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Whether a grapheme begins or ends at `byte`.
pub(crate) fn is_edge(text: &str, byte: usize) -> bool {
    // With the whole text as its chunk a cursor never asks for more of it, so the error cannot occur.
    text.is_char_boundary(byte)
        && GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// The last edge at or before `byte`.
pub(super) fn edge_before(text: &str, byte: usize) -> usize {
    let byte = text.floor_char_boundary(byte);
    if is_edge(text, byte) {
        return byte;
    }
    GraphemeCursor::new(byte, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The first edge at or after `byte`.
pub(super) fn edge_after(text: &str, byte: usize) -> usize {
    let byte = text.ceil_char_boundary(byte);
    if is_edge(text, byte) {
        return byte;
    }
    GraphemeCursor::new(byte, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// The graphemes of `text` with the bytes at which they begin.
pub(super) fn graphemes(text: &str) -> Vec<(usize, &str)> {
    text.grapheme_indices(true).collect()
}

/// Whether nothing of `cluster` is seen on the page: white space, zero width space, byte order mark.
pub(super) fn is_blank(cluster: &str) -> bool {
    cluster.chars().all(|character| character.is_whitespace() || matches!(character, '\u{200B}' | '\u{FEFF}'))
}

/// Whether `cluster` ends a line.
pub(super) fn is_line_end(cluster: &str) -> bool {
    matches!(cluster, "\n" | "\r\n" | "\r" | "\u{B}" | "\u{C}" | "\u{85}" | "\u{2028}" | "\u{2029}")
}
