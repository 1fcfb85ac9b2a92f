//! Taking tags out of the codebook.

use super::{Codebook, place::put};
use crate::{
    error::Result,
    ids::TagId,
    library::{Act, Acted, ActionName, Library},
    tables::{annotation_tag, memo, tag},
};

/// Deletes tags with their memos. Annotations stay, without them. What is under a tag comes to where it was, in its place;
/// `with_children` deletes that too.
///
/// # Errors
/// [`Error::NoSuchTag`](crate::Error::NoSuchTag) when one of them is not there (none is deleted then);
/// [`Error::TagNameTaken`](crate::Error::TagNameTaken) where one that comes up would stand beside another of its name; or
/// when the library cannot be written to.
pub fn delete(library: &Library, ids: &[TagId], with_children: bool) -> Result<Acted<()>> {
    library.act(ActionName::TagDelete, |act| {
        let codebook = Codebook::load(act.connection)?;
        let names = ids.iter().map(|id| Ok(codebook.find(*id)?.name.as_str())).collect::<Result<Vec<_>>>()?;
        act.set_subject(&names.join(", "));
        for id in ids {
            let codebook = Codebook::load(act.connection)?;
            // One that was under another of them may be gone already.
            let Some(tag) = codebook.get(*id) else { continue };
            if with_children {
                // From the leaves: no tag is without the one that it is under.
                codebook.branch(*id).iter().rev().try_for_each(|tag| remove(act, tag.id))?;
            } else {
                let children: Vec<_> = codebook.children(Some(*id)).collect();
                put(act, &codebook, &children, tag.parent, Some(*id), Some(*id))?;
                remove(act, *id)?;
            }
        }
        Ok(())
    })
}

fn remove(act: &Act<'_>, id: TagId) -> Result<()> {
    annotation_tag::delete_tag(act.connection, id)?;
    memo::delete_of_tag(act.connection, id)?;
    tag::delete(act.connection, id)
}
