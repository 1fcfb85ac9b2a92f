//! A text as numbers, one a grapheme: what is compared.

use std::ops::Range;

use rustc_hash::FxHashMap;
use unicode_segmentation::UnicodeSegmentation;

use crate::parallel;

/// From so many bytes on it is quicker to cut two texts at once.
const WORTH: usize = 1 << 16;

/// The number of the first grapheme that is more than one code point. The others are their code point.
const CLUSTER: u32 = char::MAX as u32 + 1;

const LINE: u32 = '\n' as u32;

/// Numbers of graphemes that are more than one code point.
#[derive(Default)]
struct Clusters<'t> {
    numbers: FxHashMap<&'t str, u32>,
    /// In the order of their numbers.
    all: Vec<&'t str>,
}

impl<'t> Clusters<'t> {
    fn number(&mut self, cluster: &'t str) -> u32 {
        let mut characters = cluster.chars();
        if let (Some(only), None) = (characters.next(), characters.next()) {
            return only as u32;
        }
        let all = &mut self.all;
        *self.numbers.entry(cluster).or_insert_with(|| {
            all.push(cluster);
            CLUSTER + all.len() as u32 - 1
        })
    }
}

/// A text cut into graphemes.
pub(super) struct Tokens<'t> {
    text: &'t str,
    /// What each is.
    ids: Vec<u32>,
    /// Where each begins, in bytes, and where the last one ends.
    bytes: Vec<u32>,
    /// The same in code points.
    points: Vec<u32>,
}

impl<'t> Tokens<'t> {
    /// Two texts, cut so that what is the same in both has the same number.
    pub(super) fn of_both(old: &'t str, new: &'t str) -> (Self, Self) {
        let ((old, mut clusters), (mut new, others)) = match old.len() + new.len() < WORTH {
            true => (Self::cut(old), Self::cut(new)),
            false => parallel::both(old, new, Self::cut),
        };
        if !others.all.is_empty() {
            let numbers: Vec<u32> = others.all.iter().map(|cluster| clusters.number(cluster)).collect();
            for id in new.ids.iter_mut().filter(|id| **id >= CLUSTER) {
                *id = numbers[(*id - CLUSTER) as usize];
            }
        }
        (old, new)
    }

    fn cut(text: &'t str) -> (Self, Clusters<'t>) {
        let mut clusters = Clusters::default();
        let room = text.len() / 2;
        let mut tokens = Self {
            text,
            ids: Vec::with_capacity(room),
            bytes: Vec::with_capacity(room),
            points: Vec::with_capacity(room),
        };
        let mut point = 0;
        let mut characters = text.char_indices().peekable();
        // Where a stretch begins that takes the rules of Unicode; between two plain characters it is over.
        let mut pending = None;
        while let Some((byte, character)) = characters.next() {
            let next = characters.peek();
            let is_edge = is_plain(character) && next.is_none_or(|&(_, next)| is_plain(next));
            if is_edge && pending.is_none() {
                tokens.push(character as u32, byte, point);
                point += 1;
                continue;
            }
            let from = *pending.get_or_insert(byte);
            if is_edge || next.is_none() {
                let end = byte + character.len_utf8();
                for (at, cluster) in text[from..end].grapheme_indices(true) {
                    tokens.push(clusters.number(cluster), from + at, point);
                    point += cluster.chars().count() as u32;
                }
                pending = None;
            }
        }
        tokens.bytes.push(text.len() as u32);
        tokens.points.push(point);
        (tokens, clusters)
    }

    fn push(&mut self, id: u32, byte: usize, point: u32) {
        self.ids.push(id);
        self.bytes.push(byte as u32);
        self.points.push(point);
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// Whether the token is a line end, or is one that ends with it.
    pub(super) fn ends_line(&self, at: usize) -> bool {
        let id = self.ids[at];
        id == LINE || id >= CLUSTER && self.text(at..at + 1).ends_with('\n')
    }

    /// The code points before the token; at the length, all of them.
    pub(super) fn point(&self, at: usize) -> u32 {
        self.points[at]
    }

    pub(super) fn text(&self, range: Range<usize>) -> &'t str {
        &self.text[self.bytes[range.start] as usize..self.bytes[range.end] as usize]
    }
}

/// Whether a grapheme ends between `character` and another one that is plain: so most letters of most texts are told
/// without the rules of Unicode, which take ten times as long.
fn is_plain(character: char) -> bool {
    matches!(character,
        '\n' | ' '..='~'
        // Punctuation and letters of Chinese and Japanese, without the combining tone and voicing marks.
        | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A0}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}'
        | '\u{2018}'..='\u{201D}' | '\u{2026}')
}

#[cfg(test)]
mod tests {
    use super::{Tokens, WORTH};
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn tokens_are_the_graphemes_of_the_text() {
        for text in [
            "",
            "鉛字 is old。\n",
            "e\u{301}a\u{301}\u{302}字\u{FE00}👩\u{200D}👩\u{200D}👧🇹🇼🇯\r\n\r\n\r字\u{200D}か\u{3099}「」",
            "\u{301}字",
            "\u{600}1字\u{600}字",
        ] {
            let (tokens, _) = Tokens::cut(text);
            let expected: Vec<&str> = text.graphemes(true).collect();
            let found: Vec<&str> = (0..tokens.len()).map(|at| tokens.text(at..at + 1)).collect();
            assert_eq!(found, expected);
            assert_eq!(tokens.point(tokens.len()) as usize, text.chars().count());
        }
    }

    #[test]
    fn the_same_grapheme_has_the_same_number_in_both_texts() {
        let (one, other) = ("e\u{301}字👍🏽\r\n", "\r\n👍🏽字e\u{301}");
        for times in [1, WORTH] {
            let (one, other) = (one.repeat(times), format!("{}🇹🇼", other.repeat(times)));
            let (one, other) = Tokens::of_both(&one, &other);
            let (only, rest) = other.ids().split_last().unwrap();
            assert!(one.ids().iter().eq(rest.iter().rev()));
            assert!(!one.ids().contains(only));
        }
    }

    #[test]
    fn a_line_end_is_known_also_with_what_goes_before_it() {
        let (tokens, _) = Tokens::cut("字\n字\r\n字\r");
        let ends: Vec<usize> = (0..tokens.len()).filter(|&at| tokens.ends_line(at)).collect();
        assert_eq!(ends, [1, 3]);
    }
}
