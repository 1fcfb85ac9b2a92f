//! Reading everything back out of a library, and what is wrong where it cannot be.

use super::model::{Annotation, Content, Document, Entry, State};
use super::texts::{self, Texts};
use super::worker::{Undone, Worker};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::Arc;
use vermilion_api::wire::{AnnotationState, Diagnosis, DocumentView, HistoryEntry, LibraryView};
use vermilion_api::{Api, ApiError};

/// Why a library is not what it has to be.
#[derive(Debug, thiserror::Error)]
pub enum Loss {
    /// It does not open, or does not answer.
    #[error("the library is refused: {}: {}", .0.code, .0.message)]
    Refused(ApiError),
    /// It ended before it answered.
    #[error("the library was gone before it answered")]
    Gone,
    /// An answer cannot be read.
    #[error("the answer of {command} is not what it should be: {source}")]
    Answer {
        /// The command.
        command: &'static str,
        /// What is wrong with it.
        source: serde_json::Error,
    },
    /// The text of a document is not the one that was imported.
    #[error("the text of the document {document} is not the one that was imported")]
    Text {
        /// Its id.
        document: String,
    },
    /// The structure of a document is not what its text has.
    #[error("the structure of the document {document} is not that of its text")]
    Structure {
        /// Its id.
        document: String,
    },
    /// An annotation quotes something else than what stands at its place.
    #[error("the annotation {annotation} does not quote its passage")]
    Quote {
        /// Its id.
        annotation: String,
    },
    /// The check of the library found something.
    #[error("the check of the library found {findings}")]
    Unsound {
        /// What.
        findings: String,
    },
    /// It holds something else than what was acknowledged.
    #[error("{0}")]
    Different(String),
    /// A file that was written is not whole.
    #[error("{path}: {reason}")]
    File {
        /// Which.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl From<ApiError> for Loss {
    fn from(error: ApiError) -> Self {
        Self::Refused(error)
    }
}

/// Whoever can ask the library: an api, a worker.
pub trait Ask {
    /// Asks a command.
    ///
    /// # Errors
    /// When it is refused, or not answered.
    fn ask(&mut self, command: &'static str, payload: Value) -> Result<Value, Loss>;
}

impl Ask for &Api {
    fn ask(&mut self, command: &'static str, payload: Value) -> Result<Value, Loss> {
        Ok(self.call(command, payload, "audit")?)
    }
}

impl Ask for Worker {
    fn ask(&mut self, command: &'static str, payload: Value) -> Result<Value, Loss> {
        self.call(command, payload).map_err(|undone| match undone {
            Undone::Refused(error) => Loss::Refused(error),
            Undone::Gone => Loss::Gone,
        })
    }
}

/// Reads everything, and checks that each document is whole in itself: its text the one that was imported unless it was
/// corrected, its blocks and speakers those of its text, each annotation that stands on the words it quotes.
///
/// # Errors
/// See [`Loss`].
pub fn read(library: &mut impl Ask, texts: &mut Texts) -> Result<Content, Loss> {
    let view: LibraryView = ask(library, "library_open", json!({}))?;
    let mut state = State::default();
    for summary in view.documents {
        let document: DocumentView = ask(library, "document_open", json!({ "document": summary.id }))?;
        let id = summary.id;
        state.documents.insert(id.clone(), Arc::new(check_text(&id, &document, texts)?));
        let characters: Vec<char> = document.text.chars().collect();
        for annotation in document.annotations.into_iter().chain(document.orphans) {
            let place = annotation.start as usize..annotation.end as usize;
            let is_orphan = annotation.state == AnnotationState::Orphan;
            let is_quoted =
                characters.get(place).is_some_and(|words| words.iter().copied().eq(annotation.quote.chars()));
            if !is_orphan && !is_quoted {
                return Err(Loss::Quote { annotation: annotation.id });
            }
            let found = Annotation {
                document: annotation.document,
                place: (annotation.start, annotation.end),
                quote: annotation.quote,
                original: annotation.original,
                is_orphan,
                style: annotation.style,
                note: annotation.note,
            };
            state.annotations.insert(annotation.id, Arc::new(found));
        }
    }
    let history: Vec<HistoryEntry> = ask(library, "history_list", json!({ "limit": u32::MAX }))?;
    let history =
        history.into_iter().map(|HistoryEntry { id, action, is_undone, .. }| Entry { id, action, is_undone });
    Ok(Content { state, history: history.collect(), panels: view.settings.panels })
}

fn check_text(id: &str, view: &DocumentView, texts: &mut Texts) -> Result<Document, Loss> {
    let other_text = || Loss::Text { document: id.to_owned() };
    let number = texts::number_of(&view.text).ok_or_else(other_text)?;
    let revision = view.summary.revision_number;
    if revision == 1 && texts.get(number).interview.text != view.text {
        return Err(other_text());
    }
    let whole: Arc<str> = view.text.as_str().into();
    let text = texts.of(&whole);
    let blocks = text
        .interview
        .blocks
        .iter()
        .map(|block| (block.span.start.0, block.span.end.0, block.body.start.0, block.body.end.0));
    let speakers = text.interview.speakers.iter().map(|speaker| &speaker.name);
    let is_whole = blocks
        .eq(view.blocks.iter().map(|block| (block.start, block.end, block.body_start, block.body_end)))
        && speakers.eq(view.speakers.iter().map(|speaker| &speaker.name));
    if is_whole {
        Ok(Document { title: view.summary.title.clone(), text: whole, revision })
    } else {
        Err(Loss::Structure { document: id.to_owned() })
    }
}

/// Lets the library examine itself: its pages, its references, its texts and passages, its history.
///
/// # Errors
/// When something is found.
pub fn examine(library: &mut impl Ask) -> Result<(), Loss> {
    let diagnosis: Diagnosis = ask(library, "doctor_examine", json!({}))?;
    if diagnosis.is_sound {
        return Ok(());
    }
    let findings: Vec<String> = diagnosis.findings.into_iter().map(|finding| finding.message).collect();
    Err(Loss::Unsound { findings: findings.join("; ") })
}

fn ask<T: DeserializeOwned>(
    library: &mut impl Ask,
    command: &'static str,
    payload: Value,
) -> Result<T, Loss> {
    let answer = library.ask(command, payload)?;
    serde_json::from_value(answer).map_err(|source| Loss::Answer { command, source })
}

/// What differs between what was expected and what was found, in words: the whole of both would drown it.
pub fn difference(expected: &Content, found: &Content) -> String {
    let mut said = Vec::new();
    compare("document", &expected.state.documents, &found.state.documents, &mut said);
    compare("annotation", &expected.state.annotations, &found.state.annotations, &mut said);
    if expected.history != found.history {
        let newest = |content: &Content| format!("{:?}", content.history.iter().take(3).collect::<Vec<_>>());
        said.push(format!(
            "the history should have {} steps, {}, and has {}, {}",
            expected.history.len(),
            newest(expected),
            found.history.len(),
            newest(found)
        ));
    }
    if expected.panels != found.panels {
        said.push(format!("the settings should be {:?} and are {:?}", expected.panels, found.panels));
    }
    said.join("; ")
}

fn compare<T: PartialEq + std::fmt::Debug>(
    name: &str,
    expected: &std::collections::BTreeMap<String, T>,
    found: &std::collections::BTreeMap<String, T>,
    said: &mut Vec<String>,
) {
    for (id, row) in expected {
        match found.get(id) {
            None => said.push(format!("the {name} {id} is lost")),
            Some(other) if other != row => {
                said.push(format!("the {name} {id} should be {row:?} and is {other:?}"));
            }
            Some(_) => {}
        }
    }
    for id in found.keys().filter(|id| !expected.contains_key(*id)) {
        said.push(format!("the {name} {id} should not be there"));
    }
}
