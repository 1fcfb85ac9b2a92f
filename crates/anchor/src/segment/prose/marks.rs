//! Which characters end, join and close; the one table of them.

/// A mark that can end a sentence.
pub(super) const fn is_sentence_mark(character: char) -> bool {
    matches!(
        character,
        '。' | '！'
            | '？'
            | '!'
            | '?'
            | '…'
            | '⋯'
            | '.'
            | '．'
            | '｡'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '؟'
            | '۔'
            | '।'
            | '॥'
    )
}

/// A mark that can end a clause within a sentence.
pub(super) const fn is_clause_mark(character: char) -> bool {
    matches!(
        character,
        '，' | '、' | '；' | '：' | ',' | ';' | ':' | '﹐' | '﹑' | '﹔' | '﹕' | '､' | '،' | '؛'
    )
}

/// A quotation mark or bracket that closes, and so belongs to what it closes.
pub(super) const fn is_closing(character: char) -> bool {
    is_full_width_closing(character) || matches!(character, '”' | '’' | '»' | ')' | ']' | '}')
}

/// The mark that opens what `closing` closes, for those whose two ends look different.
pub(super) const fn opening_of(closing: char) -> Option<char> {
    Some(match closing {
        '」' => '「',
        '』' => '『',
        '）' => '（',
        '】' => '【',
        '》' => '《',
        '〉' => '〈',
        '〕' => '〔',
        '］' => '［',
        '｝' => '｛',
        '〗' => '〖',
        '〙' => '〘',
        '｣' => '｢',
        '﹂' => '﹁',
        '﹄' => '﹃',
        '”' => '“',
        '’' => '‘',
        ')' => '(',
        _ => return None,
    })
}

/// A closing mark of East Asian text, after which the next sentence follows without a space.
pub(super) const fn is_full_width_closing(character: char) -> bool {
    matches!(
        character,
        '」' | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '〕'
            | '］'
            | '｝'
            | '〗'
            | '〙'
            | '〞'
            | '〟'
            | '＂'
            | '｣'
            | '﹂'
            | '﹄'
    )
}

/// Whether a character belongs to scripts without small letters and without spaces: there a small letter after a
/// sentence mark (好！iPhone…) says nothing.
pub(super) const fn is_han_like(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
