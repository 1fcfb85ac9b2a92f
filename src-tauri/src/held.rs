//! What the page holds that is not on disk, kept here in case its process ends: what is being typed, and where the
//! reader is. Never in the log.
//!
//! The page says it a few times a second while one types. When its process has crashed, the page that comes after it
//! takes it back; when none comes, what was typed is saved from here. All of it is in memory only, but for the paragraph
//! that is being corrected, which is saved as a whole at the end: it is also in a file ([`paper`]), so that an app that is
//! killed can offer it again.

mod paper;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
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

/// Something else that is not on disk: the command that fulfils it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wish {
    key: String,
    kind: String,
    command: String,
    request: Value,
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
        has_place || !self.drafts.is_empty() || self.edit.is_some() || !self.wishes.is_empty()
    }
}

/// Where what the page holds is kept.
#[derive(Default)]
pub(crate) struct Kept {
    held: Mutex<Option<Held>>,
    /// What this process has written of a paragraph, or handed to the page, and its library.
    written: Mutex<Option<(PathBuf, Edit)>>,
    /// How often a page has asked: each asks once, when it is there.
    pages: AtomicU32,
}

impl Kept {
    /// Replaces what is kept; the paragraph that is being corrected is written beside the library as well.
    pub(crate) fn keep(&self, held: Held, library: &Path) {
        self.write(held.edit.as_ref(), library);
        *self.lock() = Some(held);
    }

    /// What the last page held, for the next one; none where it held nothing. Where no page held a paragraph, the one that
    /// was being corrected when the app was ended last.
    pub(crate) fn take_back(&self, library: &Path) -> Option<Held> {
        self.pages.fetch_add(1, Ordering::Relaxed);
        let mut held = self.get().unwrap_or_default();
        if held.edit.is_none() {
            paper::clear(library);
            held.edit = paper::read(library).map(|edit| Edit { is_found: true, ..edit });
            // From here on it is the page's: where that holds it no more, it goes.
            if let Some(edit) = &held.edit {
                *self.written() = Some((library.to_owned(), edit.clone()));
            }
        }
        Some(held).filter(Held::is_something)
    }

    /// Writes a paragraph beside the library, or takes away what was written there. What another process left there and
    /// no page has taken up yet stays.
    fn write(&self, edit: Option<&Edit>, library: &Path) {
        let mut written = self.written();
        let outcome = match (edit, &*written) {
            (Some(edit), Some((path, same))) if same == edit && path == library => return,
            (Some(edit), _) => paper::write(library, edit),
            (None, Some((path, _))) => paper::remove(path),
            (None, None) => return,
        };
        if let Err(error) = outcome {
            tracing::warn!(%error, "the paragraph that is being corrected was not written beside the library");
        }
        *written = edit.map(|edit| (library.to_owned(), edit.clone()));
    }

    /// Lets go of where the reader is: another library takes the place of the one that it was in. What was typed stays:
    /// what comes may be that library again, restored or salvaged.
    pub(crate) fn leave_place(&self) {
        if let Some(held) = &mut *self.lock() {
            let Held { drafts, edit, wishes, .. } = std::mem::take(held);
            *held = Held { drafts, edit, wishes, ..Held::default() };
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
    /// refuses stay kept, and so does a paragraph of which nobody has said what becomes of it. Gives back how many of them
    /// there are that may be lost.
    pub(crate) fn save(&self, api: &Api, library: &Path) -> usize {
        let Some(mut held) = self.get() else { return 0 };
        held.drafts.retain(|draft| {
            let saved = draft.save(api);
            if let Err(error) = &saved {
                tracing::error!(code = error.code, "a text that was being typed was not saved");
            }
            saved.is_err()
        });
        held.wishes.retain(|wish| {
            let saved = api.call_as_text(&wish.command, wish.request.clone(), "");
            if let Err(error) = &saved {
                tracing::error!(
                    code = error.code,
                    command = wish.command,
                    "what was wished for was not saved"
                );
            }
            saved.is_err()
        });
        held.edit = held.edit.filter(|edit| {
            if edit.is_found {
                return true;
            }
            let request = BlockEdit {
                document: edit.document.clone(),
                revision: edit.revision.clone(),
                start: edit.start,
                text: edit.text.clone(),
                splices: edit.splices.clone(),
            };
            let saved = api.block_edit(request, "");
            if let Err(error) = &saved {
                tracing::error!(code = error.code, "a paragraph that was being corrected was not saved");
            }
            saved.is_err()
        });
        let is_lost = |edit: &Edit| !edit.is_found;
        let left =
            held.drafts.len() + held.wishes.len() + usize::from(held.edit.as_ref().is_some_and(is_lost));
        self.keep(held, library);
        left
    }

    fn written(&self) -> std::sync::MutexGuard<'_, Option<(PathBuf, Edit)>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Held>> {
        // Replaced as a whole, so a panic elsewhere cannot have broken it.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vermilion_api::wire::{AnnotationCreate, Colour, Mark, MemoKind, Nothing, Style, TagCreate};

    fn note(annotation: &str, note: &str) -> Draft {
        Draft::Note(AnnotationSetNote {
            annotation: annotation.to_owned(),
            note: note.to_owned(),
            join_key: String::new(),
        })
    }

    #[test]
    fn the_page_gets_back_what_it_said_last() {
        let folder = tempfile::tempdir().unwrap();
        let library = &folder.path().join("library.vermilion");
        let kept = Kept::default();
        assert_eq!(kept.get(), None);
        let draft = note("a", "硃");
        kept.keep(Held { place: 3, ..Held::default() }, library);
        assert_eq!(kept.take_back(library), None, "where it was in no document is nothing to take back");
        let document = Some("d".to_owned());
        kept.keep(Held { document, place: 7, drafts: vec![draft.clone()], ..Held::default() }, library);
        let held = kept.take_back(library).unwrap();
        assert_eq!((held.place, held.drafts.len()), (7, 1));
        kept.leave_place();
        assert_eq!(kept.take_back(library), Some(Held { drafts: vec![draft], ..Held::default() }));
    }

    #[test]
    fn what_was_typed_is_saved_when_no_page_comes_back_and_what_cannot_be_stays() {
        let folder = tempfile::tempdir().unwrap();
        let library = &folder.path().join("library.vermilion");
        let api = Api::open(library, crate::surroundings()).unwrap();
        let document = api.sample_add(Nothing {}, "").unwrap().documents.remove(0);
        let style = Style { mark: Mark::Fill, colour: Colour::Yellow };
        let request = AnnotationCreate {
            id: None,
            document: document.clone(),
            start: 0,
            end: 2,
            style,
            note: String::new(),
            tags: vec![],
        };
        let annotation = api.annotation_create(request, "").unwrap().annotation.id;
        let memo = Draft::NewMemo(MemoCreate {
            id: None,
            kind: MemoKind::Library,
            document: None,
            heading: None,
            speaker: None,
            tag: None,
            text: "備忘".to_owned(),
            join_key: String::new(),
        });
        let tag = TagCreate { name: "慢".to_owned(), ..TagCreate::default() };
        let tag = api.tag_create(tag, "").unwrap().tag;
        let definition = "慢慢地讀".to_owned();
        let definition = Draft::Definition(TagDefine { tag, definition, join_key: String::new() });
        let kept = Kept::default();
        let gone = note("00000000-0000-0000-0000-000000000000", "kept");
        let drafts = vec![note(&annotation, "typed"), memo, definition, gone.clone()];
        let setting = |name: &str| Wish {
            key: name.to_owned(),
            kind: "setting".to_owned(),
            command: "setting_set".to_owned(),
            request: serde_json::json!({ "name": name, "value": 21 }),
        };
        let wishes = vec![setting("textSize"), setting("nothing of the kind")];
        kept.keep(Held { drafts, wishes, ..Held::default() }, library);
        assert_eq!(kept.save(&api, library), 2);
        assert_eq!(kept.get().unwrap().wishes, [setting("nothing of the kind")]);
        assert_eq!(api.settings().unwrap().text_size, 21);
        assert_eq!(kept.get().unwrap().drafts, [gone]);
        assert_eq!(api.document_view(&document).unwrap().annotations[0].note, "typed");
        assert_eq!(api.memo_list(Nothing {}).unwrap()[0].text, "備忘");
        assert_eq!(api.tag_list(Nothing {}).unwrap()[0].definition, "慢慢地讀");
    }

    #[test]
    fn what_the_library_has_already_although_the_page_could_not_say_so_is_not_made_twice() {
        let folder = tempfile::tempdir().unwrap();
        let library = &folder.path().join("library.vermilion");
        let api = Api::open(library, crate::surroundings()).unwrap();
        let document = api.sample_add(Nothing {}, "").unwrap().documents.remove(0);
        let id = |number: u32| Some(format!("00000000-0000-7000-8000-{number:012}"));
        let mark = |colour| AnnotationCreate {
            id: id(1),
            document: document.clone(),
            start: 0,
            end: 2,
            style: Style { mark: Mark::Fill, colour },
            note: String::new(),
            tags: vec![],
        };
        let memo = |text: &str| MemoCreate {
            id: id(2),
            kind: MemoKind::Library,
            document: None,
            heading: None,
            speaker: None,
            tag: None,
            text: text.to_owned(),
            join_key: String::new(),
        };
        // The page had both saved, and its process ended; the reader had wished for another colour and typed on.
        api.annotation_create(mark(Colour::Yellow), "").unwrap();
        api.memo_create(memo("備"), "").unwrap();
        let wish = Wish {
            key: "highlight".to_owned(),
            kind: "highlight".to_owned(),
            command: "annotation_create".to_owned(),
            request: serde_json::to_value(mark(Colour::Blue)).unwrap(),
        };
        let kept = Kept::default();
        let drafts = vec![Draft::NewMemo(memo("備忘"))];
        kept.keep(Held { drafts, wishes: vec![wish], ..Held::default() }, library);
        assert_eq!(kept.save(&api, library), 0);
        let annotations = api.document_view(&document).unwrap().annotations;
        assert_eq!(annotations.iter().map(|one| one.style.colour).collect::<Vec<_>>(), [Colour::Blue]);
        let memos = api.memo_list(Nothing {}).unwrap();
        assert_eq!(memos.iter().map(|memo| memo.text.as_str()).collect::<Vec<_>>(), ["備忘"]);
    }

    #[test]
    fn a_paragraph_that_was_being_corrected_is_saved_when_no_page_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let library = &folder.path().join("library.vermilion");
        let api = Api::open(library, crate::surroundings()).unwrap();
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
            is_found: false,
        };
        let kept = Kept::default();
        kept.keep(Held { edit: Some(edit(&view.revision)), ..Held::default() }, library);
        assert_eq!(kept.save(&api, library), 0);
        assert!(api.document_view(&document).unwrap().text.contains("改過的一段。"));
        // The same again is about a revision that is no longer the current one.
        kept.keep(Held { edit: Some(edit(&view.revision)), ..Held::default() }, library);
        assert_eq!(kept.save(&api, library), 1);
        assert_eq!(kept.get().unwrap().edit, Some(edit(&view.revision)));
    }

    #[test]
    fn a_paragraph_outlives_the_app_is_offered_and_not_saved_until_somebody_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let library = &folder.path().join("library.vermilion");
        let api = Api::open(library, crate::surroundings()).unwrap();
        let document = api.sample_add(Nothing {}, "").unwrap().documents.remove(0);
        let view = api.document_view(&document).unwrap();
        let edit = Edit {
            document: document.clone(),
            revision: view.revision.clone(),
            start: view.blocks.last().unwrap().start,
            original: String::new(),
            text: "打到一半".to_owned(),
            splices: Vec::new(),
            is_found: false,
        };
        Kept::default().keep(Held { edit: Some(edit.clone()), ..Held::default() }, library);

        // The app was killed; a page of the next one that holds nothing yet takes nothing away.
        let kept = Kept::default();
        kept.keep(Held::default(), library);
        let found = kept.take_back(library).unwrap();
        assert_eq!(found.edit, Some(Edit { is_found: true, ..edit }));
        kept.keep(found, library);
        assert_eq!(kept.save(&api, library), 0);
        assert_eq!(api.document_view(&document).unwrap().text, view.text);
        assert!(Kept::default().take_back(library).is_some(), "it is offered again");

        // Once it is saved, or nobody wants it, it is gone; also where that is decided before the page has said anything.
        let quick = Kept::default();
        assert!(quick.take_back(library).is_some());
        quick.keep(Held::default(), library);
        assert_eq!(Kept::default().take_back(library), None);
    }

    #[test]
    fn it_crosses_as_the_page_names_it() {
        let json = serde_json::json!({
            "document": "d", "place": 2, "active": null, "isTyping": true, "codebook": "g",
            "drafts": [
                { "what": "note", "annotation": "a", "note": "n", "joinKey": "" },
                { "what": "memo", "memo": "m", "text": "t", "joinKey": "" },
                {
                    "what": "new-memo", "id": null, "kind": "section", "document": "d", "heading": 3, "speaker": null,
                    "tag": null, "text": "t", "joinKey": "",
                },
                { "what": "definition", "tag": "g", "definition": "t", "joinKey": "" },
            ],
            "edit": {
                "document": "d", "revision": "r", "start": 4, "original": "硃", "text": "硃批",
                "splices": [{ "start": 1, "removed": 0, "inserted": "批" }], "isFound": false,
            },
            "wishes": [{ "key": "k", "kind": "setting", "command": "setting_set", "request": { "name": "theme" } }],
        });
        let held: Held = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(held).unwrap(), json);
    }
}
