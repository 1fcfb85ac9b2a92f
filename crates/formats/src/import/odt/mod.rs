//! A text of a word processor in OpenDocument: `.odt`, or the same in one XML file, `.fodt`.
//!
//! Of a text with tracked changes the text is what it is when all of them are accepted. Footnotes stand after the text and
//! text boxes after the paragraph that they are anchored in, since a text here has one column.

mod body;
mod styles;

use super::archive::Archive;
use super::comments;
use super::markup::language;
use super::xml::{self, Node, Nodes};
use super::{Import, ImportError, ImportedDocument, Limits, Report};
use crate::decode::DecodeError;
use body::Body;
use styles::Styles;

pub(super) const FORMAT: &str = "ODT";

const KIND: &[u8] = b"application/vnd.oasis.opendocument.text";

/// Whether these bytes look like an OpenDocument text.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    let contains = |most: usize, words: &[u8]| {
        bytes[..bytes.len().min(most)].windows(words.len()).any(|window| window == words)
    };
    if bytes.starts_with(b"PK\x03\x04") {
        contains(128, KIND)
    } else {
        is_flat(bytes) && contains(8192, KIND)
    }
}

/// Reads a text. `name` is what the file is called.
///
/// # Errors
/// When it is no OpenDocument text, is protected by a password, holds more than is read, or has no words.
pub fn read(bytes: &[u8], name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    if bytes.len() as u64 > limits.file {
        return Err(ImportError::TooMuch { what: "bytes", most: limits.file });
    }
    let files = if is_flat(bytes) {
        let text = xml::decode(bytes, FORMAT)?;
        Files { meta: text.clone(), styles: text.clone(), content: text }
    } else {
        Files::of(bytes, limits)?
    };
    let mut styles = Styles::default();
    styles.add(&files.styles, limits)?;
    styles.add(&files.content, limits)?;
    let meta = Meta::read(&files.meta, limits)?;
    let mut report = Report::of(FORMAT);
    let (text, found) = Body::read(&files.content, &styles, limits, &mut report)?;
    let mut interview = text.finish();
    if interview.text.trim().is_empty() {
        return Err(ImportError::Undecodable(DecodeError::Empty));
    }
    interview.language = language(&interview.language, meta.language.as_deref());
    interview.title = interview.title.or(meta.title);
    let annotations = comments::annotations(&interview.text, found, &mut report)?;
    report.take("document", interview.title.as_deref().unwrap_or_default(), None);
    let document = ImportedDocument { annotations, name: name.map(str::to_owned), ..interview.into() };
    Ok(Import { documents: vec![document], report, ..Import::default() })
}

/// Whether these bytes are XML rather than an archive.
fn is_flat(bytes: &[u8]) -> bool {
    let marked = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    marked.starts_with(b"<?xml") || marked.starts_with(b"<office:document")
}

/// The files of a text that are read.
struct Files {
    meta: String,
    styles: String,
    content: String,
}

impl Files {
    fn of(bytes: &[u8], limits: Limits) -> Result<Self, ImportError> {
        let mut archive = Archive::open(bytes, FORMAT, limits)?;
        refuse_protected(&mut archive, limits)?;
        let content = archive
            .read("content.xml")?
            .ok_or_else(|| ImportError::malformed(FORMAT, "content.xml is missing"))?;
        let mut optional =
            |name: &str| archive.read(name)?.map_or(Ok(String::new()), |bytes| xml::decode(&bytes, FORMAT));
        Ok(Self {
            meta: optional("meta.xml")?,
            styles: optional("styles.xml")?,
            content: xml::decode(&content, FORMAT)?,
        })
    }
}

fn refuse_protected(archive: &mut Archive<'_>, limits: Limits) -> Result<(), ImportError> {
    let Some(bytes) = archive.read("META-INF/manifest.xml")? else { return Ok(()) };
    let text = xml::decode(&bytes, FORMAT)?;
    // Old writers name a document type there that nobody has.
    let text = text.lines().filter(|line| !line.starts_with("<!DOCTYPE")).collect::<Vec<_>>().join("\n");
    let mut nodes = Nodes::new(&text, FORMAT, limits);
    while let Some(node) = nodes.next()? {
        if matches!(node, Node::Start(element) if element.name == "encryption-data") {
            return Err(ImportError::Protected);
        }
    }
    Ok(())
}

/// What a text says of itself.
#[derive(Default)]
struct Meta {
    title: Option<String>,
    language: Option<String>,
}

impl Meta {
    fn read(text: &str, limits: Limits) -> Result<Self, ImportError> {
        let mut meta = Self::default();
        if text.is_empty() {
            return Ok(meta);
        }
        let mut nodes = Nodes::new(text, FORMAT, limits);
        while let Some(node) = nodes.next()? {
            let Node::Start(element) = node else { continue };
            let slot = match element.name.as_str() {
                "body" => break,
                "title" if nodes.open().iter().any(|one| one == "meta") => &mut meta.title,
                "language" if nodes.open().iter().any(|one| one == "meta") => &mut meta.language,
                _ => continue,
            };
            let value = nodes.text()?.trim().to_owned();
            if !value.is_empty() {
                slot.get_or_insert(value);
            }
        }
        Ok(meta)
    }
}
