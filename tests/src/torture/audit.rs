//! Reading everything back out of a library, and what is wrong where it cannot be.

use super::model::{
    Content, Earlier, Entry, SeenAnnotation, SeenDocument, SeenSpeaker, Settings, earlier_of,
};
use super::texts::Origin;
use super::worker::{Undone, Worker};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vermilion_api::wire::{
    Annotation, AnnotationState, Block, Diagnosis, DocumentSummary, DocumentView, HistoryEntry, LibraryView,
    Memo, Revision, RevisionView, Speaker, Tag, TemplateList,
};
use vermilion_api::{Api, ApiError};

pub use super::difference::difference;

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
    /// The blocks of a document do not cover its text, or nobody it knows says them.
    #[error("the structure of the document {document} is not one of its text")]
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
/// corrected, its blocks back to back and said by people it knows, each annotation that stands on the words it quotes.
///
/// # Errors
/// See [`Loss`].
pub fn read(library: &mut impl Ask) -> Result<Content, Loss> {
    let view: LibraryView = ask(library, "library_open", json!({}))?;
    let mut people = BTreeMap::new();
    let (mut documents, mut annotations) = (BTreeMap::new(), BTreeMap::new());
    for DocumentSummary { id, .. } in view.documents {
        let document: DocumentView = ask(library, "document_open", json!({ "document": id }))?;
        for annotation in document.annotations.iter().chain(&document.orphans) {
            annotations.insert(annotation.id.clone(), read_annotation(annotation, &document.text)?);
        }
        people.extend((0..).zip(&document.speakers).map(|(at, speaker)| (speaker.id.clone(), at)));
        documents.insert(id, read_document(library, document)?);
    }
    let tags: Vec<Tag> = ask(library, "tag_list", json!({}))?;
    let memos: Vec<Memo> = ask(library, "memo_list", json!({}))?;
    let memos = memos.into_iter().map(|memo| {
        let speaker = memo.speaker.map(|speaker| people.get(&speaker).map_or(speaker, usize::to_string));
        (memo.id.clone(), Memo { speaker, created_at: 0, modified_at: 0, ..memo })
    });
    let TemplateList { templates, .. } = ask(library, "template_list", json!({}))?;
    let templates = templates.into_iter().filter(|template| !template.is_built_in);
    let history: Vec<HistoryEntry> = ask(library, "history_list", json!({ "limit": u32::MAX }))?;
    let history =
        history.into_iter().map(|HistoryEntry { id, action, is_undone, .. }| Entry { id, action, is_undone });
    Ok(Content {
        documents,
        annotations,
        tags: tags.into_iter().map(|tag| Tag { created_at: 0, ..tag }).collect(),
        memos: memos.collect(),
        history: history.collect(),
        settings: Settings {
            panels: view.settings.panels,
            searches: view.settings.searches,
            templates: templates.map(|template| (template.name, template.source)).collect(),
            has_seen_sample: view.has_seen_sample,
        },
    })
}

fn read_annotation(one: &Annotation, text: &str) -> Result<SeenAnnotation, Loss> {
    let is_orphan = one.state == AnnotationState::Orphan;
    let words = text.chars().skip(one.start as usize).take((one.end - one.start) as usize);
    if !is_orphan && !words.eq(one.quote.chars()) {
        return Err(Loss::Quote { annotation: one.id.clone() });
    }
    Ok(SeenAnnotation {
        document: one.document.clone(),
        place: (one.start, one.end),
        quote: one.quote.clone(),
        original: one.original.clone(),
        is_orphan,
        style: one.style,
        note: one.note.clone(),
        tags: one.tags.iter().cloned().collect(),
    })
}

fn read_document(library: &mut impl Ask, view: DocumentView) -> Result<SeenDocument, Loss> {
    let DocumentView { summary, text, blocks, speakers, position, .. } = view;
    let id = summary.id;
    // The newest one first.
    let revisions: Vec<Revision> = ask(library, "revision_list", json!({ "document": id }))?;
    if revisions.len() == 1 && Origin::of(&text).is_none_or(|origin| origin.text() != text) {
        return Err(Loss::Text { document: id });
    }
    let earlier = match earlier_of(revisions.len()) {
        Some(number) => {
            let revision = &revisions[revisions.len() - number].id;
            let payload = json!({ "document": id, "revision": revision });
            let view: RevisionView = ask(library, "revision_open", payload)?;
            let stood =
                view.annotations.into_iter().map(|one| (one.id, ((one.start, one.end), one.original)));
            let blocks = read_blocks(&id, view.blocks, &view.text, &view.speakers)?;
            Some(Earlier { text: view.text.into(), blocks, stood: stood.collect() })
        }
        None => None,
    };
    let blocks = read_blocks(&id, blocks, &text, &speakers)?;
    let speakers = speakers.into_iter().map(|speaker| SeenSpeaker {
        name: speaker.name,
        labels: speaker.aliases.into_iter().collect(),
        role: speaker.role,
        colour: speaker.colour,
    });
    Ok(SeenDocument {
        title: summary.title,
        text: text.into(),
        blocks,
        speakers: speakers.collect(),
        revisions: revisions.iter().rev().map(|revision| revision.origin).collect(),
        earlier,
        position,
    })
}

/// The blocks, said by people who are told by their place in the order.
fn read_blocks(
    document: &str,
    blocks: Vec<Block>,
    text: &str,
    speakers: &[Speaker],
) -> Result<Vec<Block>, Loss> {
    let broken = || Loss::Structure { document: document.to_owned() };
    let mut end = 0;
    let mut read = Vec::with_capacity(blocks.len());
    for block in blocks {
        let is_inside = block.start <= block.body_start
            && block.body_start <= block.body_end
            && block.body_end <= block.end;
        if block.start != end || !is_inside {
            return Err(broken());
        }
        end = block.end;
        let speaker = match &block.speaker {
            Some(id) => Some(speakers.iter().position(|speaker| speaker.id == *id).ok_or_else(broken)?),
            None => None,
        };
        read.push(Block { speaker: speaker.map(|at| at.to_string()), ..block });
    }
    if end as usize == text.chars().count() { Ok(read) } else { Err(broken()) }
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
