//! What is done to a library under torture.

use vermilion_api::wire::{Colour, ExportFormat, Mark, Role, SavedSearch, SettableKind, SpeakerScope, Style};

/// One thing to do. Ids are those that the library gave; a participant is told by the place in the order of those of the
/// document, a block by where it starts, a tag that is to be made by its path from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are named as the commands name them")]
pub enum Operation {
    /// Import the text of this number.
    Import { number: u32 },
    /// Add the sample, as far as it is not there.
    Sample,
    /// Delete a document with its annotations.
    DeleteDocument { document: String },
    /// Give a document another title.
    Retitle { document: String, title: String },
    /// Remember where the reader is: no step.
    Read { document: String, position: u32 },

    /// Highlight a passage, and give it tags.
    Annotate { document: String, start: u32, end: u32, style: Style, note: String, tags: Vec<String> },
    /// Highlight passages of documents where none is marked, and give all of them tags.
    AnnotateAll { passages: Vec<(String, (u32, u32))>, style: Style, tags: Vec<String> },
    /// Write a note, joining what is typed in one sitting.
    Note { annotation: String, note: String },
    /// Give a highlight another look.
    Restyle { annotation: String, style: Style },
    /// Give a highlight other edges.
    Resize { annotation: String, start: u32, end: u32 },
    /// Say where an annotation is, an orphan or not.
    Relink { annotation: String, document: String, start: u32, end: u32 },
    /// Take annotations whose words have changed as they are.
    Accept { annotations: Vec<String> },
    /// Delete annotations.
    Delete { annotations: Vec<String> },

    /// Put [`MARK`] into the block that starts at `start`, before the character at `at`; `text` is what its body says then.
    Insert { document: String, start: u32, at: u32, text: String },
    /// Delete a block, from its first character up to the one after its last.
    Remove { document: String, start: u32, end: u32 },
    /// Make two blocks of one, before the character at `at`.
    Split { document: String, at: u32 },
    /// Make one block of the one that starts at `start` and the one after it.
    Join { document: String, start: u32 },
    /// Replace words, everywhere or where they start at one of `only`.
    Replace { document: String, find: String, replacement: String, only: Option<Vec<u32>> },
    /// Take in a version of a document that says more at its end, and give an annotation up.
    Update { document: String, text: String, orphan: Option<String> },
    /// Bring the revision of this number back.
    Restore { document: String, revision: u32 },

    /// Say what a block is.
    SetKind { document: String, start: u32, kind: SettableKind, level: Option<u8> },
    /// Say who says a block, or all of its turn.
    SetSpeaker { document: String, start: u32, speaker: Option<usize>, scope: SpeakerScope },
    /// Say that the label of a block is a speaker's.
    AcceptLabel { document: String, start: u32 },
    /// Say that a label is no speaker's.
    RejectLabel { document: String, speaker: usize, label: String },
    /// Correct a participant.
    UpdateSpeaker { document: String, speaker: usize, name: String, role: Role, colour: u8 },
    /// Say that two participants are one.
    MergeSpeakers { document: String, from: usize, into: usize },

    /// Make a tag.
    CreateTag {
        name: String,
        parent: Option<String>,
        colour: Option<Colour>,
        shortcut: String,
        definition: String,
    },
    /// Give a tag another name.
    RenameTag { tag: String, name: String },
    /// Give a tag another colour.
    ColourTag { tag: String, colour: Option<Colour> },
    /// Give a tag another key.
    KeyTag { tag: String, shortcut: String },
    /// Say what is meant by a tag, joining what is typed in one sitting.
    DefineTag { tag: String, definition: String },
    /// Put a tag elsewhere.
    MoveTag { tag: String, parent: Option<String>, before: Option<String> },
    /// Make tags one with another.
    MergeTags { tags: Vec<String>, into: String },
    /// Give some annotations of a tag another one in its place.
    SplitTag { tag: String, into: String, annotations: Vec<String> },
    /// Delete tags.
    DeleteTags { tags: Vec<String>, with_children: bool },
    /// Give annotations tags.
    GiveTags { annotations: Vec<String>, tags: Vec<String> },
    /// Take tags from annotations.
    TakeTags { annotations: Vec<String>, tags: Vec<String> },

    /// Begin a memo; what is written on it in the same sitting joins it.
    BeginMemo { about: About, text: String },
    /// Write on a memo.
    WriteMemo { memo: String, text: String },
    /// Delete memos.
    DeleteMemos { memos: Vec<String> },

    /// Take the last step back.
    Undo,
    /// Take it again.
    Redo,
    /// Go to a step of the history; 0 is before all of them.
    Go { entry: i64 },
    /// Open or close a panel: a setting, and no step.
    Panel { name: String, is_open: bool },
    /// Keep searches by name: a setting as well.
    Searches { searches: Vec<SavedSearch> },
    /// Keep a template: a setting, too.
    KeepTemplate { name: String, source: String },
    /// Give a template another name.
    RenameTemplate { name: String, to: String },
    /// Keep a template no longer.
    DropTemplate { name: String },
    /// Mend what there is to be mended: nothing.
    Repair,
    /// Make a backup: in the folder of backups, or at a path.
    Backup { path: Option<String> },
    /// Make the library what a backup holds.
    RestoreBackup { path: String },
    /// Write the annotations of a document to a file, over the one that is there.
    Export { document: String, format: ExportFormat, path: String },
}

/// What a memo is to be about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are named as the command names them")]
pub enum About {
    /// All of it.
    Library,
    /// A document.
    Document { document: String },
    /// The section of a document whose heading starts there.
    Section { document: String, heading: u32 },
    /// A participant in a document.
    Speaker { document: String, speaker: usize },
    /// A tag.
    Tag { tag: String },
}

impl Operation {
    /// What it is called in the report.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Import { .. } => "import",
            Self::Sample => "add the sample",
            Self::DeleteDocument { .. } => "delete a document",
            Self::Retitle { .. } => "retitle a document",
            Self::Read { .. } => "remember the place",
            Self::Annotate { .. } => "annotate",
            Self::AnnotateAll { .. } => "annotate all",
            Self::Note { .. } => "write a note",
            Self::Restyle { .. } => "restyle",
            Self::Resize { .. } => "resize",
            Self::Relink { .. } => "relink",
            Self::Accept { .. } => "accept annotations",
            Self::Delete { .. } => "delete annotations",
            Self::Insert { .. } => "correct a block",
            Self::Remove { .. } => "delete a block",
            Self::Split { .. } => "split a block",
            Self::Join { .. } => "join blocks",
            Self::Replace { .. } => "replace words",
            Self::Update { .. } => "update from a file",
            Self::Restore { .. } => "restore a revision",
            Self::SetKind { .. } => "say what a block is",
            Self::SetSpeaker { .. } => "say who speaks",
            Self::AcceptLabel { .. } => "accept a label",
            Self::RejectLabel { .. } => "reject a label",
            Self::UpdateSpeaker { .. } => "correct a speaker",
            Self::MergeSpeakers { .. } => "merge speakers",
            Self::CreateTag { .. } => "make a tag",
            Self::RenameTag { .. } => "rename a tag",
            Self::ColourTag { .. } => "colour a tag",
            Self::KeyTag { .. } => "give a tag a key",
            Self::DefineTag { .. } => "define a tag",
            Self::MoveTag { .. } => "move a tag",
            Self::MergeTags { .. } => "merge tags",
            Self::SplitTag { .. } => "split a tag",
            Self::DeleteTags { .. } => "delete tags",
            Self::GiveTags { .. } => "give tags",
            Self::TakeTags { .. } => "take tags",
            Self::BeginMemo { .. } => "begin a memo",
            Self::WriteMemo { .. } => "write a memo",
            Self::DeleteMemos { .. } => "delete memos",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Go { .. } => "go to a step",
            Self::Panel { .. } => "set a setting",
            Self::Searches { .. } => "keep a search",
            Self::KeepTemplate { .. } => "keep a template",
            Self::RenameTemplate { .. } => "rename a template",
            Self::DropTemplate { .. } => "delete a template",
            Self::Repair => "repair",
            Self::Backup { .. } => "back up",
            Self::RestoreBackup { .. } => "restore a backup",
            Self::Export { .. } => "export",
        }
    }

    /// Whether it may delete or change so many rows that the library makes a backup before, unasked.
    pub fn is_sweeping(&self) -> bool {
        matches!(
            self,
            Self::DeleteDocument { .. }
                | Self::Delete { .. }
                | Self::Replace { .. }
                | Self::Update { .. }
                | Self::Restore { .. }
                | Self::AcceptLabel { .. }
                | Self::RejectLabel { .. }
                | Self::MergeSpeakers { .. }
                | Self::MergeTags { .. }
                | Self::DeleteTags { .. }
        )
    }
}

/// What is put into a text: it stands in none that is made, so that beside no other one it is told where.
pub const MARK: &str = "◆";

/// Every look a highlight can have.
pub const STYLES: [Style; 6] = [
    Style { mark: Mark::Fill, colour: Colour::Yellow },
    Style { mark: Mark::Fill, colour: Colour::Red },
    Style { mark: Mark::Fill, colour: Colour::Green },
    Style { mark: Mark::Fill, colour: Colour::Blue },
    Style { mark: Mark::Underline, colour: Colour::Purple },
    Style { mark: Mark::Underline, colour: Colour::Red },
];
