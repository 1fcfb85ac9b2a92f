//! Finding annotations.

use super::{Annotation, doubt, existing, settle, shown_of_document};
use crate::{
    documents,
    error::{Error, Result},
    ids::{AnnotationId, DocumentId, RevisionId},
    library::Library,
    references::resolve_among,
    tables::annotation,
};

/// The annotations that stand in the text of a document, by start, then end, then id.
///
/// # Errors
/// [`Error::NoSuchDocument`], or when the library cannot be read.
pub fn list(library: &Library, document: DocumentId) -> Result<Vec<Annotation>> {
    library.read(|snapshot| {
        documents::find(snapshot.connection, document)?;
        Ok(shown_of_document(snapshot.connection, snapshot.texts(), document)?.0)
    })
}

/// The annotations of a document whose passage is not in its text, in the order in which they stood.
///
/// # Errors
/// [`Error::NoSuchDocument`], or when the library cannot be read.
pub fn orphans(library: &Library, document: DocumentId) -> Result<Vec<Annotation>> {
    library.read(|snapshot| {
        documents::find(snapshot.connection, document)?;
        Ok(shown_of_document(snapshot.connection, snapshot.texts(), document)?.1)
    })
}

/// Some of a document's annotations, orphans among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The current revision: in its text count the spans of those that stand.
    pub revision: RevisionId,
    /// In the order in which they are stored, which need not be that of the text.
    pub annotations: Vec<Annotation>,
    /// Whether there are more after the last of these.
    pub has_more: bool,
}

/// At most `limit` annotations of a document, those after `after` or from the beginning. For whoever wants all of very
/// many and something else to happen meanwhile: what is committed between two pages may be seen by one of them only.
///
/// # Errors
/// [`Error::NoSuchDocument`], [`Error::NoSuchAnnotation`] where `after` is none of the document, or when the library
/// cannot be read.
pub fn page(
    library: &Library,
    document: DocumentId,
    after: Option<AnnotationId>,
    limit: u32,
) -> Result<Page> {
    library.read(|snapshot| {
        let connection = snapshot.connection;
        let revision = documents::find(connection, document)?.revision;
        if let Some(after) = after
            && existing(connection, after)?.document != document
        {
            return Err(Error::NoSuchAnnotation { reference: after.to_string() });
        }
        let mut annotations = annotation::page(connection, document, after, limit)?;
        settle(&*snapshot.texts().lineage(connection, document)?, &mut annotations);
        doubt(&*snapshot.text(revision)?, &mut annotations);
        let has_more = u32::try_from(annotations.len()) == Ok(limit);
        Ok(Page { revision, annotations, has_more })
    })
}

/// One annotation.
///
/// # Errors
/// [`Error::NoSuchAnnotation`], or when the library cannot be read.
pub fn find(library: &Library, id: AnnotationId) -> Result<Annotation> {
    let missing = || Error::NoSuchAnnotation { reference: id.to_string() };
    library.read(|snapshot| snapshot.annotations_of([id])?.pop().ok_or_else(missing))
}

/// The annotation that a reference means: an id, or the beginning of one that no other annotation has.
///
/// # Errors
/// [`Error::NoSuchAnnotation`], [`Error::AmbiguousAnnotation`] with up to ten candidates, or when the library cannot be
/// read.
pub fn resolve(library: &Library, reference: &str) -> Result<AnnotationId> {
    let refuse = |reference, candidates: Vec<_>| match candidates.as_slice() {
        [] => Error::NoSuchAnnotation { reference },
        _ => Error::AmbiguousAnnotation { reference, candidates },
    };
    resolve_among(library, reference, |id| Ok(find(library, id)?.id), annotation::with_prefix, refuse)
}
