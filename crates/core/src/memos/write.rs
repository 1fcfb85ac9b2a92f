//! Writing on a memo.

use super::{existing, join_key};
use crate::{
    crosslinks,
    error::Result,
    ids::MemoId,
    library::{Acted, ActionName, Library},
    tables::memo,
};

/// Gives a memo another text. One that is emptied stays until it is deleted: its owner may be about to write anew. While a
/// user types, successive calls with the same `key` become one step of the history; an empty key keeps each on its own.
///
/// # Errors
/// [`Error::NoSuchMemo`](crate::Error::NoSuchMemo), or when the library cannot be written to.
pub fn write(library: &Library, id: MemoId, text: &str, key: &str) -> Result<Acted<()>> {
    library.act(ActionName::MemoWrite, |act| {
        let before = existing(act.connection, id)?;
        act.set_subject(&crosslinks::plain(if text.trim().is_empty() { &before.text } else { text }));
        act.join_with(&join_key(id, key));
        if before.text != text {
            memo::set_text(act.connection, id, text, act.now())?;
        }
        Ok(())
    })
}
