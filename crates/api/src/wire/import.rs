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
    /// The format to read it as; `null` finds it by the content.
    pub format: Option<String>,
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

/// Asks which files are to be imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportList {
    /// Files, and folders of which everything is meant that can be imported, in folders inside them too.
    pub paths: Vec<String>,
}

/// The files to import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportListed {
    /// The files, each once: those that were named as they were, those of a folder by their names.
    pub files: Vec<String>,
    /// How many files in the folders are nothing that can be imported, going by their endings.
    pub others: u32,
    /// What could not be looked into, or has a name that is no text.
    pub unread: Vec<String>,
    /// Whether there are more files than are listed.
    pub is_cut: bool,
}

/// What was found in an interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPreview {
    /// The file's name, where there is a file.
    pub file_name: Option<String>,
    /// WHATWG name of the encoding it was decoded from; `UTF-8` for a format that has encodings of its own.
    pub encoding: String,
    /// Whether that is known (a byte order mark, valid UTF-8, text, or the reader's choice) rather than guessed.
    pub is_encoding_certain: bool,
    /// The encodings one can choose; none for a format that says itself which it has.
    pub encodings: Vec<String>,
    /// How many sequences could not be decoded.
    pub replaced: u32,
    /// The format it is read as: `text`, `markdown`, `docx` and so on.
    pub format: String,
    /// The formats one can choose.
    pub formats: Vec<String>,
    /// How many interviews it holds. What follows is about the first; a codebook holds none.
    pub documents: u32,
    /// Annotations in all of them.
    pub annotations: u32,
    /// Tags.
    pub tags: u32,
    /// Memos.
    pub memos: u32,
    /// How many of the annotations belong to a text that the source does not hold: they need a document to be put on.
    pub textless: u32,
    /// Turns and paragraphs of the first that have a time in the recording.
    pub timed: u32,
    /// What would be taken, altered and left out; `null` for plain text, of which all is taken.
    pub report: Option<ImportReport>,
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

/// What becomes of everything that a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// How many things are taken as they are.
    pub taken: u32,
    /// How many are taken with something changed.
    pub altered: u32,
    /// How many are left out.
    pub skipped: u32,
    /// The single ones, in the order of the file; of very many the first.
    pub findings: Vec<ImportFinding>,
}

/// What becomes of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportFinding {
    /// `taken`, `altered` or `skipped`.
    pub fate: String,
    /// What it is, such as `comment`.
    pub kind: String,
    /// A few words of it.
    pub what: String,
    /// Why it is altered or left out, such as `no-place`; empty for what is taken as it is.
    pub reason: String,
    /// Where in the file; `null` where that says nothing.
    pub place: Option<ImportPlace>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportPlace {
    /// `line`, `page`, `paragraph`, `member` or `entry`.
    pub kind: String,
    /// Its number from 1, or the name of a member.
    pub at: String,
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
    /// The format to read it as; `null` finds it by the content.
    pub format: Option<String>,
    /// Other names and roles for the participants of the first interview, one for each that was found, in their order.
    pub speakers: Option<Vec<ImportParticipant>>,
    /// A memo to keep with the first document: what was altered and left out, as the reader was told. `null` for none.
    pub memo: Option<String>,
    /// The document to which annotations belong whose text the source does not hold; they are placed in it by their words, and
    /// what is not found waits among its orphans. `null` where there are none.
    pub onto: Option<String>,
}

/// What the reader says of a participant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportParticipant {
    /// The name to show; empty keeps the one that was found.
    pub name: String,
    /// What the participant does.
    pub role: Role,
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
            format: None,
            speakers: None,
            memo: None,
            onto: None,
        }
    }
}

/// What importing gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Imported {
    /// The document, added now or found as it was: of several the first, of none empty.
    pub document: String,
    /// All documents of the file.
    pub documents: Vec<String>,
    /// Annotations that were made.
    pub annotations: u32,
    /// Annotations that were there already.
    pub known: u32,
    /// Annotations that could be given no place, and wait among the orphans.
    pub orphans: u32,
    /// Annotations that were left out: the source does not hold their text, and no document was named.
    pub left_out: u32,
    /// Tags that were made.
    pub tags: u32,
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
