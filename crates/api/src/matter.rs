//! What is the matter with a library that did not open, as far as it decides which ways out there are.

use crate::wire::ApiError;
use vermilion_core::ReadOnly;

/// The matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Matter {
    /// The world around it: the file itself is as it was, and will open once that has changed.
    Around(ReadOnly),
    /// The disk did not give what is on it. What can be read may be all that there will ever be.
    Disk,
    /// The file itself.
    File(ReadOnly),
}

impl Matter {
    /// That of an error that opening gave, or reading what was opened.
    pub(crate) fn of(error: &ApiError) -> Self {
        match error.code.as_str() {
            "library-busy" => Self::Around(ReadOnly::Busy),
            "disk-full" => Self::Around(ReadOnly::Full),
            "library-read-only" | "library-unreachable" => Self::Around(ReadOnly::Protected),
            "backup-failed" => Self::Around(ReadOnly::Unsaved),
            // A newer version's is whole to that version.
            "library-newer" | "library-moved" | "interrupted" => Self::Around(ReadOnly::Asked),
            "disk-failed" => Self::Disk,
            "library-altered" => Self::File(ReadOnly::Altered),
            _ => Self::File(ReadOnly::Damaged),
        }
    }

    /// Why the library is only read, where it is.
    pub(crate) fn why_read_only(self) -> ReadOnly {
        match self {
            Self::Around(reason) | Self::File(reason) => reason,
            Self::Disk => ReadOnly::Failing,
        }
    }

    /// Whether another file may take its place.
    pub(crate) fn is_replaceable(self) -> bool {
        matches!(self, Self::File(_))
    }

    /// Whether there may be something to be salvaged.
    pub(crate) fn is_salvageable(self) -> bool {
        !matches!(self, Self::Around(_))
    }
}
