//! How the positions of a source are counted.
//!
//! The standard says code points; programs count UTF-16 units, take CRLF for one or for two, count a byte order mark or
//! not, and name the last character or the one after it. Nothing in a file says which. So each reading is tried on the
//! selections of a source, and the one is chosen in which the most of them fall where a person may have put them: the
//! words are those of the selection's name, every place is in the text, words are not cut. Where readings are equally
//! likely it is the one that is known of the program, then the standard's.

use crate::script::is_cjk;
use vermilion_anchor::{CodePoint, Span, TextIndex};

/// Selections of a source by which the reading is chosen, at most.
const SAMPLE: usize = 2_000;

/// A way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// UTF-16 units are counted, not code points.
    is_utf16: bool,
    /// A line end counts two.
    is_crlf_two: bool,
    /// The byte order mark counts one.
    is_bom_counted: bool,
    /// The end is the last character, not the one after it.
    is_end_inclusive: bool,
}

/// What each reading gives for a source, in the order of [`Reading::all`]; `None` for one that cannot be.
pub(super) type Scores = [Option<u64>; 16];

/// The reading that was chosen for a source.
pub(super) struct Choice {
    pub(super) reading: Reading,
    /// Whether no other reading that is as likely leads elsewhere.
    pub(super) is_certain: bool,
}

/// A text in which positions are looked up in every way of counting.
pub(super) struct Counted<'t> {
    index: TextIndex<'t>,
    has_bom: bool,
    /// Code points that count for one more than themselves: by whether UTF-16 is counted, and whether line ends are two.
    longer: [Vec<u32>; 4],
}

impl Reading {
    /// All of them.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..16_u8).map(|bits| Self {
            is_utf16: bits & 1 != 0,
            is_crlf_two: bits & 2 != 0,
            is_bom_counted: bits & 4 != 0,
            is_end_inclusive: bits & 8 != 0,
        })
    }

    /// In words, for the report.
    pub(super) fn words(self) -> String {
        let unit = if self.is_utf16 { "UTF-16 units" } else { "code points" };
        let line = if self.is_crlf_two { "a line end is two" } else { "a line end is one" };
        let bom =
            if self.is_bom_counted { "the byte order mark counts" } else { "no byte order mark counts" };
        let end = if self.is_end_inclusive { "the end is inside" } else { "the end is outside" };
        format!("{unit}, {line}, {bom}, {end}")
    }

    /// How likely it is before anything is known of the selections, for each of them.
    fn prior(self, origin: &str) -> u64 {
        let origin = origin.to_lowercase();
        let is_nvivo = origin.contains("nvivo");
        let is_crlf_two = is_nvivo && !origin.contains("mac") || origin.contains("maxqda");
        // Of every program that was looked at, the end is outside.
        3 * u64::from(!self.is_end_inclusive)
            + 2 * u64::from(!self.is_bom_counted)
            + u64::from(self.is_utf16 == is_nvivo)
            + u64::from(self.is_crlf_two == is_crlf_two)
    }
}

impl<'t> Counted<'t> {
    /// Of a text with LF. `pairs` are the code points of the line ends that were CRLF in the file.
    pub(super) fn new(text: &'t str, pairs: &[u32], has_bom: bool) -> Self {
        // Where no line end is CRLF, the file was written anew since, and a count of two is one of each.
        let is_pair = |at: u32| pairs.is_empty() || pairs.binary_search(&at).is_ok();
        let mut longer = [const { Vec::new() }; 4];
        for (at, character) in (0_u32..).zip(text.chars()) {
            let is_wide = character.len_utf16() == 2;
            let is_two = character == '\n' && is_pair(at);
            for (kind, longer) in longer.iter_mut().enumerate() {
                if kind & 1 != 0 && is_wide || kind & 2 != 0 && is_two {
                    longer.push(at);
                }
            }
        }
        Self { index: TextIndex::new(text), has_bom, longer }
    }

    /// The index of the text.
    pub(super) const fn index(&self) -> &TextIndex<'t> {
        &self.index
    }

    /// Where a selection is in a reading; `None` where it is not in the text, or begins or ends inside a character.
    pub(super) fn span(&self, (start, end): (i64, i64), reading: Reading) -> Option<Span> {
        let end = end.checked_add(i64::from(reading.is_end_inclusive))?;
        let span = Span { start: self.at(start, reading)?, end: self.at(end, reading)? };
        (span.start <= span.end).then_some(span)
    }

    /// The code point at a position.
    pub(super) fn at(&self, position: i64, reading: Reading) -> Option<CodePoint> {
        let position = position.checked_sub(i64::from(reading.is_bom_counted))?;
        let position = u32::try_from(position).ok()?;
        let longer = &self.longer[usize::from(reading.is_utf16) + 2 * usize::from(reading.is_crlf_two)];
        // The longer characters that end at or before the position: each stands as many later as there are before it.
        let (mut least, mut most) = (0, longer.len());
        while least < most {
            let middle = least + (most - least) / 2;
            if longer[middle] as usize + middle + 2 <= position as usize {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        let is_inside = longer.get(least).is_some_and(|next| *next as usize + least + 1 == position as usize);
        let point = CodePoint(position - u32::try_from(least).ok()?);
        (!is_inside && point <= self.index.len()).then_some(point)
    }

    /// What each reading gives for selections: their positions and names.
    pub(super) fn scores(&self, selections: &[((i64, i64), &str)], origin: &str) -> Scores {
        let mut scores: Scores = [None; 16];
        for (score, reading) in scores.iter_mut().zip(Reading::all()) {
            if reading.is_bom_counted && !self.has_bom {
                continue;
            }
            let prior = reading.prior(origin);
            let given = sample(selections).map(|(positions, name)| {
                self.span(*positions, reading).map_or(0, |span| self.likeness(span, name))
            });
            *score = Some(given.map(|given| given + prior).sum());
        }
        scores
    }

    /// The reading of a project of ours, which says in each text how it counts: by the byte order mark that only the way of
    /// NVivo has. `None` where a selection does not fall into the text by it, so that somebody else has been at the file.
    pub(super) fn known(&self, selections: &[((i64, i64), &str)]) -> Option<Choice> {
        let is_nvivo = self.has_bom;
        let reading = Reading {
            is_utf16: is_nvivo,
            is_crlf_two: is_nvivo,
            is_bom_counted: false,
            is_end_inclusive: false,
        };
        let is_held = selections.iter().all(|(positions, _)| self.span(*positions, reading).is_some());
        is_held.then_some(Choice { reading, is_certain: true })
    }

    /// The best reading. `favoured` is added to each, for what other sources of the same project show.
    pub(super) fn choose(
        &self,
        selections: &[((i64, i64), &str)],
        scores: &Scores,
        favoured: &[u64; 16],
        origin: &str,
    ) -> Choice {
        let mut best: Option<(u64, u64, Reading)> = None;
        let readings = || scores.iter().zip(favoured).zip(Reading::all());
        let score = |given: Option<u64>, favour: u64| given.map(|given| given + favour);
        for ((given, favour), reading) in readings() {
            let Some(score) = score(*given, *favour) else { continue };
            let key = (score, reading.prior(origin));
            if best.is_none_or(|(score, prior, _)| key > (score, prior)) {
                best = Some((key.0, key.1, reading));
            }
        }
        let standard =
            Reading { is_utf16: false, is_crlf_two: false, is_bom_counted: false, is_end_inclusive: false };
        let (most, _, reading) = best.unwrap_or((0, 0, standard));
        // A reading is worth about as much when it differs by less than what one cut word is worth.
        let is_near = |score: u64| score + 4 >= most;
        let leads_elsewhere = |other: Reading| {
            sample(selections)
                .any(|(positions, _)| self.span(*positions, reading) != self.span(*positions, other))
        };
        let is_certain = readings().all(|((given, favour), other)| {
            other == reading
                || score(*given, *favour).is_none_or(|score| !is_near(score))
                || !leads_elsewhere(other)
        });
        Choice { reading, is_certain }
    }

    /// How likely it is that a person selected this and that it got this name.
    fn likeness(&self, span: Span, name: &str) -> u64 {
        const IN_TEXT: u64 = 20;
        let Some(words) = self.index.slice(span) else { return 0 };
        let Some(bytes) = self.index.byte_range(span) else { return 0 };
        let text = self.index.text();
        IN_TEXT + likeness(name, words) + edges(&text[..bytes.start], words, &text[bytes.end..])
    }
}

/// Selections evenly spread over all.
fn sample<'s>(selections: &'s [((i64, i64), &'s str)]) -> impl Iterator<Item = &'s ((i64, i64), &'s str)> {
    selections.iter().step_by(selections.len().div_ceil(SAMPLE).max(1))
}

/// How well a name says the words: 100 where it is them, less where white space differs, or where it is cut.
pub(super) fn likeness(name: &str, words: &str) -> u64 {
    /// Characters that a name has at least which is a beginning without saying so.
    const LONG: usize = 40;
    if name.is_empty() || words.is_empty() {
        return 0;
    }
    if name == words {
        return 100;
    }
    let whole = name.trim_end();
    let cut = whole.strip_suffix('…').or_else(|| whole.strip_suffix("..."));
    let squeezed = |text: &str| text.trim_end().len();
    let mut letters = words.chars().filter(|one| !one.is_whitespace());
    let mut count = 0;
    for letter in cut.unwrap_or(whole).chars().filter(|one| !one.is_whitespace()) {
        if letters.next() != Some(letter) {
            return 0;
        }
        count += 1;
    }
    match (letters.next(), cut) {
        _ if count == 0 => 0,
        // White space at the edges is part of what tells one reading from another.
        (None, None) if squeezed(words) == words.len() && !words.starts_with(char::is_whitespace) => 90,
        (None, None) => 85,
        (None, Some(_)) => 60,
        (Some(_), Some(_)) => 50,
        (Some(_), None) if count >= LONG => 50,
        (Some(_), None) => 0,
    }
}

/// How well the edges fall, from 0 to 10: not inside words, not before white space or a full stop.
fn edges(before: &str, words: &str, after: &str) -> u64 {
    let (Some(first), Some(last)) = (words.chars().next(), words.chars().next_back()) else { return 0 };
    let (previous, next) = (before.chars().next_back(), after.chars().next());
    let is_word = |one: char| one.is_alphanumeric() && !is_cjk(one);
    let is_open = |one: char| matches!(one, '「' | '『' | '（' | '(' | '“' | '《' | '[');
    let is_close = |one: char| {
        matches!(one, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '」' | '』' | '）' | '”' | '》')
            || matches!(one, ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']')
    };
    let start = match previous {
        _ if first.is_whitespace() => 0,
        Some(previous) if is_word(previous) && is_word(first) => 0,
        _ if is_close(first) => 1,
        None => 5,
        Some(previous) if previous.is_whitespace() || is_open(previous) || is_close(previous) => 5,
        Some(_) => 3,
    };
    let end = match next {
        _ if last.is_whitespace() => 2,
        Some(next) if is_word(last) && is_word(next) => 0,
        None => 5,
        Some(next) if next.is_whitespace() => 5,
        _ if is_close(last) => 5,
        Some(next) if is_close(next) => 2,
        Some(_) => 3,
    };
    start + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_found_in_every_way_of_counting() {
        let text = "a𠮷\nb\n";
        let counted = Counted::new(text, &[], true);
        let at = |is_utf16, is_crlf_two, position| {
            let reading = Reading { is_utf16, is_crlf_two, is_bom_counted: false, is_end_inclusive: false };
            counted.at(position, reading).map(|point| point.0)
        };
        let all = |is_utf16, is_crlf_two| {
            (0..9).map(|position| at(is_utf16, is_crlf_two, position)).collect::<Vec<_>>()
        };
        let some = |points: &[i32]| {
            let mut all: Vec<Option<u32>> = points.iter().map(|point| u32::try_from(*point).ok()).collect();
            all.resize(9, None);
            all
        };
        assert_eq!(all(false, false), some(&[0, 1, 2, 3, 4, 5]));
        assert_eq!(all(true, false), some(&[0, 1, -1, 2, 3, 4, 5]));
        assert_eq!(all(false, true), some(&[0, 1, 2, -1, 3, 4, -1, 5]));
        assert_eq!(all(true, true), some(&[0, 1, -1, 2, -1, 3, 4, -1, 5]));
        assert_eq!(at(false, false, -1), None);
        assert_eq!(at(true, true, i64::MAX), None);
    }

    #[test]
    fn a_name_is_likened_to_words() {
        let long = "字".repeat(60);
        for (name, words, expected) in [
            ("霧 河", "霧 河", 100),
            ("霧 河", "霧\n河", 90),
            ("霧 河", "霧\n河\n", 85),
            ("霧…", "霧與河", 50),
            ("霧與河...", "霧與河", 60),
            ("霧", "霧與河", 0),
            ("霧與河", "霧與", 0),
            (&long[..150], &long, 50),
            ("", "霧", 0),
            ("…", "霧", 0),
        ] {
            assert_eq!(likeness(name, words), expected, "{name} {words}");
        }
    }
}
