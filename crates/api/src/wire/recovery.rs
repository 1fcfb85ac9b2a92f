//! A library that can only be read.

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
