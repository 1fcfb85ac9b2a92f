//! What is said twice or three times in a row in nearly the same words, and loses one.

use std::ops::Range;

use fastrand::Rng;

use super::mend_typos_apart;
use super::twins::sentence;
use crate::anchoring::manuscript::Manuscript;

/// How many characters two that are nearly alike differ in at most.
const APART: usize = 2;
/// The fewest characters of a line or sentence that comes again.
const LEAST: usize = 9;

/// A transcript in which a tenth of the paragraphs and some sentences come again right behind, with a character or two put
/// otherwise; of the paragraphs some twice.
pub(super) fn with_near_twins(text: &str, random: &mut Rng) -> String {
    let letters: Vec<char> = text.chars().filter(|&letter| !ends(letter)).collect();
    let mut out = String::with_capacity(text.len() * 5 / 4);
    for line in text.split_inclusive('\n') {
        let is_long = line.chars().count() > LEAST && line.ends_with('\n');
        match random.u32(0..30) {
            0 | 1 if is_long => out.extend([line.to_owned(), altered(line, &letters, random)]),
            2 if is_long => {
                let [one, other] = [(); 2].map(|()| altered(line, &letters, random));
                out.extend([one.as_str(), line, other.as_str()]);
            }
            3 | 4 => match sentence(line).filter(|(_, said, _)| said.chars().count() >= LEAST) {
                Some((before, said, behind)) => {
                    out.extend([before, said, &altered(said, &letters, random), behind]);
                }
                None => out.push_str(line),
            },
            _ => out.push_str(line),
        }
    }
    out
}

const fn ends(letter: char) -> bool {
    matches!(letter, '\n' | '。' | '？')
}

/// The same with a character or two put otherwise, none of which ends it.
fn altered(said: &str, letters: &[char], random: &mut Rng) -> String {
    let mut said: Vec<char> = said.chars().collect();
    for _ in 0..random.usize(1..=APART) {
        let at = random.usize(..said.len());
        let other = letters[random.usize(..letters.len())];
        if !ends(said[at]) {
            said[at] = other;
        }
    }
    said.into_iter().collect()
}

/// The stretches that come again nearly as they are, in groups: whole lines, and sentences within a line.
fn groups(text: &[char]) -> Vec<Vec<Range<usize>>> {
    let stretches = |is_end: &dyn Fn(char) -> bool| {
        let mut from = 0;
        let pieces = text.split_inclusive(move |&letter| is_end(letter)).map(move |piece| {
            let range = from..from + piece.len();
            from = range.end;
            range
        });
        pieces.collect::<Vec<_>>()
    };
    let is_near = |one: &Range<usize>, other: &Range<usize>| {
        let (one, other) = (&text[one.clone()], &text[other.clone()]);
        let apart = one.iter().zip(other).filter(|(one, other)| one != other).count();
        one.len() == other.len() && one.len() >= LEAST && (1..=2 * APART).contains(&apart)
    };
    let mut groups: Vec<Vec<Range<usize>>> = Vec::new();
    for ends_one in [&(|letter| letter == '\n') as &dyn Fn(char) -> bool, &ends] {
        let pieces = stretches(ends_one);
        let alike = pieces.chunk_by(is_near).filter(|group| group.len() > 1);
        for group in alike {
            let (start, end) = (group[0].start, group[group.len() - 1].end);
            // Of sentences in lines that come again the line is the one.
            if groups.iter().all(|other| other[other.len() - 1].end <= start || end <= other[0].start) {
                groups.push(group.to_vec());
            }
        }
    }
    groups.sort_by_key(|group| group[0].start);
    groups
}

/// Of what is nearly alike one is deleted, of three some times two: a sentence, a line, the line with the line end before it,
/// or what stands in the line and not its line end. What stands elsewhere is mended.
pub(super) fn delete_near_twins(text: &mut Manuscript, rate: f64, random: &mut Rng) {
    let characters = text.characters(0..text.len());
    let (mut gone, mut stays): (Vec<Range<usize>>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
    for mut group in groups(&characters) {
        let some = if group.len() > 2 { random.usize(1..=2) } else { 1 };
        for _ in 0..some {
            let one = group.remove(random.usize(..group.len()));
            let is_line = characters[one.end - 1] == '\n';
            let is_behind_line = one.start > 0 && characters[one.start - 1] == '\n';
            gone.push(match random.u32(0..3) {
                0 if is_line && is_behind_line => one.start - 1..one.end,
                1 if is_line => one.start..one.end - 1,
                _ => one,
            });
        }
        stays.extend(group);
    }
    gone.sort_by_key(|stretch| stretch.start);
    let mut left = Vec::new();
    let mut from = 0;
    for stretch in &gone {
        left.push(from..stretch.start.max(from));
        from = stretch.end.max(from);
    }
    left.push(from..characters.len());
    // What is left of those stays as it is: edited, it might be nearer to one that is gone.
    let before =
        |at: usize| left.iter().map(|kept| kept.end.min(at).saturating_sub(kept.start)).sum::<usize>();
    let spared: Vec<Range<usize>> =
        stays.iter().map(|stretch| before(stretch.start)..before(stretch.end)).collect();
    text.keep(&left);
    mend_typos_apart(text, rate, random, &spared);
}
