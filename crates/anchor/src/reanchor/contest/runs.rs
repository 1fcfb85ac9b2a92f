//! Short runs of characters, by which what is left of a paragraph is found wherever it stands and in whatever order.

use std::hash::Hasher as _;

use rustc_hash::{FxHashMap, FxHasher};

use crate::reanchor::kin::Paragraph;
use crate::reanchor::map::weight_of;
use crate::units::Span;

/// What a run weighs: four characters, or eight letters of an alphabet, of which four come again in any other sentence.
const WEIGHT: u32 = 8;
/// What is left of a paragraph is together, in so many times its length; what lies apart is found by its own words.
const REACH: u32 = 3;
/// A run that stands in more places than this says nothing about where something is. It bounds the work.
const MOST_PLACES: usize = 16;

/// A run and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    number: u64,
    start: u32,
    end: u32,
}

/// The overlapping runs of some text, in the order of their numbers.
pub(in crate::reanchor) struct Runs {
    runs: Vec<Run>,
    /// What they are of, in order.
    pieces: Vec<Span>,
}

impl Runs {
    pub(super) fn new<'t>(pieces: impl Iterator<Item = Paragraph<'t>>) -> Self {
        let mut spans = Vec::new();
        let mut runs: Vec<Run> = pieces.inspect(|(span, _)| spans.push(*span)).flat_map(runs_of).collect();
        runs.sort_unstable();
        Self { runs, pieces: spans }
    }

    /// What they are of.
    pub(super) fn pieces(&self) -> &[Span] {
        &self.pieces
    }

    /// Where most of some words stands together, if so much of their runs does; with that share.
    pub(in crate::reanchor) fn rest_of(&self, words: Paragraph, least: f32) -> Option<(Span, f32)> {
        let mut own: FxHashMap<u64, usize> = FxHashMap::default();
        for run in runs_of(words) {
            let next = own.len();
            own.entry(run.number).or_insert(next);
        }
        let mut found: Vec<(Run, usize)> = Vec::new();
        for (number, index) in &own {
            let first = self.runs.partition_point(|run| run.number < *number);
            let places = self.runs[first..].iter().take_while(|run| run.number == *number);
            let places = places.take(MOST_PLACES + 1);
            if places.clone().count() <= MOST_PLACES {
                found.extend(places.map(|run| (*run, *index)));
            }
        }
        found.sort_unstable_by_key(|(run, _)| run.start);
        // Each run counts once, however often it stands there.
        let reach = words.0.len().saturating_mul(REACH);
        let mut times = vec![0_u32; own.len()];
        let (mut first, mut different) = (0, 0);
        let mut densest = (0, 0..0);
        for (at, (run, index)) in found.iter().enumerate() {
            different += u32::from(times[*index] == 0);
            times[*index] += 1;
            while run.end - found[first].0.start > reach {
                times[found[first].1] -= 1;
                different -= u32::from(times[found[first].1] == 0);
                first += 1;
            }
            if different > densest.0 {
                densest = (different, first..at + 1);
            }
        }
        let (different, within) = densest;
        let share = different as f32 / own.len().max(1) as f32;
        let end = found[within.clone()].iter().map(|(run, _)| run.end).max()?;
        (share >= least).then(|| (Span::new(found[within.start].0.start, end), share))
    }
}

/// The overlapping runs of some words.
fn runs_of((span, text): Paragraph) -> Vec<Run> {
    let characters: Vec<char> = text.chars().collect();
    let mut runs = Vec::with_capacity(characters.len());
    let (mut until, mut weight) = (0, 0);
    for (at, character) in characters.iter().enumerate() {
        while weight < WEIGHT && until < characters.len() {
            weight += weight_of(characters[until]);
            until += 1;
        }
        if weight < WEIGHT {
            break;
        }
        let mut hasher = FxHasher::default();
        characters[at..until].iter().for_each(|one| hasher.write_u32(u32::from(*one)));
        let place = |offset: usize| span.start.0 + offset as u32;
        runs.push(Run { number: hasher.finish(), start: place(at), end: place(until) });
        weight -= weight_of(*character);
    }
    runs
}
