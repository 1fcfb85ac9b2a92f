//! Paragraphs that come twice: one pasted elsewhere, with a word changed in the one or in the other, or with something else
//! become of it where it stood.

use std::ops::Range;

use fastrand::Rng;
use strsim::generic_levenshtein;

use super::{mend_typos, some};
use crate::anchoring::manuscript::Manuscript;

/// The share of the paragraphs that are said once more.
pub(super) const COPIED: f64 = 0.05;

/// With at most one paragraph between them two stand beside each other: their neighbours are nearly the same.
const NEAR: usize = 2;

/// Paragraphs said once more with one word changed: right after the first time, or anywhere.
pub(super) fn add_look_alikes(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    mend_typos(text, rate, random);
    copy_paragraphs(text, COPIED, Corrected::Copy, random);
}

/// The same, and only then typos are mended, in what was said once more and in what it was said after, each its own.
pub(super) fn correct_look_alikes(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    let before = text.characters(0..text.len());
    let order = copy_paragraphs(text, COPIED, Corrected::Copy, random);
    mend_typos(text, rate, random);
    let lines = text.paragraphs();
    let away = |at: usize| {
        generic_levenshtein(&before[order[at].0.clone()].to_vec(), &text.characters(lines[at].clone()))
    };
    // Nobody can tell which is which where the two stand beside each other, or where the copy came out as the nearer one.
    let is_in_doubt = |at: usize| {
        let (range, is_copy) = &order[at];
        let is_its_copy = |other: &usize| order[*other].1 && order[*other].0.start == range.start;
        !is_copy
            && (0..order.len())
                .filter(is_its_copy)
                .any(|copy| at.abs_diff(copy) <= NEAR || away(copy) <= away(at))
    };
    let doubtful: Vec<Range<usize>> =
        (0..order.len()).filter(|&at| is_in_doubt(at)).map(|at| lines[at].clone()).collect();
    text.leave_doubtful(&doubtful);
}

/// Paragraphs pasted elsewhere word for word, of which one word is changed where they stood.
pub(super) fn correct_copied(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    mend_typos(text, rate, random);
    copy_paragraphs(text, COPIED, Corrected::Original, random);
}

/// Paragraphs pasted elsewhere word for word, which are split, joined by others, continued or cut short where they stood, some
/// of them with what stood beside them deleted.
pub(super) fn recast_copied(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    mend_typos(text, rate, random);
    copy_paragraphs(text, COPIED, Corrected::Recast, random);
}

/// In which of the two a word is changed, or that the original is recast.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Corrected {
    Copy,
    Original,
    Recast,
}

/// Says which paragraphs stand there then, in which order, and which of them are copies.
pub(super) fn copy_paragraphs(
    text: &mut Manuscript,
    rate: f64,
    corrected: Corrected,
    random: &mut Rng,
) -> Vec<(Range<usize>, bool)> {
    let paragraphs = text.paragraphs();
    let mut order: Vec<(Range<usize>, bool)> =
        paragraphs.iter().cloned().map(|range| (range, false)).collect();
    let mut copied = Vec::new();
    for _ in 0..some(order.len(), rate) {
        let range = paragraphs[random.usize(..paragraphs.len())].clone();
        let at = order.iter().position(|(other, is_copy)| !is_copy && *other == range).unwrap_or(0);
        let to = match corrected {
            Corrected::Copy if random.bool() => at + 1,
            Corrected::Copy => random.usize(..=order.len()),
            // Right beside it the place says nothing: there the words are right.
            Corrected::Original | Corrected::Recast => match random.usize(..order.len()) {
                to if (at..=at + 1).contains(&to) => {
                    if at == 0 {
                        order.len()
                    } else {
                        0
                    }
                }
                to => to,
            },
        };
        order.insert(to, (range.clone(), true));
        copied.push(range.start);
    }
    if corrected == Corrected::Recast {
        delete_beside(&mut order, &copied, random);
    }
    // Where those to correct stand once the order is carried out, and those of which nobody can tell which one they are: the
    // copy has the words and what it was copied from the place.
    let is_copy_changed = corrected == Corrected::Copy;
    let (mut starts, mut doubtful) = (Vec::new(), Vec::new());
    let mut at = 0;
    for (range, is_copy) in &order {
        let stretch = at..at + range.len();
        at = stretch.end;
        if !copied.contains(&range.start) {
            continue;
        }
        if !is_copy_changed && !is_copy && range.len() > 8 {
            doubtful.push(stretch.clone());
        }
        if *is_copy == is_copy_changed && range.len() > 8 {
            starts.push((stretch.start, range.len()));
        }
    }
    text.arrange(&order);
    text.leave_doubtful(&doubtful);
    let changes: Vec<Change> = starts
        .into_iter()
        .flat_map(|(start, length)| match corrected {
            Corrected::Recast => {
                let changes = recast(text, start..start + length, random);
                match random.u32(..3) {
                    0 => rewritten(text, start..start + length, changes, random),
                    _ => changes,
                }
            }
            _ => vec![word(text, start..start + length, random)],
        })
        .collect();
    let mut changes = changes.into_iter().peekable();
    text.rewrite(|_, at| {
        while changes.peek().is_some_and(|change| change.at < at) {
            changes.next();
        }
        changes.next_if(|change| change.at == at).map(|change| (change.removed, change.inserted))
    });
    order
}

/// Takes paragraphs out of an order that stand beside one of those that were copied, before or behind it or both.
fn delete_beside(order: &mut Vec<(Range<usize>, bool)>, copied: &[usize], random: &mut Rng) {
    for start in copied {
        for by in [0, 1] {
            let at = order.iter().position(|(range, is_copy)| !is_copy && range.start == *start);
            let beside = at.and_then(|at| if by == 0 { at.checked_sub(1) } else { Some(at + 1) });
            let is_other =
                |(range, is_copy): &(Range<usize>, bool)| !is_copy && !copied.contains(&range.start);
            // Its copy is not to come right beside it.
            let next =
                beside.and_then(|beside| if by == 0 { beside.checked_sub(1) } else { Some(beside + 1) });
            let is_copy_next =
                next.and_then(|next| order.get(next)).is_some_and(|(range, _)| range.start == *start);
            let is_chosen = !is_copy_next && random.bool();
            if let Some(beside) = beside.filter(|at| is_chosen && order.get(*at).is_some_and(is_other)) {
                order.remove(beside);
            }
        }
    }
}

/// Characters that are replaced.
struct Change {
    at: usize,
    removed: usize,
    inserted: Vec<char>,
}

/// A word of a paragraph that becomes another.
fn word(text: &Manuscript, paragraph: Range<usize>, random: &mut Rng) -> Change {
    let inserted = (0..2).map(|_| text.any_character(random)).collect();
    Change { at: paragraph.start + random.usize(..paragraph.len() - 4), removed: 2, inserted }
}

/// The same with 15 to 25 % of the paragraph put in other words beside it, a few characters at a time.
fn rewritten(
    text: &Manuscript,
    paragraph: Range<usize>,
    changes: Vec<Change>,
    random: &mut Rng,
) -> Vec<Change> {
    const MEAN: f64 = 4.0;
    let share = 0.15 + 0.1 * random.f64();
    let mut all = Vec::new();
    let mut changes = changes.into_iter().peekable();
    let mut at = paragraph.start;
    while at + 1 < paragraph.end {
        if let Some(change) = changes.next_if(|change| change.at <= at) {
            at = (change.at + change.removed).max(at + 1);
            all.push(change);
            continue;
        }
        let room = changes.peek().map_or(paragraph.end - 1, |change| change.at) - at;
        let removed = random.usize(2..=6);
        if removed < room && random.f64() < share / MEAN / (1.0 - share) {
            let inserted = (0..removed).map(|_| text.any_character(random)).collect();
            all.push(Change { at, removed, inserted });
            at += removed;
        }
        at += 1;
    }
    all.extend(changes);
    all
}

/// What may become of a paragraph while a copy of it is elsewhere, in the order of the text. The paragraph is longer than
/// eight characters.
fn recast(text: &Manuscript, paragraph: Range<usize>, random: &mut Rng) -> Vec<Change> {
    let length = paragraph.len() - 1;
    let last = paragraph.end - 2;
    let some = |count: usize, random: &mut Rng| -> Vec<char> {
        (0..count).map(|_| text.any_character(random)).collect()
    };
    // Behind the last character, which stays.
    let behind = |mut inserted: Vec<char>| {
        inserted.splice(0..0, text.characters(last..last + 1));
        Change { at: last, removed: 1, inserted }
    };
    let half = paragraph.start + length / 3 + random.usize(..length / 3);
    let split = Change { at: half, removed: 0, inserted: vec!['\n'] };
    match random.u32(..9) {
        0 => vec![split],
        8 => rewritten(text, paragraph, vec![], random),
        6 => vec![Change { at: half, removed: length / 3, inserted: vec!['…'] }],
        // So much is put in between that the halves are not together any more.
        7 => {
            let between = [vec!['\n'], some(4 * length, random), vec!['\n']].concat();
            vec![Change { at: half, removed: 0, inserted: between }]
        }
        1 => {
            let beside = [vec!['\n'], some(random.usize(10..80), random)].concat();
            vec![split, behind(beside)]
        }
        2 => {
            let beside = [some(random.usize(10..80), random), vec!['\n']].concat();
            vec![Change { at: paragraph.start, removed: 0, inserted: beside }, split]
        }
        3 => {
            let more = random.usize(length / 5..=length);
            vec![behind(some(more, random))]
        }
        // So much is cut off that the rest is a part, and not so much that it is something else.
        4 => {
            vec![Change {
                at: half.max(paragraph.start + length / 2), removed: length, inserted: vec!['。']
            }]
        }
        _ => vec![Change {
            at: paragraph.start,
            removed: length / 2 - random.usize(..length / 3),
            inserted: vec!['…'],
        }],
    }
}

/// A transcript in which a tenth of the paragraphs come again with one word changed.
pub(super) fn with_look_alikes(text: &str, random: &mut Rng) -> String {
    let mut manuscript = Manuscript::new(text);
    copy_paragraphs(&mut manuscript, 0.1, Corrected::Copy, random);
    manuscript.text()
}
