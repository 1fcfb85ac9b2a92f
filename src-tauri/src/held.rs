//! What the page holds that is not on disk, kept here in case its process ends: what is being typed, and where the
//! reader is. In memory only, and never in the log.
//!
//! The page says it a few times a second while one types. When its process has crashed, the page that comes after it
//! takes it back; when none comes, what was typed is saved from here.

use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use vermilion_api::wire::{AnnotationSetNote, BlockEdit, BlockPart, MemoCreate, MemoWrite, SpliceView};
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
}

impl Draft {
    fn save(&self, api: &Api) -> Result<(), ApiError> {
        match self.clone() {
            Self::Note(request) => api.annotation_set_note(request, "").map(drop),
            Self::Memo(request) => api.memo_write(request, "").map(drop),
            Self::NewMemo(request) => api.memo_create(request, "").map(drop),
        }
    }
}

/// A paragraph that is being corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The notes and memos that are not on disk yet.
    drafts: Vec<Draft>,
    /// The paragraph that is being corrected, where something was typed.
    edit: Option<Edit>,
}

/// Where what the page holds is kept.
#[derive(Default)]
pub(crate) struct Kept {
    held: Mutex<Option<Held>>,
    /// How often a page has asked: each asks once, when it is there.
    pages: AtomicU32,
}

impl Kept {
    /// Replaces what is kept.
    pub(crate) fn keep(&self, held: Held) {
        *self.lock() = Some(held);
    }

    /// What the last page held, for the next one; none where it held nothing.
    pub(crate) fn take_back(&self) -> Option<Held> {
        self.pages.fetch_add(1, Ordering::Relaxed);
        self.get().filter(|held| held.document.is_some() || !held.drafts.is_empty() || held.edit.is_some())
    }

    /// Lets go of where the reader is: another library takes the place of the one that it was in. What was typed stays:
    /// what comes may be that library again, restored or salvaged.
    pub(crate) fn leave_place(&self) {
        if let Some(held) = &mut *self.lock() {
            let (drafts, edit) = (std::mem::take(&mut held.drafts), held.edit.take());
            *held = Held { drafts, edit, ..Held::default() };
        }
    }

    /// How many pages there have been.
    pub(crate) fn pages(&self) -> u32 {
        self.pages.load(Ordering::Relaxed)
    }

    /// What the page held last; none before it held anything.
    fn get(&self) -> Option<Held> {
        self.lock().clone()
    }

    /// Writes what was typed and is kept into the library, for a page that does not come back. Those that the library
    /// refuses stay kept. Gives back how many these are.
    pub(crate) fn save(&self, api: &Api) -> usize {
        let Some(mut held) = self.get() else { return 0 };
        held.drafts.retain(|draft| {
            let saved = draft.save(api);
            if let Err(error) = &saved {
                tracing::error!(code = error.code, "a text that was being typed was not saved");
            }
            saved.is_err()
        });
        held.edit = held.edit.filter(|edit| {
            let request = BlockEdit {
                document: edit.document.clone(),
                revision: edit.revision.clone(),
                start: edit.start,
                part: BlockPart::Body,
                text: edit.text.clone(),
                splices: edit.splices.clone(),
            };
            let saved = api.block_edit(request, "");
            if let Err(error) = &saved {
                tracing::error!(code = error.code, "a paragraph that was being corrected was not saved");
            }
            saved.is_err()
        });
        let left = held.drafts.len() + usize::from(held.edit.is_some());
        self.keep(held);
        left
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Held>> {
        // Replaced as a whole, so a panic elsewhere cannot have broken it.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vermilion_api::wire::{AnnotationCreate, Colour, Mark, MemoKind, Nothing, Style};

    fn note(annotation: &str, note: &str) -> Draft {
        Draft::Note(AnnotationSetNote {
            annotation: annotation.to_owned(),
            note: note.to_owned(),
            join_key: String::new(),
        })
    }

    #[test]
    fn the_page_gets_back_what_it_said_last() {
        let kept = Kept::default();
        assert_eq!(kept.get(), None);
        let draft = note("a", "硃");
        kept.keep(Held { place: 3, ..Held::default() });
        assert_eq!(kept.take_back(), None, "where it was in no document is nothing to take back");
        let document = Some("d".to_owned());
        kept.keep(Held { document, place: 7, drafts: vec![draft.clone()], ..Held::default() });
        let held = kept.take_back().unwrap();
        assert_eq!((held.place, held.drafts.len()), (7, 1));
        kept.leave_place();
        assert_eq!(kept.take_back(), Some(Held { drafts: vec![draft], ..Held::default() }));
    }

    #[test]
    fn what_was_typed_is_saved_when_no_page_comes_back_and_what_cannot_be_stays() {
        let folder = tempfile::tempdir().unwrap();
        let api = Api::open(&folder.path().join("library.vermilion"), crate::surroundings()).unwrap();
        let document = api.sample_add(Nothing {}, "").unwrap().documents.remove(0);
        let style = Style { mark: Mark::Fill, colour: Colour::Yellow };
        let request = AnnotationCreate {
            document: document.clone(),
            start: 0,
            end: 2,
            style,
            note: String::new(),
            tags: vec![],
        };
        let annotation = api.annotation_create(request, "").unwrap().annotation.id;
        let memo = Draft::NewMemo(MemoCreate {
            kind: MemoKind::Library,
            document: None,
            heading: None,
            speaker: None,
            tag: None,
            text: "備忘".to_owned(),
            join_key: String::new(),
        });
        let kept = Kept::default();
        let gone = note("00000000-0000-0000-0000-000000000000", "kept");
        let drafts = vec![note(&annotation, "typed"), memo, gone.clone()];
        kept.keep(Held { drafts, ..Held::default() });
        assert_eq!(kept.save(&api), 1);
        assert_eq!(kept.get().unwrap().drafts, [gone]);
        assert_eq!(api.document_view(&document).unwrap().annotations[0].note, "typed");
        assert_eq!(api.memo_list(Nothing {}).unwrap()[0].text, "備忘");
    }

    #[test]
    fn a_paragraph_that_was_being_corrected_is_saved_when_no_page_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let api = Api::open(&folder.path().join("library.vermilion"), crate::surroundings()).unwrap();
        let document = api.sample_add(Nothing {}, "").unwrap().documents.remove(0);
        let view = api.document_view(&document).unwrap();
        let block = view.blocks.last().unwrap();
        let edit = |revision: &str| Edit {
            document: document.clone(),
            revision: revision.to_owned(),
            start: block.start,
            original: String::new(),
            text: "改過的一段。".to_owned(),
            splices: Vec::new(),
        };
        let kept = Kept::default();
        kept.keep(Held { edit: Some(edit(&view.revision)), ..Held::default() });
        assert_eq!(kept.save(&api), 0);
        assert!(api.document_view(&document).unwrap().text.contains("改過的一段。"));
        // The same again is about a revision that is no longer the current one.
        kept.keep(Held { edit: Some(edit(&view.revision)), ..Held::default() });
        assert_eq!(kept.save(&api), 1);
        assert_eq!(kept.get().unwrap().edit, Some(edit(&view.revision)));
    }

    #[test]
    fn it_crosses_as_the_page_names_it() {
        let json = serde_json::json!({
            "document": "d", "place": 2, "active": null, "isTyping": true,
            "drafts": [
                { "what": "note", "annotation": "a", "note": "n", "joinKey": "" },
                { "what": "memo", "memo": "m", "text": "t", "joinKey": "" },
                {
                    "what": "new-memo", "kind": "section", "document": "d", "heading": 3, "speaker": null,
                    "tag": null, "text": "t", "joinKey": "",
                },
            ],
            "edit": {
                "document": "d", "revision": "r", "start": 4, "original": "硃", "text": "硃批",
                "splices": [{ "start": 1, "removed": 0, "inserted": "批" }],
            },
        });
        let held: Held = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(held).unwrap(), json);
    }
}
