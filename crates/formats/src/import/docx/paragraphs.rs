//! The paragraphs of a Word file: runs of text with what they look like, and the marks between them.

use std::rc::Rc;

use super::styles::List;
use crate::annotated::Colour;
use crate::import::{ImportError, Report};

/// What runs say of themselves; `None` is nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RunProperties {
    pub(super) style: Option<String>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) underlined: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) highlight: Option<Highlight>,
    /// Whether it, or the end of its paragraph, was deleted with changes tracked.
    pub(super) is_deleted: bool,
}

/// A colour behind words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Highlight {
    /// One that is near to one of ours.
    Near(Colour),
    /// A grey.
    Grey,
}

impl Highlight {
    /// By the name of one of Word's fifteen highlighters.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let colour = match name {
            "yellow" | "darkYellow" => Colour::Yellow,
            "red" | "darkRed" => Colour::Red,
            "green" | "darkGreen" => Colour::Green,
            "blue" | "darkBlue" | "cyan" | "darkCyan" => Colour::Blue,
            "magenta" | "darkMagenta" => Colour::Purple,
            "lightGray" | "darkGray" | "black" => return Some(Self::Grey),
            _ => return None,
        };
        Some(Self::Near(colour))
    }

    /// By the colour of a shade, six hexadecimal digits. A grey one is no mark but a matter of layout.
    pub(super) fn of_shade(fill: &str) -> Option<Self> {
        if fill.len() != 6 {
            return None;
        }
        let value = u32::from_str_radix(fill, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        Colour::nearest([red, green, blue]).map(Self::Near)
    }
}

/// How words are set.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Format {
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    pub(super) is_struck: bool,
    pub(super) is_underlined: bool,
    pub(super) highlight: Option<Highlight>,
    /// The id of the style of the run.
    pub(super) style: Option<Rc<str>>,
    /// Where they lead.
    pub(super) link: Option<Rc<str>>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Words.
    Words(String, Format),
    /// A line end inside the paragraph.
    Break,
    /// Something that stands between words.
    Mark(Mark),
}

/// What stands between words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Here the passage of a comment begins.
    CommentStart(String),
    /// Here it ends.
    CommentEnd(String),
    /// Here the comment stands.
    Comment(String),
    /// Here a bookmark begins: its id and its name.
    BookmarkStart(String, String),
    /// Here it ends; its id.
    BookmarkEnd(String),
    /// Here a footnote stands.
    Footnote(String),
    /// Here an endnote stands.
    Endnote(String),
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Paragraph {
    pub(super) style: Option<String>,
    pub(super) outline: Option<u8>,
    pub(super) list: Option<List>,
    /// Whether the next one goes on in it.
    pub(super) is_end_deleted: bool,
    /// By which other parts name it.
    pub(super) id: Option<String>,
    /// Which one of the file it is, from 1.
    pub(super) number: u32,
    pub(super) pieces: Vec<Piece>,
}

impl Paragraph {
    /// Its words without anything else.
    pub(super) fn words(&self) -> String {
        let words = self.pieces.iter().map(|piece| match piece {
            Piece::Words(words, _) => words.as_str(),
            Piece::Break => " ",
            Piece::Mark(_) => "",
        });
        words.collect()
    }
}

/// What takes the paragraphs, one after another.
pub(super) trait Sink {
    /// Takes a paragraph.
    fn paragraph(&mut self, paragraph: Paragraph, report: &mut Report) -> Result<(), ImportError>;
    /// Takes a mark that stands between paragraphs.
    fn mark(&mut self, mark: Mark) -> Result<(), ImportError>;
}

/// Keeps them.
#[derive(Default)]
pub(super) struct Kept(pub(super) Vec<Paragraph>);

impl Sink for Kept {
    fn paragraph(&mut self, paragraph: Paragraph, _: &mut Report) -> Result<(), ImportError> {
        self.0.push(paragraph);
        Ok(())
    }

    fn mark(&mut self, _: Mark) -> Result<(), ImportError> {
        Ok(())
    }
}
