//! Letters to lines in the order in which they are read, columns one after the other.
//!
//! What is beside each other on one baseline is a segment as far as no gap is wider than a letter. Where a gutter runs
//! through most segments of a region and both sides are filled with lines, they are columns; what reaches over the gutter
//! (a title, a wide table) divides them into bands. The names of speakers beside what they say are no column.

use super::pages::Letter;
use crate::script::{is_han, is_kana};

/// A gap in a segment, of the size of the letters; a wider one may be a gutter.
const WIDEST_GAP: f64 = 0.9;

/// Strips into which a region is cut to look for gutters.
const STRIPS: usize = 256;

/// Columns within columns.
const DEEPEST: usize = 3;

/// More segments are a drawing, in which nobody finds columns.
const MOST_SEGMENTS: usize = 20_000;

/// A line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) letters: Vec<Set>,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The baseline.
    pub(super) y: f64,
    /// The size that most of it has.
    pub(super) size: f64,
    /// Counts pages from 0.
    pub(super) page: usize,
    /// Lines of one region stand below each other; counted through the document.
    pub(super) region: usize,
}

/// A character of a line and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Set {
    pub(super) character: char,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) is_bold: bool,
}

impl Line {
    pub(super) fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.character).collect()
    }

    /// The first character that is no space, the last one.
    pub(super) fn edges(&self) -> Option<(char, char)> {
        let mut words =
            self.letters.iter().map(|letter| letter.character).filter(|letter| !letter.is_whitespace());
        let first = words.next()?;
        Some((first, words.next_back().unwrap_or(first)))
    }

    /// How much room the first word takes: what a line end before it says depends on that.
    pub(super) fn first_word(&self) -> f64 {
        let mut words = self.letters.iter().skip_while(|letter| letter.character.is_whitespace());
        let Some(first) = words.next() else { return 0.0 };
        let mut last = first;
        for letter in words {
            let goes_on = match (is_wide(last.character), is_wide(letter.character)) {
                // What may not begin a line goes with what is before it, and takes along what follows without a space: 到,OpenAI.
                (true, true) => !letter.character.is_alphanumeric(),
                (true, false) => {
                    matches!(letter.character, ',' | '.' | ':' | ';' | '!' | '?' | ')' | ']' | '}')
                }
                (false, is_wide) => !is_wide && !letter.character.is_whitespace(),
            };
            if !goes_on {
                break;
            }
            last = letter;
        }
        last.right - first.left
    }
}

/// Whether a character is written without spaces around it: Han, kana and their punctuation.
pub(super) const fn is_wide(character: char) -> bool {
    is_han(character)
        || is_kana(character)
        || matches!(character, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// The lines of a page in the order in which they are read. `region` counts regions through the document.
pub(super) fn lines(letters: &[Letter], page: usize, region: &mut usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let segments: Vec<Segment> = rows(letters.iter().copied()).into_iter().flat_map(Segment::split).collect();
    order(segments, 0, &mut |segments| {
        for row in rows(segments.into_iter().flat_map(|segment| segment.letters)) {
            let line = set(row, page, *region);
            lines.extend(line.edges().map(|_| line));
        }
        *region += 1;
    });
    lines
}

/// Letters on one baseline without a wide gap, in the order of their place.
#[derive(Debug)]
struct Segment {
    letters: Vec<Letter>,
    left: f64,
    right: f64,
    y: f64,
}

impl Segment {
    fn split(row: Vec<Letter>) -> Vec<Self> {
        let mut segments: Vec<Self> = Vec::new();
        for letter in row {
            match segments.last_mut() {
                Some(last) if letter.left - last.right <= WIDEST_GAP * letter.size => {
                    // A space at the end does not fill the gap behind it.
                    if !letter.character.is_whitespace() {
                        last.right = last.right.max(letter.right);
                    }
                    last.letters.push(letter);
                }
                _ if letter.character.is_whitespace() => {}
                _ => segments.push(Self {
                    letters: vec![letter],
                    left: letter.left,
                    right: letter.right,
                    y: letter.y,
                }),
            }
        }
        segments
    }

    fn ends_like_label(&self) -> bool {
        let last = self.letters.iter().rev().find(|letter| !letter.character.is_whitespace());
        last.is_some_and(|letter| matches!(letter.character, ':' | '：'))
    }
}

/// Letters that stand beside each other, from the top, each row from the left.
fn rows(letters: impl Iterator<Item = Letter>) -> Vec<Vec<Letter>> {
    let mut letters: Vec<Letter> = letters.collect();
    letters.sort_by(|one, other| other.y.total_cmp(&one.y));
    // A row, and from where to where its letters reach: so high is most of a letter.
    let mut rows: Vec<(Vec<Letter>, f64, f64)> = Vec::new();
    for letter in letters {
        let (bottom, top) = (letter.y, letter.y + 0.7 * letter.size);
        match rows.last_mut() {
            Some((row, low, high)) if is_beside((*low, *high), (bottom, top)) => {
                row.push(letter);
                if top - bottom > *high - *low {
                    (*low, *high) = (bottom, top);
                }
            }
            _ => rows.push((vec![letter], bottom, top)),
        }
    }
    for (row, ..) in &mut rows {
        row.sort_by(|one, other| one.left.total_cmp(&other.left));
    }
    rows.into_iter().map(|(row, ..)| row).collect()
}

/// Whether half of the lower of two letters is beside the other: a raised figure belongs to its line.
fn is_beside(one: (f64, f64), other: (f64, f64)) -> bool {
    let shared = one.1.min(other.1) - one.0.max(other.0);
    shared >= 0.5 * (one.1 - one.0).min(other.1 - other.0)
}

/// Gives the segments of each region in turn.
fn order(segments: Vec<Segment>, depth: usize, give: &mut dyn FnMut(Vec<Segment>)) {
    let gutter = (depth < DEEPEST && segments.len() < MOST_SEGMENTS).then(|| gutter(&segments)).flatten();
    let Some(gutter) = gutter else {
        if !segments.is_empty() {
            give(segments);
        }
        return;
    };
    let mut band: [Vec<Segment>; 2] = [Vec::new(), Vec::new()];
    let mut across: Vec<Segment> = Vec::new();
    let mut segments = segments;
    segments.sort_by(|one, other| other.y.total_cmp(&one.y));
    for segment in segments {
        let side = gutter.side(&segment);
        if side.is_some() && !across.is_empty() {
            give(std::mem::take(&mut across));
        }
        match side {
            Some(side) => band[side].push(segment),
            None => {
                for side in &mut band {
                    order(std::mem::take(side), depth + 1, give);
                }
                across.push(segment);
            }
        }
    }
    for side in band {
        order(side, depth + 1, give);
    }
    if !across.is_empty() {
        give(across);
    }
}

#[derive(Clone, Copy, Debug)]
struct Gutter {
    left: f64,
    right: f64,
}

impl Gutter {
    /// 0 for the left, 1 for the right; nothing of what reaches across.
    fn side(self, segment: &Segment) -> Option<usize> {
        let middle = f64::midpoint(self.left, self.right);
        if segment.right <= middle {
            Some(0)
        } else if segment.left >= middle {
            Some(1)
        } else {
            None
        }
    }
}

/// The gutter between two columns, if there are such.
fn gutter(segments: &[Segment]) -> Option<Gutter> {
    /// Lines that a column has at least.
    const FEWEST: usize = 4;
    if segments.len() < 2 * FEWEST {
        return None;
    }
    let left = segments.iter().map(|segment| segment.left).fold(f64::MAX, f64::min);
    let right = segments.iter().map(|segment| segment.right).fold(f64::MIN, f64::max);
    let strip = (right - left) / STRIPS as f64;
    if !strip.is_finite() || strip <= 0.0 {
        return None;
    }
    let mut covered = [0_usize; STRIPS];
    for segment in segments {
        let of = |x: f64| ((x - left) / strip) as usize;
        // The strips that it fills: those at its edges only where it does.
        for count in covered.iter_mut().take(of(segment.right)).skip(of(segment.left) + 1) {
            *count += 1;
        }
    }
    // The longest run of strips in the middle that few segments reach over.
    let few = segments.len() / 8;
    let (mut best, mut start) = (0..0, None);
    for (at, covered) in covered.iter().enumerate().take(STRIPS - STRIPS / 5).skip(STRIPS / 5) {
        if *covered <= few {
            let start = *start.get_or_insert(at);
            if at + 1 - start > best.len() {
                best = start..at + 1;
            }
        } else {
            start = None;
        }
    }
    let gutter = Gutter { left: left + best.start as f64 * strip, right: left + best.end as f64 * strip };
    let size = median(segments.iter().map(|segment| segment.letters[0].size).collect());
    if gutter.right - gutter.left < 0.7 * size {
        return None;
    }
    let side = |which: usize| segments.iter().filter(move |segment| gutter.side(segment) == Some(which));
    // Columns are filled with lines; what is beside labels, times and figures is not.
    let is_filled = |which: usize, wide: f64| {
        let widths: Vec<f64> = side(which).map(|segment| segment.right - segment.left).collect();
        widths.len() >= FEWEST && median(widths) >= 0.45 * wide
    };
    let labels = side(0).filter(|segment| segment.ends_like_label()).count();
    let (before, after) = (side(0).count(), side(1).count());
    let are_columns = is_filled(0, gutter.left - left)
        && is_filled(1, right - gutter.right)
        && labels * 4 < before
        && before * 4 >= after
        && after * 8 >= before;
    are_columns.then_some(gutter)
}

/// The one in the middle; 0 of none.
pub(super) fn median(mut numbers: Vec<f64>) -> f64 {
    let middle = numbers.len() / 2;
    if numbers.is_empty() {
        return 0.0;
    }
    *numbers.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// A row set as a line: with spaces where gaps are, and each character once.
fn set(row: Vec<Letter>, page: usize, region: usize) -> Line {
    let size = median(row.iter().map(|letter| letter.size).collect());
    let mut line = Line { page, region, size, ..Line::default() };
    let mut last: Option<Letter> = None;
    let mut baselines = Vec::new();
    for letter in row {
        if let Some(last) = last {
            let again =
                last.character == letter.character && (letter.left - last.left).abs() < 0.12 * letter.size;
            if again && let Some(set) = line.letters.last_mut() {
                // Printed twice, a little aside, to look bold.
                set.is_bold = true;
                continue;
            }
            let room = letter.left - last.right;
            let wide = usize::from(is_wide(last.character)) + usize::from(is_wide(letter.character));
            // Lines are set even by letting in air, between ideographs up to a half of one.
            let most = [0.17, 0.4, 0.75][wide] * letter.size.min(last.size);
            if room > most && !last.character.is_whitespace() && !letter.character.is_whitespace() {
                let (left, right) = (last.right, letter.left);
                line.letters.push(Set {
                    character: ' ',
                    left,
                    right,
                    is_bold: last.is_bold && letter.is_bold,
                });
            }
        }
        let Letter { character, left, right, is_bold, .. } = letter;
        line.letters.push(Set { character, left, right, is_bold });
        baselines.push(letter.y);
        last = Some(letter);
    }
    line.y = median(baselines);
    let words = || line.letters.iter().filter(|letter| !letter.character.is_whitespace());
    line.left = words().map(|letter| letter.left).fold(f64::MAX, f64::min);
    line.right = words().map(|letter| letter.right).fold(f64::MIN, f64::max);
    line
}
