//! Lines of a window that has no anchor: which of one side is which of the other.
//!
//! Characters alone do not tell two paragraphs apart that are nearly alike, and a window of long ones is too large to be
//! aligned by characters as a whole. Where a window begins or ends within a line, that line goes on behind the anchor: it is
//! the same line on both sides. Whole lines are paired by what they share.

use std::ops::Range;

/// The runs by which likeness is told.
const RUN: usize = 4;
/// Two lines are taken for the same when they share this much of their runs. 15 % of edits leave half.
const ALIKE: f32 = 0.3;
/// With more lines than this on a side they are not paired.
const MOST: usize = 64;

const LINE: u32 = '\n' as u32;

/// The lines that the two windows begin within, and those that they end within, when there are such and they are alike;
/// and what lies between. `is_start` and `is_end` say whether the windows begin and end with a line on both sides.
pub(super) fn split(
    old: &[u32],
    new: &[u32],
    is_start: bool,
    is_end: bool,
) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    let after_first = |tokens: &[u32]| tokens.iter().position(|&token| token == LINE).map(|at| at + 1);
    let before_last = |tokens: &[u32]| tokens.iter().rposition(|&token| token == LINE).map(|at| at + 1);
    let mut head = (0, 0);
    if !is_start {
        // One side may be nothing but the rest of a line, when it ends with it.
        let whole = |tokens: &[u32]| is_end.then_some(tokens.len());
        let (one, other) = (after_first(old).or(whole(old))?, after_first(new).or(whole(new))?);
        if is_alike(&old[..one], &new[..other]) {
            head = (one, other);
        }
    }
    let mut tail = (old.len(), new.len());
    if !is_end {
        let whole = |_: &[u32]| is_start.then_some(0);
        let (one, other) = (before_last(old).or(whole(old))?, before_last(new).or(whole(new))?);
        if one >= head.0 && other >= head.1 && is_alike(&old[one..], &new[other..]) {
            tail = (one, other);
        }
    }
    let is_split = head != (0, 0) || tail != (old.len(), new.len());
    let parts = vec![
        (0..head.0, 0..head.1),
        (head.0..tail.0, head.1..tail.1),
        (tail.0..old.len(), tail.1..new.len()),
    ];
    is_split.then_some(parts)
}

/// The lines of both sides that are the same, in the same order, so that they share as much as possible.
pub(super) fn pair(old: &[u32], new: &[u32]) -> Vec<(Range<usize>, Range<usize>)> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let is_few = |lines: &[Range<usize>]| lines.len() <= MOST;
    if !is_few(&old_lines) || !is_few(&new_lines) || old_lines.len() + new_lines.len() < 3 {
        return Vec::new();
    }
    let runs = |tokens: &[u32], lines: &[Range<usize>]| -> Vec<Vec<u64>> {
        lines.iter().map(|line| runs_of(&tokens[line.clone()])).collect()
    };
    let (old_runs, new_runs) = (runs(old, &old_lines), runs(new, &new_lines));
    // The most that can be shared by the lines from here on, from the last to the first.
    let width = new_lines.len() + 1;
    let mut best = vec![0_u32; (old_lines.len() + 1) * width];
    let mut gain = vec![0_u32; old_lines.len() * new_lines.len()];
    for one in (0..old_lines.len()).rev() {
        for other in (0..new_lines.len()).rev() {
            let shared = shared(&old_runs[one], &new_runs[other]);
            let all = old_runs[one].len() + new_runs[other].len();
            let own = if 2.0 * shared as f32 >= ALIKE * all as f32 { shared as u32 } else { 0 };
            gain[one * new_lines.len() + other] = own;
            let with = own + best[(one + 1) * width + other + 1];
            let without = best[(one + 1) * width + other].max(best[one * width + other + 1]);
            best[one * width + other] = with.max(without);
        }
    }
    let mut pairs = Vec::new();
    let (mut one, mut other) = (0, 0);
    while one < old_lines.len() && other < new_lines.len() {
        let own = gain[one * new_lines.len() + other];
        let here = best[one * width + other];
        if own > 0 && here == own + best[(one + 1) * width + other + 1] {
            pairs.push((old_lines[one].clone(), new_lines[other].clone()));
            (one, other) = (one + 1, other + 1);
        } else if here == best[(one + 1) * width + other] {
            one += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

fn lines(tokens: &[u32]) -> Vec<Range<usize>> {
    let mut from = 0;
    tokens
        .split_inclusive(|&token| token == LINE)
        .map(|line| {
            let range = from..from + line.len();
            from = range.end;
            range
        })
        .collect()
}

fn is_alike(old: &[u32], new: &[u32]) -> bool {
    let (one, other) = (runs_of(old), runs_of(new));
    !one.is_empty()
        && !other.is_empty()
        && 2.0 * shared(&one, &other) as f32 >= ALIKE * (one.len() + other.len()) as f32
}

/// The runs of a stretch as numbers, sorted.
fn runs_of(tokens: &[u32]) -> Vec<u64> {
    let number = |run: &[u32]| {
        run.iter().fold(0, |hash: u64, &token| {
            (hash.rotate_left(7) ^ u64::from(token)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        })
    };
    let mut runs: Vec<u64> = tokens.windows(RUN).map(number).collect();
    runs.sort_unstable();
    runs
}

/// How many runs two sorted lists have in common.
fn shared(one: &[u64], other: &[u64]) -> usize {
    let (mut at, mut to, mut count) = (0, 0, 0);
    while at < one.len() && to < other.len() {
        match one[at].cmp(&other[to]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => to += 1,
            std::cmp::Ordering::Equal => (at, to, count) = (at + 1, to + 1, count + 1),
        }
    }
    count
}
