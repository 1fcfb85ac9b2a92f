//! Why a file could not be read at all.

use crate::decode::DecodeError;

/// Why nothing could be made of a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is no file of its format.
    #[error("it is no {format} file: {reason}")]
    Malformed {
        /// The format.
        format: &'static str,
        /// What is wrong, and where, in a few words.
        reason: String,
    },
    /// It holds more than is read.
    #[error("it holds too much: {what} (at most {most})")]
    TooMuch {
        /// What there is too much of.
        what: &'static str,
        /// The most that is read.
        most: u64,
    },
    /// It is protected by a password.
    #[error("it is protected by a password: save a copy without one")]
    Protected,
    /// It is encrypted for the reader of a shop.
    #[error("it is encrypted for its shop's own reader: only a copy without such protection can be read")]
    Encrypted,
    /// It holds no text, as a scan does.
    #[error("it holds pictures of pages and no text: run text recognition over it first")]
    NoText,
    /// It ends before its end: it was not written or fetched to the last byte.
    #[error("it is cut off before its end: fetch or save the whole file again")]
    CutOff,
    /// It draws its text without saying which characters it draws.
    #[error(
        "its fonts do not say which characters they draw: save it anew from the program that made it, or run text \
         recognition over it"
    )]
    Unlettered,
    /// It holds something that no such file needs and that may do harm.
    #[error("it is refused: {reason}")]
    Hostile {
        /// What it holds.
        reason: &'static str,
    },
    /// Its text cannot be decoded.
    #[error(transparent)]
    Undecodable(#[from] DecodeError),
}

impl ImportError {
    /// Something is wrong with a file of this format.
    #[allow(clippy::needless_pass_by_value, reason = "errors are given away where they are told")]
    pub fn malformed(format: &'static str, reason: impl ToString) -> Self {
        Self::Malformed { format, reason: reason.to_string() }
    }
}
