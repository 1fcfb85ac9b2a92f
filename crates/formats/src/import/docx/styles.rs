//! The styles of a Word file: what a paragraph or a run is by its style.

use std::collections::HashMap;

use super::paragraphs::{Highlight, RunProperties};
use crate::import::ImportError;
use crate::import::xml::{Node, Nodes};

/// Styles that are based on one another, at most; a circle ends there.
const CHAIN: usize = 32;

/// What a heading's style says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rank {
    /// The title of the document.
    Title,
    /// A heading, 1 being the outermost.
    Heading(u8),
    /// An entry of a table of contents, which Word makes from the headings.
    Contents,
    /// Ordinary text.
    Text,
}

/// One style.
#[derive(Debug, Default)]
struct Style {
    /// In small letters; Word names its own in English, whatever language it speaks.
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<List>,
    run: RunProperties,
}

/// The list that a paragraph is an item of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    /// Which list.
    pub(super) id: String,
    /// How deep in it, from 0.
    pub(super) level: u8,
}

/// All styles of a file by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The paragraph style of those that name none.
    default: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(nodes: &mut Nodes<'_>) -> Result<Self, ImportError> {
        let mut styles = Self::default();
        while let Some(node) = nodes.next()? {
            let Node::Start(element) = node else { continue };
            match element.name.as_str() {
                "styles" => {}
                "style" => {
                    let id = element.attribute("styleId").unwrap_or_default().to_owned();
                    let is_default = matches!(element.attribute("default"), Some("1" | "true" | "on"));
                    if is_default && element.attribute("type") == Some("paragraph") {
                        styles.default = Some(id.clone());
                    }
                    styles.styles.insert(id, Style::read(nodes)?);
                }
                _ => nodes.skip()?,
            }
        }
        Ok(styles)
    }

    /// The style of this id and those that it is based on.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = id.or(self.default.as_deref());
        std::iter::from_fn(move || {
            let id = next.take()?;
            let style = self.styles.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(CHAIN)
    }

    /// What a paragraph of this style is.
    pub(super) fn rank(&self, id: Option<&str>) -> Rank {
        for (id, style) in self.chain(id) {
            if style.name == "title" || (style.name.is_empty() && id.eq_ignore_ascii_case("title")) {
                return Rank::Title;
            }
            if let Some(level) = style.outline {
                return rank_of_outline(level);
            }
            let name = if style.name.is_empty() { id } else { &style.name };
            let is_contents = name == "toc heading"
                || name.strip_prefix("toc ").is_some_and(|level| level.parse::<u8>().is_ok());
            if is_contents {
                return Rank::Contents;
            }
            let number = name.strip_prefix("heading").map(str::trim_start);
            if let Some(level) = number.and_then(|number| number.parse::<u8>().ok())
                && (1..=9).contains(&level)
            {
                return Rank::Heading(level);
            }
        }
        Rank::Text
    }

    /// The list that paragraphs of this style are items of.
    pub(super) fn list<'s>(&'s self, id: Option<&'s str>) -> Option<&'s List> {
        self.chain(id).find_map(|(_, style)| style.list.as_ref())
    }

    /// How the runs of a paragraph are set by its style and by theirs, beneath what they say themselves.
    pub(super) fn run(&self, paragraph: Option<&str>, run: Option<&str>) -> RunProperties {
        let paragraph = self.resolved(paragraph.or(self.default.as_deref()));
        let Some(run) = run else { return RunProperties { highlight: None, ..paragraph } };
        let run = self.resolved(Some(run));
        // Word takes a property that both styles have for turned off again.
        let both = |below: Option<bool>, above: Option<bool>| match (below, above) {
            (Some(below), Some(above)) => Some(below ^ above),
            (below, above) => above.or(below),
        };
        RunProperties {
            bold: both(paragraph.bold, run.bold),
            italic: both(paragraph.italic, run.italic),
            struck: both(paragraph.struck, run.struck),
            hidden: both(paragraph.hidden, run.hidden),
            ..run
        }
    }

    fn resolved(&self, id: Option<&str>) -> RunProperties {
        let mut found = RunProperties::default();
        if id.is_none() {
            return found;
        }
        for (_, style) in self.chain(id) {
            found = found.over(&style.run);
        }
        found
    }
}

impl Style {
    /// Reads it up to its end.
    fn read(nodes: &mut Nodes<'_>) -> Result<Self, ImportError> {
        let mut style = Self::default();
        while let Some(Node::Start(element)) = next_child(nodes)? {
            let value = element.attribute("val");
            match element.name.as_str() {
                "name" => style.name = value.unwrap_or_default().to_lowercase(),
                "basedOn" => style.based_on = value.map(str::to_owned),
                "rPr" => {
                    style.run = RunProperties::read(nodes)?;
                    continue;
                }
                "pPr" => {
                    let properties = ParagraphProperties::read(nodes)?;
                    (style.outline, style.list) = (properties.outline, properties.list);
                    continue;
                }
                _ => {}
            }
            nodes.skip()?;
        }
        Ok(style)
    }
}

/// What a paragraph says of itself.
#[derive(Debug, Default)]
pub(super) struct ParagraphProperties {
    pub(super) style: Option<String>,
    /// From 0; 9 is ordinary text.
    pub(super) outline: Option<u8>,
    pub(super) list: Option<List>,
    /// Whether its end was deleted with changes tracked: the next one goes on in it.
    pub(super) is_end_deleted: bool,
}

impl ParagraphProperties {
    /// Reads them up to their end.
    pub(super) fn read(nodes: &mut Nodes<'_>) -> Result<Self, ImportError> {
        let mut found = Self::default();
        while let Some(Node::Start(element)) = next_child(nodes)? {
            let value = element.attribute("val");
            match element.name.as_str() {
                "pStyle" => found.style = value.map(str::to_owned),
                "outlineLvl" => found.outline = value.and_then(|level| level.parse().ok()),
                "numPr" => {
                    found.list = list(nodes)?;
                    continue;
                }
                "rPr" => {
                    found.is_end_deleted = RunProperties::read(nodes)?.is_deleted;
                    continue;
                }
                _ => {}
            }
            nodes.skip()?;
        }
        Ok(found)
    }
}

fn list(nodes: &mut Nodes<'_>) -> Result<Option<List>, ImportError> {
    let (mut id, mut level) = (None, 0);
    while let Some(Node::Start(element)) = next_child(nodes)? {
        let value = element.attribute("val");
        match element.name.as_str() {
            "numId" => id = value.map(str::to_owned),
            "ilvl" => level = value.and_then(|level| level.parse().ok()).unwrap_or(0),
            _ => {}
        }
        nodes.skip()?;
    }
    // The list of number 0 is none: it takes one away that the style gives.
    Ok(id.filter(|id| id != "0").map(|id| List { id, level }))
}

/// The beginning of the next element inside the one that is open; `None` where that one ends.
pub(super) fn next_child(nodes: &mut Nodes<'_>) -> Result<Option<Node>, ImportError> {
    loop {
        match nodes.next()? {
            Some(Node::Text(_)) => {}
            Some(Node::End(_)) | None => return Ok(None),
            start => return Ok(start),
        }
    }
}

/// What a level of the outline, from 0, says.
pub(super) const fn rank_of_outline(level: u8) -> Rank {
    if level < 9 { Rank::Heading(level + 1) } else { Rank::Text }
}

impl RunProperties {
    /// These, and where they say nothing, those.
    pub(super) fn over(self, below: &Self) -> Self {
        Self {
            style: self.style,
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            struck: self.struck.or(below.struck),
            underlined: self.underlined.or(below.underlined),
            hidden: self.hidden.or(below.hidden),
            highlight: self.highlight.or(below.highlight),
            is_deleted: self.is_deleted,
        }
    }

    /// Reads them up to their end.
    pub(super) fn read(nodes: &mut Nodes<'_>) -> Result<Self, ImportError> {
        let mut found = Self::default();
        while let Some(Node::Start(element)) = next_child(nodes)? {
            let value = element.attribute("val");
            let is_on = !matches!(value, Some("0" | "false" | "off" | "none"));
            match element.name.as_str() {
                "rStyle" => found.style = value.map(str::to_owned),
                "b" => found.bold = Some(is_on),
                "i" => found.italic = Some(is_on),
                "strike" | "dstrike" => found.struck = Some(is_on),
                "u" => found.underlined = Some(is_on),
                "vanish" => found.hidden = Some(is_on),
                "highlight" => found.highlight = Highlight::of_name(value.unwrap_or_default()),
                // What is highlighted outranks what is shaded.
                "shd" => {
                    let shade = element.attribute("fill").and_then(Highlight::of_shade);
                    found.highlight = found.highlight.or(shade);
                }
                "del" | "moveFrom" => found.is_deleted = true,
                _ => {}
            }
            nodes.skip()?;
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Limits;

    fn styles(inside: &str) -> Styles {
        let text = format!("<w:styles xmlns:w='w'>{inside}</w:styles>");
        Styles::read(&mut Nodes::new(&text, "test", Limits::default())).unwrap()
    }

    #[test]
    fn a_heading_is_one_by_name_by_outline_or_by_what_its_style_is_based_on() {
        let styles = styles(
            "<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/></w:style>\
             <w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:basedOn w:val='a'/></w:style>\
             <w:style w:type='paragraph' w:styleId='own'><w:name w:val='節'/><w:basedOn w:val='1'/></w:style>\
             <w:style w:type='paragraph' w:styleId='not'><w:name w:val='No'/><w:basedOn w:val='1'/>\
               <w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>\
             <w:style w:type='paragraph' w:styleId='lvl'><w:name w:val='x'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
             <w:style w:type='paragraph' w:styleId='toc'><w:name w:val='toc 2'/></w:style>\
             <w:style w:type='paragraph' w:styleId='loop'><w:name w:val='l'/><w:basedOn w:val='loop'/></w:style>\
             <w:style w:type='paragraph' w:styleId='t'><w:name w:val='Title'/></w:style>",
        );
        for (id, rank) in [
            ("1", Rank::Heading(1)),
            ("own", Rank::Heading(1)),
            ("not", Rank::Text),
            ("lvl", Rank::Heading(3)),
            ("toc", Rank::Contents),
            ("loop", Rank::Text),
            ("t", Rank::Title),
            ("unknown", Rank::Text),
        ] {
            assert_eq!(styles.rank(Some(id)), rank, "{id}");
        }
        assert_eq!(styles.rank(None), Rank::Text);
    }

    #[test]
    fn bold_in_both_styles_is_not_bold() {
        let styles = styles(
            "<w:style w:type='paragraph' w:styleId='p'><w:rPr><w:b/></w:rPr></w:style>\
             <w:style w:type='character' w:styleId='c'><w:rPr><w:b w:val='1'/></w:rPr></w:style>\
             <w:style w:type='character' w:styleId='d'><w:basedOn w:val='c'/></w:style>",
        );
        assert_eq!(styles.run(Some("p"), None).bold, Some(true));
        assert_eq!(styles.run(Some("p"), Some("d")).bold, Some(false));
        assert_eq!(styles.run(None, Some("d")).bold, Some(true));
    }
}
