//! Passages that are said twice in a row and lost one of the two, or are said twice now.
//!
//! Of 「我不知道。我不知道。」 one is deleted: which, no comparison can tell, for the text that is left is the same. The edit of
//! which the map knows may as well lie further left or right: where it may not reach a passage at all and may take all of
//! it away, or put it in the one place or in the other, the map has chosen and does not know, and somebody is asked.
//!
//! An edit beside the loss hides it: then the splice is not what was said twice, but that and a little more or less. Without
//! looking for these, 0.5, 0.8 and 1.4 % were put wrongly where one of two in a row was deleted at 1, 5 and 15 %; with it
//! none of 144,000, and all other workloads came out the same to 0.03 %.

mod near;

use super::judge::{CANDIDATES, QUESTIONABLE};
use super::search::Place;
use super::{Candidate, Outcome, Reanchoring, TORN};
use crate::edit::Edits;
use crate::units::{Span, TextIndex, count};

/// How far an edit is followed, in its own lengths and in code points beyond: in a text of one repeated character each of
/// thousands of edits could lie anywhere.
const LENGTHS: u32 = 16;
const FURTHER: u32 = 64;
/// An edit beside what is gone is tried character by character where it put no more in than this, in code points.
/// At 3 and 12 nothing more was wrong or missed.
const MOST_PUT_IN: u32 = 6;
/// How much an edit beside what is gone may have taken away with it, and how much may stand between the two, in code points.
/// At 1 and 6, 684 and 697 were missed, and none more was wrong.
const BESIDE: u32 = 3;
/// Words shorter than this stand twice near each other by chance.
/// At 5 and 12, 683 and 684 were missed and 3 and 4 wrong.
const TOLD_BY: u32 = 8;
/// A passage of which this much may be gone and all but [`TORN`] may be there is one of two, as far as can be told.
/// At 0.3 and 0.7, 687 and 684 were missed, and none more was wrong.
const TAKEN: f32 = 0.5;

/// An edit that may as well lie elsewhere.
#[derive(Clone, Copy, Debug)]
struct Slide {
    /// Where it begins, in the old text, and how many code points it takes away or puts in.
    at: u32,
    length: u32,
    /// From the one of the two to the other: the length, and what little stands between them.
    period: u32,
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
        let replaced: Vec<Replaced> = edits
            .splices()
            .iter()
            .zip(back.splices())
            .map(|(splice, inverse)| Replaced {
                old: splice.start.0,
                removed: count(&splice.removed),
                new: inverse.start.0,
                inserted: count(&splice.inserted),
            })
            .collect();
        // A word that both happen to have may part what went in one piece.
        let joined = replaced.windows(2).filter_map(|pair| pair[0].joined(&pair[1]));
        let mut slides: Vec<Slide> =
            replaced.iter().copied().chain(joined).flat_map(|splice| splice.slides(old, new)).collect();
        let near = (0..replaced.len()).filter_map(|index| {
            let (left, right) = near::reach(&replaced, index, old, new);
            let Replaced { old: at, removed: length, .. } = replaced[index];
            let slide = Slide { at, length, period: length, left, right, is_removal: true };
            (left + right > 0).then_some(slide)
        });
        slides.extend(near);
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

/// A splice, in the offsets of both texts.
#[derive(Clone, Copy)]
struct Replaced {
    old: u32,
    removed: u32,
    new: u32,
    inserted: u32,
}

impl Replaced {
    /// This one and the next with the little between them, where both take away more than that.
    fn joined(&self, next: &Self) -> Option<Self> {
        let kept = next.old - (self.old + self.removed);
        let is_one = kept <= BESIDE && self.removed.min(next.removed) >= TOLD_BY;
        is_one.then_some(Self {
            removed: next.old + next.removed - self.old,
            inserted: next.new + next.inserted - self.new,
            ..*self
        })
    }

    /// Where it may as well lie.
    fn slides(self, old: &TextIndex, new: &TextIndex) -> Vec<Slide> {
        let is_removal = self.removed > self.inserted;
        let (text, from, most) =
            if is_removal { (old, self.old, self.removed) } else { (new, self.new, self.inserted) };
        let net = self.removed.abs_diff(self.inserted);
        if net == 0 {
            return Vec::new();
        }
        // What is put in counts in the new text; where that is in the old one, the splice says.
        let at = |at: u32| self.old + if is_removal { at - from } else { (at - from).min(self.removed) };
        let slide = |way: Way| {
            let Way { length, period, left, right, .. } = way;
            Slide { at: at(way.at), length, period, left, right, is_removal }
        };
        ways(text, from, most, net).into_iter().map(slide).collect()
    }
}

/// A piece of a splice that may as well lie elsewhere.
struct Way {
    at: u32,
    length: u32,
    period: u32,
    left: u32,
    right: u32,
}

/// Where a splice that takes `removed` code points away from `start` on, of which `net` are not replaced, may be the loss of
/// something said twice.
///
/// What is gone may be all that the splice takes away, or all but as much as was put in and a little more, before or behind
/// an edit of its own; and where two that are said twice follow each other, the end of the one and the beginning of the
/// other went in one piece.
fn ways(text: &TextIndex, start: u32, removed: u32, net: u32) -> Vec<Way> {
    let mut pieces = vec![(start, net), (start + removed - net, net)];
    let shortest = if removed - net > MOST_PUT_IN { removed } else { net.saturating_sub(BESIDE).max(BESIDE) };
    for length in shortest..=removed {
        pieces.extend((start..=start + removed - length).map(|at| (at, length)));
    }
    // What was put in may be what stood between the two.
    for between in [0, removed - net] {
        if let Some(first) = seam(text, start, removed, between) {
            let second = first + between;
            pieces.extend([(start, first), (start + second, removed - second)]);
        }
    }
    pieces.sort_unstable();
    pieces.dedup();
    let slid = pieces.into_iter().filter_map(|(at, length)| slide(text, at, length));
    slid.chain(leap(text, start, removed)).collect()
}

/// The same words a few code points further left or right, as a line without its line end: which of the two is gone cannot be
/// told where what stands between them was edited as well.
fn leap(text: &TextIndex, at: u32, length: u32) -> Option<Way> {
    if length < TOLD_BY {
        return None;
    }
    let words =
        |from: u32| text.slice(Span::new(from, from + length)).filter(|_| from + length <= text.len().0);
    let own = words(at)?;
    let is_at = |from: Option<u32>| from.and_then(words) == Some(own);
    (1..=BESIDE).map(|gap| length + gap).find_map(|period| {
        let (left, right) = (is_at(at.checked_sub(period)), is_at(at.checked_add(period)));
        let reach = |is_there: bool| if is_there { period } else { 0 };
        (left || right).then(|| Way { at, length, period, left: reach(left), right: reach(right) })
    })
}

/// Where a stretch consists of the end of what stands before it, once more, and of the beginning of what stands behind it,
/// with so many code points `between` them: the length of the first of the two.
fn seam(text: &TextIndex, start: u32, length: u32, between: u32) -> Option<u32> {
    let characters = |span: Span| -> Vec<char> { text.slice(span).unwrap_or_default().chars().collect() };
    let end = start + length;
    let stretch = characters(Span::new(start, end));
    let before = characters(Span::new(start.saturating_sub(length), start));
    let behind = characters(Span::new(end, (end + length).min(text.len().0)));
    let firsts = borders(&stretch, &before);
    let seconds = borders(&behind, &stretch);
    let is_other = |first: &&u32| {
        let most = length.saturating_sub(TOLD_BY + between);
        (TOLD_BY..=most).contains(*first) && seconds.contains(&(length - between - **first))
    };
    firsts.iter().find(is_other).copied()
}

/// The lengths at which the beginning of `one` is the end of `other`: the borders of the two put together, by the failure
/// function of Knuth, Morris and Pratt (1977).
fn borders(one: &[char], other: &[char]) -> Vec<u32> {
    let tail = &other[other.len().saturating_sub(one.len())..];
    // What is neither character parts the two.
    let whole: Vec<Option<char>> =
        one.iter().copied().map(Some).chain([None]).chain(tail.iter().copied().map(Some)).collect();
    let mut failure = vec![0; whole.len()];
    for at in 1..whole.len() {
        let mut length: usize = failure[at - 1];
        while length > 0 && whole[at] != whole[length] {
            length = failure[length - 1];
        }
        failure[at] = if whole[at] == whole[length] { length + 1 } else { 0 };
    }
    let mut lengths = Vec::new();
    let mut length = failure.last().copied().unwrap_or_default();
    while length > 0 {
        lengths.push(length as u32);
        length = failure[length - 1];
    }
    lengths
}

/// How far to the left and to the right of `at` as many code points as `length` may be taken away with the same left over:
/// the text repeats itself there. Where that may be whole lines it is, and where it may be whole sentences that are not quite
/// the same, it is those.
fn slide(text: &TextIndex, at: u32, length: u32) -> Option<Way> {
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
    // What it would end with so many steps further left or right.
    let end_left = |step: usize| match left.get(step) {
        Some(character) => Some(*character),
        None => whole[..to].chars().rev().nth(step),
    };
    let is_line = |before: Option<char>| before.is_none_or(|character| character == '\n');
    let character_before = |step: usize| match left.get(step) {
        Some(character) => Some(*character),
        None => whole[..from].chars().rev().nth(step),
    };
    // Steps that lead to the beginning of a line.
    let leftmost = (1..=left.len()).rev().find(|&step| is_line(character_before(step)));
    let rightmost = (1..=right.len()).rev().find(|&step| right[step - 1] == '\n');
    let is_whole = is_line(character_before(0)) || leftmost.is_some() || rightmost.is_some();
    // Steps that lead to the end of a sentence.
    let is_end = |last: Option<char>| last.is_some_and(ends_sentence);
    let is_nearly_twice = left.len() + right.len() + (BESIDE as usize) < length as usize;
    let (left, right) = if is_whole && whole[from..to].contains('\n') {
        (leftmost.unwrap_or(0), rightmost.unwrap_or(0))
    } else if is_end(end_left(0)) && is_nearly_twice {
        let leftmost = (1..=left.len()).rev().find(|&step| is_end(end_left(step)));
        let rightmost = (1..=right.len()).rev().find(|&step| ends_sentence(right[step - 1]));
        (leftmost.unwrap_or(0), rightmost.unwrap_or(0))
    } else {
        (left.len(), right.len())
    };
    let (left, right) = (left as u32, right as u32);
    (left + right > 0).then_some(Way { at, length, period: length, left, right })
}

/// Whether a character ends a sentence, if nothing closes behind it.
const fn ends_sentence(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '!' | '?' | '…')
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
        if first + slide.period <= span.start.0 {
            stands.push(Span::new(span.start.0 - slide.period, span.end.0 - slide.period));
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
