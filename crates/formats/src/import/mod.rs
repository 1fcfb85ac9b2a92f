//! What a file brings: interviews with their structure, the annotations, tags and memos that are in it, and a report of
//! what was taken, altered or left out.
//!
//! One module a format; none knows another one. An importer never trusts its input: [`Limits`] bound what it may make of
//! it, archives and XML are read by [`archive`] and [`xml`] only, and what cannot be read at all is an [`ImportError`].
//! It guesses nothing that it does not say: every difference between the file and what was made of it is a [`Finding`].

mod anchoring;
pub mod archive;
pub mod codebook_csv;
mod comments;
mod cues;
pub mod docx;
pub mod epub;
mod error;
mod format;
pub mod html;
pub mod hypothesis;
mod json;
pub mod jsonld;
mod labels;
pub mod library;
mod markup;
mod moment;
pub mod odt;
pub mod pdf;
pub mod prose;
pub mod qdc;
pub mod qdpx;
mod refi;
mod report;
pub mod rtf;
pub mod srt;
mod tags;
pub mod taguette;
pub mod vtt;
pub mod whisper;
pub mod xml;

use crate::annotated::Style;
use crate::interview::Interview;
use vermilion_anchor::Span;

pub use anchoring::anchor;
pub use error::ImportError;
pub use format::{Format, UnknownFormat};
pub use report::{Fate, Finding, Place, Report};

/// What a file brings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The interviews.
    pub documents: Vec<ImportedDocument>,
    /// The codebook, parents before their children.
    pub tags: Vec<ImportedTag>,
    /// Memos that are about no document.
    pub memos: Vec<ImportedMemo>,
    /// What was taken, altered or left out.
    pub report: Report,
}

/// An interview with what is annotated in it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedDocument {
    /// The text and its structure.
    pub interview: Interview,
    /// What the file calls it, where that is not its title.
    pub name: Option<String>,
    /// Annotations, in the order of the text.
    pub annotations: Vec<ImportedAnnotation>,
    /// Memos about it.
    pub memos: Vec<ImportedMemo>,
}

impl From<Interview> for ImportedDocument {
    fn from(interview: Interview) -> Self {
        Self { interview, name: None, annotations: Vec::new(), memos: Vec::new() }
    }
}

/// An annotation of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedAnnotation {
    /// The passage, in code points of the interview's text; `None` for one that the file says is no longer in it.
    pub span: Option<Span>,
    /// The words, as the file has them; for an orphan all that is known.
    pub quote: String,
    /// What stands right before the words, as far as the file says it; empty where it does not.
    pub prefix: String,
    /// What stands right after them.
    pub suffix: String,
    /// How it is marked; `None` leaves it to the library.
    pub style: Option<Style>,
    /// The note, Markdown; empty where there is none.
    pub note: String,
    /// Its tags, as indexes into [`Import::tags`].
    pub tags: Vec<usize>,
    /// Who made it, where the file says so.
    pub author: Option<String>,
    /// RFC 3339, UTC, where the file says so.
    pub created: Option<String>,
    /// RFC 3339, UTC, where the file says so.
    pub modified: Option<String>,
}

/// A tag of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedTag {
    /// Its name, without those above it.
    pub name: String,
    /// The one above it, an index into [`Import::tags`] before its own.
    pub parent: Option<usize>,
    /// Its colour, if it is near to one of ours; see `Colour::nearest`.
    pub colour: Option<crate::annotated::Colour>,
    /// Markdown; empty where there is none.
    pub definition: String,
}

/// A memo of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedMemo {
    /// What it is about.
    pub about: ImportedAbout,
    /// Markdown.
    pub text: String,
}

/// What a memo of a file is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportedAbout {
    /// All of it.
    Library,
    /// The document that it stands with.
    Document,
    /// A section of that document, by the title of its heading.
    Section(String),
    /// A speaker of that document, by name.
    Speaker(String),
    /// A tag, an index into [`Import::tags`].
    Tag(usize),
}

/// What an importer may make of a file, so that a small file cannot fill the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file: u64,
    /// Bytes of everything in an archive, unpacked.
    pub unpacked: u64,
    /// Members of an archive.
    pub members: usize,
    /// Elements within each other.
    pub depth: usize,
    /// Bytes of one text.
    pub text: usize,
    /// Annotations, tags and memos.
    pub items: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 256 << 20,
            unpacked: 512 << 20,
            members: 20_000,
            depth: 256,
            text: 64 << 20,
            items: 500_000,
        }
    }
}
