//! Which edits lead from one text to another.

use crate::edit::{Edits, Splice};
use crate::units::{CodePoint, Span};

/// What makes one text into another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The splices that lead from the old text to the new one.
    pub edits: Edits,
    /// Paragraphs that the edits take away in one place and put in elsewhere, word for word; in the order of the old
    /// text.
    pub moves: Vec<Move>,
}

/// Paragraphs found elsewhere, word for word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Where they stood in the old text.
    pub from: Span,
    /// Where they stand in the new one.
    pub to: Span,
}

/// Finds what makes `old` into `new`.
#[must_use]
pub fn diff(old: &str, new: &str) -> Difference {
    let whole = Splice::new(CodePoint(0), old, new);
    Difference { edits: Edits::new([whole]).unwrap_or_default(), moves: Vec::new() }
}
