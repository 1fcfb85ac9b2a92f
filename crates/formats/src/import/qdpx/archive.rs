//! The members of a project, found by the last part of their names, whatever its case.

use super::FORMAT;
use crate::decode::{self, DecodeError};
use crate::import::archive::Archive;
use crate::import::{ImportError, Limits};
use encoding_rs::Encoding;
use std::collections::HashMap;

/// The archive.
pub(super) struct Members<'b> {
    archive: Archive<'b>,
    /// Names by their last part in small letters.
    names: HashMap<String, String>,
    projects: Vec<String>,
    limits: Limits,
}

/// A text as it is in a file.
pub(super) struct Plain {
    /// With LF, without byte order mark.
    pub(super) text: String,
    /// The code points of the line ends that are CRLF in the file.
    pub(super) pairs: Vec<u32>,
    pub(super) has_bom: bool,
    /// Sequences of bytes that mean nothing in its encoding.
    pub(super) replaced: u32,
}

/// Why a path leads to no text, as a word for the report.
pub(super) type Reason = &'static str;

impl<'b> Members<'b> {
    /// Opens an archive.
    pub(super) fn open(bytes: &'b [u8], limits: Limits) -> Result<Self, ImportError> {
        let archive = Archive::open(bytes, FORMAT, limits)?;
        let mut names = HashMap::new();
        let mut projects = Vec::new();
        for name in archive.names() {
            let last = last_part(name);
            // What a Mac puts beside each file says nothing about it.
            if last.is_empty() || last.starts_with("._") || name.starts_with("__MACOSX/") {
                continue;
            }
            if last.ends_with(".qde") {
                projects.push(name.to_owned());
            }
            names.entry(last).or_insert_with(|| name.to_owned());
        }
        Ok(Self { archive, names, projects, limits })
    }

    /// Whether there is a project in it.
    pub(super) fn has_project(&self) -> bool {
        !self.projects.is_empty()
    }

    /// The project itself.
    pub(super) fn project(&mut self) -> Result<Vec<u8>, ImportError> {
        let project = match self.projects.as_slice() {
            [only] => only.clone(),
            [] => return Err(ImportError::malformed(FORMAT, "there is no .qde file in it")),
            _ => return Err(ImportError::malformed(FORMAT, "there is more than one .qde file in it")),
        };
        let bytes = self.archive.read(&project)?;
        bytes.ok_or_else(|| ImportError::malformed(FORMAT, "its .qde file cannot be found"))
    }

    /// The text at a path; or why there is none.
    ///
    /// # Errors
    /// When the member cannot be unpacked or is too much.
    pub(super) fn text(&mut self, path: &str) -> Result<Result<Plain, Reason>, ImportError> {
        let lower = path.trim().to_lowercase();
        if lower.starts_with("relative:") || lower.starts_with("absolute:") {
            return Ok(Err("outside-file"));
        }
        let Some(name) = self.names.get(&last_part(&lower)) else { return Ok(Err("missing-file")) };
        let Some(bytes) = self.archive.read(&name.clone())? else { return Ok(Err("missing-file")) };
        if bytes.len() > self.limits.text {
            return Err(ImportError::TooMuch { what: "bytes of text", most: self.limits.text as u64 });
        }
        Ok(match decode::decode(&bytes, None) {
            Ok(decoded) => Ok(plain(&bytes, decoded)),
            Err(DecodeError::Empty) => Err("empty"),
            Err(_) => Err("not-text"),
        })
    }
}

/// The last part of a path, in small letters.
fn last_part(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or_default().to_lowercase()
}

/// What was lost on the way to LF is found again: decoding makes one character of each CRLF, and no other difference.
fn plain(bytes: &[u8], decoded: decode::Decoded) -> Plain {
    let has_bom = Encoding::for_bom(bytes).is_some();
    let encoding = Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let (raw, _) = encoding.decode_with_bom_removal(bytes);
    Plain { pairs: pairs(&raw), has_bom, text: decoded.text, replaced: decoded.replaced }
}

/// The code points, in the text with LF, of the line ends that are CRLF.
fn pairs(raw: &str) -> Vec<u32> {
    let mut pairs = Vec::new();
    let (mut at, mut is_after_cr) = (0_u32, false);
    for character in raw.chars() {
        if character == '\n' && is_after_cr {
            pairs.push(at - 1);
        } else {
            at += 1;
        }
        is_after_cr = character == '\r';
    }
    pairs
}

impl Plain {
    /// A text that stands in the project itself.
    pub(super) fn inline(content: &str) -> Self {
        let text = content.strip_prefix('\u{feff}').unwrap_or(content);
        let has_bom = text.len() < content.len();
        let pairs = pairs(text);
        Self { text: text.replace("\r\n", "\n").replace('\r', "\n"), pairs, has_bom, replaced: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn line_ends_that_were_two_characters_are_known() {
        assert_eq!(pairs("a\r\nb\n\r\n𠮷\r\r\n"), [1, 4, 7]);
        assert!(pairs("a\nb").is_empty());
    }
}
