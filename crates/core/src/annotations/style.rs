//! Giving a highlight another colour or mark.

use super::existing;
use crate::{
    error::Result,
    ids::AnnotationId,
    library::{Acted, ActionName, Library},
    tables::annotation,
};
use vermilion_formats::annotated::Style;

/// Gives an annotation another style.
///
/// # Errors
/// [`Error::NoSuchAnnotation`](crate::Error::NoSuchAnnotation), or when the library cannot be written to.
pub fn set_style(library: &Library, id: AnnotationId, style: Style) -> Result<Acted<()>> {
    library.act(ActionName::AnnotationStyle, |act| {
        let before = existing(act.connection, id)?;
        act.set_subject(&before.quote);
        if before.style != style {
            annotation::set_style(act.connection, id, style, act.now())?;
        }
        Ok(())
    })
}
