//! The neutral interview: a text and the structure that stands off from it.
//!
//! All offsets count code points of [`Interview::text`]. Blocks lie back to back: the first starts at 0, each starts
//! where the one before it ends, the last ends with the text. A block therefore owns the line ends and blank lines
//! that follow it; [`Block::body`] is the part a reader reads.

use serde::{Deserialize, Serialize};
use vermilion_anchor::Span;

/// An interview as read from a file, before it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interview {
    /// The whole text, line ends as LF.
    pub text: String,
    /// The title as a reader would say it: no Markdown marks.
    pub title: Option<String>,
    /// Where it was published, from a metadata line.
    pub source: Option<String>,
    /// When it was published: an ISO 8601 date, or what the text says where it is no full date.
    pub published: Option<String>,
    /// BCP 47 tag, guessed from the text: `zh-Hant`, `zh-Hans`, `en`, `ja`, `ko` or `und`.
    pub language: String,
    /// The participants in the order in which they first speak.
    pub speakers: Vec<Speaker>,
    /// Back to back over the whole text.
    pub blocks: Vec<Block>,
}

/// A participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The name shown: the fullest of the labels that mean this person.
    pub name: String,
    /// Every label under which this person speaks in the text, the name included where it is one.
    pub labels: Vec<String>,
    /// Guessed from who asks.
    pub role: Role,
}

/// What a participant does in the interview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Asks.
    Interviewer,
    /// Answers.
    Interviewee,
    /// Neither, or not known.
    #[default]
    Other,
}

/// A paragraph-level piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The whole piece, with its line end and the blank lines after it.
    pub span: Span,
    /// What a reader reads: without Markdown marks, section number or speaker label before it, and without white
    /// space at either end. Always inside `span`; empty for a block that is nothing but blank lines.
    pub body: Span,
    /// What the piece is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// The title of the document.
    Title,
    /// A line that says something about the document (source, date, author).
    Metadata,
    /// The heading of a section.
    Heading {
        /// 1 for the outermost.
        level: u8,
        /// The section's number where it has one: `01.`, `第三章` and `（三）` give 1, 3 and 3.
        number: Option<u32>,
    },
    /// Something said: the opening of a turn, or a further paragraph of it.
    Turn {
        /// Index into [`Interview::speakers`].
        speaker: usize,
        /// The label that opens the turn, as it stands in the text (`湯普森`, without colon and marks); `None` for a
        /// further paragraph.
        label: Option<Span>,
        /// The time the text gives for the turn, in milliseconds from the start of the recording.
        time: Option<u32>,
    },
    /// A paragraph that nobody says.
    Paragraph,
}
