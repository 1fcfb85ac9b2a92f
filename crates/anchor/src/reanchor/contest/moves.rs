//! Paragraphs that stand elsewhere word for word, while one nearly like them is where they were.
//!
//! A paragraph is pasted elsewhere and then corrected where it stood: the comparison finds the pasted one word for word and
//! takes it for the paragraph, moved. The other way round, of two that are nearly alike the one goes and the other is
//! corrected to its words. The words say the one, the place the other: nobody can tell.

use super::{ALIKE, Contest, Verdict};
use crate::diff::Move;
use crate::edit::Bias;
use crate::reanchor::Reanchoring;
use crate::reanchor::drift::Drift;
use crate::reanchor::kin::{self, Paragraph};
use crate::units::{CodePoint, Span};

/// Pairs that share fewer of their runs than this are not compared: a line of ten characters of which one was corrected
/// shares a third of them.
/// At 0.15 and 0.4 every figure was the same.
const SHARED: f32 = 0.25;
/// How many of the nearest are compared.
/// At 1 and 4, 682 and 684 were missed, and none more was wrong.
const NEAREST: usize = 2;
/// With this share of what moved in paragraphs that have a near copy where it was, all of it is in question: the short lines
/// between them say nothing about themselves.
/// At 0.25 and 0.75 every figure was the same.
const MOST: f32 = 0.5;

/// A paragraph that moved, and one nearly like it on the other side that stands where its place would be.
struct Pair<'t> {
    moved: Move,
    old: Paragraph<'t>,
    new: Paragraph<'t>,
}

/// The contests about what moved word for word.
pub(super) fn find(work: &Reanchoring) -> Vec<Contest> {
    let mut contests = Vec::new();
    for left_behind in work.near_copies(true).chunk_by(|one, other| one.moved == other.moved) {
        contests.extend(work.copied(left_behind));
    }
    for Pair { moved, old, new } in work.near_copies(false) {
        contests.push(Contest { from: moved.from, verdict: Verdict::Open(None) });
        contests.push(Contest { from: old.0, verdict: Verdict::Open(Some(Drift::new(old, new))) });
    }
    contests
}

/// A paragraph with the number of the move that it is about.
type Numbered<'t> = (usize, Paragraph<'t>);

/// Paragraphs without their numbers.
fn paragraphs<'t>(numbered: &[Numbered<'t>]) -> Vec<Paragraph<'t>> {
    numbered.iter().map(|(_, paragraph)| *paragraph).collect()
}

impl Reanchoring<'_> {
    /// The contests about one move, of which near copies are where it was.
    fn copied(&self, pairs: &[Pair]) -> Vec<Contest> {
        let Some(moved) = pairs.first().map(|pair| pair.moved) else { return Vec::new() };
        let (from, to) = (moved.from, self.stretch(moved.from, true));
        let near: u32 = pairs.iter().map(|pair| pair.old.0.len()).sum();
        let whole = self.old.text.slice(from).zip(self.new.text.slice(to));
        if let Some((old, new)) = whole.filter(|_| near as f32 >= MOST * from.len() as f32) {
            let verdict = Verdict::Open(Some(Drift::new((from, old), (to, new))));
            return vec![Contest { from, verdict }];
        }
        let contest = |pair: &Pair| Contest {
            from: pair.old.0,
            verdict: Verdict::Open(Some(Drift::new(pair.old, pair.new))),
        };
        pairs.iter().map(contest).collect()
    }

    /// For what moved, looked at in one of the texts, the paragraphs nearly like it that stand in its place in the other one;
    /// in the order of the moves.
    fn near_copies(&self, is_old: bool) -> Vec<Pair<'_>> {
        let moves = &self.difference.moves;
        let (here, there) =
            if is_old { (self.old.text, self.new.text) } else { (self.new.text, self.old.text) };
        let (own_paragraphs, other_paragraphs) = match is_old {
            true => (&self.old_paragraphs, &self.new_paragraphs),
            false => (&self.new_paragraphs, &self.old_paragraphs),
        };
        let is_moved = self.is_moved(!is_old);
        let (mut own, mut others): (Vec<Numbered>, Vec<Numbered>) = Default::default();
        for (index, moved) in moves.iter().enumerate() {
            let span = if is_old { moved.from } else { moved.to };
            let stretch = self.stretch(span, is_old);
            let mut instead: Vec<Span> =
                other_paragraphs.within(stretch).filter(|other| !is_moved(*other)).collect();
            // It may have been split, or joined to what is beside it.
            if !stretch.is_empty() && !is_moved(stretch) && !instead.contains(&stretch) {
                instead.push(stretch);
            }
            if instead.is_empty() {
                continue;
            }
            others
                .extend(instead.into_iter().filter_map(|other| Some((index, (other, there.slice(other)?)))));
            own.extend(own_paragraphs.within(span).filter_map(|own| Some((index, (own, here.slice(own)?)))));
        }
        let (old, new) = if is_old { (&own, &others) } else { (&others, &own) };
        let mut pairs: Vec<(usize, Pair)> =
            kin::find(&paragraphs(old), &paragraphs(new), SHARED, NEAREST, ALIKE)
                .into_iter()
                .map(|pair| (old[pair.old], new[pair.new]))
                .filter(|(old, new)| old.0 == new.0)
                .map(|((index, old), (_, new))| (index, Pair { moved: moves[index], old, new }))
                .collect();
        let own = |(index, pair): &(usize, Pair)| (*index, if is_old { pair.old.0 } else { pair.new.0 });
        pairs.sort_by_key(|pair| (own(pair).0, own(pair).1.start));
        pairs.dedup_by_key(|pair| own(pair));
        pairs.into_iter().map(|(_, pair)| pair).collect()
    }

    /// What stands in the other text between the neighbours of a stretch of one of them, the line end before it included: what
    /// was joined to that stands before it.
    fn stretch(&self, span: Span, is_old: bool) -> Span {
        let mapper = if is_old { &self.mapper } else { &self.back };
        let start = CodePoint(span.start.0.saturating_sub(1));
        Span {
            start: mapper.carry_point(start, Bias::Before),
            end: mapper.carry_point(span.end, Bias::After),
        }
    }
}
