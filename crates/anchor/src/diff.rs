//! Which edits lead from one text to another.
//!
//! Owns finding an alignment of two texts that a reader would agree with, and paragraphs that went elsewhere as they
//! were. It refuses to judge passages: what becomes of an annotation is [`reanchor`](mod@crate::reanchor)'s matter.
//!
//! From the coarse to the fine, each step within what the one before left open:
//! 1. what both texts begin and end with is set aside ([`diff`] of one mended typo looks at one line);
//! 2. paragraphs that stand once in each text are anchors ([`lines`]); the heaviest chain of them in the same order is
//!    kept, the others have moved;
//! 3. between anchors, runs of characters that stand once in each part are anchors again ([`seeds`]), long ones first;
//! 4. between those, characters are aligned at the lowest cost, where beginning an edit costs too, so that edits stay
//!    together ([`cheapest`]; [`align`] where that would take too long).
//!
//! All of it works on graphemes ([`tokens`]), so that none is ever split. What lies between anchors does not depend on what
//! lies between others, so that it is done on all processors.

mod align;
mod chain;
mod cheapest;
mod lines;
mod pairs;
mod readable;
mod seeds;
mod slide;
mod tokens;

use crate::edit::{Edits, Splice};
use crate::units::{CodePoint, Span, count};
use tokens::Tokens;

/// What makes one text into another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The splices that lead from the old text to the new one, as small as they come: made for carrying ranges. For
    /// showing them, see [`Difference::readable`].
    pub edits: Edits,
    /// Paragraphs that the edits take away in one place and put in elsewhere, word for word; in the order of the old
    /// text and apart from each other.
    pub moves: Vec<Move>,
}

/// Paragraphs found elsewhere, word for word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Where they stood in the old text.
    pub from: Span,
    /// Where they stand in the new one; as long as the other.
    pub to: Span,
}

impl Difference {
    /// The edits for somebody who reads them: changes that a few untouched characters keep apart are one, so that what
    /// was rewritten is shown as rewritten and not as confetti. `old` is the text that was compared.
    #[must_use]
    pub fn readable(&self, old: &str) -> Edits {
        readable::join_close(&self.edits, old)
    }
}

/// No partner: the token stands in one of the two texts only.
const NONE: u32 = u32::MAX;

/// Finds what makes `old` into `new`. Takes time in proportion to the texts, more where they differ, and is bounded
/// also where they have nothing in common or consist of one repeated character.
#[must_use]
pub fn diff(old: &str, new: &str) -> Difference {
    if old == new {
        return Difference::default();
    }
    let (head, tail) = common_ends(old, new);
    let (old_middle, new_middle) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let (old_tokens, new_tokens) = Tokens::of_both(old_middle, new_middle);

    let ends = lines::Ends { head: &old[..head], tail: &old[old.len() - tail..] };
    let found = lines::match_lines(&old_tokens, &new_tokens, &ends);
    let mut partners = found.partners;
    let gaps: Vec<seeds::Part> = found.gaps.iter().map(|gap| gap.of(&old_tokens, &new_tokens)).collect();
    seeds::align(&gaps, &mut partners);
    slide::settle(&mut partners, &old_tokens, &new_tokens);

    let offset = count(&old[..head]);
    let moves = found.moves.iter().map(|moved| moved.within(&old_tokens, &new_tokens, offset)).collect();
    Difference { edits: splices(&partners, &old_tokens, &new_tokens, offset), moves }
}

/// The bytes that both texts begin and end with, in whole lines.
fn common_ends(old: &str, new: &str) -> (usize, usize) {
    let (one, other) = (old.as_bytes(), new.as_bytes());
    let same = common_prefix(one, other);
    let head = one[..same].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let (one, other) = (&one[head..], &other[head..]);
    let same = common_suffix(one, other);
    let rest = &one[one.len() - same..];
    let is_line = |bytes: &[u8]| matches!(bytes[..bytes.len() - same].last(), None | Some(b'\n'));
    let line = if is_line(one) && is_line(other) {
        Some(0)
    } else {
        rest.iter().position(|&byte| byte == b'\n').map(|at| at + 1)
    };
    (head, line.map_or(0, |line| same - line))
}

fn common_prefix(one: &[u8], other: &[u8]) -> usize {
    const BLOCK: usize = 64;
    let blocks = one.chunks(BLOCK).zip(other.chunks(BLOCK)).take_while(|(one, other)| one == other).count();
    let from = (blocks * BLOCK).min(one.len()).min(other.len());
    from + one[from..].iter().zip(&other[from..]).take_while(|(one, other)| one == other).count()
}

fn common_suffix(one: &[u8], other: &[u8]) -> usize {
    const BLOCK: usize = 64;
    let blocks = one.rchunks(BLOCK).zip(other.rchunks(BLOCK)).take_while(|(one, other)| one == other).count();
    let done = (blocks * BLOCK).min(one.len()).min(other.len());
    let (one, other) = (&one[..one.len() - done], &other[..other.len() - done]);
    done + one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count()
}

/// The splices of an alignment; `offset` code points stand before what was aligned.
fn splices(partners: &[u32], old: &Tokens, new: &Tokens, offset: u32) -> Edits {
    let mut splices = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    while old_at < old.len() || new_at < new.len() {
        let old_end = (old_at..old.len()).find(|&at| partners[at] != NONE).unwrap_or(old.len());
        let new_end = partners.get(old_end).map_or(new.len(), |&at| at as usize);
        if old_end > old_at || new_end > new_at {
            splices.push(Splice {
                start: CodePoint(offset + old.point(old_at)),
                removed: old.text(old_at..old_end).to_owned(),
                inserted: new.text(new_at..new_end).to_owned(),
            });
        }
        if old_end == old.len() {
            break;
        }
        (old_at, new_at) = (old_end + 1, new_end + 1);
    }
    // In order and apart by the way they were made.
    Edits::new(splices).unwrap_or_default()
}

#[cfg(test)]
mod tests;
