//! Finding words or a pattern in folded text.

use super::query::Problem;
use memchr::memmem::Finder;
use regex::{Regex, RegexBuilder};
use std::ops::Range;
use vermilion_anchor::{Folded, Folding};

/// Bytes that a compiled pattern may take: matching takes time by the pattern times the text, and one of ten thousand
/// characters took a minute and a half on a text of sixty thousand in a debug build.
const PATTERN: usize = 512 << 10;
/// Bytes that matching may take, so that most of it goes by tables.
const TABLES: usize = 4 << 20;
/// Characters of a pattern.
const LONGEST: usize = 1000;
const TOO_MUCH: &str = "the regular expression takes too much: make it shorter";

/// What is looked for in folded text.
pub(crate) enum Matcher {
    /// Words, folded.
    Words(Box<Finder<'static>>),
    /// A regular expression.
    Pattern(Regex),
}

impl Matcher {
    /// Finds these words as they are under a folding; `None` where it leaves nothing of them.
    pub(crate) fn words(folding: Folding, words: &str) -> Option<Self> {
        let folded = folding.words(words);
        (!folded.is_empty()).then(|| Self::Words(Box::new(Finder::new(folded.as_bytes()).into_owned())))
    }

    /// Finds what a regular expression describes.
    pub(super) fn pattern(folding: Folding, pattern: &str) -> Result<Self, Problem> {
        if pattern.chars().count() > LONGEST {
            return Err(Problem::Pattern(TOO_MUCH.to_owned()));
        }
        let built = RegexBuilder::new(&fold_pattern(folding, pattern))
            .case_insensitive(folding.case)
            .multi_line(true)
            .size_limit(PATTERN)
            .dfa_size_limit(TABLES)
            .build();
        built.map(Self::Pattern).map_err(|error| {
            Problem::Pattern(match error {
                regex::Error::CompiledTooBig(_) => TOO_MUCH.to_owned(),
                // The last line says what is wrong; those before it draw where.
                error => error
                    .to_string()
                    .lines()
                    .last()
                    .unwrap_or_default()
                    .trim_start_matches("error: ")
                    .to_owned(),
            })
        })
    }

    /// Whether it finds anything, edges of characters aside.
    pub(super) fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Words(finder) => finder.find(text.as_bytes()).is_some(),
            Self::Pattern(pattern) => pattern.is_match(text),
        }
    }

    /// Calls `see` with the bytes of each place in the folded text, in order; they do not overlap. What begins or ends
    /// inside a character of the text is passed over, and what `see` does not take may overlap with the next.
    pub(crate) fn find(&self, folded: &Folded, mut see: impl FnMut(Range<usize>) -> bool) {
        let text = folded.text();
        let mut at = 0;
        while let Some(found) = self.next(text, at) {
            let is_taken = !found.is_empty()
                && folded.is_edge(found.start)
                && folded.is_edge(found.end)
                && see(found.clone());
            at = if is_taken { found.end } else { after(text, found.start) };
        }
    }

    fn next(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let rest = text.get(from..)?;
        match self {
            Self::Words(finder) => {
                let start = from + finder.find(rest.as_bytes())?;
                Some(start..start + finder.needle().len())
            }
            Self::Pattern(pattern) => pattern.find_at(text, from).map(|found| found.range()),
        }
    }
}

/// The byte after the character at `byte`; beyond the text at its end.
fn after(text: &str, byte: usize) -> usize {
    byte + text[byte..].chars().next().map_or(1, char::len_utf8)
}

/// Folds what a pattern says literally. Everything that means something in a pattern is ASCII, which is left to the
/// pattern's own way of taking capitals and small letters for the same; ends of a range in brackets stay as they are.
fn fold_pattern(folding: Folding, pattern: &str) -> String {
    let folding = Folding { separators: false, ..folding };
    let characters: Vec<char> = pattern.chars().collect();
    let mut folded = String::with_capacity(pattern.len());
    let (mut in_brackets, mut is_escaped) = (false, false);
    let mut buffer = [0; 4];
    for (at, one) in characters.iter().copied().enumerate() {
        if one.is_ascii() || is_escaped {
            in_brackets = (in_brackets || one == '[' && !is_escaped) && (one != ']' || is_escaped);
            is_escaped = one == '\\' && !is_escaped;
            folded.push(one);
            continue;
        }
        let is_beside_range = in_brackets
            && (characters.get(at + 1) == Some(&'-')
                || at.checked_sub(1).and_then(|before| characters.get(before)) == Some(&'-'));
        let words = folding.words(one.encode_utf8(&mut buffer));
        match (words.chars().count(), is_beside_range) {
            (_, true) | (0, _) => folded.push(one),
            (1, _) => folded.push_str(&regex::escape(&words)),
            _ if in_brackets => folded.push(one),
            _ => folded.push_str(&format!("(?:{})", regex::escape(&words))),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(matcher: &Matcher, folding: Folding, text: &str) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        matcher.find(&folding.text(text), |place| {
            places.push(place);
            true
        });
        places
    }

    #[test]
    fn places_do_not_overlap_and_are_whole_characters() {
        let words = |words: &str| Matcher::words(Folding::NONE, words).unwrap();
        assert_eq!(found(&words("aa"), Folding::NONE, "aaaaa"), [0..2, 2..4]);
        assert_eq!(found(&words("e"), Folding::NONE, "e\u{301}e e"), [3..4, 5..6]);
        assert!(Matcher::words(Folding { separators: true, ..Folding::NONE }, "，").is_none());
    }

    #[test]
    fn patterns_are_folded_where_they_are_literal() {
        let usual = Folding::USUAL;
        let pattern = |text: &str| Matcher::pattern(usual, text).unwrap();
        assert_eq!(found(&pattern("臺[北南]"), usual, "台北和臺南").len(), 2);
        assert_eq!(found(&pattern("１\\d{3}年"), usual, "1987年").len(), 1);
        assert_eq!(found(&pattern("[A-Z]+"), usual, "abc").len(), 1);
        assert_eq!(found(&pattern("x*"), usual, "abc").len(), 0, "nothing is no place");
        assert_eq!(found(&pattern("[一-龥]"), usual, "字").len(), 1);
        assert_eq!(found(&pattern("㍿$"), usual, "株式会社\n").len(), 1);
    }

    #[test]
    fn a_pattern_that_is_none_or_takes_too_much_is_refused() {
        assert!(matches!(Matcher::pattern(Folding::USUAL, "(光"), Err(Problem::Pattern(_))));
        assert!(matches!(Matcher::pattern(Folding::USUAL, "((a{100}){100}){100}"), Err(Problem::Pattern(_))));
    }
}
