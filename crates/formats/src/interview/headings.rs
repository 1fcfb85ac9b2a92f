//! Headings as they are written: `## Heading`, `01.標題`, `1. Title`, `一、`, `（一）`, `第三章 …`, `Chapter 3: …`.
//!
//! Reads shape only. Whether a numbered line heads a section or is an item of a list is decided over the whole text
//! ([`super::numbering`]).

use super::{
    given::Given,
    lines::{Line, is_title},
    numerals,
};
use std::ops::Range;

/// The widest title of a section, a Chinese character counting 2.
pub(super) const TITLE_WIDTH: usize = 110;

/// A kind of number; within a text each is one level of headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Family {
    /// `第一部`, `Part 1`
    Part,
    /// `第一章`, `Chapter 1`
    Chapter,
    /// `第一節`, `Section 1`
    Section,
    /// `一、`
    Chinese,
    /// `（一）`
    Bracketed,
    /// `1.`, `01.`; with the separator, and whether it is filled up with a zero
    Arabic(char, bool),
    /// `(1)`, `1)`
    ArabicBracketed,
}

/// A line with the shape of a heading. Offsets are bytes of the whole text.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// Number of `#`; 0 for one that Markdown does not mark.
    pub(super) hashes: u8,
    /// The kind of its number.
    pub(super) family: Option<Family>,
    /// The number.
    pub(super) number: Option<u32>,
    /// The title, without marks and number.
    pub(super) body: Range<usize>,
}

/// Reads `line` as a heading, if it has the shape of one: marked by Markdown, or numbered, short and no prose.
pub(super) fn read(text: &str, line: &Line) -> Option<Heading> {
    let (hashes, rest) = strip_hashes(text, line);
    let inner = strip_emphasis(text, line, rest);
    let numbered = number(text, line, &inner);
    if hashes > 0 {
        let (family, number, body) = match numbered {
            Some((family, number, body)) => (Some(family), Some(number), body),
            None => (None, None, inner),
        };
        let has_title = family.is_some() || !body.is_empty();
        return has_title.then_some(Heading { hashes, family, number, body });
    }
    let (family, number, body) = numbered?;
    let title = &text[body.clone()];
    let is_named_alone = title.is_empty() && family <= Family::Section;
    let is_heading = is_named_alone || is_title(title, TITLE_WIDTH);
    is_heading.then_some(Heading { hashes, family: Some(family), number: Some(number), body })
}

/// Reads `line` as a heading where a format says that it is one, and otherwise by its shape.
pub(super) fn read_given(text: &str, line: &Line, given: &Given) -> Option<Heading> {
    match given.hashes() {
        0 => read(text, line),
        hashes => Some(Heading { hashes, ..assume(text, line) }),
    }
}

/// How `line` would be set if it were a heading, whatever it looks like.
pub(super) fn assume(text: &str, line: &Line) -> Heading {
    read(text, line).unwrap_or_else(|| {
        let (hashes, _) = strip_hashes(text, line);
        Heading { hashes, family: None, number: None, body: without_marks(text, line) }
    })
}

/// What a reader reads of `line`: without the marks of a heading and of emphasis, a number left in place.
pub(super) fn without_marks(text: &str, line: &Line) -> Range<usize> {
    let (_, rest) = strip_hashes(text, line);
    strip_emphasis(text, line, rest)
}

/// Marks of an ATX heading at the start, and those that may close it. One `#` needs a space: `#tag` is none.
fn strip_hashes(text: &str, line: &Line) -> (u8, Range<usize>) {
    let content = line.read(text);
    let hashes = content.bytes().take(7).take_while(|byte| *byte == b'#').count();
    let rest = &content[hashes..];
    let is_marked = match hashes {
        1 => rest.starts_with(char::is_whitespace),
        2..=6 => true,
        _ => false,
    };
    let start = line.body.start + hashes;
    if !is_marked || !line.is_edge(text, start) {
        return (0, line.body.clone());
    }
    let closed = rest.trim_end_matches('#');
    let is_closed = closed.len() < rest.len() && closed.ends_with(char::is_whitespace);
    let end = if is_closed { line.body.end - (rest.len() - closed.len()) } else { line.body.end };
    let body = line.trim(text, start..end);
    (u8::try_from(hashes).unwrap_or(6), body)
}

/// Emphasis around the whole.
fn strip_emphasis(text: &str, line: &Line, range: Range<usize>) -> Range<usize> {
    for marks in ["**", "__"] {
        let content = &text[range.clone()];
        let is_wrapped =
            content.len() > 2 * marks.len() && content.starts_with(marks) && content.ends_with(marks);
        let inner = range.start + marks.len()..range.end.saturating_sub(marks.len());
        if is_wrapped && !text[inner.clone()].contains(marks) && line.is_edge(text, inner.start) {
            let inner = line.trim(text, inner);
            return if inner.is_empty() { range } else { inner };
        }
    }
    range
}

/// The number at the start of `range`, its kind, and the title after it.
fn number(text: &str, line: &Line, range: &Range<usize>) -> Option<(Family, u32, Range<usize>)> {
    let content = &text[range.clone()];
    let (family, number, length) = ordinal(content)
        .or_else(|| english(content))
        .or_else(|| bracketed(content))
        .or_else(|| chinese(content))
        .or_else(|| arabic(content))?;
    let body = line.trim(text, range.start + length..range.end);
    line.is_edge(text, body.start).then_some((family, number, body))
}

/// `第三章`, `第2節：`.
fn ordinal(content: &str) -> Option<(Family, u32, usize)> {
    let rest = content.strip_prefix('第')?;
    let (digits, number) = match numerals::arabic(rest, 3) {
        Some(found) => found,
        None => {
            let length = numerals::chinese_length(rest, 6);
            (length, numerals::chinese(&rest[..length])?)
        }
    };
    let unit = rest[digits..].chars().next()?;
    let family = match unit {
        '部' | '篇' | '卷' | '編' | '编' => Family::Part,
        '章' | '回' | '講' | '讲' | '課' | '课' | '集' | '幕' | '話' | '话' => Family::Chapter,
        '節' | '节' | '場' | '场' | '段' => Family::Section,
        _ => return None,
    };
    let mut length = '第'.len_utf8() + digits + unit.len_utf8();
    let mut after = &content[length..];
    if let Some(more) = after.strip_prefix("分") {
        length += '分'.len_utf8();
        after = more;
    }
    let separator = after.len()
        - after.trim_start_matches([' ', '\u{3000}', '：', ':', '、', '.', '．', '·', '—', '-']).len();
    // 第三章節 and 第一部電影 are words of a sentence.
    (separator > 0 || after.is_empty()).then_some((family, number, length + separator))
}

/// `Chapter 3: …`, `Part 2`.
fn english(content: &str) -> Option<(Family, u32, usize)> {
    let (word, family) = [("part", Family::Part), ("chapter", Family::Chapter), ("section", Family::Section)]
        .into_iter()
        .find(|(word, _)| content.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))?;
    let rest = &content[word.len()..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    if spaces == 0 {
        return None;
    }
    let (digits, number) = numerals::arabic(&rest[spaces..], 3)?;
    let after = &rest[spaces + digits..];
    let separator = after.len() - after.trim_start_matches([' ', ':', '.', '：', '—', '–', '-']).len();
    let is_apart = after.is_empty()
        || after.starts_with([':', '.', '：', '—', '–'])
        || after.starts_with(" —")
        || after.starts_with(" –")
        || after.starts_with(" -");
    is_apart.then_some((family, number, word.len() + spaces + digits + separator))
}

/// `（一）`, `(3)`, `3)`.
fn bracketed(content: &str) -> Option<(Family, u32, usize)> {
    let inside = content.trim_start_matches(['(', '（']);
    let open = content.len() - inside.len();
    if content.chars().next().map_or(0, char::len_utf8) < open {
        return None;
    }
    let (digits, number, family) = match numerals::arabic(inside, 3) {
        Some((digits, number)) => (digits, number, Family::ArabicBracketed),
        None if open > 0 => {
            let length = numerals::chinese_length(inside, 4);
            (length, numerals::chinese(&inside[..length])?, Family::Bracketed)
        }
        None => return None,
    };
    let close = inside[digits..].chars().next().filter(|character| matches!(character, ')' | '）'))?;
    Some((family, number, open + digits + close.len_utf8()))
}

/// `一、`, `二.`, `三 ` is none.
fn chinese(content: &str) -> Option<(Family, u32, usize)> {
    let length = numerals::chinese_length(content, 4);
    let number = numerals::chinese(&content[..length])?;
    let separator = content[length..]
        .chars()
        .next()
        .filter(|character| matches!(character, '、' | '．' | '.' | '：' | ':'))?;
    Some((Family::Chinese, number, length + separator.len_utf8()))
}

/// `01.標題`, `1. Title`, `1、`; `1.3` is a number, `2025.` a year.
fn arabic(content: &str) -> Option<(Family, u32, usize)> {
    let (digits, number) = numerals::arabic(content, 3)?;
    let separator = content[digits..]
        .chars()
        .next()
        .filter(|character| matches!(character, '.' | '．' | '、' | '｜' | '|'))?;
    let length = digits + separator.len_utf8();
    let goes_on = content[length..].starts_with(|next: char| next.is_ascii_digit());
    let is_filled = digits > 1 && content.starts_with(['0', '０']);
    (!goes_on).then_some((Family::Arabic(separator, is_filled), number, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(u8, Option<u32>, &str)>) {
        let found =
            read(text, &Line::only(text)).map(|found| (found.hashes, found.number, &text[found.body]));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn headings_are_read_in_every_form() {
        for (text, hashes, number, title) in [
            ("01.開店", 0, Some(1), "開店"),
            ("1. Opening", 0, Some(1), "Opening"),
            ("１．開店", 0, Some(1), "開店"),
            ("12、開店", 0, Some(12), "開店"),
            ("一、開店", 0, Some(1), "開店"),
            ("十二、開店？", 0, Some(12), "開店？"),
            ("（三）開店", 0, Some(3), "開店"),
            ("(3) Opening", 0, Some(3), "Opening"),
            ("第三章 開店", 0, Some(3), "開店"),
            ("第三章：開店", 0, Some(3), "開店"),
            ("第十章", 0, Some(10), ""),
            ("第二部分 開店", 0, Some(2), "開店"),
            ("Chapter 3: Opening", 0, Some(3), "Opening"),
            ("## Opening", 2, None, "Opening"),
            ("## Opening ##", 2, None, "Opening"),
            ("##開店", 2, None, "開店"),
            ("## 1. Opening", 2, Some(1), "Opening"),
            ("### **Opening**", 3, None, "Opening"),
            ("**01. 開店**", 0, Some(1), "開店"),
            ("## It ends with a stop.", 2, None, "It ends with a stop."),
        ] {
            check(text, Some((hashes, number, title)));
        }
    }

    #[test]
    fn look_alikes_are_no_headings() {
        for text in [
            "1.3% of them",
            "2025. A year",
            "1. We tried it and it worked.",
            "1. We tried it. Then we stopped",
            "一、我們試過了，後來停了。",
            "一、",
            "第三章節的內容",
            "第一部電影",
            "一 開店",
            "三點：速度",
            "#標籤",
            "Part of it",
            "Chapter 3 is long",
            "2023 was long",
            "17:30",
            "1.",
            "#######",
            "##",
        ] {
            check(text, None);
        }
    }
}
