//! Documents as listed and as opened.

use super::{Annotation, Block, Role, Section, Speaker};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A document as the library lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentSummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Where it was published.
    pub source: Option<String>,
    /// When it was published: an ISO 8601 date, or what the text says where it is no full date.
    pub published: Option<String>,
    /// BCP 47 tag; `und` where the language is not known.
    pub language: String,
    /// The last part of the imported path, for people.
    pub file_name: Option<String>,
    /// `text` or `markdown`.
    pub format: String,
    /// WHATWG name of the encoding it was decoded from.
    pub encoding: String,
    /// Length of the text in code points.
    pub characters: u32,
    /// The participants in the order in which they first speak.
    pub speakers: Vec<SpeakerSummary>,
    /// How many sections it has.
    pub sections: u32,
    /// How many annotations it has, orphans included.
    pub annotations: u32,
    /// How many of them have a note.
    pub notes: u32,
    /// How many of them wait for their passage.
    pub orphans: u32,
    /// The number of its current revision: 1 where its text was never corrected.
    pub revision_number: u32,
    /// When it was added to the library.
    pub created_at: i64,
    /// When it was last opened.
    pub read_at: Option<i64>,
    /// The code point at the top of the page when it was last read.
    pub position: u32,
}

/// A participant as the library lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SpeakerSummary {
    /// The name shown.
    pub name: String,
    /// What the participant does.
    pub role: Role,
    /// Index into the palette of speaker colours.
    pub colour: u8,
}

/// A document as opened for reading: everything of it, taken in one snapshot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentView {
    /// What the library lists of it.
    pub summary: DocumentSummary,
    /// Id of the revision to which all offsets belong.
    pub revision: String,
    /// The whole text of that revision.
    pub text: String,
    /// Back to back over the whole text.
    pub blocks: Vec<Block>,
    /// The participants in the order in which they first speak.
    pub speakers: Vec<Speaker>,
    /// Headings with what follows them, in the order of the text.
    pub sections: Vec<Section>,
    /// Those that stand in the text: by start, then end, then id.
    pub annotations: Vec<Annotation>,
    /// Those that wait for their passage: in the order in which they stood.
    pub orphans: Vec<Annotation>,
    /// The code point at the top of the page when it was last read.
    pub position: u32,
    /// What was wrong with it when it was opened; `null` for one that is sound.
    pub trouble: Option<Trouble>,
}

/// What opening a document found that is not as it was stored: the file was damaged, or changed by something else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Trouble {
    /// Whether the text is not the one that was stored. Nothing was written then: the doctor may have the text again.
    pub is_text_damaged: bool,
    /// How many annotations were not on the words that they quote and have been put back where those stand.
    pub found: u32,
    /// How many are not on the words that they quote and wait for their passage.
    pub lost: u32,
    /// How many are not on the words that they quote and were left so, because the library cannot be written to. They are
    /// shown as orphans.
    pub astray: u32,
}

/// Opens a document for reading and remembers when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentOpen {
    /// The document.
    pub document: String,
}

/// Corrects what is said about a document. `null` leaves a field as it is, an empty text clears it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentUpdate {
    /// The document.
    pub document: String,
    /// Its new title.
    pub title: Option<String>,
    /// Where it was published.
    pub source: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
}

/// Deletes documents with all that hangs on them, in one undoable step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DocumentDelete {
    /// The documents.
    pub documents: Vec<String>,
}

/// Remembers where the reader is. Reading is not an action: there is nothing to undo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadingRemember {
    /// The document.
    pub document: String,
    /// The code point at the top of the page.
    pub position: u32,
}
