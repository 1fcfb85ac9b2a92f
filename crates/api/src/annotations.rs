//! Commands on annotations.

use crate::api::{Api, Result};
use crate::changes::MOST_ANNOTATIONS;
use crate::convert;
use crate::wire::{
    Annotation, AnnotationCreate, AnnotationCreateAll, AnnotationCreated, AnnotationDelete, AnnotationPage,
    AnnotationResize, AnnotationSetNote, AnnotationSetStyle, AnnotationsCreated, AnnotationsPage, Changed,
    DocumentPassages, MarkedPassage,
};
use vermilion_core::annotations::{self, Created, CreatedAll, Marked, Passages};
use vermilion_core::{ActionName, AnnotationId, DocumentId};

impl Api {
    /// Some of the annotations of a document.
    ///
    /// # Errors
    /// When there is no such document, or `after` is none of its annotations.
    pub fn annotation_page(&self, request: AnnotationPage) -> Result<AnnotationsPage> {
        let document: DocumentId = convert::id(&request.document)?;
        let after = request.after.as_deref().map(convert::id).transpose()?;
        let limit = request.limit.clamp(1, MOST_ANNOTATIONS);
        let page = annotations::page(&self.library, document, after, limit)?;
        Ok(AnnotationsPage {
            revision: page.revision.to_string(),
            annotations: page.annotations.into_iter().map(Into::into).collect(),
            has_more: page.has_more,
        })
    }

    /// Highlights a passage. Asked again with the same id it makes no second highlight.
    ///
    /// # Errors
    /// When there is no such document, or the passage is empty or not in the text.
    pub fn annotation_create(&self, request: AnnotationCreate, origin: &str) -> Result<AnnotationCreated> {
        let AnnotationCreate { id, document, start, end, style, note, tags } = request;
        let id = id.as_deref().map(convert::id).transpose()?;
        let document: DocumentId = convert::id(&document)?;
        let (created, change) = self.act(ActionName::AnnotationCreate.name(), origin, |library| {
            let span = convert::span(start, end);
            annotations::create_once(library, id, document, span, style.into(), &note, &tags)
        })?;
        let Created { annotation, is_new } = created;
        Ok(AnnotationCreated { annotation: annotation.into(), is_new, change })
    }

    /// Highlights many passages in one step, and gives them tags.
    ///
    /// # Errors
    /// `stale-revision` where a document has been corrected meanwhile; when there is no such document, a passage is not in
    /// the text, or a tag cannot be made: nothing is highlighted then.
    pub fn annotation_create_all(
        &self,
        request: AnnotationCreateAll,
        origin: &str,
    ) -> Result<AnnotationsCreated> {
        let AnnotationCreateAll { passages, style, tags } = request;
        let passages = passages.iter().map(passages_of).collect::<Result<Vec<_>>>()?;
        let name = if tags.is_empty() { ActionName::AnnotationCreateAll } else { ActionName::TagAll };
        let (done, change) = self.act(name.name(), origin, |library| {
            annotations::create_all(library, &passages, style.into(), &tags)
        })?;
        let CreatedAll { created, tagged, unchanged, tags } = done;
        let tags = tags.iter().map(ToString::to_string).collect();
        Ok(AnnotationsCreated { created, tagged, unchanged, tags, change })
    }

    /// Which of these passages an annotation marks exactly.
    ///
    /// # Errors
    /// `stale-revision` where the document has been corrected meanwhile; when there is no such document, or a passage is
    /// not in the text.
    pub fn annotation_marked(&self, request: DocumentPassages) -> Result<Vec<MarkedPassage>> {
        let marked = annotations::marked(&self.library, &passages_of(&request)?)?;
        let wire = |Marked { passage, annotation, tags }| MarkedPassage {
            passage: u32::try_from(passage).unwrap_or(u32::MAX),
            annotation: annotation.to_string(),
            tags: tags.iter().map(ToString::to_string).collect(),
        };
        Ok(marked.into_iter().map(wire).collect())
    }

    /// Marks a passage differently.
    ///
    /// # Errors
    /// When there is no such annotation.
    pub fn annotation_set_style(&self, request: AnnotationSetStyle, origin: &str) -> Result<Changed> {
        let id: AnnotationId = convert::id(&request.annotation)?;
        self.change(ActionName::AnnotationStyle.name(), origin, |library| {
            annotations::set_style(library, id, request.style.into())
        })
    }

    /// Moves the edges of a passage.
    ///
    /// # Errors
    /// When there is no such annotation, or the passage is empty or not in the text.
    pub fn annotation_resize(&self, request: AnnotationResize, origin: &str) -> Result<Changed> {
        let id: AnnotationId = convert::id(&request.annotation)?;
        self.change(ActionName::AnnotationResize.name(), origin, |library| {
            annotations::resize(library, id, convert::span(request.start, request.end))
        })
    }

    /// Writes a note.
    ///
    /// # Errors
    /// When there is no such annotation.
    pub fn annotation_set_note(&self, request: AnnotationSetNote, origin: &str) -> Result<Changed> {
        let id: AnnotationId = convert::id(&request.annotation)?;
        self.change(ActionName::AnnotationNote.name(), origin, |library| {
            annotations::set_note(library, id, &request.note, &request.join_key)
        })
    }

    /// Deletes annotations.
    ///
    /// # Errors
    /// When one of them is not there: none is deleted then.
    pub fn annotation_delete(&self, request: AnnotationDelete, origin: &str) -> Result<Changed> {
        let ids: Vec<AnnotationId> = convert::ids(&request.annotations)?;
        self.change(ActionName::AnnotationDelete.name(), origin, |library| annotations::delete(library, &ids))
    }

    /// The annotation that an id or the beginning of one means.
    ///
    /// # Errors
    /// When none or several answer to it.
    pub fn annotation_resolve(&self, reference: &str) -> Result<Annotation> {
        let id = annotations::resolve(&self.library, reference)?;
        let found = self.library.read(|snapshot| snapshot.annotations_of([id]))?.pop();
        let missing = || vermilion_core::Error::NoSuchAnnotation { reference: reference.to_owned() };
        Ok(found.ok_or_else(missing)?.into())
    }
}

fn passages_of(wire: &DocumentPassages) -> Result<Passages> {
    let DocumentPassages { document, revision, places } = wire;
    Ok(Passages {
        document: convert::id(document)?,
        revision: convert::id(revision)?,
        spans: places.chunks_exact(2).map(|place| convert::span(place[0], place[1])).collect(),
    })
}
