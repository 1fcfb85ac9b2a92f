//! Lines of a paragraph to one line: what stands for a line end.

use super::lines::{Line, Set, is_wide};
use std::collections::HashSet;

/// What is known of how a document writes, for what a line end hides.
pub(super) struct Joining {
    /// Words with a hyphen that stand within a line, in small letters.
    hyphenated: HashSet<String>,
    /// Whether words are broken with a hyphen of their own, so that the usual one is the writer's.
    has_own: bool,
    /// Whether spaces stand between Han characters and Latin ones.
    is_spaced: bool,
    /// Whether no space stands after a sign of ASCII that follows a Han character: 更大?ChatGPT.
    is_tight: bool,
}

/// What is put between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    Nothing,
    Space,
    /// Nothing, and the hyphen at the end of the first is left out.
    Undone,
}

impl Joining {
    /// Looks at the lines of a document.
    pub(super) fn of(lines: &[Line]) -> Self {
        let mut hyphenated = HashSet::new();
        let (mut spaced, mut close) = (0, 0);
        let (mut loose, mut tight) = (0, 0);
        let has_own = lines.iter().any(|line| line.edges().is_some_and(|(_, last)| last == '\u{2010}'));
        for line in lines {
            let text = line.text();
            let trimmed = text.trim_end_matches(is_hyphen);
            for word in trimmed.split_whitespace().filter(|word| word.contains(is_hyphen)) {
                hyphenated.insert(plain(word));
            }
            let letters: Vec<char> = text.chars().collect();
            for three in letters.windows(3) {
                let [one, between, other] = three else { continue };
                if is_sign_after(*between, *one) {
                    loose += usize::from(*other == ' ');
                    tight += usize::from(other.is_alphanumeric());
                }
                let mixed = |one: char, other: char| {
                    is_wide(one) && one.is_alphanumeric() && other.is_ascii_alphanumeric()
                };
                if *between == ' ' && (mixed(*one, *other) || mixed(*other, *one)) {
                    spaced += 1;
                } else if mixed(*one, *between) || mixed(*between, *one) {
                    close += 1;
                }
            }
        }
        Self { hyphenated, has_own, is_spaced: spaced > close, is_tight: tight > loose }
    }

    /// What is put between two lines of a paragraph.
    pub(super) fn between(&self, line: &Line, next: &Line) -> Join {
        let (Some((_, last)), Some((first, _))) = (line.edges(), next.edges()) else { return Join::Nothing };
        if is_wide(last) || is_wide(first) {
            let mixed = last.is_alphanumeric() && first.is_alphanumeric() && is_wide(last) != is_wide(first);
            return if mixed && self.is_spaced { Join::Space } else { Join::Nothing };
        }
        if !is_hyphen(last) {
            // A dash holds together what is beside it.
            let is_dash = |letter: char| matches!(letter, '—' | '⸺' | '/');
            let was_spaced = line.letters.iter().rev().nth(1).is_some_and(|letter| letter.character == ' ');
            let mut letters =
                line.letters.iter().rev().map(|letter| letter.character).skip_while(|one| *one == ' ');
            let is_sign =
                letters.next().zip(letters.next()).is_some_and(|(last, one)| is_sign_after(last, one));
            let is_close = is_dash(last) && !was_spaced || is_sign && self.is_tight;
            return if is_close { Join::Nothing } else { Join::Space };
        }
        let before =
            word(line.letters.iter().rev().skip_while(|letter| letter.character.is_whitespace()), true);
        let after = word(next.letters.iter().skip_while(|letter| letter.character.is_whitespace()), false);
        let stem = before.trim_end_matches(is_hyphen);
        if stem.is_empty() {
            // A dash that stands alone.
            return Join::Space;
        }
        let is_compound = self.hyphenated.contains(&plain(&format!("{stem}-{after}")));
        let is_usual = last == '-' && self.has_own;
        let is_broken =
            !is_usual && stem.ends_with(char::is_alphabetic) && after.starts_with(char::is_lowercase);
        if last == '\u{ad}' || is_broken && !is_compound { Join::Undone } else { Join::Nothing }
    }
}

/// Whether a character is a sign of ASCII that follows a Han character.
const fn is_sign_after(sign: char, before: char) -> bool {
    is_wide(before) && matches!(sign, ',' | '.' | ':' | ';' | '!' | '?')
}

/// The word at one end of a line: to the first space.
fn word<'l>(letters: impl Iterator<Item = &'l Set>, is_backwards: bool) -> String {
    let word = letters.map(|letter| letter.character).take_while(|letter| !letter.is_whitespace());
    if is_backwards { word.collect::<Vec<_>>().into_iter().rev().collect() } else { word.collect() }
}

/// A word without what is around it, in small letters, each hyphen the same.
fn plain(word: &str) -> String {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    word.chars().map(|letter| if is_hyphen(letter) { '-' } else { letter }).collect::<String>().to_lowercase()
}

/// The hyphens with which words are broken.
pub(super) const fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{ad}' | '\u{2010}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        let letters = text.chars().map(|character| Set { character, left: 0.0, right: 0.0, is_bold: false });
        Line { letters: letters.collect(), ..Line::default() }
    }

    #[test]
    fn line_ends_become_what_they_stood_for() {
        let joining = Joining::of(&[line("a well-known river"), line("hers")]);
        for (one, other, expected) in [
            ("the river", "rose", Join::Space),
            ("the riv-", "er rose", Join::Undone),
            ("the riv\u{2010}", "er rose", Join::Undone),
            ("a well-", "known man", Join::Nothing),
            ("Wen Jo-", "Tsen", Join::Nothing),
            ("from 3-", "4 days", Join::Nothing),
            ("and then -", "nothing", Join::Space),
            ("所以我常", "跟客人說", Join::Nothing),
            ("所以，", "Wen", Join::Nothing),
            ("她說 Wen", "是", Join::Nothing),
            ("he left—", "and came", Join::Nothing),
        ] {
            assert_eq!(joining.between(&line(one), &line(other)), expected, "{one} | {other}");
        }
        let own = Joining::of(&[line("the riv\u{2010}"), line("er")]);
        assert_eq!(own.between(&line("primary-"), &line("school")), Join::Nothing);
        let tight = Joining::of(&[line("會更大?ChatGPT,到"), line("那時,他說: 好")]);
        assert_eq!(tight.between(&line("會更大?"), &line("ChatGPT")), Join::Nothing);
        assert_eq!(tight.between(&line("larger?"), &line("ChatGPT")), Join::Space);
        assert_eq!(joining.between(&line("會更大?"), &line("ChatGPT")), Join::Space);
        let spaced = Joining::of(&[line("共 1,312 條，用 UTF 字")]);
        assert_eq!(spaced.between(&line("第"), &line("14 期")), Join::Space);
    }
}
