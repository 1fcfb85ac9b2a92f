//! What happens to a transcript between two revisions.

mod near;
mod twins;

use std::ops::Range;

use fastrand::Rng;

use super::manuscript::Manuscript;
use near::{delete_near_twins, with_near_twins};
use twins::{delete_twins, with_twins};

/// The shares of the text that are edited.
pub const RATES: [f64; 3] = [0.01, 0.05, 0.15];

/// A kind of revision.
pub struct Workload {
    /// Its name in the report.
    pub name: &'static str,
    /// Makes the text before the revision.
    pub(super) prepare: fn(&str, &mut Rng) -> String,
    /// Edits it at a rate.
    pub(super) edit: fn(&mut Manuscript, f64, &mut Rng),
}

/// All kinds of revisions. Where something happens to paragraphs, the rate is also that of mended typos beside it, but for
/// the first of the moves, which is nothing but moves.
pub const WORKLOADS: [Workload; 15] = [
    Workload { name: "characters inserted, deleted, replaced", prepare: as_it_is, edit: edit_characters },
    Workload { name: "typos mended", prepare: as_it_is, edit: mend_typos },
    Workload { name: "phrases rewritten", prepare: as_it_is, edit: rewrite_phrases },
    Workload { name: "paragraphs moved", prepare: as_it_is, edit: move_paragraphs },
    Workload { name: "paragraphs moved and edited", prepare: as_it_is, edit: move_and_edit },
    Workload { name: "paragraphs split and joined", prepare: as_it_is, edit: split_and_join },
    Workload { name: "a speaker renamed", prepare: as_it_is, edit: rename_speaker },
    Workload { name: "a section deleted", prepare: as_it_is, edit: delete_section },
    Workload { name: "look-alikes added", prepare: as_it_is, edit: add_look_alikes },
    Workload { name: "what has a look-alike deleted", prepare: with_look_alikes, edit: delete_originals },
    Workload { name: "all of it", prepare: as_it_is, edit: do_everything },
    Workload { name: "one of two in a row deleted", prepare: with_twins, edit: delete_twins },
    Workload {
        name: "one of a few nearly alike in a row deleted",
        prepare: with_near_twins,
        edit: delete_near_twins,
    },
    Workload { name: "what was pasted elsewhere corrected", prepare: as_it_is, edit: correct_copied },
    Workload { name: "what was pasted elsewhere recast", prepare: as_it_is, edit: recast_copied },
];

fn as_it_is(text: &str, _: &mut Rng) -> String {
    text.to_owned()
}

fn edit_characters(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    text.rewrite(|text, _| {
        if random.f64() >= rate {
            return None;
        }
        Some(match random.u32(0..3) {
            0 => (0, vec![text.any_character(random)]),
            1 => (1, vec![]),
            _ => (1, vec![text.any_character(random)]),
        })
    });
}

/// A letter doubled, left out or mistaken, neighbours exchanged, a mark of the other width.
fn mend_typos(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    let mut swaps = random.fork();
    mend_typos_apart(text, rate, random, &[]);
    text.exchange(|| swaps.f64() < rate * 0.1);
}

/// The same without exchanges, and not in stretches, in order and apart, that are to stay.
fn mend_typos_apart(text: &mut Manuscript, rate: f64, random: &mut Rng, spared: &[Range<usize>]) {
    let is_spared = |at: usize| {
        let next = spared.partition_point(|stretch| stretch.end <= at);
        spared.get(next).is_some_and(|stretch| stretch.start <= at)
    };
    text.rewrite(|text, at| {
        if random.f64() >= rate * 0.8 || is_spared(at) {
            return None;
        }
        let here = text.characters(at..at + 1)[0];
        let other_width = match here {
            '，' => ',',
            ',' => '，',
            '。' => '.',
            '：' => ':',
            ':' => '：',
            '？' => '?',
            '「' => '“',
            '」' => '”',
            _ => here,
        };
        Some(match random.u32(0..4) {
            _ if other_width != here => (1, vec![other_width]),
            0 => (1, vec![here, here]),
            1 => (1, vec![]),
            _ => (1, vec![text.any_character(random)]),
        })
    });
}

/// Two to twenty characters at a time left out, put in or put otherwise, in words from elsewhere in the text.
fn rewrite_phrases(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    const MEAN: f64 = 11.0;
    text.rewrite(|text, _| {
        if random.f64() >= rate / MEAN {
            return None;
        }
        let length = random.usize(2..=20);
        let other = (length + random.usize(0..=4)).saturating_sub(2).max(1);
        let from = random.usize(..text.len() - other);
        let mut words = text.characters(from..from + other);
        words.retain(|&character| character != '\n');
        Some(match random.u32(0..3) {
            0 => (0, words),
            1 => (length, vec![]),
            _ => (length, words),
        })
    });
}

/// So many of the paragraphs, and one at least.
fn some(count: usize, rate: f64) -> usize {
    ((count as f64 * rate).round() as usize).clamp(1, count.max(1))
}

fn move_paragraphs(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    let mut order: Vec<(Range<usize>, bool)> =
        text.paragraphs().into_iter().map(|range| (range, false)).collect();
    for _ in 0..some(order.len(), rate) {
        let paragraph = order.remove(random.usize(..order.len()));
        order.insert(random.usize(..=order.len()), paragraph);
    }
    text.arrange(&order);
}

fn move_and_edit(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    edit_characters(text, rate, random);
    move_paragraphs(text, rate, random);
}

fn split_and_join(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    mend_typos(text, rate, random);
    text.break_lines(|character| match character {
        '\n' => random.f64() < rate,
        '。' | '？' | '！' | '.' | '?' => random.f64() < rate,
        _ => false,
    });
}

/// The label that most lines begin with.
fn frequent_label(text: &Manuscript) -> Option<Vec<char>> {
    let mut labels: Vec<Vec<char>> = text
        .paragraphs()
        .into_iter()
        .filter_map(|range| {
            let line = text.characters(range);
            let colon = line.iter().take(24).position(|character| matches!(character, '：' | ':'))?;
            (colon > 0).then(|| line[..=colon].to_vec())
        })
        .collect();
    labels.sort();
    labels
        .chunk_by(|one, other| one == other)
        .max_by_key(|same| same.len())
        .and_then(|same| same.first())
        .cloned()
}

fn rename_speaker(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    if let Some(label) = frequent_label(text) {
        let new: Vec<char> = "訪談者甲：".chars().collect();
        text.replace_word(&label, &new);
    }
    mend_typos(text, rate, random);
}

/// An eighth of the paragraphs, in one piece.
fn delete_section(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    let mut order: Vec<(Range<usize>, bool)> =
        text.paragraphs().into_iter().map(|range| (range, false)).collect();
    let length = (order.len() / 8).max(1);
    let from = random.usize(..order.len() - length);
    order.drain(from..from + length);
    text.arrange(&order);
    mend_typos(text, rate, random);
}

/// The share of the paragraphs that are said once more.
const COPIED: f64 = 0.05;

/// Paragraphs said once more with one word changed: right after the first time, or anywhere.
fn add_look_alikes(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    mend_typos(text, rate, random);
    copy_paragraphs(text, COPIED, Corrected::Copy, random);
}

/// Paragraphs pasted elsewhere word for word, of which one word is changed where they stood.
fn correct_copied(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    mend_typos(text, rate, random);
    copy_paragraphs(text, COPIED, Corrected::Original, random);
}

/// Paragraphs pasted elsewhere word for word, which are split, joined by others, continued or cut short where they stood, some
/// of them with what stood beside them deleted.
fn recast_copied(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    mend_typos(text, rate, random);
    copy_paragraphs(text, COPIED, Corrected::Recast, random);
}

/// In which of the two a word is changed, or that the original is recast.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Corrected {
    Copy,
    Original,
    Recast,
}

fn copy_paragraphs(text: &mut Manuscript, rate: f64, corrected: Corrected, random: &mut Rng) {
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
    // Where those to correct stand once the order is carried out.
    let mut starts = Vec::new();
    let mut at = 0;
    for (range, is_copy) in &order {
        if *is_copy == (corrected == Corrected::Copy) && copied.contains(&range.start) {
            starts.push((at, range.len()));
        }
        at += range.len();
    }
    text.arrange(&order);
    starts.retain(|(_, length)| *length > 8);
    if corrected != Corrected::Copy {
        // The copy has the words, what it was copied from the place.
        let stretches: Vec<_> = starts.iter().map(|(start, length)| *start..start + length).collect();
        text.leave_doubtful(&stretches);
    }
    let changes: Vec<Change> = starts
        .into_iter()
        .flat_map(|(start, length)| match corrected {
            Corrected::Recast => recast(text, start..start + length, random),
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
            let is_chosen = !is_copy_next && random.u32(..3) == 0;
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
    match random.u32(..8) {
        0 => vec![split],
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
fn with_look_alikes(text: &str, random: &mut Rng) -> String {
    let mut manuscript = Manuscript::new(text);
    copy_paragraphs(&mut manuscript, 0.1, Corrected::Copy, random);
    manuscript.text()
}

/// Of paragraphs that are nearly alike one is deleted, the witness that it looked like stays.
fn delete_originals(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    let paragraphs = text.paragraphs();
    let lines: Vec<Vec<char>> = paragraphs.iter().map(|range| text.characters(range.clone())).collect();
    let is_alike = |one: &[char], other: &[char]| {
        one.len() == other.len()
            && one.len() > 8
            && one.iter().zip(other).filter(|(one, other)| one != other).count() <= 2
    };
    let has_other: Vec<bool> = (0..lines.len())
        .map(|at| {
            let reach = at.saturating_sub(400)..(at + 400).min(lines.len());
            reach.into_iter().any(|other| other != at && is_alike(&lines[at], &lines[other]))
        })
        .collect();
    let mut gone: Vec<bool> = vec![false; lines.len()];
    for at in 0..lines.len() {
        let is_last = !(0..lines.len().min(at + 400))
            .skip(at.saturating_sub(400))
            .any(|other| other != at && !gone[other] && is_alike(&lines[at], &lines[other]));
        gone[at] = has_other[at] && !is_last && random.bool();
    }
    let order: Vec<(Range<usize>, bool)> = paragraphs
        .into_iter()
        .zip(gone)
        .filter(|(_, is_gone)| !is_gone)
        .map(|(range, _)| (range, false))
        .collect();
    text.arrange(&order);
    mend_typos(text, rate, random);
}

fn do_everything(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    delete_section(text, rate / 2.0, random);
    rewrite_phrases(text, rate / 2.0, random);
    if let Some(label) = frequent_label(text) {
        text.replace_word(&label, &"訪談者甲：".chars().collect::<Vec<_>>());
    }
    copy_paragraphs(text, COPIED / 3.0, Corrected::Copy, random);
    move_paragraphs(text, rate / 3.0, random);
}
