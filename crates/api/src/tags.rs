//! Commands on tags.

use crate::api::{Api, Result};
use crate::convert;
use crate::wire::{
    AnnotationFind, AnnotationsFound, Changed, Nothing, Tag, TagCount, TagCreate, TagDefine, TagDelete,
    TagGive, TagMade, TagMerge, TagMove, TagRename, TagSetColour, TagSetShortcut, TagSplit, TagTake,
    TagsGiven,
};
use vermilion_core::annotations::{self, Filter};
use vermilion_core::tags::{self, NewTag};
use vermilion_core::{ActionName, AnnotationId, Error, TagId};

impl Api {
    /// The codebook: each tag before those under it, siblings in their order.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn tag_list(&self, _: Nothing) -> Result<Vec<Tag>> {
        Ok(convert::tag::list(&tags::codebook(&self.library)?))
    }

    /// How much each tag holds, in the order of the codebook.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn tag_count(&self, _: Nothing) -> Result<Vec<TagCount>> {
        Ok(tags::count(&self.library)?.into_iter().map(Into::into).collect())
    }

    /// Makes a tag.
    ///
    /// # Errors
    /// When the name or the key is none, or is taken.
    pub fn tag_create(&self, request: TagCreate, origin: &str) -> Result<TagMade> {
        let TagCreate { name, parent, colour, shortcut, definition } = request;
        let parent = parent.as_deref().map(convert::id).transpose()?;
        let shortcut = key(&shortcut.unwrap_or_default())?;
        let new = NewTag { name, parent, colour: colour.map(Into::into), shortcut, definition };
        let (tag, change) =
            self.act(ActionName::TagCreate.name(), origin, |library| tags::create(library, &new))?;
        Ok(TagMade { tag: tag.to_string(), change })
    }

    /// Gives a tag another name.
    ///
    /// # Errors
    /// When there is no such tag, or the name is none, or a sibling has it.
    pub fn tag_rename(&self, request: TagRename, origin: &str) -> Result<Changed> {
        let id: TagId = convert::id(&request.tag)?;
        self.change(ActionName::TagRename.name(), origin, |library| tags::rename(library, id, &request.name))
    }

    /// Gives a tag another colour.
    ///
    /// # Errors
    /// When there is no such tag.
    pub fn tag_set_colour(&self, request: TagSetColour, origin: &str) -> Result<Changed> {
        let id: TagId = convert::id(&request.tag)?;
        let colour = request.colour.map(Into::into);
        self.change(ActionName::TagColour.name(), origin, |library| tags::set_colour(library, id, colour))
    }

    /// Gives a tag another key.
    ///
    /// # Errors
    /// When there is no such tag, or the key is none, or another tag has it.
    pub fn tag_set_shortcut(&self, request: TagSetShortcut, origin: &str) -> Result<Changed> {
        let id: TagId = convert::id(&request.tag)?;
        let shortcut = key(&request.shortcut)?;
        self.change(ActionName::TagShortcut.name(), origin, |library| {
            tags::set_shortcut(library, id, shortcut)
        })
    }

    /// Says what is meant by a tag.
    ///
    /// # Errors
    /// When there is no such tag.
    pub fn tag_define(&self, request: TagDefine, origin: &str) -> Result<Changed> {
        let id: TagId = convert::id(&request.tag)?;
        self.change(ActionName::TagDefine.name(), origin, |library| {
            tags::define(library, id, &request.definition, &request.join_key)
        })
    }

    /// Puts tags elsewhere in the codebook.
    ///
    /// # Errors
    /// When one of them is not there, would come into itself, or one of its name is there: none is moved then.
    pub fn tag_move(&self, request: TagMove, origin: &str) -> Result<Changed> {
        let ids: Vec<TagId> = convert::ids(&request.tags)?;
        let parent = request.parent.as_deref().map(convert::id).transpose()?;
        let before = request.before.as_deref().map(convert::id).transpose()?;
        self.change(ActionName::TagMove.name(), origin, |library| {
            tags::move_to(library, &ids, parent, before)
        })
    }

    /// Makes tags one with another.
    ///
    /// # Errors
    /// When one of them is not there.
    pub fn tag_merge(&self, request: TagMerge, origin: &str) -> Result<Changed> {
        let from: Vec<TagId> = convert::ids(&request.tags)?;
        let into: TagId = convert::id(&request.into)?;
        self.change(ActionName::TagMerge.name(), origin, |library| tags::merge(library, &from, into))
    }

    /// Gives some annotations of a tag another one in its place.
    ///
    /// # Errors
    /// When there is no such tag or annotation, or the other one cannot be made.
    pub fn tag_split(&self, request: TagSplit, origin: &str) -> Result<TagMade> {
        let id: TagId = convert::id(&request.tag)?;
        let annotations: Vec<AnnotationId> = convert::ids(&request.annotations)?;
        let (tag, change) = self.act(ActionName::TagSplit.name(), origin, |library| {
            tags::split(library, id, &request.into, &annotations)
        })?;
        Ok(TagMade { tag: tag.to_string(), change })
    }

    /// Deletes tags. Annotations stay.
    ///
    /// # Errors
    /// When one of them is not there: none is deleted then.
    pub fn tag_delete(&self, request: TagDelete, origin: &str) -> Result<Changed> {
        let ids: Vec<TagId> = convert::ids(&request.tags)?;
        self.change(ActionName::TagDelete.name(), origin, |library| {
            tags::delete(library, &ids, request.with_children)
        })
    }

    /// Gives annotations tags, and makes those that there are not.
    ///
    /// # Errors
    /// When there is no such annotation, or a tag cannot be made: none is given then.
    pub fn tag_give(&self, request: TagGive, origin: &str) -> Result<TagsGiven> {
        let ids: Vec<AnnotationId> = convert::ids(&request.annotations)?;
        let (tags, change) =
            self.act(ActionName::TagGive.name(), origin, |library| tags::give(library, &ids, &request.tags))?;
        Ok(TagsGiven { tags: tags.iter().map(ToString::to_string).collect(), change })
    }

    /// Takes tags from annotations.
    ///
    /// # Errors
    /// When there is no such annotation or tag: none is taken then.
    pub fn tag_take(&self, request: TagTake, origin: &str) -> Result<Changed> {
        let ids: Vec<AnnotationId> = convert::ids(&request.annotations)?;
        let tags: Vec<TagId> = convert::ids(&request.tags)?;
        self.change(ActionName::TagTake.name(), origin, |library| tags::take(library, &ids, &tags))
    }

    /// The tag that a name, a path, an id or the beginning of one means.
    ///
    /// # Errors
    /// When none or several answer to it.
    pub fn tag_resolve(&self, reference: &str) -> Result<Tag> {
        let id = tags::resolve(&self.library, reference)?.to_string();
        let missing = || Error::NoSuchTag { reference: reference.to_owned() };
        Ok(self.tag_list(Nothing {})?.into_iter().find(|tag| tag.id == id).ok_or_else(missing)?)
    }

    /// Annotations of all documents that have something in common.
    ///
    /// # Errors
    /// When there is no such document or tag.
    pub fn annotation_find(&self, request: AnnotationFind) -> Result<AnnotationsFound> {
        let AnnotationFind {
            document,
            tag,
            with_descendants,
            speaker,
            colour,
            has_note,
            state,
            offset,
            limit,
        } = request;
        let filter = Filter {
            document: document.as_deref().map(convert::id).transpose()?,
            tag: tag.as_deref().map(convert::id).transpose()?,
            with_descendants,
            speaker,
            colour: colour.map(Into::into),
            has_note,
            state: state.map(Into::into),
        };
        let found = annotations::search(&self.library, &filter)?;
        Ok(AnnotationsFound {
            total: u32::try_from(found.len()).unwrap_or(u32::MAX),
            found: found.into_iter().skip(offset as usize).take(limit as usize).map(Into::into).collect(),
        })
    }
}

/// The key that a text means; none where it is empty.
fn key(text: &str) -> Result<Option<char>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let bad = || Error::BadShortcut { shortcut: text.to_owned() };
    Ok(Some(tags::shortcut_of(text).ok_or_else(bad)?))
}
