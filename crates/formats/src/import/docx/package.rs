//! The parts of a Word file, and which one is what.

use std::collections::HashMap;

use crate::import::archive::Archive;
use crate::import::xml::{Node, Nodes, decode};
use crate::import::{ImportError, Limits};

/// The format as it is named in errors.
pub(super) const FORMAT: &str = "Word";

/// What a part leads to.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// By id, what is outside the file.
    outside: HashMap<String, String>,
    /// By the last word of its type, the first part of the file.
    parts: HashMap<String, Vec<String>>,
}

impl Links {
    /// The address of a hyperlink.
    pub(super) fn target(&self, id: &str) -> Option<&str> {
        self.outside.get(id).map(String::as_str)
    }

    /// The parts of this type.
    pub(super) fn parts(&self, kind: &str) -> &[String] {
        self.parts.get(kind).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A Word file.
pub(super) struct Package<'b> {
    archive: Archive<'b>,
    limits: Limits,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8], limits: Limits) -> Result<Self, ImportError> {
        if bytes.len() as u64 > limits.file {
            return Err(ImportError::TooMuch { what: "bytes", most: limits.file });
        }
        if is_compound(bytes) {
            return Err(refuse_compound(bytes));
        }
        Ok(Self { archive: Archive::open(bytes, FORMAT, limits)?, limits })
    }

    /// The text of a part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ImportError> {
        let Some(bytes) = self.archive.read(name)? else { return Ok(None) };
        decode(&bytes, FORMAT).map(Some)
    }

    /// What this part leads to; nothing where the file does not say.
    pub(super) fn links(&mut self, part: &str) -> Result<Links, ImportError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let separator = if folder.is_empty() { "" } else { "/" };
        let rels = format!("{folder}{separator}_rels/{name}.rels");
        let mut links = Links::default();
        let Some(text) = self.text(&rels)? else { return Ok(links) };
        let mut nodes = Nodes::new(&text, FORMAT, self.limits);
        while let Some(node) = nodes.next()? {
            let Node::Start(element) = node else { continue };
            let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target")) else {
                continue;
            };
            if element.attribute("TargetMode") == Some("External") {
                links.outside.insert(id.to_owned(), target.to_owned());
            } else if let Some(kind) = element.attribute("Type").and_then(|kind| kind.rsplit('/').next()) {
                let part = resolve(folder, target);
                links.parts.entry(kind.to_owned()).or_default().push(part);
            }
        }
        Ok(links)
    }
}

/// The name of the part that `target` is from `folder`.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => _ = parts.pop(),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether it is a compound file, which old Word files and encrypted new ones are.
fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

fn refuse_compound(bytes: &[u8]) -> ImportError {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        return ImportError::Protected;
    }
    ImportError::malformed(FORMAT, "it is of Word 97 to 2003; save it as .docx")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_within_the_file() {
        for (folder, target, expected) in [
            ("word", "comments.xml", "word/comments.xml"),
            ("word", "/word/comments.xml", "word/comments.xml"),
            ("word", "../customXml/item1.xml", "customXml/item1.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("word", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolve(folder, target), expected);
        }
    }
}
