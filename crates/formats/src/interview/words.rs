//! Names as they are compared, and what looks like the name of a person.

use super::nobody::is_nobody;

/// `name` as it is compared: case, width and spacing do not tell people apart.
pub(super) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '．' | '・' | '‧' | '•' | '·' => folded.push('·'),
            // A dot between letters of a transcribed name is a separator, one after an initial is not.
            '.' if folded.ends_with(crate::script::is_han) => folded.push('·'),
            '’' => folded.push('\''),
            '\u{FF01}'..='\u{FF5E}' => {
                let narrow = char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character);
                folded.extend(narrow.to_lowercase());
            }
            _ if character.is_whitespace() => {
                if !folded.ends_with([' ', '·']) && !folded.is_empty() {
                    folded.push(' ');
                }
            }
            _ => folded.extend(character.to_lowercase()),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Words inside a phrase of Chinese that names of people hardly hold; those of places and offices may (成都).
const INSIDE: &[char] = &[
    '的', '是', '了', '嗎', '吗', '呢', '們', '们', '這', '这', '很', '都', '就', '也', '把', '被', '讓',
    '让',
];

/// Whether `folded` is a phrase of Chinese rather than a name, however often it recurs.
pub(super) fn is_phrase(folded: &str) -> bool {
    folded.contains(['的', '了', '嗎', '吗'])
}

/// Whether `name`, as it stands, looks like that of a person: few characters, no phrase.
pub(super) fn is_person_like(name: &str) -> bool {
    let folded = fold(name);
    if is_nobody(&folded) || folded.contains(INSIDE) {
        return false;
    }
    let bare = without_brackets(name);
    if bare.chars().any(crate::script::is_cjk) {
        let longest = bare.split(is_separator).map(|word| word.chars().count()).max().unwrap_or(0);
        return longest <= 6;
    }
    const PARTICLES: &[&str] = &[
        "de", "da", "di", "du", "van", "von", "der", "den", "la", "le", "al", "bin", "of", "the", "and", "y",
    ];
    let words = bare.split_whitespace();
    words.clone().count() <= 4
        && words
            .into_iter()
            .all(|word| PARTICLES.contains(&word) || !word.starts_with(|first: char| first.is_lowercase()))
}

/// Whether `character` stands between the parts of a name.
pub(super) const fn is_separator(character: char) -> bool {
    matches!(character, ' ' | '\u{3000}' | '\u{A0}' | '·' | '・' | '‧' | '•' | '．' | '.')
}

/// `name` without what stands in round brackets after it.
pub(super) fn without_brackets(name: &str) -> &str {
    name.split(['(', '（']).next().unwrap_or(name).trim_end()
}
