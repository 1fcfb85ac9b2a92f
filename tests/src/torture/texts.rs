//! Interviews made of a number: the same number gives the same text, so that a text read back can be compared whole
//! without having been kept.

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

/// The interview that ships with the app, in its languages, in the order in which it is added.
pub const SAMPLES: [&str; 2] = [
    include_str!("../../../samples/interview.zh-Hant.txt"),
    include_str!("../../../samples/interview.en.txt"),
];

/// What was imported, by which a document is known again however its text was corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The text of this number.
    Made(u32),
    /// One of [`SAMPLES`].
    Sample(usize),
}

impl Origin {
    /// What a text is that has just been imported.
    pub fn of(text: &str) -> Option<Self> {
        let sample = SAMPLES.iter().position(|sample| *sample == text).map(Self::Sample);
        sample.or_else(|| number_of(text).map(Self::Made))
    }

    /// The text.
    pub fn text(self) -> String {
        match self {
            Self::Made(number) => write(number),
            Self::Sample(at) => SAMPLES[at].to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_tells_what_it_is_and_is_the_same_each_time() {
        for origin in [0, 1, 7, 10].map(Origin::Made).into_iter().chain([0, 1].map(Origin::Sample)) {
            let text = origin.text();
            assert_eq!(Origin::of(&text), Some(origin));
            assert_eq!(text, origin.text());
        }
    }
}
