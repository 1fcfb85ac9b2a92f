//! What the window shows first. It is gathered on a thread of its own while the window system and the web view still
//! start, which takes longer: the page then asks once and paints the interview straight away, where it used to ask
//! five times and draw the library first. Owns that and the language of the system; what is in a view is the api's.

use crate::error::ShellError;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use vermilion_api::wire::{
    DocumentOpen, DocumentView, ImportFind, ImportSource, LibraryView, Nothing, RecoveryView,
};
use vermilion_api::{Api, ApiError};

/// Everything the page needs to paint its first screen.
#[derive(Serialize)]
struct First {
    /// The language of the system as a BCP 47 tag; `en` where it says none.
    language: String,
    /// The library; `null` where it did not open.
    library: Option<LibraryView>,
    /// What there is to decide about a library that did not open.
    recovery: Option<RecoveryView>,
    /// The document of the file that the app was started with, where the library has it.
    document: Option<DocumentView>,
    /// The other files that wait to be offered.
    files: Vec<PathBuf>,
}

/// The library, being opened.
pub(crate) struct Opening {
    library: Receiver<Result<Arc<Api>, ApiError>>,
    first: Early,
}

/// The first view as it was gathered before the page asked.
pub(crate) struct Early(Mutex<Option<JoinHandle<Option<Gathered>>>>);

struct Gathered {
    files: Vec<PathBuf>,
    first: Result<String, ApiError>,
}

impl Opening {
    /// Begins to open the library with `open` and then to gather what is shown first of it, with these files.
    pub(crate) fn begin(
        open: impl FnOnce() -> Result<Api, ApiError> + Send + 'static,
        files: Vec<PathBuf>,
    ) -> Self {
        let (sender, library) = mpsc::channel();
        let task = thread::spawn(move || {
            let opened = open().map(Arc::new);
            let api = opened.as_ref().ok().map(Arc::clone);
            // Nobody waits when the app has ended meanwhile.
            let _ = sender.send(opened);
            let first = gather(&*api?, files.clone());
            Some(Gathered { files, first })
        });
        Self { library, first: Early(Mutex::new(Some(task))) }
    }

    /// Waits until the library is open, or it is known why it is not.
    pub(crate) fn wait(self) -> (Result<Arc<Api>, ApiError>, Early) {
        // Without an answer the thread has panicked, which the log has.
        let opened = self.library.recv().unwrap_or_else(|_| Err(ShellError::Panicked.into()));
        (opened, self.first)
    }
}

impl Early {
    /// What to show first, as JSON, with the files that have arrived by now. Gathered anew where it was asked for
    /// before, or where other files have arrived than those it was gathered for.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub(crate) fn take(&self, api: &Api, files: Vec<PathBuf>) -> Result<String, ApiError> {
        let task = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        match task.and_then(|task| task.join().ok().flatten()) {
            Some(early) if early.files == files => early.first,
            _ => gather(api, files),
        }
    }
}

/// What to show where the library did not open, as JSON. Files wait until one is open.
///
/// # Errors
/// When it cannot be written as JSON.
pub(crate) fn shut(recovery: Option<RecoveryView>) -> Result<String, ApiError> {
    text(&First { language: language(), library: None, recovery, document: None, files: Vec::new() })
}

/// Whether what could not be read now can be soon, so that asking again is the way out.
pub(crate) fn is_passing(error: &ApiError) -> bool {
    matches!(error.code.as_str(), "library-busy" | "interrupted")
}

fn gather(api: &Api, files: Vec<PathBuf>) -> Result<String, ApiError> {
    let known = if let [file] = files.as_slice() { find(api, file) } else { None };
    let document = known.map(|document| api.document_open(DocumentOpen { document })).transpose()?;
    let files = if document.is_some() { Vec::new() } else { files };
    let library = Some(api.library_open(Nothing {})?);
    text(&First { language: language(), library, recovery: None, document, files })
}

fn text(first: &First) -> Result<String, ApiError> {
    serde_json::to_string(first).map_err(|_| ShellError::Interrupted.into())
}

/// The document that has the text of a file. What is wrong with a file is for the import sheet to say.
fn find(api: &Api, file: &Path) -> Option<String> {
    let source = ImportSource::Path { path: file.to_str()?.to_owned() };
    api.import_find(ImportFind { source, encoding: None }).ok()?.document
}

fn language() -> String {
    sys_locale::get_locale().filter(|tag| tag != "C" && tag != "POSIX").unwrap_or_else(|| "en".to_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::fs;
    use vermilion_api::Surroundings;
    use vermilion_api::wire::{ImportCommit, ImportSource};

    struct Desk {
        folder: tempfile::TempDir,
    }

    impl Desk {
        fn new() -> Self {
            Self { folder: tempfile::tempdir().unwrap() }
        }

        fn file(&self, name: &str, text: &str) -> PathBuf {
            let path = self.folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        }

        fn open(&self) -> Result<Api, ApiError> {
            let library = self.folder.path().join("library.vermilion");
            Api::open(&library, Surroundings::new(|| 0, uuid::Uuid::now_v7))
        }

        fn import(&self, file: &Path) -> String {
            let source = ImportSource::Path { path: file.to_str().unwrap().to_owned() };
            self.open().unwrap().import_commit(ImportCommit::as_found(source), "").unwrap().document
        }

        /// What the page is told when the app was started with `started` and `asked` wait once it asks.
        fn first(&self, started: &[&Path], asked: &[&Path]) -> Value {
            let owned = |files: &[&Path]| files.iter().map(|file| file.to_path_buf()).collect::<Vec<_>>();
            let library = self.open();
            let (api, early) = Opening::begin(move || library, owned(started)).wait();
            serde_json::from_str(&early.take(&api.unwrap(), owned(asked)).unwrap()).unwrap()
        }
    }

    #[test]
    fn a_known_file_is_the_document_that_is_shown_first() {
        let desk = Desk::new();
        let file = desk.file("talk.txt", "Ada: Who reads?\nBen: I do.\n");
        let document = desk.import(&file);
        let first = desk.first(&[&file], &[&file]);
        assert_eq!(first["document"]["summary"]["id"], document.as_str());
        assert_eq!(first["files"], serde_json::json!([]));
        assert_eq!(first["library"]["documents"][0]["readAt"], 0, "the list knows that it is being read");
    }

    #[test]
    fn an_unknown_file_and_several_files_wait_to_be_offered() {
        let desk = Desk::new();
        let (known, other) = (desk.file("a.txt", "Ada: Yes.\n"), desk.file("b.txt", "Ben: No.\n"));
        desk.import(&known);
        for files in [&[other.as_path()][..], &[&known, &other]] {
            let first = desk.first(files, files);
            assert_eq!(
                (&first["document"], first["files"].as_array().map(Vec::len)),
                (&Value::Null, Some(files.len()))
            );
        }
    }

    #[test]
    fn files_that_arrive_before_the_page_asks_are_not_lost() {
        let desk = Desk::new();
        let (known, other) = (desk.file("a.txt", "Ada: Yes.\n"), desk.file("b.txt", "Ben: No.\n"));
        desk.import(&known);
        let first = desk.first(&[&known], &[&known, &other]);
        assert_eq!(first["files"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn a_library_that_does_not_open_is_told() {
        let opening = Opening::begin(|| Err(ShellError::Interrupted.into()), Vec::new());
        let (opened, _) = opening.wait();
        assert_eq!(opened.err().map(|error| error.code).as_deref(), Some("interrupted"));
        let first: Value = serde_json::from_str(&shut(None).unwrap()).unwrap();
        assert_eq!(first["library"], Value::Null);
    }
}
