//! Changing what is known about a document.

use super::{DocumentFields, find};
use crate::{
    error::Result,
    ids::DocumentId,
    library::{Acted, ActionName, Library},
    tables::document,
};

/// Changes title, source, date or language. Never the text.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument), [`Error::Empty`](crate::Error::Empty), or when the library
/// cannot be written to.
pub fn update(library: &Library, id: DocumentId, fields: &DocumentFields) -> Result<Acted<()>> {
    library.act(ActionName::DocumentUpdate, |act| {
        let mut row = find(act.connection, id)?;
        fields.apply(&mut row)?;
        act.set_subject(&row.title);
        document::update(act.connection, &row)
    })
}
