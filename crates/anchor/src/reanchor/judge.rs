//! What to say of a passage that no map leads to for sure.

use super::contest::{Contest, Verdict};
use super::coverage::share;
use super::map::{LEFT, Mapped, Piece, SUPPORT};
use super::search::{Index, Place, Quote};
use super::{Candidate, Outcome, Reanchoring, Reason, TORN, zone_at};
use crate::segment::{snap_outward, trim};
use crate::selector::CONTEXT;
use crate::units::Span;

// What is said of measurements here is of 936,000 passages: all workloads and rates of the trial, seeds 500 to 505. Of these
// 8 were wrong and 99.8205 % right; 1,430 that were still there were asked about, 1,253 of them with the right place among
// the candidates, and so were 2,747 that were gone.

/// The least share of a quote's words that counts as found by search, when its surroundings changed. At 0.8 two passages more
/// were right, at 0.85 one, at 0.95 none; none was wrong instead. So it stays where a find is nearly word for word.
const FOUND: f32 = 0.9;
/// The least score, words and surroundings together, that counts as found.
/// Of the 336,000 passages of `reanchor`, at 0.7 and 0.9 every figure was the same.
const SCORE: f32 = 0.8;
/// How far ahead of the runner-up a find has to be. One word of a clause changed makes 0.05 to 0.1.
/// Of the 336,000 passages of `reanchor`, at 0.1 and 0.2 every figure was the same.
const LEAD: f32 = 0.15;
/// A quote shorter than this, in code points, is never found by search: interviews repeat phrases of up to a dozen
/// characters verbatim.
/// Of the 336,000 passages of `reanchor`, at 10 and 24, 7 and 4 were wrong and none more missed.
pub const SHORTEST: u32 = 16;
/// A find below this score is not worth asking about. It moves between asked and given up, and nothing that is wrong or right:
/// at 0.45, 0.5, 0.6 and 0.65 the right place was offered 12 and 9 times more and 7 and 18 times less often, and 152 and 89
/// more and 152 and 256 fewer were asked about that were gone.
const WORTH_ASKING: f32 = 0.55;
/// A place that is like the passage to this degree looks like it. That only words the reason: of 5,359 orphans where one of two
/// alike was deleted 40, 69, 121, 305 and 862 were called deleted at 0.65, 0.7, 0.75, 0.8 and 0.85, and of 23,384 elsewhere
/// 5,837, 5,726, 5,683, 5,626 and 5,522 look-alikes.
const LOOKS_LIKE: f32 = 0.75;
/// The share of a place that stood in the old text already, from which on it is another passage. At 0.2, 0.3, 0.5 and 0.6 none
/// more was wrong or right; the right place was offered 5 and 4 times less and 2 and 7 times more often, for 46 and 29 fewer
/// and 43 and 120 more questions about what was gone.
const KNOWN: f32 = 0.4;
/// A passage of which less than this is left where it stood is gone from there. At 0.05, 0.15, 0.35 and 0.45 every figure was
/// the same: what little the map knows of a passage that is found elsewhere does not decide.
const GONE: f32 = 0.25;
/// How many candidates an outcome carries.
pub(super) const CANDIDATES: usize = 3;
/// What the map's word is worth as a candidate where it was not believed. It orders what is asked: the right place came first
/// 1,203 times at 0.6 and 0.7, 1,204 at 0.8 and 0.9, 1,205 at 1; nothing was wrong or right for it. Below 1 for a place that
/// the map alone speaks for is less than one found word for word.
pub(super) const QUESTIONABLE: f32 = 0.8;

impl Place {
    /// A place that a map leads to, with this share of the passage, and that is not believed.
    pub(super) fn doubted(span: Span, share: f32) -> Self {
        Self { span, quote: share, score: share * QUESTIONABLE }
    }
}

impl Reanchoring<'_> {
    /// The outcome for a passage that no map leads to for sure; `mapped` is where it leads all the same.
    pub(super) fn searched(&self, span: Span, mapped: Option<Mapped>) -> Outcome {
        let (mut places, length) = self.search(span);
        // White space alone is no passage.
        places.retain(|place| !self.candidate(place).span.is_empty());
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
        let is_gone = mapped.is_none_or(|mapped| mapped.left() < GONE);
        if let Some(best) = fresh.first().filter(|_| is_gone && length >= SHORTEST as usize) {
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
        if let Some(mapped) = mapped.filter(|mapped| mapped.left() >= LEFT || mapped.score() >= SUPPORT) {
            let candidate = self.candidate(&Place::doubted(mapped.span, mapped.left()));
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
            // With its whole paragraph gone there is nothing that it could not be told from.
            _ if share(&self.removed, &self.old_paragraphs, span) < TORN => Reason::Deleted,
            _ if length < SHORTEST as usize => Reason::TooShort,
            _ if mapped.is_some() => Reason::Rewritten,
            _ => Reason::Deleted,
        };
        let candidates = places.iter().take(CANDIDATES).map(|place| self.candidate(place)).collect();
        Outcome::Orphaned { reason, candidates }
    }

    /// The outcome for a passage part of which moved elsewhere: all but a tenth of it in one place is the passage, wherever
    /// that is, unless somebody else claims that; otherwise its pieces, the largest first.
    pub(super) fn torn(
        &self,
        span: Span,
        moved: &[Piece],
        mapped: Option<Mapped>,
        contests: &[&Contest],
    ) -> Outcome {
        let share = |piece: &Piece| piece.length as f32 / span.len() as f32;
        if let Some(bulk) = moved.iter().find(|piece| share(piece) >= 1.0 - TORN) {
            if !contests.is_empty() {
                return self.contested(span, Some(Place::doubted(bulk.span, share(bulk))), contests);
            }
            let place = trim(self.new.text, snap_outward(self.new.text, bulk.span));
            if !place.is_empty() {
                return Outcome::Changed { span: place, score: share(bulk) };
            }
        }
        let places = moved.iter().map(|piece| (piece.span, share(piece)));
        let mut candidates: Vec<Candidate> = places
            .chain(mapped.map(|mapped| (mapped.span, mapped.left())))
            .map(|(span, share)| self.candidate(&Place::doubted(span, share)))
            .filter(|candidate| !candidate.span.is_empty())
            .collect();
        if candidates.is_empty() {
            return self.searched(span, None);
        }
        candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
        candidates.truncate(CANDIDATES);
        Outcome::ToConfirm { candidates }
    }

    /// The outcome for a passage in a paragraph whose place is contested; `place` is where it would be.
    pub(super) fn contested(&self, span: Span, place: Option<Place>, contests: &[&Contest]) -> Outcome {
        let is_all = |contest: &Contest| contest.from.start <= span.start && span.end <= contest.from.end;
        if let [contest] = contests
            && matches!(contest.verdict, Verdict::IsNot)
            && is_all(contest)
        {
            return self.searched(span, None);
        }
        let others = contests.iter().filter_map(|contest| self.place_in(contest, span));
        let mut candidates: Vec<Candidate> =
            place.into_iter().chain(others).map(|place| self.candidate(&place)).collect();
        candidates.sort_by(|one, other| other.score.total_cmp(&one.score));
        let mut known = Vec::with_capacity(candidates.len());
        candidates.retain(|candidate| {
            let is_new = !candidate.span.is_empty() && !known.contains(&candidate.span);
            known.push(candidate.span);
            is_new
        });
        if candidates.is_empty() {
            return self.searched(span, None);
        }
        candidates.truncate(CANDIDATES);
        Outcome::ToConfirm { candidates }
    }

    /// How much of a place belongs to paragraphs that moved there.
    pub(super) fn claimed(&self, place: Span) -> u32 {
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
    pub(super) fn has_twin(&self, span: Span, quote: f32) -> bool {
        let index = self.old_index.get_or_init(|| Index::new(self.old.text.text()));
        let is_twin = |place: &Place| !place.span.overlaps(span) && place.quote >= quote - LEAD;
        self.with_quote(span, |words| {
            index.find(words, &|at| zone_at(self.old.zones, at)).iter().any(is_twin)
        })
    }

    /// The places of the new text that answer to the words of `span`, and how many code points those are.
    pub(super) fn search(&self, span: Span) -> (Vec<Place>, usize) {
        let index = self.index.get_or_init(|| Index::new(self.new.text.text()));
        self.with_quote(span, |quote| {
            (index.find(quote, &|at| zone_at(self.new.zones, at)), quote.exact.len())
        })
    }

    pub(super) fn with_quote<T>(&self, span: Span, then: impl FnOnce(&Quote) -> T) -> T {
        let text = self.old.text;
        let words = |span: Span| text.slice(span).unwrap_or_default().chars().collect::<Vec<char>>();
        let exact = words(span);
        let prefix = words(Span::new(span.start.0.saturating_sub(CONTEXT), span.start.0));
        let suffix = words(Span::new(span.end.0, span.end.0.saturating_add(CONTEXT).min(text.len().0)));
        let (speaker, section) = zone_at(self.old.zones, span.start);
        then(&Quote { exact: &exact, prefix: &prefix, suffix: &suffix, speaker, section })
    }
}
