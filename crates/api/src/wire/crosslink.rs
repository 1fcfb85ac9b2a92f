//! Links inside the library, between notes, memos, annotations, documents and tags.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What kind of thing a link inside the library leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum CrosslinkKind {
    /// An annotation.
    Annotation,
    /// A document.
    Document,
    /// A tag.
    Tag,
    /// A memo.
    Memo,
}

/// A link inside the library: what it leads to. In a note it is a Markdown link to `vermilion:KIND/ID`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Crosslink {
    /// What kind of thing.
    pub kind: CrosslinkKind,
    /// Its id.
    pub id: String,
}

/// Looks for what can be linked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CrosslinkFind {
    /// Words that stand anywhere in it; none: everything, what was written last first.
    pub query: String,
    /// What is in this document comes first.
    pub near: Option<String>,
    /// At most this many.
    pub limit: u32,
}

/// Something that can be linked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CrosslinkCandidate {
    /// What kind of thing.
    pub kind: CrosslinkKind,
    /// Its id.
    pub id: String,
    /// The words of a passage, the title of a document, the path of a tag, the beginning of a memo.
    pub name: String,
    /// The note of an annotation, the beginning; may be empty.
    pub detail: String,
    /// The title of the document in which it is; empty where it is in none, or in the one that comes first.
    pub place: String,
    /// The link to it, to be put into a note.
    pub markdown: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CrosslinkPlace {
    /// The document that it is, or that it is in or about; `null` where there is none.
    pub document: Option<String>,
    /// Of an annotation that stands in the text: its first code point.
    pub start: Option<u32>,
    /// The first code point after it.
    pub end: Option<u32>,
}

/// A text that links to something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Backlink {
    /// What the text belongs to: an annotation whose note it is, a memo, or a tag whose definition it is.
    pub kind: CrosslinkKind,
    /// The id of that.
    pub id: String,
    /// The document that this is in or about, if it is one.
    pub document: Option<String>,
    /// The title of that document, or the path of the tag; empty of a memo on the library.
    pub title: String,
    /// What stands around the link.
    pub excerpt: String,
}
