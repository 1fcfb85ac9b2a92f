//! What each format can hold: a value of the library as a file of the format can say it at best.

use super::Written;
use crate::annotated::{About, Annotated, ExportedTag};
use std::borrow::Cow;

/// Blank lines in a row that a Word file holds (see [`crate::docx`]).
const BLANK_LINES: usize = 20;

/// What a format can hold of a document.
pub(super) struct Held<'d> {
    written: Written,
    pub(super) document: &'d Annotated,
}

impl<'d> Held<'d> {
    pub(super) const fn of(written: Written, document: &'d Annotated) -> Self {
        Self { written, document }
    }

    /// Whether it says how a passage is marked.
    pub(super) const fn has_style(&self) -> bool {
        !matches!(self.written, Written::Qdpx)
    }

    /// Whether it holds the codebook with definitions, and not only the tags that are given.
    pub(super) const fn has_codebook(&self) -> bool {
        matches!(self.written, Written::Qdpx)
    }

    /// How much of the structure it holds.
    pub(super) const fn structure(&self) -> Structure {
        match self.written {
            Written::Json => Structure::All,
            Written::Docx => Structure::Styled,
            Written::Qdpx => Structure::None,
        }
    }

    /// A text of several lines.
    pub(super) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.written {
            // The text is a file of its own, or a string of JSON.
            Written::Json | Written::Qdpx => Cow::Borrowed(text),
            Written::Docx => {
                let text = clean(text).replace('\t', " ");
                let mut lines = Vec::new();
                let mut blank = 0;
                for line in text.split('\n') {
                    blank = if line.trim().is_empty() { blank + 1 } else { 0 };
                    if blank <= BLANK_LINES {
                        lines.push(line);
                    }
                }
                Cow::Owned(lines.join("\n").trim_end_matches('\n').to_owned())
            }
        }
    }

    /// A name, a title, words that were marked.
    pub(super) fn line(&self, text: &str) -> String {
        match self.written {
            Written::Json => text.to_owned(),
            Written::Qdpx => clean(text),
            Written::Docx => clean(text).replace('\t', " "),
        }
    }

    /// What is meant by a tag. One that is nothing but white space says nothing.
    pub(super) fn definition(&self, text: &str) -> String {
        if text.trim().is_empty() { String::new() } else { clean(text) }
    }

    /// A note or memo of the library, Markdown. One that is nothing but white space says nothing.
    pub(super) fn words(&self, markdown: &str) -> String {
        match self.written {
            _ if markdown.trim().is_empty() => String::new(),
            Written::Json => markdown.to_owned(),
            Written::Qdpx => clean(markdown),
            // Links inside the library are their words.
            Written::Docx => clean(&self.document.without_links(markdown)),
        }
    }

    /// The tags that a file of this document names.
    pub(super) fn given(&self) -> impl Iterator<Item = &'d ExportedTag> {
        let document = self.document;
        let of_memos = document.memos.iter().filter_map(|memo| match &memo.about {
            About::Tag(tag) => Some(tag),
            _ => None,
        });
        (document.annotations.iter().flat_map(|one| &one.tags))
            .chain(document.orphans.iter().flat_map(|one| &one.tags))
            .chain(of_memos)
    }
}

/// How much of the structure a format holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Structure {
    /// Every block.
    All,
    /// What styles say: titles, headings and labels.
    Styled,
    /// Nothing: it is found in the text again.
    None,
}

/// What XML 1.0 can hold of a text (section 2.2, production `Char`); what it cannot is replaced, one for one.
fn clean(text: &str) -> String {
    let is_none = |character: char| matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.replace(is_none, "\u{fffd}")
}
