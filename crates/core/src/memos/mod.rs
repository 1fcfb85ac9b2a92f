//! Memos: texts about what is no passage: the library, a document, a section, a speaker, a tag. Each may have several.
//!
//! A memo on a section is on its heading. Sections are derived and have no ids, so the memo keeps the heading's words and
//! where they stood, and is carried into the current text when it is read (`section`): no correction has to write it.

mod create;
mod delete;
mod list;
mod section;
#[cfg(test)]
mod tests;
mod write;

pub use create::{create, create_once};
pub use delete::delete;
pub use list::{find, list, resolve};
pub use write::write;

use crate::{
    error::{Error, Result},
    ids::{DocumentId, MemoId, SpeakerId, TagId},
    tables::memo::{self, MemoRow},
};
use rusqlite::Connection;
use vermilion_anchor::CodePoint;

/// A text about something that is no passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memo {
    /// Its id.
    pub id: MemoId,
    /// What it is about.
    pub subject: Subject,
    /// Markdown.
    pub text: String,
    /// When it was begun, in milliseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// When it was last written on.
    pub modified_at: i64,
}

/// What a memo is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// All of it.
    Library,
    /// A document.
    Document(DocumentId),
    /// A section of a document.
    Section {
        /// The document.
        document: DocumentId,
        /// Where the block of its heading starts in the current text; `None` where that heading is not there any more.
        heading: Option<CodePoint>,
        /// The words of its heading, as they are now, or as they were last known.
        title: String,
    },
    /// A participant.
    Speaker {
        /// The document in which they speak.
        document: DocumentId,
        /// Who.
        speaker: SpeakerId,
        /// Their name.
        name: String,
    },
    /// A tag.
    Tag(TagId),
}

/// What a new memo is to be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// All of it.
    Library,
    /// A document.
    Document(DocumentId),
    /// The section of a document whose heading's block starts there in the current text.
    Section(DocumentId, CodePoint),
    /// A participant in a document.
    Speaker(DocumentId, SpeakerId),
    /// A tag.
    Tag(TagId),
}

fn existing(connection: &Connection, id: MemoId) -> Result<MemoRow> {
    memo::find(connection, id)?.ok_or_else(|| Error::NoSuchMemo { reference: id.to_string() })
}

/// The key with which writing on a memo joins what was written on it before; empty keeps each writing on its own.
fn join_key(id: MemoId, join_key: &str) -> String {
    if join_key.is_empty() { String::new() } else { format!("{id} {join_key}") }
}
