//! Two windows of characters aligned: at the lowest cost, or in bounded time where they are too large for that.

use std::ops::Range;

use super::chain::Run;
use super::cheapest;

/// Parts with more pairs of tokens than this are aligned step by step instead, see [`bounded`].
pub(super) const MOST: usize = 1_000_000;

/// Aligns two windows of tokens, whose places are entered into `runs`.
pub(super) fn align(
    old: &[u32],
    new: &[u32],
    rows: &Range<usize>,
    columns: &Range<usize>,
    runs: &mut Vec<Run>,
) {
    let (one, other) = (&old[rows.clone()], &new[columns.clone()]);
    let mut pair = |old: usize, new: usize| {
        let (old, new) = ((rows.start + old) as u32, (columns.start + new) as u32);
        match runs.last_mut() {
            // They come from the last to the first.
            Some(next) if (next.old, next.new) == (old + 1, new + 1) => {
                *next = Run { old, new, length: next.length + 1 };
            }
            _ => runs.push(Run { old, new, length: 1 }),
        }
    };
    if one.len().saturating_mul(other.len()) <= MOST {
        let is_start = |tokens: &[u32], at: usize| at == 0 || tokens[at - 1] == LINE;
        let is_line = is_start(old, rows.start) && is_start(new, columns.start);
        cheapest::align(one, other, is_line, &mut pair);
    } else {
        bounded(one, other, &mut pair);
    }
}

const LINE: u32 = '\n' as u32;

/// The edits that [`bounded`] looks ahead. Two unrelated texts of a million characters take about a second at 256, and four
/// times as long at 1,000; what is so large and has no anchor is not aligned much better then.
const AHEAD: usize = 256;

/// An alignment in bounded time, however little the two have in common: Myers' greedy algorithm, which after so many edits
/// settles for the place that it came furthest to, and goes on from there. (Libraries were tried; the one with the best
/// name takes nine seconds for 「abab…」 against 「baba…」 of 120,000 characters.)
fn bounded(old: &[u32], new: &[u32], pair: &mut impl FnMut(usize, usize)) {
    let (mut row, mut column) = (0, 0);
    while row < old.len() && column < new.len() {
        let (rows, columns) =
            greedy(&old[row..], &new[column..], &mut |old, new| pair(row + old, column + new));
        (row, column) = (row + rows, column + columns);
    }
}

/// Aligns as far as [`AHEAD`] edits lead; how far on both sides that is.
fn greedy(old: &[u32], new: &[u32], pair: &mut impl FnMut(usize, usize)) -> (usize, usize) {
    const NOWHERE: isize = -1;
    let (rows, columns) = (old.len() as isize, new.len() as isize);
    // How far each diagonal came, by number of edits; diagonal `k` (row − column) has the index `k + AHEAD + 1`.
    let index = |diagonal: isize| (diagonal + AHEAD as isize + 1) as usize;
    let mut reached: Vec<Vec<isize>> = Vec::new();
    // Where an edit leads to on a diagonal, and whether it is a removal.
    let enter = |before: &[isize], diagonal: isize| {
        let inserted = before[index(diagonal + 1)];
        let inserted = if inserted - diagonal <= columns { inserted } else { NOWHERE };
        let removed = before[index(diagonal - 1)];
        let removed = if removed != NOWHERE && removed < rows { removed + 1 } else { NOWHERE };
        if removed > inserted { (removed, true) } else { (inserted, false) }
    };
    let slide = |row: isize, diagonal: isize| {
        let (from, to) = (row as usize, (row - diagonal) as usize);
        let same = old[from..].iter().zip(&new[to..]).take_while(|(one, other)| one == other).count();
        row + same as isize
    };
    let is_end = |row: isize, diagonal: isize| row == rows && row - diagonal == columns;
    let mut best = (NOWHERE, 0, 0);
    'edits: for edits in 0..=AHEAD as isize {
        let mut now = vec![NOWHERE; 2 * AHEAD + 3];
        for diagonal in (-edits..=edits).step_by(2) {
            let from = match reached.last() {
                None => 0,
                Some(before) => enter(before, diagonal).0,
            };
            if from == NOWHERE {
                continue;
            }
            let row = slide(from, diagonal);
            now[index(diagonal)] = row;
            best = best.max((2 * row - diagonal, edits, diagonal));
            if is_end(row, diagonal) {
                reached.push(now);
                break 'edits;
            }
        }
        reached.push(now);
    }
    // Back from the furthest place, along the way it was reached.
    let (sum, edits, mut diagonal) = best;
    let end = ((sum + diagonal) / 2, (sum - diagonal) / 2);
    let mut row = end.0;
    for edits in (0..=edits as usize).rev() {
        let (entered, is_removal) =
            if edits == 0 { (0, false) } else { enter(&reached[edits - 1], diagonal) };
        for row in entered..row {
            pair(row as usize, (row - diagonal) as usize);
        }
        (row, diagonal) = if is_removal { (entered - 1, diagonal - 1) } else { (entered, diagonal + 1) };
    }
    (end.0 as usize, end.1 as usize)
}
