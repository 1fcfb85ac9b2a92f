//! Commands on annotations.

use crate::api::{Api, Result};
use crate::changes::MOST_ANNOTATIONS;
use crate::convert;
use crate::wire::{
    Annotation, AnnotationCreate, AnnotationCreated, AnnotationDelete, AnnotationPage, AnnotationResize,
    AnnotationSetNote, AnnotationSetStyle, AnnotationsPage, Changed,
};
use vermilion_core::annotations::{self, Created};
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

    /// Highlights a passage.
    ///
    /// # Errors
    /// When there is no such document, or the passage is empty or not in the text.
    pub fn annotation_create(&self, request: AnnotationCreate, origin: &str) -> Result<AnnotationCreated> {
        let AnnotationCreate { document, start, end, style, note, tags } = request;
        let document: DocumentId = convert::id(&document)?;
        let (created, change) = self.act(ActionName::AnnotationCreate.name(), origin, |library| {
            let span = convert::span(start, end);
            annotations::create_tagged(library, document, span, style.into(), &note, &tags)
        })?;
        let Created { annotation, is_new } = created;
        Ok(AnnotationCreated { annotation: annotation.into(), is_new, change })
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
