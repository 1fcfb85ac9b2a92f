//! What became of an annotation's passage when the text was corrected.

use std::{fmt, str::FromStr};

/// What became of an annotation's passage when the text was corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is there, word for word.
    Anchored,
    /// It is there, and some of its words are others than those that were marked.
    Changed {
        /// The words that were marked.
        original: String,
    },
    /// It is not in the text. The annotation is kept and waits for its passage.
    Orphan {
        /// The words that were marked, where they had changed before.
        original: Option<String>,
        /// Why it is not there.
        reason: Loss,
    },
}

/// A state without what it holds, to be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateKind {
    /// [`State::Anchored`].
    Anchored,
    /// [`State::Changed`].
    Changed,
    /// [`State::Orphan`].
    Orphan,
}

impl State {
    /// Which of the states it is.
    #[must_use]
    pub const fn kind(&self) -> StateKind {
        match self {
            Self::Anchored => StateKind::Anchored,
            Self::Changed { .. } => StateKind::Changed,
            Self::Orphan { .. } => StateKind::Orphan,
        }
    }

    /// What is stored of it: name, original words, reason.
    pub(crate) fn columns(&self) -> (&'static str, Option<&str>, Option<Loss>) {
        match self {
            Self::Anchored => ("anchored", None, None),
            Self::Changed { original } => ("changed", Some(original), None),
            Self::Orphan { original, reason } => ("orphan", original.as_deref(), Some(*reason)),
        }
    }

    /// The words that were marked, where those that stand there now are others.
    #[must_use]
    pub fn original(&self) -> Option<&str> {
        self.columns().1
    }

    /// The state of a passage that was `quote` and is `now`.
    pub(crate) fn after(&self, quote: &str, now: &str) -> Self {
        match self.original().unwrap_or(quote) {
            original if original == now => Self::Anchored,
            original => Self::Changed { original: original.to_owned() },
        }
    }

    /// The state of a passage that is lost.
    pub(crate) fn lost(&self, reason: Loss) -> Self {
        Self::Orphan { original: self.original().map(str::to_owned), reason }
    }
}

macro_rules! losses {
    ($($(#[$meta:meta])* $variant:ident = $name:literal,)*) => {
        /// Why an annotation lost its passage.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Loss {
            $($(#[$meta])* $variant,)*
        }

        impl Loss {
            /// All there are.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in the library and on the wire.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

losses! {
    /// Its words were deleted.
    Deleted = "deleted",
    /// Its words were deleted, and what is like them stood there before and is something else.
    LookAlike = "look-alike",
    /// Several places may be it, and none is clearly the one.
    Ambiguous = "ambiguous",
    /// It is too short to be told by a part of its words.
    TooShort = "too-short",
    /// Too little of it is left to be sure of.
    Rewritten = "rewritten",
    /// A place was proposed for it, and nobody has accepted that.
    Undecided = "undecided",
    /// Somebody said that it is nowhere.
    Dismissed = "dismissed",
    /// What is stored of it is not what the text says, and its words stand nowhere else.
    Mismatch = "mismatch",
}

/// A name that no reason has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a reason for which a passage is lost")]
pub struct UnknownLoss;

impl FromStr for Loss {
    type Err = UnknownLoss;

    fn from_str(name: &str) -> Result<Self, UnknownLoss> {
        Self::ALL.iter().copied().find(|loss| loss.name() == name).ok_or(UnknownLoss)
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl From<vermilion_anchor::reanchor::Reason> for Loss {
    fn from(reason: vermilion_anchor::reanchor::Reason) -> Self {
        use vermilion_anchor::reanchor::Reason;
        match reason {
            Reason::Deleted => Self::Deleted,
            Reason::LookAlike => Self::LookAlike,
            Reason::TooShort => Self::TooShort,
            Reason::Rewritten => Self::Rewritten,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_found_again_by_its_name() {
        for loss in Loss::ALL {
            assert_eq!(loss.name().parse(), Ok(*loss));
        }
        assert_eq!("sung".parse::<Loss>(), Err(UnknownLoss));
    }

    #[test]
    fn a_passage_that_is_what_it_was_again_has_not_changed() {
        let changed = State::Anchored.after("甲乙", "甲丙");
        assert_eq!(changed, State::Changed { original: "甲乙".to_owned() });
        assert_eq!(changed.after("甲丙", "甲"), State::Changed { original: "甲乙".to_owned() });
        assert_eq!(changed.after("甲丙", "甲乙"), State::Anchored);
        assert_eq!(changed.lost(Loss::Deleted).after("甲丙", "甲乙"), State::Anchored);
    }
}
