//! What is done to tags and with them.

use super::Chooser;
use crate::torture::model::{Codebook, Model};
use crate::torture::operation::Operation;
use vermilion_api::wire::Colour;

const COLOURS: [Option<Colour>; 4] = [None, Some(Colour::Red), Some(Colour::Green), Some(Colour::Purple)];

/// So few names that tags in different places have the same one.
const NAMES: u32 = 20;

/// How many tags are above one at most.
const DEPTH: usize = 4;

impl Chooser {
    pub(super) fn create_tag(&mut self, model: &Model) -> Option<Operation> {
        let codebook = &model.state().codebook;
        let parent = self.parent(codebook);
        let name = self.name(codebook, parent.as_deref())?;
        let colour = COLOURS[self.random.usize(..COLOURS.len())];
        let shortcut = self.shortcut(codebook);
        let definition = if self.random.bool() { self.meaning() } else { String::new() };
        Some(Operation::CreateTag { name, parent, colour, shortcut, definition })
    }

    pub(super) fn rename_tag(&mut self, model: &Model) -> Option<Operation> {
        let codebook = &model.state().codebook;
        let tag = self.any(codebook.ids())?;
        let name = self.name(codebook, codebook.get(&tag)?.parent.as_deref())?;
        Some(Operation::RenameTag { tag, name })
    }

    pub(super) fn colour_tag(&mut self, model: &Model) -> Option<Operation> {
        let tag = self.any(model.state().codebook.ids())?;
        Some(Operation::ColourTag { tag, colour: COLOURS[self.random.usize(..COLOURS.len())] })
    }

    pub(super) fn key_tag(&mut self, model: &Model) -> Option<Operation> {
        let codebook = &model.state().codebook;
        let tag = self.any(codebook.ids())?;
        Some(Operation::KeyTag { tag, shortcut: self.shortcut(codebook) })
    }

    pub(super) fn define_tag(&mut self, model: &Model) -> Option<Operation> {
        let tag = self.any(model.state().codebook.ids())?;
        let definition = if self.random.u32(..6) == 0 { String::new() } else { self.meaning() };
        Some(Operation::DefineTag { tag, definition })
    }

    pub(super) fn move_tag(&mut self, model: &Model) -> Option<Operation> {
        let codebook = &model.state().codebook;
        let tag = self.any(codebook.ids())?;
        let parent = self.parent(codebook);
        let before = self.any(codebook.under(parent.as_deref()).iter());
        let before = before.filter(|before| *before != tag && self.random.bool());
        let after = codebook.moved(&tag, parent.as_deref(), before.as_deref())?;
        // Where it stands where it is to come, nothing need be done, and what is done is nobody's business.
        (after != *codebook).then_some(Operation::MoveTag { tag, parent, before })
    }

    pub(super) fn merge_tags(&mut self, model: &Model) -> Option<Operation> {
        let codebook = &model.state().codebook;
        let into = self.any(codebook.ids())?;
        let tags = self.some(codebook.ids().filter(|tag| **tag != into), 3);
        codebook.merged(&tags, &into).filter(|_| !tags.is_empty())?;
        Some(Operation::MergeTags { tags, into })
    }

    pub(super) fn split_tag(&mut self, model: &Model) -> Option<Operation> {
        let annotations = &model.state().annotations;
        let given: Vec<&String> = annotations.values().flat_map(|one| &one.tags).collect();
        let tag = self.any(given.into_iter())?;
        let into = self.tags(model, 1).pop().filter(|into| *into != tag)?;
        let having = annotations.iter().filter(|(_, one)| one.tags.contains(&tag));
        let annotations = self.some(having.map(|(id, _)| id), 3);
        let codebook = &model.state().codebook;
        // By its path it may be meant itself.
        let is_itself = into.strip_prefix('/') == Some(&codebook.path(&tag));
        (!is_itself).then_some(Operation::SplitTag { tag, into, annotations })
    }

    pub(super) fn delete_tags(&mut self, model: &Model) -> Option<Operation> {
        let codebook = &model.state().codebook;
        let (tags, with_children) = (self.some(codebook.ids(), 2), self.random.bool());
        codebook.without(&tags, with_children).filter(|_| !tags.is_empty())?;
        Some(Operation::DeleteTags { tags, with_children })
    }

    pub(super) fn give_tags(&mut self, model: &Model) -> Option<Operation> {
        let annotations = self.some(model.state().annotations.keys(), 4);
        let tags = self.tags(model, 2);
        (!annotations.is_empty()).then_some(Operation::GiveTags { annotations, tags })
    }

    pub(super) fn take_tags(&mut self, model: &Model) -> Option<Operation> {
        let tagged = model.state().annotations.iter().filter(|(_, one)| !one.tags.is_empty());
        let annotations = self.some(tagged.map(|(id, _)| id), 3);
        let tags = self.some(model.state().codebook.ids(), 3);
        (!annotations.is_empty() && !tags.is_empty()).then_some(Operation::TakeTags { annotations, tags })
    }

    /// Tags that there are, by their ids, and now and then one by a path, which there may not be.
    pub(super) fn tags(&mut self, model: &Model, most: usize) -> Vec<String> {
        let codebook = &model.state().codebook;
        let mut tags = self.some(codebook.ids(), most);
        if tags.is_empty() || self.random.u32(..4) == 0 {
            tags.pop();
            let names = (0..=self.random.usize(..2)).map(|_| format!("/標{}", self.random.u32(..NAMES)));
            tags.push(names.collect());
        }
        tags
    }

    fn parent(&mut self, codebook: &Codebook) -> Option<String> {
        let parent = self.any(codebook.ids()).filter(|_| self.random.u32(..3) > 0);
        parent.filter(|parent| codebook.path(parent).split('/').count() < DEPTH)
    }

    /// A name that none right under another tag has.
    fn name(&mut self, codebook: &Codebook, parent: Option<&str>) -> Option<String> {
        let name = format!("標{}", self.random.u32(..NAMES));
        codebook.named(parent, &name).is_none().then_some(name)
    }

    /// A key that none has, or no key.
    fn shortcut(&mut self, codebook: &Codebook) -> String {
        let key = self.random.alphanumeric().to_ascii_lowercase().to_string();
        let is_taken =
            codebook.ids().any(|id| codebook.get(id).and_then(|tag| tag.shortcut.as_ref()) == Some(&key));
        if is_taken || self.random.bool() { String::new() } else { key }
    }

    fn meaning(&mut self) -> String {
        format!("*何謂* {}", self.random.u64(..))
    }
}
