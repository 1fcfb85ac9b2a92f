//! The lists of a Word file: which count their items, and from what number.

use std::collections::HashMap;

use super::styles::{List, next_child};
use crate::import::ImportError;
use crate::import::xml::{Node, Nodes};

/// How a level of a list is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Level {
    is_counted: bool,
    start: Option<u64>,
}

type Levels = HashMap<u8, Level>;

/// The lists by their numbers.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Levels>,
    /// For each list what it is one of, and what it alters.
    lists: HashMap<String, (String, Levels)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(nodes: &mut Nodes<'_>) -> Result<Self, ImportError> {
        let mut found = Self::default();
        while let Some(node) = nodes.next()? {
            let Node::Start(element) = node else { continue };
            match element.name.as_str() {
                "numbering" => {}
                "abstractNum" => {
                    let id = element.attribute("abstractNumId").unwrap_or_default().to_owned();
                    let (_, levels) = levels(nodes)?;
                    found.abstracts.insert(id, levels);
                }
                "num" => {
                    let id = element.attribute("numId").unwrap_or_default().to_owned();
                    found.lists.insert(id, levels(nodes)?);
                }
                _ => nodes.skip()?,
            }
        }
        Ok(found)
    }

    /// The number that the first item of a list has; `None` where the items are not counted.
    pub(super) fn first(&self, list: &List) -> Option<u64> {
        let (kind, own) = self.lists.get(&list.id)?;
        let level = self.abstracts.get(kind).and_then(|levels| levels.get(&list.level));
        let own = own.get(&list.level).copied().unwrap_or_default();
        let is_counted = own.is_counted || level.is_some_and(|level| level.is_counted);
        is_counted.then(|| own.start.or(level.and_then(|level| level.start)).unwrap_or(1))
    }
}

/// What is inside an element: the list it names, and its levels.
fn levels(nodes: &mut Nodes<'_>) -> Result<(String, Levels), ImportError> {
    let (mut kind, mut levels) = (String::new(), Levels::new());
    while let Some(Node::Start(element)) = next_child(nodes)? {
        match element.name.as_str() {
            "lvl" | "lvlOverride" => {
                let at = element.attribute("ilvl").and_then(|at| at.parse().ok()).unwrap_or(0);
                let level = level(nodes)?;
                levels.insert(at, level);
                continue;
            }
            "abstractNumId" => kind = element.attribute("val").unwrap_or_default().to_owned(),
            _ => {}
        }
        nodes.skip()?;
    }
    Ok((kind, levels))
}

fn level(nodes: &mut Nodes<'_>) -> Result<Level, ImportError> {
    let mut found = Level::default();
    while let Some(Node::Start(element)) = next_child(nodes)? {
        let value = element.attribute("val");
        match element.name.as_str() {
            "numFmt" => found.is_counted = !matches!(value, Some("bullet" | "none")),
            "start" | "startOverride" => found.start = value.and_then(|start| start.parse().ok()),
            _ => {}
        }
        nodes.skip()?;
    }
    Ok(found)
}
