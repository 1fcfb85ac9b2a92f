//! A library in a temporary folder, and the shortest ways to put something into it.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use uuid::Uuid;
use vermilion_api::wire::*;
use vermilion_api::{Api, ApiError, Surroundings};

/// Two speakers, two sections, four turns.
pub(crate) const INTERVIEW: &str = "慢讀\n\n01.開始\n\n林墨：你怎麼讀一篇訪談？\n\n許白：慢慢讀。讀完再讀一次。\n\n\
                             02.批註\n\n林墨：為什麼用硃筆？\n\n許白：因為紅色不會和原文混在一起。\n";

pub(crate) struct Fixture {
    pub(crate) api: Api,
    pub(crate) folder: TempDir,
}

impl Fixture {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let api = Api::open(&folder.path().join("library.vermilion"), remembering(&folder)).unwrap();
        Self { api, folder }
    }

    /// A second api on the same library, as another process has it.
    pub(crate) fn another(&self) -> Api {
        Api::open(&self.folder.path().join("library.vermilion"), remembering(&self.folder)).unwrap()
    }

    pub(crate) fn import(&self, text: &str) -> String {
        self.api.import_commit(commit(text), "test").unwrap().document
    }

    pub(crate) fn view(&self, document: &str) -> DocumentView {
        self.api.document_open(DocumentOpen { document: document.to_owned() }).unwrap()
    }

    /// Where the words stand for the first time.
    pub(crate) fn place(&self, document: &str, words: &str) -> (u32, u32) {
        let places = self.api.quote_find(document, words, None, None).unwrap();
        (places[0].start, places[0].end)
    }

    pub(crate) fn create(
        &self,
        document: &str,
        start: u32,
        end: u32,
        note: &str,
    ) -> Result<AnnotationCreated, ApiError> {
        let style = Style { mark: Mark::Fill, colour: Colour::Yellow };
        let request = AnnotationCreate {
            id: None,
            document: document.to_owned(),
            start,
            end,
            style,
            note: note.to_owned(),
            tags: vec![],
        };
        self.api.annotation_create(request, "test")
    }

    pub(crate) fn highlight(&self, document: &str, words: &str) -> AnnotationCreated {
        let (start, end) = self.place(document, words);
        self.create(document, start, end, "").unwrap()
    }

    /// The events from now on.
    pub(crate) fn listen(&self) -> Arc<Mutex<Vec<ChangeEvent>>> {
        let events = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&events);
        self.api.on_change(move |event| heard.lock().unwrap().push(event.clone()));
        events
    }
}

pub(crate) fn commit(text: &str) -> ImportCommit {
    ImportCommit::as_found(ImportSource::Text { name: None, text: text.to_owned() })
}

/// Those in which what is about a library is remembered, beside it.
fn remembering(folder: &TempDir) -> Surroundings {
    surroundings().remembering(Some(folder.path().join("memory")))
}

/// A clock that ticks a second at each look, and ids that count up across all fixtures of a run.
pub(crate) fn surroundings() -> Surroundings {
    static IDS: AtomicU64 = AtomicU64::new(1);
    let clock = AtomicI64::new(1_700_000_000_000);
    Surroundings::new(
        move || clock.fetch_add(1_000, Ordering::Relaxed),
        || Uuid::from_u64_pair(0x019a_0000_0000_7000, IDS.fetch_add(1, Ordering::Relaxed)),
    )
}
