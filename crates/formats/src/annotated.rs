//! What an exporter gets: a document, its structure and its annotations, in one neutral value.
//!
//! Offsets count code points of [`Annotated::text`]. Nothing here knows the database, a path or a clock.

use crate::interview::{Block, Role};
use vermilion_anchor::Span;

/// A document with the annotations to export.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotated {
    /// Stable id of the document (UUID).
    pub id: String,
    /// Title of the document.
    pub title: String,
    /// Where it was published.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// BCP 47 tag.
    pub language: String,
    /// Id of the revision to which the offsets belong (UUID).
    pub revision: String,
    /// The text of that revision.
    pub text: String,
    /// Back to back over the whole text; `BlockKind::Turn::speaker` is an index into `speakers`.
    pub blocks: Vec<Block>,
    /// The participants.
    pub speakers: Vec<AnnotatedSpeaker>,
    /// In the order of the text (start, then end, then id).
    pub annotations: Vec<ExportedAnnotation>,
    /// When this was taken out of the library: RFC 3339, UTC.
    pub exported_at: String,
}

/// A participant as exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotatedSpeaker {
    /// Stable id (UUID).
    pub id: String,
    /// Name shown.
    pub name: String,
    /// What the participant does.
    pub role: Role,
    /// Index into the palette of speaker colours.
    pub colour: u8,
}

/// An annotation as exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedAnnotation {
    /// Stable id (UUID).
    pub id: String,
    /// The passage.
    pub span: Span,
    /// How the passage is marked.
    pub style: Style,
    /// The note, Markdown; empty where there is none.
    pub note: String,
    /// RFC 3339, UTC.
    pub created: String,
    /// RFC 3339, UTC.
    pub modified: String,
}

/// The mark a highlight leaves on the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Style {
    /// Whether the colour fills the passage or underlines it.
    pub mark: Mark,
    /// The colour.
    pub colour: Colour,
}

/// How the colour is laid on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Behind the text.
    Fill,
    /// Under the text.
    Underline,
}

/// The five colours, in the order of their keys 1 to 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    /// Key 1.
    Yellow,
    /// Key 2: vermilion.
    Red,
    /// Key 3.
    Green,
    /// Key 4.
    Blue,
    /// Key 5.
    Purple,
}

impl Colour {
    /// All five, in order.
    pub const ALL: [Self; 5] = [Self::Yellow, Self::Red, Self::Green, Self::Blue, Self::Purple];

    /// The name used in files, on the command line and on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Purple => "purple",
        }
    }
}
