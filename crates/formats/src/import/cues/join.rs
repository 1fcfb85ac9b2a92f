//! Pieces of speech into paragraphs: where one ends and what stands between two pieces.

use super::{Paragraph, voices::Piece};
use crate::script;

/// So long a silence ends a paragraph where a sentence ends, in milliseconds.
const PAUSE: u32 = 2_000;

/// So long a silence ends a paragraph anywhere.
const SILENCE: u32 = 6_000;

/// From this width on, a Chinese character counting 2, a paragraph ends with the next sentence.
const LONG: usize = 700;

/// From this width on a paragraph ends with the next piece, whatever it says.
const ENDLESS: usize = 2_000;

/// The shortest silence at which a long paragraph ends where nothing says that a sentence does.
const BREATH: u32 = 300;

/// The paragraphs that the pieces make.
pub(super) fn join(pieces: Vec<Piece>) -> Vec<Paragraph> {
    let style = Style::of(&pieces);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut open: Option<(Paragraph, usize)> = None;
    let mut speaker = None;
    let mut end: Option<u32> = None;
    for piece in pieces {
        let pause = piece.start.zip(end).map_or(0, |(start, end)| start.saturating_sub(end));
        end = piece.end.or(piece.start).or(end);
        let is_turn = piece.speaker.is_some() && piece.speaker != speaker;
        let is_break = match &open {
            None => true,
            Some((paragraph, width)) => {
                is_turn || piece.is_break || style.ends(&paragraph.text, *width, pause)
            }
        };
        let width = width(&piece.text);
        match &mut open {
            Some((paragraph, sum)) if !is_break => {
                style.append(&mut paragraph.text, &piece.text);
                *sum += width;
            }
            _ => {
                paragraphs.extend(open.take().map(|(paragraph, _)| paragraph));
                let label = piece.speaker.clone().filter(|_| is_turn);
                open = Some((Paragraph { label, time: piece.start, text: piece.text }, width));
            }
        }
        speaker = piece.speaker.or(speaker);
    }
    paragraphs.extend(open.map(|(paragraph, _)| paragraph));
    paragraphs
}

/// How a file is written.
struct Style {
    /// Whether sentences end with a mark.
    has_sentences: bool,
    /// Whether Chinese or Japanese in it has punctuation; without, a space between pieces is what there is.
    has_cjk_marks: bool,
}

impl Style {
    fn of(pieces: &[Piece]) -> Self {
        let (mut cjk, mut cjk_marks, mut words, mut sentences) = (0_usize, 0_usize, 0_usize, 0_usize);
        for piece in pieces {
            words += piece.text.split_whitespace().count();
            for character in piece.text.chars() {
                cjk += usize::from(is_unspaced(character));
                cjk_marks += usize::from(matches!(character, '。' | '，' | '、' | '？' | '！'));
                sentences += usize::from(is_sentence_end(character));
            }
        }
        // Prose has a mark in about ten characters and a full stop in about twenty words; some subtitles have a question
        // mark here and there and nothing else.
        Self { has_sentences: sentences * 80 >= words + cjk / 2, has_cjk_marks: cjk_marks * 60 >= cjk }
    }

    /// Whether a paragraph is over before a pause.
    fn ends(&self, text: &str, width: usize, pause: u32) -> bool {
        let is_sentence = !self.has_sentences || ends_sentence(text);
        let is_long_enough = width >= LONG && is_sentence && (self.has_sentences || pause >= BREATH);
        (is_sentence && pause >= PAUSE) || pause >= SILENCE || is_long_enough || width >= ENDLESS
    }

    fn append(&self, text: &mut String, piece: &str) {
        let last = text.chars().next_back().unwrap_or(' ');
        let first = piece.chars().next().unwrap_or(' ');
        let is_mark = script::is_cjk_punctuation(last) || script::is_cjk_punctuation(first);
        let is_unspaced = is_unspaced(last) && is_unspaced(first) && self.has_cjk_marks;
        if !is_mark && !is_unspaced && last != ' ' {
            text.push(' ');
        }
        text.push_str(piece);
    }
}

/// About how wide a text is set.
fn width(text: &str) -> usize {
    text.chars().map(|character| if script::is_cjk(character) { 2 } else { 1 }).sum()
}

const fn is_unspaced(character: char) -> bool {
    script::is_han(character) || script::is_kana(character)
}

const fn is_sentence_end(character: char) -> bool {
    matches!(character, '.' | '?' | '!' | '。' | '．' | '？' | '！' | '…' | '｡' | '؟' | '۔' | '।')
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '」', '』', '）', ')', ']', '»', ' '])
        .ends_with(is_sentence_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(speaker: Option<&str>, start: u32, end: u32, text: &str) -> Piece {
        Piece {
            speaker: speaker.map(str::to_owned),
            start: Some(start),
            end: Some(end),
            text: text.to_owned(),
            is_break: false,
        }
    }

    fn shown(pieces: Vec<Piece>) -> Vec<String> {
        join(pieces)
            .into_iter()
            .map(|paragraph| {
                let time = paragraph.time.unwrap_or_default();
                format!("{time} {}|{}", paragraph.label.unwrap_or_default(), paragraph.text)
            })
            .collect()
    }

    #[test]
    fn what_one_speaker_says_is_a_turn_and_a_pause_after_a_sentence_a_paragraph() {
        assert_eq!(
            shown(vec![
                piece(Some("A"), 0, 1_000, "Where did"),
                piece(Some("A"), 1_100, 2_000, "you grow up?"),
                piece(Some("B"), 2_100, 3_000, "By the river."),
                piece(Some("B"), 5_500, 6_000, "In a house"),
                piece(Some("B"), 9_000, 9_500, "on stilts."),
                piece(Some("B"), 9_600, 10_000, "It is gone."),
            ]),
            ["0 A|Where did you grow up?", "2100 B|By the river.", "5500 |In a house on stilts. It is gone."]
        );
    }

    #[test]
    fn chinese_is_joined_without_a_space_where_it_has_punctuation() {
        let cut = |first: &str, second: &str| {
            shown(vec![piece(None, 0, 1_000, first), piece(None, 1_000, 2_000, second)])
        };
        assert_eq!(cut("我覺得這", "樣很好。"), ["0 |我覺得這樣很好。"]);
        assert_eq!(cut("我覺得這樣很好", "然後他說"), ["0 |我覺得這樣很好 然後他說"]);
        assert_eq!(cut("他說，", "Hello"), ["0 |他說，Hello"]);
        assert_eq!(cut("나는 강", "옆에 살았다."), ["0 |나는 강 옆에 살았다."]);
    }

    #[test]
    fn who_never_pauses_is_given_paragraphs() {
        let pieces =
            (0..200).map(|at| piece(None, at * 1_000, at * 1_000 + 1_000, "It goes on and on.")).collect();
        let paragraphs = shown(pieces);
        assert!((4..=8).contains(&paragraphs.len()), "{}", paragraphs.len());
        let pieces = (0..400).map(|at| piece(None, at * 1_000, at * 1_000 + 1_000, "沒有標點的話")).collect();
        assert!(shown(pieces).len() >= 2);
    }
}
