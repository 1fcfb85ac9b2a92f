//! A book in EPUB: its chapters in their order, each a section, with what the book says of itself.
//!
//! The package says which files are read and in which order; the contents (`nav`, or the older `ncx`) say what a chapter
//! is called that does not say so itself. Books whose chapters are encrypted are refused: only fonts may be.

mod package;
mod xhtml;

use super::archive::Archive;
use super::markup::flow::{self, Title};
use super::markup::{dom, language};
use super::prose::Prose;
use super::{Import, ImportError, ImportedDocument, Limits, Place, Report, xml};
use crate::decode;
use crate::interview::{self, Given};
use dom_query::Document;
use package::Package;
use std::collections::{HashMap, HashSet};

pub(super) const FORMAT: &str = "EPUB";

/// Whether these bytes look like a book in EPUB.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    /// Where the table of an archive is looked for, from its end.
    const TABLE: usize = 64 << 10;
    let contains = |part: &[u8], words: &[u8]| part.windows(words.len()).any(|window| window == words);
    let head = &bytes[..bytes.len().min(128)];
    let tail = &bytes[bytes.len().saturating_sub(TABLE)..];
    bytes.starts_with(b"PK\x03\x04")
        && (contains(head, b"application/epub+zip") || contains(tail, b"META-INF/container.xml"))
}

/// Reads a book. `name` is what the file is called.
///
/// # Errors
/// When it is no EPUB, is encrypted, holds more than is read, or has no words.
pub fn read(bytes: &[u8], name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    if bytes.len() as u64 > limits.file {
        return Err(ImportError::TooMuch { what: "bytes", most: limits.file });
    }
    let mut archive = Archive::open(bytes, FORMAT, limits)?;
    package::refuse_encrypted(&mut archive, limits)?;
    let package = Package::read(&mut archive, limits)?;
    let titles = package.chapter_titles(&mut archive, limits)?;
    let mut book = Book {
        text: Prose::new(),
        report: Report::of(FORMAT),
        limits,
        title: package.title.as_deref().into(),
    };
    let mut seen = HashSet::new();
    for chapter in &package.spine {
        let place = Some(Place::Member(chapter.path.clone()));
        if chapter.is_contents {
            book.report.skip("contents", &chapter.path, "made-anew", place);
        } else if !chapter.is_linear {
            book.report.skip("chapter", &chapter.path, "beside-the-text", place);
        } else if !seen.insert(&chapter.path) {
            book.report.skip("chapter", &chapter.path, "repeated", place);
        } else if let Some(bytes) = archive.read(&chapter.path)? {
            book.chapter(&bytes, &chapter.path, &titles, &package.creators)?;
        } else {
            book.report.skip("chapter", &chapter.path, "missing", place);
        }
    }
    book.finish(package, name)
}

struct Book {
    text: Prose,
    report: Report,
    limits: Limits,
    title: Title,
}

impl Book {
    fn chapter(
        &mut self,
        bytes: &[u8],
        path: &str,
        titles: &HashMap<String, String>,
        creators: &[String],
    ) -> Result<(), ImportError> {
        let place = Some(Place::Member(path.to_owned()));
        let text = match xml::decode(bytes, FORMAT) {
            Ok(text) => text,
            Err(_) => match decode::decode(bytes, None) {
                Ok(decoded) => {
                    self.report.alter("encoding", decoded.encoding, "guessed", place.clone());
                    decoded.text
                }
                Err(_) => {
                    self.report.skip("chapter", path, "no-text", place);
                    return Ok(());
                }
            },
        };
        let document = dom::parse(&xhtml::as_html(&text), self.limits)?;
        let body = document.select("body");
        let Some(body) = body.nodes().first().filter(|body| !body.text().trim().is_empty()) else {
            return Ok(());
        };
        self.write_title(&document, creators, &dom::collapsed(&body.text()));
        let of_book = self.title.words();
        let has_heading = document.select("body :is(h1, h2, h3, h4, h5, h6)").exists();
        let named = titles.get(path).filter(|title| !has_heading && Some(title.as_str()) != of_book);
        let outermost = flow::outermost(body, of_book);
        if let Some(title) = named {
            self.text.push_collapsed(title, false);
            self.text.end_line(Given { heading: Some(1), ..Given::default() });
            self.report.alter("chapter", title, "title-from-contents", place.clone());
        } else {
            self.report.take("chapter", titles.get(path).map_or(path, String::as_str), place.clone());
        }
        flow::Flow::new(&mut self.text, &mut self.report, place, outermost, &mut self.title).write(body);
        if self.text.text().len() > self.limits.text {
            return Err(ImportError::TooMuch { what: "bytes of text", most: self.limits.text as u64 });
        }
        Ok(())
    }

    /// Writes the title before the first chapter, unless that begins with it or has it as a heading.
    fn write_title(&mut self, document: &Document, creators: &[String], body: &str) {
        let Title::Awaited(title) = &self.title else { return };
        let mut headings = document.select("body h1, body h2").iter().map(|one| dom::collapsed(&one.text()));
        if body.starts_with(title) || headings.any(|heading| heading == *title) {
            return;
        }
        self.text.push(title, false);
        self.text.end_line(Given { is_title: true, ..Given::default() });
        let creators: Vec<_> =
            creators.iter().filter(|one| !body.contains(*one)).map(String::as_str).collect();
        if !creators.is_empty() {
            let between = if creators.concat().is_ascii() { ", " } else { "、" };
            self.text.push(&creators.join(between), false);
            self.text.end_line(Given::default());
        }
        self.title = Title::Written(title.clone());
    }

    fn finish(mut self, package: Package, name: Option<&str>) -> Result<Import, ImportError> {
        if self.text.text().trim().is_empty() {
            return Err(ImportError::Undecodable(decode::DecodeError::Empty));
        }
        let mut interview = self.text.finish();
        interview.language = language(&interview.language, package.language.as_deref());
        interview.title = package.title.or(interview.title);
        interview.source = package.publisher.or(interview.source);
        // Of a book that is a file made of an interview, the date is that of the file.
        let published = package.date.map(|date| interview::full_date(&date).unwrap_or(date));
        interview.published = interview.published.or(published);
        self.report.take("document", interview.title.as_deref().unwrap_or_default(), None);
        let mut document = ImportedDocument::from(interview);
        document.name = name.map(str::to_owned);
        Ok(Import { documents: vec![document], report: self.report, ..Import::default() })
    }
}
