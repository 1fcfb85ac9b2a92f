//! How much decoded characters look like a text that somebody wrote.
//!
//! chardetng weighs pairs of bytes and needs a few hundred of them; a paragraph of forty Chinese characters often
//! falls to a wrong neighbour. Here the decoded characters are weighed one by one: a right decoding is full of the
//! most frequent characters and ordinary punctuation of its script, a wrong one of rare ideographs, half-width
//! katakana and symbols. Calibrated on paragraphs of each encoding under each other one (the tests).

use super::count_malformed;
use crate::script::{frequent_han, is_cjk_punctuation, is_han, is_hangul};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};

/// The most frequent syllables of Korean: particles, endings and 하다.
const FREQUENT_HANGUL: &str =
    "이다는을가의에고하지도한기사로나어서를은자그리아있게것인들해보시라니정과대으만여일수없요";

/// The frequent characters of the repertoires' first levels, by which rows are sorted; what lies outside is rare.
const fn is_first_level(encoding_row: u8, row: (u8, u8)) -> bool {
    row.0 <= encoding_row && encoding_row <= row.1
}

/// The mean weight of the characters outside ASCII, about 1 for a right decoding and below 0 for a wrong one.
pub(super) fn plausibility(sample: &[u8], encoding: &'static Encoding) -> f64 {
    let malformed = count_malformed(sample, encoding, 64);
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let mut total = 0.0;
    let mut count = 0u32;
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if !character.is_ascii() {
            let after = characters.peek().copied().unwrap_or(' ');
            total += if encoding == WINDOWS_1252 {
                western_weight(before, character, after)
            } else {
                // One alone behind a letter has more likely swallowed the next: ’m is 知 in Shift_JIS.
                let is_swallower =
                    before.is_ascii_alphabetic() && after.is_ascii() && !is_cjk_punctuation(character);
                weight(character, encoding) - if is_swallower { 2.0 } else { 0.0 }
            };
            count += 1;
        }
        before = character;
    }
    if count == 0 {
        return 0.0;
    }
    (total - 8.0 * f64::from(malformed)) / f64::from(count)
}

fn weight(character: char, encoding: &'static Encoding) -> f64 {
    let is_japanese = encoding == SHIFT_JIS || encoding == EUC_JP;
    match character {
        '\u{3041}'..='\u{3096}' => {
            if is_japanese {
                1.3
            } else {
                -0.5
            }
        }
        '\u{30A1}'..='\u{30FC}' => {
            if is_japanese {
                0.9
            } else {
                -0.5
            }
        }
        // Half-width katakana is what Shift_JIS makes of almost any other bytes.
        '\u{FF61}'..='\u{FF9F}' => -1.5,
        _ if is_cjk_punctuation(character) => 1.0,
        _ if is_hangul(character) => {
            if FREQUENT_HANGUL.contains(character) {
                1.5
            } else {
                0.4
            }
        }
        _ if is_han(character) && encoding == EUC_KR => -1.0,
        _ if is_han(character) => han_weight(character, encoding),
        '\u{FF10}'..='\u{FF5A}' => 0.5,
        _ => -1.0,
    }
}

fn han_weight(character: char, encoding: &'static Encoding) -> f64 {
    if frequent_han(character).is_some() {
        return 1.5;
    }
    // Rows of the first level: by pinyin in GB 2312, by strokes in Big5, by reading in JIS X 0208.
    let rows = if encoding == BIG5 {
        (0xA4, 0xC6)
    } else if encoding == GB18030 {
        (0xB0, 0xD7)
    } else if encoding == EUC_JP {
        (0xB0, 0xCF)
    } else {
        (0x88, 0x98)
    };
    let mut buffer = [0; 4];
    let (bytes, ..) = encoding.encode(character.encode_utf8(&mut buffer));
    let is_gbk_only = encoding == GB18030 && bytes.get(1).is_none_or(|trail| *trail < 0xA1);
    match bytes.first() {
        Some(row) if is_first_level(*row, rows) && !is_gbk_only => 0.4,
        _ => -0.7,
    }
}

/// In Western text accented letters stand among letters, and the rest is typographic punctuation.
fn western_weight(before: char, character: char, after: char) -> f64 {
    let is_beside_letter = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
    match character {
        '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '«' | '»' | '\u{A0}' | '¿' | '¡' | '€' | '£' | '°' => {
            0.9
        }
        _ if !before.is_ascii() && !after.is_ascii() => -1.5,
        _ if character.is_lowercase() && is_beside_letter => 1.0,
        _ if character.is_uppercase() && is_beside_letter => 0.4,
        _ => -0.8,
    }
}

/// How much of `sample` is characters that texts are made of, read as UTF-16 of one byte order: 1 for all of it.
pub(super) fn utf16_share(sample: &[u8], encoding: &'static Encoding) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let weight = |character: char| match character {
        '\t'..='\r' | ' '..='~' | '\u{3041}'..='\u{30FF}' => 1.0,
        _ if is_cjk_punctuation(character) || frequent_han(character).is_some() => 1.0,
        // With the bytes swapped an ideograph often is one again, but hardly ever a frequent one.
        _ if is_han(character) || is_hangul(character) => 0.8,
        '\u{A0}'..='\u{24F}' | '\u{370}'..='\u{6FF}' | '\u{2010}'..='\u{2044}' => 0.8,
        '\u{FF01}'..='\u{FFEF}' | '\u{1F000}'..='\u{1FAFF}' => 0.8,
        _ => 0.0,
    };
    let total: f64 = text.chars().map(weight).sum();
    let count = text.chars().count();
    if count == 0 { 0.0 } else { total / count as f64 }
}
