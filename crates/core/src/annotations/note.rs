//! Writing a note.

use super::existing;
use crate::{
    error::Result,
    ids::AnnotationId,
    library::{Acted, ActionName, Library},
    tables::annotation,
};

/// Gives an annotation a note; an empty one takes it away. While a user types, successive calls with the same
/// `join_key` become one step of the history; an empty key keeps each on its own.
///
/// # Errors
/// [`Error::NoSuchAnnotation`](crate::Error::NoSuchAnnotation), or when the library cannot be written to.
pub fn set_note(library: &Library, id: AnnotationId, note: &str, join_key: &str) -> Result<Acted<()>> {
    library.act(ActionName::AnnotationNote, |act| {
        let before = existing(act.connection, id)?;
        act.set_subject(&before.quote);
        if !join_key.is_empty() {
            // With the id: typing in another note is another step, whatever key the caller chose.
            act.join_with(&format!("{id} {join_key}"));
        }
        if before.note != note {
            annotation::set_note(act.connection, id, note, act.now())?;
        }
        Ok(())
    })
}
