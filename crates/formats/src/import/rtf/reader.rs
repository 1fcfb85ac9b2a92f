//! Reads rich text piece by piece.

mod gathered;

use super::charset;
use super::state::{Sink, State, Use, given, holds_no_text};
use super::tokens::{Token, Tokens};
use crate::import::comments::Comment;
use crate::import::prose::Prose;
use crate::import::{ImportError, Limits, Place, Report};
use crate::interview::Given;
use encoding_rs::{Encoding, WINDOWS_1252};
use std::collections::HashMap;
use vermilion_anchor::CodePoint;

/// What a file holds.
pub(super) struct Text {
    pub(super) prose: Prose,
    pub(super) comments: Vec<Comment>,
    pub(super) title: Option<String>,
}

/// Reads one file.
pub(super) struct Reader<'r> {
    limits: Limits,
    report: &'r mut Report,
    text: Text,
    state: State,
    outer: Vec<State>,
    /// What the groups around gather, innermost last.
    gathered: Vec<String>,
    /// Bytes that wait for those that follow: a character may be two, one written as it is and one as its number.
    bytes: Vec<u8>,
    /// The first half of a character beyond the basic plane.
    half: Option<u16>,
    /// Characters to pass over after a `\u`.
    passes: usize,
    /// Whether `\*` came just now.
    is_optional: bool,
    default_encoding: &'static Encoding,
    encodings: HashMap<i32, &'static Encoding>,
    styles: HashMap<i32, Given>,
    style: Style,
    paragraph: Given,
    /// Paragraphs so far.
    count: u32,
    /// Whether a cell has ended in this line.
    is_after_cell: bool,
    author: Option<String>,
    date: Option<String>,
    reference: Option<String>,
    ranges: HashMap<String, (CodePoint, Option<CodePoint>)>,
    /// Text that is in the file and not in the document: why, and its words.
    left_out: Option<(&'static str, String)>,
    has_insertions: bool,
    boxed: Vec<String>,
    notes: Vec<String>,
}

/// A style while the table of styles is read.
#[derive(Default)]
struct Style {
    /// `None` for one that is of no paragraph.
    number: Option<i32>,
    level: Option<u8>,
    name: String,
}

impl<'r> Reader<'r> {
    pub(super) fn read(bytes: &[u8], limits: Limits, report: &'r mut Report) -> Result<Text, ImportError> {
        let mut reader = Self {
            limits,
            report,
            text: Text { prose: Prose::new(), comments: Vec::new(), title: None },
            state: State::new(),
            outer: Vec::new(),
            gathered: Vec::new(),
            bytes: Vec::new(),
            half: None,
            passes: 0,
            is_optional: false,
            default_encoding: WINDOWS_1252,
            encodings: HashMap::new(),
            styles: HashMap::new(),
            style: Style::default(),
            paragraph: Given::default(),
            count: 1,
            is_after_cell: false,
            author: None,
            date: None,
            reference: None,
            ranges: HashMap::new(),
            left_out: None,
            has_insertions: false,
            boxed: Vec::new(),
            notes: Vec::new(),
        };
        for token in Tokens::new(bytes) {
            reader.token(token)?;
            if reader.text.prose.text().len() > limits.text {
                return Err(ImportError::TooMuch { what: "bytes of text", most: limits.text as u64 });
            }
        }
        if !reader.outer.is_empty() {
            reader.report.alter("file", "", "cut-off", reader.place());
        }
        while !reader.outer.is_empty() {
            reader.close();
        }
        reader.finish();
        Ok(reader.text)
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), ImportError> {
        match token {
            Token::Text(bytes) => self.bytes_of_text(bytes),
            Token::Byte(byte) => self.bytes_of_text(&[byte]),
            Token::Symbol(symbol) if self.passes > 0 && symbol != b'*' => self.passes -= 1,
            Token::Open => {
                self.flush();
                if self.outer.len() >= self.limits.depth {
                    return Err(ImportError::TooMuch {
                        what: "groups within each other",
                        most: self.limits.depth as u64,
                    });
                }
                self.outer.push(self.state);
                self.state.gathers = false;
                self.is_optional = false;
            }
            Token::Close => self.close(),
            Token::Symbol(symbol) => self.symbol(symbol),
            Token::Word(word, number) => {
                self.flush();
                let is_optional = std::mem::take(&mut self.is_optional);
                self.word(word, number, is_optional)?;
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        self.flush();
        (self.passes, self.is_optional) = (0, false);
        if self.state.sink == Sink::Styles {
            self.end_style();
        }
        if let (true, Sink::Gathered(of)) = (self.state.gathers, self.state.sink) {
            let words = self.gathered.pop().unwrap_or_default();
            self.use_gathered(of, &words);
        }
        if let Some(state) = self.outer.pop() {
            self.state = state;
        }
    }

    fn symbol(&mut self, symbol: u8) {
        self.flush();
        match symbol {
            b'*' => self.is_optional = true,
            b'~' => self.emit("\u{a0}"),
            b'_' => self.emit("\u{2011}"),
            b'\\' | b'{' | b'}' => self.bytes_of_text(&[symbol]),
            b'\n' | b'\r' => self.end_paragraph(),
            b'\t' => self.emit(" "),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, is_optional: bool) -> Result<(), ImportError> {
        if self.destination(word, is_optional)? {
            return Ok(());
        }
        let is_on = number != Some(0);
        match word {
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => self.state.fallbacks = number.and_then(|many| usize::try_from(many).ok()).unwrap_or(1),
            "ansicpg" => self.default_encoding = number.and_then(charset::of_page).unwrap_or(WINDOWS_1252),
            "mac" => self.default_encoding = encoding_rs::MACINTOSH,
            "f" => self.state.font = number.unwrap_or(0),
            "fcharset" | "cpg" if self.state.sink == Sink::Fonts => {
                let encoding =
                    number.and_then(if word == "cpg" { charset::of_page } else { charset::of_font });
                if let Some(encoding) = encoding {
                    self.encodings.insert(self.state.font, encoding);
                }
            }
            "s" if self.state.sink == Sink::Styles => self.style.number = number,
            "cs" | "ds" | "ts" if self.state.sink == Sink::Styles => self.style.number = None,
            "outlinelevel" => {
                let level = number.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9);
                let level = level.map(|level| level + 1);
                match self.state.sink {
                    Sink::Styles => self.style.level = level,
                    Sink::Body if !self.paragraph.is_title => self.paragraph.heading = level,
                    _ => {}
                }
            }
            "s" if self.state.sink == Sink::Body => {
                self.paragraph =
                    number.and_then(|number| self.styles.get(&number)).copied().unwrap_or_default();
            }
            "pard" if self.state.sink == Sink::Body => self.paragraph = Given::default(),
            "plain" => {
                self.state.is_bold = false;
                self.state.is_hidden = false;
                self.state.is_deleted = false;
            }
            "b" => self.state.is_bold = is_on,
            "v" => self.state.is_hidden = is_on,
            "deleted" => self.state.is_deleted = is_on,
            "revised" => self.has_insertions |= is_on,
            "par" | "line" | "sect" | "page" | "column" | "row" | "nestrow" | "softline" => {
                self.end_paragraph();
            }
            "cell" | "nestcell" => self.is_after_cell = !self.text.prose.is_at_line_start(),
            "yr" | "mo" | "dy" | "hr" | "min" if self.state.sink == Sink::Gathered(Use::Date) => {
                self.date_part(word, number.unwrap_or(0));
            }
            _ => {
                if let Some(words) = character(word) {
                    self.emit(words);
                }
            }
        }
        Ok(())
    }

    /// Whether this word says where the text of its group goes.
    fn destination(&mut self, word: &str, is_optional: bool) -> Result<bool, ImportError> {
        if self.state.sink == Sink::Nothing && word != "shptxt" && word != "title" {
            return Ok(true);
        }
        let gathers = match word {
            "title" => Some(Use::Title),
            "annotation" => Some(Use::Comment),
            "atnauthor" => Some(Use::Author),
            "atnid" => Some(Use::Initials),
            "atndate" | "atntime" => Some(Use::Date),
            "atnref" => Some(Use::Reference),
            "atrfstart" => Some(Use::RangeStart),
            "atrfend" => Some(Use::RangeEnd),
            "fldinst" => Some(Use::Instruction),
            "footnote" => Some(Use::Footnote),
            "shptxt" => Some(Use::Box),
            _ => None,
        };
        if gathers == Some(Use::Comment) && self.text.comments.len() >= self.limits.items {
            return Err(ImportError::TooMuch { what: "comments", most: self.limits.items as u64 });
        }
        if let Some(of) = gathers {
            self.state.sink = Sink::Gathered(of);
            // A group gathers for one thing.
            if !std::mem::replace(&mut self.state.gathers, true) {
                self.gathered.push(String::new());
            }
            if of == Use::Footnote {
                let mark = format!("[{}]", self.notes.len() + 1);
                self.text.prose.push(&mark, false);
            }
            return Ok(true);
        }
        match word {
            "fonttbl" => self.state.sink = Sink::Fonts,
            "stylesheet" => self.state.sink = Sink::Styles,
            "pict" => {
                self.state.sink = Sink::Nothing;
                self.report.skip("image", "", "no-place", self.place());
            }
            "shppict" | "shpinst" | "picprop" => {
                // The picture itself is a group within; a text box is found in it too.
                self.state.sink = if word == "shppict" { Sink::Body } else { Sink::Nothing };
            }
            word if holds_no_text(word) || is_optional => self.state.sink = Sink::Nothing,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn unicode(&mut self, number: i32) {
        // Beyond 32,767 it is written as a negative number, or by some as it is.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "both ways give the same unit"
        )]
        let unit = number as u16;
        self.passes = self.state.fallbacks;
        let units: Vec<u16> = self.half.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) && units.len() == 1 {
            self.half = Some(unit);
            return;
        }
        self.emit(&String::from_utf16_lossy(&units));
    }

    fn bytes_of_text(&mut self, bytes: &[u8]) {
        self.is_optional = false;
        let passed = self.passes.min(bytes.len());
        self.passes -= passed;
        self.bytes.extend_from_slice(&bytes[passed..]);
    }

    /// Emits the bytes that have come.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let encoding = self.encodings.get(&self.state.font).copied().unwrap_or(self.default_encoding);
        let (words, has_errors) = encoding.decode_without_bom_handling(&bytes);
        if has_errors && self.state.sink == Sink::Body {
            self.report.alter("encoding", encoding.name(), "bytes-without-meaning", self.place());
        }
        self.emit(&words);
        // The room is kept for the next ones.
        self.bytes = bytes;
        self.bytes.clear();
    }

    fn emit(&mut self, words: &str) {
        let lost = [(self.state.is_deleted, "tracked-deletion"), (self.state.is_hidden, "hidden-text")];
        match self.state.sink {
            Sink::Body => {
                if let Some((_, kind)) = lost.into_iter().find(|(is_lost, _)| *is_lost) {
                    self.leave_out(kind, words);
                    return;
                }
                self.report_left_out();
                if std::mem::take(&mut self.is_after_cell) {
                    self.text.prose.push(" | ", false);
                }
                // White space before a paragraph indents it.
                let words =
                    if self.text.prose.is_at_line_start() { words.trim_start_matches(' ') } else { words };
                self.text.prose.push(words, self.state.is_bold);
            }
            Sink::Gathered(_) => {
                if let Some(gathered) = self.gathered.last_mut() {
                    gathered.push_str(words);
                }
            }
            Sink::Styles => self.style.name.push_str(words),
            Sink::Nothing | Sink::Fonts => {}
        }
    }

    fn leave_out(&mut self, kind: &'static str, words: &str) {
        if self.left_out.as_ref().is_some_and(|(other, _)| *other != kind) {
            self.report_left_out();
        }
        self.left_out.get_or_insert_with(|| (kind, String::new())).1.push_str(words);
    }

    fn report_left_out(&mut self) {
        if let Some((kind, words)) = self.left_out.take() {
            let reason = if kind == "hidden-text" { "hidden" } else { "accepted" };
            self.report.skip(kind, words.trim(), reason, self.place());
        }
    }

    fn end_style(&mut self) {
        let style = std::mem::take(&mut self.style);
        // The table itself ends too, and is no style.
        if let Some(number) = style.number {
            let name = style.name.trim_end_matches(';');
            self.styles.insert(number, given(name, style.level));
        }
    }

    fn end_paragraph(&mut self) {
        self.half = None;
        match self.state.sink {
            Sink::Body => {
                self.report_left_out();
                self.is_after_cell = false;
                self.text.prose.end_line(self.paragraph);
                self.count += 1;
                for line in std::mem::take(&mut self.boxed) {
                    self.line(&line);
                }
            }
            Sink::Gathered(_) => self.emit("\n"),
            Sink::Nothing | Sink::Fonts | Sink::Styles => {}
        }
    }

    fn finish(&mut self) {
        self.state = State::new();
        self.flush();
        self.end_paragraph();
        if self.has_insertions {
            self.report.alter("tracked-insertion", "", "accepted", None);
        }
        for (note, number) in std::mem::take(&mut self.notes).into_iter().zip(1..) {
            self.line(&format!("[{number}] {note}"));
        }
    }

    fn line(&mut self, words: &str) {
        self.text.prose.push(words, false);
        self.text.prose.end_line(Given::default());
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Paragraph(self.count))
    }
}

/// The words that a control word stands for.
fn character(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => " ",
        "emdash" => "—",
        "endash" => "–",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        "bullet" => "•",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "zwj" => "\u{200d}",
        "zwnj" => "\u{200c}",
        _ => return None,
    })
}
