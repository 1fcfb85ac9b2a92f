//! Prose in the making: the paragraphs of a file, one to a line, with what the file says of them.
//!
//! Every importer of formatted text writes into this. It owns what may stand in a text (no control characters, no line
//! end inside a paragraph) and the offsets: [`Prose::here`] is where the next character will stand, so that a passage
//! that a file marks can be told in code points of the text.

use crate::interview::{self, Given, Interview};
use vermilion_anchor::{CodePoint, count};

/// A text of paragraphs with what is given of each.
#[derive(Debug, Default)]
pub struct Prose {
    text: String,
    /// Code points of `text`.
    points: u32,
    given: Vec<Given>,
    /// Of the line that is being written.
    line: Given,
    /// Bytes of `text` before that line.
    start: usize,
    /// Whether only bold characters have come in that line.
    is_bold_yet: bool,
    /// Whether white space is owed before the next character.
    owes_space: bool,
}

impl Prose {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { is_bold_yet: true, ..Self::default() }
    }

    /// Where the next character will stand.
    #[must_use]
    pub const fn here(&self) -> CodePoint {
        CodePoint(self.points)
    }

    /// What has been written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the line that is being written has nothing yet.
    #[must_use]
    pub fn is_at_line_start(&self) -> bool {
        self.text.len() == self.start
    }

    /// Adds characters to the line as they are, but for control characters: a line end is a space, others are nothing.
    pub fn push(&mut self, words: &str, is_bold: bool) {
        for character in words.chars() {
            match character {
                '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    self.put(' ', is_bold);
                }
                // A soft hyphen is a place to break a word, and a byte order mark says nothing inside a text.
                '\u{ad}' | '\u{feff}' => {}
                character if character.is_control() => {}
                character => self.put(character, is_bold),
            }
        }
    }

    /// Adds characters of a format in which a run of white space is one space, and none at the edges of a paragraph.
    pub fn push_collapsed(&mut self, words: &str, is_bold: bool) {
        for character in words.chars() {
            if matches!(character, ' ' | '\n' | '\r' | '\t' | '\u{c}') {
                self.owes_space = !self.is_at_line_start();
                continue;
            }
            if std::mem::take(&mut self.owes_space) {
                self.put(' ', is_bold);
            }
            let mut buffer = [0; 4];
            self.push(character.encode_utf8(&mut buffer), is_bold);
        }
    }

    /// Ends the line, of which this is given; what was bold at its start is known already. A line of nothing but white
    /// space is none, unless `keeps_blank`.
    pub fn end_line(&mut self, given: Given) {
        self.owes_space = false;
        if self.text[self.start..].trim().is_empty() {
            self.points -= count(&self.text[self.start..]);
            self.text.truncate(self.start);
        } else {
            self.text.push('\n');
            self.points += 1;
            self.given.push(Given { bold: self.line.bold, ..given });
        }
        self.start = self.text.len();
        self.line = Given::default();
        self.is_bold_yet = true;
    }

    /// Adds a blank line, which separates what stands before it from what follows.
    pub fn blank_line(&mut self) {
        if !self.text.is_empty() && self.is_at_line_start() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
            self.points += 1;
            self.given.push(Given::default());
            self.start = self.text.len();
        }
    }

    /// Adds a line that holds nothing, whatever stands before it: for a format in which blank lines are the writer's own.
    pub fn empty_line(&mut self) {
        if self.is_at_line_start() {
            self.text.push('\n');
            self.points += 1;
            self.given.push(Given::default());
            self.start = self.text.len();
        }
    }

    /// The interview that it is.
    #[must_use]
    pub fn finish(mut self) -> Interview {
        if !self.is_at_line_start() {
            self.end_line(Given::default());
        }
        interview::parse_given(&self.text, &self.given)
    }

    fn put(&mut self, character: char, is_bold: bool) {
        self.text.push(character);
        self.points += 1;
        self.is_bold_yet &= is_bold || character.is_whitespace();
        if self.is_bold_yet && is_bold {
            self.line.bold = u32::try_from(self.text.len() - self.start).unwrap_or(u32::MAX);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interview::BlockKind;

    #[test]
    fn bold_labels_and_headings_of_a_file_are_those_of_the_interview() {
        let mut prose = Prose::new();
        prose.push("霧與河", false);
        prose.end_line(Given { is_title: true, ..Given::default() });
        prose.push("Beginnings", false);
        prose.end_line(Given { heading: Some(1), ..Given::default() });
        for (name, said) in
            [("林", " 你去過河邊嗎？"), ("吳", " 去過。"), ("林", " 後來呢？"), ("吳", " 霧散了。")]
        {
            prose.push(name, true);
            prose.push(":", true);
            prose.push(said, false);
            prose.end_line(Given::default());
        }
        let interview = prose.finish();
        assert_eq!(interview.title.as_deref(), Some("霧與河"));
        assert_eq!(interview.speakers.len(), 2);
        assert!(
            matches!(interview.blocks[1].kind, BlockKind::Heading { level: 1, .. }),
            "{:?}",
            interview.blocks[1]
        );
    }

    #[test]
    fn white_space_is_collapsed_and_places_are_counted_in_code_points() {
        let mut prose = Prose::new();
        prose.push_collapsed("  𠮷\n  a", false);
        assert_eq!((prose.text(), prose.here()), ("𠮷 a", CodePoint(3)));
        prose.push_collapsed(" ", true);
        prose.end_line(Given::default());
        prose.push_collapsed("\n \t", false);
        prose.end_line(Given::default());
        prose.blank_line();
        prose.blank_line();
        prose.push("b\u{0}\u{1b}\tc", false);
        assert_eq!((prose.text(), prose.here()), ("𠮷 a\n\nb c", CodePoint(8)));
    }
}
