//! What can go wrong, named for the failing thing.
//!
//! Messages hold ids, titles and what the user typed, never the text of an interview: they end up in logs.

use crate::{
    backups::BackupError,
    ids::{AnnotationId, DocumentId, MemoId, RevisionId, SpeakerId},
    library::ReadOnly,
    references::Reference,
    search::BadQuery,
};
use std::{
    fmt, io,
    path::{Path, PathBuf},
};
use vermilion_anchor::CodePoint;

/// The result of an operation on an open library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a file was not opened as a library.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// The file exists and is something else. It was not touched.
    #[error("“{}” is not a Vermilion library", path.display())]
    NotALibrary {
        /// The file.
        path: PathBuf,
    },
    /// The library was written by a newer Vermilion. It was not touched.
    #[error("“{}” was written by a newer Vermilion (format {found}; this one reads up to {supported})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of its schema.
        found: u32,
        /// The newest version this program knows.
        supported: u32,
    },
    /// The library was written by an older Vermilion, may not be brought up to date where it lies, and is too large to be
    /// brought up to date in memory.
    #[error("“{}” was written by an older Vermilion (format {found}) and has to be brought up to date", path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// The version of its schema.
        found: u32,
    },
    /// The file or its folder may not be written to. It was not touched.
    #[error("“{}” may not be written to", path.display())]
    Protected {
        /// The file.
        path: PathBuf,
    },
    /// Its schema holds what Vermilion did not put there, or lacks what it did. It was not touched.
    #[error("“{}” holds what Vermilion did not put there: {}", path.display(), objects.join(", "))]
    Altered {
        /// The file.
        path: PathBuf,
        /// What is strange, an object each, such as `trigger spy`.
        objects: Vec<String>,
    },
    /// The log beside it, with what was written last, was whole once and is not any more. Nothing was touched.
    #[error("“{}” is damaged: what was written to it last cannot be read whole", path.display())]
    TornLog {
        /// The file.
        path: PathBuf,
    },
    /// The backup before bringing the library up to date failed. The library is as it was.
    #[error("the library was not brought up to date, because it could not be backed up first: {0}")]
    Unsaved(#[source] BackupError),
    /// The file or its folder cannot be created or read.
    #[error("“{}” cannot be opened: {source}", path.display())]
    Unreachable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// SQLite refused.
    #[error("“{}” cannot be opened: {source}", path.display())]
    Storage {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        source: StorageError,
    },
}

impl LibraryError {
    /// The same about the file that somebody asked for, where another is made on the way to it.
    pub(crate) fn at(mut self, asked: &Path) -> Self {
        match &mut self {
            Self::NotALibrary { path }
            | Self::Newer { path, .. }
            | Self::Older { path, .. }
            | Self::Protected { path }
            | Self::Altered { path, .. }
            | Self::TornLog { path }
            | Self::Unreachable { path, .. }
            | Self::Storage { path, .. } => asked.clone_into(path),
            Self::Unsaved(_) => {}
        }
        self
    }
}

/// Why an operation on an open library did not happen. The library is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The library was opened for reading only.
    #[error("the library is open for reading only{}", because(*reason))]
    ReadOnly {
        /// Why.
        reason: ReadOnly,
    },
    /// The file that is open is no longer where it was: it was moved or deleted, or another one has taken its place.
    #[error("nothing can be saved, because the library “{}” was moved, replaced or deleted while it was open", path.display())]
    Moved {
        /// Where it was.
        path: PathBuf,
    },
    /// The backup before a repair failed.
    #[error("nothing was repaired, because the library could not be backed up first: {0}")]
    Unsaved(#[source] BackupError),
    /// SQLite refused.
    #[error("the library cannot be used: {0}")]
    Storage(#[from] StorageError),
    /// No document has this id, id prefix or title.
    #[error("there is no document {reference:?}")]
    NoSuchDocument {
        /// What was asked for.
        reference: String,
    },
    /// Several documents answer to this reference.
    #[error("{reference:?} may mean several documents:{}", each(candidates))]
    AmbiguousDocument {
        /// What was asked for.
        reference: String,
        /// The documents that it may mean.
        candidates: Vec<Candidate>,
    },
    /// The document has no such speaker.
    #[error("there is no speaker {speaker} in this document")]
    NoSuchSpeaker {
        /// The id asked for.
        speaker: SpeakerId,
    },
    /// Nobody in any document that was asked about has this name.
    #[error("nobody is called {name:?} there{}", others(known))]
    NobodyNamed {
        /// The name asked for.
        name: String,
        /// Some of those who speak there.
        known: Vec<String>,
    },
    /// No annotation has this id or id prefix.
    #[error("there is no annotation {reference:?}")]
    NoSuchAnnotation {
        /// What was asked for.
        reference: String,
    },
    /// Several annotations have ids with this prefix.
    #[error("{reference:?} may mean several annotations:{}", each(candidates))]
    AmbiguousAnnotation {
        /// What was asked for.
        reference: String,
        /// The annotations that it may mean.
        candidates: Vec<AnnotationId>,
    },
    /// No tag has this name, path, id or id prefix.
    #[error("there is no tag {reference:?}")]
    NoSuchTag {
        /// What was asked for.
        reference: String,
    },
    /// Several tags answer to this reference.
    #[error("{reference:?} may mean several tags:{}", each(candidates))]
    AmbiguousTag {
        /// What was asked for.
        reference: String,
        /// The paths of those that it may mean.
        candidates: Vec<String>,
    },
    /// A name that no tag can have: with the sign between the names of a path, or with a control character.
    #[error("{name:?} is no name for a tag: it must not hold “/” or a control character")]
    BadTagName {
        /// The name.
        name: String,
    },
    /// A sibling has that name, but for case and width.
    #[error("there is a tag {path:?} already")]
    TagNameTaken {
        /// The path of the tag that has it.
        path: String,
    },
    /// A key that is neither a digit nor a letter from a to z.
    #[error("{shortcut:?} is no key for a tag: use a digit or a letter from a to z")]
    BadShortcut {
        /// What was asked for.
        shortcut: String,
    },
    /// Another tag has that key.
    #[error("the key {shortcut} is that of the tag {path:?}")]
    ShortcutTaken {
        /// The key.
        shortcut: char,
        /// The path of the tag that has it.
        path: String,
    },
    /// A tag cannot be moved into itself or into what is under it, nor merged with itself.
    #[error("the tag {path:?} cannot be moved into itself, nor merged with itself")]
    TagIntoItself {
        /// The path of the tag.
        path: String,
    },
    /// No memo has this id or id prefix.
    #[error("there is no memo {reference:?}")]
    NoSuchMemo {
        /// What was asked for.
        reference: String,
    },
    /// Several memos have ids with this prefix.
    #[error("{reference:?} may mean several memos:{}", each(candidates))]
    AmbiguousMemo {
        /// What was asked for.
        reference: String,
        /// The memos that it may mean.
        candidates: Vec<MemoId>,
    },
    /// No section starts there.
    #[error("no heading starts at {}", start.0)]
    NoSuchSection {
        /// The offset asked for.
        start: CodePoint,
    },
    /// Neither a document nor an annotation has this id or id prefix.
    #[error("there is neither a document nor an annotation with the id {reference:?}")]
    NoSuchId {
        /// What was asked for.
        reference: String,
    },
    /// Several ids, of documents, annotations or both, begin like this.
    #[error("{reference:?} may mean several things:{}", each(candidates))]
    AmbiguousId {
        /// What was asked for.
        reference: String,
        /// What it may mean.
        candidates: Vec<Reference>,
    },
    /// No block starts there.
    #[error("no paragraph starts at {}", start.0)]
    NoSuchBlock {
        /// The offset asked for.
        start: CodePoint,
    },
    /// The passage does not lie inside the text.
    #[error("{start}..{end} is no passage of a text of {length} characters")]
    OutOfBounds {
        /// Start asked for, in code points.
        start: u32,
        /// End asked for, in code points.
        end: u32,
        /// Length of the text in code points.
        length: u32,
    },
    /// The passage holds nothing but white space.
    #[error("the passage is empty")]
    EmptySelection,
    /// A title, name or language was cleared that must not be empty.
    #[error("the {field} must not be empty")]
    Empty {
        /// `title`, `name`, `language` or `memo`.
        field: &'static str,
    },
    /// The palette has no such colour.
    #[error("there is no speaker color {colour}; they are 0 to {}", crate::speakers::COLOURS - 1)]
    NoSuchColour {
        /// The index asked for.
        colour: u8,
    },
    /// The line does not open with anything that could be a speaker's label.
    #[error("the line at {} does not open with a label", start.0)]
    NoLabel {
        /// Start of the block.
        start: CodePoint,
    },
    /// The speaker does not speak under this label.
    #[error("{alias:?} is no label of this speaker")]
    NoSuchLabel {
        /// The label asked for.
        alias: String,
    },
    /// A title, metadata line or heading is said by nobody.
    #[error("the block at {} is not speech: make it a paragraph first", start.0)]
    NotSpeech {
        /// Start of the block.
        start: CodePoint,
    },
    /// The structure found in a file does not cover its text.
    #[error("the structure of the interview does not cover its text")]
    BrokenStructure,
    /// No revision of the document has this id, id prefix or number.
    #[error("there is no revision {reference:?} of this document")]
    NoSuchRevision {
        /// What was asked for.
        reference: String,
    },
    /// The text was corrected meanwhile: the passage that is meant may be elsewhere.
    #[error("the text of this document has been corrected meanwhile")]
    StaleRevision {
        /// The document.
        document: DocumentId,
    },
    /// What was shown of an update is no longer what would become of it.
    #[error("annotations of this document came, went or were put elsewhere meanwhile")]
    StaleReport {
        /// The document.
        document: DocumentId,
    },
    /// The corrections that lead to a text cannot be read, or do not fit the text before them.
    #[error("the text of revision {revision} cannot be made from what is stored")]
    BrokenRevision {
        /// The revision.
        revision: RevisionId,
    },
    /// The text is not the one that was stored: a correction of it, or a mark in it, would not fit once it is put right.
    #[error(
        "the text of this document was damaged, and is neither corrected nor marked before it is put right"
    )]
    DamagedText {
        /// The document.
        document: DocumentId,
    },
    /// The annotation has no passage in the text.
    #[error("the annotation {annotation} has lost its passage: say first where it is")]
    Orphan {
        /// The annotation.
        annotation: AnnotationId,
    },
    /// A paragraph can be split only between two of its words.
    #[error("there is nothing to split at {}", at.0)]
    NothingToSplit {
        /// The offset asked for.
        at: CodePoint,
    },
    /// There is no paragraph on that side.
    #[error("there is no paragraph to join the one at {} with", start.0)]
    NothingToJoin {
        /// The start of the block.
        start: CodePoint,
    },
    /// Nothing would be left of the text.
    #[error("a document cannot be left without any text")]
    NothingLeft,
    /// A query was not understood.
    #[error("{}", _0.problem)]
    BadQuery(BadQuery),
    /// It was called off.
    #[error("it was called off")]
    Cancelled,
    /// There is nothing to undo.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// There is nothing to redo.
    #[error("there is nothing to redo")]
    NothingToRedo,
    /// The history has no such entry.
    #[error("the history has no entry {entry}")]
    NoSuchHistoryEntry {
        /// The id asked for.
        entry: i64,
    },
    /// What the history entry changed has been changed by something that was not recorded.
    #[error("this step of the history no longer fits what is in the library: {action}")]
    HistoryConflict {
        /// Name of the action that could not be undone or redone.
        action: &'static str,
    },
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Storage(StorageError(error))
    }
}

/// A document that an ambiguous reference may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
}

impl fmt::Display for Candidate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.id, self.title)
    }
}

fn because(reason: ReadOnly) -> String {
    match reason {
        ReadOnly::Newer { .. } => ": a newer Vermilion wrote it".to_owned(),
        ReadOnly::Protected => ": the file or its folder may not be written to".to_owned(),
        ReadOnly::Damaged => ": it is damaged".to_owned(),
        ReadOnly::Altered => ": it holds what Vermilion did not put there".to_owned(),
        ReadOnly::Busy => ": another program was writing to it".to_owned(),
        ReadOnly::Full => ": the disk is full".to_owned(),
        ReadOnly::Failing => ": the disk did not do what it was asked to".to_owned(),
        ReadOnly::Unsaved => ": it could not be backed up before it was to be brought up to date".to_owned(),
        ReadOnly::Asked => String::new(),
    }
}

fn each(candidates: &[impl fmt::Display]) -> String {
    let named: Vec<String> = candidates.iter().map(|candidate| format!(" {candidate}")).collect();
    named.join(",")
}

fn others(known: &[String]) -> String {
    if known.is_empty() { String::new() } else { format!("; those who speak are {}", known.join(", ")) }
}

/// What SQLite said.
#[derive(Debug)]
pub struct StorageError(pub(crate) rusqlite::Error);

/// What a user can do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageFault {
    /// Another program has been writing to the library for longer than we wait.
    Busy,
    /// The disk is full.
    DiskFull,
    /// The disk did not do what it was asked to. Where the index of the write-ahead log does not fit on a full disk,
    /// SQLite says no more than this.
    DiskFailed,
    /// The file or its folder may not be written to.
    ReadOnly,
    /// The file is damaged.
    Damaged,
    /// Anything else.
    Other,
}

impl StorageError {
    /// The kind of failure, for a hint to the user.
    #[must_use]
    pub fn fault(&self) -> StorageFault {
        use rusqlite::ErrorCode;
        match self.0.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StorageFault::Busy,
            Some(ErrorCode::DiskFull) => StorageFault::DiskFull,
            Some(ErrorCode::SystemIoFailure) => StorageFault::DiskFailed,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StorageFault::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StorageFault::Damaged,
            _ => StorageFault::Other,
        }
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for StorageError {}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error)
    }
}
