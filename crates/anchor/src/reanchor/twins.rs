//! Passages that are said twice in a row and lost one of the two, or are said twice now.
//!
//! Of 「我不知道。我不知道。」 one is deleted: which, no comparison can tell, for the text that is left is the same. The edit of
//! which the map knows may as well lie further left or right: where it may not reach a passage at all and may take all of
//! it away, or put it in the one place or in the other, the map has chosen and does not know, and somebody is asked.

use super::judge::{CANDIDATES, QUESTIONABLE};
use super::search::Place;
use super::{Candidate, Outcome, Reanchoring, TORN};
use crate::edit::Edits;
use crate::units::{Span, TextIndex, count};

/// How far an edit is followed, in its own lengths and in code points beyond: in a text of one repeated character each of
/// thousands of edits could lie anywhere.
const LENGTHS: u32 = 16;
const FURTHER: u32 = 64;
/// A passage of which this much may be gone and all but [`TORN`] may be there is one of two, as far as can be told.
const TAKEN: f32 = 0.5;

/// An edit that may as well lie elsewhere.
#[derive(Clone, Copy, Debug)]
struct Slide {
    /// Where it begins, in the old text, and how many code points it takes away or puts in.
    at: u32,
    length: u32,
    /// How far it may lie to the left and to the right.
    left: u32,
    right: u32,
    is_removal: bool,
}

impl Slide {
    /// The stretch of the old text in which a passage may be the one or the other.
    fn reach(&self) -> Span {
        let end = self.at + self.right + if self.is_removal { self.length } else { 0 };
        Span::new(self.at.saturating_sub(self.left), end)
    }

    /// How much of a passage is taken away, at the least and at the most.
    fn taken(&self, span: Span) -> (u32, u32) {
        let (first, last) = (self.at.saturating_sub(self.left), self.at + self.right);
        let taken = |from: u32| (from + self.length).min(span.end.0).saturating_sub(from.max(span.start.0));
        // Most where the one covers the other.
        let (one, other) = (span.start.0, (span.end.0).saturating_sub(self.length));
        let most = taken(one.clamp(first, last)).max(taken(other.clamp(first, last)));
        (taken(first).min(taken(last)), most)
    }
}

/// The edits that may lie elsewhere, in the order of the old text.
pub(super) struct Slides {
    slides: Vec<Slide>,
    /// For each, how far it and those before it reach at most.
    ends: Vec<u32>,
}

impl Slides {
    pub(super) fn new(edits: &Edits, back: &Edits, old: &TextIndex, new: &TextIndex) -> Self {
        let mut slides: Vec<Slide> = Vec::new();
        for (splice, inverse) in edits.splices().iter().zip(back.splices()) {
            let (removed, inserted) = (count(&splice.removed), count(&splice.inserted));
            let is_removal = removed > inserted;
            let (text, from, most) = match is_removal {
                true => (old, splice.start.0, removed),
                false => (new, inverse.start.0, inserted),
            };
            let length = removed.abs_diff(inserted);
            if length == 0 {
                continue;
            }
            // What is put in counts in the new text; where that is in the old one, the splice says.
            let old =
                |at: u32| splice.start.0 + if is_removal { at - from } else { (at - from).min(removed) };
            let slide = |(at, left, right)| Slide { at: old(at), length, left, right, is_removal };
            slides.extend(ways(text, from, most, length).map(slide));
        }
        slides.sort_unstable_by_key(|slide| slide.reach().start);
        let mut furthest = 0;
        let ends = slides
            .iter()
            .map(|slide| {
                furthest = furthest.max(slide.reach().end.0);
                furthest
            })
            .collect();
        Self { slides, ends }
    }

    /// Those that may reach a passage.
    fn about(&self, span: Span) -> impl Iterator<Item = &Slide> {
        let until = self.slides.partition_point(|slide| slide.reach().start < span.end);
        let from = self.ends[..until].partition_point(|&end| end <= span.start.0);
        self.slides[from..until].iter()
    }
}

/// Where a splice takes `net` code points more away than it puts in, of `removed` from `start` on: before or behind the rest
/// of them. Each with how far it may lie to the left and to the right.
fn ways(text: &TextIndex, start: u32, removed: u32, net: u32) -> impl Iterator<Item = (u32, u32, u32)> {
    let last = start + removed - net;
    let first = slide(text, start, net).map(|(left, right)| (start, left, right));
    let other =
        if last > start { slide(text, last, net).map(|(left, right)| (last, left, right)) } else { None };
    first.into_iter().chain(other)
}

/// How far to the left and to the right of `at` as many code points as `length` may be taken away with the same left over:
/// the text repeats itself there. Where that may be whole lines it is.
fn slide(text: &TextIndex, at: u32, length: u32) -> Option<(u32, u32)> {
    let most = length.saturating_mul(LENGTHS).saturating_add(FURTHER) as usize;
    let byte = |at: u32| text.byte_range(Span::new(at, at)).map(|range| range.start);
    let (from, to) = (byte(at)?, byte(at + length)?);
    let whole = text.text();
    let same = |(one, other): &(char, char)| one == other;
    let behind = whole[..from].chars().rev().zip(whole[..to].chars().rev()).take(most).take_while(same);
    let ahead = whole[from..].chars().zip(whole[to..].chars()).take(most).take_while(same);
    let left: Vec<char> = behind.map(|(one, _)| one).collect();
    let right: Vec<char> = ahead.map(|(one, _)| one).collect();
    if left.is_empty() && right.is_empty() {
        return None;
    }
    let is_line = |before: Option<char>| before.is_none_or(|character| character == '\n');
    let character_before = |step: usize| match left.get(step) {
        Some(character) => Some(*character),
        None => whole[..from].chars().rev().nth(step),
    };
    // Steps that lead to the beginning of a line.
    let leftmost = (1..=left.len()).rev().find(|&step| is_line(character_before(step)));
    let rightmost = (1..=right.len()).rev().find(|&step| right[step - 1] == '\n');
    let is_whole = is_line(character_before(0)) || leftmost.is_some() || rightmost.is_some();
    let (left, right) = match is_whole && whole[from..to].contains('\n') {
        true => (leftmost.unwrap_or(0), rightmost.unwrap_or(0)),
        false => (left.len(), right.len()),
    };
    (left + right > 0).then_some((left as u32, right as u32))
}

impl Reanchoring<'_> {
    /// The question about a passage that may be one of two, of which the map does not know which.
    pub(super) fn twin(&self, span: Span) -> Option<Outcome> {
        let slides = self.slides.get_or_init(|| {
            Slides::new(&self.difference.edits, &self.difference.edits.invert(), self.old.text, self.new.text)
        });
        let length = span.len() as f32;
        let places: Vec<Span> = slides.about(span).find_map(|slide| {
            if slide.is_removal {
                let (least, most) = slide.taken(span);
                let is_open = most as f32 >= TAKEN * length && least as f32 <= TORN * length;
                is_open.then(|| self.places_without(span, slide))
            } else {
                let is_open = slide.length as f32 >= TAKEN * length
                    && slide.at <= span.start.0 + slide.left
                    && span.end.0 <= slide.at + slide.right;
                is_open.then(|| self.places_with(span, slide))
            }
        })?;
        let mut candidates: Vec<Candidate> = places
            .into_iter()
            .map(|span| self.candidate(&Place { span, quote: 1.0, score: QUESTIONABLE }))
            .filter(|candidate| !candidate.span.is_empty())
            .collect();
        candidates.dedup_by_key(|candidate| candidate.span);
        candidates.truncate(CANDIDATES);
        (!candidates.is_empty()).then_some(Outcome::ToConfirm { candidates })
    }

    /// Where a passage may be when one of two was taken away: where it stands without that, or as much further left.
    fn places_without(&self, span: Span, slide: &Slide) -> Vec<Span> {
        let (first, last) = (slide.at.saturating_sub(slide.left), slide.at + slide.right);
        let mut stands = Vec::new();
        if first + slide.length <= span.start.0 {
            stands.push(Span::new(span.start.0 - slide.length, span.end.0 - slide.length));
        }
        if span.end.0 <= last {
            stands.push(span);
        }
        let before = |stand: Span| match slide.at {
            at if stand.end.0 <= at => stand,
            at if stand.start.0 >= at => Span::new(stand.start.0 + slide.length, stand.end.0 + slide.length),
            _ => Span::new(stand.start.0, stand.end.0 + slide.length),
        };
        stands.into_iter().filter_map(|stand| self.mapper.carry(before(stand)).span()).collect()
    }

    /// Where it may be when there are two now.
    fn places_with(&self, span: Span, slide: &Slide) -> Vec<Span> {
        let Some(place) = self.mapper.carry(span).span() else { return Vec::new() };
        let end = self.new.text.len().0;
        let other = if span.end.0 <= slide.at {
            Some(Span::new(place.start.0 + slide.length, place.end.0 + slide.length))
        } else {
            place.start.0.checked_sub(slide.length).map(|start| Span::new(start, place.end.0 - slide.length))
        };
        let mut places: Vec<Span> =
            [Some(place), other.filter(|other| other.end.0 <= end)].into_iter().flatten().collect();
        places.sort_unstable();
        places
    }
}
