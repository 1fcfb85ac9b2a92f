//! Places that answer to a quote, exactly or nearly.
//!
//! Runs of the quote that are rare in the text say where to look; there the quote is laid on with its context. What it
//! finds is a list in order of likeness: whether any of it is good enough is for others to say.

use crate::approximate::Pattern;
use crate::units::{CodePoint, Span};

/// Runs of the text that begin with a letter of an alphabet are this long, others that: about as telling.
const LATIN: usize = 6;
const OTHER: usize = 3;
/// How many of the quote's runs are looked up, the rarest first, and how often each may stand in the text.
/// At 12 and 48 nothing more was wrong or missed.
const RUNS: usize = 24;
/// At 40 and 640 nothing more was wrong or missed.
const MOST_PLACES: usize = 160;
/// How many places are looked at closely.
/// At 6 and 24 nothing more was wrong or missed.
const CLOSE: usize = 12;
/// A place that has less of the quote than this is none.
/// At 0.3 and 0.5 nothing more was wrong or missed.
const LEAST: f32 = 0.4;

/// What the quote and each side of its context count for a candidate's score.
/// At 0.6 and 0.8 nothing more was wrong or missed.
const QUOTE: f32 = 0.7;
/// At 0.06 and 0.2, 684 and 683 were missed, and none more was wrong.
const SIDE: f32 = 0.12;
/// What the same speaker and the same section count.
/// At 0 and 0.08 nothing more was wrong or missed.
const SPEAKER: f32 = 0.04;
/// At 0 and 0.04 nothing more was wrong or missed.
const SECTION: f32 = 0.02;

/// A text made ready for finding quotes.
pub(super) struct Index {
    characters: Vec<char>,
    /// The places of all runs, those of one bucket together.
    places: Vec<u32>,
    /// Where each bucket begins.
    buckets: Vec<u32>,
}

/// What is looked for.
pub(super) struct Quote<'q> {
    pub(super) exact: &'q [char],
    pub(super) prefix: &'q [char],
    pub(super) suffix: &'q [char],
    pub(super) speaker: Option<u32>,
    pub(super) section: Option<u32>,
}

/// A place with all that is known about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) span: Span,
    /// How much of the quote stands there.
    pub(super) quote: f32,
    /// All that speaks for it.
    pub(super) score: f32,
}

impl Index {
    pub(super) fn new(text: &str) -> Self {
        let characters: Vec<char> = text.chars().collect();
        let bits = characters.len().max(1 << 10).next_power_of_two().trailing_zeros().min(22);
        let mut buckets = vec![0_u32; (1 << bits) + 1];
        for_runs(&characters, bits, |bucket, _| buckets[bucket + 1] += 1);
        for bucket in 1..buckets.len() {
            buckets[bucket] += buckets[bucket - 1];
        }
        let mut next = buckets.clone();
        let mut places = vec![0; buckets.last().copied().unwrap_or(0) as usize];
        for_runs(&characters, bits, |bucket, at| {
            places[next[bucket] as usize] = at;
            next[bucket] += 1;
        });
        Self { characters, places, buckets }
    }

    fn bits(&self) -> u32 {
        (self.buckets.len() - 1).trailing_zeros()
    }

    /// The places that answer to `quote`, best first; no two overlap by more than half. `zone` says who speaks at a place
    /// and in which section.
    pub(super) fn find(
        &self,
        quote: &Quote,
        zone: &impl Fn(CodePoint) -> (Option<u32>, Option<u32>),
    ) -> Vec<Place> {
        if quote.exact.is_empty() {
            return Vec::new();
        }
        let pattern = Pattern::new(quote.exact);
        let (before, after) = (Pattern::new(quote.prefix), Pattern::new(quote.suffix));
        let mut found: Vec<Place> = Vec::new();
        for start in self.likely(quote.exact) {
            let room = quote.exact.len() / 4 + 4;
            let from = start.saturating_sub(room);
            let to = (start + quote.exact.len() + room).min(self.characters.len());
            if from >= to {
                continue;
            }
            let near = pattern.nearest(&self.characters[from..to]);
            let likeness = 1.0 - near.distance as f32 / quote.exact.len() as f32;
            if likeness < LEAST || near.start == near.end {
                continue;
            }
            let (start, end) = (from + near.start, from + near.end);
            let around = |from: usize, to: usize| &self.characters[from..to.min(self.characters.len())];
            let left = before.likeness(around(start.saturating_sub(quote.prefix.len() + 4), start));
            let right = after.likeness(around(end, end + quote.suffix.len() + 4));
            let (speaker, section) = zone(CodePoint(start as u32));
            let known = |one: Option<u32>, other: Option<u32>| one.is_none() || one == other;
            let mut score = QUOTE * likeness + SIDE * (left + right);
            score += if known(quote.speaker, speaker) { SPEAKER } else { 0.0 };
            score += if known(quote.section, section) { SECTION } else { 0.0 };
            let span = Span::new(start as u32, end as u32);
            found.push(Place { span, quote: likeness, score: score.clamp(0.0, 1.0) });
        }
        found.sort_by(|one, other| {
            other.score.total_cmp(&one.score).then(one.span.start.cmp(&other.span.start))
        });
        let mut places: Vec<Place> = Vec::new();
        for place in found {
            let is_same = |other: &Place| {
                let shared = place
                    .span
                    .end
                    .0
                    .min(other.span.end.0)
                    .saturating_sub(place.span.start.0.max(other.span.start.0));
                shared * 2 > place.span.len().min(other.span.len())
            };
            if !places.iter().any(is_same) {
                places.push(place);
            }
        }
        places
    }

    /// Where the quote may begin, most likely first, by the runs that it shares with the text.
    fn likely(&self, exact: &[char]) -> Vec<usize> {
        let bits = self.bits();
        let mut runs: Vec<(usize, u32, usize)> = Vec::new();
        for_runs(exact, bits, |bucket, at| {
            let count = (self.buckets[bucket + 1] - self.buckets[bucket]) as usize;
            if count > 0 {
                runs.push((count, at, bucket));
            }
        });
        if exact.len() < OTHER.max(2) || runs.is_empty() && exact.len() < LATIN {
            return self.exact_places(exact);
        }
        runs.sort_unstable();
        let mut votes: Vec<u32> = Vec::new();
        for &(count, at, bucket) in runs.iter().take(RUNS) {
            if count > MOST_PLACES && !votes.is_empty() {
                break;
            }
            let places = &self.places[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize];
            votes.extend(places.iter().take(4 * MOST_PLACES).map(|place| place.saturating_sub(at)));
        }
        votes.sort_unstable();
        // Runs that say nearly the same start are one voice.
        let slack = (exact.len() / 8 + 2) as u32;
        let mut starts: Vec<(usize, u32)> = Vec::new();
        let mut from = 0;
        for at in 0..votes.len() {
            if at + 1 == votes.len() || votes[at + 1] - votes[at] > slack {
                starts.push((at + 1 - from, votes[(from + at) / 2]));
                from = at + 1;
            }
        }
        starts.sort_unstable_by_key(|&(votes, start)| (std::cmp::Reverse(votes), start));
        starts.into_iter().take(CLOSE).map(|(_, start)| start as usize).collect()
    }

    /// Where a quote stands that is too short to have runs.
    fn exact_places(&self, exact: &[char]) -> Vec<usize> {
        self.characters
            .windows(exact.len())
            .enumerate()
            .filter(|(_, window)| *window == exact)
            .map(|(at, _)| at)
            .take(CLOSE)
            .collect()
    }
}

/// Calls `each` with the bucket and the place of every run.
fn for_runs(characters: &[char], bits: u32, mut each: impl FnMut(usize, u32)) {
    for (at, &first) in characters.iter().enumerate() {
        let length = if first.is_ascii() { LATIN } else { OTHER };
        let Some(run) = characters.get(at..at + length) else { continue };
        let hash = run.iter().fold(0_u64, |hash, &character| {
            (hash.rotate_left(5) ^ u64::from(character)).wrapping_mul(0x517C_C1B7_2722_0A95)
        });
        each((hash >> (64 - bits)) as usize, at as u32);
    }
}
