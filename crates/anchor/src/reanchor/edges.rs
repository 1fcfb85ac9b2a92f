//! Where a passage begins and ends when something was replaced across its edge, or put in behind its first words.
//!
//! The arithmetic of the edits lets an edge fall back on the nearest character that was not touched. But what was replaced
//! together need not have been written together: of two mended typos with a word between them, or of a phrase that was put in
//! beside one that was taken out, the words in between are still there.

use super::map::{TELLING, weight_of};
use super::{Reanchoring, TORN};
use crate::units::{CodePoint, Span, count};

/// Replacements with more pairs of characters than this are not looked into.
const MOST_PAIRS: usize = 40_000;
/// The share of a passage's characters beyond the edge of what is left that has to be there for the edge to go there, unless
/// some stand together and tell enough by themselves.
const RECOGNISED: (usize, usize) = (2, 3);

/// What was put in belongs to the passage that it was put into up to this length, in code points; more is another passage.
/// At 30 and 120, 684 and 697 were missed, and none more was wrong.
const PHRASE: u32 = 60;

/// A place with its edges.
pub(super) struct Edges {
    pub(super) span: Span,
    /// How many characters of the passage were found within what was replaced.
    pub(super) recognised: u32,
    /// How many code points were put in at its edges that may as well be inside.
    pub(super) doubtful: u32,
}

/// Where what was put in is divided: what is before belongs outside the passage, what is behind inside.
struct Cut {
    at: usize,
    /// How many of the passage's characters are inside.
    recognised: u32,
}

impl Reanchoring<'_> {
    /// The place that `carried` says, with its edges where the passage's own words begin and end.
    pub(super) fn edges(&self, span: Span, carried: Span) -> Edges {
        let mut place = carried;
        let (mut recognised, mut doubtful) = (0, 0);
        let old = |start: CodePoint, end: CodePoint| self.old_characters(Span { start, end });
        let back = |mut characters: Vec<char>| {
            characters.reverse();
            characters
        };
        if let Some((gone, come)) = self.mapper.across(span.start) {
            let (outside, inside) = (back(old(gone.start, span.start)), old(span.start, gone.end));
            let put_in = self.new_characters(come);
            if let Some(cut) = cut(&back(of_lines(&outside, &put_in).to_vec()), &inside, &put_in) {
                place.start = CodePoint(come.start.0 + cut.at as u32);
                recognised += cut.recognised;
            } else {
                doubtful += parted(&inside, &put_in);
            }
        } else if let Some(come) = self.mapper.put_in_beside(span.start, true) {
            doubtful += self.slid(span, come, true);
        }
        if let Some((gone, come)) = self.mapper.across(span.end) {
            let (outside, inside) = (old(span.end, gone.end), back(old(gone.start, span.end)));
            let put_in = back(self.new_characters(come));
            if let Some(cut) = cut(&back(of_lines(&outside, &put_in).to_vec()), &inside, &put_in) {
                place.end = CodePoint(come.end.0 - cut.at as u32);
                recognised += cut.recognised;
            } else {
                doubtful += parted(&inside, &put_in);
            }
        } else if let Some(come) = self.mapper.put_in_beside(span.end, false) {
            doubtful += self.slid(span, come, false);
        }
        Edges { span: self.without_lines(span, place), recognised, doubtful }
    }

    /// How much of what was put in right before or right behind a passage may as well have been put into it: all of it where it
    /// begins as the passage does, or ends as that does, in the middle of what is said.
    fn slid(&self, span: Span, come: Span, is_before: bool) -> u32 {
        let (own, put_in) = (self.old.text.slice(span), self.new.text.slice(come));
        let (own, put_in) = (own.unwrap_or_default(), put_in.unwrap_or_default());
        let ends = |text: &str| (text.chars().next(), text.chars().next_back());
        let ((own_first, own_last), (first, last)) = (ends(own), ends(put_in));
        let (is_same, seam) = match is_before {
            true => (own_first == first, [last, own_first]),
            false => (own_last == last, [own_last, first]),
        };
        let is_within = seam.iter().all(|character| character.is_some_and(char::is_alphanumeric));
        if is_same && is_within { come.len() } else { 0 }
    }

    /// The greater part of a passage, where all but a tenth of it stands on one side of the longest stretch that was put into
    /// it: the rest has been taken from it.
    pub(super) fn bulk(&self, span: Span) -> Option<Span> {
        let (gone, _) = self.mapper.longest_inside(span).filter(|(_, come)| come.len() > PHRASE)?;
        let (left, right) =
            (Span { start: span.start, end: gone.start }, Span { start: gone.end, end: span.end });
        let (less, more) = if left.len() < right.len() { (left, right) } else { (right, left) };
        (less.len() as f32 <= TORN * span.len() as f32).then_some(more)
    }

    /// The place without paragraphs that were put in right at an edge whose words were replaced as well: what replaced the
    /// first words of a passage belongs to it, but not the paragraphs before them.
    fn without_lines(&self, span: Span, place: Span) -> Span {
        let Some((left, there)) = self.mapper.ends_left(span) else { return place };
        let old =
            |start: CodePoint, end: CodePoint| self.old.text.slice(Span { start, end }).unwrap_or_default();
        let new =
            |start: CodePoint, end: CodePoint| self.new.text.slice(Span { start, end }).unwrap_or_default();
        let mut place = place;
        if place.start < there.start && !old(span.start, left.start).contains('\n') {
            let rest = new(place.start, there.start).rsplit('\n').next().map_or(0, count);
            place.start = CodePoint(place.start.0.max(there.start.0 - rest));
        }
        if there.end < place.end && !old(left.end, span.end).contains('\n') {
            let rest = new(there.end, place.end).split('\n').next().map_or(0, count);
            place.end = CodePoint(there.end.0 + rest);
        }
        place
    }

    fn old_characters(&self, span: Span) -> Vec<char> {
        self.old.text.slice(span).unwrap_or_default().chars().collect()
    }

    fn new_characters(&self, span: Span) -> Vec<char> {
        self.new.text.slice(span).unwrap_or_default().chars().collect()
    }
}

/// Of what was taken away outside a passage, from its edge on, what stands in as many lines as were put in: other lines went
/// as a whole and say nothing about where that is to be divided.
fn of_lines<'c>(outside: &'c [char], put_in: &[char]) -> &'c [char] {
    let is_end = |character: &&char| **character == '\n';
    let lines = put_in.iter().filter(is_end).count();
    let end = outside.iter().enumerate().filter(|(_, character)| is_end(character)).nth(lines);
    &outside[..end.map_or(outside.len(), |(at, _)| at)]
}

/// How much of what was put in may be inside a passage where nothing of it was recognised: all of it where it begins with the
/// last character that went, from the edge on. That one may have stayed, between what was taken away and what was put in.
fn parted(inside: &[char], put_in: &[char]) -> u32 {
    if inside.last() == put_in.first() { put_in.len() as u32 } else { 0 }
}

/// Divides what was put in for words outside a passage and words inside it, so that both sides have as much in common with
/// their own as they can; as far in as that goes. None where what would be inside is too little to be recognised.
fn cut(outside: &[char], inside: &[char], put_in: &[char]) -> Option<Cut> {
    if put_in.is_empty() || (outside.len() + inside.len()).saturating_mul(put_in.len()) > MOST_PAIRS {
        return None;
    }
    let before = in_common(outside.iter(), &put_in.iter());
    let mut behind = in_common(inside.iter().rev(), &put_in.iter().rev());
    behind.reverse();
    let at = (0..=put_in.len()).max_by_key(|&at| (before[at] + behind[at], at))?;
    let (found, all) = (behind[at] as usize, inside.len());
    let is_enough =
        found * RECOGNISED.1 >= all * RECOGNISED.0 || heaviest_run(inside, &put_in[at..]) >= TELLING;
    (found > 0 && is_enough).then_some(Cut { at, recognised: behind[at] })
}

/// How many characters, in order, `one` has in common with each beginning of `other`.
fn in_common<'c>(
    one: impl Iterator<Item = &'c char>,
    other: &(impl ExactSizeIterator<Item = &'c char> + Clone),
) -> Vec<u32> {
    let mut row = vec![0_u32; other.len() + 1];
    for character in one {
        let mut diagonal = 0;
        for (at, same) in other.clone().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if same == character { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row
}

/// What the heaviest stretch weighs that stands in both.
fn heaviest_run(one: &[char], other: &[char]) -> u32 {
    let mut row = vec![0_u32; other.len() + 1];
    let mut heaviest = 0;
    for character in one {
        let mut diagonal = 0;
        for (at, same) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if same == character { diagonal + weight_of(*character) } else { 0 };
            heaviest = heaviest.max(row[at + 1]);
            diagonal = above;
        }
    }
    heaviest
}

#[cfg(test)]
mod tests {
    use super::cut;
    use proptest::prelude::*;

    /// Where what was put in is divided, and how much of the passage is inside.
    fn divided(outside: &str, inside: &str, put_in: &str) -> Option<(usize, u32)> {
        let characters = |text: &str| text.chars().collect::<Vec<char>>();
        let cut = cut(&characters(outside), &characters(inside), &characters(put_in))?;
        Some((cut.at, cut.recognised))
    }

    #[test]
    fn between_mended_typos_the_words_are_found() {
        assert_eq!(divided("重", "量級企", "量少級有企極"), Some((0, 3)));
        assert_eq!(divided("甲乙", "丙丁", "甲子丙丁"), Some((2, 2)));
    }

    #[test]
    fn words_beside_what_was_put_in_are_found() {
        assert_eq!(divided("那一部分", "電話來問我", "有一行某月某日電話來問我"), Some((7, 5)));
        assert_eq!(divided("", "來鼓勵我國家的事", "來鼓勵他們也不能是股東"), Some((0, 3)));
    }

    #[test]
    fn letters_that_are_the_same_by_chance_are_not_taken_for_the_passage() {
        assert_eq!(divided("of ", "the book", "some other"), None);
        assert_eq!(divided("那裡", "什麼都沒有", "其他的話有"), None);
        assert_eq!(divided("那裡", "什麼", ""), None);
    }

    proptest! {
        #[test]
        fn what_stands_there_word_for_word_is_inside(
            outside in "[a-z]{0,9}", new in "[A-Z]{0,9}", inside in "[甲乙丙丁戊己庚]{1,9}",
        ) {
            let length = inside.chars().count() as u32;
            prop_assert_eq!(divided(&outside, &inside, &format!("{new}{inside}")), Some((new.len(), length)));
        }

        #[test]
        fn nothing_is_found_that_is_not_there(outside in "[ab]{0,9}", inside in "[ab]{0,9}", put_in in "[ab]{0,9}") {
            if let Some((at, recognised)) = divided(&outside, &inside, &put_in) {
                prop_assert!(recognised as usize <= inside.len().min(put_in.len() - at));
            }
        }
    }
}
