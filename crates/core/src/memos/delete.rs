//! Deleting memos.

use super::existing;
use crate::{
    crosslinks,
    error::Result,
    ids::MemoId,
    library::{Acted, ActionName, Library},
    tables::memo,
};

/// Deletes memos, as one step that can be undone.
///
/// # Errors
/// [`Error::NoSuchMemo`](crate::Error::NoSuchMemo) when one of them is not there (none is deleted then), or when the library
/// cannot be written to.
pub fn delete(library: &Library, ids: &[MemoId]) -> Result<Acted<()>> {
    library.act(ActionName::MemoDelete, |act| {
        for (at, id) in ids.iter().enumerate() {
            let row = existing(act.connection, *id)?;
            if at == 0 {
                act.set_subject(&crosslinks::plain(&row.text));
            }
            memo::delete(act.connection, *id)?;
        }
        Ok(())
    })
}
