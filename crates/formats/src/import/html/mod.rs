//! A saved or pasted page: what a reader came for, without what stands around it.
//!
//! The main part is found as the reader views of browsers find it (`dom_smoothie`), and every line that is not in it is
//! reported. A page that has nothing around its text, as word processors write them, and what is pasted are taken whole.
//! Scripts are not run, and neither they nor forms nor what is hidden come into the text.

mod metadata;
mod own;

use super::markup::dom::{self, collapsed};
use super::markup::flow;
use super::prose::Prose;
use super::{Import, ImportError, Limits, Place, Report};
use crate::decode;
use crate::interview::Interview;
use dom_query::Document;
use dom_smoothie::{Config, Readability};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use metadata::Metadata;
use std::collections::HashMap;

const FORMAT: &str = "HTML";

/// Elements of a page whose main part is looked for; a larger one is a book rather than an article.
const MOST_SCORED: usize = 50_000;

/// Whether these bytes look like a page.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    const LOOKED_AT: usize = 2048;
    const BEGINNINGS: &[&str] = &[
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta ",
        "<title",
        "<article",
        "<main",
        "<div",
        "<p>",
        "<p ",
        "<h1",
        "<h2",
        "<span",
        "<table",
        "<script",
        "<ul",
        "<ol",
        "<strong",
        "<b>",
    ];
    let (encoding, marked) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let head = &bytes[marked..bytes.len().min(LOOKED_AT)];
    let head = encoding.decode_without_bom_handling(head).0.to_ascii_lowercase();
    let mut rest = head.trim_start();
    let is_xml = rest.starts_with("<?xml");
    while rest.starts_with("<!--") || rest.starts_with("<?xml") {
        let close = if rest.starts_with("<?") { "?>" } else { "-->" };
        let Some((_, after)) = rest.split_once(close) else { return false };
        rest = after.trim_start();
    }
    let begins = |beginning: &&str| rest.starts_with(*beginning);
    if is_xml { ["<!doctype html", "<html"].iter().any(begins) } else { BEGINNINGS.iter().any(begins) }
}

/// Reads a page. `name` is what the file is called.
///
/// # Errors
/// When it is no text, is deeper or larger than is read, or has no words.
pub fn read(bytes: &[u8], name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    if bytes.len() as u64 > limits.file {
        return Err(ImportError::TooMuch { what: "bytes", most: limits.file });
    }
    let decoded = decode::decode(bytes, declared_encoding(bytes).map(Encoding::name))?;
    let mut report = Report::of(FORMAT);
    if decoded.replaced > 0 {
        report.alter("encoding", decoded.encoding, "bytes-without-meaning", None);
    }
    let document = dom::parse(&decoded.text, limits)?;
    let metadata = Metadata::of(&document, &decoded.text);
    let interview = if metadata.is_own {
        own::read(&document, metadata, &mut report)
    } else {
        page(document, metadata, limits, &mut report)?
    };
    if interview.text.trim().is_empty() {
        return Err(ImportError::Undecodable(decode::DecodeError::Empty));
    }
    let mut document = super::ImportedDocument::from(interview);
    document.name = name.map(str::to_owned);
    report.take("document", document.interview.title.as_deref().unwrap_or_default(), None);
    Ok(Import { documents: vec![document], report, ..Import::default() })
}

fn page(
    document: Document,
    metadata: Metadata,
    limits: Limits,
    report: &mut Report,
) -> Result<Interview, ImportError> {
    let scripts = document.select("script").length();
    if scripts > 0 {
        report.skip("script", &scripts.to_string(), "never-run", None);
    }
    let whole = Whole::of(&document, &metadata);
    let main = if has_surroundings(&document) { main_part(document, limits)? } else { None };
    let Some(main) = main else {
        let Whole { text, report: of_whole } = whole;
        report.absorb(of_whole);
        return Ok(metadata.complete(text));
    };
    let mut text = Prose::new();
    let body = main.select("body");
    let Some(body) = body.nodes().first() else { return Ok(metadata.complete(text)) };
    let is_titled = metadata.title.as_deref().is_some_and(|title| says_title(&main, title));
    metadata.write_head(&mut text, is_titled, &collapsed(&body.text()));
    let outermost = flow::outermost(body, metadata.title.as_deref());
    flow::Flow::new(&mut text, report, None, outermost, &mut metadata.awaited()).write(body);
    report_rest(text.text(), whole.text.text(), report);
    Ok(metadata.complete(text))
}

/// The whole page, with what was found on the way.
struct Whole {
    text: Prose,
    report: Report,
}

impl Whole {
    fn of(document: &Document, metadata: &Metadata) -> Self {
        let mut whole = Self { text: Prose::new(), report: Report::of(FORMAT) };
        let body = document.select("body");
        let Some(body) = body.nodes().first() else { return whole };
        let title = metadata.title.as_deref();
        let is_titled = title.is_none_or(|title| says_title(document, title));
        metadata.write_head(&mut whole.text, is_titled, &collapsed(&body.text()));
        let outermost = flow::outermost(body, title);
        flow::Flow::new(&mut whole.text, &mut whole.report, None, outermost, &mut metadata.awaited())
            .write(body);
        whole
    }
}

/// Whether a heading is the title.
fn says_title(document: &Document, title: &str) -> bool {
    document.select("body h1, body h2").iter().any(|heading| collapsed(&heading.text()) == title)
}

/// Whether there is anything on a page around its text.
fn has_surroundings(document: &Document) -> bool {
    document.select("nav, aside, footer, form, iframe, button, script, article, main").exists()
        && document.select("title, meta, nav").exists()
}

/// The main part of a page, if there is one that stands out.
fn main_part(document: Document, limits: Limits) -> Result<Option<Document>, ImportError> {
    let config = Config { max_elements_to_parse: MOST_SCORED, disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(document, None, Some(config)).and_then(|mut page| page.parse());
    let Ok(article) = article else { return Ok(None) };
    if article.text_content.trim().is_empty() {
        return Ok(None);
    }
    dom::parse(&article.content, limits).map(Some)
}

/// Reports the lines of the page that are not in its main part.
fn report_rest(main: &str, whole: &str, report: &mut Report) {
    // An interview says the same thing often: each line that is taken accounts for one.
    let mut taken: HashMap<&str, usize> = HashMap::new();
    for line in main.lines() {
        *taken.entry(line.trim()).or_default() += 1;
    }
    for (line, number) in whole.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        match taken.get_mut(line.trim()) {
            Some(left) if *left > 0 => *left -= 1,
            _ => report.skip("page-part", line, "beside-main-part", Some(Place::Paragraph(number))),
        }
    }
}

/// The encoding of a page: that of its mark, UTF-8 where it is that, or the one that it names; `None` leaves it to be
/// guessed.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    const LOOKED_AT: usize = 4096;
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).to_ascii_lowercase();
    let after = head.split_once("charset").or_else(|| head.split_once("encoding"))?.1;
    let value = after.trim_start_matches([' ', '=', '"', '\'']);
    let label =
        value.split(|character: char| !(character.is_ascii_alphanumeric() || "-_:".contains(character)));
    // A page that could name UTF-16 in ASCII is not in UTF-16.
    label
        .into_iter()
        .next()
        .and_then(|label| Encoding::for_label_no_replacement(label.as_bytes()))
        .filter(|encoding| ![UTF_16LE, UTF_16BE, UTF_8].contains(encoding))
}
