//! What an examination of the library found, and what a repair did.

use super::{Backup, ChangeEvent};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Everything can be read and used; something beside it is not as it should be.
    Warning,
    /// Something is lost, wrong, or cannot be read.
    Damage,
}

/// What can be wrong. Each has a sentence in every language of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum FindingCode {
    /// The file is no Vermilion library.
    NotALibrary,
    /// It cannot be opened.
    CannotOpen,
    /// It has another version than this program writes.
    Version,
    /// The schema is not what Vermilion makes.
    Schema,
    /// What was written last is incomplete.
    Log,
    /// The database is damaged.
    Integrity,
    /// An index does not agree with its table.
    Index,
    /// Part of a table cannot be read.
    Unreadable,
    /// Rows name others that are not there.
    Dangling,
    /// A value is not of the kind that it must be.
    Malformed,
    /// A text is not the one that was imported.
    TextAltered,
    /// The digest of a text is none.
    Digest,
    /// The stored length of a text is wrong.
    Characters,
    /// The blocks do not lie back to back.
    Blocks,
    /// A body or label is not inside its block.
    BlockInside,
    /// A passage is not in the text.
    RangeOutside,
    /// A passage splits a character.
    RangeEdge,
    /// A passage begins or ends with white space.
    RangeBlank,
    /// A quote is not what the text says.
    Quote,
    /// What is stored around a passage is not there.
    Context,
    /// An annotation and its passage are in different documents.
    Strayed,
    /// A step of the history cannot be read.
    HistoryUnreadable,
    /// A step of the history does not fit the library.
    HistoryConflict,
    /// The sizes of the history's steps do not add up.
    HistorySizes,
    /// The text of a revision cannot be made again.
    Revision,
    /// The copy of a corrected text is not that text.
    TextCopy,
    /// A passage was changed by a later revision, and it was not told.
    Adrift,
    /// A tag is under itself.
    TagCircle,
    /// A tag has the name of a sibling, or the key of another one.
    TagTwin,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What.
    pub code: FindingCode,
    /// How bad it is.
    pub severity: Severity,
    /// Whether a repair mends it.
    pub can_repair: bool,
    /// The id of the document it is in, where it is in one.
    pub document: Option<String>,
    /// The document's title.
    pub title: Option<String>,
    /// What the sentence names.
    #[ts(type = "Record<string, string>")]
    pub params: BTreeMap<String, String>,
    /// The sentence in English.
    pub message: String,
}

/// What an examination found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// Whether nothing is wrong.
    pub is_sound: bool,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// How much more is wrong than is listed.
    #[ts(type = "number")]
    pub left_out: u64,
    /// How many documents were looked at.
    #[ts(type = "number")]
    pub documents: u64,
    /// How many annotations.
    #[ts(type = "number")]
    pub annotations: u64,
    /// How many steps of the history.
    #[ts(type = "number")]
    pub steps: u64,
}

/// What a repair did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RepairReport {
    /// The library as it was before; `null` where there was nothing to mend.
    pub backup: Option<Backup>,
    /// What was mended.
    pub repaired: Vec<Finding>,
    /// What is still wrong.
    pub left: Diagnosis,
    /// That everything may be different, where rows were changed.
    pub change: Option<ChangeEvent>,
}
