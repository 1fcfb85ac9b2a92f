//! What the page holds that is not on disk, kept here in case its process ends: what is being typed, and where the
//! reader is. Never in the log.
//!
//! The page says it a few times a second while one types. When its process has crashed, the page that comes after it
//! takes it back; when none comes, what was typed is saved from here. It is kept of each library by itself ([`kept`]): what
//! was typed for one is never given to a page that shows another, nor saved there. All of it is in memory only, but for the
//! paragraph that is being corrected, which is saved as a whole at the end, and for what a library that was left has not
//! taken: that is also in a file ([`paper`]), so that it outlives the app.

mod kept;
mod paper;
#[cfg(test)]
mod tests;

pub(crate) use kept::Kept;

use paper::Paper;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vermilion_api::wire::{AnnotationSetNote, BlockEdit, MemoCreate, MemoWrite, SpliceView, TagDefine};
use vermilion_api::{Api, ApiError};

/// A text as typed so far: what would save it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub(crate) enum Draft {
    /// A note.
    Note(AnnotationSetNote),
    /// A memo.
    Memo(MemoWrite),
    /// A memo that the library has not yet.
    NewMemo(MemoCreate),
    /// What is meant by a tag.
    Definition(TagDefine),
}

impl Draft {
    fn save(&self, api: &Api) -> Result<(), ApiError> {
        match self.clone() {
            Self::Note(request) => api.annotation_set_note(request, "").map(drop),
            Self::Memo(request) => api.memo_write(request, "").map(drop),
            Self::NewMemo(request) => api.memo_create(request, "").map(drop),
            Self::Definition(request) => api.tag_define(request, "").map(drop),
        }
    }
}

/// A paragraph that is being corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Edit {
    /// Its document.
    document: String,
    /// The revision in which it stands there and reads so.
    revision: String,
    /// Its start in code points.
    start: u32,
    /// What it was.
    original: String,
    /// As typed so far.
    text: String,
    /// How the one became the other.
    splices: Vec<SpliceView>,
    /// Whether it was typed before the app was ended, and nobody has said yet what becomes of it.
    is_found: bool,
}

impl Edit {
    /// Writes it into the library it was typed for.
    fn save(&self, api: &Api) -> Result<(), ApiError> {
        let request = BlockEdit {
            document: self.document.clone(),
            revision: self.revision.clone(),
            start: self.start,
            text: self.text.clone(),
            splices: self.splices.clone(),
        };
        api.block_edit(request, "").map(drop)
    }
}

/// Something else that is not on disk: the command that fulfils it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wish {
    key: String,
    kind: String,
    command: String,
    request: Value,
}

impl Wish {
    fn save(&self, api: &Api) -> Result<(), ApiError> {
        api.call_as_text(&self.command, self.request.clone(), "").map(drop)
    }
}

/// What the page holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Held {
    /// The open document.
    document: Option<String>,
    /// Where in it the reader is, in code points.
    place: u32,
    /// The annotation whose card is open.
    active: Option<String>,
    /// Whether the cursor is in its note.
    is_typing: bool,
    /// The tag that the codebook shows, where that is open.
    codebook: Option<String>,
    /// The notes, memos and definitions that are not on disk yet.
    drafts: Vec<Draft>,
    /// The paragraph that is being corrected, where something was typed.
    edit: Option<Edit>,
    /// Highlights, settings and the place, where the library has not taken them yet.
    wishes: Vec<Wish>,
}

impl Held {
    fn is_something(&self) -> bool {
        let has_place = self.document.is_some() || self.codebook.is_some();
        has_place || self.edit.is_some() || self.waits()
    }

    /// Whether anything but a paragraph waits to be saved.
    fn waits(&self) -> bool {
        !self.drafts.is_empty() || !self.wishes.is_empty()
    }

    /// The same without where the reader is.
    fn without_place(self) -> Self {
        let Self { drafts, edit, wishes, .. } = self;
        Self { drafts, edit, wishes, ..Self::default() }
    }

    /// Takes in what was found in a file: the paragraph is only offered. What the page has said since is newer.
    fn take_in(&mut self, found: Paper) {
        let Paper { edit, drafts, wishes } = found;
        self.edit = self.edit.take().or(edit.map(|edit| Edit { is_found: true, ..edit }));
        put_before(&mut self.drafts, drafts);
        put_before(&mut self.wishes, wishes);
    }

    /// Writes what was typed into the library it was typed for. Gives back what that has not taken, and the paragraph of
    /// which nobody has said yet what becomes of it.
    fn save(mut self, api: &Api) -> Self {
        self.drafts.retain(|draft| is_refused(draft.save(api), "a text that was being typed"));
        self.wishes.retain(|wish| is_refused(wish.save(api), &wish.command));
        self.edit = self.edit.filter(|edit| {
            edit.is_found || is_refused(edit.save(api), "a paragraph that was being corrected")
        });
        self
    }
}

/// Says in the log why something was not saved, but not what it is.
fn is_refused(saved: Result<(), ApiError>, what: &str) -> bool {
    saved
        .inspect_err(|error| tracing::error!(code = error.code, what, "what was held was not saved"))
        .is_err()
}

fn put_before<T: PartialEq>(list: &mut Vec<T>, mut found: Vec<T>) {
    found.retain(|one| !list.contains(one));
    list.splice(0..0, found);
}
