//! The library as a file: backups, findings, why it can only be read.

use crate::wire;
use std::collections::BTreeMap;
use vermilion_core::{ReadOnly, backups, doctor};

impl From<backups::Reason> for wire::BackupReason {
    fn from(reason: backups::Reason) -> Self {
        match reason {
            backups::Reason::Start => Self::Start,
            backups::Reason::Daily => Self::Daily,
            backups::Reason::Migration => Self::Migration,
            backups::Reason::Bulk => Self::Bulk,
            backups::Reason::Manual => Self::Manual,
            backups::Reason::Repair => Self::Repair,
            backups::Reason::Restore => Self::Restore,
        }
    }
}

impl From<backups::Backup> for wire::Backup {
    fn from(backup: backups::Backup) -> Self {
        let backups::Backup { path, at, reason, bytes, is_own } = backup;
        Self { path: path.display().to_string(), at, reason: reason.into(), bytes, is_own }
    }
}

impl From<backups::Counts> for wire::BackupCounts {
    fn from(counts: backups::Counts) -> Self {
        let backups::Counts { documents, annotations, notes, tags, memos } = counts;
        Self { documents, annotations, notes, tags, memos }
    }
}

impl From<backups::Comparison> for wire::Comparison {
    fn from(comparison: backups::Comparison) -> Self {
        let backups::Comparison { same, documents, codebook } = comparison;
        Self { same, codebook, documents: documents.into_iter().map(Into::into).collect() }
    }
}

impl From<backups::DocumentDifference> for wire::ComparedDocument {
    fn from(document: backups::DocumentDifference) -> Self {
        let backups::DocumentDifference { id, title, state, text, annotations, notes } = document;
        Self {
            id: id.to_string(),
            title,
            state: match state {
                backups::DocumentState::OnlyHere => wire::ComparedState::OnlyHere,
                backups::DocumentState::OnlyThere => wire::ComparedState::OnlyThere,
                backups::DocumentState::Changed => wire::ComparedState::Changed,
            },
            text,
            annotations: annotations.into(),
            notes: notes.into(),
        }
    }
}

impl From<backups::Difference> for wire::Difference {
    fn from(difference: backups::Difference) -> Self {
        let backups::Difference { added, removed, changed } = difference;
        Self { added, removed, changed }
    }
}

impl From<ReadOnly> for wire::ReadOnlyView {
    fn from(reason: ReadOnly) -> Self {
        let (found, supported) = match reason {
            ReadOnly::Newer { found, supported } => (Some(found), Some(supported)),
            _ => (None, None),
        };
        let message = match reason {
            ReadOnly::Newer { .. } => {
                "A newer Vermilion wrote this library. It can be read; to change it, install the newest Vermilion."
            }
            ReadOnly::Protected => {
                "The file or its folder may not be written to. It can be read; to change it, make both writable for you."
            }
            ReadOnly::Damaged => {
                "The library is damaged. What is left of it can be read, and nothing is written to it."
            }
            ReadOnly::Altered => {
                "The library holds what Vermilion did not put there. It can be read, and nothing is written to it."
            }
            ReadOnly::Busy => {
                "Another program was writing to the library when it was opened. It can be read; to change it, open it again."
            }
            ReadOnly::Full => {
                "The disk is full. The library can be read; to change it, free some space and open it again."
            }
            ReadOnly::Failing => {
                "The disk did not do what it was asked to. The library can be read; to change it, look after the disk and open it again."
            }
            ReadOnly::Unsaved => {
                "An older Vermilion wrote this library, and it could not be backed up before it was to be brought up to date. It can be read; to change it, see that backups can be written and open it again."
            }
            ReadOnly::Asked => "The library is open for reading only.",
        };
        Self {
            reason: match reason {
                ReadOnly::Newer { .. } => wire::ReadOnlyReason::Newer,
                ReadOnly::Protected => wire::ReadOnlyReason::Protected,
                ReadOnly::Damaged => wire::ReadOnlyReason::Damaged,
                ReadOnly::Altered => wire::ReadOnlyReason::Altered,
                ReadOnly::Busy => wire::ReadOnlyReason::Busy,
                ReadOnly::Full => wire::ReadOnlyReason::Full,
                ReadOnly::Failing => wire::ReadOnlyReason::Failing,
                ReadOnly::Unsaved => wire::ReadOnlyReason::Unsaved,
                ReadOnly::Asked => wire::ReadOnlyReason::Asked,
            },
            found,
            supported,
            message: message.to_owned(),
        }
    }
}

impl From<doctor::Finding> for wire::Finding {
    fn from(finding: doctor::Finding) -> Self {
        let doctor::Finding { problem, document, title, can_be_repaired } = finding;
        Self {
            code: code(&problem),
            severity: match problem.severity() {
                doctor::Severity::Warning => wire::Severity::Warning,
                doctor::Severity::Damage => wire::Severity::Damage,
            },
            can_repair: can_be_repaired,
            document: document.map(|document| document.to_string()),
            title,
            params: params(&problem),
            message: crate::error::sentence(&problem.to_string()),
        }
    }
}

fn code(problem: &doctor::Problem) -> wire::FindingCode {
    use doctor::Problem;
    use wire::FindingCode;
    match problem {
        Problem::NotALibrary => FindingCode::NotALibrary,
        Problem::CannotOpen { .. } => FindingCode::CannotOpen,
        Problem::Version { .. } => FindingCode::Version,
        Problem::Schema { .. } => FindingCode::Schema,
        Problem::Log => FindingCode::Log,
        Problem::Integrity { .. } => FindingCode::Integrity,
        Problem::Index { .. } => FindingCode::Index,
        Problem::Unreadable { .. } => FindingCode::Unreadable,
        Problem::Dangling { .. } => FindingCode::Dangling,
        Problem::Malformed { .. } => FindingCode::Malformed,
        Problem::TextAltered { .. } => FindingCode::TextAltered,
        Problem::Digest { .. } => FindingCode::Digest,
        Problem::Characters { .. } => FindingCode::Characters,
        Problem::Blocks { .. } => FindingCode::Blocks,
        Problem::BlockInside { .. } => FindingCode::BlockInside,
        Problem::RangeOutside { .. } => FindingCode::RangeOutside,
        Problem::RangeEdge { .. } => FindingCode::RangeEdge,
        Problem::RangeBlank { .. } => FindingCode::RangeBlank,
        Problem::Quote { .. } => FindingCode::Quote,
        Problem::Context { .. } => FindingCode::Context,
        Problem::Strayed { .. } => FindingCode::Strayed,
        Problem::HistoryUnreadable { .. } => FindingCode::HistoryUnreadable,
        Problem::HistoryConflict { .. } => FindingCode::HistoryConflict,
        Problem::HistorySizes { .. } => FindingCode::HistorySizes,
        Problem::Revision { .. } => FindingCode::Revision,
        Problem::TextCopy { .. } => FindingCode::TextCopy,
        Problem::Adrift { .. } => FindingCode::Adrift,
        Problem::TagCircle { .. } => FindingCode::TagCircle,
        Problem::TagTwin { .. } => FindingCode::TagTwin,
    }
}

/// What the sentence about a problem names, in any language.
fn params(problem: &doctor::Problem) -> BTreeMap<String, String> {
    use doctor::Problem;
    let named: Vec<(&str, String)> = match problem {
        Problem::NotALibrary | Problem::Log => vec![],
        Problem::CannotOpen { reason } => vec![("reason", reason.clone())],
        Problem::Version { found, supported } => {
            vec![("found", found.to_string()), ("supported", supported.to_string())]
        }
        Problem::TagCircle { tag } | Problem::TagTwin { tag } => vec![("tag", tag.to_string())],
        Problem::Schema { object } => vec![("object", object.clone())],
        Problem::Integrity { detail } | Problem::Index { detail } => vec![("detail", detail.clone())],
        Problem::Unreadable { table, reason } => {
            vec![("table", (*table).to_owned()), ("reason", reason.clone())]
        }
        Problem::Dangling { table, parent, rows } => {
            vec![("table", table.clone()), ("parent", parent.clone()), ("rows", rows.to_string())]
        }
        Problem::Malformed { table, key, column } => {
            vec![("table", (*table).to_owned()), ("key", key.clone()), ("column", (*column).to_owned())]
        }
        Problem::Revision { revision, number, is_found: _ } => {
            vec![("revision", revision.to_string()), ("number", number.to_string())]
        }
        Problem::TextAltered { revision, .. }
        | Problem::Digest { revision }
        | Problem::TextCopy { revision } => {
            vec![("revision", revision.to_string())]
        }
        Problem::Characters { revision, stored, actual } => vec![
            ("revision", revision.to_string()),
            ("stored", stored.to_string()),
            ("actual", actual.to_string()),
        ],
        Problem::Blocks { revision, at } | Problem::BlockInside { revision, at } => {
            vec![("revision", revision.to_string()), ("at", at.to_string())]
        }
        Problem::RangeOutside { annotation, .. }
        | Problem::RangeEdge { annotation }
        | Problem::RangeBlank { annotation }
        | Problem::Quote { annotation, .. }
        | Problem::Context { annotation }
        | Problem::Adrift { annotation }
        | Problem::Strayed { annotation } => vec![("annotation", annotation.to_string())],
        Problem::HistoryUnreadable { step } | Problem::HistorySizes { step } => {
            vec![("step", step.to_string())]
        }
        Problem::HistoryConflict { step, table } => {
            vec![("step", step.to_string()), ("table", table.clone())]
        }
    };
    named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
