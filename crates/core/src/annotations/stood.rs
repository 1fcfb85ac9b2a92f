//! Who spoke where the orphans of a document stood last, and in which section.

use super::shown_of_document;
use crate::{
    documents,
    error::Result,
    ids::{AnnotationId, DocumentId},
    library::Library,
    revisions::Stood,
    tables::speaker,
};

/// Where an orphan stood last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrphanPlace {
    /// The orphan.
    pub annotation: AnnotationId,
    /// Who spoke there, by the name of today.
    pub speaker: Option<String>,
    /// The heading of the innermost section.
    pub section: Option<String>,
}

/// Where the orphans of a document stood, in the order in which they are listed.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), or when the library cannot be read.
pub fn orphan_places(library: &Library, document: DocumentId) -> Result<Vec<OrphanPlace>> {
    library.read(|snapshot| {
        let (connection, texts) = (snapshot.connection, snapshot.texts());
        documents::find(connection, document)?;
        let speakers = speaker::of_document(connection, document)?;
        let (_, orphans) = shown_of_document(connection, texts, document)?;
        let stood = Stood::of(connection, texts, document, &speakers, &orphans)?;
        let name = |at: usize| speakers.get(at).map(|row| row.name.clone());
        let place = |(annotation, stood): (AnnotationId, Stood)| OrphanPlace {
            annotation,
            speaker: stood.speaker.and_then(name),
            section: stood.section,
        };
        Ok(orphans.iter().map(|one| one.id).zip(stood).map(place).collect())
    })
}
