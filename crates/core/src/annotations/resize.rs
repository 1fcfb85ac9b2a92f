//! Giving a highlight other edges.

use super::{
    existing,
    passage::{Passage, locate},
};
use crate::{
    error::Result,
    ids::AnnotationId,
    library::{Acted, ActionName, Library},
    tables::annotation,
};
use vermilion_anchor::Span;

/// Gives an annotation another passage of the same text, snapped and trimmed as at its creation.
///
/// # Errors
/// [`Error::NoSuchAnnotation`](crate::Error::NoSuchAnnotation), [`Error::OutOfBounds`](crate::Error::OutOfBounds),
/// [`Error::EmptySelection`](crate::Error::EmptySelection), or when the library cannot be written to.
pub fn resize(library: &Library, id: AnnotationId, selection: Span) -> Result<Acted<()>> {
    library.act(ActionName::AnnotationResize, |act| {
        let before = existing(act.connection, id)?;
        let Passage { span, selector } = locate(&*act.text(before.revision)?, selection)?;
        act.set_subject(&selector.exact);
        // Nudging an edge along, or dragging it again, is one step.
        act.join_with(&format!("resize {id}"));
        if before.span != span {
            annotation::set_place(act.connection, id, span, &selector, act.now())?;
        }
        Ok(())
    })
}
