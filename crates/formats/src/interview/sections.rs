//! Sections: what lies between headings. Derived from blocks whenever they are asked for, stored nowhere, so that a
//! corrected heading corrects them too.

use super::model::{Block, BlockKind};
use vermilion_anchor::{CodePoint, Span, TextIndex};

/// A heading and what follows it, up to the next heading of the same or an outer level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its number, where it has one.
    pub number: Option<u32>,
    /// The number as it stands (`01.`, `第三章`, `（一）`); empty where there is none.
    pub marker: String,
    /// The title without number and marks.
    pub title: String,
    /// 1 for the outermost.
    pub level: u8,
    /// The heading's block.
    pub heading: Span,
    /// From the heading's start to the end of the section.
    pub span: Span,
}

/// The sections that `blocks` of `text` make, in the order of their headings. Blocks that do not lie within the text
/// are passed over.
#[must_use]
pub fn sections(text: &TextIndex, blocks: &[Block]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    // Those that are still open, outermost first.
    let mut open: Vec<usize> = Vec::new();
    for block in blocks {
        let BlockKind::Heading { level, number } = block.kind else { continue };
        let Some((marker, title)) = marker_and_title(text, block) else { continue };
        while let Some(last) = open.pop_if(|last| sections[*last].level >= level) {
            sections[last].span.end = block.span.start;
        }
        open.push(sections.len());
        let span = Span { start: block.span.start, end: text.len() };
        sections.push(Section { number, marker, title, level, heading: block.span, span });
    }
    sections
}

fn marker_and_title(text: &TextIndex, block: &Block) -> Option<(String, String)> {
    let before = Span { start: block.span.start, end: block.body.start };
    let is_ordered =
        before.start <= before.end && block.body.end <= block.span.end && block.span.end <= text.len();
    let marker = if is_ordered { text.slice(before)? } else { return None };
    let is_mark = |character: char| character.is_whitespace() || matches!(character, '#' | '*' | '_');
    let title = text.slice(block.body)?;
    // 第三章 may stand alone, and is then both.
    Some((marker.trim_matches(is_mark).to_owned(), title.to_owned()))
}

/// The section that holds `offset`: the innermost one, as an index into `sections`.
#[must_use]
pub fn section_at(sections: &[Section], offset: CodePoint) -> Option<usize> {
    let after = sections.partition_point(|section| section.span.start <= offset);
    sections[..after].iter().rposition(|section| section.span.contains(offset))
}
