//! Changing what a tag is called, how it looks, what gives it and what it means.

use super::{Codebook, Tag, clean_name};
use crate::{
    error::Result,
    ids::TagId,
    library::{Act, Acted, ActionName, Library},
    tables::tag,
};
use vermilion_formats::annotated::Colour;

/// Gives a tag another name. No annotation is touched.
///
/// # Errors
/// [`Error::NoSuchTag`](crate::Error::NoSuchTag), [`Error::Empty`](crate::Error::Empty),
/// [`Error::BadTagName`](crate::Error::BadTagName), [`Error::TagNameTaken`](crate::Error::TagNameTaken), or when the
/// library cannot be written to.
pub fn rename(library: &Library, id: TagId, name: &str) -> Result<Acted<()>> {
    library.act(ActionName::TagRename, |act| {
        change(act, id, |codebook, tag| {
            let name = clean_name(name)?;
            codebook.require_free(tag.parent, &name, &[id])?;
            tag.name = name;
            Ok(())
        })
    })
}

/// Gives a tag another colour, or none.
///
/// # Errors
/// [`Error::NoSuchTag`](crate::Error::NoSuchTag), or when the library cannot be written to.
pub fn set_colour(library: &Library, id: TagId, colour: Option<Colour>) -> Result<Acted<()>> {
    library.act(ActionName::TagColour, |act| {
        change(act, id, |_, tag| {
            tag.colour = colour;
            Ok(())
        })
    })
}

/// Gives a tag another key, or none; see [`shortcut_of`](super::shortcut_of).
///
/// # Errors
/// [`Error::NoSuchTag`](crate::Error::NoSuchTag), [`Error::ShortcutTaken`](crate::Error::ShortcutTaken), or when the
/// library cannot be written to.
pub fn set_shortcut(library: &Library, id: TagId, shortcut: Option<char>) -> Result<Acted<()>> {
    library.act(ActionName::TagShortcut, |act| {
        change(act, id, |codebook, tag| {
            if let Some(shortcut) = shortcut {
                codebook.require_free_key(shortcut, Some(id))?;
            }
            tag.shortcut = shortcut;
            Ok(())
        })
    })
}

/// Says what is meant by a tag; an empty text takes it back. While a user types, successive calls with the same `join_key`
/// become one step of the history; an empty key keeps each on its own.
///
/// # Errors
/// [`Error::NoSuchTag`](crate::Error::NoSuchTag), or when the library cannot be written to.
pub fn define(library: &Library, id: TagId, definition: &str, join_key: &str) -> Result<Acted<()>> {
    library.act(ActionName::TagDefine, |act| {
        if !join_key.is_empty() {
            act.join_with(&format!("{id} {join_key}"));
        }
        change(act, id, |_, tag| {
            definition.clone_into(&mut tag.definition);
            Ok(())
        })
    })
}

fn change(
    act: &mut Act<'_>,
    id: TagId,
    change: impl FnOnce(&Codebook, &mut Tag) -> Result<()>,
) -> Result<()> {
    let codebook = Codebook::load(act.connection)?;
    let before = codebook.find(id)?;
    let mut after = before.clone();
    change(&codebook, &mut after)?;
    act.set_subject(&after.name);
    if after != *before {
        tag::update(act.connection, &after)?;
    }
    Ok(())
}
