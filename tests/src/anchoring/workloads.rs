//! What happens to a transcript between two revisions.

mod near;
mod pasted;
mod twins;

use std::ops::Range;

use fastrand::Rng;

use super::manuscript::Manuscript;
use near::{delete_near_twins, with_near_twins};
use pasted::{
    COPIED, Corrected, add_look_alikes, copy_paragraphs, correct_copied, correct_look_alikes, recast_copied,
    with_look_alikes,
};
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
pub const WORKLOADS: [Workload; 16] = [
    Workload { name: "characters inserted, deleted, replaced", prepare: as_it_is, edit: edit_characters },
    Workload { name: "typos mended", prepare: as_it_is, edit: mend_typos },
    Workload { name: "phrases rewritten", prepare: as_it_is, edit: rewrite_phrases },
    Workload { name: "paragraphs moved", prepare: as_it_is, edit: move_paragraphs },
    Workload { name: "paragraphs moved and edited", prepare: as_it_is, edit: move_and_edit },
    Workload { name: "paragraphs split and joined", prepare: as_it_is, edit: split_and_join },
    Workload { name: "a speaker renamed", prepare: as_it_is, edit: rename_speaker },
    Workload { name: "a section deleted", prepare: as_it_is, edit: delete_section },
    Workload { name: "look-alikes added", prepare: as_it_is, edit: add_look_alikes },
    Workload { name: "look-alikes added, then both corrected", prepare: as_it_is, edit: correct_look_alikes },
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
