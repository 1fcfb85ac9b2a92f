//! Elements within elements.

use super::super::ImportError;
use super::super::xml::{Element, Node, Nodes};

/// Hands over each element right inside of the one that has just begun, up to its end. Who is handed one reads it to its
/// end, or skips it.
pub(in super::super) fn children(
    nodes: &mut Nodes<'_>,
    mut each: impl FnMut(&mut Nodes<'_>, Element) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    loop {
        match nodes.next()? {
            Some(Node::Start(element)) => each(nodes, element)?,
            Some(Node::Text(_)) => {}
            Some(Node::End(_)) | None => return Ok(()),
        }
    }
}

/// The text of the element that has just begun, of which nothing is to be kept where it is only white space.
pub(in super::super) fn text(nodes: &mut Nodes<'_>) -> Result<String, ImportError> {
    let text = nodes.text()?;
    Ok(if text.trim().is_empty() { String::new() } else { text })
}

/// An id of an attribute as it is compared: programs write it in capitals or small letters, with braces or without.
pub(in super::super) fn guid(element: &Element, name: &str) -> String {
    let written = element.attribute(name).unwrap_or_default();
    written.trim().trim_start_matches('{').trim_end_matches('}').to_lowercase()
}
