//! Where the passages of one text stand in another, and which of them somebody has to be asked about.
//!
//! Owns the judgement. A passage is placed by itself only where there is evidence that it is the same one; otherwise the
//! outcome says so, with what is nearest. In this order:
//! 1. paragraphs that moved word for word take their passages along;
//! 2. the map of the edits leads to the passage, and its neighbourhood is there as well ([`coverage`]): a few words that the
//!    comparison kept by chance, in a paragraph that was replaced by another, are no evidence;
//! 3. paragraphs that moved and were edited are recognised as a whole ([`drift`]);
//! 4. what is left is searched by its words and what stood around them ([`search`]), approximately. A find counts only in
//!    text that is new there: what stood in the old text already is another passage, however much it looks like this one.
//!    It counts above a score and with a lead over the runner-up, and for short quotes not at all.
//!
//! The constants were chosen on the workloads of `cargo xtask bench --only anchoring`; BENCHMARKS.md has what they give.

mod contest;
mod coverage;
mod drift;
mod kin;
mod search;

use std::sync::OnceLock;

use crate::diff::{Difference, Move};
use crate::edit::{Carried, Mapper};
use crate::segment::{snap_outward, trim};
use crate::selector::{CONTEXT, TextQuoteSelector};
use crate::units::{CodePoint, Span, TextIndex};
use contest::Contest;
use coverage::{Coverage, Paragraphs, support};
use drift::Drift;
use kin::Paragraph;
use search::{Index, Place, Quote};

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

/// How far the neighbourhood reaches that has to hold a passage, in code points to each side.
const REACH: u32 = CONTEXT;
/// The share of a passage and its neighbourhood that both texts have to have in common for the map to be believed.
/// Edits of 15 % leave 0.85 ± 0.07; paragraphs that have nothing to do with each other share up to 0.3.
const SUPPORT: f32 = 0.5;
/// The share of a passage's own characters that has to be left for it to be the same passage, edited.
const LEFT: f32 = 0.5;
/// A passage that became longer than this many times, and by more than this many code points, was torn apart by the
/// comparison, or something was put into it that is longer than itself: a reader has to look.
const STRETCH: (u32, u32) = (2, 40);

/// A passage of which more than this share moved elsewhere was torn apart: a reader has to look.
const TORN: f32 = 0.1;

/// A paragraph of which the map leads to less than this is gone, or new. Unrelated paragraphs that the comparison laid
/// beside each other share up to a quarter of their characters by chance.
const STRANGE: f32 = 0.4;
/// A paragraph shorter than this, in code points, says too little about itself to be recognised.
const LEAST_PARAGRAPH: u32 = 16;

/// The least share of a quote's words that counts as found by search, when its surroundings changed.
const FOUND: f32 = 0.9;
/// The least score, words and surroundings together, that counts as found.
const SCORE: f32 = 0.8;
/// How far ahead of the runner-up a find has to be. One word of a clause changed makes 0.05 to 0.1.
const LEAD: f32 = 0.15;
/// A quote shorter than this, in code points, is never found by search: interviews repeat phrases of up to a dozen
/// characters verbatim.
const SHORTEST: usize = 16;
/// A find below this score is not worth asking about.
const WORTH_ASKING: f32 = 0.55;
/// A place that is like the passage to this degree looks like it.
const LOOKS_LIKE: f32 = 0.75;
/// The share of a place that stood in the old text already, from which on it is another passage.
const KNOWN: f32 = 0.4;
/// A passage of which less than this is left where it stood is gone from there.
const GONE: f32 = 0.25;
/// How many candidates an outcome carries.
const CANDIDATES: usize = 3;

/// Where each of `spans` of the old text stands in the new one; in the order of `spans`. For progress or a way to stop,
/// make a [`Reanchoring`] and ask it for one after the other.
#[must_use]
pub fn reanchor(old: &Side, new: &Side, difference: &Difference, spans: &[Span]) -> Vec<Outcome> {
    let work = Reanchoring::new(*old, *new, difference);
    spans.iter().map(|&span| work.outcome(span)).collect()
}

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
    contests: OnceLock<Vec<Contest>>,
    drifts: OnceLock<Vec<Drift>>,
    claims: OnceLock<Vec<Span>>,
    index: OnceLock<Index>,
    old_index: OnceLock<Index>,
}

/// A place that the map leads to, with what speaks for it.
#[derive(Clone, Copy, Debug)]
struct Mapped {
    from: Span,
    span: Span,
    is_kept: bool,
    /// The share of the passage's characters that are left.
    left: f32,
    /// How well its neighbourhood holds it, in the text where that is less.
    support: f32,
}

impl Mapped {
    fn is_sure(&self) -> bool {
        let is_stretched =
            self.span.len() > self.from.len().saturating_mul(STRETCH.0).saturating_add(STRETCH.1);
        self.support >= SUPPORT && self.left >= LEFT && !is_stretched
    }

    fn score(&self) -> f32 {
        self.left.min(self.support)
    }
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
        }
    }

    /// What became of `span` of the old text. A span that holds nothing, or reaches beyond the text, is orphaned.
    #[must_use]
    pub fn outcome(&self, span: Span) -> Outcome {
        if span.is_empty() || self.old.text.byte_range(span).is_none() {
            return Outcome::Orphaned { reason: Reason::Deleted, candidates: Vec::new() };
        }
        if let Some(moved) = self.moved(span) {
            return Outcome::Moved(moved);
        }
        let mapped = self.mapped(span);
        let moved = self.moved_pieces(span);
        let moved_length: u32 = moved.iter().map(|piece| piece.len()).sum();
        if moved_length as f32 > TORN * span.len() as f32 {
            return self.torn(span, &moved, mapped);
        }
        if let Some(mapped) = mapped.filter(Mapped::is_sure) {
            let rivals = self.rivals(span);
            return match rivals.is_empty() {
                true => self.placed(&mapped, Outcome::Kept),
                false => self.contested(&mapped, &rivals),
            };
        }
        if let Some(drifted) = self.drifted(span).filter(Mapped::is_sure) {
            return self.placed(&drifted, Outcome::Moved);
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
        Outcome::Changed { span, score: mapped.score() }
    }

    /// The contests about the paragraphs that the passage lies in.
    fn rivals(&self, span: Span) -> Vec<&Contest> {
        let contests = self.contests.get_or_init(|| contest::find(self));
        let until = contests.partition_point(|contest| contest.from.start < span.end);
        let from = self.old_paragraphs.around(span).start;
        let near = contests[..until].iter().rev().take_while(|contest| contest.from.start >= from);
        near.filter(|contest| contest.from.overlaps(span)).collect()
    }

    /// The outcome for a passage that the map leads to, in a paragraph that could as well be another one.
    fn contested(&self, mapped: &Mapped, rivals: &[&Contest]) -> Outcome {
        let score = mapped.score() * QUESTIONABLE;
        let mut candidates = vec![self.candidate(&Place { span: mapped.span, quote: mapped.left, score })];
        for contest in rivals {
            let Some((to, mapper)) = &contest.rival else { continue };
            let within = Span {
                start: mapped.from.start.max(contest.from.start),
                end: mapped.from.end.min(contest.from.end),
            };
            let carried = mapper.carry(shifted(within, contest.from.start, CodePoint(0)));
            if let Some(span) = carried.span().filter(|span| !span.is_empty()) {
                let span = shifted(span, CodePoint(0), to.start);
                candidates.push(self.candidate(&Place { span, quote: mapped.left, score }));
            }
        }
        candidates.truncate(CANDIDATES);
        Outcome::ToConfirm { candidates }
    }

    /// Where the paragraphs that the passage lies in were moved word for word.
    fn moved(&self, span: Span) -> Option<Span> {
        let moves = &self.difference.moves;
        let index = moves.partition_point(|moved| moved.from.end < span.end);
        let moved = moves.get(index).filter(|moved| moved.from.start <= span.start)?;
        let start = moved.to.start.0 + (span.start.0 - moved.from.start.0);
        Some(Span::new(start, start + span.len()))
    }

    /// The paragraphs of one side of which the map leads to at least [`STRANGE`].
    fn mapped_at_least(&self, is_old: bool) -> Vec<Paragraph<'_>> {
        self.paragraphs(is_old, |share| share >= STRANGE)
    }

    /// The paragraphs of one side of which the map leads to less than `share`.
    fn mapped_less(&self, is_old: bool, most: f32) -> Vec<Paragraph<'_>> {
        self.paragraphs(is_old, |share| share < most)
    }

    /// The paragraphs of one side that have no place in the other text.
    fn strangers(&self, is_old: bool) -> Vec<Paragraph<'_>> {
        self.mapped_less(is_old, STRANGE)
    }

    /// The paragraphs of one side, long enough to be told, of which the map leads to a share that `is_wanted`; those that
    /// moved word for word are no question.
    fn paragraphs(&self, is_old: bool, is_wanted: impl Fn(f32) -> bool) -> Vec<Paragraph<'_>> {
        let (side, paragraphs, coverage) = if is_old {
            (self.old, &self.old_paragraphs, &self.removed)
        } else {
            (self.new, &self.new_paragraphs, &self.inserted)
        };
        let mut moved: Vec<Span> =
            self.difference.moves.iter().map(|moved| if is_old { moved.from } else { moved.to }).collect();
        moved.sort_unstable_by_key(|span| span.start);
        let is_moved = |span: Span| {
            let index = moved.partition_point(|moved| moved.end <= span.start);
            moved.get(index).is_some_and(|moved| moved.overlaps(span))
        };
        paragraphs
            .spans()
            .filter(|span| span.len() >= LEAST_PARAGRAPH)
            .filter(|span| is_wanted(coverage.kept(*span) as f32 / span.len() as f32) && !is_moved(*span))
            .filter_map(|span| Some((span, side.text.slice(span)?)))
            .collect()
    }

    /// The paragraphs that the map lays an old paragraph on.
    fn image(&self, old: Span) -> Option<Paragraph<'_>> {
        let to = self.new_paragraphs.around(self.mapper.carry(old).span().filter(|span| !span.is_empty())?);
        Some((to, self.new.text.slice(to)?))
    }

    /// The paragraphs that the map lays on a new paragraph.
    fn origin(&self, new: Span) -> Option<Paragraph<'_>> {
        let from = self.old_paragraphs.around(self.back.carry(new).span().filter(|span| !span.is_empty())?);
        Some((from, self.old.text.slice(from)?))
    }

    /// Where the parts of a passage stand that are in paragraphs that moved word for word.
    fn moved_pieces(&self, span: Span) -> Vec<Span> {
        let moves = &self.difference.moves;
        let first = moves.partition_point(|moved| moved.from.end <= span.start);
        let within = moves[first..].iter().take_while(|moved| moved.from.start < span.end);
        let piece = |moved: &Move| {
            let part = Span { start: moved.from.start.max(span.start), end: moved.from.end.min(span.end) };
            shifted(part, moved.from.start, moved.to.start)
        };
        within.map(piece).collect()
    }

    /// The outcome for a passage part of which moved elsewhere: its pieces, the largest first.
    fn torn(&self, span: Span, moved: &[Span], mapped: Option<Mapped>) -> Outcome {
        let score = |share: f32| share * QUESTIONABLE;
        let share = |piece: &Span| piece.len() as f32 / span.len() as f32;
        let places = moved.iter().map(|piece| (*piece, share(piece)));
        let mut candidates: Vec<Candidate> = places
            .chain(mapped.map(|mapped| (mapped.span, mapped.left)))
            .map(|(span, share)| self.candidate(&Place { span, quote: share, score: score(share) }))
            .filter(|candidate| !candidate.span.is_empty())
            .collect();
        if candidates.is_empty() {
            return self.searched(span, None);
        }
        candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
        candidates.truncate(CANDIDATES);
        Outcome::ToConfirm { candidates }
    }

    /// Where the map of the edits leads.
    fn mapped(&self, span: Span) -> Option<Mapped> {
        let carried = self.mapper.carry(span);
        let to = carried.span()?;
        let before = support(&self.removed, &self.old_paragraphs, span, REACH);
        let after = support(&self.inserted, &self.new_paragraphs, to, REACH);
        Some(Mapped {
            from: span,
            span: to,
            is_kept: matches!(carried, Carried::Kept(_)),
            left: self.removed.kept(span) as f32 / span.len() as f32,
            support: before.min(after),
        })
    }

    /// Where the passage is in a paragraph that moved and was edited.
    fn drifted(&self, span: Span) -> Option<Mapped> {
        let drifts = self.drifts();
        let index = drifts.partition_point(|drift| drift.from.end < span.end);
        let drift = drifts.get(index).filter(|drift| drift.from.start <= span.start)?;
        let within = shifted(span, drift.from.start, CodePoint(0));
        let carried = drift.mapper.carry(within);
        let to = carried.span()?;
        let (removed, inserted) = (Coverage::removed(&drift.edits), Coverage::removed(&drift.edits.invert()));
        let (old, new) = (Paragraphs::whole(drift.from.len()), Paragraphs::whole(drift.to.len()));
        Some(Mapped {
            from: span,
            span: shifted(to, CodePoint(0), drift.to.start),
            is_kept: matches!(carried, Carried::Kept(_)),
            left: removed.kept(within) as f32 / span.len() as f32,
            support: support(&removed, &old, within, REACH).min(support(&inserted, &new, to, REACH)),
        })
    }

    /// The outcome for a passage that no map leads to for sure; `mapped` is where it leads all the same.
    fn searched(&self, span: Span, mapped: Option<Mapped>) -> Outcome {
        let (places, length) = self.search(span);
        // What was in the old text already is another passage; what the map knows as this one is not.
        let is_known = |place: &Place| {
            let own = mapped.map_or(Span::default(), |mapped| mapped.span);
            let both = Span {
                start: own.start.max(place.span.start).min(place.span.end),
                end: own.end.min(place.span.end).max(own.start.max(place.span.start).min(place.span.end)),
            };
            let known = self.inserted.kept(place.span) - self.inserted.kept(both) + self.claimed(place.span);
            known as f32 >= KNOWN * place.span.len() as f32
        };
        let fresh: Vec<&Place> = places.iter().filter(|place| !is_known(place)).collect();
        // Where the map still knows a part, the rest elsewhere makes it a question.
        let is_gone = mapped.is_none_or(|mapped| mapped.left < GONE);
        if let Some(best) = fresh.first().filter(|_| is_gone && length >= SHORTEST) {
            let others = places.iter().filter(|place| place.span != best.span);
            let runner_up = others.map(|place| place.score).fold(0.0, f32::max);
            let is_enough = best.quote >= FOUND || best.score >= SCORE;
            if is_enough && best.score >= runner_up + LEAD && !self.has_twin(span, best.quote) {
                let span = trim(self.new.text, snap_outward(self.new.text, best.span));
                return Outcome::Changed { span, score: best.score };
            }
        }
        let mut asked: Vec<Candidate> = fresh
            .iter()
            .filter(|place| place.score >= WORTH_ASKING)
            .map(|place| self.candidate(place))
            .collect();
        if let Some(mapped) = mapped.filter(|mapped| mapped.left >= LEFT || mapped.score() >= SUPPORT) {
            let place = Place { span: mapped.span, quote: mapped.left, score: mapped.left * QUESTIONABLE };
            let candidate = self.candidate(&place);
            if !asked.iter().any(|other| other.span.overlaps(candidate.span)) && !candidate.span.is_empty() {
                asked.push(candidate);
            }
        }
        asked.sort_by(|one, other| other.score.total_cmp(&one.score));
        asked.truncate(CANDIDATES);
        if !asked.is_empty() {
            return Outcome::ToConfirm { candidates: asked };
        }
        let reason = match places.first() {
            Some(best) if best.quote >= LOOKS_LIKE => Reason::LookAlike,
            _ if length < SHORTEST => Reason::TooShort,
            _ if mapped.is_some() => Reason::Rewritten,
            _ => Reason::Deleted,
        };
        let candidates = places.iter().take(CANDIDATES).map(|place| self.candidate(place)).collect();
        Outcome::Orphaned { reason, candidates }
    }

    fn candidate(&self, place: &Place) -> Candidate {
        candidate(self.new.text, place)
    }

    fn drifts(&self) -> &[Drift] {
        self.drifts.get_or_init(|| drift::find(self))
    }

    /// How much of a place belongs to paragraphs that moved there.
    fn claimed(&self, place: Span) -> u32 {
        let claims = self.claims.get_or_init(|| {
            let moved = self.difference.moves.iter().map(|moved| moved.to);
            let mut claims: Vec<Span> = moved.chain(self.drifts().iter().map(|drift| drift.to)).collect();
            claims.sort_unstable_by_key(|span| span.start);
            claims
        });
        let first = claims.partition_point(|claim| claim.end <= place.start);
        let within = claims[first..].iter().take_while(|claim| claim.start < place.end);
        within.map(|claim| claim.end.0.min(place.end.0) - claim.start.0.max(place.start.0)).sum()
    }

    /// Whether the old text has the passage, or something as like it as `quote`, elsewhere as well: then what is found in the
    /// new one may be that.
    fn has_twin(&self, span: Span, quote: f32) -> bool {
        let index = self.old_index.get_or_init(|| Index::new(self.old.text.text()));
        let is_twin = |place: &Place| !place.span.overlaps(span) && place.quote >= quote - LEAD;
        self.with_quote(span, |words| {
            index.find(words, &|at| zone_at(self.old.zones, at)).iter().any(is_twin)
        })
    }

    /// The places of the new text that answer to the words of `span`, and how many code points those are.
    fn search(&self, span: Span) -> (Vec<Place>, usize) {
        let index = self.index.get_or_init(|| Index::new(self.new.text.text()));
        self.with_quote(span, |quote| {
            (index.find(quote, &|at| zone_at(self.new.zones, at)), quote.exact.len())
        })
    }

    fn with_quote<T>(&self, span: Span, then: impl FnOnce(&Quote) -> T) -> T {
        let text = self.old.text;
        let words = |span: Span| text.slice(span).unwrap_or_default().chars().collect::<Vec<char>>();
        let exact = words(span);
        let prefix = words(Span::new(span.start.0.saturating_sub(CONTEXT), span.start.0));
        let suffix = words(Span::new(span.end.0, span.end.0.saturating_add(CONTEXT).min(text.len().0)));
        let (speaker, section) = zone_at(self.old.zones, span.start);
        then(&Quote { exact: &exact, prefix: &prefix, suffix: &suffix, speaker, section })
    }
}

/// A span counted from elsewhere.
fn shifted(span: Span, from: CodePoint, to: CodePoint) -> Span {
    let start = span.start.0 - from.0 + to.0;
    Span::new(start, start + span.len())
}

/// What the map's word is worth as a candidate where it was not believed.
const QUESTIONABLE: f32 = 0.8;

/// Who speaks at a place and in which section, as far as is known.
fn zone_at(zones: &[Zone], at: CodePoint) -> (Option<u32>, Option<u32>) {
    let index = zones.partition_point(|zone| zone.span.end <= at);
    let zone = zones.get(index).filter(|zone| zone.span.contains(at));
    zone.map_or((None, None), |zone| (zone.speaker, zone.section))
}

fn candidate(text: &TextIndex, place: &Place) -> Candidate {
    Candidate { span: trim(text, snap_outward(text, place.span)), score: place.score }
}

/// Places for a passage that is known by its words only: an orphan that looks for its place again, or an annotation whose
/// words are not where they should be. Best first, at most `most`; `near` is where it stood, and decides between places
/// that answer equally well.
#[must_use]
pub fn candidates(
    quote: &TextQuoteSelector,
    speaker: Option<u32>,
    section: Option<u32>,
    near: Option<CodePoint>,
    side: &Side,
    most: usize,
) -> Vec<Candidate> {
    Finder::new(*side).candidates(quote, speaker, section, near, most)
}

/// A text made ready for [`candidates`] of many quotes.
pub struct Finder<'a> {
    side: Side<'a>,
    index: Index,
}

impl<'a> Finder<'a> {
    /// Makes the text ready: about 50 ms for a million characters.
    #[must_use]
    pub fn new(side: Side<'a>) -> Self {
        Self { side, index: Index::new(side.text.text()) }
    }

    /// See [`candidates`].
    #[must_use]
    pub fn candidates(
        &self,
        quote: &TextQuoteSelector,
        speaker: Option<u32>,
        section: Option<u32>,
        near: Option<CodePoint>,
        most: usize,
    ) -> Vec<Candidate> {
        let characters = |text: &str| text.chars().collect::<Vec<char>>();
        let (exact, prefix, suffix) =
            (characters(&quote.exact), characters(&quote.prefix), characters(&quote.suffix));
        let quote = Quote { exact: &exact, prefix: &prefix, suffix: &suffix, speaker, section };
        let mut places = self.index.find(&quote, &|at| zone_at(self.side.zones, at));
        if let Some(near) = near {
            let away = |place: &Place| place.span.start.0.abs_diff(near.0);
            places.sort_by(|one, other| other.score.total_cmp(&one.score).then(away(one).cmp(&away(other))));
        }
        places.truncate(most);
        let places = places.iter().map(|place| candidate(self.side.text, place));
        places.filter(|candidate| !candidate.span.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests;
