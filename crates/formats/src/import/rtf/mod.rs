//! Rich text as word processors exchange it.
//!
//! No library reads the code pages of fonts, styles and comments, so the format is cut into its pieces here (`tokens`) and
//! read by its own rule: what a reader does not know it passes over, and a group marked as `\*` with it. Tracked changes
//! are taken as accepted. Footnotes stand after the text and text boxes after their paragraph.

mod charset;
mod reader;
mod state;
mod tokens;

use super::comments;
use super::{Import, ImportError, ImportedDocument, Limits, Report};
use crate::decode::DecodeError;
use reader::Reader;

pub(super) const FORMAT: &str = "RTF";

/// Whether these bytes look like rich text.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads a text. `name` is what the file is called.
///
/// # Errors
/// When it is no rich text, is deeper or longer than is read, or has no words.
pub fn read(bytes: &[u8], name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    if bytes.len() as u64 > limits.file {
        return Err(ImportError::TooMuch { what: "bytes", most: limits.file });
    }
    if !looks_like(bytes) {
        return Err(ImportError::malformed(FORMAT, "it does not begin with {\\rtf"));
    }
    let mut report = Report::of(FORMAT);
    let text = Reader::read(bytes, limits, &mut report)?;
    let mut interview = text.prose.finish();
    if interview.text.trim().is_empty() {
        return Err(ImportError::Undecodable(DecodeError::Empty));
    }
    interview.title = interview.title.or(text.title);
    let annotations = comments::annotations(&interview.text, text.comments, &mut report)?;
    report.take("document", interview.title.as_deref().unwrap_or_default(), None);
    let document = ImportedDocument { annotations, name: name.map(str::to_owned), ..interview.into() };
    Ok(Import { documents: vec![document], report, ..Import::default() })
}
