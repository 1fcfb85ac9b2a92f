//! Saying that a label is a speaker's, or that it is not.

use super::{Structure, edit::continuation};
use crate::{
    error::{Error, Result},
    ids::{DocumentId, SpeakerId},
    library::{Act, Acted, ActionName, Library},
};
use vermilion_anchor::{CodePoint, Span};
use vermilion_formats::interview::{Block, BlockKind};

/// Says that the line with which the block at `start` begins opens with a speaker's label. Every other line that opens
/// with the same label then opens a turn too, and what follows each, up to the next label, is part of it. The speaker
/// is the one who has that label or name, or a new one.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::NoSuchBlock`], [`Error::NoLabel`], or when the library cannot be written to.
pub fn accept_label(library: &Library, document: DocumentId, start: CodePoint) -> Result<Acted<()>> {
    library.act(ActionName::LabelAccept, |act| {
        let mut structure = Structure::load(act, document)?;
        let at = structure.block(start)?;
        let found = structure.label(at).ok_or(Error::NoLabel { start })?;
        let name = structure.slice(found.label).to_owned();
        act.set_subject(&name);
        structure.accept(act, &name);
        structure.store(act)
    })
}

/// Says that a label of this speaker is none. The turns it opened become further paragraphs of whoever was speaking
/// before, and the label is read with the rest of the line. A speaker left with nothing to say and no label is gone.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::NoSuchSpeaker`], [`Error::NoSuchLabel`], or when the library cannot be written
/// to.
pub fn reject_label(
    library: &Library,
    document: DocumentId,
    speaker: SpeakerId,
    alias: &str,
) -> Result<Acted<()>> {
    library.act(ActionName::LabelReject, |act| {
        let mut structure = Structure::load(act, document)?;
        let at = structure.speaker(speaker)?;
        act.set_subject(alias);
        if !structure.speakers[at].aliases.remove(alias) {
            return Err(Error::NoSuchLabel { alias: alias.to_owned() });
        }
        structure.reject(alias);
        if structure.speakers[at].aliases.is_empty() && !structure.speaks(at) {
            structure.remove_speaker(at);
        }
        structure.store(act)
    })
}

impl Structure {
    fn accept(&mut self, act: &Act<'_>, name: &str) {
        let speaker = self.speaker_called(act, name);
        let mut is_under_label = false;
        let mut at = 0;
        while at < self.blocks.len() {
            if matches!(self.blocks[at].kind, BlockKind::Turn { label: Some(_), .. }) {
                is_under_label = false;
            } else if self.open_turn(at, name, speaker) {
                is_under_label = true;
            } else if is_under_label
                && matches!(self.blocks[at].kind, BlockKind::Turn { .. } | BlockKind::Paragraph)
            {
                self.blocks[at].kind = continuation(Some(speaker));
            }
            at += 1;
        }
    }

    /// Makes the block the opening of a turn if its first line opens with this label.
    fn open_turn(&mut self, at: usize, name: &str, speaker: usize) -> bool {
        let Some(found) = self.label(at).filter(|found| self.slice(found.label) == name) else {
            return false;
        };
        let mut span = self.blocks[at].span;
        let mut body = self.bare(Span { start: found.body_start, end: span.end });
        // A label on a line of its own opens a turn whose first paragraph is the one after it.
        if body.is_empty()
            && let Some(next) = self.blocks.get(at + 1)
            && matches!(next.kind, BlockKind::Paragraph | BlockKind::Turn { label: None, .. })
            && self.label(at + 1).is_none()
        {
            (span.end, body) = (next.span.end, next.body);
            self.blocks.remove(at + 1);
        }
        let kind = BlockKind::Turn { speaker, label: Some(found.label), time: found.time };
        self.blocks[at] = Block { span, body, kind };
        true
    }

    fn reject(&mut self, alias: &str) {
        let mut current = None;
        // Whose further paragraphs the blocks are that lost their opening.
        let mut orphans_of = None;
        for at in 0..self.blocks.len() {
            let BlockKind::Turn { speaker, label, .. } = self.blocks[at].kind else { continue };
            match label {
                Some(label) if self.slice(label) == alias => {
                    orphans_of = Some(speaker);
                    self.make_plain(at, current);
                }
                Some(_) => {
                    orphans_of = None;
                    current = Some(speaker);
                }
                None if orphans_of == Some(speaker) => self.blocks[at].kind = continuation(current),
                None => current = Some(speaker),
            }
        }
    }
}
