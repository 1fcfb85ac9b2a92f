//! Taking documents out of the library.

use super::find;
use crate::{
    error::Result,
    ids::DocumentId,
    library::{Acted, ActionName, Library},
    tables::document,
};

/// Deletes documents with their annotations, as one step that can be undone.
///
/// # Errors
/// [`Error::NoSuchDocument`](crate::Error::NoSuchDocument) when one of them is not there (none is deleted then), or
/// when the library cannot be written to.
pub fn delete(library: &Library, ids: &[DocumentId]) -> Result<Acted<()>> {
    library.act(ActionName::DocumentDelete, |act| {
        let mut titles = Vec::with_capacity(ids.len());
        for id in ids {
            titles.push(find(act.connection, *id)?.title);
            document::delete(act.connection, *id)?;
        }
        act.set_subject(&titles.join(", "));
        Ok(())
    })
}
