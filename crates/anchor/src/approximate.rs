//! A pattern found in a text although some of its characters differ.
//!
//! Owns Myers' bit-parallel algorithm (in the form of Hyyrö): the edit distance of a pattern to every stretch of a text
//! at one step of a few machine words a character. It refuses to say which distance is small enough.

use rustc_hash::FxHashMap;

/// How many characters have to be replaced, put in or taken out to make one text into the other.
#[must_use]
pub fn distance(one: &str, other: &str) -> usize {
    let pattern: Vec<char> = one.chars().collect();
    let columns = Columns::new(pattern.iter().copied());
    if pattern.is_empty() {
        return other.chars().count();
    }
    let mut last = pattern.len();
    columns.scan(other.chars(), Start::First, |_, distance| last = distance);
    last
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
        Self {
            forward: Columns::new(pattern.iter().copied()),
            backward: Columns::new(pattern.iter().rev().copied()),
        }
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
    /// The row of each character of the pattern; the first row is that of all others.
    rows: FxHashMap<char, u32>,
    /// The rows, one behind the other.
    places: Vec<u64>,
}

impl Columns {
    fn new(pattern: impl ExactSizeIterator<Item = char>) -> Self {
        let length = pattern.len();
        let words = length.div_ceil(WORD);
        let mut rows: FxHashMap<char, u32> = FxHashMap::default();
        let mut places = vec![0; words];
        for (at, character) in pattern.enumerate() {
            let next = rows.len() as u32 + 1;
            let row = *rows.entry(character).or_insert(next);
            if row == next {
                places.resize(places.len() + words, 0);
            }
            places[row as usize * words + at / WORD] |= 1 << (at % WORD);
        }
        Self { length, rows, places }
    }

    /// Where in the pattern a character stands.
    fn places_of(&self, character: char, words: usize) -> &[u64] {
        let row = self.rows.get(&character).map_or(0, |&row| row as usize);
        &self.places[row * words..(row + 1) * words]
    }

    /// The distance of the pattern to the nearest stretch that ends behind each character.
    fn scan(&self, text: impl Iterator<Item = char>, start: Start, mut each: impl FnMut(usize, usize)) {
        let words = self.length.div_ceil(WORD);
        if words == 0 {
            return;
        }
        let mut column = vec![(u64::MAX, 0_u64); words];
        let mut distance = self.length;
        for (at, character) in text.enumerate() {
            let places = self.places_of(character, words);
            // Where a match may begin anywhere, nothing is carried into the first word.
            let mut carry = i32::from(start == Start::First);
            for (word, (state, &equal)) in column.iter_mut().zip(places).enumerate() {
                let top = if word + 1 == words { (self.length - 1) % WORD } else { WORD - 1 };
                carry = advance(state, equal, carry, top);
            }
            distance = distance.wrapping_add_signed(carry as isize);
            each(at + 1, distance);
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
    use super::{Match, Pattern, distance};

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
