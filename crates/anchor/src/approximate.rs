//! A pattern found in a text although some of its characters differ.
//!
//! Owns Myers' bit-parallel algorithm (in the form of Hyyrö): the edit distance of a pattern to every stretch of a text
//! at one step of a few machine words a character. It refuses to say which distance is small enough.

use std::ops::ControlFlow;

/// How many characters have to be replaced, put in or taken out to make one text into the other.
#[must_use]
pub fn distance(one: &str, other: &str) -> usize {
    distance_within(one, other, usize::MAX).unwrap_or(usize::MAX)
}

/// The same, where that are no more than `most`; to tell that they are more takes less time.
#[must_use]
pub fn distance_within(one: &str, other: &str, most: usize) -> Option<usize> {
    let pattern: Vec<char> = one.chars().collect();
    let length = other.chars().count();
    let mut last = if pattern.is_empty() { length } else { pattern.len() };
    Columns::new(&pattern).scan(other.chars(), Start::First, |end, distance| {
        last = distance;
        // Each character that is left makes it one less at the most.
        let is_hopeless = distance.saturating_sub(length - end) > most;
        if is_hopeless { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    (last <= most).then_some(last)
}

/// Where a match may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Anywhere,
    First,
}

/// Where a pattern matches best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The first character of the match, counted from the beginning of the text.
    pub start: usize,
    /// The first character behind it.
    pub end: usize,
    /// How many characters have to be replaced, put in or taken out.
    pub distance: usize,
}

/// A pattern made ready for the search.
#[derive(Clone, Debug)]
pub struct Pattern {
    forward: Columns,
    backward: Columns,
}

impl Pattern {
    /// Makes a pattern ready.
    #[must_use]
    pub fn new(pattern: &[char]) -> Self {
        let turned: Vec<char> = pattern.iter().rev().copied().collect();
        Self { forward: Columns::new(pattern), backward: Columns::new(&turned) }
    }

    /// The stretch of `text` nearest to the pattern; of equals the first, and of those that end beside each other the
    /// longest. An empty pattern matches the beginning of any text.
    #[must_use]
    pub fn nearest(&self, text: &[char]) -> Match {
        let (end, distance) = self.forward.nearest_end(text.iter().copied());
        let from = end.saturating_sub(self.forward.length + distance);
        let (length, _) = self.backward.nearest_end(text[from..end].iter().rev().copied());
        Match { start: end - length, end, distance }
    }

    /// How much of the pattern the nearest stretch of `text` has: 1 when all of it stands there, 0 when nothing does.
    #[must_use]
    pub fn likeness(&self, text: &[char]) -> f32 {
        if self.forward.length == 0 {
            return 1.0;
        }
        let (_, distance) = self.forward.nearest_end(text.iter().copied());
        1.0 - distance as f32 / self.forward.length as f32
    }

    /// Calls `found` with every place where a stretch within `most` edits ends, and with its distance.
    pub fn each_end(&self, text: &[char], most: usize, mut found: impl FnMut(usize, usize)) {
        self.forward.scan(text.iter().copied(), Start::Anywhere, |end, distance| {
            if distance <= most {
                found(end, distance);
            }
            ControlFlow::Continue(())
        });
    }

    /// Where the match begins that ends at `end` with this distance.
    #[must_use]
    pub fn start_of(&self, text: &[char], end: usize, distance: usize) -> usize {
        let from = end.saturating_sub(self.forward.length + distance);
        let (length, _) = self.backward.nearest_end(text[from..end].iter().rev().copied());
        end - length
    }
}

const WORD: usize = 64;

/// Which places of the pattern hold a character, a bit each.
#[derive(Clone, Debug)]
struct Columns {
    length: usize,
    rows: Rows,
    /// The rows, one behind the other.
    places: Vec<u64>,
}

/// The row of each character of a pattern; the first row is that of all others. An open hash table: every character of a
/// text is looked up in it, which in a general map took half of the time.
#[derive(Clone, Debug)]
struct Rows {
    /// Characters with their rows; no row where there is none.
    slots: Vec<(char, u32)>,
    shift: u32,
}

impl Rows {
    /// Room for so many characters.
    fn new(most: usize) -> Self {
        let bits = (2 * most).next_power_of_two().trailing_zeros().max(3);
        Self { slots: vec![('\0', 0); 1 << bits], shift: u32::BITS - bits }
    }

    /// Where the character is, or where it would be put.
    fn slot(&self, character: char) -> usize {
        let mut at = (u32::from(character).wrapping_mul(0x9E37_79B1) >> self.shift) as usize;
        while self.slots[at].1 != 0 && self.slots[at].0 != character {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    fn of(&self, character: char) -> usize {
        self.slots[self.slot(character)].1 as usize
    }
}

impl Columns {
    fn new(pattern: &[char]) -> Self {
        let words = pattern.len().div_ceil(WORD);
        let mut rows = Rows::new(pattern.len());
        let mut count = 0;
        let mut places = vec![0; words];
        for (at, &character) in pattern.iter().enumerate() {
            let slot = rows.slot(character);
            if rows.slots[slot].1 == 0 {
                count += 1;
                rows.slots[slot] = (character, count);
                places.resize(places.len() + words, 0);
            }
            places[rows.slots[slot].1 as usize * words + at / WORD] |= 1 << (at % WORD);
        }
        Self { length: pattern.len(), rows, places }
    }

    /// The distance of the pattern to the nearest stretch that ends behind each character, for as long as somebody wants to
    /// know.
    fn scan(
        &self,
        text: impl Iterator<Item = char>,
        start: Start,
        mut each: impl FnMut(usize, usize) -> ControlFlow<()>,
    ) {
        let words = self.length.div_ceil(WORD);
        if words == 0 {
            return;
        }
        let mut column = vec![(u64::MAX, 0_u64); words];
        let mut distance = self.length;
        for (at, character) in text.enumerate() {
            let row = self.rows.of(character);
            let places = &self.places[row * words..(row + 1) * words];
            // Where a match may begin anywhere, nothing is carried into the first word.
            let mut carry = i32::from(start == Start::First);
            for (word, (state, &equal)) in column.iter_mut().zip(places).enumerate() {
                let top = if word + 1 == words { (self.length - 1) % WORD } else { WORD - 1 };
                carry = advance(state, equal, carry, top);
            }
            distance = distance.wrapping_add_signed(carry as isize);
            if each(at + 1, distance).is_break() {
                return;
            }
        }
    }

    /// Where the nearest stretch ends, and its distance.
    fn nearest_end(&self, text: impl Iterator<Item = char>) -> (usize, usize) {
        let mut best = (0, self.length);
        self.scan(text, Start::Anywhere, |end, distance| {
            let is_longer = distance == best.1 && end == best.0 + 1 && end <= self.length + distance;
            if distance < best.1 || is_longer && end > 0 {
                best = (end, distance);
            }
            ControlFlow::Continue(())
        });
        best
    }
}

/// One word of a column of the distance table, moved on by a character. `carry` is the difference at its lower edge and
/// what is returned that at the bit `top`: −1, 0 or 1.
fn advance(state: &mut (u64, u64), equal: u64, carry: i32, top: usize) -> i32 {
    let (up, down) = *state;
    let vertical = equal | down;
    let equal = if carry < 0 { equal | 1 } else { equal };
    let horizontal = ((equal & up).wrapping_add(up) ^ up) | equal;
    let rises = down | !(horizontal | up);
    let falls = up & horizontal;
    let out = ((rises >> top) & 1) as i32 - ((falls >> top) & 1) as i32;
    let rises = rises << 1 | u64::from(carry > 0);
    let falls = falls << 1 | u64::from(carry < 0);
    *state = (falls | !(vertical | rises), rises & vertical);
    out
}

#[cfg(test)]
mod tests {
    use super::{Match, Pattern, distance, distance_within};

    fn nearest(pattern: &str, text: &str) -> Match {
        let text: Vec<char> = text.chars().collect();
        Pattern::new(&pattern.chars().collect::<Vec<_>>()).nearest(&text)
    }

    #[test]
    fn the_nearest_stretch_is_found_with_its_edges() {
        assert_eq!(nearest("鉛字會老", "我說鉛字會老。"), Match { start: 2, end: 6, distance: 0 });
        assert_eq!(nearest("鉛字會老", "我說鉛子會老。"), Match { start: 2, end: 6, distance: 1 });
        assert_eq!(nearest("鉛字會老", "我說鉛字不會老。"), Match { start: 2, end: 7, distance: 1 });
        assert_eq!(nearest("abc", "xyz").distance, 3);
        assert_eq!(nearest("", "xyz").distance, 0);
    }

    #[test]
    fn distances_are_those_of_the_plain_table_also_beyond_a_machine_word() {
        let mut random = 7_u64;
        let mut next = |below: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) % below
        };
        for length in [1, 5, 63, 64, 65, 130, 200] {
            let mut word = |length: u64| -> Vec<char> {
                (0..length).map(|_| char::from(b'a' + next(4) as u8)).collect()
            };
            let (pattern, text) = (word(length), word(300));
            let mut distances = Vec::new();
            Pattern::new(&pattern).each_end(&text, usize::MAX, |_, distance| distances.push(distance));
            assert_eq!(distances, plain(&pattern, &text), "{length}");
        }
    }

    #[test]
    fn the_distance_of_two_texts_counts_every_edit() {
        for (one, other, expected) in [
            ("", "", 0),
            ("", "ab", 2),
            ("鉛字會老", "鉛字會老", 0),
            ("鉛字會老", "鉛子不會老。", 3),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(one, other), expected);
            assert_eq!(distance(other, one), expected);
        }
        let long = "一二三四五六七八九十".repeat(20);
        assert_eq!(distance(&long, &format!("甲{}乙", &long[3..])), 2);
        for (most, expected) in [(2, None), (3, Some(3)), (4, Some(3))] {
            assert_eq!(distance_within("鉛字會老", "鉛子不會老。", most), expected);
            assert_eq!(distance_within("", "鉛字會", most), expected);
        }
    }

    fn plain(pattern: &[char], text: &[char]) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        text.iter()
            .map(|character| {
                let mut diagonal = 0;
                for row in 1..=pattern.len() {
                    let replaced = diagonal + usize::from(pattern[row - 1] != *character);
                    diagonal = column[row];
                    column[row] = replaced.min(column[row] + 1).min(column[row - 1] + 1);
                }
                column[pattern.len()]
            })
            .collect()
    }
}
