//! Saying what a block is: this line is a heading, that one is not.

use super::{Structure, edit::continuation};
use crate::{
    error::Result,
    ids::DocumentId,
    library::{Acted, ActionName, Library},
    texts::shift,
};
use vermilion_anchor::{CodePoint, Span};
use vermilion_formats::interview::{Block, BlockKind, heading_at_line};

/// What a user can say that a block is. Who says it is for [`set_speaker`](super::set_speaker).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewKind {
    /// The title of the document.
    Title,
    /// A line that says something about the document.
    Metadata,
    /// The heading of a section, at this level or at the one its marks say.
    Heading {
        /// 1 for the outermost.
        level: Option<u8>,
    },
    /// None of these, and no opening of a turn: a further paragraph of whoever is speaking, or, before anybody has
    /// spoken, a paragraph that nobody says.
    Paragraph,
}

/// Says what the block that starts at `start` is.
///
/// A heading is one line: what else stands in the block becomes a block of its own. The further paragraphs of a turn
/// whose opening becomes something else go to whoever was speaking before.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), [`Error::NoSuchBlock`](crate::Error::NoSuchBlock), or when
/// the library cannot be written to.
pub fn set_kind(
    library: &Library,
    document: DocumentId,
    start: CodePoint,
    kind: NewKind,
) -> Result<Acted<()>> {
    library.act(ActionName::BlockKind, |act| {
        let mut structure = Structure::load(act, document)?;
        let at = structure.block(start)?;
        act.set_subject(structure.slice(structure.blocks[at].body));
        structure.set_kind(at, kind);
        structure.store(act)
    })
}

impl Structure {
    fn set_kind(&mut self, at: usize, kind: NewKind) {
        let is_continuation =
            matches!(self.blocks[at].kind, BlockKind::Paragraph | BlockKind::Turn { label: None, .. });
        if kind == NewKind::Paragraph && is_continuation {
            return;
        }
        self.release_continuations(at);
        match kind {
            NewKind::Title => {
                self.blocks[at].body = self.without_marks(at);
                self.blocks[at].kind = BlockKind::Title;
            }
            NewKind::Metadata => {
                self.blocks[at].body = self.bare(self.blocks[at].span);
                self.blocks[at].kind = BlockKind::Metadata;
            }
            NewKind::Heading { level } => self.make_heading(at, level),
            NewKind::Paragraph => self.make_plain(at, self.speaker_before(at)),
        }
    }

    pub(crate) fn make_heading(&mut self, at: usize, level: Option<u8>) {
        self.split_after_line(at);
        let line = self.line(at);
        let found = heading_at_line(self.slice(line), Span::new(0, line.len()));
        let block = &mut self.blocks[at];
        block.body = shift(found.body, line.start.0);
        block.kind = BlockKind::Heading { level: level.unwrap_or(found.level).max(1), number: found.number };
    }

    /// Makes what follows the first line of a block (and the blank lines after that) a block of its own.
    fn split_after_line(&mut self, at: usize) {
        let span = self.blocks[at].span;
        let line = self.line(at);
        let after = Span { start: line.end, end: span.end };
        let rest = self.bare(after);
        if rest.is_empty() {
            return;
        }
        // From the start of the line in which the rest begins, so that its indentation stays with it.
        let blank = self.slice(Span { start: after.start, end: rest.start });
        let indentation = blank.rsplit('\n').next().map_or(0, vermilion_anchor::count);
        let start = CodePoint(rest.start.0 - indentation);
        let kind = continuation(self.speaker_before(at));
        self.blocks[at].span.end = start;
        self.blocks.insert(at + 1, Block { span: Span { start, end: span.end }, body: rest, kind });
    }

    /// The body of a title: all of the block but Markdown's heading marks.
    pub(crate) fn without_marks(&self, at: usize) -> Span {
        let bare = self.bare(self.blocks[at].span);
        let text = self.slice(bare);
        let unmarked = text.trim_start_matches('#');
        // Marks are followed by a space; a title that begins with one is left alone.
        if unmarked.len() == text.len() || !unmarked.starts_with([' ', '\t', '\u{3000}']) {
            return bare;
        }
        let marks = vermilion_anchor::count(text) - vermilion_anchor::count(unmarked);
        self.bare(Span { start: CodePoint(bare.start.0 + marks), end: bare.end })
    }
}
