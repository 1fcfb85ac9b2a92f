//! Units of text: code points, bytes, UTF-16 code units, and the one converter between each pair.
//!
//! Offsets that are stored, sent or exported count Unicode code points from the start of a revision's text, as the
//! W3C Web Annotation model prescribes for its TextPositionSelector. Bytes stay inside Rust functions, UTF-16 units
//! inside the user interface; [`TextIndex`] is where they meet.

use serde::{Deserialize, Serialize};

/// An offset counted in Unicode code points from the start of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodePoint(pub u32);

/// A half-open range `[start, end)` of code points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first code point inside.
    pub start: CodePoint,
    /// The first code point after.
    pub end: CodePoint,
}

impl Span {
    /// A span from two counts of code points; `start` must not be after `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end);
        Self { start: CodePoint(start), end: CodePoint(end) }
    }

    /// Length in code points.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.0 - self.start.0
    }

    /// Whether the span holds no code point.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start.0 == self.end.0
    }

    /// Whether `offset` lies inside: at or after the start and before the end.
    #[must_use]
    pub const fn contains(self, offset: CodePoint) -> bool {
        self.start.0 <= offset.0 && offset.0 < self.end.0
    }

    /// Whether the two spans share at least one code point.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start.0 < other.end.0 && other.start.0 < self.end.0
    }
}
