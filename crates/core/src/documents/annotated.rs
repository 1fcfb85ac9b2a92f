//! A document with its annotations as exporters take it.

use super::{OpenDocument, open};
use crate::{
    annotations::{Loss, State},
    crosslinks,
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, TagId},
    library::{Library, Snapshot},
    memos::Subject,
    tags::Codebook,
};
use jiff::Timestamp;
use std::collections::BTreeSet;
use vermilion_formats::annotated::{
    About, Annotated, AnnotatedSpeaker, ExportedAnnotation, ExportedMemo, ExportedOrphan, ExportedTag,
};

/// The document with all of its annotations, or with those in `only`.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::NoSuchAnnotation`] when one of `only` is not in the document, or when the library
/// cannot be read.
pub fn annotated(library: &Library, id: DocumentId, only: Option<&[AnnotationId]>) -> Result<Annotated> {
    let mut document = open(library, id)?;
    if let Some(only) = only {
        let mut wanted: BTreeSet<_> = only.iter().copied().collect();
        document.annotations.retain(|annotation| wanted.remove(&annotation.id));
        document.orphans.retain(|annotation| wanted.remove(&annotation.id));
        if let Some(missing) = wanted.first() {
            return Err(Error::NoSuchAnnotation { reference: missing.to_string() });
        }
    }
    annotated_from(library, document)
}

/// A document that was opened, with the annotations that it was opened with; colours have no patterns.
///
/// # Errors
/// When the library cannot be read.
pub fn annotated_from(library: &Library, document: OpenDocument) -> Result<Annotated> {
    let memos = library.read(|snapshot| memos_of(snapshot, &document))?;
    let notes = document.annotations.iter().chain(&document.orphans).map(|one| one.note.as_str());
    let names = crosslinks::names(library, notes.chain(memos.iter().map(|memo| memo.text.as_str())))?;
    let codebook = document.codebook;
    Ok(Annotated {
        id: document.summary.id.to_string(),
        title: document.summary.title,
        source: document.summary.source,
        published: document.summary.published,
        language: document.summary.language,
        revision: document.revision.to_string(),
        text: document.text.to_string(),
        blocks: document.blocks,
        speakers: document
            .speakers
            .into_iter()
            .map(|speaker| AnnotatedSpeaker {
                id: speaker.id.to_string(),
                name: speaker.name,
                role: speaker.role,
                colour: speaker.colour,
            })
            .collect(),
        annotations: document
            .annotations
            .into_iter()
            .map(|annotation| ExportedAnnotation {
                id: annotation.id.to_string(),
                span: annotation.span,
                style: annotation.style,
                note: annotation.note,
                tags: exported_tags(&codebook, annotation.tags),
                original: annotation.state.original().map(str::to_owned),
                created: rfc3339(annotation.created_at),
                modified: rfc3339(annotation.modified_at),
            })
            .collect(),
        orphans: document
            .orphans
            .into_iter()
            .map(|annotation| ExportedOrphan {
                id: annotation.id.to_string(),
                reason: match &annotation.state {
                    State::Orphan { reason, .. } => reason.name(),
                    _ => Loss::Mismatch.name(),
                },
                revision: annotation.revision.to_string(),
                quote: annotation.quote,
                style: annotation.style,
                note: annotation.note,
                tags: exported_tags(&codebook, annotation.tags),
                created: rfc3339(annotation.created_at),
                modified: rfc3339(annotation.modified_at),
            })
            .collect(),
        memos,
        names,
        is_patterned: false,
        exported_at: rfc3339(library.now()),
    })
}

/// The memos on a document, on its sections and its speakers in their order, and on the tags of its annotations; each
/// kind the oldest first.
fn memos_of(snapshot: &Snapshot<'_>, document: &OpenDocument) -> Result<Vec<ExportedMemo>> {
    let codebook = &document.codebook;
    let annotations = document.annotations.iter().chain(&document.orphans);
    let mut tags: Vec<TagId> = annotations.flat_map(|one| one.tags.iter().copied()).collect();
    tags.sort_unstable();
    tags.dedup();
    let mut memos = Vec::new();
    for memo in snapshot.memos_about(document.summary.id, &tags)? {
        let (order, about) = match memo.subject {
            Subject::Library => continue,
            Subject::Document(_) => ((0, 0), About::Document),
            Subject::Section { heading, title, .. } => {
                let place = heading.map_or(u32::MAX, |heading| heading.0);
                ((1, place as usize), About::Section { heading, title })
            }
            Subject::Speaker { speaker, .. } => {
                let Some(at) = document.speakers.iter().position(|one| one.id == speaker) else { continue };
                ((2, at), About::Speaker(at))
            }
            Subject::Tag(tag) => {
                let Some(at) = codebook.place(tag) else { continue };
                ((3, at), About::Tag(exported_tag(codebook, tag)))
            }
        };
        memos.push((
            order,
            ExportedMemo {
                id: memo.id.to_string(),
                about,
                text: memo.text,
                created: rfc3339(memo.created_at),
                modified: rfc3339(memo.modified_at),
            },
        ));
    }
    memos.sort_by_key(|(order, _)| *order);
    Ok(memos.into_iter().map(|(_, memo)| memo).collect())
}

/// Tags with their paths, in the order of the codebook.
fn exported_tags(codebook: &Codebook, mut tags: Vec<TagId>) -> Vec<ExportedTag> {
    tags.retain(|tag| codebook.get(*tag).is_some());
    tags.sort_by_key(|tag| codebook.place(*tag));
    tags.into_iter().map(|tag| exported_tag(codebook, tag)).collect()
}

fn exported_tag(codebook: &Codebook, tag: TagId) -> ExportedTag {
    ExportedTag {
        id: tag.to_string(),
        path: codebook.path(tag),
        colour: codebook.line(tag).find_map(|tag| tag.colour),
    }
}

/// A time as RFC 3339 in UTC. One that no calendar has (a clock gone wild) becomes the epoch.
fn rfc3339(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}
