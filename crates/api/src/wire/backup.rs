//! Backups: what there are, what bringing one back would change, and how far something is that takes long.

use super::{ApiError, ChangeEvent};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum BackupReason {
    /// The program started, and something had been done since the newest one.
    Start,
    /// A day had passed.
    Daily,
    /// Before a newer version brought the library up to date.
    Migration,
    /// Before an action on many rows.
    Bulk,
    /// Somebody asked for it.
    Manual,
    /// Before a repair.
    Repair,
    /// Before another backup was brought back.
    Restore,
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Backup {
    /// The file.
    pub path: String,
    /// When it was made.
    pub at: i64,
    /// Why.
    pub reason: BackupReason,
    /// Its size.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Whether it was made of the library where that lies now; otherwise it is one of another library of the same name, or
    /// of this one before it was moved.
    pub is_own: bool,
}

/// The backups of the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupList {
    /// Where they are kept.
    pub folder: String,
    /// Whether that is the folder beside the library.
    pub is_default: bool,
    /// A folder that the library itself names and that nobody has chosen on this machine: it is not used until somebody
    /// does.
    pub named: Option<String>,
    /// Those that are there, newest first.
    pub backups: Vec<Backup>,
    /// What the newest automatic one failed with, where it did.
    pub failure: Option<ApiError>,
}

/// Asks for a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupMake {
    /// The file to write, or the folder to write it to; `null` for the folder of the library's backups.
    pub path: Option<String>,
}

/// Names a backup, or any other library file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupChosen {
    /// The file.
    pub path: String,
}

/// How much a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupCounts {
    /// Documents.
    #[ts(type = "number")]
    pub documents: u64,
    /// Annotations in them.
    #[ts(type = "number")]
    pub annotations: u64,
    /// Those of them that have a note.
    #[ts(type = "number")]
    pub notes: u64,
    /// Tags.
    #[ts(type = "number")]
    pub tags: u64,
    /// Memos.
    #[ts(type = "number")]
    pub memos: u64,
}

/// What bringing a backup back would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// How many documents are alike in both.
    pub same: u32,
    /// Those that are not, by title.
    pub documents: Vec<ComparedDocument>,
    /// Whether the codebook, or the memos on its tags and on the library, are not alike.
    pub codebook: bool,
}

/// Where a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ComparedState {
    /// In the library and not in the backup: it would go.
    OnlyHere,
    /// In the backup and not in the library: it would come.
    OnlyThere,
    /// In both, and not alike.
    Changed,
}

/// How a document would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComparedDocument {
    /// Its id.
    pub id: String,
    /// Its title, that of the library where it has one.
    pub title: String,
    /// Where it is.
    pub state: ComparedState,
    /// Whether its text, its structure or what is said about it differ.
    pub text: bool,
    /// Its annotations.
    pub annotations: Difference,
    /// Its notes.
    pub notes: Difference,
}

/// How many would come, go and be different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Would come: they are in the backup only.
    pub added: u32,
    /// Would go: they are in the library only.
    pub removed: u32,
    /// Would be different.
    pub changed: u32,
}

/// What bringing a backup back did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Restored {
    /// The library as it was before.
    pub safety: Backup,
    /// That everything may be different.
    pub change: ChangeEvent,
}

/// Something that takes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// A backup is made.
    Backup,
    /// A backup is brought back.
    Restore,
    /// The library is repaired.
    Repair,
    /// What can be read is taken out of a damaged library.
    Salvage,
    /// A corrected version of a text is compared with it, and its annotations are found again.
    Update,
    /// Annotations are taken out.
    Export,
    /// What was taken out is read back and compared.
    Verify,
    /// A file is taken in.
    Import,
}

/// How far something is that takes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProgressEvent {
    /// What.
    pub task: Task,
    /// What is done.
    #[ts(type = "number")]
    pub done: u64,
    /// What there is to do, as far as it is known.
    #[ts(type = "number")]
    pub total: u64,
}
