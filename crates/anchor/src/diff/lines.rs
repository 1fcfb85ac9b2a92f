//! Paragraphs: which stand in both texts in the same order, and which went elsewhere.
//!
//! Only a paragraph that stands exactly once in each text says which it is. One that is repeated (「對。」, a blank line)
//! counts as the same when its neighbour does.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::{Run, heaviest};
use super::seeds::Part;
use super::tokens::Tokens;
use super::{Move, NONE};
use crate::units::Span;

/// A paragraph shorter than this, in graphemes with its line end, is not taken for one that moved on its own: that the
/// same few words are gone here and new there happens without anybody moving them. With longer paragraphs beside it it
/// moves too.
const LEAST_MOVE: usize = 9;

/// The whole lines around what is compared, the same in both texts: a paragraph that stands there as well does not stand
/// once.
pub(super) struct Ends<'t> {
    pub(super) head: &'t str,
    pub(super) tail: &'t str,
}

/// What comparing paragraphs told.
pub(super) struct Found {
    /// For each token of the old side, the token of the new side that it is, or [`NONE`].
    pub(super) partners: Vec<u32>,
    /// What lies between paragraphs that are the same.
    pub(super) gaps: Vec<Gap>,
    /// In the order of the old text.
    pub(super) moves: Vec<MovedTokens>,
}

/// What is left to compare between two anchors: ranges of tokens, in order, moved paragraphs left out.
pub(super) struct Gap {
    old: Vec<Range<usize>>,
    new: Vec<Range<usize>>,
}

impl Gap {
    pub(super) fn of(&self, old: &Tokens, new: &Tokens) -> Part {
        Part::new(old.ids(), &self.old, new.ids(), &self.new)
    }
}

/// A move, in tokens.
pub(super) struct MovedTokens {
    old: Range<usize>,
    new: Range<usize>,
}

impl MovedTokens {
    /// As spans of the texts, `offset` code points before both sides' tokens.
    pub(super) fn within(&self, old: &Tokens, new: &Tokens, offset: u32) -> Move {
        let span = |tokens: &Tokens, range: &Range<usize>| {
            Span::new(offset + tokens.point(range.start), offset + tokens.point(range.end))
        };
        Move { from: span(old, &self.old), to: span(new, &self.new) }
    }
}

/// The lines of one side, back to back over its tokens.
struct Lines {
    /// Where each begins, and where the last one ends.
    starts: Vec<usize>,
    /// The line on the other side that it is, if any.
    partner: Vec<Option<usize>>,
}

impl Lines {
    fn new(tokens: &Tokens) -> Self {
        let mut starts = vec![0];
        starts.extend((0..tokens.len()).filter(|&at| tokens.ends_line(at)).map(|at| at + 1));
        if starts.last() != Some(&tokens.len()) {
            starts.push(tokens.len());
        }
        let partner = vec![None; starts.len() - 1];
        Self { starts, partner }
    }

    fn len(&self) -> usize {
        self.partner.len()
    }

    fn range(&self, line: usize) -> Range<usize> {
        self.starts[line]..self.starts[line + 1]
    }

    fn is_free(&self, line: usize) -> bool {
        self.partner.get(line).is_some_and(Option::is_none)
    }
}

pub(super) fn match_lines(old: &Tokens, new: &Tokens, ends: &Ends) -> Found {
    let mut sides = Sides { old, new, old_lines: Lines::new(old), new_lines: Lines::new(new) };
    let unique = sides.unique();
    let runs: Vec<Run> = unique.iter().map(|&(one, other)| sides.run(one, other)).collect();
    let chain = heaviest(&runs);
    let mut in_chain = vec![false; unique.len()];
    for &index in &chain {
        in_chain[index] = true;
        sides.join(unique[index]);
    }
    let anchors = sides.widen(chain.iter().map(|&index| unique[index]));
    let others: Vec<(usize, usize)> =
        (0..unique.len()).filter(|&index| !in_chain[index]).map(|index| unique[index]).collect();
    let moves = sides.moves(&others, ends);

    let mut partners = vec![NONE; old.len()];
    for &(one, other) in &anchors {
        let to = sides.new_lines.range(other).start;
        for (step, at) in sides.old_lines.range(one).enumerate() {
            partners[at] = (to + step) as u32;
        }
    }
    let gaps = sides.gaps(&anchors, &moves);
    Found { partners, gaps, moves }
}

struct Sides<'s, 't> {
    old: &'s Tokens<'t>,
    new: &'s Tokens<'t>,
    old_lines: Lines,
    new_lines: Lines,
}

impl Sides<'_, '_> {
    fn old_text(&self, line: usize) -> &str {
        self.old.text(self.old_lines.range(line))
    }

    fn new_text(&self, line: usize) -> &str {
        self.new.text(self.new_lines.range(line))
    }

    /// The pairs of lines that stand once on each side, in the order of the old one.
    fn unique(&self) -> Vec<(usize, usize)> {
        #[derive(Default)]
        struct Seen {
            old: Option<usize>,
            new: Option<usize>,
            is_repeated: bool,
        }
        let mut seen: FxHashMap<&str, Seen> = FxHashMap::default();
        for line in 0..self.old_lines.len() {
            let seen = seen.entry(self.old_text(line)).or_default();
            seen.is_repeated |= seen.old.replace(line).is_some();
        }
        for line in 0..self.new_lines.len() {
            if let Some(seen) = seen.get_mut(self.new_text(line)) {
                seen.is_repeated |= seen.new.replace(line).is_some();
            }
        }
        let pair = |seen: &Seen| Some((seen.old?, seen.new?)).filter(|_| !seen.is_repeated);
        let mut pairs: Vec<(usize, usize)> = seen.values().filter_map(pair).collect();
        pairs.sort_unstable();
        pairs
    }

    fn run(&self, one: usize, other: usize) -> Run {
        let (old, new) = (self.old_lines.range(one), self.new_lines.range(other));
        Run { old: old.start as u32, new: new.start as u32, length: old.len() as u32 }
    }

    fn join(&mut self, (one, other): (usize, usize)) {
        self.old_lines.partner[one] = Some(other);
        self.new_lines.partner[other] = Some(one);
    }

    /// Whether both lines are there, free, and the same.
    fn is_pair(&self, one: usize, other: usize) -> bool {
        self.old_lines.is_free(one)
            && self.new_lines.is_free(other)
            && self.old_text(one) == self.new_text(other)
    }

    /// Joins the neighbours of pairs as well, as far as they are the same; all pairs, in order.
    fn widen(&mut self, pairs: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
        let mut all = Vec::new();
        for (one, other) in pairs {
            let mut back = 1;
            while let (Some(one), Some(other)) = (one.checked_sub(back), other.checked_sub(back))
                && self.is_pair(one, other)
            {
                self.join((one, other));
                all.push((one, other));
                back += 1;
            }
            all.push((one, other));
            let mut on = 1;
            while self.is_pair(one + on, other + on) {
                self.join((one + on, other + on));
                all.push((one + on, other + on));
                on += 1;
            }
        }
        all.sort_unstable();
        all
    }

    /// The moves that start from pairs outside the chain.
    fn moves(&mut self, pairs: &[(usize, usize)], ends: &Ends) -> Vec<MovedTokens> {
        let is_long = |&&(one, _): &&(usize, usize)| self.old_lines.range(one).len() >= LEAST_MOVE;
        let mut sure: Vec<(usize, usize)> = pairs.iter().filter(is_long).copied().collect();
        if sure.is_empty() {
            return Vec::new();
        }
        // Unique means unique in the whole texts.
        let around: FxHashSet<&str> =
            ends.head.split_inclusive('\n').chain(ends.tail.split_inclusive('\n')).collect();
        sure.retain(|&(one, _)| !around.contains(self.old_text(one)));
        for &pair in &sure {
            self.join(pair);
        }
        let lines = self.widen(sure.into_iter());
        let follows =
            |one: &(usize, usize), other: &(usize, usize)| one.0 + 1 == other.0 && one.1 + 1 == other.1;
        let moved = |lines: &[(usize, usize)]| {
            let (first, last) = (lines.first()?, lines.last()?);
            Some(MovedTokens {
                old: self.old_lines.range(first.0).start..self.old_lines.range(last.0).end,
                new: self.new_lines.range(first.1).start..self.new_lines.range(last.1).end,
            })
        };
        lines.chunk_by(follows).filter_map(moved).collect()
    }

    /// What lies between the anchors, without what moved.
    fn gaps(&self, anchors: &[(usize, usize)], moves: &[MovedTokens]) -> Vec<Gap> {
        let old_moved: Vec<Range<usize>> = moves.iter().map(|moved| moved.old.clone()).collect();
        let mut new_moved: Vec<Range<usize>> = moves.iter().map(|moved| moved.new.clone()).collect();
        new_moved.sort_unstable_by_key(|range| range.start);
        let (mut old_from, mut new_from) = (0, 0);
        let mut gaps = Vec::new();
        let ends =
            anchors.iter().map(|&(one, other)| (self.old_lines.range(one), self.new_lines.range(other)));
        let last = (self.old.len()..self.old.len(), self.new.len()..self.new.len());
        for (old_to, new_to) in ends.chain([last]) {
            let gap = Gap {
                old: without(old_from..old_to.start, &old_moved),
                new: without(new_from..new_to.start, &new_moved),
            };
            if !gap.old.is_empty() && !gap.new.is_empty() {
                gaps.push(gap);
            }
            (old_from, new_from) = (old_to.end, new_to.end);
        }
        gaps
    }
}

/// What is left of `range` without the `holes`, which are in order.
fn without(range: Range<usize>, holes: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut left = Vec::new();
    let mut from = range.start;
    let first = holes.partition_point(|hole| hole.end <= range.start);
    for hole in holes[first..].iter().take_while(|hole| hole.start < range.end) {
        if hole.start > from {
            left.push(from..hole.start);
        }
        from = hole.end;
    }
    if from < range.end {
        left.push(from..range.end);
    }
    left
}
