//! Where the maps lead: that of the edits, and those of paragraphs that moved.

use super::coverage::{Coverage, Paragraphs, share, support};
use super::drift::{self, Drift};
use super::judge::QUESTIONABLE;
use super::kin::Paragraph;
use super::search::Place;
use super::{Reanchoring, shifted};
use crate::diff::Move;
use crate::edit::Carried;
use crate::selector::CONTEXT;
use crate::units::{CodePoint, Span};

/// How far the neighbourhood reaches that has to hold a passage, in code points to each side.
/// At 16 and 64, 679 and 693 were missed, and none more was wrong.
const REACH: u32 = CONTEXT;
/// The share of a passage and its neighbourhood that both texts have to have in common for the map to be believed.
/// Edits of 15 % leave 0.85 ± 0.07; paragraphs that have nothing to do with each other share up to 0.3.
/// At 0.4 and 0.6, 671 and 789 were missed, and none more was wrong.
pub(super) const SUPPORT: f32 = 0.5;
/// The share of a passage's own characters that has to be left for it to be the same passage, edited.
/// At 0.4 and 0.6, 656 and 1233 were missed and 5 and 4 wrong.
pub(super) const LEFT: f32 = 0.5;
/// The share of the paragraphs around a passage that both texts have to have in common, in the one where it is more: a phrase
/// that two paragraphs share is kept by chance where the one took the other's place.
/// At 0.3 and 0.5 every figure was the same.
const HOME: f32 = 0.4;
/// The share of a place that has to be the passage's own. Where there is less, something was put in that is longer than what
/// it was put into, and whether it is a part of the passage or stands before it nobody can tell: a reader has to look.
/// At 0.4 and 0.6, 624 and 1089 were missed, and none more was wrong.
const DENSE: f32 = 0.5;
/// What is left of a passage has to weigh this much, in letters of an alphabet of which a character of another script counts
/// two: three or four letters of an alphabet are the same by chance in any rewritten phrase.
/// At 4 and 10, 550 and 1188 were missed, and none more was wrong.
pub(super) const TELLING: u32 = 6;
/// With this share of its characters left a passage may be as short as it likes.
/// At 0.6 and 0.9, 543 and 887 were missed, and none more was wrong.
const NEARLY_ALL: f32 = 0.75;
/// A paragraph of which the map leads to less than this is gone, or new. Unrelated paragraphs that the comparison laid
/// beside each other share up to a quarter of their characters by chance.
/// At 0.3 and 0.5, 703 and 684 were missed, and none more was wrong.
const STRANGE: f32 = 0.4;
/// A paragraph shorter than this, in code points, says too little about itself to be recognised.
/// At 8 and 32, 782 and 679 were missed, and none more was wrong.
const LEAST_PARAGRAPH: u32 = 16;

/// A place that the map leads to, with what speaks for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mapped {
    pub(super) from: Span,
    pub(super) span: Span,
    pub(super) is_kept: bool,
    /// How many of the passage's characters are left.
    pub(super) kept: u32,
    /// How many code points were put in at its edges that may as well be a part of it.
    pub(super) doubtful: u32,
    /// Whether those are enough to tell it by.
    pub(super) is_telling: bool,
    /// How well its neighbourhood holds it, in the text where that is less.
    pub(super) support: f32,
    /// How much of its paragraphs is left, in the text where that is more.
    pub(super) home: f32,
}

impl Mapped {
    pub(super) fn is_sure(&self) -> bool {
        self.support >= SUPPORT
            && self.left() >= LEFT
            && self.home >= HOME
            && self.is_dense()
            && self.is_telling
    }

    /// The share of the passage's characters that are left.
    pub(super) fn left(&self) -> f32 {
        self.kept as f32 / self.from.len() as f32
    }

    /// Whether enough of the place is the passage's own, wherever it begins and ends.
    fn is_dense(&self) -> bool {
        self.kept as f32 >= DENSE * (self.span.len() + self.doubtful) as f32
    }

    /// The same passage, at the place of the greater part of it.
    fn narrowed(self, bulk: Self) -> Self {
        Self { from: self.from, is_kept: false, ..bulk }
    }

    /// Both parts of a passage, and what stands between them now.
    pub(super) fn with(self, other: Self) -> Self {
        let hull =
            |one: Span, other: Span| Span { start: one.start.min(other.start), end: one.end.max(other.end) };
        Self {
            from: hull(self.from, other.from),
            span: hull(self.span, other.span),
            is_kept: false,
            kept: self.kept + other.kept,
            doubtful: self.doubtful + other.doubtful,
            is_telling: self.is_telling || other.is_telling,
            support: self.support.min(other.support),
            home: self.home.min(other.home),
        }
    }

    pub(super) fn score(&self) -> f32 {
        self.left().min(self.support)
    }

    /// As a place to ask about.
    pub(super) fn place(&self) -> Place {
        Place { span: self.span, quote: self.left(), score: self.score() * QUESTIONABLE }
    }
}

/// A part of a passage that went elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// How many code points of the passage it was.
    pub(super) length: u32,
    /// Where it stands.
    pub(super) span: Span,
}

/// How much a character tells: one of an alphabet half as much as another.
pub(super) const fn weight_of(character: char) -> u32 {
    if character.is_ascii() { 1 } else { 2 }
}

impl Reanchoring<'_> {
    /// Where the paragraphs that the passage lies in were moved word for word.
    pub(super) fn moved(&self, span: Span) -> Option<Span> {
        let moves = &self.difference.moves;
        let index = moves.partition_point(|moved| moved.from.end < span.end);
        let moved = moves.get(index).filter(|moved| moved.from.start <= span.start)?;
        let start = moved.to.start.0 + (span.start.0 - moved.from.start.0);
        Some(Span::new(start, start + span.len()))
    }

    /// The parts of a passage that are in paragraphs that moved word for word.
    pub(super) fn moved_pieces(&self, span: Span) -> Vec<Piece> {
        let moves = &self.difference.moves;
        let first = moves.partition_point(|moved| moved.from.end <= span.start);
        let within = moves[first..].iter().take_while(|moved| moved.from.start < span.end);
        let piece = |moved: &Move| {
            let part = Span { start: moved.from.start.max(span.start), end: moved.from.end.min(span.end) };
            Piece { length: part.len(), span: shifted(part, moved.from.start, moved.to.start) }
        };
        within.map(piece).collect()
    }

    /// The same for paragraphs that moved and were edited, where the passage reaches beyond them.
    pub(super) fn drifted_pieces(&self, span: Span) -> Vec<Piece> {
        let drifts = self.drifts();
        let first = drifts.partition_point(|drift| drift.from.end <= span.start);
        let within = drifts[first..].iter().take_while(|drift| drift.from.start < span.end);
        let piece = |drift: &Drift| {
            let part = Span { start: drift.from.start.max(span.start), end: drift.from.end.min(span.end) };
            let carried = drift.mapper.carry(shifted(part, drift.from.start, CodePoint(0))).span()?;
            let there = shifted(carried, CodePoint(0), drift.to.start);
            (part != span).then_some(Piece { length: part.len(), span: there })
        };
        within.filter_map(piece).collect()
    }

    /// Where the map of the edits leads.
    pub(super) fn mapped(&self, span: Span) -> Option<Mapped> {
        let mapped = self.mapped_whole(span)?;
        let bulk = if mapped.is_dense() { None } else { self.bulk(span) };
        Some(bulk.and_then(|bulk| self.mapped_whole(bulk)).map_or(mapped, |bulk| mapped.narrowed(bulk)))
    }

    fn mapped_whole(&self, span: Span) -> Option<Mapped> {
        let carried = self.mapper.carry(span);
        let found = self.edges(span, carried.span()?);
        let to = found.span;
        let before = support(&self.removed, &self.old_paragraphs, span, REACH);
        let after = support(&self.inserted, &self.new_paragraphs, to, REACH);
        Some(Mapped {
            from: span,
            span: to,
            is_kept: matches!(carried, Carried::Kept(_)),
            kept: self.removed.kept(span) + found.recognised,
            doubtful: found.doubtful,
            is_telling: self
                .is_telling(span, self.removed.kept(span), |at| self.removed.kept(Span::new(at, at + 1)) > 0),
            support: before.min(after),
            home: share(&self.removed, &self.old_paragraphs, span).max(share(
                &self.inserted,
                &self.new_paragraphs,
                to,
            )),
        })
    }

    /// Whether the characters of a passage that are left, so many of them, say enough to take the place for it.
    fn is_telling(&self, span: Span, kept: u32, is_left: impl Fn(u32) -> bool) -> bool {
        if kept as f32 >= NEARLY_ALL * span.len() as f32 {
            return true;
        }
        let words = self.old.text.slice(span).unwrap_or_default();
        let mut weight = 0;
        (span.start.0..).zip(words.chars()).any(|(at, character)| {
            weight += if is_left(at) { weight_of(character) } else { 0 };
            weight >= TELLING
        })
    }

    /// Where the passage is in a paragraph that moved and was edited.
    pub(super) fn drifted(&self, span: Span) -> Option<Mapped> {
        let drifts = self.drifts();
        let index = drifts.partition_point(|drift| drift.from.end < span.end);
        let drift = drifts.get(index).filter(|drift| drift.from.start <= span.start)?;
        self.mapped_within(span, drift)
    }

    /// Where a passage within a paragraph is in the one that was found for it.
    pub(super) fn mapped_within(&self, span: Span, drift: &Drift) -> Option<Mapped> {
        let within = shifted(span, drift.from.start, CodePoint(0));
        let carried = drift.mapper.carry(within);
        let to = carried.span()?;
        let (removed, inserted) = (Coverage::removed(&drift.edits), Coverage::removed(&drift.edits.invert()));
        let (old, new) = (Paragraphs::whole(drift.from.len()), Paragraphs::whole(drift.to.len()));
        Some(Mapped {
            from: span,
            span: shifted(to, CodePoint(0), drift.to.start),
            is_kept: matches!(carried, Carried::Kept(_)),
            kept: removed.kept(within),
            doubtful: 0,
            is_telling: self.is_telling(span, removed.kept(within), |at| {
                let at = at - drift.from.start.0;
                removed.kept(Span::new(at, at + 1)) > 0
            }),
            support: support(&removed, &old, within, REACH).min(support(&inserted, &new, to, REACH)),
            // The paragraphs were compared as a whole.
            home: 1.0,
        })
    }

    pub(super) fn drifts(&self) -> &[Drift] {
        self.drifts.get_or_init(|| drift::find(self))
    }

    /// The paragraphs of one side of which the map leads to at least [`STRANGE`].
    pub(super) fn mapped_at_least(&self, is_old: bool) -> Vec<Paragraph<'_>> {
        self.paragraphs(is_old, |share| share >= STRANGE)
    }

    /// The paragraphs of one side of which the map leads to less than `share`.
    pub(super) fn mapped_less(&self, is_old: bool, most: f32) -> Vec<Paragraph<'_>> {
        self.paragraphs(is_old, |share| share < most)
    }

    /// The paragraphs of one side that have no place in the other text.
    pub(super) fn strangers(&self, is_old: bool) -> Vec<Paragraph<'_>> {
        self.mapped_less(is_old, STRANGE)
    }

    /// The paragraphs of one side, long enough to be told, of which the map leads to a share that `is_wanted`; those that
    /// moved word for word are no question.
    pub(super) fn paragraphs(&self, is_old: bool, is_wanted: impl Fn(f32) -> bool) -> Vec<Paragraph<'_>> {
        let (side, paragraphs, coverage) = if is_old {
            (self.old, &self.old_paragraphs, &self.removed)
        } else {
            (self.new, &self.new_paragraphs, &self.inserted)
        };
        let is_moved = self.is_moved(is_old);
        paragraphs
            .spans()
            .filter(|span| span.len() >= LEAST_PARAGRAPH)
            .filter(|span| is_wanted(coverage.kept(*span) as f32 / span.len() as f32) && !is_moved(*span))
            .filter_map(|span| Some((span, side.text.slice(span)?)))
            .collect()
    }

    /// Whether a stretch of one side moved word for word, or some of it.
    pub(super) fn is_moved(&self, is_old: bool) -> impl Fn(Span) -> bool + use<> {
        let mut moved: Vec<Span> =
            self.difference.moves.iter().map(|moved| if is_old { moved.from } else { moved.to }).collect();
        moved.sort_unstable_by_key(|span| span.start);
        move |span| {
            let index = moved.partition_point(|moved| moved.end <= span.start);
            moved.get(index).is_some_and(|moved| moved.overlaps(span))
        }
    }

    /// The paragraphs that the map lays an old paragraph on.
    pub(super) fn image(&self, old: Span) -> Option<Paragraph<'_>> {
        let to = self.new_paragraphs.around(self.mapper.carry(old).span().filter(|span| !span.is_empty())?);
        Some((to, self.new.text.slice(to)?))
    }

    /// The paragraphs that the map lays on a new paragraph.
    pub(super) fn origin(&self, new: Span) -> Option<Paragraph<'_>> {
        let from = self.old_paragraphs.around(self.back.carry(new).span().filter(|span| !span.is_empty())?);
        Some((from, self.old.text.slice(from)?))
    }
}
