//! Paragraphs whose place somebody else claims.
//!
//! When a paragraph comes twice, nearly alike, and one of the two is new or gone, the comparison lays the old one on one of
//! them, or divides it between them. What decides is how near they are as a whole, and where that leaves it open whose
//! neighbours are still beside it. Where neither says anything, or the one says this and the other that (a copy may stand
//! between the neighbours of a paragraph that was moved away, and be corrected to be the farther one), nobody can tell, and
//! the passages within have to be asked about.

mod place;
mod remnants;
mod runs;

use std::sync::Arc;

use super::Reanchoring;
use super::coverage::Coverage;
use super::drift::Drift;
use super::kin::{self, Kin, Paragraph};
use super::map::Mapped;
use super::search::Place;
use super::shifted;
use crate::approximate::{distance, distance_within};
use crate::units::{CodePoint, Span, TextIndex};
use runs::Runs;

/// A paragraph has to be nearer to where it was laid than to any other, by one character, and by two where so many or more
/// were edited: one of those may be in the very word that makes the difference. (Three for twice as many, and so on, asked
/// about 4 % of all passages where a twentieth of long paragraphs has a copy and 15 % of the characters are edited, and found
/// nothing more.)
/// At 12, 48 and 1000, 732, 610 and 575 were missed, and none more was wrong.
const NOISE: usize = 24;
/// A paragraph of which less than this is mapped may have been divided between two that are alike.
/// At 0.55 and 0.85, 680 and 710 were missed, and none more was wrong.
const DIVIDED: f32 = 0.7;
/// Pairs that share fewer of their runs than this are not compared; those that are less alike are no rivals.
/// At 0.3 and 0.5, 689 and 683 were missed and 3 and 4 wrong.
const SHARED: f32 = 0.4;
/// With more paragraphs than this between those that became one, all of that is a question.
/// At 1 and 16 every figure was the same.
const MOST_BETWEEN: usize = 4;
/// How many of the nearest are compared.
/// At 1 and 4, 683 and 685 were missed, and none more was wrong.
const NEAREST: usize = 2;
/// Two are nearly alike with this share of the longer one the same.
/// At 0.5 and 0.7, 685 and 684 were missed, and none more was wrong.
const ALIKE: f32 = 0.6;

/// A copy has all corrections of what it was made from but one of so many.
/// At 1, of 384,000 passages of all workloads on seeds 700 and 701, as many were wrong, and 772 instead of 775 missed.
const SHARED_CORRECTIONS: usize = 2;

/// With this share of a passage left where it stood, it may be there, whatever stands elsewhere word for word.
/// Of the 504,000 passages of `remnants`, before its parts were looked for in any order, at 0.1 and 0.45 none more was wrong.
const STANDS: f32 = 0.25;
/// With this share of its runs anywhere in what is new there, too.
/// At 0.5 one of 60,000 was wrong at 5 % on seeds 0 to 2, interviews, half of which was cut off where it stood; none was missed
/// instead.
const ELSEWHERE: f32 = 0.2;

/// A contested paragraph of the old text.
pub(super) struct Contest {
    pub(super) from: Span,
    pub(super) verdict: Verdict,
}

/// The contests in the order of the old text.
pub(super) struct Contests {
    list: Vec<Contest>,
    /// How long the longest contested stretch is, in code points.
    longest: u32,
}

impl Contests {
    pub(super) fn new(list: Vec<Contest>) -> Self {
        let longest = list.iter().map(|contest| contest.from.len()).max().unwrap_or_default();
        Self { list, longest }
    }

    /// Those that a passage may lie in, and few others.
    pub(super) fn beside(&self, span: Span) -> &[Contest] {
        let least = span.start.0.saturating_sub(self.longest);
        let first = self.list.partition_point(|contest| contest.from.start.0 < least);
        let until = self.list.partition_point(|contest| contest.from.start < span.end);
        &self.list[first..until]
    }
}

impl Contest {
    /// Where a passage is if its paragraph is the one that contests it.
    pub(super) fn place_of(&self, span: Span) -> Option<Place> {
        let (Verdict::Open(Some(drift)) | Verdict::Remains(drift, _) | Verdict::Is(drift)) = &self.verdict
        else {
            return None;
        };
        let within = Span { start: span.start.max(self.from.start), end: span.end.min(self.from.end) };
        let within = shifted(within, self.from.start, CodePoint(0));
        let carried = drift.mapper.carry(within).span().filter(|span| !span.is_empty())?;
        let kept = Coverage::removed(&drift.edits).kept(within) as f32 / span.len() as f32;
        Some(Place::doubted(shifted(carried, CodePoint(0), drift.to.start), kept))
    }
}

/// What is known about a contested paragraph.
pub(super) enum Verdict {
    /// It may as well be this one; without one, what contests its place is another paragraph of the old text.
    Open(Option<Drift>),
    /// Something of it may be this, where it stood, whatever stands elsewhere word for word: a question for those passages of
    /// which something is there, in this or in what else is new there.
    Remains(Drift, Arc<Runs>),
    /// It is this one, whatever the map says.
    Is(Drift),
    /// It is not where the map leads: that is another one.
    IsNot,
}

impl Verdict {
    const fn is_open(&self) -> bool {
        matches!(self, Self::Open(_) | Self::Remains(..))
    }

    /// Where the paragraph may be or is, other than the map says.
    fn to(&self) -> Option<CodePoint> {
        match self {
            Self::Open(Some(drift)) | Self::Remains(drift, _) | Self::Is(drift) => Some(drift.to.start),
            Self::Open(None) | Self::IsNot => None,
        }
    }
}

/// The contests, in the order of the old text.
pub(super) fn find(work: &Reanchoring) -> Vec<Contest> {
    let mut contests = remnants::find(work);
    let new_strangers = work.mapped_less(false, DIVIDED);
    if !new_strangers.is_empty() {
        let old = work.mapped_at_least(true);
        for pair in kin::find(&old, &new_strangers, SHARED, NEAREST, ALIKE) {
            work.claimed_by_new(old[pair.old], new_strangers[pair.new], &pair, &mut contests);
        }
    }
    let old_strangers = work.mapped_less(true, DIVIDED);
    if !old_strangers.is_empty() {
        let new = work.mapped_at_least(false);
        for pair in kin::find(&old_strangers, &new, SHARED, NEAREST, ALIKE) {
            work.claimed_by_old(old_strangers[pair.old], new[pair.new], &pair, &mut contests);
        }
    }
    contests.sort_by_key(|contest| (contest.from.start, contest.from.end, contest.verdict.to()));
    // Each of those that it was divided between comes to the same verdict.
    contests.dedup_by(|one, other| {
        one.from == other.from && !one.verdict.is_open() && one.verdict.to() == other.verdict.to()
    });
    contests
}

impl Reanchoring<'_> {
    /// Where a passage is if its paragraph is the one that contests it, and enough of it is there for that.
    pub(super) fn place_in(&self, contest: &Contest, span: Span) -> Option<Place> {
        let place = contest.place_of(span);
        let Verdict::Remains(_, runs) = &contest.verdict else { return place };
        let within = Span {
            start: span.start.max(contest.from.start),
            end: span.end.min(contest.from.end).max(span.start.max(contest.from.start)),
        };
        // Its parts may stand there in another order, or apart from each other.
        let elsewhere = || {
            let (there, share) = runs.rest_of((within, self.old.text.slice(within)?), ELSEWHERE)?;
            Some(Place::doubted(there, share * within.len() as f32 / span.len() as f32))
        };
        place.filter(|place| place.quote >= STANDS).or_else(elsewhere)
    }

    /// A new paragraph that an old one may be instead of what the map lays it on.
    fn claimed_by_new(&self, old: Paragraph, rival: Paragraph, pair: &Kin, contests: &mut Vec<Contest>) {
        let Some(image) = self.image(old.0).filter(|image| image.0 != rival.0) else { return };
        let laid = Laid::new(image, &self.parts(false, image.0), |new| distance(old.1, new));
        if image.0.overlaps(rival.0) {
            // The image reaches over what is like the paragraph: it was divided between that and others, unless it is all of
            // it, in several paragraphs.
            let verdict = match laid.clear {
                Clear::Whole => return,
                Clear::One(part) => {
                    let is_rival = |other: &&Paragraph| {
                        other.0 != part.0
                            && (self.is_rather(old, other.0, part.0)
                                || !self.is_in_place(old.0, part.0) && !is_copied(old, part, **other))
                    };
                    match laid.alike.iter().find(is_rival) {
                        Some(other) => Verdict::Open(Some(Drift::new(old, *other))),
                        None => Verdict::Is(Drift::new(old, part)),
                    }
                }
                Clear::None => Verdict::Open(Some(Drift::new(old, rival))),
            };
            contests.push(Contest { from: old.0, verdict });
            return;
        }
        let is_settled = if is_close(pair.distance, laid.distance) {
            pair.distance >= laid.distance
                && self.is_in_place(old.0, image.0)
                && !self.is_beside(old.0, rival.0)
                && !are_in_a_row(self.new.text, image.0, rival.0)
        } else {
            !self.is_rather(old, rival.0, image.0)
                && (self.is_rather_in_place(old.0, image.0, rival.0) || is_copied(old, image, rival))
        };
        if !is_settled {
            contests.push(Contest { from: old.0, verdict: Verdict::Open(Some(Drift::new(old, rival))) });
        }
    }

    /// Whether the place says that an old paragraph is `rival`, whatever the words say. Where nothing stands between the two but
    /// what is nearly alike as well it says nothing.
    pub(super) fn is_rather(&self, old: Paragraph, rival: Span, image: Span) -> bool {
        let (start, end) = (rival.end.min(image.end), rival.start.max(image.start));
        let between = Span { start: start.min(end), end };
        let is_other = |part: Part| {
            let most = (1.0 - ALIKE) * part.paragraph.0.len() as f32;
            distance_within(old.1, part.paragraph.1, most as usize).is_none()
        };
        self.is_beside(old.0, rival)
            && !self.is_in_place(old.0, image)
            && self.parts(false, between).into_iter().any(is_other)
    }

    /// Whether of two new paragraphs the one is between what an old one stood between, or beside some of it and the other is not.
    fn is_rather_in_place(&self, old: Span, image: Span, rival: Span) -> bool {
        self.is_in_place(old, image)
            || self.is_beside(old, image)
                && !self.is_beside(old, rival)
                && !are_in_a_row(self.new.text, image, rival)
    }

    /// An old paragraph that may be what stands where the map laid another one.
    fn claimed_by_old(&self, stranger: Paragraph, new: Paragraph, pair: &Kin, contests: &mut Vec<Contest>) {
        let Some(origin) = self.origin(new.0).filter(|origin| origin.0 != stranger.0) else { return };
        let laid = Laid::new(origin, &self.parts(true, origin.0), |old| distance(old, new.1));
        let open = [origin.0, stranger.0].map(|from| Contest { from, verdict: Verdict::Open(None) });
        if origin.0.overlaps(stranger.0) {
            match laid.clear {
                Clear::Whole => {}
                Clear::One(part) => {
                    contests.push(Contest { from: part.0, verdict: Verdict::Is(Drift::new(part, new)) });
                    let others = laid.alike.into_iter().filter(|other| other.0 != part.0);
                    contests.extend(others.map(|(from, _)| Contest { from, verdict: Verdict::IsNot }));
                }
                Clear::None => contests.extend(open),
            }
        } else {
            let is_settled = if is_close(pair.distance, laid.distance) {
                pair.distance >= laid.distance
                    && self.is_in_place(origin.0, new.0)
                    && !self.is_beside(stranger.0, new.0)
                    && !are_in_a_row(self.old.text, origin.0, stranger.0)
            } else {
                !self.is_in_place(stranger.0, new.0) || self.is_beside(origin.0, new.0)
            };
            if !is_settled {
                contests.extend(open);
            }
        }
    }

    /// Where a passage is of which some or all is in a paragraph that was found elsewhere than the map says.
    pub(super) fn settled(&self, span: Span, drift: &Drift) -> Option<Mapped> {
        let inside = Span { start: span.start.max(drift.from.start), end: span.end.min(drift.from.end) };
        let before = Span { start: span.start, end: inside.start };
        let behind = Span { start: inside.end, end: span.end };
        let rests = [before, behind].into_iter().filter(|rest| !rest.is_empty());
        let whole = self.mapped_within(inside, drift)?;
        rests.map(|rest| self.mapped(rest)).try_fold(whole, |whole, rest| Some(whole.with(rest?)))
    }

    /// The paragraphs within a stretch of one side.
    fn parts(&self, is_old: bool, span: Span) -> Vec<Part<'_>> {
        let (side, paragraphs, coverage) = if is_old {
            (self.old, &self.old_paragraphs, &self.removed)
        } else {
            (self.new, &self.new_paragraphs, &self.inserted)
        };
        let is_mapped = |span: Span| coverage.kept(span) as f32 >= DIVIDED * span.len() as f32;
        let part =
            |span| Some(Part { paragraph: (span, side.text.slice(span)?), is_mapped: is_mapped(span) });
        paragraphs.within(span).filter_map(part).collect()
    }
}

/// What the map lays a paragraph on, which may be several.
struct Laid<'t> {
    clear: Clear<'t>,
    /// How far the nearest of them is away, or all of them together.
    distance: usize,
    /// Those that are like the paragraph.
    alike: Vec<Paragraph<'t>>,
}

/// A paragraph with whether the map leads to so much of it that it is not in question.
#[derive(Clone, Copy)]
struct Part<'t> {
    paragraph: Paragraph<'t>,
    is_mapped: bool,
}

/// Which of several paragraphs is the one.
enum Clear<'t> {
    /// All of them together, or those of them that the map leads to.
    Whole,
    /// This one alone.
    One(Paragraph<'t>),
    None,
}

impl<'t> Laid<'t> {
    fn new(whole: Paragraph, all_parts: &[Part<'t>], distance: impl Fn(&str) -> usize) -> Self {
        let all = distance(whole.1);
        let mut parts: Vec<(usize, Paragraph)> =
            all_parts.iter().map(|part| (distance(part.paragraph.1), part.paragraph)).collect();
        parts.sort_by_key(|(distance, _)| *distance);
        let is_alike =
            |(distance, part): &&(usize, Paragraph)| *distance as f32 <= (1.0 - ALIKE) * part.0.len() as f32;
        let alike = parts.iter().filter(is_alike).map(|(_, part)| *part).collect();
        match parts[..] {
            [(nearest, part), ref others @ ..] if nearest < all => {
                let is_clear = others.first().is_none_or(|(next, _)| !is_near(*next, nearest));
                let clear = match joined(all_parts, nearest, distance) {
                    Some(distance) => return Self { clear: Clear::Whole, distance, alike },
                    None if is_clear => Clear::One(part),
                    None => Clear::None,
                };
                Self { clear, distance: nearest, alike }
            }
            _ => Self { clear: Clear::Whole, distance: all, alike },
        }
    }
}

/// How far the paragraphs that the map leads to are away, joined to one, where that is less than `nearest` and clearly less
/// than with what stands between them in the place of one beside it: a paragraph went together with the line ends around it.
fn joined(parts: &[Part], nearest: usize, distance: impl Fn(&str) -> usize) -> Option<usize> {
    let mapped: Vec<usize> = (0..parts.len()).filter(|&at| parts[at].is_mapped).collect();
    let others: Vec<usize> = (0..parts.len()).filter(|&at| !parts[at].is_mapped).collect();
    if mapped.len() < 2 || others.is_empty() || others.len() > MOST_BETWEEN {
        return None;
    }
    let away = |of: &[usize]| distance(&of.iter().map(|&at| parts[at].paragraph.1).collect::<String>());
    let own = away(&mapped);
    let with = |other: usize, instead: usize| {
        let mut others = mapped.clone();
        others[instead] = other;
        away(&others)
    };
    let is_clear = |other: usize| {
        let behind = mapped.partition_point(|&at| at < other);
        let beside = [behind.checked_sub(1), Some(behind).filter(|&at| at < mapped.len())];
        beside.into_iter().flatten().all(|instead| !is_near(with(other, instead), own))
    };
    (own < nearest && others.iter().all(|&other| is_clear(other))).then_some(own)
}

/// Whether of two paragraphs the one follows the other with what follows that again, as in a list of questions that are
/// each answered alike: the neighbours of the one are those of the other then, and which of them is still there the
/// comparison has chosen.
fn are_in_a_row(text: &TextIndex, one: Span, other: Span) -> bool {
    let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
    if first.end > second.start {
        return false;
    }
    let between = text.slice(Span { start: first.end, end: second.start }).unwrap_or_default();
    let Some((before, behind)) = text
        .byte_range(Span { start: first.start, end: second.end })
        .map(|range| (&text.text()[..range.start], &text.text()[range.end..]))
    else {
        return false;
    };
    behind.starts_with(between) || before.ends_with(between)
}

/// Whether of two paragraphs the one farther from an old one is a copy of the nearer one, corrections and all, or the nearer one
/// has the very words. Where each has corrections of its own, which of them is nearer by a few says nothing.
pub(super) fn is_copied(old: Paragraph, one: Paragraph, other: Paragraph) -> bool {
    let (one_away, other_away) = (distance(old.1, one.1), distance(old.1, other.1));
    let (near, far) = (one_away.min(other_away), one_away.max(other_away));
    near == 0 || distance(one.1, other.1) <= far - near + near / SHARED_CORRECTIONS
}

/// Whether a paragraph so far away is as near as another, as far as can be told.
pub(super) const fn is_near(rival: usize, own: usize) -> bool {
    rival <= own + (own >= NOISE) as usize
}

/// The same for the one that the map says. One that is there unchanged is not contested.
const fn is_close(rival: usize, own: usize) -> bool {
    own > 0 && is_near(rival, own)
}
