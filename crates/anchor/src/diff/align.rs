//! Characters aligned at the lowest cost.

use std::ops::Range;

use super::chain::Run;

/// The cost of beginning an edit, and of each character that is replaced, removed or inserted. That beginning one costs
/// something keeps what was rewritten together; that it costs little lets a single character between two mended typos
/// stay what it is.
const OPEN: u32 = 1;
const STEP: u32 = 2;
/// A line end is not replaced by a letter.
const LINE_END: u32 = 6;

/// Parts with more pairs of tokens than this are aligned step by step instead, see [`bounded`].
const MOST: usize = 1_000_000;

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
        runs.push(Run { old: (rows.start + old) as u32, new: (columns.start + new) as u32, length: 1 });
    };
    if one.len().saturating_mul(other.len()) <= MOST {
        cheapest(one, other, &mut pair);
    } else {
        bounded(one, other, &mut pair);
    }
}

/// How a cell of the table was reached.
mod step {
    /// The cell ends in an edit that goes on; otherwise the edit begins here.
    pub(super) const GOES_ON: u8 = 1;
    pub(super) const REMOVED: u8 = 2;
    pub(super) const INSERTED: u8 = 4;
    pub(super) const REPLACED: u8 = 6;
    pub(super) const KIND: u8 = 6;
    /// The match at this cell follows a match; otherwise an edit.
    pub(super) const AFTER_MATCH: u8 = 8;
}

/// The alignment of the lowest cost, by Gotoh's algorithm: one state for "the last was the same", one for "within an
/// edit".
fn cheapest(old: &[u32], new: &[u32], pair: &mut impl FnMut(usize, usize)) {
    const FAR: u32 = u32::MAX / 4;
    let width = new.len() + 1;
    let mut steps = vec![0_u8; (old.len() + 1) * width];
    let mut same = vec![FAR; width];
    let mut edited = vec![FAR; width];
    same[0] = 0;
    for column in 1..width {
        let (cost, goes_on) = cheaper(edited[column - 1], same[column - 1]);
        edited[column] = cost + STEP;
        steps[column] = step::INSERTED | goes_on;
    }
    for row in 1..=old.len() {
        let (mut same_before, mut edited_before) = (same[0], edited[0]);
        let (cost, goes_on) = cheaper(edited[0], same[0]);
        edited[0] = cost + STEP;
        same[0] = FAR;
        let line = &mut steps[row * width..(row + 1) * width];
        line[0] = step::REMOVED | goes_on;
        let token = old[row - 1];
        for column in 1..width {
            let is_same = token == new[column - 1];
            let is_line_end = token == u32::from(b'\n') || new[column - 1] == u32::from(b'\n');
            let replace = if is_line_end { LINE_END } else { STEP };
            let (diagonal, diagonal_on) = cheaper(edited_before, same_before);
            let (up, up_on) = cheaper(edited[column], same[column]);
            let (left, left_on) = cheaper(edited[column - 1], same[column - 1]);
            let mut best = (diagonal + replace, step::REPLACED | diagonal_on);
            if up + STEP < best.0 {
                best = (up + STEP, step::REMOVED | up_on);
            }
            if left + STEP < best.0 {
                best = (left + STEP, step::INSERTED | left_on);
            }
            let (matched, after) = match (is_same, same_before <= edited_before) {
                (false, _) => (FAR, 0),
                (true, true) => (same_before, step::AFTER_MATCH),
                (true, false) => (edited_before, 0),
            };
            (same_before, edited_before) = (same[column], edited[column]);
            same[column] = matched;
            edited[column] = best.0;
            line[column] = best.1 | after;
        }
    }
    let (mut row, mut column) = (old.len(), new.len());
    let mut is_same = same[column] <= edited[column];
    while row > 0 || column > 0 {
        let cell = steps[row * width + column];
        if is_same {
            (row, column) = (row - 1, column - 1);
            pair(row, column);
            is_same = cell & step::AFTER_MATCH != 0;
            continue;
        }
        match cell & step::KIND {
            step::REMOVED => row -= 1,
            step::INSERTED => column -= 1,
            _ => (row, column) = (row - 1, column - 1),
        }
        is_same = cell & step::GOES_ON == 0;
    }

    /// What it costs to edit on: going on within an edit, or beginning one after a match.
    fn cheaper(edited: u32, same: u32) -> (u32, u8) {
        if edited <= same.saturating_add(OPEN) { (edited, step::GOES_ON) } else { (same + OPEN, 0) }
    }
}

/// The edits that [`bounded`] looks ahead. Two unrelated texts of a million characters take half a second at 256, and four
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
