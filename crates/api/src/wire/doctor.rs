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

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// What, kebab-case.
    pub code: String,
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
