//! Finding annotations.

use super::{Annotation, of_document};
use crate::{
    documents,
    error::{Error, Result},
    ids::{AnnotationId, DocumentId},
    library::Library,
    references::CANDIDATES,
    tables::annotation,
};

/// The annotations that stand in the text of a document, by start, then end, then id.
///
/// # Errors
/// [`Error::NoSuchDocument`], or when the library cannot be read.
pub fn list(library: &Library, document: DocumentId) -> Result<Vec<Annotation>> {
    library.read(|snapshot| {
        documents::find(snapshot.connection, document)?;
        Ok(of_document(snapshot.connection, snapshot.texts(), document)?.0)
    })
}

/// The annotations of a document whose passage is not in its text, in the order in which they stood.
///
/// # Errors
/// [`Error::NoSuchDocument`], or when the library cannot be read.
pub fn orphans(library: &Library, document: DocumentId) -> Result<Vec<Annotation>> {
    library.read(|snapshot| {
        documents::find(snapshot.connection, document)?;
        Ok(of_document(snapshot.connection, snapshot.texts(), document)?.1)
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
    let reference = reference.trim();
    if let Ok(id) = reference.parse() {
        return Ok(find(library, id)?.id);
    }
    let candidates = if reference.is_empty() {
        Vec::new()
    } else {
        let prefix = reference.to_lowercase();
        library.read(|snapshot| annotation::with_prefix(snapshot.connection, &prefix, CANDIDATES))?
    };
    match candidates.as_slice() {
        [] => Err(Error::NoSuchAnnotation { reference: reference.to_owned() }),
        [only] => Ok(*only),
        _ => Err(Error::AmbiguousAnnotation { reference: reference.to_owned(), candidates }),
    }
}
