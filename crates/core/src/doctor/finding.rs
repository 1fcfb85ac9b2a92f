//! What can be wrong with a library, typed.

use crate::ids::{AnnotationId, DocumentId, RevisionId, TagId};
use std::fmt;

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Everything can be read and used; something beside it is not as it should be.
    Warning,
    /// Something is lost, wrong, or cannot be read.
    Damage,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub problem: Problem,
    /// The document it is in, where it is in one.
    pub document: Option<DocumentId>,
    /// Its title, where that can be read.
    pub title: Option<String>,
    /// Whether [`repair`](super::repair) mends it: where what is right can be told from the rest, without guessing.
    pub can_be_repaired: bool,
}

/// What can be wrong. Texts of interviews and notes are no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The file is no Vermilion library, or its first page is damaged.
    NotALibrary,
    /// The file cannot be opened.
    CannotOpen {
        /// What the system or SQLite said.
        reason: String,
    },
    /// The library has another version than this program.
    Version {
        /// The version of its schema.
        found: u32,
        /// The newest version this program knows.
        supported: u32,
    },
    /// The schema holds something strange, or lacks something.
    Schema {
        /// What, such as `trigger spy`.
        object: String,
    },
    /// What was written last could not all be understood.
    Log,
    /// SQLite's own check found damage.
    Integrity {
        /// What it said.
        detail: String,
    },
    /// An index does not agree with its table.
    Index {
        /// What SQLite said.
        detail: String,
    },
    /// Part of a table cannot be read.
    Unreadable {
        /// The table.
        table: &'static str,
        /// What SQLite said.
        reason: String,
    },
    /// A row names another that is not there.
    Dangling {
        /// The table it is in.
        table: String,
        /// The table of the one that is not there.
        parent: String,
        /// How many rows do.
        rows: u64,
    },
    /// A value is not of the kind that it must be.
    Malformed {
        /// The table.
        table: &'static str,
        /// The row, by its key.
        key: String,
        /// The column.
        column: &'static str,
    },
    /// A text is not the one that was imported.
    TextAltered {
        /// The revision.
        revision: RevisionId,
        /// Whether the history holds the text that was imported.
        is_found: bool,
    },
    /// The stored digest of a text is not one.
    Digest {
        /// The revision.
        revision: RevisionId,
    },
    /// The stored length of a text is not its length.
    Characters {
        /// The revision.
        revision: RevisionId,
        /// What is stored.
        stored: i64,
        /// What it is.
        actual: u32,
    },
    /// The text of a revision cannot be made from what is stored, or is not the one that was made.
    Revision {
        /// The revision.
        revision: RevisionId,
        /// Its number.
        number: u32,
        /// Whether the history holds the correction as it was made.
        is_found: bool,
    },
    /// The copy of a text is not that text.
    TextCopy {
        /// The revision.
        revision: RevisionId,
    },
    /// The blocks do not lie back to back over the text.
    Blocks {
        /// The revision.
        revision: RevisionId,
        /// Where the first gap, overlap or overhang is.
        at: i64,
    },
    /// The body or label of a block does not lie inside it.
    BlockInside {
        /// The revision.
        revision: RevisionId,
        /// The start of the block.
        at: i64,
    },
    /// A passage does not lie inside the text.
    RangeOutside {
        /// The annotation.
        annotation: AnnotationId,
        /// Whether the quote stands in exactly one place of the text, with what stood around it.
        is_found: bool,
    },
    /// A passage begins or ends inside a character.
    RangeEdge {
        /// The annotation.
        annotation: AnnotationId,
    },
    /// A passage begins or ends with white space.
    RangeBlank {
        /// The annotation.
        annotation: AnnotationId,
    },
    /// The stored quote is not what the text says there.
    Quote {
        /// The annotation.
        annotation: AnnotationId,
        /// Whether the quote stands in exactly one place of the text, with what stood around it.
        is_found: bool,
    },
    /// What is stored of the text around a passage is not what stands there.
    Context {
        /// The annotation.
        annotation: AnnotationId,
    },
    /// A passage counts in the text of a revision that a later one has changed there.
    Adrift {
        /// The annotation.
        annotation: AnnotationId,
    },
    /// An annotation belongs to one document by its own word and to another by its revision.
    Strayed {
        /// The annotation.
        annotation: AnnotationId,
    },
    /// Tags are under each other in a circle.
    TagCircle {
        /// The oldest of them.
        tag: TagId,
    },
    /// A tag has the name of a sibling, or the key of another tag.
    TagTwin {
        /// The newer of the two.
        tag: TagId,
    },
    /// A step of the history cannot be read.
    HistoryUnreadable {
        /// The step.
        step: i64,
    },
    /// A step of the history does not fit what is in the library: it, and those before it, cannot be undone.
    HistoryConflict {
        /// The step.
        step: i64,
        /// The table in which it does not fit.
        table: String,
    },
    /// The sizes of the steps do not add up.
    HistorySizes {
        /// The first step where they do not.
        step: i64,
    },
}

impl Problem {
    /// The name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NotALibrary => "not-a-library",
            Self::CannotOpen { .. } => "cannot-open",
            Self::Version { .. } => "version",
            Self::Schema { .. } => "schema",
            Self::Log => "log",
            Self::Integrity { .. } => "integrity",
            Self::Index { .. } => "index",
            Self::Unreadable { .. } => "unreadable",
            Self::Dangling { .. } => "dangling",
            Self::Malformed { .. } => "malformed",
            Self::TextAltered { .. } => "text-altered",
            Self::Digest { .. } => "digest",
            Self::Characters { .. } => "characters",
            Self::Blocks { .. } => "blocks",
            Self::BlockInside { .. } => "block-inside",
            Self::RangeOutside { .. } => "range-outside",
            Self::RangeEdge { .. } => "range-edge",
            Self::RangeBlank { .. } => "range-blank",
            Self::Quote { .. } => "quote",
            Self::Context { .. } => "context",
            Self::Strayed { .. } => "strayed",
            Self::Revision { .. } => "revision",
            Self::TextCopy { .. } => "text-copy",
            Self::Adrift { .. } => "adrift",
            Self::TagCircle { .. } => "tag-circle",
            Self::TagTwin { .. } => "tag-twin",
            Self::HistoryUnreadable { .. } => "history-unreadable",
            Self::HistoryConflict { .. } => "history-conflict",
            Self::HistorySizes { .. } => "history-sizes",
        }
    }

    /// How bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::Version { .. }
            | Self::Index { .. }
            | Self::Digest { .. }
            | Self::Characters { .. }
            | Self::Context { .. }
            | Self::TextCopy { .. }
            | Self::TagTwin { .. }
            | Self::HistorySizes { .. } => Severity::Warning,
            _ => Severity::Damage,
        }
    }

    /// Whether what is right can be told from the rest, when nothing else is wrong.
    pub(super) fn is_mendable(&self) -> bool {
        match self {
            Self::Index { .. }
            | Self::Digest { .. }
            | Self::Characters { .. }
            | Self::RangeEdge { .. }
            | Self::RangeBlank { .. }
            | Self::Context { .. }
            | Self::TextCopy { .. }
            | Self::Adrift { .. }
            | Self::TagCircle { .. }
            | Self::HistoryUnreadable { .. }
            | Self::HistoryConflict { .. }
            | Self::HistorySizes { .. } => true,
            Self::RangeOutside { is_found, .. }
            | Self::Quote { is_found, .. }
            | Self::Revision { is_found, .. }
            | Self::TextAltered { is_found, .. } => *is_found,
            // A label that nobody has, a tag that is on nothing or is none, a tag or memo that can stand higher up; a place
            // in a document that nobody can have, a setting that says nothing.
            Self::Dangling { table, .. } => {
                matches!(table.as_str(), "speaker_alias" | "tag" | "annotation_tag" | "memo")
            }
            Self::Malformed { table, .. } => matches!(*table, "reading" | "setting"),
            _ => false,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALibrary => formatter.write_str("the file does not begin as a Vermilion library does"),
            Self::CannotOpen { reason } => write!(formatter, "the file cannot be opened: {reason}"),
            Self::Version { found, supported } => {
                write!(formatter, "the library has format {found}; this Vermilion writes format {supported}")
            }
            Self::Schema { object } => {
                write!(formatter, "the {object} is not what Vermilion makes, or is missing")
            }
            Self::Log => {
                formatter.write_str("what was written last is incomplete: the newest changes may be missing")
            }
            Self::Integrity { detail } => write!(formatter, "the database is damaged: {detail}"),
            Self::Index { detail } => write!(formatter, "an index does not agree with its table: {detail}"),
            Self::Unreadable { table, reason } => {
                write!(formatter, "part of the table “{table}” cannot be read: {reason}")
            }
            Self::Dangling { table, parent, rows } => {
                write!(formatter, "{rows} rows of “{table}” name rows of “{parent}” that are not there")
            }
            Self::Malformed { table, key, column } => {
                write!(formatter, "“{column}” of “{table}” {key} is not of the kind that it must be")
            }
            Self::TextAltered { .. } => formatter.write_str("the text is not the one that was imported"),
            Self::Digest { .. } => {
                formatter.write_str("the digest by which the text is recognised is damaged")
            }
            Self::Characters { stored, actual, .. } => {
                write!(formatter, "the text has {actual} characters, not {stored} as is stored")
            }
            Self::Blocks { at, .. } => {
                write!(formatter, "the paragraphs do not lie back to back over the text: see character {at}")
            }
            Self::BlockInside { at, .. } => {
                write!(formatter, "the paragraph at character {at} has a body or label that is not inside it")
            }
            Self::RangeOutside { annotation, .. } => {
                write!(formatter, "the passage of annotation {annotation} does not lie in the text")
            }
            Self::RangeEdge { annotation } => {
                write!(formatter, "the passage of annotation {annotation} splits a character")
            }
            Self::RangeBlank { annotation } => {
                write!(formatter, "the passage of annotation {annotation} begins or ends with white space")
            }
            Self::Quote { annotation, .. } => {
                write!(formatter, "the quote of annotation {annotation} is not what the text says there")
            }
            Self::Context { annotation } => {
                write!(formatter, "what is stored around the passage of annotation {annotation} is not there")
            }
            Self::Revision { number, .. } => {
                write!(formatter, "the text of revision {number} cannot be made again as it was")
            }
            Self::TextCopy { .. } => formatter.write_str("the copy of a corrected text is not that text"),
            Self::Adrift { annotation } => {
                write!(
                    formatter,
                    "the passage of annotation {annotation} was changed later, and it was not told"
                )
            }
            Self::Strayed { annotation } => {
                write!(formatter, "annotation {annotation} is in one document and its passage in another")
            }
            Self::TagCircle { tag } => write!(formatter, "the tag {tag} is under itself"),
            Self::TagTwin { tag } => {
                write!(formatter, "the tag {tag} has the name of one beside it, or the key of another one")
            }
            Self::HistoryUnreadable { step } => {
                write!(formatter, "step {step} of the history cannot be read")
            }
            Self::HistoryConflict { step, table } => write!(
                formatter,
                "step {step} of the history does not fit the table “{table}”: it and older steps cannot be undone"
            ),
            Self::HistorySizes { step } => {
                write!(formatter, "the sizes of the history's steps do not add up at step {step}")
            }
        }
    }
}
