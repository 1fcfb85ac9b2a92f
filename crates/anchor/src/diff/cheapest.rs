//! The alignment of the lowest cost: Gotoh's algorithm with two kinds of edits, those that begin within a line and those that
//! begin with one.
//!
//! Only a band of the table is filled. Whoever leaves it has removed and inserted so much that it can be told what that costs at
//! the least; where an alignment within the band costs less, none outside is as good, and the band is widened otherwise. So
//! what comes out is what the whole table says, at a cost that goes with the edits.

/// The cost of each character that is replaced, removed or inserted, and of beginning an edit. That beginning one costs
/// something keeps what was rewritten together; that it costs no more than a character lets a single one between two mended
/// typos stay what it is. (At 1 a letter or two of a rewritten phrase were kept by chance and drew edges after them; at 3 twice
/// as many passages had to be asked about at 15 %.)
const STEP: u32 = 2;
const OPEN: u32 = 2;
/// The cost of taking out or putting in a line end with an edit that began within a line. One that began with a line pays
/// nothing, so that of two paragraphs that are nearly alike one is new as a whole, and not half of each. For the same reason it
/// is paid once: behind its first line end an edit is at the beginning of a line. (Where each one was paid for, a line that
/// went with the line end before it was dearer than its near copy behind it with the difference mended, and what was said in
/// the one was taken to be in the other.)
const CROSS: u32 = 6;
/// The cost of replacing a line end by a letter or the other way round.
const REPLACE_LINE: u32 = 8;

const LINE: u32 = '\n' as u32;

/// Tells the pairs of an alignment of the lowest cost, from the last to the first. `is_line` says whether both sides begin with
/// a line.
pub(super) fn align(old: &[u32], new: &[u32], is_line: bool, pair: &mut impl FnMut(usize, usize)) {
    // Of what is aligned at all most has an edit in every eighth character or fewer.
    let slack = 4 + old.len().min(new.len()) / 16;
    align_from(slack, old, new, is_line, pair);
}

/// The same, with a first attempt of this `slack`.
fn align_from(slack: usize, old: &[u32], new: &[u32], is_line: bool, pair: &mut impl FnMut(usize, usize)) {
    let has_lines = is_line || old.contains(&LINE) || new.contains(&LINE);
    let whole = old.len().min(new.len());
    let apart = old.len().abs_diff(new.len());
    let mut slack = slack.min(whole);
    loop {
        let band = Band::new(old.len(), new.len(), slack);
        let table = match has_lines {
            true => Table::fill::<true>(old, new, is_line, band),
            false => Table::fill::<false>(old, new, is_line, band),
        };
        // Beside the band there are at least so many removals and insertions.
        let least = apart + 2 * (slack + 1);
        let edits = (table.last.cost() / STEP) as usize;
        if slack == whole || edits < least {
            table.walk_back(old, new, is_line, pair);
            return;
        }
        slack = (edits.saturating_sub(apart) / 2).min(whole);
    }
}

/// The cells that are looked at: in each row those around the diagonals of the first and the last cell.
#[derive(Clone, Copy)]
struct Band {
    /// How many columns before and after the one of the row's own number.
    before: usize,
    after: usize,
    /// The last column.
    end: usize,
}

impl Band {
    fn new(rows: usize, columns: usize, slack: usize) -> Self {
        Self {
            before: slack + rows.saturating_sub(columns),
            after: slack + columns.saturating_sub(rows),
            end: columns,
        }
    }

    fn first(self, row: usize) -> usize {
        row.saturating_sub(self.before)
    }

    fn last(self, row: usize) -> usize {
        self.end.min(row + self.after)
    }

    /// The most cells in a row.
    fn width(self) -> usize {
        (self.before + self.after + 1).min(self.end + 1)
    }
}

/// A cost with how it came about, which is in the low bits: the cheaper of two is the smaller number, and of two that cost
/// the same the one whose way is preferred.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Way(u32);

impl Way {
    const BITS: u32 = 3;
    const MASK: u32 = (1 << Self::BITS) - 1;
    /// Dearer than any alignment, and with room for more.
    const FAR: Self = Self((u32::MAX / 4) & !Self::MASK);

    const fn new(cost: u32, how: u32) -> Self {
        Self(cost << Self::BITS | how)
    }

    /// At a further cost, which comes about so.
    const fn plus(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }

    const fn cost(self) -> u32 {
        self.0 >> Self::BITS
    }

    const fn how(self) -> u8 {
        (self.0 & Self::MASK) as u8
    }

    /// The same cost, come about otherwise.
    const fn now(self, how: u8) -> Self {
        Self(self.0 & !Self::MASK | how as u32)
    }
}

/// What an edit does, and whether it goes on or begins.
mod edit {
    pub(super) const REPLACED: u32 = 0;
    pub(super) const REMOVED: u32 = 2;
    pub(super) const INSERTED: u32 = 4;
    pub(super) const KIND: u8 = 6;
    pub(super) const GOES_ON: u8 = 1;
}

/// What an alignment up to a cell ends with.
mod state {
    pub(super) const SAME: u8 = 0;
    pub(super) const WITHIN: u8 = 1;
    pub(super) const LINE: u8 = 2;
}

/// How a cell was reached: the way of an edit within a line, that of one that began with a line, and the state before two
/// characters that are the same.
mod step {
    pub(super) const LINE: u8 = 3;
    pub(super) const BEFORE: u8 = 6;
}

/// What the best alignments cost that end at a cell, for those that go on from there.
#[derive(Clone, Copy)]
struct Cell {
    /// The best of all, with its state.
    best: Way,
    /// One that is within an edit, which goes on or begins here.
    within: Way,
    /// The same of an edit that begins with a line.
    line: Way,
}

impl Cell {
    const NOWHERE: Self = Self { best: Way::FAR, within: Way::FAR, line: Way::FAR };

    /// Of the best alignments that end with two characters that are the same, with an edit within a line and with one that
    /// began with a line.
    fn new<const LINES: bool>(same: Way, within: Way, line: Way, starts: Starts) -> Self {
        let begins = same.plus(Way::new(OPEN, 0));
        let best = same.now(state::SAME).min(within.now(state::WITHIN));
        let goes_on = begins.now(0).min(within.now(edit::GOES_ON));
        if !LINES {
            return Self { best, within: goes_on, line: Way::FAR };
        }
        let best = best.min(line.now(state::LINE));
        let begins = match starts {
            Starts::Both => same,
            // It has paid for the line end that it went over.
            Starts::One => within,
            Starts::None => Way::FAR,
        };
        let line = if begins.cost() < line.cost() { begins.now(0) } else { line.now(edit::GOES_ON) };
        Self { best, within: goes_on, line }
    }
}

/// On how many sides a line begins behind a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Starts {
    None,
    One,
    Both,
}

impl Starts {
    const fn of(old: bool, new: bool) -> Self {
        match (old, new) {
            (true, true) => Self::Both,
            (false, false) => Self::None,
            _ => Self::One,
        }
    }
}

struct Table {
    /// How the cells of the band were reached.
    steps: Vec<u8>,
    band: Band,
    /// The best alignment, with its state.
    last: Way,
}

impl Table {
    /// Without `LINES` neither side has a line end nor begins with a line.
    fn fill<const LINES: bool>(old: &[u32], new: &[u32], is_line: bool, band: Band) -> Self {
        let width = band.width();
        let mut steps = vec![0_u8; (old.len() + 1) * width];
        let mut cells = vec![Cell::NOWHERE; new.len() + 1];
        let starts = |tokens: &[u32], at: usize| LINES && starts(tokens, at, is_line);
        let new_starts: Vec<bool> = (0..=new.len()).map(|column| starts(new, column)).collect();
        let step = |within: Way, line: Way| within.how() | if LINES { line.how() << step::LINE } else { 0 };
        let begun = Way::new(0, 0);

        cells[0] = Cell::new::<LINES>(begun, Way::FAR, Way::FAR, Starts::of(is_line, is_line));
        for column in 1..=band.last(0) {
            let before = cells[column - 1];
            let within = before.within.plus(Way::new(STEP + cross::<LINES>(new[column - 1]), edit::INSERTED));
            let line = before.line.plus(Way::new(STEP, edit::INSERTED));
            steps[column] = step(within, line);
            cells[column] =
                Cell::new::<LINES>(Way::FAR, within, line, Starts::of(is_line, new_starts[column]));
        }
        let (removed_line, inserted_line) = (Way::new(STEP, edit::REMOVED), Way::new(STEP, edit::INSERTED));
        for row in 1..=old.len() {
            let token = old[row - 1];
            let is_start = starts(old, row);
            let removed = Way::new(STEP + cross::<LINES>(token), edit::REMOVED);
            let (first, last) = (band.first(row), band.last(row));
            let steps = &mut steps[row * width..(row + 1) * width];
            let from = first.max(1);
            let mut diagonal = cells[from - 1];
            let mut left = Cell::NOWHERE;
            if first == 0 {
                let (within, line) = (cells[0].within.plus(removed), cells[0].line.plus(removed_line));
                steps[0] = step(within, line);
                left = Cell::new::<LINES>(Way::FAR, within, line, Starts::of(is_start, new_starts[0]));
                cells[0] = left;
            }
            let columns = new[from - 1..last].iter().zip(&new_starts[from..=last]);
            let row_cells = cells[from..=last].iter_mut().zip(&mut steps[from - first..]);
            for ((&other, &is_new_start), (cell, reached)) in columns.zip(row_cells) {
                let above = *cell;
                let replaced = Way::new(replace::<LINES>(token, other), edit::REPLACED);
                let inserted = Way::new(STEP + cross::<LINES>(other), edit::INSERTED);
                let within = diagonal
                    .within
                    .plus(replaced)
                    .min(above.within.plus(removed))
                    .min(left.within.plus(inserted));
                let line = match LINES {
                    true => diagonal
                        .line
                        .plus(replaced)
                        .min(above.line.plus(removed_line))
                        .min(left.line.plus(inserted_line)),
                    false => Way::FAR,
                };
                let (same, before) = match token == other {
                    true => (diagonal.best.now(0), diagonal.best.how()),
                    false => (Way::FAR, 0),
                };
                *reached = step(within, line) | before << step::BEFORE;
                left = Cell::new::<LINES>(same, within, line, Starts::of(is_start, is_new_start));
                diagonal = above;
                *cell = left;
            }
        }
        Self { steps, band, last: cells[new.len()].best }
    }

    /// Goes back from the last cell to the first and tells the pairs.
    fn walk_back(&self, old: &[u32], new: &[u32], is_line: bool, pair: &mut impl FnMut(usize, usize)) {
        let width = self.band.width();
        let mut state = self.last.how();
        let (mut row, mut column) = (old.len(), new.len());
        while row > 0 || column > 0 {
            let reached = self.steps[row * width + column - self.band.first(row)];
            if state == state::SAME {
                (row, column) = (row - 1, column - 1);
                pair(row, column);
                state = reached >> step::BEFORE;
                continue;
            }
            let way = reached >> if state == state::LINE { step::LINE } else { 0 };
            match u32::from(way & edit::KIND) {
                edit::REMOVED => row -= 1,
                edit::INSERTED => column -= 1,
                _ => (row, column) = (row - 1, column - 1),
            }
            if way & edit::GOES_ON == 0 {
                let starts = || Starts::of(starts(old, row, is_line), starts(new, column, is_line));
                let went_over = state == state::LINE && starts() == Starts::One;
                state = if went_over { state::WITHIN } else { state::SAME };
            }
        }
    }
}

/// Whether a line begins at a place of one side; at the first one when `is_line`.
const fn starts(tokens: &[u32], at: usize, is_line: bool) -> bool {
    if at == 0 { is_line } else { tokens[at - 1] == LINE }
}

const fn cross<const LINES: bool>(token: u32) -> u32 {
    if LINES && token == LINE { CROSS } else { 0 }
}

const fn replace<const LINES: bool>(token: u32, other: u32) -> u32 {
    if LINES && (token == LINE) != (other == LINE) { REPLACE_LINE } else { STEP }
}

#[cfg(test)]
mod tests {
    use super::{Band, Table, align_from};
    use proptest::prelude::*;

    fn pairs(slack: usize, old: &[u32], new: &[u32], is_line: bool) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        align_from(slack, old, new, is_line, &mut |one, other| pairs.push((one, other)));
        pairs
    }

    fn tokens(length: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<u32>> {
        prop::collection::vec(prop_oneof![1 => Just(u32::from('\n')), 8 => 0x4E00_u32..0x4E06], length)
    }

    /// What is aligned and what was made from it by few or many edits.
    fn two() -> impl Strategy<Value = (Vec<u32>, Vec<u32>)> {
        let edited = (tokens(0..60), prop::collection::vec((0_usize..12, 0_usize..5, tokens(0..5)), 0..9))
            .prop_map(|(old, edits)| {
                let (mut new, mut at) = (Vec::new(), 0);
                for (gap, removed, inserted) in edits {
                    let start = (at + gap).min(old.len());
                    new.extend(&old[at..start]);
                    new.extend(inserted);
                    at = (start + removed).min(old.len());
                }
                new.extend(&old[at..]);
                (old, new)
            });
        prop_oneof![4 => edited, 1 => (tokens(0..60), tokens(0..60))]
    }

    proptest! {
        #[test]
        fn what_a_band_finds_is_what_the_whole_table_says((old, new) in two(), is_line in any::<bool>(), slack in 0_usize..9) {
            prop_assert_eq!(pairs(slack, &old, &new, is_line), pairs(usize::MAX, &old, &new, is_line));
        }

        #[test]
        fn without_line_ends_the_shorter_table_says_the_same((old, new) in two()) {
            let plain = |tokens: &[u32]| tokens.iter().map(|&token| token.max(0x4E00)).collect::<Vec<u32>>();
            let (old, new) = (plain(&old), plain(&new));
            let band = Band::new(old.len(), new.len(), old.len().min(new.len()));
            let tables = [
                Table::fill::<true>(&old, &new, false, band),
                Table::fill::<false>(&old, &new, false, band),
            ];
            let [one, other] = tables.map(|table| {
                let mut pairs = Vec::new();
                table.walk_back(&old, &new, false, &mut |row, column| pairs.push((row, column)));
                (table.last.cost(), pairs)
            });
            prop_assert_eq!(one, other);
        }
    }

    #[test]
    fn sides_of_very_different_length_take_no_more_room_than_their_pairs() {
        let long: Vec<u32> = (100..400_100).collect();
        assert_eq!(pairs(4, &long, &[400_099], false), [(399_999, 0)]);
        assert_eq!(pairs(4, &[400_099], &long, false), [(0, 399_999)]);
    }
}
