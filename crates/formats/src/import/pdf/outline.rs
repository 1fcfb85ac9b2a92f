//! The outline of a file (ISO 32000-2, 12.3.3): titles and how deep they stand.

use super::file::File;
use super::object::{Dict, Object};
use super::strings;
use std::collections::HashSet;
use std::rc::Rc;

/// Titles within each other: of deeper ones the level is this.
const DEEPEST: u8 = 6;

/// Titles that are read.
const MOST: usize = 10_000;

/// A title of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) text: String,
    /// 1 for the outermost.
    pub(super) level: u8,
}

/// The titles in their order.
pub(super) fn titles(file: &File<'_>) -> Vec<Title> {
    let root = file.trailer(b"Root");
    let outline = root.dict().map(|root| file.get(root, b"Outlines")).unwrap_or_default();
    let mut titles = Vec::new();
    let mut seen = HashSet::new();
    let first = |dict: &Rc<Dict>| dict.get(b"First".as_slice()).cloned();
    let mut open: Vec<(Object, u8)> =
        outline.dict().and_then(first).map(|first| (first, 1)).into_iter().collect();
    while let Some((node, level)) = open.pop() {
        // A circle would lead here again.
        let Object::Ref(number) = node else { continue };
        if !seen.insert(number) || titles.len() >= MOST {
            continue;
        }
        let node = file.resolve(&node);
        let Some(dict) = node.dict() else { continue };
        let title = file.get(dict, b"Title").text().map(strings::decode).unwrap_or_default();
        if !title.trim().is_empty() {
            titles.push(Title { text: title.trim().to_owned(), level });
        }
        open.extend(dict.get(b"Next".as_slice()).map(|next| (next.clone(), level)));
        open.extend(first(dict).map(|first| (first, (level + 1).min(DEEPEST))));
    }
    titles
}
