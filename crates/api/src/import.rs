//! Commands that bring interviews in.

use crate::api::{Api, Result};
use crate::error::Refusal;
use crate::files;
use crate::wire::{
    ImportCommit, ImportFind, ImportFound, ImportPreview, ImportPreviewRequest, ImportSection, ImportSource,
    ImportSpeaker, Imported,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;
use vermilion_anchor::segment::snap_outward;
use vermilion_anchor::{CodePoint, Span, TextIndex};
use vermilion_core::ActionName;
use vermilion_core::documents::{self, DocumentFields, NewDocument};
use vermilion_formats::decode::{self, DecodeError, Decoded, MAX_BYTES};
use vermilion_formats::interview::{self, BlockKind, Interview};

/// How much of the text a preview shows, in code points.
const OPENING: u32 = 600;

/// What was read from a source.
pub(crate) struct Source {
    pub(crate) file_name: Option<String>,
    format: &'static str,
    pub(crate) decoded: Decoded,
}

impl Api {
    /// Shows what would be imported, and stores nothing.
    ///
    /// # Errors
    /// When the source cannot be read or is no text.
    pub fn import_preview(&self, request: ImportPreviewRequest) -> Result<ImportPreview> {
        let Source { file_name, format, decoded } = read(&request.source, request.encoding.as_deref())?;
        let Decoded { text, encoding, is_certain, replaced } = decoded;
        let existing = match documents::find_by_digest(&self.library, &documents::digest(&text))? {
            Some(document) => Some(documents::summary(&self.library, document)?.into()),
            None => None,
        };
        let interview = interview::parse(&text);
        let index = TextIndex::new(&interview.text);
        let turns_of = |at| {
            count(&interview, |kind| match kind {
                BlockKind::Turn { speaker, label: Some(_), .. } => *speaker == at,
                _ => false,
            })
        };
        Ok(ImportPreview {
            title: documents::title_of(&interview, file_name.as_deref()),
            file_name,
            encoding: encoding.to_owned(),
            is_encoding_certain: is_certain,
            encodings: decode::ENCODINGS.iter().map(|&name| name.to_owned()).collect(),
            replaced,
            format: format.to_owned(),
            source: interview.source.clone(),
            published: interview.published.clone(),
            language: interview.language.clone(),
            characters: index.len().0,
            speakers: interview
                .speakers
                .iter()
                .enumerate()
                .map(|(at, speaker)| ImportSpeaker {
                    name: speaker.name.clone(),
                    labels: speaker.labels.clone(),
                    role: speaker.role.into(),
                    turns: turns_of(at),
                })
                .collect(),
            sections: interview::sections(&index, &interview.blocks)
                .into_iter()
                .map(|section| ImportSection { number: section.number, title: section.title })
                .collect(),
            turns: count(&interview, |kind| matches!(kind, BlockKind::Turn { label: Some(_), .. })),
            paragraphs: count(&interview, |kind| {
                matches!(kind, BlockKind::Turn { .. } | BlockKind::Paragraph)
            }),
            opening: opening(&index),
            existing,
        })
    }

    /// The document that has the text of a source already. Looks at the text only, which is much quicker than a
    /// preview.
    ///
    /// # Errors
    /// When the source cannot be read or is no text.
    pub fn import_find(&self, request: ImportFind) -> Result<ImportFound> {
        let Source { decoded, .. } = read(&request.source, request.encoding.as_deref())?;
        let document = documents::find_by_digest(&self.library, &documents::digest(&decoded.text))?;
        Ok(ImportFound { document: document.map(|id| id.to_string()) })
    }

    /// The document that a source is another version of, told by what they have in common. Reads every text of the
    /// library.
    ///
    /// # Errors
    /// When the source cannot be read or is no text.
    pub fn import_similar(&self, request: ImportFind) -> Result<ImportFound> {
        let Source { decoded, .. } = read(&request.source, request.encoding.as_deref())?;
        let document = documents::find_similar(&self.library, &decoded.text)?;
        Ok(ImportFound { document: document.map(|id| id.to_string()) })
    }

    /// Adds an interview to the library, or finds the document that has exactly its text.
    ///
    /// # Errors
    /// See [`Api::import_preview`]; when a title or language would be empty.
    pub fn import_commit(&self, request: ImportCommit, origin: &str) -> Result<Imported> {
        let ImportCommit { source, encoding, title, published_source, published, language, again } = request;
        let Source { file_name, format, decoded } = read(&source, encoding.as_deref())?;
        let new = NewDocument {
            interview: interview::parse(&decoded.text),
            file_name,
            format: format.to_owned(),
            encoding: decoded.encoding.to_owned(),
            fields: DocumentFields { title, source: published_source, published, language },
            may_repeat: again,
        };
        let (imported, change) =
            self.act(ActionName::DocumentImport.name(), origin, |library| documents::import(library, &new))?;
        Ok(Imported { document: imported.document.to_string(), is_new: imported.is_new, change })
    }
}

pub(crate) fn read(source: &ImportSource, encoding: Option<&str>) -> Result<Source> {
    let (file_name, bytes, encoding) = match source {
        ImportSource::Path { path } => {
            let path = Path::new(path);
            (path.file_name().map(|name| name.to_string_lossy().into_owned()), files::read(path)?, encoding)
        }
        ImportSource::Bytes { name, base64 } => {
            // Four characters hold three bytes: too much is known before it is decoded.
            let bytes = base64.len() as u64 / 4 * 3;
            if bytes > MAX_BYTES + 2 {
                return Err(undecodable(Some(last_part(name)), DecodeError::TooLarge { bytes }).into());
            }
            let bytes = STANDARD.decode(base64).map_err(|_| Refusal::BadContent)?;
            (Some(last_part(name)), bytes, encoding)
        }
        // Text was decoded by whoever had it; only line ends and what is no text remain to look at.
        ImportSource::Text { name, text } => {
            (name.as_deref().map(last_part), text.clone().into_bytes(), Some("UTF-8"))
        }
    };
    let decoded = decode::decode(&bytes, encoding).map_err(|error| undecodable(file_name.clone(), error))?;
    Ok(Source { format: format_of(file_name.as_deref()), file_name, decoded })
}

fn undecodable(name: Option<String>, source: DecodeError) -> Refusal {
    Refusal::Undecodable { name, source }
}

/// A name that came from a page may be a path of another machine; only its end is kept.
fn last_part(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

fn format_of(file_name: Option<&str>) -> &'static str {
    let ending = file_name.and_then(|name| Path::new(name).extension()?.to_str()).unwrap_or_default();
    let is_markdown = ["md", "markdown"].iter().any(|markdown| ending.eq_ignore_ascii_case(markdown));
    if is_markdown { "markdown" } else { "text" }
}

fn count(interview: &Interview, is_counted: impl Fn(&BlockKind) -> bool) -> u32 {
    // There are no more blocks than bytes, of which there are at most 64 Mi.
    u32::try_from(interview.blocks.iter().filter(|block| is_counted(&block.kind)).count()).unwrap_or(u32::MAX)
}

/// The beginning of the text, not ending inside a character.
fn opening(index: &TextIndex<'_>) -> String {
    let end = CodePoint(OPENING.min(index.len().0));
    let span = Span { start: CodePoint(0), end };
    index.slice(snap_outward(index, span)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_the_name_says_the_format() {
        for (name, format) in [
            ("a.MD", "markdown"),
            ("a.markdown", "markdown"),
            ("a.txt", "text"),
            ("md", "text"),
            (".md", "text"),
        ] {
            assert_eq!(format_of(Some(name)), format, "{name}");
        }
        assert_eq!(format_of(None), "text");
    }

    #[test]
    fn of_a_path_of_another_machine_only_the_name_is_kept() {
        assert_eq!(last_part("C:\\Users\\ada\\talk.txt"), "talk.txt");
        assert_eq!(last_part("/home/ada/talk.txt"), "talk.txt");
    }
}
