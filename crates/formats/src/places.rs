//! Where a passage stands in its document: its words, its section, who says it.
//!
//! Every exporter asks the same questions of an [`Annotated`]; they are answered here once, each in the logarithm of
//! the document's length. Knows no format and no language.

use vermilion_anchor::{CodePoint, Span, TextIndex};

use crate::annotated::{Annotated, AnnotatedSpeaker};
use crate::interview::{Block, BlockKind, Section, section_at, sections};

/// An [`Annotated`] made ready for questions about its passages.
pub struct Places<'d> {
    document: &'d Annotated,
    index: TextIndex<'d>,
    sections: Vec<Section>,
}

impl<'d> Places<'d> {
    /// Reads the document once; linear in its length.
    #[must_use]
    pub fn new(document: &'d Annotated) -> Self {
        let index = TextIndex::new(&document.text);
        let sections = sections(&index, &document.blocks);
        Self { document, index, sections }
    }

    /// The index over the document's text.
    #[must_use]
    pub const fn index(&self) -> &TextIndex<'d> {
        &self.index
    }

    /// The sections, in the order of their headings.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The words of a passage; empty where the passage does not lie in the text.
    #[must_use]
    pub fn quote(&self, span: Span) -> &'d str {
        self.index.slice(span).unwrap_or_default()
    }

    /// The innermost section that holds the offset, as an index into [`Places::sections`]; `None` before the first.
    #[must_use]
    pub fn section_at(&self, offset: CodePoint) -> Option<usize> {
        section_at(&self.sections, offset)
    }

    /// The sections around a section, outermost first, the section itself last.
    #[must_use]
    pub fn path(&self, section: usize) -> Vec<usize> {
        let mut path = vec![section];
        let mut level = self.sections[section].level;
        for outer in (0..section).rev() {
            if level <= 1 {
                break;
            }
            if self.sections[outer].level < level {
                level = self.sections[outer].level;
                path.push(outer);
            }
        }
        path.reverse();
        path
    }

    /// The blocks that share a code point with the passage.
    #[must_use]
    pub fn blocks_in(&self, span: Span) -> &'d [Block] {
        let blocks = &self.document.blocks;
        let first = blocks.partition_point(|block| block.span.end <= span.start);
        let after = blocks.partition_point(|block| block.span.start < span.end);
        blocks.get(first..after).unwrap_or_default()
    }

    /// Who speaks in the passage, each once, in the order in which they first do.
    #[must_use]
    pub fn speakers_in(&self, span: Span) -> Vec<&'d AnnotatedSpeaker> {
        let mut indices = Vec::new();
        for block in self.blocks_in(span) {
            if let BlockKind::Turn { speaker, .. } = block.kind
                && !indices.contains(&speaker)
            {
                indices.push(speaker);
            }
        }
        indices.into_iter().filter_map(|index| self.document.speakers.get(index)).collect()
    }
}

/// A section's number as a reader would say it: `01` for `01.`, `第三章` and `（一）` as they are, nothing for the marks
/// of a Markdown heading.
#[must_use]
pub fn section_number(section: &Section) -> &str {
    let number = section.marker.trim_start_matches(['#', ' ', '\t', '\u{3000}']);
    let number = number
        .trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '.' | '．' | '、' | ':' | '：' | '。' | '*' | '_')
        })
        .trim_start_matches(['*', '_']);
    match number.strip_suffix([')', '）']) {
        Some(bare) if !bare.starts_with(['(', '（']) => bare,
        _ => number,
    }
}

/// Number and title of a section in one line: `01 標題`.
#[must_use]
pub fn section_label(section: &Section) -> String {
    match (section_number(section), section.title.as_str()) {
        ("", title) => title.to_owned(),
        (number, "") => number.to_owned(),
        (number, title) => format!("{number} {title}"),
    }
}
