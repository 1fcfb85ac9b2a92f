//! Which turn a passage is in, and when that is said.

use vermilion_anchor::CodePoint;

use crate::interview::{Block, BlockKind};

/// A turn, as a passage has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Turn {
    /// Counted from 1, by labels.
    pub(crate) number: u32,
    /// When what is said there begins, in milliseconds from the start of the recording: the last time that the text gives
    /// in that turn up to there.
    pub(crate) time: Option<u32>,
}

/// The turns of a document.
pub(crate) struct Turns {
    /// By the start of each block that is in one, and `None` where a block is in none.
    starts: Vec<(CodePoint, Option<Turn>)>,
}

impl Turns {
    /// Reads the blocks once.
    pub(crate) fn new(blocks: &[Block]) -> Self {
        let (mut number, mut time) = (0, None);
        let starts = blocks.iter().map(|block| {
            let turn = match block.kind {
                BlockKind::Turn { label, time: said, .. } => {
                    if label.is_some() {
                        number += 1;
                        time = None;
                    }
                    time = said.or(time);
                    Some(Turn { number, time })
                }
                _ => None,
            };
            (block.span.start, turn)
        });
        Self { starts: starts.collect() }
    }

    /// The turn that holds the offset.
    pub(crate) fn at(&self, offset: CodePoint) -> Option<Turn> {
        let after = self.starts.partition_point(|(start, _)| *start <= offset);
        self.starts.get(after.checked_sub(1)?)?.1
    }
}

/// `1:02:03` or `2:03`.
pub(crate) fn clock(milliseconds: u32) -> String {
    let seconds = milliseconds / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vermilion_anchor::Span;

    #[test]
    fn a_paragraph_of_a_turn_has_the_last_time_that_was_given() {
        let block = |at: u32, kind| Block { span: Span::new(at, at + 10), body: Span::new(at, at + 9), kind };
        let turn = |at: u32, is_first: bool, time| {
            let label = is_first.then(|| Span::new(at, at + 1));
            block(at, BlockKind::Turn { speaker: 0, label, time })
        };
        let turns = Turns::new(&[
            block(0, BlockKind::Paragraph),
            turn(10, true, Some(5)),
            turn(20, false, None),
            turn(30, false, Some(7)),
            turn(40, true, None),
        ]);
        let at = |offset| turns.at(CodePoint(offset)).map(|turn| (turn.number, turn.time));
        assert_eq!(at(3), None);
        assert_eq!([at(10), at(25), at(39)], [Some((1, Some(5))), Some((1, Some(5))), Some((1, Some(7)))]);
        assert_eq!(at(40), Some((2, None)));
        assert_eq!((clock(3_723_999), clock(59_000)), ("1:02:03".to_owned(), "0:59".to_owned()));
    }
}
