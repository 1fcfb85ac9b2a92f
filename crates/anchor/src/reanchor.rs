//! Where the passages of one text stand in another, and which of them somebody has to be asked about.
//!
//! Owns the judgement. A passage is placed by itself only where there is evidence that it is the same one; otherwise the
//! outcome says so, with what is nearest. In this order:
//! 1. paragraphs that moved word for word take their passages along;
//!    a passage that was said twice in a row, and of which one is gone or a second has come, is a question ([`twins`]);
//! 2. of paragraphs that are nearly alike (an interview repeats itself, a passage is pasted twice) the map may have taken the
//!    wrong one, or divided one between two: the nearer one is it, and where they are equally near the one that is still
//!    between its neighbours; otherwise it is a question ([`contest`]), and so is a passage of which a part went elsewhere;
//! 3. the map of the edits leads to the passage, and its neighbourhood is there as well ([`coverage`]): a few words that the
//!    comparison kept by chance, in a paragraph that was replaced by another, are no evidence. At its edges words are looked
//!    for in what was replaced ([`edges`]). Where more was put in than is left of it, or too little is left to tell it by, it
//!    is a question;
//! 4. paragraphs that moved and were edited are recognised as a whole ([`drift`]);
//! 5. what is left is searched by its words and what stood around them ([`search`]), approximately. A find counts only in
//!    text that is new there: what stood in the old text already is another passage, however much it looks like this one.
//!    It counts above a score and with a lead over the runner-up, and for short quotes not at all.
//!
//! The constants were chosen on the workloads of `cargo xtask bench --only anchoring`; BENCHMARKS.md has what they give. What is
//! said at each of them of other values is of 336,000 passages (all workloads and rates but the last workload on the interviews,
//! seeds 700 and 701, which nothing was chosen on), before `contest/remnants`: with all constants as they are 4 were wrong, all
//! at 15 %, and 684 missed, which is still there and was asked about or given up.

mod contest;
mod coverage;
mod drift;
mod edges;
mod finder;
mod judge;
mod kin;
mod map;
mod search;
mod twins;

use std::sync::OnceLock;

use crate::diff::Difference;
use crate::edit::Mapper;
use crate::parallel;
use crate::segment::{snap_outward, trim};
use crate::units::{CodePoint, Span, TextIndex};
use contest::{Contest, Contests, Verdict};
use coverage::{Coverage, Paragraphs};
use drift::Drift;
pub use finder::{Finder, candidates};
pub use judge::SHORTEST;
use map::{LEFT, Mapped};
use search::{Index, Place};
use twins::Slides;

/// A stretch of a text that belongs to one speaker or section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Which stretch.
    pub span: Span,
    /// Whose words; the numbers are the caller's, and the same number means the same speaker in both texts.
    pub speaker: Option<u32>,
    /// In which section; as with the speakers.
    pub section: Option<u32>,
}

/// One of the two texts.
#[derive(Clone, Copy, Debug)]
pub struct Side<'t> {
    /// The text.
    pub text: &'t TextIndex<'t>,
    /// What is known about who speaks where, in the order of the text and apart from each other; may be empty.
    pub zones: &'t [Zone],
}

/// What became of a passage.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Its words were not touched; the map of the edits leads to them.
    Kept(Span),
    /// It stands elsewhere word for word, with its paragraph.
    Moved(Span),
    /// Some of it was edited.
    Changed {
        /// Where it stands now.
        span: Span,
        /// How much of it is as it was, 0 to 1.
        score: f32,
    },
    /// Something like it was found, but it takes a reader to tell whether it is the passage. Best first, never empty.
    ToConfirm {
        /// Where it may stand.
        candidates: Vec<Candidate>,
    },
    /// It is not in the new text as far as can be told.
    Orphaned {
        /// Why.
        reason: Reason,
        /// What is nearest to it, best first; may be empty.
        candidates: Vec<Candidate>,
    },
}

/// A place where a passage may stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The place.
    pub span: Span,
    /// How much speaks for it, 0 to 1.
    pub score: f32,
}

/// Why a passage has no place in the new text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was taken out, and nothing like it stands anywhere.
    Deleted,
    /// It was taken out; what is like it in the new text stood there before and is something else.
    LookAlike,
    /// It is too short to be recognised elsewhere.
    TooShort,
    /// It was rewritten, and too little of it is left to be sure of.
    Rewritten,
}

/// A passage of which more than this share went elsewhere was torn apart, and a reader has to look; with less than this left
/// behind it has gone there.
/// At 0.05 and 0.2, 789 and 655 were missed, and none more was wrong.
const TORN: f32 = 0.1;

/// Where each of `spans` of the old text stands in the new one; in the order of `spans`. For progress or a way to stop,
/// make a [`Reanchoring`] and ask it for some after the others.
#[must_use]
pub fn reanchor(old: &Side, new: &Side, difference: &Difference, spans: &[Span]) -> Vec<Outcome> {
    Reanchoring::new(*old, *new, difference).outcomes(spans)
}

/// Passages that one processor takes at a time. Most take a microsecond, those that are searched a tenth of a millisecond.
const GRAIN: usize = 16;

/// Two texts and their difference, made ready to say of any passage where it went.
///
/// What takes long (comparing paragraphs that went elsewhere, an index of the new text) is done when a passage first needs
/// it.
pub struct Reanchoring<'a> {
    old: Side<'a>,
    new: Side<'a>,
    difference: &'a Difference,
    mapper: Mapper,
    removed: Coverage,
    inserted: Coverage,
    old_paragraphs: Paragraphs,
    new_paragraphs: Paragraphs,
    back: Mapper,
    contests: OnceLock<Contests>,
    drifts: OnceLock<Vec<Drift>>,
    claims: OnceLock<Vec<Span>>,
    index: OnceLock<Index>,
    old_index: OnceLock<Index>,
    slides: OnceLock<Slides>,
}

impl<'a> Reanchoring<'a> {
    /// Makes the two ready. `difference` must be that of the two texts.
    #[must_use]
    pub fn new(old: Side<'a>, new: Side<'a>, difference: &'a Difference) -> Self {
        let back = difference.edits.invert();
        Self {
            old,
            new,
            difference,
            mapper: difference.edits.mapper(),
            removed: Coverage::removed(&difference.edits),
            inserted: Coverage::removed(&back),
            back: back.mapper(),
            contests: OnceLock::new(),
            old_paragraphs: Paragraphs::new(old.text.text()),
            new_paragraphs: Paragraphs::new(new.text.text()),
            drifts: OnceLock::new(),
            claims: OnceLock::new(),
            index: OnceLock::new(),
            old_index: OnceLock::new(),
            slides: OnceLock::new(),
        }
    }

    /// What became of each of `spans`, in their order; see [`Reanchoring::outcome`]. Does it on all processors.
    #[must_use]
    pub fn outcomes(&self, spans: &[Span]) -> Vec<Outcome> {
        parallel::map(spans, GRAIN, |&span| self.outcome(span))
    }

    /// What became of `span` of the old text. A span that holds nothing, or reaches beyond the text, is orphaned.
    #[must_use]
    pub fn outcome(&self, span: Span) -> Outcome {
        if span.is_empty() || self.old.text.byte_range(span).is_none() {
            return Outcome::Orphaned { reason: Reason::Deleted, candidates: Vec::new() };
        }
        if let Some(moved) = self.moved(span) {
            let contests = self.contests_of(span);
            return match contests.is_empty() {
                true => Outcome::Moved(moved),
                false => self.contested(span, Some(Place::doubted(moved, 1.0)), &contests),
            };
        }
        if let Some(question) = self.twin(span) {
            return question;
        }
        let mapped = self.mapped(span);
        let contests = self.contests_of(span);
        let mut moved = self.moved_pieces(span);
        if mapped.is_none_or(|mapped| mapped.left() < 1.0 - TORN) {
            moved.extend(self.drifted_pieces(span));
        }
        let moved_length: u32 = moved.iter().map(|piece| piece.length).sum();
        if moved_length as f32 > TORN * span.len() as f32 {
            return self.torn(span, &moved, mapped, &contests);
        }
        if let [contest] = contests[..]
            && let Verdict::Is(drift) = &contest.verdict
            && let Some(settled) = self.settled(span, drift).filter(Mapped::is_sure)
        {
            return self.placed(&settled, Outcome::Kept);
        }
        if let Some(mapped) = mapped.filter(Mapped::is_sure) {
            return match contests.is_empty() {
                true => self.placed(&mapped, Outcome::Kept),
                false => self.contested(span, Some(mapped.place()), &contests),
            };
        }
        if let Some(drifted) = self.drifted(span).filter(Mapped::is_sure) {
            return match contests.is_empty() {
                true => self.placed(&drifted, Outcome::Moved),
                false => self.contested(span, Some(drifted.place()), &contests),
            };
        }
        if mapped.is_none() && !contests.is_empty() {
            return self.contested(span, None, &contests);
        }
        self.searched(span, mapped)
    }

    /// The outcome for a place that is sure: with its words untouched that of `unchanged`.
    fn placed(&self, mapped: &Mapped, unchanged: impl Fn(Span) -> Outcome) -> Outcome {
        if mapped.is_kept {
            return unchanged(mapped.span);
        }
        let span = trim(self.new.text, snap_outward(self.new.text, mapped.span));
        if span.is_empty() {
            return self.searched(mapped.from, None);
        }
        // Of a few words the white space may have been the greater part.
        let trimmed = mapped.span.len().saturating_sub(span.len());
        if (mapped.kept.saturating_sub(trimmed) as f32) < LEFT * mapped.from.len() as f32 {
            return self.searched(mapped.from, Some(*mapped));
        }
        Outcome::Changed { span, score: mapped.score() }
    }

    /// The contests about the paragraphs that more than a tenth of the passage lies in.
    fn contests_of(&self, span: Span) -> Vec<&Contest> {
        let contests = self.contests.get_or_init(|| Contests::new(contest::find(self)));
        let shared = |contest: &Contest| {
            let (start, end) = (contest.from.start.max(span.start), contest.from.end.min(span.end));
            end.0.saturating_sub(start.0) as f32
        };
        // What was cut off where it stood is no question; of a few characters nobody can say that they were.
        let is_there = |contest: &Contest| match contest.verdict {
            Verdict::Remains(..) => span.len() < SHORTEST || self.place_in(contest, span).is_some(),
            _ => true,
        };
        let is_about = |contest: &&Contest| shared(contest) > TORN * span.len() as f32 && is_there(contest);
        contests.beside(span).iter().filter(is_about).collect()
    }

    fn candidate(&self, place: &Place) -> Candidate {
        candidate(self.new.text, place)
    }
}

/// A span counted from elsewhere.
fn shifted(span: Span, from: CodePoint, to: CodePoint) -> Span {
    let start = span.start.0 - from.0 + to.0;
    Span::new(start, start + span.len())
}

/// Who speaks at a place and in which section, as far as is known.
fn zone_at(zones: &[Zone], at: CodePoint) -> (Option<u32>, Option<u32>) {
    let index = zones.partition_point(|zone| zone.span.end <= at);
    let zone = zones.get(index).filter(|zone| zone.span.contains(at));
    zone.map_or((None, None), |zone| (zone.speaker, zone.section))
}

fn candidate(text: &TextIndex, place: &Place) -> Candidate {
    Candidate { span: trim(text, snap_outward(text, place.span)), score: place.score }
}

#[cfg(test)]
mod tests;
