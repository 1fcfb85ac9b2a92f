//! Paragraphs that moved and were edited as well.
//!
//! A whole paragraph says much better what it is than a quote from it. One that is gone from its place is compared with
//! those that are new; a pair counts when each is clearly the other's nearest.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::Reanchoring;
use crate::diff::diff;
use crate::edit::Mapper;
use crate::units::{Span, count};

/// A paragraph shorter than this, in code points, says too little about itself.
const LEAST: u32 = 16;
/// Of a paragraph that is gone from its place, or new in its place, the map keeps less than this. Unrelated paragraphs that
/// the diff laid beside each other share up to a quarter of their characters by chance.
const MOST_KEPT: f32 = 0.4;
/// How alike the two have to be: twice what they share by their lengths. 15 % of edits leave 0.8 and more.
const ALIKE: f32 = 0.6;
/// How much less alike any other pair of one of the two has to be. A copy with one word changed is 0.03 away.
const LEAD: f32 = 0.15;
/// The length of the runs by which paragraphs are found at all, and how many paragraphs may share one.
const RUN: usize = 4;
const MOST_SHARING: usize = 24;
/// Pairs that share fewer of their runs than this are not compared.
const SHARED: f32 = 0.12;

/// A paragraph that went elsewhere and was edited.
pub(super) struct Drift {
    pub(super) from: Span,
    pub(super) to: Span,
    /// Carries within the paragraph, from its start.
    pub(super) mapper: Mapper,
    /// What the edits within the paragraph leave, on both sides.
    pub(super) edits: crate::edit::Edits,
}

type Map<K, V> = HashMap<K, V, BuildHasherDefault<DefaultHasher>>;

/// A possible pair, by indices of the gone and the new paragraphs.
struct Pair {
    gone: usize,
    come: usize,
    alike: f32,
}

/// The drifts, in the order of the old text.
pub(super) fn find(work: &Reanchoring) -> Vec<Drift> {
    let gone = work.strangers(true);
    let come = work.strangers(false);
    if gone.is_empty() || come.is_empty() {
        return Vec::new();
    }
    let mut runs: Map<&str, Vec<usize>> = Map::default();
    for (index, (_, text)) in come.iter().enumerate() {
        for run in runs_of(text) {
            let sharing = runs.entry(run).or_default();
            if sharing.last() != Some(&index) && sharing.len() <= MOST_SHARING {
                sharing.push(index);
            }
        }
    }
    let mut pairs = Vec::new();
    let mut shared: Map<usize, u32> = Map::default();
    for (index, (_, text)) in gone.iter().enumerate() {
        shared.clear();
        let mut total = 0;
        for run in runs_of(text) {
            total += 1;
            for &other in runs.get(run).filter(|sharing| sharing.len() <= MOST_SHARING).into_iter().flatten()
            {
                *shared.entry(other).or_default() += 1;
            }
        }
        let enough = (total as f32 * SHARED).max(2.0);
        let mut near: Vec<(u32, usize)> = shared
            .iter()
            .filter(|(_, count)| **count as f32 >= enough)
            .map(|(&other, &count)| (count, other))
            .collect();
        near.sort_unstable_by(|one, other| other.cmp(one));
        // The lead is over the runner-up; a few of them are enough.
        near.truncate(6);
        for (_, other) in near {
            let alike = likeness(text, come[other].1);
            if alike >= ALIKE - LEAD {
                pairs.push(Pair { gone: index, come: other, alike });
            }
        }
    }
    let is_clear = |pair: &&Pair| {
        pair.alike >= ALIKE
            && pairs
                .iter()
                .filter(|other| (other.gone == pair.gone) != (other.come == pair.come))
                .all(|other| other.alike + LEAD <= pair.alike)
    };
    let drift = |pair: &Pair| {
        let ((from, old), (to, new)) = (gone[pair.gone], come[pair.come]);
        let edits = diff(old, new).edits;
        Drift { from, to, mapper: edits.mapper(), edits }
    };
    let mut drifts: Vec<Drift> = if pairs.len() > MOST_PAIRS {
        Vec::new()
    } else {
        pairs.iter().filter(is_clear).map(drift).collect()
    };
    drifts.sort_unstable_by_key(|drift| drift.from.start);
    drifts
}

/// With more possible pairs than this the paragraphs are so much alike that none is told from the others.
const MOST_PAIRS: usize = 20_000;

impl Reanchoring<'_> {
    /// The paragraphs of one side that have no place in the other text.
    fn strangers(&self, is_old: bool) -> Vec<(Span, &str)> {
        let (side, paragraphs, coverage) = if is_old {
            (self.old, &self.old_paragraphs, &self.removed)
        } else {
            (self.new, &self.new_paragraphs, &self.inserted)
        };
        let is_moved = |span: Span| {
            self.difference
                .moves
                .iter()
                .any(|moved| if is_old { moved.from } else { moved.to }.overlaps(span))
        };
        paragraphs
            .spans()
            .filter(|span| {
                span.len() >= LEAST && (coverage.kept(*span) as f32) < MOST_KEPT * span.len() as f32
            })
            .filter(|span| !is_moved(*span))
            .filter_map(|span| Some((span, side.text.slice(span)?)))
            .collect()
    }
}

/// The overlapping runs of a paragraph.
fn runs_of(text: &str) -> impl Iterator<Item = &str> {
    let edges: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    (0..edges.len().saturating_sub(RUN)).map(move |at| &text[edges[at]..edges[at + RUN]])
}

/// Twice the characters that an alignment keeps by all there are.
fn likeness(one: &str, other: &str) -> f32 {
    let removed = diff(one, other).edits.size().0 as f32;
    let (one, other) = (count(one) as f32, count(other) as f32);
    2.0 * (one - removed) / (one + other)
}
