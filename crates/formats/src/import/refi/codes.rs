//! Codes, nested as they are written.

use super::super::tags::{Tags, colour_of};
use super::super::xml::{Element, Nodes};
use super::super::{ImportError, Limits, Report};
use super::{children, guid, text};
use std::collections::HashMap;

/// A code.
pub(in super::super) struct Code {
    /// Its id.
    pub(in super::super) guid: String,
    /// The code above it, an index before its own.
    pub(in super::super) parent: Option<usize>,
    /// Ids of notes about it.
    pub(in super::super) notes: Vec<String>,
    name: String,
    colour: Option<String>,
    description: String,
}

/// Reads the code that has just begun, with those in it.
pub(in super::super) fn read_code(
    nodes: &mut Nodes<'_>,
    element: &Element,
    parent: Option<usize>,
    codes: &mut Vec<Code>,
    limits: Limits,
) -> Result<(), ImportError> {
    if codes.len() >= limits.items {
        return Err(ImportError::TooMuch { what: "codes", most: limits.items as u64 });
    }
    let at = codes.len();
    codes.push(Code {
        guid: guid(element, "guid"),
        parent,
        notes: Vec::new(),
        name: element.attribute("name").unwrap_or_default().to_owned(),
        colour: element.attribute("color").map(str::to_owned),
        description: String::new(),
    });
    children(nodes, |nodes, inner| {
        match inner.name.as_str() {
            "Code" => return read_code(nodes, &inner, Some(at), codes, limits),
            "Description" => codes[at].description = text(nodes)?,
            "NoteRef" => {
                codes[at].notes.push(guid(&inner, "targetGUID"));
                nodes.skip()?;
            }
            _ => nodes.skip()?,
        }
        Ok(())
    })
}

/// Makes a tag of each code; which one it is, in the order of the codes, and by the id that is first to have it.
pub(in super::super) fn place(
    codes: &[Code],
    tags: &mut Tags,
    report: &mut Report,
) -> (Vec<usize>, HashMap<String, usize>) {
    let mut placed: Vec<usize> = Vec::with_capacity(codes.len());
    let mut names: Vec<&str> = Vec::with_capacity(codes.len());
    let mut by_id = HashMap::with_capacity(codes.len());
    for code in codes {
        let name = own_name(code, codes, &names);
        names.push(name);
        let tag = tags.add(code.parent.map(|parent| placed[parent]), name, report);
        report.take("tag", name, None);
        if let Some(tag) = tags.get_mut(tag) {
            tag.colour = code.colour.as_deref().and_then(colour_of);
            tag.definition.clone_from(&code.description);
        }
        placed.push(tag);
        if by_id.contains_key(&code.guid) {
            report.alter("tag", name, "same-id", None);
        } else {
            by_id.insert(code.guid.clone(), tag);
        }
    }
    (placed, by_id)
}

/// The name of a code without those above it: where it is not unique in the whole codebook, we write it as its path.
/// `names` are those of the codes before it.
fn own_name<'c>(code: &'c Code, codes: &[Code], names: &[&str]) -> &'c str {
    let Some((mut above, name)) = code.name.rsplit_once('/') else { return &code.name };
    let mut parent = code.parent;
    while let Some(at) = parent {
        let Some(rest) = above.strip_suffix(names[at]) else { return &code.name };
        parent = codes[at].parent;
        above = match (parent, rest.strip_suffix('/')) {
            (Some(_), Some(rest)) => rest,
            (None, _) if rest.is_empty() => return name,
            _ => return &code.name,
        };
    }
    &code.name
}
