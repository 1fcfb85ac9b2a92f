//! The labels under which the speakers of a text with a structure speak in it.

use crate::interview::{Block, BlockKind, Speaker};
use std::collections::HashSet;
use vermilion_anchor::TextIndex;

/// The speakers, with the labels under which they speak in the text.
pub(super) fn with_labels(mut speakers: Vec<Speaker>, blocks: &[Block], text: &str) -> Vec<Speaker> {
    let index = TextIndex::new(text);
    let mut known: HashSet<(usize, &str)> = HashSet::new();
    for block in blocks {
        let BlockKind::Turn { speaker, label: Some(label), .. } = block.kind else { continue };
        let Some(label) = index.slice(label) else { continue };
        if known.insert((speaker, label))
            && let Some(speaker) = speakers.get_mut(speaker)
        {
            speaker.labels.push(label.to_owned());
        }
    }
    speakers
}
