//! The styles of a text: which are bold, which head a section, which lists count.

use crate::import::xml::{Element, Node, Nodes};
use crate::import::{ImportError, Limits};
use std::collections::{HashMap, HashSet};

/// How far a style may go back to others.
const MOST_PARENTS: usize = 16;

/// What styles say, by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// Styles of lists of which the first level counts.
    counting: HashSet<String>,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    is_bold: Option<bool>,
    is_hidden: Option<bool>,
    level: Option<u8>,
}

impl Styles {
    /// Adds the styles that stand in this file.
    pub(super) fn add(&mut self, text: &str, limits: Limits) -> Result<(), ImportError> {
        let mut nodes = Nodes::new(text, super::FORMAT, limits);
        let mut current = None;
        let mut list = None;
        while let Some(node) = nodes.next()? {
            let element = match node {
                Node::Start(element) => element,
                Node::End(name) if name == "style" => {
                    current = None;
                    continue;
                }
                _ => continue,
            };
            match element.name.as_str() {
                "body" => return Ok(()),
                "style" => current = self.style(&element),
                "text-properties" => {
                    if let Some(style) = current.as_ref().and_then(|name| self.styles.get_mut(name)) {
                        style.read(&element);
                    }
                }
                "list-style" => list = element.attribute("name").map(str::to_owned),
                "list-level-style-number" if element.attribute("level") == Some("1") => {
                    // A level that counts but does not show its number has no format.
                    let shows = element.attribute("num-format").is_some_and(|format| !format.is_empty());
                    self.counting.extend(list.clone().filter(|_| shows));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn style(&mut self, element: &Element) -> Option<String> {
        let name = element.attribute("name")?.to_owned();
        let level = element.attribute("default-outline-level").and_then(|level| level.parse().ok());
        let parent = element.attribute("parent-style-name").map(str::to_owned);
        self.styles.insert(name.clone(), Style { parent, level, ..Style::default() });
        Some(name)
    }

    /// Whether it is bold; `None` leaves that to what is around.
    pub(super) fn is_bold(&self, name: &str) -> Option<bool> {
        self.chain(name).find_map(|(_, style)| style.is_bold)
    }

    /// Whether it is not to be seen.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        self.chain(name).find_map(|(_, style)| style.is_hidden).unwrap_or(false)
    }

    /// The level of the headings that are set in it.
    pub(super) fn level(&self, name: &str) -> Option<u8> {
        self.chain(name).find_map(|(_, style)| style.level).filter(|level| *level > 0)
    }

    /// Whether it is that of the title.
    pub(super) fn is_title(&self, name: &str) -> bool {
        name == "Title"
            || self
                .chain(name)
                .any(|(name, style)| name == "Title" || style.parent.as_deref() == Some("Title"))
    }

    /// Whether a list in it counts.
    pub(super) fn counts(&self, name: &str) -> bool {
        self.counting.contains(name)
    }

    fn chain<'s>(&'s self, name: &'s str) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let first = self.styles.get_key_value(name);
        let next = |(_, style): &(&'s String, &'s Style)| self.styles.get_key_value(style.parent.as_ref()?);
        std::iter::successors(first, next).take(MOST_PARENTS).map(|(name, style)| (name.as_str(), style))
    }
}

impl Style {
    fn read(&mut self, element: &Element) {
        // What is Chinese has a weight of its own.
        let weights = ["font-weight", "font-weight-asian"].map(|name| element.attribute(name));
        let is_heavy =
            |weight: &str| weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600);
        if weights.iter().any(Option::is_some) {
            self.is_bold = Some(weights.into_iter().flatten().any(is_heavy));
        }
        if let Some(display) = element.attribute("display") {
            self.is_hidden = Some(display == "none");
        }
    }
}
