//! What one character becomes.

use super::Folding;
use icu_normalizer::{
    ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed,
    properties::CanonicalCombiningClassMapBorrowed,
};

/// Han characters and the one that stands for each, sorted; made by the build script.
pub(super) static VARIANTS: &[(char, char)] = &include!(concat!(env!("OUT_DIR"), "/variants.rs"));

/// What one round of folding leaves another may still change: a ligature that becomes letters with diacritics. None
/// takes more than these.
const ROUNDS: usize = 4;

/// The first combining class of marks that are diacritics: those below join consonants or voice kana, and a word is
/// another one without them.
const DIACRITICS: u8 = 10;

/// What a character becomes: usually one, sometimes several or none.
pub(super) fn fold(folding: Folding, character: char) -> String {
    let mut folded = String::from(character);
    for _ in 0..ROUNDS {
        let next = once(folding, &folded);
        if next == folded {
            break;
        }
        folded = next;
    }
    folded
}

fn once(folding: Folding, text: &str) -> String {
    let mut folded: String = text.into();
    if folding.width {
        folded = folded.chars().map(narrowed).collect();
    }
    if folding.compatibility {
        folded = ComposingNormalizerBorrowed::new_nfkc().normalize(&folded).into_owned();
    }
    if folding.diacritics {
        folded = folded.chars().fold(String::new(), bare);
    }
    if folding.case {
        // By way of the capitals, so that what has several small forms, or none of its own, has one: ς, ſ, ß.
        folded = folded.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect();
    }
    folded
        .chars()
        .map(|one| {
            let one = if folding.quotes { straight(one) } else { one };
            let one = if folding.variants { variant(one) } else { one };
            if folding.kana { hiragana(one) } else { one }
        })
        .collect()
}

/// Adds a letter without its diacritics. A syllable of hangul or a kana has none.
fn bare(mut folded: String, character: char) -> String {
    if character.is_ascii() || matches!(character, '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{D7FF}') {
        folded.push(character);
        return folded;
    }
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(text);
    if apart.chars().any(|one| classes.get_u8(one) >= DIACRITICS) {
        folded.extend(apart.chars().filter(|one| classes.get_u8(*one) < DIACRITICS));
    } else {
        folded.push(character);
    }
    folded
}

/// The usual form of a character that has a full-width or half-width one; one character for one.
fn narrowed(character: char) -> char {
    /// The katakana from U+FF66 on, in their usual width.
    const KATAKANA: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";
    match character {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '｡' => '。',
        '｢' => '「',
        '｣' => '」',
        '､' => '、',
        '･' => '・',
        '\u{FF66}'..='\u{FF9F}' => {
            KATAKANA.chars().nth((u32::from(character) - 0xFF66) as usize).unwrap_or(character)
        }
        '￠' => '¢',
        '￡' => '£',
        '￢' => '¬',
        '￣' => '¯',
        '￤' => '¦',
        '￥' => '¥',
        '￦' => '₩',
        _ => character,
    }
}

fn straight(character: char) -> char {
    match character {
        '“' | '”' | '„' | '‟' | '「' | '」' | '﹁' | '﹂' | '〝' | '〞' => '"',
        '‘' | '’' | '‚' | '‛' | '『' | '』' | '﹃' | '﹄' => '\'',
        _ => character,
    }
}

fn variant(character: char) -> char {
    let found = VARIANTS.binary_search_by_key(&character, |(one, _)| *one);
    found.ok().and_then(|at| VARIANTS.get(at)).map_or(character, |(_, other)| *other)
}

fn hiragana(character: char) -> char {
    match character {
        '\u{30A1}'..='\u{30F6}' | '\u{30FD}' | '\u{30FE}' => {
            char::from_u32(u32::from(character) - 0x60).unwrap_or(character)
        }
        _ => character,
    }
}
