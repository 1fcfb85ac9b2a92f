//! Which language a text is in, by its script and its smallest words. A guess that the user can change.

use crate::script::{Frequent, frequent_han, is_han, is_hangul, is_kana};

/// How many characters are looked at.
const SAMPLE: usize = 20_000;

/// Words that English cannot do without and its neighbours do not have.
const ENGLISH: &[&str] = &[
    "the", "and", "of", "is", "are", "was", "were", "you", "your", "that", "this", "with", "have", "has",
    "what", "how", "why", "who", "it", "it's", "we", "they", "for", "not", "but", "to", "my", "i'm", "don't",
    "be", "hello", "yes", "would", "can", "will", "do", "did", "from", "by", "there", "when", "thanks",
    "about", "as",
];

/// The BCP 47 tag: `zh-Hant`, `zh-Hans`, `en`, `ja`, `ko` or `und`.
pub(super) fn guess(text: &str) -> &'static str {
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
    let sample = &text[..end];
    let mut counts = Counts::default();
    for character in sample.chars() {
        counts.add(character);
    }
    let words = sample
        .split(|character: char| !(character.is_ascii_alphabetic() || matches!(character, '\'' | '’')))
        .filter(|word| !word.is_empty());
    let latin_words = words.clone().count();
    // An English word is about two Chinese characters of meaning; names and terms must not outvote the sentences.
    if counts.kana * 20 > counts.han + counts.kana && counts.kana * 4 > latin_words {
        "ja"
    } else if counts.hangul > counts.han && counts.hangul * 2 > latin_words {
        "ko"
    } else if counts.han > 0 && counts.han * 2 > latin_words {
        if counts.simplified > counts.traditional { "zh-Hans" } else { "zh-Hant" }
    } else {
        let is_english =
            |word: &&str| ENGLISH.contains(&word.replace('’', "'").to_ascii_lowercase().as_str());
        let english = words.filter(is_english).count();
        if english > 0 && english * 10 >= latin_words { "en" } else { "und" }
    }
}

#[derive(Default)]
struct Counts {
    han: usize,
    kana: usize,
    hangul: usize,
    traditional: usize,
    simplified: usize,
}

impl Counts {
    fn add(&mut self, character: char) {
        self.han += usize::from(is_han(character));
        self.kana += usize::from(is_kana(character));
        self.hangul += usize::from(is_hangul(character));
        match frequent_han(character) {
            Some(Frequent::Traditional) => self.traditional += 1,
            Some(Frequent::Simplified) => self.simplified += 1,
            Some(Frequent::Shared) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (text, expected) in [
            ("這個問題我們談了很久，後來才發現說的是同一件事。", "zh-Hant"),
            ("这个问题我们谈了很久，后来才发现说的是同一件事。", "zh-Hans"),
            ("OpenAI 的 API 與 GPT-5 模型在 DevDay 上發布了", "zh-Hant"),
            ("Q: How did the shop begin?\nA: By chance.", "en"),
            ("He taught 書法 for years, and it was the happiest time of his life.", "en"),
            ("どうして本屋を始めたのですか。", "ja"),
            ("왜 책방을 시작하셨습니까?", "ko"),
            ("Warum haben Sie angefangen?", "und"),
            ("12345", "und"),
            ("", "und"),
        ] {
            assert_eq!(guess(text), expected, "{text}");
        }
    }
}
