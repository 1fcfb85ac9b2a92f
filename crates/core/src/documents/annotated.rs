//! A document with its annotations as exporters take it.

use super::{OpenDocument, open};
use crate::{
    annotations::{Loss, State},
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, TagId},
    library::Library,
    tags::Codebook,
};
use jiff::Timestamp;
use std::collections::BTreeSet;
use vermilion_formats::annotated::{
    Annotated, AnnotatedSpeaker, ExportedAnnotation, ExportedOrphan, ExportedTag,
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
    Ok(annotated_from(library, document))
}

/// A document that was opened, with the annotations that it was opened with; colours have no patterns.
#[must_use]
pub fn annotated_from(library: &Library, document: OpenDocument) -> Annotated {
    let codebook = document.codebook;
    Annotated {
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
        is_patterned: false,
        exported_at: rfc3339(library.now()),
    }
}

/// Tags with their paths, in the order of the codebook.
fn exported_tags(codebook: &Codebook, mut tags: Vec<TagId>) -> Vec<ExportedTag> {
    tags.retain(|tag| codebook.get(*tag).is_some());
    tags.sort_by_key(|tag| codebook.place(*tag));
    tags.into_iter()
        .map(|tag| ExportedTag {
            id: tag.to_string(),
            path: codebook.path(tag),
            colour: codebook.line(tag).find_map(|tag| tag.colour),
        })
        .collect()
}

/// A time as RFC 3339 in UTC. One that no calendar has (a clock gone wild) becomes the epoch.
fn rfc3339(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}
