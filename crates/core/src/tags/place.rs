//! Putting tags elsewhere in the codebook.

use super::{Codebook, Tag, folded};
use crate::{
    error::{Error, Result},
    ids::TagId,
    library::{Act, Acted, ActionName, Library},
    tables::tag,
};
use std::collections::{HashMap, HashSet};

/// Puts tags, with all that are under them, under another one or at the top: before a tag that is there, or behind all. They
/// come to stand together, in the order of the codebook; one that is under another of them goes with it, and stays there.
///
/// # Errors
/// [`Error::NoSuchTag`], also when `before` is not under `parent`; [`Error::TagIntoItself`], [`Error::TagNameTaken`], also
/// where two of them have one name (none is moved then); or when the library cannot be written to.
pub fn move_to(
    library: &Library,
    ids: &[TagId],
    parent: Option<TagId>,
    before: Option<TagId>,
) -> Result<Acted<()>> {
    library.act(ActionName::TagMove, |act| {
        let codebook = Codebook::load(act.connection)?;
        let chosen: HashSet<TagId> = ids.iter().copied().collect();
        for id in ids {
            codebook.find(*id)?;
        }
        let goes_along = |tag: &&Tag| codebook.line(tag.id).skip(1).any(|above| chosen.contains(&above.id));
        let moved: Vec<&Tag> =
            codebook.tags().iter().filter(|tag| chosen.contains(&tag.id) && !goes_along(tag)).collect();
        act.set_subject(&moved.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>().join(", "));
        put(act, &codebook, &moved, parent, before, None)
    })
}

/// Puts tags, none of them under another, in this order. The name of `going`, a tag that will be gone after the same action,
/// is free.
pub(super) fn put(
    act: &Act<'_>,
    codebook: &Codebook,
    moved: &[&Tag],
    parent: Option<TagId>,
    before: Option<TagId>,
    going: Option<TagId>,
) -> Result<()> {
    if let Some(parent) = parent {
        codebook.find(parent)?;
        if let Some(tag) = moved.iter().find(|tag| codebook.is_within(parent, tag.id)) {
            return Err(Error::TagIntoItself { path: codebook.path(tag.id) });
        }
    }
    let ids: HashSet<TagId> = moved.iter().map(|tag| tag.id).collect();
    let stays = |tag: &&Tag| !ids.contains(&tag.id);
    let siblings: Vec<&Tag> = codebook.children(parent).collect();
    let mut names: HashMap<String, TagId> = siblings
        .iter()
        .copied()
        .filter(|tag| stays(tag) && Some(tag.id) != going)
        .map(|tag| (folded(&tag.name), tag.id))
        .collect();
    for tag in moved {
        if let Some(other) = names.insert(folded(&tag.name), tag.id) {
            return Err(Error::TagNameTaken { path: codebook.path(other) });
        }
    }
    let at = match before {
        Some(before) => siblings
            .iter()
            .position(|sibling| sibling.id == before)
            .ok_or_else(|| Error::NoSuchTag { reference: before.to_string() })?,
        None => siblings.len(),
    };
    let (ahead, behind) = siblings.split_at(at);
    let staying = |part: &[&Tag]| part.iter().copied().filter(stays).cloned().collect::<Vec<Tag>>();
    let order = [staying(ahead), moved.iter().copied().cloned().collect(), staying(behind)].concat();
    for (position, sibling) in (0..).zip(order) {
        if (sibling.position, sibling.parent) != (position, parent) {
            tag::update(act.connection, &Tag { position, parent, ..sibling })?;
        }
    }
    Ok(())
}
