//! Paragraphs that moved and were edited as well.
//!
//! A whole paragraph says much better what it is than a quote from it. One that is gone from its place is compared with
//! those that are new; a pair counts when each is clearly the other's nearest.

use super::Reanchoring;
use super::contest::{is_copied, is_near};
use super::kin::{self, Kin, Paragraph};
use crate::diff::diff;
use crate::edit::{Edits, Mapper};
use crate::units::Span;

/// How alike the two have to be: the share of the longer one that need not be touched. 15 % of edits leave 0.8 and more.
/// At 0.6 and 0.8, 683 and 731 were missed, and none more was wrong.
const ALIKE: f32 = 0.7;
/// How much less like the new one any paragraph has to be that is still where it was: of that it may be a copy. One with one
/// word changed is 0.03 away.
/// At 0.1 and 0.2 every figure was the same.
const LEAD: f32 = 0.15;
/// Pairs that share fewer of their runs than this are not compared. 15 % of edits leave half of them.
/// At 0.15 and 0.35, 684 and 694 were missed, and none more was wrong.
const SHARED: f32 = 0.25;
/// The same for copies, which are sought among all paragraphs of the old text.
/// At 0.2 and 0.5 every figure was the same.
const COPIED: f32 = 0.35;
/// No other may be as near: so many of the nearest are compared.
/// At 2 and 8 every figure was the same.
const NEAREST: usize = 4;
/// With more possible pairs than this the paragraphs are so much alike that none is told from the others.
const MOST_PAIRS: usize = 20_000;

/// A paragraph that went elsewhere and was edited.
pub(super) struct Drift {
    pub(super) from: Span,
    pub(super) to: Span,
    /// What the edits within the paragraph are, counted from its start.
    pub(super) edits: Edits,
    /// Carries within it.
    pub(super) mapper: Mapper,
}

impl Drift {
    /// The first paragraph, as the second one.
    pub(super) fn new((from, old): Paragraph, (to, new): Paragraph) -> Self {
        let edits = diff(old, new).edits;
        Self { from, to, mapper: edits.mapper(), edits }
    }
}

/// The drifts, in the order of the old text.
pub(super) fn find(work: &Reanchoring) -> Vec<Drift> {
    let (gone, come) = (work.strangers(true), work.strangers(false));
    let pairs = kin::find(&gone, &come, SHARED, NEAREST, ALIKE - LEAD);
    if pairs.len() > MOST_PAIRS {
        return Vec::new();
    }
    let is_rival = |other: &Kin, pair: &Kin| {
        let is_rather =
            || other.old == pair.old && work.is_rather(gone[pair.old], come[other.new].0, come[pair.new].0);
        let is_apart = || {
            let is_alike = other.old == pair.old && other.alike + LEAD > pair.alike;
            is_alike && !is_copied(gone[pair.old], come[pair.new], come[other.new])
        };
        is_near(other.distance, pair.distance) || is_rather() || is_apart()
    };
    let is_clear = |pair: &&Kin| {
        let mut rivals = pairs.iter().filter(|other| (other.old == pair.old) != (other.new == pair.new));
        pair.alike >= ALIKE && rivals.all(|other| !is_rival(other, pair))
    };
    let clear: Vec<&Kin> = pairs.iter().filter(is_clear).collect();
    // What is new may also be a copy of a paragraph that is still where it was.
    let claimed: Vec<Paragraph> = clear.iter().map(|pair| come[pair.new]).collect();
    let originals = kin::find(&work.mapped_at_least(true), &claimed, COPIED, NEAREST, ALIKE - LEAD);
    let is_copy = |index: usize, pair: &Kin| {
        originals.iter().any(|original| original.new == index && original.alike + LEAD > pair.alike)
    };
    let mut drifts: Vec<Drift> = clear
        .iter()
        .enumerate()
        .filter(|(index, pair)| !is_copy(*index, pair))
        .map(|(_, pair)| Drift::new(gone[pair.old], come[pair.new]))
        .collect();
    drifts.sort_unstable_by_key(|drift| drift.from.start);
    drifts
}
