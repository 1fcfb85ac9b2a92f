//! What stands off from the text of a document and is asked of a place: who says it, in which section, how it is marked.

use crate::{
    annotations::{self, Annotation},
    error::Result,
    ids::DocumentId,
    structure,
    tables::speaker,
    texts::Texts,
};
use rusqlite::Connection;
use vermilion_anchor::{CodePoint, Span};
use vermilion_formats::interview::{Block, BlockKind};

/// Blocks, speakers and sections of a document's current revision.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) blocks: Vec<Block>,
    pub(super) speakers: Vec<Participant>,
    /// The section that each block is in, the innermost.
    pub(super) section_of: Vec<Option<usize>>,
    pub(super) sections: Vec<Heading>,
}

/// A participant.
#[derive(Debug)]
pub(super) struct Participant {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
}

/// A section by its heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading {
    /// Its block.
    pub(super) block: usize,
    level: u8,
    /// The section around it.
    pub(super) parent: Option<usize>,
}

impl Outline {
    pub(super) fn load(connection: &Connection, texts: &Texts, document: DocumentId) -> Result<Self> {
        let rows = speaker::of_document(connection, document)?;
        let blocks = structure::blocks_of(connection, texts, document, &rows)?;
        let participant = |row: speaker::SpeakerRow| Participant {
            name: row.name,
            aliases: row.aliases.into_iter().collect(),
        };
        let mut outline = Self { speakers: rows.into_iter().map(participant).collect(), ..Self::default() };
        let mut current: Option<usize> = None;
        for (at, block) in blocks.iter().enumerate() {
            if let BlockKind::Heading { level, .. } = block.kind {
                while let Some(open) = current
                    && outline.sections[open].level >= level
                {
                    current = outline.sections[open].parent;
                }
                outline.sections.push(Heading { block: at, level, parent: current });
                current = Some(outline.sections.len() - 1);
            }
            outline.section_of.push(current);
        }
        outline.blocks = blocks;
        Ok(outline)
    }

    /// The block that holds a code point.
    pub(super) fn block_at(&self, at: CodePoint) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start <= at);
        after.checked_sub(1)
    }

    /// What of a span is read: without the names, numbers and marks at its ends that stand before what is read. None where
    /// nothing of it is.
    pub(super) fn within_bodies(&self, span: Span) -> Option<Span> {
        let from = self.block_at(span.start).unwrap_or_default();
        let first = self.blocks.iter().skip(from).find(|block| block.body.end > span.start)?;
        let after = self.blocks.partition_point(|block| block.body.start < span.end);
        let last = self.blocks.get(after.checked_sub(1)?)?;
        let read = Span { start: span.start.max(first.body.start), end: span.end.min(last.body.end) };
        (read.start < read.end).then_some(read)
    }

    /// Who says a block.
    pub(super) fn speaker_of(&self, block: usize) -> Option<usize> {
        match self.blocks.get(block)?.kind {
            BlockKind::Turn { speaker, .. } if speaker < self.speakers.len() => Some(speaker),
            _ => None,
        }
    }

    /// The sections a block is in, the innermost first.
    pub(super) fn sections_of(&self, block: usize) -> impl Iterator<Item = usize> {
        let mut next = self.section_of.get(block).copied().flatten();
        std::iter::from_fn(move || {
            let section = next?;
            next = self.sections.get(section)?.parent;
            Some(section)
        })
    }
}

/// The annotations of a document.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) annotations: Vec<Annotation>,
}

impl Marks {
    pub(super) fn load(connection: &Connection, texts: &Texts, document: DocumentId) -> Result<Self> {
        let (mut annotations, orphans) = annotations::of_document(connection, texts, document)?;
        annotations.extend(orphans);
        Ok(Self { annotations })
    }

    /// What is covered by those that stand in the text and answer to a question, in the order of the text and apart.
    pub(super) fn covered(&self, is_asked: impl Fn(&Annotation) -> bool) -> Vec<Span> {
        let mut covered: Vec<Span> = Vec::new();
        for one in self.annotations.iter().filter(|one| one.stands() && is_asked(one)) {
            match covered.last_mut() {
                Some(last) if one.span.start <= last.end => last.end = last.end.max(one.span.end),
                _ => covered.push(one.span),
            }
        }
        covered
    }
}

/// Whether a span shares a character with one of these, which are in order and apart.
pub(super) fn touches(covered: &[Span], span: Span) -> bool {
    let before = covered.partition_point(|one| one.end <= span.start);
    covered.get(before).is_some_and(|one| one.overlaps(span))
}
