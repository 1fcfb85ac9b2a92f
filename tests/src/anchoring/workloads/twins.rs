//! What is said twice in a row, word for word, and loses one of the two.

use std::ops::Range;

use fastrand::Rng;

use super::mend_typos_apart;
use crate::anchoring::manuscript::Manuscript;

/// A transcript in which a tenth of the paragraphs, some with the one after, and some sentences come twice in a row, word
/// for word.
pub(super) fn with_twins(text: &str, random: &mut Rng) -> String {
    let mut twice = String::with_capacity(text.len() * 5 / 4);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let is_long = line.chars().count() > 12 && line.ends_with('\n');
        match random.u32(0..30) {
            0 if is_long => twice.push_str(&line.repeat(2)),
            1 if is_long && at + 1 < lines.len() && lines[at + 1].ends_with('\n') => {
                at += 1;
                twice.push_str(&[line, lines[at]].concat().repeat(2));
            }
            2 | 3 => match sentence(line) {
                Some((before, said, behind)) => twice.extend([before, said, said, behind]),
                None => twice.push_str(line),
            },
            _ => twice.push_str(line),
        }
        at += 1;
    }
    twice
}

/// A sentence of a line that is not its first one, with what is before and behind it.
pub(super) fn sentence(line: &str) -> Option<(&str, &str, &str)> {
    let mut ends = line.char_indices().filter(|(_, character)| matches!(character, '。' | '？'));
    let (start, end) = (ends.next()?, ends.next()?);
    let (start, end) = (start.0 + start.1.len_utf8(), end.0 + end.1.len_utf8());
    (line[start..end].chars().count() > 5).then(|| (&line[..start], &line[start..end], &line[end..]))
}

/// The stretches that come twice in a row, each with the second one right behind it, apart from each other.
fn twins(text: &[char]) -> Vec<(Range<usize>, Range<usize>)> {
    let ends_line = |at: usize| at == 0 || text[at - 1] == '\n';
    let ends_sentence = |at: usize| at > 0 && matches!(text[at - 1], '。' | '？');
    let is_twice = |from: usize, to: usize| {
        to - from > 5 && 2 * to - from <= text.len() && text[from..to] == text[to..2 * to - from]
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let ends = |is_end: &dyn Fn(usize) -> bool, most: usize| -> Vec<usize> {
            (at + 1..(at + 2_000).min(text.len())).filter(|&to| is_end(to)).take(most).collect()
        };
        let candidates = match (ends_line(at), ends_sentence(at)) {
            (true, _) => ends(&ends_line, 2),
            (_, true) => ends(&ends_sentence, 1),
            _ => Vec::new(),
        };
        match candidates.into_iter().find(|&to| is_twice(at, to)) {
            Some(to) => {
                found.push((at..to, to..2 * to - at));
                at = 2 * to - at;
            }
            None => at += 1,
        }
    }
    found
}

/// Of what is said twice in a row the one or the other is deleted, and what stands elsewhere is mended.
pub(super) fn delete_twins(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    let twins = twins(&text.characters(0..text.len()));
    let mut spared: Vec<Range<usize>> = Vec::new();
    let mut left: Vec<Range<usize>> = Vec::new();
    let (mut from, mut start) = (0, 0);
    for (one, other) in twins {
        left.push(from..one.start);
        start += one.start - from;
        from = other.end;
        spared.push(start..start + one.len());
        start += one.len();
        text.leave_open(&one, &other);
        left.push(if random.bool() { one } else { other });
    }
    left.push(from..text.len());
    text.keep(&left);
    // What is left of the two stays as it is: an edit in it would be in the one or in the other.
    mend_typos_apart(text, rate, random, &spared);
}
