//! An error as a shell gets it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Why a command was refused: a code with its parameters, from which the window makes a sentence in the user's
/// language, and that sentence in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{message}")]
pub struct ApiError {
    /// Which error it is, kebab-case.
    pub code: String,
    /// What the sentence names, such as a path or a count.
    #[ts(type = "Record<string, string>")]
    pub params: BTreeMap<String, String>,
    /// The sentence in English.
    pub message: String,
    /// What to do about it, in English, where there is something.
    pub hint: Option<String>,
}
