//! Lines to paragraphs: which line goes on in the next one.
//!
//! A paragraph ends with a line that had room for the first word of the next one, before more air than there is between
//! lines, where the size of the letters changes, and at whatever the document's own habit of beginning paragraphs is:
//! set in from the left, or set out.

use super::headings::plain;
use super::lines::{Line, is_wide, median};
use crate::interview::label_at_line;
use std::collections::{HashMap, HashSet};
use vermilion_anchor::{Span, count};

/// How a document begins its paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    /// At the left edge like every other line.
    Plain,
    /// Further to the right than other lines.
    In,
    /// Further to the left than other lines.
    Out,
}

/// Where the lines of a region begin and end.
#[derive(Clone, Copy, Debug)]
struct Frame {
    left: f64,
    right: f64,
    lines: usize,
    /// Whether some of them begin further in than others.
    is_stepped: bool,
}

/// Lines in the order in which they are read as runs of those that make a paragraph.
///
/// A line that is one of these titles, as [`plain`] has them, is a paragraph.
pub(super) fn paragraphs(lines: &[Line], titles: &HashSet<String>) -> Vec<Vec<Line>> {
    let look = Look::of(lines);
    let is_title = |line: &Line| !titles.is_empty() && titles.contains(&plain(&line.text()));
    let mut paragraphs: Vec<Vec<Line>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match paragraphs.last_mut() {
            Some(last)
                if !is_title(line)
                    && !is_title(&lines[at - 1])
                    && !look.parts(at - 1, &lines[at - 1], line) =>
            {
                last.push(line.clone());
            }
            _ => paragraphs.push(vec![line.clone()]),
        }
    }
    paragraphs
}

/// What is known of the lines of a document together.
struct Look {
    frames: HashMap<usize, Frame>,
    /// How far lines of a size are below each other, by half points.
    leadings: HashMap<i64, f64>,
    habit: Habit,
    /// Of each line, whether it had no room for the first word of the next one.
    full: Vec<bool>,
    /// Names that open several lines as labels do.
    names: HashMap<String, usize>,
    /// The size that most letters have.
    size: f64,
}

impl Look {
    fn of(lines: &[Line]) -> Self {
        let mut look = Self {
            frames: frames(lines),
            leadings: HashMap::new(),
            habit: Habit::Plain,
            full: Vec::new(),
            names: HashMap::new(),
            size: body_size(lines),
        };
        let mut gaps: HashMap<i64, Vec<f64>> = HashMap::new();
        for pair in lines.windows(2) {
            let gap = pair[0].y - pair[1].y;
            if pair[0].region == pair[1].region && gap > 0.0 && same_size(&pair[0], &pair[1]) {
                gaps.entry(half_points(pair[0].size)).or_default().push(gap);
            }
        }
        // Lines are not nearer to each other than within a paragraph: a low quarter, where many paragraphs are of one.
        look.leadings = gaps
            .into_iter()
            .map(|(size, mut gaps)| {
                gaps.sort_by(f64::total_cmp);
                // What is further apart than that is no text of many lines.
                let most = 1.1 * size as f64;
                (size, gaps[gaps.len() / 4].min(most))
            })
            .collect();
        look.full = lines.windows(2).map(|pair| look.is_full(&pair[0], &pair[1])).collect();
        look.habit = look.habit(lines);
        for line in lines {
            if let Some(name) = label(line) {
                *look.names.entry(name).or_default() += 1;
            }
        }
        look
    }

    /// Whether the next line begins another paragraph. `at` counts the first of them.
    fn parts(&self, at: usize, line: &Line, next: &Line) -> bool {
        if !same_size(line, next) {
            return true;
        }
        let is_below = line.region == next.region;
        let gap = line.y - next.y;
        let leading = self.leadings.get(&half_points(line.size)).copied().unwrap_or(1.4 * line.size);
        if is_below && (gap > 1.3 * leading || gap < 0.0) {
            return true;
        }
        // A heading of several lines is broken where its sense breaks.
        if line.size > 1.12 * self.size && is_below {
            return false;
        }
        if !self.full[at] {
            return true;
        }
        let frame = self.frame(next);
        let step = 0.7 * next.size;
        let is_edge = match self.habit {
            Habit::Plain => false,
            Habit::In => next.left > frame.left + step,
            Habit::Out => next.left < line.left - step || frame.is_stepped && next.left < frame.left + step,
        };
        is_edge || self.opens_turn(line, next)
    }

    /// Whether the next line begins with a name that opens lines elsewhere, after the end of a sentence.
    fn opens_turn(&self, line: &Line, next: &Line) -> bool {
        let is_end = line.edges().is_some_and(|(_, last)| {
            matches!(
                last,
                '.' | '?'
                    | '!'
                    | '。'
                    | '？'
                    | '！'
                    | '…'
                    | '」'
                    | '』'
                    | '"'
                    | '”'
                    | '’'
                    | ')'
                    | '）'
                    | '—'
            )
        });
        let known = label(next).and_then(|name| self.names.get(&name).copied());
        is_end && known.is_some_and(|count| count > 1)
    }

    fn is_full(&self, line: &Line, next: &Line) -> bool {
        let frame = self.frame(line);
        let wide = next.edges().is_some_and(|(first, _)| is_wide(first));
        // Ideographs are set on a grid, and a sign that may not begin a line takes the one before it along.
        let slack = if wide { 1.1 * line.size } else { 0.5 * line.size };
        let space = if wide { 0.0 } else { 0.25 * line.size };
        line.right + space + next.first_word() > frame.right - slack
    }

    /// The frame of a line's region.
    fn frame(&self, line: &Line) -> Frame {
        let none = Frame { left: line.left, right: line.right, lines: 1, is_stepped: false };
        self.frames.get(&line.region).copied().unwrap_or(none)
    }

    /// By what lines do that certainly begin a paragraph, because the one before had room: where they are full
    /// themselves, the next one is set further to the right, to the left, or the same.
    fn habit(&self, lines: &[Line]) -> Habit {
        let (mut inwards, mut outwards, mut plain) = (0, 0, 0);
        for (at, three) in lines.windows(3).enumerate() {
            let [_, first, second] = three else { continue };
            let is_first = !self.full[at] && self.full[at + 1] && first.region == second.region;
            if !is_first || !same_size(first, second) {
                continue;
            }
            let step = first.left - second.left;
            if step > 0.7 * first.size {
                inwards += 1;
            } else if step < -0.7 * first.size {
                outwards += 1;
            } else {
                plain += 1;
            }
        }
        if inwards > plain && inwards >= outwards {
            Habit::In
        } else if outwards > plain {
            Habit::Out
        } else {
            Habit::Plain
        }
    }
}

/// Where the lines of each region begin and end: the outermost of them, and where there are few, those of all regions
/// that begin at the same place.
fn frames(lines: &[Line]) -> HashMap<usize, Frame> {
    /// Fewer lines say little of how long lines may be.
    const FEW: usize = 6;
    let mut frames: HashMap<usize, Frame> = HashMap::new();
    for line in lines {
        let none = Frame { left: line.left, right: line.right, lines: 0, is_stepped: false };
        let frame = frames.entry(line.region).or_insert(none);
        frame.left = frame.left.min(line.left);
        frame.right = frame.right.max(line.right);
        frame.lines += 1;
    }
    for line in lines {
        if let Some(frame) = frames.get_mut(&line.region) {
            frame.is_stepped |= line.left > frame.left + 0.7 * line.size;
        }
    }
    let whole: Vec<Frame> = frames.values().copied().collect();
    for frame in frames.values_mut().filter(|frame| frame.lines < FEW) {
        let alike = whole.iter().filter(|other| (other.left - frame.left).abs() < 36.0);
        frame.right = alike.map(|other| other.right).fold(frame.right, f64::max);
    }
    frames
}

/// The size that most letters have.
pub(super) fn body_size(lines: &[Line]) -> f64 {
    let mut sizes: HashMap<i64, (usize, f64)> = HashMap::new();
    for line in lines {
        let entry = sizes.entry(half_points(line.size)).or_insert((0, line.size));
        entry.0 += line.letters.len();
    }
    let most = sizes.into_values().max_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
    most.map_or_else(|| median(Vec::new()), |(_, size)| size)
}

fn half_points(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

fn same_size(one: &Line, other: &Line) -> bool {
    (one.size - other.size).abs() <= 0.08 * one.size.max(other.size)
}

/// The name with which a line opens, were it a label.
fn label(line: &Line) -> Option<String> {
    let text = line.text();
    label_at_line(&text, Span::new(0, count(&text))).map(|label| label.name)
}
