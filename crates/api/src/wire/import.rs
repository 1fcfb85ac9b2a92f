//! Bringing an interview in: what to read, what was found in it, what to keep.

use super::{ChangeEvent, DocumentSummary, Role};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where an interview comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ImportSource {
    /// A file of this machine.
    Path {
        /// Its path.
        path: String,
    },
    /// The content of a file.
    Bytes {
        /// The file's name.
        name: String,
        /// The content, base64 with the standard alphabet.
        base64: String,
    },
    /// Text, pasted.
    Text {
        /// A name for it, if it has one.
        name: Option<String>,
        /// The text.
        text: String,
    },
}

/// Shows what would be imported, and stores nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPreviewRequest {
    /// What to read.
    pub source: ImportSource,
    /// The encoding to decode with; `null` finds it.
    pub encoding: Option<String>,
}

/// Asks for the document that has the text of a source already, or most of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportFind {
    /// What to read.
    pub source: ImportSource,
    /// The encoding to decode with; `null` finds it.
    pub encoding: Option<String>,
}

/// The document that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportFound {
    /// Its id; `null` when there is none.
    pub document: Option<String>,
}

/// What was found in an interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPreview {
    /// The file's name, where there is a file.
    pub file_name: Option<String>,
    /// WHATWG name of the encoding it was decoded from.
    pub encoding: String,
    /// Whether that is known (a byte order mark, valid UTF-8, text, or the reader's choice) rather than guessed.
    pub is_encoding_certain: bool,
    /// The encodings one can choose.
    pub encodings: Vec<String>,
    /// How many sequences could not be decoded.
    pub replaced: u32,
    /// `text` or `markdown`.
    pub format: String,
    /// The title found, or one made of the file's name or of the first words.
    pub title: String,
    /// Where it was published.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// BCP 47 tag; `und` where it could not be told.
    pub language: String,
    /// Length of the text in code points.
    pub characters: u32,
    /// The participants found.
    pub speakers: Vec<ImportSpeaker>,
    /// The sections found.
    pub sections: Vec<ImportSection>,
    /// How many turns they take.
    pub turns: u32,
    /// How many blocks are read: turns, further paragraphs of turns, paragraphs that nobody says.
    pub paragraphs: u32,
    /// About the first six hundred code points.
    pub opening: String,
    /// The document with exactly this text that the library already has.
    pub existing: Option<DocumentSummary>,
}

/// A participant as found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportSpeaker {
    /// The fullest of the labels.
    pub name: String,
    /// Every label that means this participant.
    pub labels: Vec<String>,
    /// Guessed from who asks.
    pub role: Role,
    /// How often the participant takes the word.
    pub turns: u32,
}

/// A section as found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportSection {
    /// Its number, where it has one.
    pub number: Option<u32>,
    /// The heading without marks and number.
    pub title: String,
}

/// Adds an interview to the library. `null` keeps what was found, an empty text clears it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportCommit {
    /// What to read.
    pub source: ImportSource,
    /// The encoding to decode with.
    pub encoding: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// Where it was published.
    pub published_source: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Whether to add it even where the library has a document with exactly this text.
    pub again: bool,
}

impl ImportCommit {
    /// Adds a source as it is found.
    #[must_use]
    pub fn as_found(source: ImportSource) -> Self {
        Self {
            source,
            encoding: None,
            title: None,
            published_source: None,
            published: None,
            language: None,
            again: false,
        }
    }
}

/// What importing gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Imported {
    /// The document, added now or found as it was.
    pub document: String,
    /// False when the library had a document with exactly this text, which is then as it was.
    pub is_new: bool,
    /// What changed, if anything did.
    pub change: Option<ChangeEvent>,
}

/// What adding the sample gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SampleAdded {
    /// The documents of the sample, new or found as they were.
    pub documents: Vec<String>,
    /// What changed, if anything did.
    pub change: Option<ChangeEvent>,
}
