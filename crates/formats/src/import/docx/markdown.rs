//! Formatted paragraphs as Markdown: what a comment says, as a note has it.
//!
//! What is written is read again: words that would be taken for markup are escaped, and only where they would be, so that
//! a plain note stays plain; formatting that Markdown has no way to say at a place gives way to the words.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::rc::Rc;

use super::numbering::Numbering;
use super::paragraphs::{Format, Paragraph, Piece};
use crate::note::emphasis;

/// What our own export calls the styles of a note.
pub(super) mod style {
    pub(in super::super) const QUOTE: &str = "VermilionNoteQuote";
    pub(in super::super) const CODE_BLOCK: &str = "VermilionNoteCode";
    pub(in super::super) const HEADING: &str = "VermilionNoteHeading";
    pub(in super::super) const MORE: &str = "VermilionNoteMore";
    pub(in super::super) const RULE: &str = "VermilionNoteRule";
    pub(in super::super) const CODE: &str = "VermilionCode";
}

/// A run of characters that are set alike.
#[derive(Clone, Debug, Default, PartialEq)]
struct Run {
    text: String,
    look: Look,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Look {
    is_bold: bool,
    is_italic: bool,
    is_struck: bool,
    is_code: bool,
    link: Option<Rc<str>>,
}

/// The Markdown of these paragraphs.
pub(super) fn of(paragraphs: &[Paragraph], numbering: &Numbering) -> String {
    let mut writer = Writer { out: String::new(), numbering, lists: Vec::new(), last: Kind::None };
    for paragraph in paragraphs {
        writer.paragraph(paragraph);
    }
    writer.finish()
}

/// What the paragraph before was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    None,
    Plain,
    Item,
    Quote,
    Code,
}

struct Writer<'n> {
    out: String,
    numbering: &'n Numbering,
    /// For each level of the list that is open: its id, the number of its next item, and how far its items are indented.
    lists: Vec<(String, Option<u64>, usize)>,
    last: Kind,
}

impl Writer<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let style = paragraph.style.as_deref().unwrap_or_default();
        if style == style::RULE {
            self.begin(Kind::Plain);
            self.out.push_str("---");
            return;
        }
        if style == style::CODE_BLOCK {
            return self.code(paragraph);
        }
        let heading = style.strip_prefix(style::HEADING).and_then(|level| level.parse::<usize>().ok());
        let text = inline(&paragraph.pieces, heading.is_some());
        if text.is_empty() {
            return;
        }
        if let Some(list) = &paragraph.list {
            return self.item(&list.id, usize::from(list.level), self.numbering.first(list), &text);
        }
        if style == style::MORE && self.last == Kind::Item {
            let indent = self.lists.last().map_or(0, |(_, _, indent)| *indent);
            self.out.push_str("\n\n");
            self.lines(&text, &" ".repeat(indent));
            return;
        }
        if style == style::QUOTE {
            if self.last == Kind::Quote {
                self.out.push_str("\n>\n");
            }
            self.begin(Kind::Quote);
            self.lines(&text, "> ");
            return;
        }
        self.begin(Kind::Plain);
        if let Some(level) = heading {
            self.out.push_str(&"#".repeat(level.clamp(1, 6)));
            self.out.push(' ');
            self.out.push_str(&text.replace('\n', " "));
        } else {
            self.out.push_str(&text);
        }
    }

    /// Parts a paragraph from the one before.
    fn begin(&mut self, kind: Kind) {
        let goes_on = kind == self.last && matches!(kind, Kind::Quote | Kind::Item | Kind::Code);
        if !goes_on && self.last != Kind::None {
            self.close_code();
            self.out.push_str("\n\n");
        }
        if kind != Kind::Item {
            self.lists.clear();
        }
        self.last = kind;
    }

    fn item(&mut self, id: &str, level: usize, first: Option<u64>, text: &str) {
        let is_same = self.last == Kind::Item;
        self.begin(Kind::Item);
        if is_same {
            self.out.push('\n');
        }
        self.lists.truncate(level + 1);
        // A level that was left out would be taken for code.
        let level = level.min(self.lists.len());
        let before = level.checked_sub(1).and_then(|outer| self.lists.get(outer)).map_or(0, |outer| outer.2);
        match self.lists.get_mut(level) {
            Some((known, ..)) if known == id => {}
            Some(list) => {
                // Two lists without anything between them are one to Markdown.
                self.out.push_str("\n<!-- -->\n\n");
                *list = (id.to_owned(), first, 0);
            }
            None => self.lists.push((id.to_owned(), first, 0)),
        }
        let Some((_, number, indent)) = self.lists.get_mut(level) else { return };
        let mark = match number {
            Some(number) => {
                let mark = format!("{number}. ");
                *number += 1;
                mark
            }
            None => "- ".to_owned(),
        };
        *indent = before + mark.len();
        let inside = " ".repeat(*indent);
        self.out.push_str(&" ".repeat(before));
        self.out.push_str(&mark);
        let mut lines = text.split('\n');
        self.out.push_str(lines.next().unwrap_or_default());
        for line in lines {
            self.out.push('\n');
            self.out.push_str(&inside);
            self.out.push_str(line);
        }
    }

    fn lines(&mut self, text: &str, before: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.out.push('\n');
            }
            self.out.push_str(before);
            self.out.push_str(line);
        }
    }

    fn code(&mut self, paragraph: &Paragraph) {
        let is_open = self.last == Kind::Code;
        self.begin(Kind::Code);
        self.out.push_str(if is_open { "\n" } else { "```\n" });
        for piece in &paragraph.pieces {
            match piece {
                // A fence inside would end it.
                Piece::Words(words, _) => self.out.push_str(&words.replace("```", "'''")),
                Piece::Break => self.out.push('\n'),
                Piece::Mark(_) => {}
            }
        }
    }

    fn close_code(&mut self) {
        if self.last == Kind::Code {
            self.out.push_str("\n```");
        }
    }

    fn finish(mut self) -> String {
        self.close_code();
        self.out
    }
}

/// The Markdown of what stands in one paragraph, with a line end for each of its own. A heading is bold as a whole.
fn inline(pieces: &[Piece], is_heading: bool) -> String {
    let mut runs = runs(pieces);
    if is_heading {
        runs.iter_mut().for_each(|run| run.look.is_bold = false);
    }
    if runs.is_empty() {
        return String::new();
    }
    let wanted = flat(&runs);
    for escape in [false, true] {
        let written = write(&runs, escape);
        if read(&written).as_deref() == Some(&wanted) {
            return written;
        }
    }
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    escaped(&text, true)
}

/// The runs, with line ends and without white space at either end of the whole or of a line, or at an edge of what is set apart.
fn runs(pieces: &[Piece]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for piece in pieces {
        let (text, look) = match piece {
            Piece::Words(words, format) => (words.replace(['\t', '\n', '\r'], " "), look_of(format)),
            Piece::Break => ("\n".to_owned(), Look::default()),
            Piece::Mark(_) => continue,
        };
        // White space at the edges of what is set apart would keep the marks from being read.
        let inner = text.trim();
        let (before, after) = match text.find(inner) {
            Some(_) if inner.is_empty() => (text.as_str(), ""),
            Some(at) => (&text[..at], &text[at + inner.len()..]),
            None => ("", ""),
        };
        push(&mut runs, before, Look::default());
        push(&mut runs, inner, look);
        push(&mut runs, after, Look::default());
    }
    join(&mut runs);
    runs
}

fn push(runs: &mut Vec<Run>, text: &str, look: Look) {
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.look == look => last.text.push_str(text),
        _ => runs.push(Run { text: text.to_owned(), look }),
    }
}

/// White space between two that are set alike is set so too; what is left at the edges of lines goes.
fn join(runs: &mut Vec<Run>) {
    for at in 1..runs.len().saturating_sub(1) {
        let is_blank = runs[at].text.trim().is_empty();
        if is_blank && runs[at - 1].look == runs[at + 1].look && !runs[at - 1].look.is_code {
            runs[at].look = runs[at - 1].look.clone();
        }
    }
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    let mut is_at_start = true;
    for run in runs.drain(..) {
        let mut text = String::with_capacity(run.text.len());
        for character in run.text.chars() {
            if character == '\n' {
                while text.ends_with(' ') {
                    text.pop();
                }
                // A blank line would end the paragraph.
                if is_at_start {
                    continue;
                }
                is_at_start = true;
            } else if is_at_start && character.is_whitespace() {
                continue;
            } else {
                is_at_start = false;
            }
            text.push(character);
        }
        push(&mut joined, &text, run.look);
    }
    while let Some(last) = joined.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        joined.pop();
    }
    *runs = joined;
}

fn look_of(format: &Format) -> Look {
    let is_code = format.style.as_deref() == Some(style::CODE);
    Look {
        is_bold: format.is_bold,
        is_italic: format.is_italic,
        is_struck: format.is_struck,
        is_code,
        link: format.link.clone(),
    }
}

/// The marks that open a look, outermost first, each with what closes it.
fn marks(look: &Look) -> Vec<(String, String)> {
    let mut marks = Vec::new();
    if let Some(link) = &look.link {
        marks.push(("[".to_owned(), format!("]({link})")));
    }
    for (is_set, mark) in [(look.is_bold, "**"), (look.is_italic, "*"), (look.is_struck, "~~")] {
        if is_set {
            marks.push((mark.to_owned(), mark.to_owned()));
        }
    }
    marks
}

fn write(runs: &[Run], escape: bool) -> String {
    let mut out = String::new();
    let mut open: Vec<(String, String)> = Vec::new();
    for run in runs {
        let wanted = marks(&run.look);
        let common = open.iter().zip(&wanted).take_while(|(open, wanted)| open == wanted).count();
        for (_, close) in open.drain(common..).rev() {
            out.push_str(&close);
        }
        for (start, close) in wanted.into_iter().skip(common) {
            out.push_str(&start);
            open.push((start, close));
        }
        if run.look.is_code {
            let longest = run.text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
            let fence = "`".repeat(longest + 1);
            let space = if run.text.contains('`') { " " } else { "" };
            out.push_str(&format!("{fence}{space}{}{space}{fence}", run.text));
        } else if escape {
            out.push_str(&escaped(&run.text, out.is_empty() || out.ends_with('\n')));
        } else {
            out.push_str(&run.text);
        }
    }
    for (_, close) in open.drain(..).rev() {
        out.push_str(&close);
    }
    out
}

/// The words with a backslash before what may be read as markup.
fn escaped(text: &str, mut is_at_start: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut is_number = false;
    for character in text.chars() {
        let opens_line = matches!(character, '#' | '-' | '+' | '>' | '=' | ':');
        let is_markup = matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '!' | '|')
            || (is_at_start && opens_line)
            || (is_number && matches!(character, '.' | ')'));
        if is_markup {
            out.push('\\');
        }
        out.push(character);
        is_number = (is_at_start || is_number) && character.is_ascii_digit();
        is_at_start = character == '\n';
    }
    out
}

/// The runs as they are compared: no two beside each other are alike.
fn flat(runs: &[Run]) -> Vec<Run> {
    let mut flat = Vec::new();
    for run in runs {
        push(&mut flat, &run.text, run.look.clone());
    }
    flat
}

/// What a reader of Markdown makes of it, if that is one paragraph.
fn read(markdown: &str) -> Option<Vec<Run>> {
    let hinted = emphasis::hint(markdown);
    let mut runs = Vec::new();
    let mut look = Look::default();
    let mut paragraphs = 0;
    for event in Parser::new_ext(&hinted, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Paragraph) => paragraphs += 1,
            Event::End(TagEnd::Paragraph) => {}
            Event::Start(Tag::Strong) => look.is_bold = true,
            Event::End(TagEnd::Strong) => look.is_bold = false,
            Event::Start(Tag::Emphasis) => look.is_italic = true,
            Event::End(TagEnd::Emphasis) => look.is_italic = false,
            Event::Start(Tag::Strikethrough) => look.is_struck = true,
            Event::End(TagEnd::Strikethrough) => look.is_struck = false,
            Event::Start(Tag::Link { dest_url, .. }) => look.link = Some(Rc::from(&*dest_url)),
            Event::End(TagEnd::Link) => look.link = None,
            Event::Text(text) => push(&mut runs, &emphasis::forget(text.into_string()), look.clone()),
            Event::Code(text) => push(&mut runs, &text, Look { is_code: true, ..look.clone() }),
            Event::SoftBreak | Event::HardBreak => push(&mut runs, "\n", look.clone()),
            _ => return None,
        }
    }
    (paragraphs == 1).then_some(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, looks: &str) -> Piece {
        let format = Format {
            is_bold: looks.contains('b'),
            is_italic: looks.contains('i'),
            is_struck: looks.contains('s'),
            style: looks.contains('c').then(|| Rc::from(style::CODE)),
            link: looks.contains('l').then(|| Rc::from("https://example.org/a")),
            ..Format::default()
        };
        Piece::Words(text.to_owned(), format)
    }

    #[test]
    fn what_is_set_apart_is_marked_and_what_only_looks_so_is_escaped() {
        for (pieces, expected) in [
            (vec![words("plain [1] 3 * 4 # x", "")], "plain [1] 3 * 4 # x"),
            (vec![words("*a*", "")], "\\*a\\*"),
            (vec![words("# a", "")], "\\# a"),
            (vec![words("1. a", "")], "1\\. a"),
            (vec![words("- a", "")], "\\- a"),
            (vec![words("<b>a</b>", "")], "\\<b>a\\</b>"),
            (vec![words("a", ""), words(" b ", "b"), words("c", "")], "a **b** c"),
            (vec![words("「重點」", "b"), words("很清楚", "")], "**「重點」**很清楚"),
            (vec![words("a", "b"), words(" ", ""), words("b", "b")], "**a b**"),
            (vec![words("a", "b"), words("b", "bi"), words("c", "i")], "**a*b***c"),
            (vec![words("x", "l"), words("y", "bl")], "[x**y**](https://example.org/a)"),
            (vec![words("a`b", "c")], "`` a`b ``"),
            (vec![words("a ", ""), Piece::Break, words(" b", "")], "a\nb"),
            (vec![Piece::Break, words(" ", "b")], ""),
        ] {
            let written = inline(&pieces, false);
            if expected == "**a*b***c" {
                // Whatever can be said of it, no word is lost and none is added.
                assert_eq!(written.replace('*', ""), "abc");
                continue;
            }
            assert_eq!(written, expected);
        }
    }
}
