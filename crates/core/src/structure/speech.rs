//! Saying who says a block.

use super::Structure;
use crate::{
    error::{Error, Result},
    ids::{DocumentId, SpeakerId},
    library::{Acted, ActionName, Library},
};
use std::ops::Range;
use vermilion_anchor::CodePoint;
use vermilion_formats::interview::BlockKind;

/// How much is meant by a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The block alone.
    Block,
    /// The whole turn it is part of; of paragraphs that nobody says, the block and those that follow directly.
    Turn,
}

/// Says who says the block that starts at `start`, or that nobody does. A label stays a label of the turn it opens,
/// whoever is said to speak; where nobody speaks, it is read with the rest.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::NoSuchSpeaker`], [`Error::NoSuchBlock`], [`Error::NotSpeech`] for a title,
/// metadata or heading, or when the library cannot be written to.
pub fn set_speaker(
    library: &Library,
    document: DocumentId,
    start: CodePoint,
    speaker: Option<SpeakerId>,
    scope: Scope,
) -> Result<Acted<()>> {
    library.act(ActionName::BlockSpeaker, |act| {
        let mut structure = Structure::load(act, document)?;
        let at = structure.block(start)?;
        let speaker = speaker.map(|speaker| structure.speaker(speaker)).transpose()?;
        act.set_subject(structure.slice(structure.blocks[at].body));
        structure.set_speaker(at, speaker, scope)?;
        structure.store(act)
    })
}

impl Structure {
    fn set_speaker(&mut self, at: usize, new: Option<usize>, scope: Scope) -> Result<()> {
        let old = match self.blocks[at].kind {
            BlockKind::Turn { speaker, .. } => Some(speaker),
            BlockKind::Paragraph => None,
            _ => return Err(Error::NotSpeech { start: self.blocks[at].span.start }),
        };
        let range = match (scope, old) {
            (Scope::Block, _) => at..at + 1,
            (Scope::Turn, Some(_)) => self.turn(at),
            (Scope::Turn, None) => self.paragraphs(at),
        };
        for at in range {
            let speaks = match self.blocks[at].kind {
                BlockKind::Turn { speaker, .. } => Some(speaker),
                BlockKind::Paragraph => None,
                _ => continue,
            };
            if speaks == old {
                self.say(at, new);
            }
        }
        Ok(())
    }

    fn say(&mut self, at: usize, new: Option<usize>) {
        match (&mut self.blocks[at].kind, new) {
            (BlockKind::Turn { speaker, .. }, Some(new)) => *speaker = new,
            _ => self.make_plain(at, new),
        }
    }

    /// The blocks among which those of the turn are that this block is part of. Headings and paragraphs that nobody
    /// says may stand between them.
    fn turn(&self, at: usize) -> Range<usize> {
        let speaker_of = |at: usize| match self.blocks[at].kind {
            BlockKind::Turn { speaker, label, .. } => Some((speaker, label.is_some())),
            _ => None,
        };
        let speaker = speaker_of(at).map(|(speaker, _)| speaker);
        let mut start = at;
        while let Some((_, false)) | None = speaker_of(start) {
            match start.checked_sub(1) {
                Some(before) if speaker_of(before).is_none_or(|(other, _)| Some(other) == speaker) => {
                    start = before;
                }
                _ => break,
            }
        }
        let is_next_turn = |at: &usize| {
            speaker_of(*at).is_some_and(|(other, is_opening)| is_opening || Some(other) != speaker)
        };
        let end = (at + 1..self.blocks.len()).find(is_next_turn).unwrap_or(self.blocks.len());
        start..end
    }

    fn paragraphs(&self, at: usize) -> Range<usize> {
        let is_said = |at: &usize| self.blocks[*at].kind != BlockKind::Paragraph;
        at..(at..self.blocks.len()).find(is_said).unwrap_or(self.blocks.len())
    }
}
