//! The codebook as an exporter gets it: all tags, each before those under it.

use crate::annotated::{About, Annotated, Colour, ExportedTag};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};

/// What stands between the names of a path.
const SEPARATOR: char = '/';

/// A tag of the codebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodebookTag {
    /// Stable id (UUID).
    pub id: String,
    /// The tag above it, an index into the codebook before its own.
    pub parent: Option<usize>,
    /// Its name, without those above it.
    pub name: String,
    /// Its own colour, where it has one.
    pub colour: Option<Colour>,
    /// What is meant by it, Markdown; empty where that was not said.
    pub definition: String,
}

/// All tags that documents have, with those above them: the codebook as far as it can be told from the documents alone.
/// A tag that only stands above others has an id made from its path, and none has a definition.
#[must_use]
pub fn of_documents(documents: &[Annotated]) -> Vec<CodebookTag> {
    complete(&[], documents)
}

/// A codebook with the tags of documents that are not in it.
pub(crate) fn complete(codebook: &[CodebookTag], documents: &[Annotated]) -> Vec<CodebookTag> {
    let mut given: Vec<&ExportedTag> = Vec::new();
    for document in documents {
        given.extend(document.annotations.iter().flat_map(|one| &one.tags));
        given.extend(document.orphans.iter().flat_map(|one| &one.tags));
        given.extend(document.memos.iter().filter_map(|memo| match &memo.about {
            About::Tag(tag) => Some(tag),
            _ => None,
        }));
    }
    let is_there: HashSet<&str> = codebook.iter().map(|tag| tag.id.as_str()).collect();
    given.retain(|tag| !is_there.contains(tag.id.as_str()));
    let told: HashMap<&str, &ExportedTag> = given.iter().map(|tag| (tag.path.as_str(), *tag)).collect();
    let mut known: HashMap<String, usize> =
        paths(codebook).into_iter().enumerate().map(|(at, path)| (path, at)).collect();
    let mut codebook = codebook.to_vec();
    for tag in given {
        let mut parent = None;
        let ends = tag.path.match_indices(SEPARATOR).map(|(at, _)| at).chain([tag.path.len()]);
        for end in ends {
            let path = &tag.path[..end];
            let at = match known.get(path) {
                Some(at) => *at,
                None => {
                    let told = told.get(path);
                    known.insert(path.to_owned(), codebook.len());
                    codebook.push(CodebookTag {
                        id: told.map_or_else(|| derived_id(path, "tag"), |told| told.id.clone()),
                        parent,
                        name: path.rsplit(SEPARATOR).next().unwrap_or(path).to_owned(),
                        colour: told.and_then(|told| told.colour),
                        definition: String::new(),
                    });
                    codebook.len() - 1
                }
            };
            parent = Some(at);
        }
    }
    parents_first(&codebook)
}

/// The path of each tag.
pub(crate) fn paths(codebook: &[CodebookTag]) -> Vec<String> {
    let mut paths: Vec<String> = vec![String::new(); codebook.len()];
    for at in walk(codebook) {
        let tag = &codebook[at];
        paths[at] = match tag.parent.filter(|parent| *parent < at) {
            Some(parent) => format!("{}{SEPARATOR}{}", paths[parent], tag.name),
            None => tag.name.clone(),
        };
    }
    paths
}

/// The tags as annotations have them: with their paths, and the colour of the nearest tag above where one has none.
#[must_use]
pub fn exported(codebook: &[CodebookTag]) -> Vec<ExportedTag> {
    let colour = |tag: &CodebookTag| {
        let mut tag = tag;
        for _ in 0..codebook.len() {
            match (tag.colour, tag.parent.and_then(|parent| codebook.get(parent))) {
                (None, Some(above)) => tag = above,
                (colour, _) => return colour,
            }
        }
        None
    };
    let paths = paths(codebook);
    let tags = codebook.iter().zip(paths);
    tags.map(|(tag, path)| ExportedTag { id: tag.id.clone(), path, colour: colour(tag) }).collect()
}

/// Puts every tag right after the one above it and those under that one.
fn parents_first(codebook: &[CodebookTag]) -> Vec<CodebookTag> {
    let order = walk(codebook);
    let mut places = vec![0; codebook.len()];
    for (place, at) in order.iter().enumerate() {
        places[*at] = place;
    }
    let moved = |at: &usize| {
        let tag = codebook[*at].clone();
        CodebookTag { parent: tag.parent.map(|parent| places[parent]), ..tag }
    };
    order.iter().map(moved).collect()
}

/// All tags, each followed by those under it. One whose parent does not stand before it is at the top.
pub(crate) fn walk(codebook: &[CodebookTag]) -> Vec<usize> {
    let under = children(codebook);
    let mut order = Vec::with_capacity(codebook.len());
    let mut waiting: Vec<usize> = under.top.iter().rev().copied().collect();
    while let Some(at) = waiting.pop() {
        order.push(at);
        waiting.extend(under.of[at].iter().rev());
    }
    order
}

/// The codebook as the forest that it is.
pub(crate) struct Children {
    /// Those at the top.
    pub(crate) top: Vec<usize>,
    /// Those under each.
    pub(crate) of: Vec<Vec<usize>>,
}

pub(crate) fn children(codebook: &[CodebookTag]) -> Children {
    let mut children = Children { top: Vec::new(), of: vec![Vec::new(); codebook.len()] };
    for (at, tag) in codebook.iter().enumerate() {
        match tag.parent.filter(|parent| *parent < at) {
            Some(parent) => children.of[parent].push(at),
            None => children.top.push(at),
        }
    }
    children
}

/// An id made from another one: the same from the same, whenever it is made.
pub(crate) fn derived_id(id: &str, what: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(id.as_bytes());
    hash.update([0]);
    hash.update(what.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    // Version 8 is the one for ids that are made in a way of one's own.
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derived_id_is_the_same_from_the_same() {
        let id = derived_id("01930000-0000-7000-8000-000000000001", "note");
        assert_eq!(id, derived_id("01930000-0000-7000-8000-000000000001", "note"));
        assert_ne!(id, derived_id("01930000-0000-7000-8000-000000000001", "coding"));
        assert_eq!((id.len(), &id[14..15]), (36, "8"));
    }

    #[test]
    fn a_tag_whose_parent_does_not_stand_before_it_is_at_the_top() {
        let tag = |name: &str, parent| CodebookTag {
            id: derived_id(name, "tag"),
            parent,
            name: name.to_owned(),
            colour: None,
            definition: String::new(),
        };
        let codebook = [tag("a", Some(1)), tag("b", None), tag("c", Some(0)), tag("d", Some(99))];
        assert_eq!(walk(&codebook), [0, 2, 1, 3]);
    }
}
