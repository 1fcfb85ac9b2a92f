//! Numbers as headings write them: `3`, `０３`, `三`, `十二`, `二〇二五`.

/// The value of one Chinese digit; 兩 and the financial forms are not used in headings.
fn digit(character: char) -> Option<u32> {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    match character {
        '〇' | '○' => Some(0),
        '两' | '兩' => Some(2),
        _ => DIGITS.iter().position(|digit| *digit == character).and_then(|value| u32::try_from(value).ok()),
    }
}

/// How many bytes of `text` are Chinese numerals, at the start and at most `limit` characters.
pub(super) fn chinese_length(text: &str, limit: usize) -> usize {
    let is_numeral = |character: &char| digit(*character).is_some() || matches!(character, '十' | '百');
    text.chars().take(limit).take_while(is_numeral).map(char::len_utf8).sum()
}

/// The number that `text` writes in Chinese numerals: with units (`一百零三`) or place by place (`二〇二五`).
pub(super) fn chinese(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    let mut total = 0u32;
    let mut current = None;
    let has_units = text.contains(['十', '百']);
    for character in text.chars() {
        match (digit(character), character) {
            (Some(value), _) if has_units => current = Some(value),
            (Some(value), _) => total = total.checked_mul(10)?.checked_add(value)?,
            (None, '十') => total = total.checked_add(current.take().unwrap_or(1) * 10)?,
            (None, '百') => total = total.checked_add(current.take().unwrap_or(1) * 100)?,
            _ => return None,
        }
    }
    total.checked_add(current.unwrap_or(0))
}

/// The digits at the start of `text`, ASCII or full-width, at most `limit`: how many bytes, and their value.
pub(super) fn arabic(text: &str, limit: usize) -> Option<(usize, u32)> {
    let mut length = 0;
    let mut value = 0u32;
    for character in text.chars().take(limit) {
        let digit = match character {
            '0'..='9' => u32::from(character) - u32::from('0'),
            '０'..='９' => u32::from(character) - u32::from('０'),
            _ => break,
        };
        value = value.checked_mul(10)?.checked_add(digit)?;
        length += character.len_utf8();
    }
    (length > 0).then_some((length, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numerals_have_their_values() {
        for (text, value) in [
            ("三", 3),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("九十九", 99),
            ("一百零三", 103),
            ("二〇二五", 2025),
        ] {
            assert_eq!(chinese(text), Some(value), "{text}");
            assert_eq!(chinese_length(text, 8), text.len());
        }
        assert_eq!(chinese(""), None);
        assert_eq!(chinese("三點"), None);
        assert_eq!(chinese("九九九九九九九九九九九"), None);
    }

    #[test]
    fn arabic_numerals_may_be_full_width() {
        assert_eq!(arabic("03.a", 3), Some((2, 3)));
        assert_eq!(arabic("１２", 3), Some((6, 12)));
        assert_eq!(arabic("x", 3), None);
    }
}
