//! Speakers: the participants of an interview, and the labels under which they speak.

mod merge;
mod update;

pub use merge::merge;
pub use update::{SpeakerFields, update};

use crate::{ids::SpeakerId, tables::speaker::SpeakerRow};
use vermilion_formats::interview::{Block, BlockKind, Role};

/// Colours in the palette of speaker colours.
pub const COLOURS: u8 = 8;

/// A participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Its id.
    pub id: SpeakerId,
    /// The name shown.
    pub name: String,
    /// The labels under which the participant speaks in the text.
    pub aliases: Vec<String>,
    /// What the participant does.
    pub role: Role,
    /// Index into the palette of speaker colours, below [`COLOURS`].
    pub colour: u8,
    /// How often the participant takes the word: blocks that open with a label.
    pub turns: u32,
    /// How much the participant says, in code points.
    pub characters: u32,
}

/// The colour of the speaker at this place of the order.
pub(crate) fn colour_at(position: u32) -> u8 {
    // The remainder fits: it is below COLOURS.
    (position % u32::from(COLOURS)) as u8
}

/// Counts what each participant says.
pub(crate) fn count(rows: Vec<SpeakerRow>, blocks: &[Block]) -> Vec<Speaker> {
    let mut speakers: Vec<Speaker> = rows
        .into_iter()
        .map(|row| Speaker {
            id: row.id,
            name: row.name,
            aliases: row.aliases.into_iter().collect(),
            role: row.role,
            colour: row.colour,
            turns: 0,
            characters: 0,
        })
        .collect();
    for block in blocks {
        if let BlockKind::Turn { speaker, label, .. } = block.kind
            && let Some(speaker) = speakers.get_mut(speaker)
        {
            speaker.turns += u32::from(label.is_some());
            // Blocks of a file that makes no sense may overlap.
            speaker.characters = speaker.characters.saturating_add(block.body.len());
        }
    }
    speakers
}
