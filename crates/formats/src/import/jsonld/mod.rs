//! Web Annotations in JSON-LD: a single one, a page or a collection, and the collections that this app writes.
//!
//! A collection of ours holds its document (`vermilion:document`), with text, blocks and speakers, so that everything is
//! as it was; see [`crate::jsonld`] for the form. Any other file holds no text: what it annotates becomes a document
//! without one, and each annotation an orphan with the words that it quotes, for whoever has the text to place. Nothing
//! that a file points at is fetched.
//!
//! What an [`Import`] has no place for: ids, why an annotation is an orphan, the colour of a speaker, the dates of memos.

mod own;
mod w3c;

use super::json::{each, head, string};
use super::moment::utc;
use super::tags::Tags;
use super::{Import, ImportError, ImportedAnnotation, ImportedDocument, Limits, Place, Report, json};
use crate::annotated::{Colour, Mark, Style};
use serde_json::Value;

/// Under which the document of a collection of ours stands.
const DOCUMENT: &str = "vermilion:document";

/// Reads a file.
///
/// # Errors
/// When it is no JSON, too large, or has no Web Annotations in it.
pub fn read(bytes: &[u8], name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    let file = json::read(bytes, "Web Annotation", limits)?;
    let mut taking = Taking {
        tags: Tags::default(),
        report: Report::of("jsonld"),
        limits,
        entry: 0,
        documents: Vec::new(),
    };
    let mut foreign = w3c::Foreign::default();
    let mut is_any = false;
    for part in each(&file) {
        if part.get(DOCUMENT).is_some_and(Value::is_object) {
            own::take(part, &mut taking)?;
            is_any = true;
        } else {
            is_any |= foreign.take(part, &mut taking)?;
        }
    }
    if !is_any {
        return Err(ImportError::malformed("Web Annotation", "there is no annotation in it"));
    }
    foreign.finish(name, &mut taking);
    let Taking { tags, report, documents, .. } = taking;
    Ok(Import { documents, tags: tags.into_all(), memos: Vec::new(), report })
}

/// Whether a file looks like Web Annotations.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    let head = head(bytes);
    let is_json = head.trim_start().starts_with(['{', '[']);
    is_json
        && [
            "www.w3.org/ns/anno.jsonld",
            "\"AnnotationCollection\"",
            "\"AnnotationPage\"",
            "\"vermilion:document\"",
        ]
        .iter()
        .any(|mark| head.contains(mark))
}

/// What has been taken so far.
struct Taking {
    tags: Tags,
    report: Report,
    limits: Limits,
    /// The annotation that is being read, from 1.
    entry: u32,
    documents: Vec<ImportedDocument>,
}

impl Taking {
    /// Goes to the next annotation.
    fn next(&mut self) -> Result<(), ImportError> {
        self.entry += 1;
        if self.entry as usize + self.tags.len() > self.limits.items {
            return Err(ImportError::TooMuch { what: "annotations", most: self.limits.items as u64 });
        }
        Ok(())
    }

    /// Where it stands in the file.
    fn place(&self) -> Option<Place> {
        Some(Place::Entry(self.entry))
    }
}

/// An annotation without note and tags: its passage has still to be found.
fn bare(item: &Value, quote: &str) -> ImportedAnnotation {
    ImportedAnnotation {
        span: None,
        quote: quote.to_owned(),
        style: None,
        note: String::new(),
        tags: Vec::new(),
        prefix: String::new(),
        suffix: String::new(),
        author: None,
        created: string(item, "created").and_then(utc),
        modified: string(item, "modified").and_then(utc),
    }
}

/// The look that the classes of a target of ours give.
fn style_of(target: &Value) -> Option<Style> {
    let classes = each(target.get("styleClass")?);
    let named =
        |class: &Value| class.as_str().and_then(|class| class.strip_prefix("vermilion-")).map(str::to_owned);
    let names: Vec<String> = classes.iter().filter_map(named).collect();
    let mark: Mark = names.iter().find_map(|name| name.parse().ok())?;
    let colour: Colour = names.iter().find_map(|name| name.parse().ok())?;
    Some(Style { mark, colour })
}

/// The selector of a kind among those of a target.
fn selector<'v>(target: &'v Value, kind: &str) -> Option<&'v Value> {
    each(target.get("selector")?).iter().find(|selector| string(selector, "type") == Some(kind))
}
