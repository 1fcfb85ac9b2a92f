//! Deleting annotations.

use super::existing;
use crate::{
    error::Result,
    ids::AnnotationId,
    library::{Acted, ActionName, Library},
    tables::{annotation, annotation_tag, former_place},
};

/// Deletes annotations with their notes, as one step that can be undone.
///
/// # Errors
/// [`Error::NoSuchAnnotation`](crate::Error::NoSuchAnnotation) when one of them is not there (none is deleted then), or
/// when the library cannot be written to.
pub fn delete(library: &Library, ids: &[AnnotationId]) -> Result<Acted<()>> {
    library.act(ActionName::AnnotationDelete, |act| {
        for (at, id) in ids.iter().enumerate() {
            let annotation = existing(act.connection, *id)?;
            if at == 0 {
                act.set_subject(&annotation.quote);
            }
            former_place::delete(act.connection, *id)?;
            annotation_tag::delete_of(act.connection, *id)?;
            annotation::delete(act.connection, *id)?;
        }
        Ok(())
    })
}
