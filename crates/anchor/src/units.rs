//! Units of text: code points, bytes, UTF-16 code units, and the one converter between each pair.
//!
//! Offsets that are stored, sent or exported count Unicode code points from the start of a revision's text, as the
//! W3C Web Annotation model prescribes for its TextPositionSelector. Bytes stay inside Rust functions, UTF-16 units
//! inside the user interface; [`TextIndex`] is where they meet.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// An offset counted in Unicode code points from the start of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodePoint(pub u32);

/// An offset counted in UTF-16 code units from the start of a text: what JavaScript and the DOM count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Utf16(pub u32);

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
        // What was read from a file may have its edges the wrong way round.
        self.end.0.saturating_sub(self.start.0)
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

/// The length of `text` in code points.
#[must_use]
pub fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Code points between two samples of a [`TextIndex`]. At 64, the index of a million characters takes 125 KiB and a
/// conversion walks at most 256 bytes.
const SAMPLE: u32 = 64;

/// Where every [`SAMPLE`]th code point stands in the other two units.
#[derive(Clone, Copy, Debug)]
struct Sample {
    byte: u32,
    utf16: u32,
}

/// Converts between code points, bytes and UTF-16 code units of one text.
///
/// Built once in a single pass; afterwards every conversion looks up a sample and walks the few characters from there,
/// however long the text. An offset may stand at the very end of the text, never beyond: what lies outside the text or
/// inside a character converts to `None`, so a stale offset is noticed where it enters.
#[derive(Clone, Debug)]
pub struct TextIndex<'t> {
    text: &'t str,
    samples: Vec<Sample>,
    len: u32,
}

impl<'t> TextIndex<'t> {
    /// Indexes `text`.
    ///
    /// # Panics
    /// When `text` is 4 GiB or longer, where the units no longer hold its offsets. Decoding refuses files long before.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        assert!(u32::try_from(text.len()).is_ok(), "a text is shorter than 4 GiB");
        let mut samples = Vec::with_capacity(text.len() / SAMPLE as usize + 1);
        let mut len = 0;
        let mut utf16 = 0;
        for (byte, character) in text.char_indices() {
            if len % SAMPLE == 0 {
                samples.push(Sample { byte: byte as u32, utf16 });
            }
            len += 1;
            utf16 += character.len_utf16() as u32;
        }
        samples.shrink_to_fit();
        Self { text, samples, len }
    }

    /// The text that is indexed.
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The offset of the text's end: its length in code points.
    #[must_use]
    pub const fn len(&self) -> CodePoint {
        CodePoint(self.len)
    }

    /// Whether the text holds nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The byte at which the code point at `offset` begins; the text's length in bytes for its end.
    #[must_use]
    pub fn byte(&self, offset: CodePoint) -> Option<usize> {
        if offset.0 >= self.len {
            return (offset.0 == self.len).then_some(self.text.len());
        }
        let from = self.samples[(offset.0 / SAMPLE) as usize].byte as usize;
        let (step, _) = self.text[from..].char_indices().nth((offset.0 % SAMPLE) as usize)?;
        Some(from + step)
    }

    /// The bytes that `span` covers.
    #[must_use]
    pub fn byte_range(&self, span: Span) -> Option<Range<usize>> {
        let range = self.byte(span.start)?..self.byte(span.end)?;
        (range.start <= range.end).then_some(range)
    }

    /// The text that `span` covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> Option<&'t str> {
        self.text.get(self.byte_range(span)?)
    }

    /// The code point that begins at `byte`; `None` inside a character or beyond the text.
    #[must_use]
    pub fn code_point(&self, byte: usize) -> Option<CodePoint> {
        if !self.text.is_char_boundary(byte) {
            return None;
        }
        let after = self.samples.partition_point(|sample| sample.byte as usize <= byte);
        let Some(before) = after.checked_sub(1) else {
            return Some(CodePoint(0));
        };
        let walked = count(&self.text[self.samples[before].byte as usize..byte]);
        Some(CodePoint(before as u32 * SAMPLE + walked))
    }

    /// The span that covers the bytes of `range`; `None` when either end is inside a character or beyond the text.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        let span = Span { start: self.code_point(range.start)?, end: self.code_point(range.end)? };
        (span.start <= span.end).then_some(span)
    }

    /// The UTF-16 code unit at which the code point at `offset` begins.
    #[must_use]
    pub fn to_utf16(&self, offset: CodePoint) -> Option<Utf16> {
        if offset.0 > self.len {
            return None;
        }
        // The end of a text whose length is a multiple of SAMPLE has no sample of its own: walk there from the last one.
        let at = ((offset.0 / SAMPLE) as usize).min(self.samples.len().saturating_sub(1));
        let Some(sample) = self.samples.get(at) else {
            return Some(Utf16(0));
        };
        let walk = offset.0 as usize - at * SAMPLE as usize;
        let walked: usize = self.text[sample.byte as usize..].chars().take(walk).map(char::len_utf16).sum();
        Some(Utf16(sample.utf16 + walked as u32))
    }

    /// The code point that begins at the UTF-16 code unit `offset`; `None` inside a surrogate pair or beyond the text.
    #[must_use]
    pub fn from_utf16(&self, offset: Utf16) -> Option<CodePoint> {
        let after = self.samples.partition_point(|sample| sample.utf16 <= offset.0);
        let Some(before) = after.checked_sub(1) else {
            return (offset.0 == 0).then_some(CodePoint(0));
        };
        let sample = self.samples[before];
        let mut utf16 = sample.utf16;
        let mut code_point = before as u32 * SAMPLE;
        let mut characters = self.text[sample.byte as usize..].chars();
        while utf16 < offset.0 {
            utf16 += characters.next()?.len_utf16() as u32;
            code_point += 1;
        }
        (utf16 == offset.0).then_some(CodePoint(code_point))
    }
}

#[cfg(test)]
mod tests {
    use super::{CodePoint, Span, TextIndex, Utf16, count};

    /// Every kind of character whose width differs between the units: BOM, Extension B, joined emoji, a combining
    /// mark, CRLF.
    const MIXED: &str = "\u{FEFF}a\u{20089}字👩\u{200D}👩\u{200D}👧e\u{301}\r\n末";

    #[test]
    fn each_character_has_its_place_in_all_three_units() {
        for text in [MIXED.to_owned(), MIXED.repeat(40)] {
            let index = TextIndex::new(&text);
            let mut utf16 = 0;
            for (code_point, (byte, character)) in text.char_indices().enumerate() {
                let at = CodePoint(code_point as u32);
                assert_eq!(index.byte(at), Some(byte));
                assert_eq!(index.code_point(byte), Some(at));
                assert_eq!(index.to_utf16(at), Some(Utf16(utf16)));
                assert_eq!(index.from_utf16(Utf16(utf16)), Some(at));
                utf16 += character.len_utf16() as u32;
            }
            assert_eq!(index.len().0, count(&text));
            assert_eq!(index.byte(index.len()), Some(text.len()));
            assert_eq!(index.code_point(text.len()), Some(index.len()));
            assert_eq!(index.to_utf16(index.len()), Some(Utf16(utf16)));
            assert_eq!(index.from_utf16(Utf16(utf16)), Some(index.len()));
        }
    }

    #[test]
    fn a_place_inside_a_character_or_beyond_the_text_is_no_offset() {
        let index = TextIndex::new("a\u{20089}");
        assert_eq!(index.code_point(2), None);
        assert_eq!(index.code_point(6), None);
        assert_eq!(index.from_utf16(Utf16(2)), None);
        assert_eq!(index.from_utf16(Utf16(4)), None);
        assert_eq!(index.byte(CodePoint(3)), None);
        assert_eq!(index.to_utf16(CodePoint(3)), None);
        assert_eq!(index.slice(Span::new(1, 3)), None);
        let backwards = Span { start: CodePoint(2), end: CodePoint(1) };
        assert_eq!(index.slice(backwards), None);
    }

    #[test]
    fn an_empty_text_has_one_place() {
        let index = TextIndex::new("");
        assert!(index.is_empty());
        assert_eq!(index.byte(CodePoint(0)), Some(0));
        assert_eq!(index.code_point(0), Some(CodePoint(0)));
        assert_eq!(index.to_utf16(CodePoint(0)), Some(Utf16(0)));
        assert_eq!(index.from_utf16(Utf16(0)), Some(CodePoint(0)));
        assert_eq!(index.to_utf16(CodePoint(1)), None);
        assert_eq!(index.from_utf16(Utf16(1)), None);
        assert_eq!(index.slice(Span::new(0, 0)), Some(""));
    }

    #[test]
    fn a_slice_is_what_the_span_covers() {
        let index = TextIndex::new(MIXED);
        assert_eq!(index.slice(Span::new(2, 4)), Some("\u{20089}字"));
        assert_eq!(index.span(2..7), None);
        assert_eq!(index.span(4..11), Some(Span::new(2, 4)));
    }

    #[test]
    fn the_end_right_after_a_full_sample_is_found() {
        let text = "字".repeat(128);
        let index = TextIndex::new(&text);
        assert_eq!(index.byte(CodePoint(128)), Some(384));
        assert_eq!(index.to_utf16(CodePoint(128)), Some(Utf16(128)));
        assert_eq!(index.from_utf16(Utf16(128)), Some(CodePoint(128)));
    }
}
