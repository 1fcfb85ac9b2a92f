//! Putting a tag elsewhere in the codebook.

use super::{Codebook, Tag};
use crate::{
    error::{Error, Result},
    ids::TagId,
    library::{Act, Acted, ActionName, Library},
    tables::tag,
};

/// Puts a tag, with all that are under it, under another one or at the top: before a tag that is there, or behind all.
///
/// # Errors
/// [`Error::NoSuchTag`], also when `before` is not under `parent`; [`Error::TagIntoItself`], [`Error::TagNameTaken`], or
/// when the library cannot be written to.
pub fn move_to(
    library: &Library,
    id: TagId,
    parent: Option<TagId>,
    before: Option<TagId>,
) -> Result<Acted<()>> {
    library.act(ActionName::TagMove, |act| {
        let codebook = Codebook::load(act.connection)?;
        act.set_subject(&codebook.find(id)?.name);
        put(act, &codebook, id, parent, before, None)
    })
}

/// The name of `going`, a tag that will be gone after the same action, is free.
pub(super) fn put(
    act: &Act<'_>,
    codebook: &Codebook,
    id: TagId,
    parent: Option<TagId>,
    before: Option<TagId>,
    going: Option<TagId>,
) -> Result<()> {
    let tag = codebook.find(id)?;
    if let Some(parent) = parent {
        codebook.find(parent)?;
        if codebook.is_within(parent, id) {
            return Err(Error::TagIntoItself { path: codebook.path(id) });
        }
    }
    codebook.require_free(parent, &tag.name, &[id, going.unwrap_or(id)])?;
    if before == Some(id) {
        return Ok(());
    }
    let mut order: Vec<&Tag> = codebook.children(parent).filter(|other| other.id != id).collect();
    let at = match before {
        Some(before) => order
            .iter()
            .position(|other| other.id == before)
            .ok_or_else(|| Error::NoSuchTag { reference: before.to_string() })?,
        None => order.len(),
    };
    order.insert(at, tag);
    for (position, sibling) in (0..).zip(order) {
        if (sibling.position, sibling.parent) != (position, parent) {
            tag::update(act.connection, &Tag { position, parent, ..sibling.clone() })?;
        }
    }
    Ok(())
}
