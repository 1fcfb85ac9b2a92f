//! A library that only can be read, or that cannot be opened at all, and the ways out.

use super::{ApiError, BackupList, Comparison};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why nothing can be written to the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ReadOnlyReason {
    /// A newer version wrote it.
    Newer,
    /// The file or its folder may not be written to.
    Protected,
    /// It is damaged.
    Damaged,
    /// It holds what Vermilion did not put there.
    Altered,
    /// Another program was writing to it when it was to be opened.
    Busy,
    /// The disk is full.
    Full,
    /// The disk did not do what it was asked to.
    Failing,
    /// It is an older version's, and the backup before bringing it up to date could not be made.
    Unsaved,
    /// It was asked for.
    Asked,
}

/// That, and why, the library is open for reading only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadOnlyView {
    /// Why.
    pub reason: ReadOnlyReason,
    /// Of a newer version's library: the version of its format.
    pub found: Option<u32>,
    /// The newest format that this version knows.
    pub supported: Option<u32>,
    /// The sentence in English.
    pub message: String,
}

/// A library that could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryView {
    /// The file.
    pub path: String,
    /// Why not.
    pub error: ApiError,
    /// Whether it can be opened for reading only.
    pub can_read: bool,
    /// Whether something else may take its place: not where nothing is wrong with the file itself.
    pub can_replace: bool,
    /// Whether what can be read may be taken out of it: not while another program is writing, or nothing is lost.
    pub can_salvage: bool,
    /// Its backups.
    pub backups: BackupList,
}

/// Asks to take out of a damaged library what can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoverySalvage {
    /// The new library to write; `null` for a fresh name beside the damaged one.
    pub into: Option<String>,
}

/// What putting a backup in the place of the library would change, as far as that can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryComparison {
    /// Whether the library could be read. Where it could not, everything that the backup holds is told as what would come.
    pub is_against_library: bool,
    /// What would change.
    pub comparison: Comparison,
}

/// A file has taken the place of the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Adopted {
    /// Where the damaged file is now; `null` where there was none.
    pub moved_aside: Option<String>,
}

/// What was taken out of a damaged library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SalvageReport {
    /// The new library.
    pub path: String,
    /// Whether nothing that is known to have been there is missing.
    pub is_whole: bool,
    /// Whether what was written last to the damaged library could not all be understood.
    pub is_log_torn: bool,
    /// What the file has lost at its end; `null` where that cannot be told, or is nothing.
    pub cut: Option<SalvagedCut>,
    /// How many rows stood on pages that nothing led to any more. What had been deleted may be among them.
    #[ts(type = "number")]
    pub loose: u64,
    /// What was taken, by table.
    pub tables: Vec<SalvagedTable>,
    /// What was taken, by document.
    pub documents: Vec<SalvagedDocument>,
}

/// A file that ends before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SalvagedCut {
    /// How many bytes are left.
    #[ts(type = "number")]
    pub left: u64,
    /// How many there were.
    #[ts(type = "number")]
    pub was: u64,
}

/// What was taken out of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SalvagedTable {
    /// The table.
    pub table: String,
    /// Rows that are in the new library.
    #[ts(type = "number")]
    pub taken: u64,
    /// Rows that are known to have been there and are not, and places that could not be read.
    #[ts(type = "number")]
    pub lost: u64,
}

/// What is left of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum SalvagedText {
    /// It is the one that was imported.
    Whole,
    /// It is not quite the one that was imported, or that cannot be told.
    Altered,
    /// Only its beginning is left.
    Beginning,
    /// It is gone; the document holds the quotes of its annotations instead.
    Quotes,
}

/// What was taken out of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SalvagedDocument {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What is left of its text.
    pub text: SalvagedText,
    /// The length of the text.
    pub characters: u32,
    /// Whether its paragraphs, speakers and facts are as they were.
    pub structure: bool,
    /// How many annotations were taken.
    #[ts(type = "number")]
    pub annotations: u64,
    /// How many are known to have been there and were not taken.
    #[ts(type = "number")]
    pub lost_annotations: u64,
}
