//! A codebook as REFI-QDA exchanges it: `.qdc`, one XML file, in the namespace of any version.
//!
//! What has no place: sets of codes, and that a code is not to be used for coding; both are reported.

use super::refi::{children, place, read_code};
use super::tags::Tags;
use super::xml::{Node, Nodes, decode};
use super::{Import, ImportError, Limits, Report, json};

const FORMAT: &str = "REFI-QDA codebook";

/// Reads a codebook.
///
/// # Errors
/// When it is no XML, too large, has a document type, or is no codebook.
pub fn read(bytes: &[u8], _name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    let most = limits.file.min(limits.text as u64);
    if bytes.len() as u64 > most {
        return Err(ImportError::TooMuch { what: "bytes", most });
    }
    let text = decode(bytes, FORMAT)?;
    let mut nodes = Nodes::new(&text, FORMAT, limits);
    let (mut tags, mut report, mut codes) = (Tags::default(), Report::of("qdc"), Vec::new());
    match root(&mut nodes)? {
        Some(name) if name == "CodeBook" => {}
        _ => return Err(ImportError::malformed(FORMAT, "it does not begin with a CodeBook")),
    }
    children(&mut nodes, |nodes, element| match element.name.as_str() {
        "Codes" => children(nodes, |nodes, code| match code.name.as_str() {
            "Code" => read_code(nodes, &code, None, &mut codes, limits),
            _ => nodes.skip(),
        }),
        "Sets" => children(nodes, |nodes, set| {
            report.skip("set", set.attribute("name").unwrap_or_default(), "no-place", None);
            nodes.skip()
        }),
        _ => nodes.skip(),
    })?;
    place(&codes, &mut tags, &mut report);
    Ok(Import { tags: tags.into_all(), report, ..Import::default() })
}

/// Whether a file looks like a codebook.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    let head = json::head(bytes);
    head.trim_start().starts_with('<') && head.contains("<CodeBook") && !head.contains("<Project")
        || head.contains(":CodeBook ") && head.contains("urn:QDA-XML:codebook")
}

/// The name of the first element.
fn root(nodes: &mut Nodes<'_>) -> Result<Option<String>, ImportError> {
    while let Some(node) = nodes.next()? {
        if let Node::Start(element) = node {
            return Ok(Some(element.name));
        }
    }
    Ok(None)
}
