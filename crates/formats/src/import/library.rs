//! A whole library of this app: its documents with the current text, annotations, orphans, memos, and the codebook.
//!
//! A library is an SQLite file, and this crate knows no database: whoever reads one hands over what it holds in the form in
//! which exporters get it ([`Held`]), and here it becomes an [`Import`] with a report of what is left out. That is: older
//! revisions, the history, ids, keys of tags, the colours of speakers, the times of memos, where a document was last read.
//! Links inside the library become their words, for what they lead to gets another id.

use super::labels::with_labels;
use super::tags::Tags;
use super::{Import, ImportedAbout, ImportedAnnotation, ImportedDocument, ImportedMemo, Report};
use crate::annotated::{About, Annotated, ExportedTag};
use crate::codebook::CodebookTag;
use crate::interview::{Interview, Speaker};
use std::collections::HashMap;
use vermilion_anchor::TextIndex;

/// What a library holds.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// The documents, in their order. Of their memos those on tags are not taken from here.
    pub documents: Vec<HeldDocument>,
    /// All tags, each before those under it.
    pub codebook: Vec<CodebookTag>,
    /// How many tags have a key.
    pub keys: u32,
    /// Memos on the library, and with an index into the codebook on tags.
    pub memos: Vec<(Option<usize>, String)>,
    /// How many steps its history has.
    pub steps: u32,
}

/// A document of a library.
#[derive(Clone, Debug)]
pub struct HeldDocument {
    /// The document with its current text.
    pub annotated: Annotated,
    /// How many revisions it has.
    pub revisions: u32,
    /// Whether its text is not the one that was stored.
    pub is_damaged: bool,
}

/// Makes an import of what a library holds.
#[must_use]
pub fn of(held: Held) -> Import {
    let mut report = Report::of("vermilion");
    let mut tags = Tags::default();
    let mut placed: Vec<usize> = Vec::with_capacity(held.codebook.len());
    for tag in &held.codebook {
        let parent = tag.parent.and_then(|parent| placed.get(parent)).copied();
        let at = tags.add(parent, &tag.name, &mut report);
        if let Some(made) = tags.get_mut(at) {
            made.colour = tag.colour;
            made.definition.clone_from(&tag.definition);
        }
        report.take("tag", &tag.name, None);
        placed.push(at);
    }
    let by_id: HashMap<&str, usize> =
        held.codebook.iter().zip(&placed).map(|(tag, at)| (tag.id.as_str(), *at)).collect();
    if held.keys > 0 {
        report.skip("key", &held.keys.to_string(), "of-its-library", None);
    }
    let documents = held.documents.into_iter().map(|document| take(document, &by_id, &mut report)).collect();
    let memos = (held.memos.into_iter())
        .map(|(tag, text)| {
            report.take("memo", &text, None);
            let about = tag.and_then(|tag| placed.get(tag));
            ImportedMemo { about: about.map_or(ImportedAbout::Library, |tag| ImportedAbout::Tag(*tag)), text }
        })
        .collect();
    if held.steps > 0 {
        report.skip("history", &held.steps.to_string(), "of-its-library", None);
    }
    Import { documents, tags: tags.into_all(), memos, report }
}

fn take(document: HeldDocument, tags: &HashMap<&str, usize>, report: &mut Report) -> ImportedDocument {
    let HeldDocument { annotated, revisions, is_damaged } = document;
    if is_damaged {
        report.alter("document", &annotated.title, "text-damaged", None);
    } else {
        report.take("document", &annotated.title, None);
    }
    if revisions > 1 {
        let what = format!("{}: {}", annotated.title, revisions - 1);
        report.skip("revision", &what, "current-text-only", None);
    }
    let annotations = annotations(&annotated, tags, report);
    let memos = annotated
        .memos
        .iter()
        .filter_map(|memo| {
            let about = match &memo.about {
                About::Document => ImportedAbout::Document,
                About::Section { title, .. } => ImportedAbout::Section(title.clone()),
                About::Speaker(at) => ImportedAbout::Speaker(annotated.speakers.get(*at)?.name.clone()),
                // It is about no document, and was handed over by itself.
                About::Tag(_) => return None,
            };
            let text = unlinked(&annotated, &memo.text, report);
            report.take("memo", &text, None);
            Some(ImportedMemo { about, text })
        })
        .collect();
    let speaker = |one: &crate::annotated::AnnotatedSpeaker| Speaker {
        name: one.name.clone(),
        labels: Vec::new(),
        role: one.role,
    };
    let speakers = annotated.speakers.iter().map(speaker).collect();
    let speakers = with_labels(speakers, &annotated.blocks, &annotated.text);
    let interview = Interview {
        text: annotated.text,
        title: Some(annotated.title),
        source: annotated.source,
        published: annotated.published,
        language: annotated.language,
        speakers,
        blocks: annotated.blocks,
    };
    ImportedDocument { interview, name: None, annotations, memos }
}

fn annotations(
    document: &Annotated,
    tags: &HashMap<&str, usize>,
    report: &mut Report,
) -> Vec<ImportedAnnotation> {
    let index = TextIndex::new(&document.text);
    let given =
        |given: &[ExportedTag]| given.iter().filter_map(|tag| tags.get(tag.id.as_str())).copied().collect();
    let mut all = Vec::with_capacity(document.annotations.len() + document.orphans.len());
    for one in &document.annotations {
        let there = index.slice(one.span).unwrap_or_default();
        report.take("annotation", there, None);
        all.push(ImportedAnnotation {
            span: Some(one.span),
            quote: one.original.as_deref().unwrap_or(there).to_owned(),
            style: Some(one.style),
            note: unlinked(document, &one.note, report),
            tags: given(&one.tags),
            prefix: String::new(),
            suffix: String::new(),
            author: None,
            created: Some(one.created.clone()),
            modified: Some(one.modified.clone()),
        });
    }
    for one in &document.orphans {
        report.take("orphan", &one.quote, None);
        all.push(ImportedAnnotation {
            span: None,
            quote: one.quote.clone(),
            style: Some(one.style),
            note: unlinked(document, &one.note, report),
            tags: given(&one.tags),
            prefix: String::new(),
            suffix: String::new(),
            author: None,
            created: Some(one.created.clone()),
            modified: Some(one.modified.clone()),
        });
    }
    all
}

/// A note with the words of its links inside the library in their place.
fn unlinked(document: &Annotated, markdown: &str, report: &mut Report) -> String {
    let plain = document.without_links(markdown);
    if plain != markdown {
        report.alter("link", &plain, "of-its-library", None);
    }
    plain
}
