//! Paragraphs that the comparison found elsewhere, while something of them is where they were.
//!
//! A paragraph is pasted elsewhere and then corrected, split, continued or cut short where it stood: the comparison finds the
//! pasted one word for word and takes it for the paragraph, moved, or, where what stood between the two is shorter, takes
//! that for moved. The other way round, of two that are nearly alike the one goes and the other is corrected to its words.
//! The words say the one, the place the other: nobody can tell.

use super::{Contest, Verdict, before_of};
use crate::diff::Move;
use crate::edit::Bias;
use crate::parallel;
use crate::reanchor::drift::Drift;
use crate::reanchor::kin::{Paragraph, RUN, runs_of};
use crate::reanchor::{Reanchoring, shifted};
use crate::units::{CodePoint, Span};

// What is said of measurements here is of 504,000 passages: all workloads and rates on the interviews, seeds 700 and 701, and
// the two about what was pasted elsewhere, seeds 710 to 715. Of these 15 were wrong and 1,115 missed (1,099 since a paragraph that is
// found between its neighbours is no question).

/// With this share of its runs where it was, something of a paragraph is there.
/// At 0.15, 20 more were missed; at 0.4, 4 more were wrong and 4 fewer missed.
const LEFT_BEHIND: f32 = 0.25;
/// What is left of a paragraph is together, in so many times its length: what was put between its parts is not much longer.
/// At 2, 4 fewer were missed, at 6, 6 more, and none more was wrong.
const REACH: u32 = 3;
/// So many code points around a paragraph may be others like those that stood there.
/// At 0, 5 more were wrong; at 16 and 256 every figure was the same.
const AROUND: u32 = 64;
/// A neighbour shorter than this, in code points, is a blank line or a mark, of which there are many.
/// At 2 every figure was the same, at 14 two more were missed.
const LEAST_BESIDE: u32 = 6;
/// A run that stands in more places than this says nothing about where something is. It bounds the work: at 4 and 64 every
/// figure was the same.
const MOST_PLACES: usize = 16;
/// Paragraphs that one processor takes at a time; of most there is nothing to do.
const GRAIN: usize = 256;

/// A paragraph that moved, and what of it there is where it stood or, looked at from the other text, where it came to.
struct Remnant<'t> {
    moved: Move,
    own: Paragraph<'t>,
    rest: Paragraph<'t>,
}

/// The contests about what was found elsewhere.
pub(super) fn find(work: &Reanchoring) -> Vec<Contest> {
    let mut contests = work.displaced();
    for Remnant { own, rest, .. } in work.remnants(true) {
        contests.push(Contest { from: own.0, verdict: Verdict::Remains(Drift::new(own, rest)) });
    }
    for Remnant { moved, own, rest } in work.remnants(false) {
        // What stood where it came to may have been corrected to its words.
        let from = shifted(own.0, moved.to.start, moved.from.start);
        contests.push(Contest { from, verdict: Verdict::Open(None) });
        contests.push(Contest { from: rest.0, verdict: Verdict::Open(Some(Drift::new(rest, own))) });
    }
    contests
}

impl Reanchoring<'_> {
    /// For what moved, looked at in one of the texts, what there is of it in the other one between its neighbours; in the
    /// order of the moves.
    fn remnants(&self, is_old: bool) -> Vec<Remnant<'_>> {
        let (here, there) =
            if is_old { (self.old.text, self.new.text) } else { (self.new.text, self.old.text) };
        let (own_paragraphs, other_paragraphs) = match is_old {
            true => (&self.old_paragraphs, &self.new_paragraphs),
            false => (&self.new_paragraphs, &self.old_paragraphs),
        };
        let others = self.moved_spans(!is_old);
        let mut remnants = Vec::new();
        let mut known: Option<(Span, Runs)> = None;
        for &moved in &self.difference.moves {
            let span = if is_old { moved.from } else { moved.to };
            let stretch = self.stretch(span, is_old);
            if stretch.is_empty() {
                continue;
            }
            // What moved together came from one place.
            if known.as_ref().is_none_or(|(of, _)| *of != stretch) {
                known = Some((stretch, Runs::new(self.put_in(!is_old, stretch, &others))));
            }
            let Some((_, runs)) = &known else { continue };
            for own in own_paragraphs.within(span) {
                let Some(words) = here.slice(own) else { continue };
                let Some(rest) = runs.rest_of((own, words)) else { continue };
                let rest = other_paragraphs.around(rest);
                remnants.extend(there.slice(rest).map(|text| Remnant {
                    moved,
                    own: (own, words),
                    rest: (rest, text),
                }));
            }
        }
        remnants
    }

    /// The contests about paragraphs that are found in another place than their neighbours, by the map or as a whole, where
    /// something of them is beside those.
    fn displaced(&self) -> Vec<Contest> {
        let moves = self.moved_spans(false);
        let mapped = self.mapped_at_least(true).into_iter();
        let mapped = mapped.filter_map(|old| Some((old, self.image(old.0)?.0)));
        let drifted = self.drifts().iter();
        let drifted =
            drifted.filter_map(|drift| Some(((drift.from, self.old.text.slice(drift.from)?), drift.to)));
        let found: Vec<(Paragraph, Span)> = mapped.chain(drifted).collect();
        let contest = |(old, image): &(Paragraph, Span)| {
            let stretch = self.beside_neighbours(old.0, *image)?;
            let rest = Runs::new(self.put_in(false, stretch, &moves)).rest_of(*old)?;
            let rest = self.new_paragraphs.around(rest);
            let text = self.new.text.slice(rest).filter(|_| !rest.overlaps(*image))?;
            Some(Contest { from: old.0, verdict: Verdict::Remains(Drift::new(*old, (rest, text))) })
        };
        let contests = parallel::map(&found, GRAIN, contest);
        contests.into_iter().flatten().collect()
    }

    /// The stretch of the new text between the neighbours of an old paragraph, or beside the one that is still there, as far as
    /// the paragraph reaches; `None` where it was found there.
    fn beside_neighbours(&self, old: Span, found: Span) -> Option<Span> {
        let reach = old.len().saturating_mul(REACH);
        // Neighbours may have moved too, the nearest without those behind it, and have been edited.
        let nearest = |neighbours: Span, edge: u32| {
            let paragraph = self.old_paragraphs.around(Span::new(edge, edge + 1));
            let (start, end) = (neighbours.start.max(paragraph.start), neighbours.end.min(paragraph.end));
            Span { start: start.min(end), end }
        };
        let led = |neighbours: Span, edge: u32| {
            let nearest = nearest(neighbours, edge);
            let nearest = Some(nearest).filter(|nearest| nearest.len() >= LEAST_BESIDE);
            let spans = || [Some(neighbours), nearest].into_iter().flatten();
            let drifted = || spans().find_map(|span| Some(self.drifted(span)?.span));
            spans().find_map(|span| self.lead_to(span)).or_else(drifted)
        };
        let (ahead, after) = (before_of(old), self.behind_of(old));
        let before = match ahead.is_empty() {
            true => Some(CodePoint(0)),
            false => led(ahead, ahead.end.0 - 1).map(|there| there.end),
        };
        let behind = match after.is_empty() {
            true => Some(self.new.text.len()),
            false => led(after, after.start.0).map(|there| there.start),
        };
        let is_between =
            before.zip(behind).is_some_and(|(before, behind)| before <= found.start && found.end <= behind);
        // Right beside a copy the place says nothing: there the words are right.
        if is_between || before == Some(found.start) || behind == Some(found.end) {
            return None;
        }
        let (start, end) = match (before, behind) {
            (Some(start), Some(end)) if start <= end => (start.0, end.0.min(start.0.saturating_add(reach))),
            (Some(start), _) => (start.0, start.0.saturating_add(reach)),
            (None, Some(end)) => (end.0.saturating_sub(reach), end.0),
            (None, None) => return None,
        };
        Some(Span::new(start, end.min(self.new.text.len().0)))
    }

    /// What the edits have put into a stretch of the new text, or taken out of one of the old, without what `moved`.
    fn put_in<'t>(
        &'t self,
        is_old: bool,
        stretch: Span,
        moved: &'t [Span],
    ) -> impl Iterator<Item = Paragraph<'t>> {
        let (text, touched) =
            if is_old { (self.old.text, &self.removed) } else { (self.new.text, &self.inserted) };
        let pieces = touched.touched_within(stretch).flat_map(|piece| without(piece, moved));
        pieces.filter_map(|piece| Some((piece, text.slice(piece)?)))
    }

    /// Where in one of the texts paragraphs stand that moved word for word, in order.
    fn moved_spans(&self, is_old: bool) -> Vec<Span> {
        let side = |moved: &Move| if is_old { moved.from } else { moved.to };
        let mut spans: Vec<Span> = self.difference.moves.iter().map(side).collect();
        spans.sort_unstable_by_key(|span| span.start);
        spans
    }

    /// The stretch of the other text in which a stretch of one of them would be, with some of what stands around it: labels
    /// and empty lines come again and again, and to which of them something belongs the comparison has chosen.
    fn stretch(&self, span: Span, is_old: bool) -> Span {
        let (text, mapper) = if is_old { (self.old.text, &self.mapper) } else { (self.new.text, &self.back) };
        let start = CodePoint(span.start.0.saturating_sub(AROUND));
        let end = CodePoint(span.end.0.saturating_add(AROUND).min(text.len().0));
        Span { start: mapper.carry_point(start, Bias::Before), end: mapper.carry_point(end, Bias::After) }
    }
}

/// What is left of a stretch without others, which are in order and apart.
fn without(stretch: Span, others: &[Span]) -> Vec<Span> {
    let first = others.partition_point(|other| other.end <= stretch.start);
    let mut pieces = Vec::new();
    let mut start = stretch.start;
    for other in others[first..].iter().take_while(|other| other.start < stretch.end) {
        pieces.push(Span { start, end: other.start.max(start) });
        start = other.end;
    }
    pieces.push(Span { start: start.min(stretch.end), end: stretch.end });
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The overlapping runs of some text with where each begins, in the order of their numbers.
struct Runs(Vec<(u64, u32)>);

impl Runs {
    fn new<'t>(pieces: impl Iterator<Item = Paragraph<'t>>) -> Self {
        let mut runs: Vec<(u64, u32)> =
            pieces.flat_map(|(span, text)| runs_of(text).zip(span.start.0..)).collect();
        runs.sort_unstable();
        Self(runs)
    }

    /// Where most of a paragraph is, if enough of it is there.
    fn rest_of(&self, (span, text): Paragraph) -> Option<Span> {
        let mut all = 0_u32;
        let mut found: Vec<u32> = Vec::new();
        for run in runs_of(text) {
            all += 1;
            let first = self.0.partition_point(|(other, _)| *other < run);
            let places = self.0[first..].iter().take_while(|(other, _)| *other == run);
            let places: Vec<u32> = places.take(MOST_PLACES + 1).map(|(_, place)| *place).collect();
            if places.len() <= MOST_PLACES {
                found.extend(places);
            }
        }
        found.sort_unstable();
        found.dedup();
        let reach = span.len().saturating_mul(REACH);
        let mut first = 0;
        let mut densest = 0..0;
        for (at, place) in found.iter().enumerate() {
            while place - found[first] > reach {
                first += 1;
            }
            if at + 1 - first > densest.len() {
                densest = first..at + 1;
            }
        }
        let is_enough = !densest.is_empty() && densest.len() as f32 >= LEFT_BEHIND * all as f32;
        is_enough.then(|| Span::new(found[densest.start], found[densest.end - 1] + RUN as u32))
    }
}
