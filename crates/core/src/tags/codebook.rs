//! The codebook: all tags as the forest that they are.

use super::{Tag, folded};
use crate::{
    error::{Error, Result},
    ids::TagId,
    library::{Library, Snapshot},
    tables::tag,
};
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};
use vermilion_formats::codebook::CodebookTag;

/// What stands between the names of a path.
pub const SEPARATOR: &str = "/";

/// All tags: each before those under it, siblings in their order.
///
/// A file from elsewhere may hold tags whose parents are not there or that are under themselves. Those stand at the top
/// here, so that whoever walks through the codebook comes to an end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    tags: Vec<Tag>,
    /// How many tags are above each.
    depths: Vec<usize>,
    index: HashMap<TagId, usize>,
}

/// All tags.
///
/// # Errors
/// When the library cannot be read.
pub fn codebook(library: &Library) -> Result<Codebook> {
    library.read(|snapshot| snapshot.codebook())
}

impl Snapshot<'_> {
    /// All tags.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn codebook(&self) -> Result<Codebook> {
        Codebook::load(self.connection)
    }
}

impl Codebook {
    pub(crate) fn load(connection: &Connection) -> Result<Self> {
        Ok(Self::of(tag::all(connection)?))
    }

    /// Of tags that are in the order of their siblings.
    fn of(tags: Vec<Tag>) -> Self {
        let there: HashSet<TagId> = tags.iter().map(|tag| tag.id).collect();
        let mut children: HashMap<Option<TagId>, Vec<usize>> = HashMap::new();
        for (at, tag) in tags.iter().enumerate() {
            children.entry(tag.parent.filter(|parent| there.contains(parent))).or_default().push(at);
        }
        let mut order: Vec<(usize, usize)> = Vec::with_capacity(tags.len());
        let mut is_placed = vec![false; tags.len()];
        let top = children.get(&None).cloned().unwrap_or_default();
        // After those at the top, those that are in a circle: the first of each that is met stands at the top.
        for root in top.into_iter().chain(0..tags.len()) {
            let mut waiting = vec![(root, 0)];
            while let Some((at, depth)) = waiting.pop() {
                if std::mem::replace(&mut is_placed[at], true) {
                    continue;
                }
                order.push((at, depth));
                let under = children.get(&Some(tags[at].id)).map_or(&[][..], Vec::as_slice);
                waiting.extend(under.iter().rev().map(|child| (*child, depth + 1)));
            }
        }
        let depths = order.iter().map(|(_, depth)| *depth).collect();
        let mut tags: Vec<Option<Tag>> = tags.into_iter().map(Some).collect();
        let tags: Vec<Tag> = order
            .into_iter()
            .filter_map(|(at, depth)| {
                let tag = tags[at].take()?;
                Some(Tag { parent: tag.parent.filter(|_| depth > 0), ..tag })
            })
            .collect();
        let index = tags.iter().enumerate().map(|(at, tag)| (tag.id, at)).collect();
        Self { tags, depths, index }
    }

    /// All of them, each before those under it, siblings in their order.
    #[must_use]
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }

    /// All of them, each with how many are above it.
    pub fn with_depths(&self) -> impl Iterator<Item = (&Tag, usize)> {
        self.tags.iter().zip(self.depths.iter().copied())
    }

    /// The place of a tag in the order; `None` for one that is not there.
    #[must_use]
    pub fn place(&self, id: TagId) -> Option<usize> {
        self.index.get(&id).copied()
    }

    /// A tag.
    #[must_use]
    pub fn get(&self, id: TagId) -> Option<&Tag> {
        self.tags.get(self.place(id)?)
    }

    /// A tag that must be there.
    pub(crate) fn find(&self, id: TagId) -> Result<&Tag> {
        self.get(id).ok_or_else(|| Error::NoSuchTag { reference: id.to_string() })
    }

    /// A tag and those above it, from itself to the top.
    pub fn line(&self, id: TagId) -> impl Iterator<Item = &Tag> {
        std::iter::successors(self.get(id), |tag| self.get(tag.parent?))
    }

    /// All of them as exporters take them.
    #[must_use]
    pub fn exported(&self) -> Vec<CodebookTag> {
        let tag = |tag: &Tag| CodebookTag {
            id: tag.id.to_string(),
            parent: tag.parent.and_then(|parent| self.place(parent)),
            name: tag.name.clone(),
            colour: tag.colour,
            definition: tag.definition.clone(),
        };
        self.tags.iter().map(tag).collect()
    }

    /// The names from the top to a tag: `Feeling/Fear`. Empty for one that is not there.
    #[must_use]
    pub fn path(&self, id: TagId) -> String {
        let mut names: Vec<&str> = self.line(id).map(|tag| tag.name.as_str()).collect();
        names.reverse();
        names.join(SEPARATOR)
    }

    /// A tag and all that are under it.
    #[must_use]
    pub fn branch(&self, id: TagId) -> &[Tag] {
        let Some(at) = self.place(id) else { return &[] };
        let after = self.depths[at + 1..].iter().position(|depth| *depth <= self.depths[at]);
        &self.tags[at..after.map_or(self.tags.len(), |after| at + 1 + after)]
    }

    /// Whether a tag is another one or under it.
    #[must_use]
    pub fn is_within(&self, id: TagId, other: TagId) -> bool {
        self.line(id).any(|tag| tag.id == other)
    }

    /// The tags right under another one, or at the top.
    pub fn children(&self, parent: Option<TagId>) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(move |tag| tag.parent == parent)
    }

    /// The one under `parent` that has this name, but for case and width.
    #[must_use]
    pub fn child(&self, parent: Option<TagId>, name: &str) -> Option<&Tag> {
        let name = folded(name);
        self.children(parent).find(|tag| folded(&tag.name) == name)
    }

    /// Refuses a name that a tag under `parent` has, other than those of `but`.
    pub(super) fn require_free(&self, parent: Option<TagId>, name: &str, but: &[TagId]) -> Result<()> {
        let name = folded(name);
        let taken = self.children(parent).find(|tag| !but.contains(&tag.id) && folded(&tag.name) == name);
        match taken {
            Some(tag) => Err(Error::TagNameTaken { path: self.path(tag.id) }),
            None => Ok(()),
        }
    }

    /// Refuses a key that a tag other than `but` has.
    pub(super) fn require_free_key(&self, shortcut: char, but: Option<TagId>) -> Result<()> {
        match self.tags.iter().find(|tag| tag.shortcut == Some(shortcut) && Some(tag.id) != but) {
            Some(tag) => Err(Error::ShortcutTaken { shortcut, path: self.path(tag.id) }),
            None => Ok(()),
        }
    }

    /// The position behind all that are under `parent`.
    pub(super) fn end_of(&self, parent: Option<TagId>) -> u32 {
        self.children(parent).map(|tag| tag.position.saturating_add(1)).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(number: u128) -> TagId {
        TagId(Uuid::from_u128(number))
    }

    /// Tags by number, with the number of their parent and their name.
    fn codebook(tags: &[(u128, Option<u128>, &str)]) -> Codebook {
        let tags = tags.iter().zip(0..).map(|((number, parent, name), position)| Tag {
            id: id(*number),
            parent: parent.map(id),
            position,
            name: (*name).to_owned(),
            colour: None,
            shortcut: None,
            definition: String::new(),
            created_at: 0,
        });
        Codebook::of(tags.collect())
    }

    fn outline(codebook: &Codebook) -> Vec<String> {
        codebook.with_depths().map(|(tag, depth)| format!("{}{}", "-".repeat(depth), tag.name)).collect()
    }

    #[test]
    fn tags_stand_before_those_under_them_and_know_their_path() {
        let codebook =
            codebook(&[(1, Some(2), "恐懼"), (2, None, "情感"), (3, None, "地方"), (4, Some(1), "夜")]);
        assert_eq!(outline(&codebook), ["情感", "-恐懼", "--夜", "地方"]);
        assert_eq!(codebook.path(id(4)), "情感/恐懼/夜");
        let branch: Vec<_> = codebook.branch(id(2)).iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(branch, ["情感", "恐懼", "夜"]);
        assert_eq!(codebook.branch(id(3)).len(), 1);
        assert!(codebook.is_within(id(4), id(2)) && !codebook.is_within(id(2), id(4)));
        assert_eq!(codebook.branch(id(9)), []);
    }

    #[test]
    fn a_tag_that_is_under_itself_or_under_nothing_stands_at_the_top() {
        let codebook = codebook(&[
            (1, Some(2), "a"),
            (2, Some(3), "b"),
            (3, Some(1), "c"),
            (4, Some(9), "d"),
            (5, Some(5), "e"),
            (6, Some(5), "f"),
        ]);
        assert_eq!(outline(&codebook), ["d", "a", "-c", "--b", "e", "-f"]);
        assert_eq!(codebook.path(id(2)), "a/c/b");
        assert_eq!(codebook.path(id(6)), "e/f");
    }
}
