//! Making a tag.

use super::{Codebook, Tag, clean_name};
use crate::{
    error::Result,
    ids::TagId,
    library::{Act, Acted, ActionName, Library},
    tables::tag,
};
use vermilion_formats::annotated::Colour;

/// A tag to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTag {
    /// Its name. Must not be empty, nor hold `/`.
    pub name: String,
    /// The tag under which it comes, behind those that are there; `None` for the top.
    pub parent: Option<TagId>,
    /// Its colour.
    pub colour: Option<Colour>,
    /// The key that gives it; see [`shortcut_of`](super::shortcut_of).
    pub shortcut: Option<char>,
    /// What is meant by it, Markdown.
    pub definition: String,
}

/// Makes a tag.
///
/// # Errors
/// [`Error::Empty`](crate::Error::Empty), [`Error::BadTagName`](crate::Error::BadTagName),
/// [`Error::TagNameTaken`](crate::Error::TagNameTaken), [`Error::ShortcutTaken`](crate::Error::ShortcutTaken),
/// [`Error::NoSuchTag`](crate::Error::NoSuchTag) for the parent, or when the library cannot be written to.
pub fn create(library: &Library, new: &NewTag) -> Result<Acted<TagId>> {
    library.act(ActionName::TagCreate, |act| {
        act.set_subject(&new.name);
        add(act, &Codebook::load(act.connection)?, new)
    })
}

/// Makes a tag as part of an action.
pub(crate) fn add(act: &Act<'_>, codebook: &Codebook, new: &NewTag) -> Result<TagId> {
    let name = clean_name(&new.name)?;
    if let Some(parent) = new.parent {
        codebook.find(parent)?;
    }
    codebook.require_free(new.parent, &name, &[])?;
    if let Some(shortcut) = new.shortcut {
        codebook.require_free_key(shortcut, None)?;
    }
    let id = TagId(act.new_id());
    let tag = Tag {
        id,
        parent: new.parent,
        position: codebook.end_of(new.parent),
        name,
        colour: new.colour,
        shortcut: new.shortcut,
        definition: new.definition.clone(),
        created_at: act.now(),
    };
    tag::insert(act.connection, &tag)?;
    Ok(id)
}
