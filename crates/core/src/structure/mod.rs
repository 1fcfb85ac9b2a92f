//! The structure of an interview as corrected by its reader: what is a heading, what is a label, who says what.
//!
//! A correction edits the blocks that stand off from the text, never the text. It loads the structure of the document,
//! edits it in memory, and stores what is different; so each correction is a plain function over blocks, and the blocks
//! lie back to back before and after it.

mod edit;
mod kind;
mod labels;
mod speech;
#[cfg(test)]
mod tests;

pub use kind::{NewKind, set_kind};
pub use labels::{accept_label, reject_label};
pub use speech::{Scope, set_speaker};

pub(crate) use edit::{Structure, blocks_of, continuation, place_blocks};

use vermilion_anchor::CodePoint;
use vermilion_formats::interview::{Block, BlockKind};

/// Whether the blocks lie back to back over a text of this many code points, each with its body inside, and name only
/// speakers there are.
pub(crate) fn is_cover(blocks: &[Block], characters: u32, speakers: usize) -> bool {
    let mut end = CodePoint(0);
    for block in blocks {
        let is_inside = block.span.start <= block.body.start
            && block.body.start <= block.body.end
            && block.body.end <= block.span.end;
        let is_said_by_nobody_else = match block.kind {
            BlockKind::Turn { speaker, .. } => speaker < speakers,
            _ => true,
        };
        if block.span.start != end || block.span.is_empty() || !is_inside || !is_said_by_nobody_else {
            return false;
        }
        end = block.span.end;
    }
    end.0 == characters
}
