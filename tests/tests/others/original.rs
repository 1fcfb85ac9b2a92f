//! The interviews that other programs are given, and what they are found to be when they come back.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use vermilion_api::Api;
use vermilion_api::wire::{
    Block, BlockKind, DocumentOpen, DocumentView, ImportCommit, ImportPreviewRequest, ImportSource,
};
use vermilion_tests::fixtures::{open_library, project, shared_interview};

/// The sample in both its languages, and the interview that the product is measured by, where this machine has it.
pub(crate) fn interviews() -> Vec<PathBuf> {
    let samples =
        ["interview.zh-Hant.txt", "interview.en.txt"].map(|name| project().join("samples").join(name));
    samples.into_iter().chain(shared_interview()).collect()
}

/// An interview as plain text is read, which is what every other form of it is compared with.
pub(crate) struct Original {
    pub(crate) view: DocumentView,
}

impl Original {
    pub(crate) fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        Ok(Self { view: imported(path)? })
    }

    /// As somebody types it in Markdown: the sections are headings, the labels bold, and the title is a heading, too, or
    /// is said in front matter.
    pub(crate) fn markdown(&self, has_front_matter: bool) -> String {
        let mut out = String::new();
        let outermost = usize::from(!has_front_matter);
        for block in &self.view.blocks {
            let [label, body] = self.parts(block).map(|part| escaped(&part));
            let mark = match block.kind {
                BlockKind::Title if has_front_matter => {
                    let _ = write!(out, "---\ntitle: '{}'\n---\n\n", body.replace('\'', "''"));
                    continue;
                }
                BlockKind::Title => "# ".to_owned(),
                BlockKind::Heading => "#".repeat(usize::from(block.level.unwrap_or(1)) + outermost) + " ",
                _ if label.is_empty() => String::new(),
                _ => format!("**{}** ", label.trim_end()),
            };
            let _ = match block.kind {
                BlockKind::Heading => write!(out, "{mark}{label}{body}\n\n"),
                _ => write!(out, "{mark}{body}\n\n"),
            };
        }
        out
    }

    /// As a page.
    pub(crate) fn html(&self) -> String {
        let summary = &self.view.summary;
        let mut out = format!(
            "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head><body>\n",
            summary.language,
            in_html(&summary.title)
        );
        for block in &self.view.blocks {
            let [label, body] = self.parts(block).map(|part| in_html(&part));
            let _ = match block.kind {
                BlockKind::Title => writeln!(out, "<h1>{body}</h1>"),
                BlockKind::Heading => {
                    let level = block.level.unwrap_or(1) + 1;
                    writeln!(out, "<h{level}>{label}{body}</h{level}>")
                }
                _ if label.is_empty() => writeln!(out, "<p>{body}</p>"),
                _ => writeln!(out, "<p><b>{}</b> {body}</p>", label.trim_end()),
            };
        }
        out + "</body></html>\n"
    }

    /// What stands before the body of a block, its marks, number or label, and the body.
    fn parts(&self, block: &Block) -> [String; 2] {
        [(block.start, block.body_start), (block.body_start, block.body_end)]
            .map(|(start, end)| slice(&self.view.text, start, end))
    }

    /// That a file says the same as the plain text: the same title, sections, paragraphs, and who speaks in each. A PDF
    /// and a book say when they were made, and where the text has no date that is taken for it.
    ///
    /// # Errors
    /// When it cannot be imported.
    ///
    /// # Panics
    /// When it says something else.
    pub(crate) fn is_said_by(&self, path: &Path, format: &str) -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let api = open_library(&folder.path().join("library.vermilion"))?;
        let source = ImportSource::Path { path: path.to_string_lossy().into_owned() };
        let preview = api.import_preview(ImportPreviewRequest {
            source: source.clone(),
            encoding: None,
            format: None,
        })?;
        let name = path.display();
        assert_eq!(preview.format, format, "{name}");
        let view = commit(&api, source)?;
        assert_eq!(preview.title, view.summary.title, "{name}: the preview says what is imported");
        let is_dated = matches!(format, "pdf" | "epub") && self.view.summary.published.is_none();
        assert_eq!(is_dated, view.summary.published != self.view.summary.published, "{name}");
        let (expected, found) = (read_out(&self.view), read_out(&view));
        for (at, (expected, found)) in expected.iter().zip(&found).enumerate() {
            assert_eq!(found, expected, "{name}: line {at}");
        }
        assert_eq!(found.len(), expected.len(), "{name}: {:?}", found.last());
        Ok(())
    }
}

/// A document of a fresh library.
fn imported(path: &Path) -> Result<DocumentView, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let api = open_library(&folder.path().join("library.vermilion"))?;
    commit(&api, ImportSource::Path { path: path.to_string_lossy().into_owned() })
}

fn commit(api: &Api, source: ImportSource) -> Result<DocumentView, Box<dyn Error>> {
    let document = api.import_commit(ImportCommit::as_found(source), "test")?.document;
    Ok(api.document_open(DocumentOpen { document })?)
}

/// An interview as it would be read out: one line for what is known of it and who speaks, then one a block.
fn read_out(view: &DocumentView) -> Vec<String> {
    let summary = &view.summary;
    let speakers: Vec<String> =
        view.speakers.iter().map(|one| format!("{} ({:?}, {})", one.name, one.role, one.turns)).collect();
    let mut lines =
        vec![format!("{:?} {:?} {}", summary.title, summary.source, summary.language), speakers.join(", ")];
    let name = |id: &String| view.speakers.iter().find(|one| one.id == *id).map(|one| one.name.as_str());
    lines.extend(view.blocks.iter().map(|block| {
        let who = block.speaker.as_ref().and_then(name).unwrap_or_default();
        let opens = if block.label_start.is_some() { ":" } else { "" };
        let number = block.number.map(|number| number.to_string()).unwrap_or_default();
        let level = block.level.map(|level| level.to_string()).unwrap_or_default();
        let body = slice(&view.text, block.body_start, block.body_end);
        format!("{:?}{level} {number}{who}{opens} {body}", block.kind)
    }));
    lines
}

/// The code points of a text from `start` up to `end`.
pub(crate) fn slice(text: &str, start: u32, end: u32) -> String {
    text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect()
}

/// A text without its white space, which programs that set pages break lines with.
pub(crate) fn solid(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// A text that is only itself in Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn in_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
