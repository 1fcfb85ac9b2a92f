//! What the lines at the head say about the document: `來源:…`, `By …`, `Date: …`, a date alone, YAML front matter.
//!
//! Reads single lines. Which lines are the head is [`super::opening`]'s business.

use super::{
    dates,
    keys::{Field, field, names_document, names_person},
    lines::Line,
    words,
};
use std::ops::Range;

/// What a line of metadata says: each field with its value, in the order of the line.
pub(super) type Entries = Vec<(Field, Range<usize>)>;

/// The longest line taken for metadata, in characters.
const LINE_LIMIT: usize = 240;

/// Reads `line` as metadata, if it is that: keyed (several keys may share a line), a byline, a date or an address.
pub(super) fn read(text: &str, line: &Line) -> Option<Entries> {
    let body = bare(text, line);
    let content = &text[body.clone()];
    if content.chars().take(LINE_LIMIT + 1).count() > LINE_LIMIT {
        return None;
    }
    if dates::only(content).is_some() {
        return Some(vec![(Field::Published, body)]);
    }
    if is_address(content) {
        return Some(vec![(Field::Link, body)]);
    }
    if is_byline(content) {
        return Some(vec![(Field::Other, body)]);
    }
    keyed(text, &body)
}

/// Whether `line` names a participant (`受訪者：林美`): a key for people and a short value that is no statement.
pub(super) fn is_participant(text: &str, line: &Line) -> bool {
    let content = &text[bare(text, line)];
    let Some((key, value)) = content.split_once([':', '：']) else { return false };
    const GREETINGS: &[&str] = &[
        "謝謝",
        "谢谢",
        "歡迎",
        "欢迎",
        "你好",
        "您好",
        "大家好",
        "是",
        "是的",
        "對",
        "对",
        "好",
        "好的",
        "沒錯",
        "没错",
        "當然",
        "hello",
        "hi",
        "yes",
        "no",
        "thanks",
        "thank you",
        "welcome",
        "right",
        "sure",
        "okay",
        "ok",
    ];
    let value = value.trim_matches(|character: char| character.is_whitespace() || character == '*');
    let is_name = !value.is_empty()
        && value.chars().take(41).count() <= 40
        && !value.contains(['。', '，', '？', '！', '?', '!', '…', ';', '；'])
        && !value.ends_with('.')
        && !GREETINGS.contains(&words::fold(value).as_str());
    is_name
        && names_person(&words::fold(key))
        && value.split([',', '、', '/', '／']).all(words::is_person_like)
}

/// The body of the line without marks of a quotation, a list or emphasis around it.
fn bare(text: &str, line: &Line) -> Range<usize> {
    let content = line.read(text);
    let rest = content.trim_start_matches(['*', '_', '>', '-', ' ']);
    let start = line.body.end - rest.len();
    start..start + rest.trim_end_matches(['*', '_', ' ']).len()
}

fn keyed(text: &str, body: &Range<usize>) -> Option<Entries> {
    let content = &text[body.clone()];
    let (mut field, mut value_at) = key_at_start(content)?;
    let mut entries = Entries::new();
    // Further keys stand after white space: 來源：甲　日期：2025-10-09
    for (at, space) in
        content.char_indices().filter(|(_, character)| character.is_whitespace() || *character == '|')
    {
        let next = at + space.len_utf8();
        if at < value_at {
            continue;
        }
        if let Some((next_field, length)) = key_at_start(&content[next..]) {
            entries.push((field, body.start + value_at..body.start + at));
            field = next_field;
            value_at = next + length;
        }
    }
    entries.push((field, body.start + value_at..body.end));
    for (_, value) in &mut entries {
        let trimmed = text[value.clone()].trim_matches(|character: char| {
            character.is_whitespace() || matches!(character, '*' | '_' | '|')
        });
        let start = value.start + text[value.clone()].find(trimmed).unwrap_or(0);
        *value = start..start + trimmed.len();
    }
    Some(entries)
}

/// The field whose key opens `content`, and how many bytes key and colon take.
fn key_at_start(content: &str) -> Option<(Field, usize)> {
    let (at, colon) =
        content.char_indices().take(32).find(|(_, character)| matches!(character, ':' | '：'))?;
    let key = words::fold(content[..at].trim_matches(['*', '_', '#', ' ', '【', '】']));
    let field = field(&key).or_else(|| names_person(&key).then_some(Field::Other))?;
    Some((field, at + colon.len_utf8()))
}

fn is_address(content: &str) -> bool {
    let is_one_word = !content.contains(char::is_whitespace);
    is_one_word && (content.starts_with("https://") || content.starts_with("http://"))
}

/// `By Anna Lee`, `文／林美`, `記者林美／台北報導`.
fn is_byline(content: &str) -> bool {
    let is_short = super::lines::width(content, 60) <= 60 && !content.ends_with(['.', '。', '?', '？']);
    if let Some(name) = content.strip_prefix("By ").or_else(|| content.strip_prefix("by ")) {
        return is_short && name.starts_with(char::is_uppercase) && words::is_person_like(name);
    }
    let Some((before, _)) = content.split_once(['／', '/']) else { return false };
    let folded = words::fold(before);
    is_short
        && (names_person(&folded)
            || names_document(&folded)
            || (before.starts_with("記者") && content.ends_with("報導")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&[(Field, &str)]>) {
        let found = read(text, &Line::only(text));
        let found: Option<Vec<_>> =
            found.map(|entries| entries.into_iter().map(|(field, value)| (field, &text[value])).collect());
        assert_eq!(found.as_deref(), expected, "{text}");
    }

    #[test]
    fn metadata_is_read_in_three_languages() {
        for (text, field, value) in [
            ("來源:晨報(morning.example)", Field::Source, "晨報(morning.example)"),
            ("来源：晨报", Field::Source, "晨报"),
            ("出處： 晨報", Field::Source, "晨報"),
            ("Source: The Morning", Field::Source, "The Morning"),
            ("**Source:** The Morning", Field::Source, "The Morning"),
            ("**Source**: The Morning", Field::Source, "The Morning"),
            ("- Date: 2025-10-09", Field::Published, "2025-10-09"),
            ("日期：2025年10月9日", Field::Published, "2025年10月9日"),
            ("發布：2025-10-09 12:30", Field::Published, "2025-10-09 12:30"),
            ("Published: October 9, 2025", Field::Published, "October 9, 2025"),
            ("2025-10-09", Field::Published, "2025-10-09"),
            ("October 9, 2025", Field::Published, "October 9, 2025"),
            ("URL: https://morning.example/1", Field::Link, "https://morning.example/1"),
            ("https://morning.example/1", Field::Link, "https://morning.example/1"),
            ("作者：林美", Field::Other, "林美"),
            ("By: Anna Lee", Field::Other, "Anna Lee"),
            ("By Anna Lee", Field::Other, "By Anna Lee"),
            ("文／林美", Field::Other, "文／林美"),
            ("記者林美／台北報導", Field::Other, "記者林美／台北報導"),
            ("title: 茶", Field::Title, "茶"),
        ] {
            check(text, Some(&[(field, value)]));
        }
    }

    #[test]
    fn several_keys_may_share_a_line() {
        check(
            "來源：晨報　作者：林美 | 日期：2025-10-09",
            Some(&[(Field::Source, "晨報"), (Field::Other, "林美"), (Field::Published, "2025-10-09")]),
        );
    }

    #[test]
    fn other_lines_are_no_metadata() {
        for text in [
            "林美：你好",
            "以下為訪談內容:",
            "By the way, it rained.",
            "他們在2025年10月9日見面。",
            "17:30",
            "注：略",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_participant_is_named_not_quoted() {
        for (text, expected) in [
            ("受訪者：林美", true),
            ("Interviewer: Anna Lee", true),
            ("主持人：歡迎", false),
            ("主持人：你為什麼來？", false),
            ("Host: Welcome back to the show", false),
            ("林美：記者", false),
        ] {
            assert_eq!(is_participant(text, &Line::only(text)), expected, "{text}");
        }
    }
}
