//! Characters aligned at the lowest cost.

use std::ops::Range;

use super::chain::Run;

/// The cost of each character that is replaced, removed or inserted, and of beginning an edit. That beginning one costs
/// something keeps what was rewritten together; that it costs no more than a character lets a single one between two mended
/// typos stay what it is. (At 1 a letter or two of a rewritten phrase were kept by chance and drew edges after them; at 3 twice
/// as many passages had to be asked about at 15 %.)
const STEP: u32 = 2;
const OPEN: u32 = 2;
/// The cost of taking out or putting in a line end with an edit that began within a line. One that began with a line pays
/// nothing, so that of two paragraphs that are nearly alike one is new as a whole, and not half of each.
const CROSS: u32 = 6;
/// The cost of replacing a line end by a letter or the other way round.
const REPLACE_LINE: u32 = 8;

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
        runs.push(Run { old: (rows.start + old) as u32, new: (columns.start + new) as u32, length: 1 });
    };
    if one.len().saturating_mul(other.len()) <= MOST {
        let is_start = |tokens: &[u32], at: usize| at == 0 || tokens[at - 1] == LINE;
        let is_line = is_start(old, rows.start) && is_start(new, columns.start);
        cheapest(one, other, is_line, &mut pair);
    } else {
        bounded(one, other, &mut pair);
    }
}

const LINE: u32 = '\n' as u32;

/// Dearer than any alignment.
const FAR: u32 = u32::MAX / 4;

/// What the best alignments cost that end at a cell.
#[derive(Clone, Copy)]
struct Costs {
    /// With two characters that are the same.
    same: u32,
    /// With an edit that began within a line.
    within: u32,
    /// With an edit that began with a line.
    line: u32,
}

const NOWHERE: Costs = Costs { same: FAR, within: FAR, line: FAR };

/// How a cell was reached, two bits a state for what was done, and one or two for the state before.
mod step {
    pub(super) const REMOVED: u8 = 1;
    pub(super) const INSERTED: u8 = 2;
    pub(super) const REPLACED: u8 = 3;
    pub(super) const KIND: u8 = 3;
    /// The edit goes on; otherwise it begins here.
    pub(super) const GOES_ON: u8 = 4;
    /// So far the bits of an edit within a line, and shifted by this those of one that began with a line.
    pub(super) const LINE: u8 = 3;
    /// What was before two characters that are the same.
    pub(super) const AFTER_WITHIN: u8 = 64;
    pub(super) const AFTER_LINE: u8 = 128;
}

/// The alignment of the lowest cost, by Gotoh's algorithm with two kinds of edits. `is_line` says whether both sides begin
/// with a line.
fn cheapest(old: &[u32], new: &[u32], is_line: bool, pair: &mut impl FnMut(usize, usize)) {
    let width = new.len() + 1;
    let mut steps = vec![0_u8; (old.len() + 1) * width];
    let mut row_costs = vec![NOWHERE; width];
    let starts = |tokens: &[u32], at: usize| if at == 0 { is_line } else { tokens[at - 1] == LINE };
    let new_starts: Vec<bool> = (0..width).map(|column| starts(new, column)).collect();
    row_costs[0].same = 0;
    for column in 1..width {
        let before = begin(row_costs[column - 1], is_line && new_starts[column - 1]);
        let way = take(NO_WAY, &before, STEP, cross(new[column - 1]), step::INSERTED);
        row_costs[column] = Costs { same: FAR, within: way.within, line: way.line };
        steps[column] = way.steps;
    }
    for row in 1..=old.len() {
        let token = old[row - 1];
        let (starts_before, starts_here) = (starts(old, row - 1), starts(old, row));
        let line = &mut steps[row * width..(row + 1) * width];
        let mut diagonal = row_costs[0];
        let up = begin(diagonal, starts_before && new_starts[0]);
        let way = take(NO_WAY, &up, STEP, cross(token), step::REMOVED);
        let mut left = Costs { same: FAR, within: way.within, line: way.line };
        line[0] = way.steps;
        row_costs[0] = left;
        for column in 1..width {
            let other = new[column - 1];
            let above = row_costs[column];
            let replace = if (token == LINE) == (other == LINE) { STEP } else { REPLACE_LINE };
            let way = take(
                NO_WAY,
                &begin(diagonal, starts_before && new_starts[column - 1]),
                replace,
                0,
                step::REPLACED,
            );
            let way = take(
                way,
                &begin(above, starts_before && new_starts[column]),
                STEP,
                cross(token),
                step::REMOVED,
            );
            let way = take(
                way,
                &begin(left, starts_here && new_starts[column - 1]),
                STEP,
                cross(other),
                step::INSERTED,
            );
            let mut steps = way.steps;
            let mut same = FAR;
            if token == other {
                same = diagonal.same;
                if diagonal.within < same {
                    same = diagonal.within;
                    steps |= step::AFTER_WITHIN;
                }
                if diagonal.line < same {
                    same = diagonal.line;
                    steps = steps & !step::AFTER_WITHIN | step::AFTER_LINE;
                }
            }
            left = Costs { same, within: way.within, line: way.line };
            line[column] = steps;
            diagonal = above;
            row_costs[column] = left;
        }
    }
    walk_back(&steps, width, row_costs[width - 1], old.len(), pair);
}

/// Goes back from the last cell to the first and tells the pairs.
fn walk_back(steps: &[u8], width: usize, last: Costs, rows: usize, pair: &mut impl FnMut(usize, usize)) {
    enum State {
        Same,
        Edit { shift: u8 },
    }
    let (within, line) = (State::Edit { shift: 0 }, State::Edit { shift: step::LINE });
    let mut state = if last.same <= last.within.min(last.line) {
        State::Same
    } else if last.within <= last.line {
        within
    } else {
        line
    };
    let (mut row, mut column) = (rows, width - 1);
    while row > 0 || column > 0 {
        let cell = steps[row * width + column];
        match state {
            State::Same => {
                (row, column) = (row - 1, column - 1);
                pair(row, column);
                if cell & step::AFTER_LINE != 0 {
                    state = State::Edit { shift: step::LINE };
                } else if cell & step::AFTER_WITHIN != 0 {
                    state = State::Edit { shift: 0 };
                }
            }
            State::Edit { shift } => {
                let bits = cell >> shift;
                match bits & step::KIND {
                    step::REMOVED => row -= 1,
                    step::INSERTED => column -= 1,
                    _ => (row, column) = (row - 1, column - 1),
                }
                if bits & step::GOES_ON == 0 {
                    state = State::Same;
                }
            }
        }
    }
}

/// The best edits into a cell so far.
#[derive(Clone, Copy)]
struct Way {
    within: u32,
    line: u32,
    steps: u8,
}

const NO_WAY: Way = Way { within: FAR, line: FAR, steps: 0 };

/// The costs of editing on from a cell: going on within an edit, or beginning one after characters that are the same.
struct Begun {
    within: u32,
    within_goes_on: u8,
    line: u32,
    line_goes_on: u8,
}

fn begin(costs: Costs, is_line: bool) -> Begun {
    let (within, within_goes_on) =
        if costs.within < costs.same + OPEN { (costs.within, step::GOES_ON) } else { (costs.same + OPEN, 0) };
    let (line, line_goes_on) =
        if is_line && costs.same < costs.line { (costs.same, 0) } else { (costs.line, step::GOES_ON) };
    Begun { within, within_goes_on, line, line_goes_on }
}

fn take(way: Way, before: &Begun, cost: u32, cross: u32, kind: u8) -> Way {
    let mut way = way;
    let within = before.within + cost + cross;
    if within < way.within {
        way.within = within;
        way.steps = way.steps & !(step::KIND | step::GOES_ON) | kind | before.within_goes_on;
    }
    let line = before.line + cost;
    if line < way.line {
        way.line = line;
        way.steps = way.steps & !((step::KIND | step::GOES_ON) << step::LINE)
            | (kind | before.line_goes_on) << step::LINE;
    }
    way
}

fn cross(token: u32) -> u32 {
    if token == LINE { CROSS } else { 0 }
}

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
