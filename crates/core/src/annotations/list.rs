//! Finding annotations.

use super::{Annotation, existing};
use crate::{
    documents,
    error::{Error, Result},
    ids::{AnnotationId, DocumentId},
    library::Library,
    tables::annotation,
};

/// Characters of an id that say enough to look for it.
const PREFIX: usize = 4;
/// Candidates named at most when a prefix fits several annotations.
const CANDIDATES: u32 = 10;

/// The annotations of a document by start, then end, then id.
///
/// # Errors
/// [`Error::NoSuchDocument`], or when the library cannot be read.
pub fn list(library: &Library, document: DocumentId) -> Result<Vec<Annotation>> {
    library.read(|snapshot| {
        documents::find(snapshot.connection, document)?;
        annotation::of_document(snapshot.connection, document)
    })
}

/// One annotation.
///
/// # Errors
/// [`Error::NoSuchAnnotation`], or when the library cannot be read.
pub fn find(library: &Library, id: AnnotationId) -> Result<Annotation> {
    library.read(|snapshot| existing(snapshot.connection, id))
}

/// The annotation that a reference means: an id, or the beginning of one (four characters or more) that no other has.
///
/// # Errors
/// [`Error::NoSuchAnnotation`], [`Error::AmbiguousAnnotation`] with up to ten candidates, or when the library cannot be
/// read.
pub fn resolve(library: &Library, reference: &str) -> Result<AnnotationId> {
    let reference = reference.trim();
    if let Ok(id) = reference.parse() {
        return Ok(find(library, id)?.id);
    }
    let candidates = if reference.len() < PREFIX {
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
