//! The one door for changes.

use super::{Library, Writer, change, change::Change, changeset, history};
use crate::{
    backups, brief,
    error::{Error, Result},
    ids::{DocumentId, RevisionId},
    revisions::Lineage,
    surroundings::Surroundings,
    texts::{Text, Texts},
};
use rusqlite::{Connection, TransactionBehavior};
use std::sync::Arc;
use uuid::Uuid;

/// What an action gave back, and what it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acted<T> {
    /// What the closure returned.
    pub value: T,
    /// What was changed and is on disk; `None` when everything is as it was, in which case the history has no entry.
    pub change: Option<Change>,
}

/// An action under way: what its closure may use. Nothing is visible to anybody else until the closure has returned.
pub struct Act<'library> {
    pub(crate) connection: &'library Connection,
    texts: &'library Texts,
    surroundings: &'library Surroundings,
    now: i64,
    subject: String,
    join_key: String,
}

impl Act<'_> {
    /// When the action began, in milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.now
    }

    /// A fresh id.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        (self.surroundings.new_id)()
    }

    /// Says what the action is about, for the history: a title, a name, the beginning of a passage. Shortened to some
    /// 40 characters.
    pub fn set_subject(&mut self, subject: &str) {
        self.subject = brief::shorten(subject);
    }

    /// Lets the action become one step with the one before it, when that has the same key and is less than ten seconds
    /// old. An empty key joins nothing.
    pub fn join_with(&mut self, key: &str) {
        key.clone_into(&mut self.join_key);
    }

    /// Forgets the texts in memory: for the one action that changes a text, to put it right.
    pub(crate) fn forget_texts(&self) {
        self.texts.forget();
    }

    pub(crate) fn text(&self, revision: RevisionId) -> Result<Arc<Text>> {
        self.texts.get(self.connection, revision)
    }

    /// The text of a revision in which a passage is to be marked. What is stored of a passage is evidence of what its text
    /// was, so none is taken from a text that is not the one that was stored.
    pub(crate) fn sound_text(&self, document: DocumentId, revision: RevisionId) -> Result<Arc<Text>> {
        let text = self.text(revision)?;
        if text.is_sound { Ok(text) } else { Err(Error::DamagedText { document }) }
    }

    pub(crate) fn texts(&self) -> &Texts {
        self.texts
    }

    /// The revisions of a document and how they came from each other.
    pub(crate) fn lineage(&self, document: DocumentId) -> Result<Arc<Lineage>> {
        self.texts.lineage(self.connection, document)
    }
}

impl Library {
    /// Runs one action: everything the closure changes becomes durable together, as one step of the history, or, where
    /// it returns an error or panics, not at all. An action that changes nothing leaves no step.
    ///
    /// Waits for the action before it. The closure must not call back into the library: it has [`Act`].
    ///
    /// # Errors
    /// Those of the closure, [`Error::ReadOnly`](crate::Error::ReadOnly), [`Error::Moved`](crate::Error::Moved), or when the
    /// library cannot be written to.
    pub fn act<T>(
        &self,
        action: ActionName,
        closure: impl FnOnce(&mut Act<'_>) -> Result<T>,
    ) -> Result<Acted<T>> {
        self.check_writable()?;
        let mut writer = self.writer();
        let Writer { connection, counts, sequence, .. } = &mut *writer;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let session = changeset::record(&transaction)?;
        let mut act = Act {
            connection: &transaction,
            texts: &self.texts,
            surroundings: &self.surroundings,
            now: (self.surroundings.now)(),
            subject: String::new(),
            join_key: String::new(),
        };
        let value = self.noticing(closure(&mut act))?;
        let changes = changeset::finish(session)?;
        if changes.is_empty() {
            return Ok(Acted { value, change: None });
        }
        let Act { now, subject, join_key, .. } = act;
        if changeset::touches_more_than(&changes, backups::BULK_ROWS)? {
            self.back_up_before_bulk(now);
        }
        history::add(&transaction, action, &subject, &join_key, now, &changes)?;
        let (change, difference) = change::read(&transaction, &changes, *sequence + 1)?;
        counts.get_mut().follow(difference, || self.commit(transaction))?;
        *sequence += 1;
        Ok(Acted { value, change: Some(change) })
    }
}

macro_rules! action_names {
    ($($(#[$meta:meta])* $variant:ident = $name:literal,)*) => {
        /// The actions that the history can hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ActionName {
            $($(#[$meta])* $variant,)*
            /// An action of a newer Vermilion with the same schema. It can be undone like any other.
            Unknown,
        }

        impl ActionName {
            /// Every action this version takes.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name used in the library, on the wire and on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Unknown => "unknown",
                }
            }

            pub(crate) fn from_name(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)*
                    _ => Self::Unknown,
                }
            }
        }
    };
}

action_names! {
    /// A document was imported.
    DocumentImport = "document-import",
    /// Documents were deleted.
    DocumentDelete = "document-delete",
    /// The title, source, date or language of a document was changed.
    DocumentUpdate = "document-update",
    /// A block was said to be something else.
    BlockKind = "block-kind",
    /// A block or a turn was given to another speaker.
    BlockSpeaker = "block-speaker",
    /// A label was said to be a speaker's.
    LabelAccept = "label-accept",
    /// A label was said not to be a speaker's.
    LabelReject = "label-reject",
    /// A speaker was renamed, recoloured or given another role.
    SpeakerUpdate = "speaker-update",
    /// Two speakers were found to be one.
    SpeakerMerge = "speaker-merge",
    /// A passage was highlighted.
    AnnotationCreate = "annotation-create",
    /// Many passages were highlighted.
    AnnotationCreateAll = "annotation-create-all",
    /// A highlight was given another colour or mark.
    AnnotationStyle = "annotation-style",
    /// A highlight was given other edges.
    AnnotationResize = "annotation-resize",
    /// A note was written.
    AnnotationNote = "annotation-note",
    /// Annotations were deleted.
    AnnotationDelete = "annotation-delete",
    /// An annotation was put on another passage.
    AnnotationRelink = "annotation-relink",
    /// Annotations whose words had changed were taken as they are.
    AnnotationAccept = "annotation-accept",
    /// Annotations that did not fit their text were put right when it was opened.
    AnnotationMend = "annotation-mend",
    /// A paragraph was corrected.
    BlockEdit = "block-edit",
    /// A paragraph became two.
    BlockSplit = "block-split",
    /// Two paragraphs became one.
    BlockJoin = "block-join",
    /// Words were replaced.
    TextReplace = "text-replace",
    /// A corrected version of the text was taken in.
    DocumentRevise = "document-revise",
    /// An older revision was brought back.
    RevisionRestore = "revision-restore",
    /// The sample interview was added.
    SampleAdd = "sample-add",
    /// A tag was made.
    TagCreate = "tag-create",
    /// A tag was given another name.
    TagRename = "tag-rename",
    /// A tag was given another colour, or none.
    TagColour = "tag-colour",
    /// A tag was given another key, or none.
    TagShortcut = "tag-shortcut",
    /// The definition of a tag was written.
    TagDefine = "tag-define",
    /// A tag was put elsewhere in the codebook.
    TagMove = "tag-move",
    /// Tags were found to be one.
    TagMerge = "tag-merge",
    /// Some annotations of a tag were given another one in its place.
    TagSplit = "tag-split",
    /// Tags were deleted.
    TagDelete = "tag-delete",
    /// Annotations were given tags.
    TagGive = "tag-give",
    /// Many passages were given tags, and marked where they were not.
    TagAll = "tag-all",
    /// Tags were taken from annotations.
    TagTake = "tag-take",
    /// A memo was begun.
    MemoCreate = "memo-create",
    /// A memo was written on.
    MemoWrite = "memo-write",
    /// Memos were deleted.
    MemoDelete = "memo-delete",
    /// What could be mended without guessing was mended.
    LibraryRepair = "library-repair",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_found_again_by_its_name() {
        for action in ActionName::ALL {
            assert_eq!(ActionName::from_name(action.name()), *action);
        }
        assert_eq!(ActionName::from_name("annotation-sing"), ActionName::Unknown);
    }
}
