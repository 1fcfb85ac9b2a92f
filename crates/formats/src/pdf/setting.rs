//! Paragraphs to lines: where a line may end is what Unicode says of it (UAX #14), and how much fits is measured.

use super::typeface::{Case, Sort};
use crate::script::{is_han, is_kana};
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// How a character is set.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    pub(super) is_bold: bool,
    /// The colour of the letter: red, green and blue.
    pub(super) ink: [u8; 3],
    /// What is laid behind it, one over the other.
    pub(super) fills: Vec<[u8; 3]>,
    /// What is drawn under it: in which row, of how many, and the colour.
    pub(super) lines: Vec<(usize, usize, [u8; 3])>,
}

/// A character that is set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) character: char,
    pub(super) look: usize,
    pub(super) sort: Sort,
    /// The notes that are called behind it, by number.
    pub(super) calls: Vec<usize>,
}

/// A text with how each character is set: looks are told apart by their place in a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub(super) text: String,
    /// One a character.
    pub(super) looks: Vec<usize>,
    /// Behind which character a note is called, and which note.
    pub(super) calls: Vec<(usize, usize)>,
}

impl Run {
    pub(super) fn push(&mut self, text: &str, look: usize) {
        self.looks.extend(text.chars().map(|_| look));
        self.text.push_str(text);
    }
}

/// How wide the number of a note is, of the size of the text.
pub(super) const CALL: f32 = 0.62;

/// The lines of a text in a column of this width, both of the size of the letters.
pub(super) fn set(run: &Run, looks: &[Look], width: f32, case: &mut Case<'_>) -> Vec<Vec<Glyph>> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let breaks: Vec<usize> = segmenter.segment_str(&run.text).collect();
    let mut glyphs: Vec<(usize, Glyph)> = Vec::new();
    for ((byte, character), look) in run.text.char_indices().zip(&run.looks) {
        let sort = case.sort(character, looks[*look].is_bold);
        glyphs.push((byte + character.len_utf8(), Glyph { character, look: *look, sort, calls: Vec::new() }));
    }
    for (behind, note) in &run.calls {
        // Behind the word and the signs after it: within one a number would tear it apart.
        let is_within = |at: usize| {
            glyphs.get(at).is_some_and(|(_, glyph)| {
                let letter = glyph.character;
                !letter.is_whitespace() && !is_han(letter) && !is_kana(letter) && !is_wide_sign(letter)
            })
        };
        let mut behind = *behind;
        while is_within(behind) && is_within(behind + 1) {
            behind += 1;
        }
        if let Some((_, glyph)) = glyphs.get_mut(behind) {
            glyph.calls.push(*note);
        }
    }
    let mut lines = Vec::new();
    let (mut line, mut used, mut last_break) = (Vec::<Glyph>::new(), 0.0, None);
    for (end, glyph) in glyphs {
        let wide = advance(&glyph);
        if used + wide > width && !line.is_empty() && !glyph.character.is_whitespace() {
            // A word that is longer than a line is broken where the line ends.
            let at = last_break.take().unwrap_or(line.len());
            let rest = line.split_off(at);
            lines.push(std::mem::replace(&mut line, rest));
            used = line.iter().map(advance).sum();
        }
        line.push(glyph);
        used += wide;
        // Not behind a hyphen: whoever reads the file could not tell it from one that breaks a word.
        let is_hyphen = line.last().is_some_and(|glyph| matches!(glyph.character, '-' | '\u{2010}'));
        if breaks.binary_search(&end).is_ok() && !is_hyphen {
            last_break = Some(line.len());
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// How far a character goes with the numbers of notes behind it, of the size of the text.
pub(super) fn advance(glyph: &Glyph) -> f32 {
    let numbers = glyph.calls.iter().map(|note| (note + 1).to_string().len()).sum::<usize>();
    let numbers = numbers as f32;
    glyph.sort.advance + numbers * CALL * 0.6
}

/// Signs that are as wide as an ideograph.
const fn is_wide_sign(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}
