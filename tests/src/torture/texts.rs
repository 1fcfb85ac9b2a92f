//! Interviews made of a number: the same number gives the same text, so that a text read back can be compared whole
//! without having been kept.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use vermilion_formats::interview::{self, BlockKind, Interview};

/// What a title begins with; the number follows.
const TITLE: &str = "訪談";
/// What is said is drawn from these: no white space, no combining marks, some outside the basic plane.
const CHARACTERS: &str =
    "河邊山裡走過三天霧水石橋舟人夜火書信問答春秋我你他說想看聽記得忘了嗎呢吧，。？！𠮷𡃁🙂";
/// Turns of a text, and of every tenth, which takes many pages to store.
const TURNS: std::ops::Range<u32> = 4..24;
const MANY_TURNS: std::ops::Range<u32> = 300..500;
/// Characters of a turn.
const LENGTH: std::ops::Range<u32> = 6..60;

/// Texts of corrections that are remembered at most.
const REMEMBERED: usize = 200;

/// An interview, and what the parser finds in it.
pub struct Text {
    /// As it was made.
    pub interview: Interview,
    /// Where something is said, in code points: any part of these is a passage.
    pub said: Vec<(u32, u32)>,
}

impl Text {
    fn new(text: &str) -> Self {
        let interview = interview::parse(text);
        let turns = interview.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Turn { .. }));
        let said = turns.map(|block| (block.body.start.0, block.body.end.0)).collect();
        Self { interview, said }
    }
}

/// The interview of this number.
pub fn write(number: u32) -> String {
    let mut random = fastrand::Rng::with_seed(u64::from(number));
    let characters: Vec<char> = CHARACTERS.chars().collect();
    let mut text = format!("{}\n來源：河邊月刊\n01.起頭\n", title(number));
    let turns = random.u32(if number.is_multiple_of(10) { MANY_TURNS } else { TURNS });
    for turn in 0..turns {
        text.push_str(if turn.is_multiple_of(2) { "林：" } else { "吳：" });
        for _ in 0..random.u32(LENGTH) {
            text.push(characters[random.usize(..characters.len())]);
        }
        text.push('\n');
    }
    text
}

/// Its title.
pub fn title(number: u32) -> String {
    format!("{TITLE}{number}")
}

/// The number a text was made of, by its first line.
pub fn number_of(text: &str) -> Option<u32> {
    text.lines().next()?.strip_prefix(TITLE)?.parse().ok()
}

/// Texts that were asked for before.
#[derive(Default)]
pub struct Texts {
    made: BTreeMap<u32, Arc<Text>>,
    corrected: HashMap<Arc<str>, Arc<Text>>,
}

impl Texts {
    /// The interview of this number as it is to be found in a library.
    pub fn get(&mut self, number: u32) -> Arc<Text> {
        Arc::clone(self.made.entry(number).or_insert_with(|| Arc::new(Text::new(&write(number)))))
    }

    /// What is found in a text that may have been corrected.
    pub fn of(&mut self, text: &Arc<str>) -> Arc<Text> {
        if let Some(number) = number_of(text)
            && *self.get(number).interview.text == **text
        {
            return self.get(number);
        }
        if self.corrected.len() >= REMEMBERED {
            self.corrected.clear();
        }
        let found = self.corrected.entry(Arc::clone(text)).or_insert_with(|| Arc::new(Text::new(text)));
        Arc::clone(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_tells_its_number_and_has_passages() {
        for number in [0, 1, 7, 10] {
            let text = write(number);
            assert_eq!(number_of(&text), Some(number));
            assert_eq!(text, write(number));
            assert!(Texts::default().get(number).said.iter().all(|(start, end)| end - start >= LENGTH.start));
        }
    }
}
