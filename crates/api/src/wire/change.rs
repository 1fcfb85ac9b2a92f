//! What a committed change tells every view, and the history of changes.

use super::{Annotation, DocumentSummary, Memo, Tag, TextChange};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One step of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// Grows with every step.
    pub id: i64,
    /// The name of the action, such as `annotation-create`.
    pub action: String,
    /// What it was about, a few words; may be empty.
    pub subject: String,
    /// When it was done.
    pub at: i64,
    /// Whether it is undone at present.
    pub is_undone: bool,
}

/// What undo and redo would do now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryState {
    /// The step that undo takes back.
    pub undo: Option<HistoryEntry>,
    /// The step that redo does again.
    pub redo: Option<HistoryEntry>,
}

/// How many steps of the history to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryList {
    /// At most this many, the newest.
    pub limit: u32,
}

/// Undoes or redoes until an entry is the last one done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryGo {
    /// The entry; 0 stands for the state before all of them.
    pub entry: i64,
}

/// What undo or redo did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HistoryMoved {
    /// The step taken back or done again.
    pub entry: HistoryEntry,
    /// What changed, if anything did.
    pub change: Option<ChangeEvent>,
}

/// An annotation that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RemovedAnnotation {
    /// Its id.
    pub id: String,
    /// The document it belonged to.
    pub document: String,
}

/// What a committed change touched. Holding the new values, it may be applied twice without harm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeEvent {
    /// Grows with every change of this process, and with every one it notices that another process made.
    pub sequence: u64,
    /// Who asked for it: what the shell gave as origin; `outside` for another process.
    pub origin: String,
    /// The name of the action; `undo`, `redo` or `history-go` for those; empty for another process.
    pub action: String,
    /// What undo and redo would do now.
    pub history: HistoryState,
    /// The documents whose summary changed, as they are now.
    pub documents: Vec<DocumentSummary>,
    /// The documents that are gone.
    pub removed_documents: Vec<String>,
    /// The annotations that are new or changed, as they are now.
    pub annotations: Vec<Annotation>,
    /// The annotations that are gone.
    pub removed_annotations: Vec<RemovedAnnotation>,
    /// The documents of which more annotations came, went or changed than are listed: read all of them again, by
    /// `annotation_page`.
    pub crowded: Vec<String>,
    /// The whole codebook as it is now, where a tag came, went or is different; `null` where none did. Which annotations
    /// have which tags is in `annotations`.
    pub codebook: Option<Vec<Tag>>,
    /// The memos that are new or changed, as they are now. Where a text is corrected, a memo on one of its sections may
    /// be elsewhere without being here.
    pub memos: Vec<Memo>,
    /// The memos that are gone.
    pub removed_memos: Vec<String>,
    /// The documents whose blocks, speakers or text changed: open them again.
    pub structure: Vec<String>,
    /// Which texts changed, and how; the documents are among those of `structure`.
    pub texts: Vec<TextChange>,
    /// Another process changed it, or what changed could not be read back: ask for everything again.
    pub reload: bool,
}

/// The answer of a command that changes something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// What changed; `null` when everything was so already.
    pub change: Option<ChangeEvent>,
}
