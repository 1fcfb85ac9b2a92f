//! Speaker labels as they are written: `名:`, `Name:`, `**Name:**`, `### Name：`, `[00:12:34] Name:`, `Name (00:12):`.
//!
//! Reads shape only. Whether a label-shaped opening of a line is a speaker's is decided over the whole text
//! ([`super::casting`]), because `Note:` and `Anna:` have the same shape.

use super::{given::Given, lines::Line, timecode};
use std::ops::Range;

/// The most characters a name has, what stands in brackets after it left out.
const NAME_LIMIT: usize = 40;

/// The most characters looked at in brackets after a name.
const BRACKET_LIMIT: usize = 60;

/// How a label is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// `Name:`
    Plain,
    /// `**Name:**`
    Emphasis,
    /// `### Name:`
    Heading,
}

/// The opening of a line that has the shape of a speaker label. Offsets are bytes of the whole text.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// The name as it stands.
    pub(super) name: Range<usize>,
    /// What is said on the same line; empty, at the line's end, for a label on a line of its own.
    pub(super) body: Range<usize>,
    /// In milliseconds from the start of the recording.
    pub(super) time: Option<u32>,
    /// How it is set.
    pub(super) form: Form,
    /// Whether a colon closes it. One without is set apart by its form or by a time, and stands on its own line.
    pub(super) has_colon: bool,
}

impl Label {
    /// Whether nothing else stands on the line.
    pub(super) const fn is_alone(&self) -> bool {
        self.body.start == self.body.end
    }
}

/// Reads the label at the start of `line`, if the line has the shape. What is given of the line may set the name apart, or
/// tell its time.
pub(super) fn read(text: &str, line: &Line, given: &Given) -> Option<Label> {
    let mut cursor = Cursor { text, at: line.body.start, end: line.body.end };
    let mut form = if cursor.hashes() { Form::Heading } else { Form::Plain };
    let mut emphasis = "";
    let mut time = None;
    for _ in 0..2 {
        if time.is_none() {
            time = cursor.time();
        }
        if emphasis.is_empty() {
            emphasis = cursor.emphasis();
        }
    }
    if !emphasis.is_empty() && form == Form::Plain {
        form = Form::Emphasis;
    }
    let has_time_before = time.is_some();
    let name = cursor.name(emphasis)?;
    if form == Form::Plain && given.heading.is_some() {
        form = Form::Heading;
    } else if form == Form::Plain && line.start + given.bold as usize >= name.end {
        form = Form::Emphasis;
    }
    let mut is_closed = emphasis.is_empty();
    cursor.spaces();
    is_closed = is_closed || cursor.eat(emphasis);
    cursor.spaces();
    time = time.or_else(|| cursor.time());
    is_closed = is_closed || cursor.eat(emphasis);
    let is_bracketed = matches!(emphasis, "]" | "】");
    if is_bracketed && !is_closed {
        return None;
    }
    let has_colon = cursor.colon(text[name.clone()].ends_with(|last: char| last.is_ascii_digit()))?;
    let wraps_line = !is_closed && !cursor.eat(emphasis);
    cursor.spaces();
    time = time.or_else(|| cursor.time());
    // "17:30 Lunch" is a line of a programme; "Anna 17:30" a label as machines write it.
    let is_set_apart = form != Form::Plain || (time.is_some() && !has_time_before);
    if !has_colon && (cursor.at < cursor.end || wraps_line || !is_set_apart) {
        return None;
    }
    let mut body = line.trim(text, cursor.at..cursor.end);
    if wraps_line && text[body.clone()].ends_with(emphasis) {
        body = line.trim(text, body.start..body.end - emphasis.len());
    }
    let edges = [name.start, name.end, cursor.at, body.start, body.end];
    edges.iter().all(|edge| line.is_edge(text, *edge)).then_some(Label {
        name,
        body,
        time: time.or(given.time),
        form,
        has_colon,
    })
}

/// What of a line is still to be read.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    end: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..self.end]
    }

    fn eat(&mut self, token: &str) -> bool {
        let is_next = self.rest().starts_with(token);
        self.at += if is_next { token.len() } else { 0 };
        is_next
    }

    fn spaces(&mut self) {
        self.at = self.end - self.rest().trim_start().len();
    }

    /// The marks of a Markdown heading. One `#` needs its space, or it is a hashtag.
    fn hashes(&mut self) -> bool {
        let hashes = self.rest().bytes().take(7).take_while(|byte| *byte == b'#').count();
        let is_heading = match hashes {
            1 => self.rest()[1..].starts_with(char::is_whitespace),
            2..=6 => true,
            _ => false,
        };
        if is_heading {
            self.at += hashes;
            self.spaces();
        }
        is_heading
    }

    /// Marks that set a name apart, and what closes them; a single `*` before a space is a bullet.
    fn emphasis(&mut self) -> &'static str {
        const MARKS: [(&str, &str); 7] =
            [("***", "***"), ("**", "**"), ("__", "__"), ("*", "*"), ("_", "_"), ("[", "]"), ("【", "】")];
        let found = MARKS.into_iter().find(|(open, _)| self.rest().starts_with(open));
        let Some((open, close)) = found else { return "" };
        if self.rest()[open.len()..].starts_with(char::is_whitespace) {
            return "";
        }
        self.at += open.len();
        close
    }

    /// `[00:12:34]`, `(00:12)` or, at the start of the rest, `00:12:34` before a space.
    fn time(&mut self) -> Option<u32> {
        let rest = self.rest();
        let close = match rest.chars().next()? {
            '[' => "]",
            '(' => ")",
            '（' => "）",
            '【' => "】",
            '0'..='9' => "",
            _ => return None,
        };
        let open = if close.is_empty() { 0 } else { rest.chars().next()?.len_utf8() };
        let (length, time) = timecode::read(&rest[open..])?;
        let after = &rest[open + length..];
        let is_closed = if close.is_empty() {
            after.is_empty() || after.starts_with(char::is_whitespace)
        } else {
            after.starts_with(close)
        };
        if !is_closed {
            return None;
        }
        self.at += open + length + close.len();
        self.spaces();
        Some(time)
    }

    /// A colon that is no part of a time, a URL, a path or `::`; `Some(false)` at the end of the line.
    fn colon(&mut self, is_after_digit: bool) -> Option<bool> {
        let Some(first) = self.rest().chars().next() else { return Some(false) };
        if !is_colon(first) {
            return None;
        }
        let after = self.rest()[first.len_utf8()..].chars().next();
        let is_part = first == ':'
            && after.is_some_and(|next| {
                matches!(next, '/' | '\\' | ':') || (is_after_digit && next.is_ascii_digit())
            });
        if is_part {
            return None;
        }
        self.at += first.len_utf8();
        Some(true)
    }

    /// A name up to a colon, the closing of `emphasis` or a time.
    fn name(&mut self, emphasis: &str) -> Option<Range<usize>> {
        let start = self.at;
        let mut count = 0;
        while let Some(character) = self.rest().chars().next() {
            let closes = !emphasis.is_empty() && self.rest().starts_with(emphasis);
            if is_colon(character) || closes {
                break;
            }
            if matches!(character, '(' | '（' | '[' | '【') {
                let before = self.at;
                if self.time().is_some() {
                    self.at = before;
                    break;
                }
                self.bracket(character)?;
                continue;
            }
            if character.is_ascii_digit() && self.text[start..self.at].ends_with(char::is_whitespace) {
                // "Speaker 1  0:12" gives a time, "Speaker 1:" a number.
                let before = self.at;
                if self.time().is_some() {
                    self.at = before;
                    break;
                }
            }
            if count == NAME_LIMIT || !is_name_character(character) {
                return None;
            }
            count += 1;
            self.at += character.len_utf8();
        }
        let name = start..start + self.text[start..self.at].trim_end().len();
        is_name(&self.text[name.clone()]).then_some(name)
    }

    /// Round brackets that say who somebody is.
    fn bracket(&mut self, open: char) -> Option<()> {
        let close = match open {
            '(' => ')',
            '（' => '）',
            _ => return None,
        };
        let inside = self.rest().chars().take(BRACKET_LIMIT);
        let mut length = 0;
        for character in inside {
            length += character.len_utf8();
            if character == close {
                self.at += length;
                return Some(());
            }
        }
        None
    }
}

/// The colons that close a label.
const fn is_colon(character: char) -> bool {
    matches!(character, ':' | '：' | '﹕')
}

fn is_name_character(character: char) -> bool {
    const PUNCTUATION: &[char] =
        &[' ', '\u{A0}', '\u{3000}', '.', '．', '·', '・', '‧', '•', '-', '–', '\'', '’', '&', '/', '_', '#'];
    character.is_alphanumeric() || is_mark(character) || PUNCTUATION.contains(&character)
}

/// Combining marks and joiners, of which names in many scripts are made.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{DFF}' | '\u{E00}'..='\u{EFF}' | '\u{200C}' | '\u{200D}'
        | '\u{E0100}'..='\u{E01EF}' | '\u{FE00}'..='\u{FE0F}')
}

/// Whether `name` can be one: it has letters, few words, and does not open as an item of a list does.
fn is_name(name: &str) -> bool {
    let digits = name.chars().take_while(char::is_ascii_digit).count();
    let is_list_item = digits > 0 && name[digits..].starts_with(['.', ' ', '-', '/']);
    let opens_well = name.starts_with(|first: char| first.is_alphanumeric());
    let has_letter = name.chars().any(char::is_alphabetic);
    has_letter && opens_well && !is_list_item && name.split_whitespace().count() <= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name, what follows and the time, or nothing where the line opens with no label.
    fn check(text: &str, expected: Option<(&str, &str, Option<u32>)>) {
        let line = Line::only(text);
        let label = read(text, &line, &Given::default());
        let found = label.map(|label| (&text[label.name], &text[label.body], label.time));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn labels_are_read_in_every_form() {
        for (text, name, body) in [
            ("林美：你好", "林美", "你好"),
            ("林美:你好", "林美", "你好"),
            ("Anna: Hello.", "Anna", "Hello."),
            ("Anna B. O’Hara-Smith: Hello.", "Anna B. O’Hara-Smith", "Hello."),
            ("**Anna:** Hello.", "Anna", "Hello."),
            ("**Anna**: Hello.", "Anna", "Hello."),
            ("**Anna** : Hello.", "Anna", "Hello."),
            ("__林美：__你好", "林美", "你好"),
            ("*Anna:* Hello.", "Anna", "Hello."),
            ("**Q: Why?**", "Q", "Why?"),
            ("### 林美：", "林美", ""),
            ("### **Anna:**", "Anna", ""),
            ("##林美：", "林美", ""),
            ("### 林美", "林美", ""),
            ("**林美**", "林美", ""),
            ("Q: Why?", "Q", "Why?"),
            ("Q1: Why?", "Q1", "Why?"),
            ("問：為何？", "問", "為何？"),
            ("本.湯普森:好", "本.湯普森", "好"),
            ("林美（記者）：好", "林美（記者）", "好"),
            ("Anna (of the Daily News): Hi", "Anna (of the Daily News)", "Hi"),
            ("Anna:", "Anna", ""),
            ("2號評審：好", "2號評審", "好"),
            ("SPEAKER_00: Hi", "SPEAKER_00", "Hi"),
            ("[SPEAKER_00]: Hi", "SPEAKER_00", "Hi"),
            ("【林美】：你好", "林美", "你好"),
            ("Audience #2: Hi", "Audience #2", "Hi"),
            ("Ἀθηνᾶ: ναί", "Ἀθηνᾶ", "ναί"),
        ] {
            check(text, Some((name, body, None)));
        }
    }

    #[test]
    fn times_are_read_before_after_and_inside() {
        let time = Some(754_000);
        for (text, name, body, time) in [
            ("[00:12:34] Anna: Hi", "Anna", "Hi", time),
            ("(12:34) Anna: Hi", "Anna", "Hi", time),
            ("00:12:34 Anna: Hi", "Anna", "Hi", time),
            ("Anna [00:12:34]: Hi", "Anna", "Hi", time),
            ("Anna (12:34): Hi", "Anna", "Hi", time),
            ("林美（12:34）：好", "林美", "好", time),
            ("**[00:12:34] Anna:** Hi", "Anna", "Hi", time),
            ("**Anna** (12:34): Hi", "Anna", "Hi", time),
            ("Anna: [00:12:34] Hi", "Anna", "Hi", time),
            ("Speaker 1  12:34", "Speaker 1", "", time),
            ("Anna (12:34)", "Anna", "", time),
            ("[00:00:01.5] Anna: Hi", "Anna", "Hi", Some(1500)),
            ("[0:00:01,250] Anna: Hi", "Anna", "Hi", Some(1250)),
        ] {
            check(text, Some((name, body, time)));
        }
    }

    #[test]
    fn look_alikes_have_another_shape() {
        for text in [
            "17:30",
            "17:30 見面",
            "https://example.org",
            "C:\\notes",
            "std::vec",
            "「好嗎？」他問：",
            "「你是誰：」",
            "- Speed: fast",
            "* Speed: fast",
            "• 速度：快",
            "1. 速度：快",
            "1、速度：快",
            "我想，這很難：是的",
            "Well, I said: no",
            "just a line",
            "One Two Three Four Five Six Seven: no",
            ":",
            "：好",
            "**: x",
            "#tag: x",
            "[Note: x]",
            "[Laughter] Well: x",
            "[00:99:99] Anna",
            "Q:\u{301}x",
        ] {
            check(text, None);
        }
    }
}
