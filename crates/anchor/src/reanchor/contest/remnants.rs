//! Paragraphs that the comparison found elsewhere, while something of them is where they were.
//!
//! A paragraph is pasted elsewhere and then corrected, split, continued or cut short where it stood: the comparison finds the
//! pasted one word for word and takes it for the paragraph, moved, or, where what stood between the two is shorter, takes
//! that for moved. The other way round, of two that are nearly alike the one goes and the other is corrected to its words.
//! The words say the one, the place the other: nobody can tell, but of what was cut off where it stood.
//!
//! What is looked at is all that is new, or as good as new, between what is still in its place on either side: the paragraphs
//! right beside it may be gone, and what became of it laid on them by chance.

use std::sync::Arc;

use super::place::before_of;
use super::runs::Runs;
use super::{Contest, DIVIDED, Verdict};
use crate::approximate::Pattern;
use crate::diff::Move;
use crate::parallel;
use crate::reanchor::drift::Drift;
use crate::reanchor::kin::Paragraph;
use crate::reanchor::{Reanchoring, shifted};
use crate::selector::CONTEXT;
use crate::units::{CodePoint, Span, TextIndex};

// What is said of measurements here and in `runs` is of 504,000 passages: all workloads and rates on the interviews, seeds 700
// and 701, and the two about what was pasted elsewhere, seeds 710 to 715. Of these 10 were wrong, most at 15 %, and 1,114 missed.
// Where a sentence speaks of the harder trial, it is of 288,000 passages, the two about what was pasted elsewhere as they are
// since, put in other words too and with more beside them deleted, seeds 700 to 705 and 710 to 715: 17 wrong and 777 missed.

/// With this share of its runs where it was, something of a paragraph is there.
/// In the harder trial, at 0.1 and 0.25, 16 and 80 were wrong and 777 and 772 missed.
const LEFT_BEHIND: f32 = 0.15;
/// With this share of its runs in what stood where it came to, that may have been corrected to its words.
/// At 0.35 and 0.65 every figure was the same.
const CAME: f32 = 0.5;
/// What is left of a paragraph beside the one neighbour that is still there is within so many times its length.
/// At 2 and 6 every figure was the same.
const REACH: u32 = 3;
/// A neighbour shorter than this, in code points, is a blank line or a mark, of which there are many.
/// At 2 every figure was the same.
const LEAST_BESIDE: u32 = 6;
/// So many paragraphs beside one may be gone before its place is lost.
const MOST_GONE: usize = 4;
/// With this share of its runs somewhere, it is looked whether what stands there is nearly alike.
/// In the harder trial, at 0.1 every figure was the same; at 0, 56 more were missed.
const FAINT: f32 = 0.03;
/// It is with this share of a paragraph in what stands there: what says something else shares up to a third by chance.
/// In the harder trial, at 0.4 every figure was the same.
const REWORDED: f32 = 0.5;
/// In a paragraph no longer than this, in code points, every run may have been touched.
/// Without it every figure was the same on seeds 0 to 2 of all workloads: the trial has no such lines.
const FEW: u32 = 80;
/// A paragraph of which the map leads to so much is in its place: of two that have nothing to do with each other up to half is
/// the same in letters of an alphabet.
/// At 0.4, one more of 192,000 was wrong on seeds 600 to 607; at 0.65 every figure was the same.
const IN_PLACE: f32 = 0.55;
/// Paragraphs that one processor takes at a time; of most there is nothing to do.
const GRAIN: usize = 256;

/// A paragraph that moved, and what of it there is where it stood or, looked at from the other text, where it came to.
struct Remnant<'t> {
    moved: Move,
    own: Paragraph<'t>,
    rest: Paragraph<'t>,
    runs: Arc<Runs>,
}

/// The contests about what was found elsewhere.
pub(super) fn find(work: &Reanchoring) -> Vec<Contest> {
    let anchors = work.anchors();
    let mut contests = work.displaced(&anchors);
    for Remnant { own, rest, runs, .. } in work.remnants(true, LEFT_BEHIND, &anchors) {
        contests.push(Contest { from: own.0, verdict: Verdict::Remains(Drift::new(own, rest), runs) });
    }
    for Remnant { moved, own, rest, .. } in work.remnants(false, CAME, &anchors) {
        // What stood where it came to may have been corrected to its words.
        let from = shifted(own.0, moved.to.start, moved.from.start);
        contests.push(Contest { from, verdict: Verdict::Open(None) });
        contests.push(Contest { from: rest.0, verdict: Verdict::Open(Some(Drift::new(rest, own))) });
    }
    contests
}

impl Reanchoring<'_> {
    /// The paragraphs that are still in their place, with where they are, in the order of both texts.
    fn anchors(&self) -> Vec<(Span, Span)> {
        let mapped = self.paragraphs(true, |share| share >= IN_PLACE).into_iter();
        mapped.filter_map(|old| Some((old.0, self.image(old.0)?.0))).collect()
    }

    /// For what moved, looked at in one of the texts, what there is of it in the other one between what is still in its place;
    /// in the old one also for what moved and was edited.
    fn remnants(&self, is_old: bool, least: f32, anchors: &[(Span, Span)]) -> Vec<Remnant<'_>> {
        let (here, there) =
            if is_old { (self.old.text, self.new.text) } else { (self.new.text, self.old.text) };
        let own_paragraphs = if is_old { &self.old_paragraphs } else { &self.new_paragraphs };
        let is_moved = self.is_moved(!is_old);
        let is_known = |span: Span| if is_old { self.claimed(span) > 0 } else { is_moved(span) };
        let side = |moved: &Move| if is_old { moved.from } else { moved.to };
        let drifted =
            self.drifts().iter().filter(|_| is_old).map(|drift| Move { from: drift.from, to: drift.to });
        let mut moves: Vec<Move> = self.difference.moves.iter().copied().chain(drifted).collect();
        moves.sort_unstable_by_key(|moved| side(moved).start);
        let mut remnants = Vec::new();
        let mut known: Option<(Span, Arc<Runs>)> = None;
        for moved in moves {
            let span = side(&moved);
            let stretch = gap(anchors, span, is_old, there.len());
            if known.as_ref().is_none_or(|(of, _)| *of != stretch) {
                known = Some((stretch, Arc::new(Runs::new(self.loose(!is_old, stretch, &is_known)))));
            }
            let Some((_, runs)) = &known else { continue };
            for own in own_paragraphs.within(span) {
                let Some(words) = here.slice(own) else { continue };
                let own = (own, words);
                let Some(rest) = self.rest_in(!is_old, stretch, runs, own, least) else { continue };
                remnants.push(Remnant { moved, own, rest, runs: Arc::clone(runs) });
            }
        }
        remnants
    }

    /// The contests about paragraphs that are found in another place than their neighbours, by the map or as a whole, where
    /// something of them is beside those.
    fn displaced(&self, anchors: &[(Span, Span)]) -> Vec<Contest> {
        let is_moved = self.is_moved(false);
        let mapped = self.mapped_at_least(true).into_iter();
        let mapped = mapped.filter_map(|old| Some((old, self.image(old.0)?.0)));
        let drifted = self.drifts().iter();
        let drifted =
            drifted.filter_map(|drift| Some(((drift.from, self.old.text.slice(drift.from)?), drift.to)));
        let moved = self.difference.moves.iter().flat_map(|moved| {
            let image = |old: Span| (old, shifted(old, moved.from.start, moved.to.start));
            self.old_paragraphs.within(moved.from).map(image)
        });
        let moved = moved.filter_map(|(old, image)| Some(((old, self.old.text.slice(old)?), image)));
        let found: Vec<(Paragraph, Span)> = mapped.chain(drifted).chain(moved).collect();
        let contest = |(old, image): &(Paragraph, Span)| {
            let beside = self.beside_neighbours(old.0, *image)?;
            // What is like a neighbour may have been taken for it. What the map does not lead to is looked for there anyway.
            let is_mapped = self.image(old.0).is_some_and(|(there, _)| there == *image);
            let between = is_mapped.then(|| gap(anchors, old.0, true, self.new.text.len()));
            beside.into_iter().chain(between).find_map(|stretch| {
                let runs = Runs::new(self.loose(false, stretch, &is_moved));
                let rest = self.rest_in(false, stretch, &runs, *old, LEFT_BEHIND);
                let rest = rest.filter(|rest| !rest.0.overlaps(*image))?;
                let verdict = Verdict::Remains(Drift::new(*old, rest), Arc::new(runs));
                Some(Contest { from: old.0, verdict })
            })
        };
        let contests = parallel::map(&found, GRAIN, contest);
        contests.into_iter().flatten().collect()
    }

    /// What there is of a paragraph in a stretch of one of the texts: where its runs stand together, if so many of them do, or
    /// what is nearly alike there: of what was put in other words few runs are left.
    fn rest_in<'t>(
        &'t self,
        is_old: bool,
        stretch: Span,
        runs: &Runs,
        own: Paragraph,
        least: f32,
    ) -> Option<Paragraph<'t>> {
        let (text, paragraphs) = match is_old {
            true => (self.old.text, &self.old_paragraphs),
            false => (self.new.text, &self.new_paragraphs),
        };
        let there = match runs.rest_of(own, FAINT) {
            Some((there, share)) if share >= least => there,
            Some((there, _)) => reworded(text, stretch, there, own)?,
            // Of a few words put otherwise no run may be left.
            None if own.0.len() <= FEW => runs.pieces().iter().find_map(|piece| {
                let is_alike = piece.len() >= own.0.len() / 2 && piece.len() <= own.0.len() * 2;
                is_alike.then(|| nearly(text, *piece, own))?
            })?,
            None => return None,
        };
        let rest = paragraphs.around(there);
        Some((rest, text.slice(rest)?))
    }

    /// The stretches of the new text beside the neighbours of an old paragraph that are still there, as far as the paragraph
    /// reaches, or between them where they are still near each other; none where the nearest are gone, and it may be anywhere
    /// between what is in its place. `None` where it was found there.
    fn beside_neighbours(&self, old: Span, found: Span) -> Option<Vec<Span>> {
        let reach = old.len().saturating_mul(REACH);
        let before = match old.start.0 {
            0 => Some((CodePoint(0), true)),
            _ => self.led(&self.ahead(old)).map(|(there, length, is_nearest)| {
                (CodePoint(there.end.0.min(there.start.0 + 2 * length)), is_nearest)
            }),
        };
        let behind = match self.old.text.len() {
            end if end == old.end => Some((self.new.text.len(), true)),
            _ => self.led(&self.after(old)).map(|(there, length, is_nearest)| {
                (CodePoint(there.start.0.max(there.end.0.saturating_sub(2 * length))), is_nearest)
            }),
        };
        let is_between = before.zip(behind).is_some_and(|(before, behind)| {
            before.1 && behind.1 && before.0 <= found.start && found.end <= behind.0
        });
        let is_nearest = [before, behind].into_iter().flatten().any(|(_, is_nearest)| is_nearest);
        // Right beside a copy the place says nothing: there the words are right.
        let is_beside = before == Some((found.start, true)) || behind == Some((found.end, true));
        let (before, behind) = (before.map(|(before, _)| before), behind.map(|(behind, _)| behind));
        if is_between || is_beside {
            return None;
        }
        let length = self.new.text.len().0;
        let after = |start: CodePoint| Span::new(start.0, start.0.saturating_add(reach).min(length));
        let ahead = |end: CodePoint| Span::new(end.0.saturating_sub(reach), end.0);
        Some(match (before, behind) {
            _ if !is_nearest => Vec::new(),
            (Some(start), Some(end)) if start <= end && end.0 - start.0 <= reach.saturating_mul(2) => {
                vec![Span::new(start.0, end.0)]
            }
            (before, behind) => before.map(after).into_iter().chain(behind.map(ahead)).collect(),
        })
    }

    /// Where the first of some neighbours is that is still there, which may have moved too, and have been edited; with how long
    /// it was, for what the paragraph has become may have been taken for a part of it, and whether it is the nearest.
    fn led(&self, neighbours: &[Span]) -> Option<(Span, u32, bool)> {
        neighbours.iter().enumerate().find_map(|(at, span)| {
            let there = self.lead_to(*span).or_else(|| Some(self.drifted(*span)?.span))?;
            Some((there, span.len(), at < 2))
        })
    }

    /// What stands before an old paragraph: the nearest words, and the ends of the nearest paragraphs.
    fn ahead(&self, old: Span) -> Vec<Span> {
        let mut spans = vec![before_of(old)];
        let mut end = old.start.0;
        for _ in 0..MOST_GONE {
            let Some(last) = end.checked_sub(1) else { break };
            let paragraph = self.old_paragraphs.around(Span::new(last, end));
            let start = paragraph.start.0.max(end.saturating_sub(CONTEXT));
            spans.push(Span::new(start, end));
            end = paragraph.start.0;
        }
        spans.retain(|span| span.len() >= LEAST_BESIDE);
        spans
    }

    /// The same behind it, with the beginnings of the nearest paragraphs.
    fn after(&self, old: Span) -> Vec<Span> {
        let length = self.old.text.len().0;
        let mut spans = vec![self.behind_of(old)];
        let mut start = old.end.0;
        for _ in 0..MOST_GONE {
            if start >= length {
                break;
            }
            let paragraph = self.old_paragraphs.around(Span::new(start, start + 1));
            spans.push(Span::new(start, paragraph.end.0.min(start.saturating_add(CONTEXT))));
            start = paragraph.end.0;
        }
        spans.retain(|span| span.len() >= LEAST_BESIDE);
        spans
    }

    /// What there is in the paragraphs of one of the texts, in a stretch of it, that has no place in the other: all of one of
    /// which the comparison kept little, by chance perhaps, and of another what was put in or taken out.
    fn loose<'t>(
        &'t self,
        is_old: bool,
        stretch: Span,
        is_moved: &'t impl Fn(Span) -> bool,
    ) -> impl Iterator<Item = Paragraph<'t>> {
        let (text, paragraphs, coverage) = if is_old {
            (self.old.text, &self.old_paragraphs, &self.removed)
        } else {
            (self.new.text, &self.new_paragraphs, &self.inserted)
        };
        let stretch = if stretch.is_empty() { stretch } else { paragraphs.around(stretch) };
        let own = paragraphs.within(stretch).filter(|paragraph| !is_moved(*paragraph));
        let pieces = own.flat_map(move |paragraph| {
            let is_known = coverage.kept(paragraph) as f32 >= DIVIDED * paragraph.len() as f32;
            let pieces: Vec<Span> =
                if is_known { coverage.touched_within(paragraph).collect() } else { vec![paragraph] };
            pieces
        });
        pieces.filter_map(|piece| Some((piece, text.slice(piece)?)))
    }
}

/// The stretch of the other text from what stands before a stretch of one of them and is still in its place to what stands
/// behind it, both included: something may have been joined to them.
fn gap(anchors: &[(Span, Span)], span: Span, is_old: bool, length: CodePoint) -> Span {
    let own = |anchor: &(Span, Span)| if is_old { anchor.0 } else { anchor.1 };
    let other = |anchor: &(Span, Span)| if is_old { anchor.1 } else { anchor.0 };
    let next = anchors.partition_point(|anchor| own(anchor).end <= span.start);
    let before = next.checked_sub(1).map(|last| other(&anchors[last]).start);
    let behind = anchors[next..].iter().find(|anchor| own(anchor).start >= span.end);
    let start = before.unwrap_or(CodePoint(0));
    Span { start, end: behind.map_or(length, |anchor| other(anchor).end).max(start) }
}

/// Where beside some runs of a paragraph what is nearly alike stands, in a stretch of a text.
fn reworded(text: &TextIndex, stretch: Span, there: Span, (own, words): Paragraph) -> Option<Span> {
    let length = own.len();
    let start = there.start.0.saturating_sub(length).max(stretch.start.0);
    let end = there.end.0.saturating_add(length).min(stretch.end.0);
    nearly(text, Span::new(start, end.max(start)), (own, words))
}

/// Where what is nearly alike a paragraph stands, in a stretch of a text.
fn nearly(text: &TextIndex, beside: Span, (own, words): Paragraph) -> Option<Span> {
    let characters: Vec<char> = text.slice(beside)?.chars().collect();
    let found = Pattern::new(&words.chars().collect::<Vec<char>>()).nearest(&characters);
    let is_alike = found.distance as f32 <= (1.0 - REWORDED) * own.len() as f32;
    let start = beside.start.0;
    is_alike.then(|| Span::new(start + found.start as u32, start + found.end as u32))
}
