//! The tags as cards in boxes: each box holds cards in an order, and each card may be a box.

use std::collections::BTreeMap;
use std::sync::Arc;
use vermilion_api::wire::Colour;

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::torture) struct Tag {
    pub(in crate::torture) name: String,
    pub(in crate::torture) parent: Option<String>,
    pub(in crate::torture) colour: Option<Colour>,
    pub(in crate::torture) shortcut: Option<String>,
    pub(in crate::torture) definition: String,
}

/// All tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    tags: BTreeMap<String, Arc<Tag>>,
    /// What is in each box, and at the top, in order. None is empty.
    boxes: BTreeMap<Option<String>, Vec<String>>,
}

impl Codebook {
    pub(in crate::torture) fn get(&self, id: &str) -> Option<&Tag> {
        self.tags.get(id).map(|tag| &**tag)
    }

    pub(in crate::torture) fn ids(&self) -> impl Iterator<Item = &String> {
        self.tags.keys()
    }

    /// What is right under a tag, or at the top.
    pub(in crate::torture) fn under(&self, parent: Option<&str>) -> &[String] {
        self.boxes.get(&parent.map(str::to_owned)).map_or(&[], Vec::as_slice)
    }

    /// Each tag before those under it, with how many are above it.
    pub(super) fn in_order(&self) -> Vec<(&str, u32)> {
        let mut order = Vec::new();
        self.walk(None, 0, &mut order);
        order
    }

    fn walk<'c>(&'c self, parent: Option<&str>, depth: u32, order: &mut Vec<(&'c str, u32)>) {
        for id in self.under(parent) {
            order.push((id, depth));
            self.walk(Some(id), depth + 1, order);
        }
    }

    /// The names from the top to a tag.
    pub(in crate::torture) fn path(&self, id: &str) -> String {
        let Some(tag) = self.get(id) else { return String::new() };
        match &tag.parent {
            Some(parent) => format!("{}/{}", self.path(parent), tag.name),
            None => tag.name.clone(),
        }
    }

    /// Whether a tag is another one or under it.
    pub(in crate::torture) fn is_within(&self, id: &str, other: &str) -> bool {
        id == other
            || self
                .get(id)
                .and_then(|tag| tag.parent.as_deref())
                .is_some_and(|parent| self.is_within(parent, other))
    }

    /// The one of this name right under another.
    pub(in crate::torture) fn named(&self, parent: Option<&str>, name: &str) -> Option<&String> {
        self.under(parent).iter().find(|id| self.get(id).is_some_and(|tag| tag.name == name))
    }

    pub(super) fn change(&mut self, id: &str, change: impl FnOnce(&mut Tag)) {
        if let Some(tag) = self.tags.get_mut(id) {
            change(Arc::make_mut(tag));
        }
    }

    /// Puts a new one behind those that are there.
    pub(super) fn add(&mut self, id: &str, tag: Tag) {
        self.boxes.entry(tag.parent.clone()).or_default().push(id.to_owned());
        self.tags.insert(id.to_owned(), Arc::new(tag));
    }

    /// Takes a tag out that nothing is under.
    fn remove(&mut self, id: &str) {
        if let Some(tag) = self.tags.remove(id) {
            self.take_out(id, &tag.parent);
        }
    }

    fn take_out(&mut self, id: &str, parent: &Option<String>) {
        if let Some(siblings) = self.boxes.get_mut(parent) {
            siblings.retain(|other| other != id);
            if siblings.is_empty() {
                self.boxes.remove(parent);
            }
        }
    }

    /// Puts a tag elsewhere: before one that is there, or behind all. `None` where one of its name is there, other than
    /// `going`, which will be gone.
    fn put(&self, id: &str, parent: Option<&str>, before: Option<&str>, going: Option<&str>) -> Option<Self> {
        let mut after = self.clone();
        let tag = self.get(id)?;
        let taken = self.under(parent).iter().any(|other| {
            other != id
                && Some(other.as_str()) != going
                && self.get(other).is_some_and(|other| other.name == tag.name)
        });
        if taken {
            return None;
        }
        after.take_out(id, &tag.parent);
        let siblings = after.boxes.entry(parent.map(str::to_owned)).or_default();
        let at = before.and_then(|before| siblings.iter().position(|other| other == before));
        siblings.insert(at.unwrap_or(siblings.len()), id.to_owned());
        after.change(id, |tag| tag.parent = parent.map(str::to_owned));
        Some(after)
    }

    /// Puts a tag elsewhere; `None` where that is refused: it would come into itself, or stand beside one of its name.
    pub(in crate::torture) fn moved(
        &self,
        id: &str,
        parent: Option<&str>,
        before: Option<&str>,
    ) -> Option<Self> {
        if parent.is_some_and(|parent| self.is_within(parent, id)) {
            return None;
        }
        self.put(id, parent, before, None)
    }

    /// Makes tags one with another, those deepest down and last in order first, and gives back which became which; `None`
    /// where that is refused.
    pub(in crate::torture) fn merged(
        &self,
        ids: &[String],
        into: &str,
    ) -> Option<(Self, Vec<(String, String)>)> {
        let order: Vec<String> = self.in_order().into_iter().map(|(id, _)| id.to_owned()).collect();
        let mut after = self.clone();
        let mut became = Vec::new();
        for id in order.iter().rev().filter(|id| ids.contains(*id) && *id != into) {
            after = after.merge(id, into, &mut became)?;
        }
        Some((after, became))
    }

    fn merge(&self, from: &str, into: &str, became: &mut Vec<(String, String)>) -> Option<Self> {
        let mut after = self.clone();
        let source = self.get(from)?.clone();
        if self.is_within(into, from) {
            // It takes the place of what it was under.
            after = after.put(into, source.parent.as_deref(), Some(from), Some(from))?;
        }
        after.change(into, |tag| {
            tag.colour = tag.colour.or(source.colour);
            tag.shortcut = tag.shortcut.take().or(source.shortcut);
            if tag.definition.is_empty() {
                tag.definition = source.definition;
            } else if !source.definition.is_empty() {
                tag.definition = format!("{}\n\n{}", tag.definition, source.definition);
            }
        });
        became.push((from.to_owned(), into.to_owned()));
        for child in after.under(Some(from)).to_vec() {
            let name = &after.get(&child)?.name;
            after = match after.named(Some(into), name).cloned() {
                Some(same) => after.merge(&child, &same, became)?,
                None => after.put(&child, Some(into), None, None)?,
            };
        }
        after.remove(from);
        Some(after)
    }

    /// Deletes tags, and gives back which are gone; what is under one goes too, or comes to where that was. `None` where
    /// that is refused.
    pub(in crate::torture) fn without(
        &self,
        ids: &[String],
        with_children: bool,
    ) -> Option<(Self, Vec<String>)> {
        let mut after = self.clone();
        let mut gone = Vec::new();
        for id in ids {
            let Some(tag) = after.get(id).cloned() else { continue };
            if with_children {
                let branch: Vec<String> =
                    after.ids().filter(|other| after.is_within(other, id)).cloned().collect();
                for tag in &branch {
                    after.remove(tag);
                }
                gone.extend(branch);
            } else {
                for child in after.under(Some(id)).to_vec() {
                    after = after.put(&child, tag.parent.as_deref(), Some(id), Some(id))?;
                }
                after.remove(id);
                gone.push(id.clone());
            }
        }
        Some((after, gone))
    }

    /// The tag that a reference means: an id, or a path from the top, of which what is missing is made with the ids that
    /// `given` has for the paths. Where it has none nothing was made that anybody knows of, and the path does for the id.
    pub(super) fn ensure(&mut self, reference: &str, given: &BTreeMap<String, String>) -> String {
        let Some(path) = reference.strip_prefix('/') else { return reference.to_owned() };
        let mut parent: Option<String> = None;
        for name in path.split('/') {
            let known = self.named(parent.as_deref(), name).cloned();
            parent = known.or_else(|| {
                let path = parent.iter().map(|parent| self.path(parent)).chain([name.to_owned()]);
                let path = path.collect::<Vec<_>>().join("/");
                let id = given.get(&path).cloned().unwrap_or(path);
                let (name, parent) = (name.to_owned(), parent.clone());
                let (colour, shortcut, definition) = (None, None, String::new());
                self.add(&id, Tag { name, parent, colour, shortcut, definition });
                Some(id)
            });
        }
        parent.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A codebook of these paths, each the id of its tag.
    fn codebook(paths: &[&str]) -> Codebook {
        let given = paths.iter().map(|path| ((*path).to_owned(), (*path).to_owned())).collect();
        let mut codebook = Codebook::default();
        for path in paths {
            codebook.ensure(&format!("/{path}"), &given);
        }
        codebook
    }

    fn outline(codebook: &Codebook) -> Vec<String> {
        codebook
            .in_order()
            .into_iter()
            .map(|(id, depth)| format!("{}{id}", "-".repeat(depth as usize)))
            .collect()
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn what_is_under_a_tag_that_goes_comes_to_its_place_or_goes_too() {
        let all = codebook(&["a", "b", "b/x", "b/y", "c"]);
        let (after, gone) = all.without(&ids(&["b"]), false).unwrap_or_default();
        assert_eq!((outline(&after), gone), (ids(&["a", "b/x", "b/y", "c"]), ids(&["b"])));
        let (after, gone) = all.without(&ids(&["b"]), true).unwrap_or_default();
        assert_eq!((outline(&after), gone), (ids(&["a", "c"]), ids(&["b", "b/x", "b/y"])));
        assert_eq!(codebook(&["x", "b", "b/x"]).without(&ids(&["b"]), false), None, "two of a name");
    }

    #[test]
    fn tags_become_one_with_what_is_under_them() {
        let all = codebook(&["a", "a/x", "a/y", "b", "b/y", "b/z"]);
        let (after, became) = all.merged(&ids(&["b"]), "a").unwrap_or_default();
        assert_eq!(outline(&after), ["a", "-a/x", "-a/y", "-b/z"]);
        let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        assert_eq!(became, [pair("b", "a"), pair("b/y", "a/y")]);
        let (after, _) = all.merged(&ids(&["a"]), "a/x").unwrap_or_default();
        assert_eq!(outline(&after), ["a/x", "-a/y", "b", "-b/y", "-b/z"]);
    }

    #[test]
    fn a_tag_is_put_before_another_and_never_into_itself() {
        let all = codebook(&["a", "b", "b/x", "c"]);
        let moved = |id, parent, before| all.moved(id, parent, before).map(|after| outline(&after));
        assert_eq!(moved("c", Some("b"), Some("b/x")), Some(ids(&["a", "b", "-c", "-b/x"])));
        assert_eq!(moved("c", None, Some("a")), Some(ids(&["c", "a", "b", "-b/x"])));
        assert_eq!(moved("b", Some("b/x"), None), None);
    }
}
