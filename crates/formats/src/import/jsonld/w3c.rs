//! Web Annotations of others: what is said of passages of resources that the file does not hold.

use super::super::json::{each, string};
use super::super::tags::distinct;
use super::super::{ImportError, ImportedAbout, ImportedAnnotation, ImportedDocument, ImportedMemo};
use super::{Taking, bare, style_of};
use crate::interview;
use serde_json::Value;
use std::collections::HashMap;

/// Selectors that refine each other, at most.
const DEEPEST: usize = 8;

/// What is annotated, in the order in which it comes.
#[derive(Default)]
pub(super) struct Foreign {
    documents: Vec<ImportedDocument>,
    /// By the address of the resource.
    known: HashMap<String, usize>,
}

/// Note and tags of an annotation.
#[derive(Default)]
struct Said {
    note: String,
    tags: Vec<usize>,
}

impl Foreign {
    /// Takes what a part of a file says; whether it is of the model at all.
    pub(super) fn take(&mut self, part: &Value, taking: &mut Taking) -> Result<bool, ImportError> {
        let mut is_any = false;
        let mut waiting = vec![part];
        while let Some(part) = waiting.pop() {
            if is_of(part, "Annotation") {
                is_any = true;
                taking.next()?;
                self.annotation(part, taking);
                continue;
            }
            let is_container = is_of(part, "AnnotationCollection") || is_of(part, "AnnotationPage");
            is_any |= is_container;
            for name in ["first", "next"] {
                if let Some(address) = string(part, name).filter(|_| is_container) {
                    // A page that is in the file is no address; one that is not is not fetched.
                    taking.report.skip("page", address, "not-in-file", None);
                }
            }
            let inside = ["first", "items", "@graph"].iter().filter_map(|name| part.get(*name));
            let parts: Vec<&Value> = inside.flat_map(each).filter(|part| part.is_object()).collect();
            waiting.extend(parts.into_iter().rev());
        }
        Ok(is_any)
    }

    /// Hands over what is annotated.
    pub(super) fn finish(mut self, name: Option<&str>, taking: &mut Taking) {
        if let [only] = self.documents.as_mut_slice()
            && only.name.is_none()
        {
            only.name = name.map(str::to_owned);
        }
        for document in &self.documents {
            taking.report.alter("document", document.name.as_deref().unwrap_or_default(), "no-text", None);
        }
        taking.documents.append(&mut self.documents);
    }

    fn annotation(&mut self, item: &Value, taking: &mut Taking) {
        let said = said(item, taking);
        let targets = item.get("target").map(each).unwrap_or_default();
        if targets.is_empty() {
            taking.report.skip("annotation", &said.note, "no-target", taking.place());
        }
        for target in targets {
            let address = match target {
                Value::String(address) => address.as_str(),
                target => string(target, "source")
                    .or_else(|| string(target.get("source")?, "id"))
                    .or_else(|| string(target, "id"))
                    .unwrap_or_default(),
            };
            let (address, place) = (address.split('#').next().unwrap_or_default(), taking.place());
            let quote = target.get("selector").and_then(quote);
            let document = self.document(address);
            match quote {
                Some(selector) => {
                    let beside = |name| string(selector, name).unwrap_or_default();
                    let quote = beside("exact");
                    taking.report.alter("annotation", quote, "to-be-placed", place);
                    document.annotations.push(ImportedAnnotation {
                        prefix: beside("prefix").to_owned(),
                        suffix: beside("suffix").to_owned(),
                        style: style_of(target),
                        note: said.note.clone(),
                        tags: said.tags.clone(),
                        author: creator(item),
                        ..bare(item, quote)
                    });
                }
                None if !said.note.trim().is_empty() => {
                    let reason = if target.get("selector").is_some() { "no-quote" } else { "whole-document" };
                    taking.report.alter("annotation", &said.note, reason, place);
                    document
                        .memos
                        .push(ImportedMemo { about: ImportedAbout::Document, text: said.note.clone() });
                }
                None => taking.report.skip("annotation", address, "no-quote", place),
            }
        }
    }

    fn document(&mut self, address: &str) -> &mut ImportedDocument {
        let next = self.documents.len();
        let at = *self.known.entry(address.to_owned()).or_insert(next);
        if at == next {
            let mut document = ImportedDocument::from(interview::parse(""));
            document.name = (!address.is_empty()).then(|| address.to_owned());
            self.documents.push(document);
        }
        &mut self.documents[at]
    }
}

/// Whether something is of a type, alone or among others.
fn is_of(value: &Value, kind: &str) -> bool {
    ["type", "@type"]
        .iter()
        .filter_map(|name| value.get(*name))
        .flat_map(each)
        .any(|one| one.as_str().is_some_and(|one| one.rsplit([':', '#']).next() == Some(kind)))
}

/// The selector whose words are quoted; the innermost one where selectors refine each other.
fn quote(selector: &Value) -> Option<&Value> {
    let mut found = None;
    let mut level: Vec<&Value> = each(selector).iter().collect();
    for _ in 0..DEEPEST {
        let quoted = level.iter().find(|one| string(one, "type") == Some("TextQuoteSelector"));
        found = quoted.copied().filter(|one| string(one, "exact").is_some()).or(found);
        let inner = level.iter().filter_map(|one| one.get("refinedBy"));
        level = inner.flat_map(each).collect();
        if level.is_empty() {
            break;
        }
    }
    found.filter(|one| string(one, "exact").is_some_and(|quote| !quote.trim().is_empty()))
}

fn said(item: &Value, taking: &mut Taking) -> Said {
    let mut said = Said::default();
    let motivations = item.get("motivation").map(each).unwrap_or_default();
    let is_tagging = |purpose: &str| matches!(purpose.rsplit(':').next(), Some("tagging" | "classifying"));
    let tags = motivations.iter().filter_map(Value::as_str).any(is_tagging);
    if let Some(note) = string(item, "bodyValue") {
        append(&mut said.note, note);
    }
    for body in item.get("body").map(each).unwrap_or_default() {
        // Of bodies to choose from, the first is the one that its author preferred.
        let body = if is_of(body, "Choice") || body.get("items").is_some() {
            body.get("items").map(each).and_then(<[Value]>::first).unwrap_or(body)
        } else {
            body
        };
        let words = match body {
            Value::String(address) => Some(address.as_str()),
            body => string(body, "value")
                .or_else(|| string(body, "chars"))
                .or_else(|| string(body, "source"))
                .or_else(|| string(body, "id")),
        };
        let Some(words) = words.filter(|words| !words.trim().is_empty()) else {
            taking.report.skip("body", &body.to_string(), "no-place", taking.place());
            continue;
        };
        let purposes = body.get("purpose").map(each).unwrap_or_default();
        let is_tag = match purposes {
            [] => tags && body.get("value").is_some(),
            purposes => purposes.iter().filter_map(Value::as_str).any(is_tagging),
        };
        if is_tag {
            said.tags.push(taking.tags.child(None, words, &mut taking.report));
            continue;
        }
        if string(body, "format") == Some("text/html") {
            taking.report.alter("note", words, "html-note", taking.place());
        }
        if body.get("value").is_some() || body.get("chars").is_some() {
            append(&mut said.note, words);
        } else {
            append(&mut said.note, &format!("<{words}>"));
        }
    }
    said.tags = distinct(said.tags);
    said
}

/// Adds a paragraph to a note.
fn append(note: &mut String, words: &str) {
    if !note.is_empty() {
        note.push_str("\n\n");
    }
    note.push_str(words.trim());
}

fn creator(item: &Value) -> Option<String> {
    let creators = item.get("creator").map(each).unwrap_or_default();
    let name = |one: &Value| {
        let named = || ["name", "nickname", "id"].iter().find_map(|name| string(one, name));
        one.as_str().or_else(named).map(str::to_owned)
    };
    let names: Vec<String> = creators.iter().filter_map(name).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
