//! Annotations of the web annotation service Hypothesis: what its client exports, and what its API answers.
//!
//! A file says what was annotated by address and quote and holds no text: each address becomes a document without one,
//! and each annotation an orphan with the words that it quotes, for whoever has the text to place. A note on a whole page
//! becomes a memo, an answer a part of the note that it answers.
//!
//! What has no place: who may see an annotation, groups, flags, links, and where in the page it stands.

use super::json::{each, head, string};
use super::moment::utc;
use super::tags::{Tags, distinct};
use super::{
    Import, ImportError, ImportedAbout, ImportedAnnotation, ImportedDocument, ImportedMemo, Limits, Place,
    Report, json,
};
use crate::interview;
use serde_json::Value;
use std::collections::HashMap;

const FORMAT: &str = "Hypothesis";

/// Where something of the file has gone: a document, and there an annotation or a memo.
#[derive(Clone, Copy)]
enum Gone {
    Annotation(usize, usize),
    Memo(usize, usize),
}

/// Reads an export.
///
/// # Errors
/// When it is no JSON, too large, or has no annotations of the service in it.
pub fn read(bytes: &[u8], _name: Option<&str>, limits: Limits) -> Result<Import, ImportError> {
    let file = json::read(bytes, FORMAT, limits)?;
    let rows = rows(&file).ok_or_else(|| ImportError::malformed(FORMAT, "there are no annotations in it"))?;
    if rows.len() > limits.items {
        return Err(ImportError::TooMuch { what: "annotations", most: limits.items as u64 });
    }
    let mut taking = Taking {
        tags: Tags::default(),
        report: Report::of("hypothesis"),
        documents: Vec::new(),
        by_address: HashMap::new(),
        gone: HashMap::new(),
    };
    let is_answer = |row: &Value| row.get("references").is_some_and(|answered| !each(answered).is_empty());
    let numbered = || (1_u32..).zip(rows);
    for (number, row) in numbered().filter(|(_, row)| !is_answer(row)) {
        taking.row(row, Place::Entry(number));
    }
    // In the order in which they were given: newest first is how the service lists.
    let mut answers: Vec<(u32, &Value)> = numbered().filter(|(_, row)| is_answer(row)).collect();
    answers.sort_by_key(|(_, row)| string(row, "created").unwrap_or_default());
    for (number, row) in answers {
        taking.answer(row, Place::Entry(number));
    }
    for document in &taking.documents {
        taking.report.alter("document", document.name.as_deref().unwrap_or_default(), "no-text", None);
    }
    let Taking { tags, report, documents, .. } = taking;
    Ok(Import { documents, tags: tags.into_all(), memos: Vec::new(), report })
}

/// Whether a file looks like an export of the service.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    let head = head(bytes);
    let is_json = head.trim_start().starts_with(['{', '[']);
    let has = |mark: &str| head.contains(mark);
    is_json
        && (has("\"export_userid\"") && has("\"annotations\"")
            || has("\"uri\"") && has("\"target\"") && has("\"acct:"))
}

/// The annotations, wherever a file has them.
fn rows(file: &Value) -> Option<&[Value]> {
    let list = [Some(file), file.get("annotations"), file.get("rows")];
    let rows = list.into_iter().flatten().find_map(Value::as_array)?;
    let is_row = |row: &Value| row.get("uri").is_some() || row.get("target").is_some();
    (rows.is_empty() && !file.is_array() || rows.iter().any(is_row)).then_some(rows)
}

/// What has been taken so far.
struct Taking<'v> {
    tags: Tags,
    report: Report,
    documents: Vec<ImportedDocument>,
    by_address: HashMap<&'v str, usize>,
    /// What the id of an annotation has become.
    gone: HashMap<&'v str, Gone>,
}

impl<'v> Taking<'v> {
    fn row(&mut self, row: &'v Value, place: Place) {
        let address = string(row, "uri").unwrap_or_default();
        let text = string(row, "text").unwrap_or_default().trim();
        let document = self.document(row, address);
        let targets = row.get("target").map(each).unwrap_or_default();
        let quote =
            targets.iter().filter_map(|target| target.get("selector")).flat_map(each).find_map(|selector| {
                let is_quote = string(selector, "type") == Some("TextQuoteSelector");
                let exact = string(selector, "exact").filter(|exact| is_quote && !exact.trim().is_empty())?;
                let beside = |name| string(selector, name).unwrap_or_default().to_owned();
                Some((exact, beside("prefix"), beside("suffix")))
            });
        let named = row.get("tags").map(each).unwrap_or_default().iter().filter_map(Value::as_str);
        let tags = named.filter(|name| !name.trim().is_empty());
        let tags = distinct(tags.map(|name| self.tags.child(None, name, &mut self.report)).collect());
        let gone = if let Some((quote, prefix, suffix)) = quote {
            let annotations = &mut self.documents[document].annotations;
            annotations.push(ImportedAnnotation {
                span: None,
                quote: quote.to_owned(),
                style: None,
                note: text.to_owned(),
                tags,
                prefix,
                suffix,
                author: author(row),
                created: string(row, "created").and_then(utc),
                modified: string(row, "updated").and_then(utc),
            });
            self.report.alter("annotation", quote, "to-be-placed", Some(place));
            Gone::Annotation(document, annotations.len() - 1)
        } else if text.is_empty() {
            self.report.skip("annotation", address, "no-quote", Some(place));
            return;
        } else {
            let names: Vec<_> = tags.iter().filter_map(|tag| self.tags.name(*tag)).collect();
            let text =
                if names.is_empty() { text.to_owned() } else { format!("{text}\n\n{}", names.join(", ")) };
            let memos = &mut self.documents[document].memos;
            self.report.alter("annotation", &text, "whole-document", Some(place));
            memos.push(ImportedMemo { about: ImportedAbout::Document, text });
            Gone::Memo(document, memos.len() - 1)
        };
        if let Some(id) = string(row, "id") {
            self.gone.insert(id, gone);
        }
    }

    /// An answer is told below what it answers, with who gave it.
    fn answer(&mut self, row: &'v Value, place: Place) {
        let text = string(row, "text").unwrap_or_default().trim();
        let answered = row.get("references").map(each).unwrap_or_default().iter().filter_map(Value::as_str);
        // The first is the annotation under which all of them stand.
        let gone = answered.filter_map(|id| self.gone.get(id)).next().copied();
        let note = match gone {
            Some(Gone::Annotation(document, at)) => &mut self.documents[document].annotations[at].note,
            Some(Gone::Memo(document, at)) => &mut self.documents[document].memos[at].text,
            None => return self.report.skip("reply", text, "missing-annotation", Some(place)),
        };
        if text.is_empty() {
            return self.report.skip("reply", "", "empty", Some(place));
        }
        if !note.is_empty() {
            note.push_str("\n\n");
        }
        note.push_str("> ");
        note.push_str(&author(row).map(|author| format!("{author}: ")).unwrap_or_default());
        note.push_str(&text.replace('\n', "\n> "));
        self.report.alter("reply", text, "reply-in-note", Some(place));
    }

    fn document(&mut self, row: &'v Value, address: &'v str) -> usize {
        let next = self.documents.len();
        let at = *self.by_address.entry(address).or_insert(next);
        if at == next {
            let titles =
                row.get("document").and_then(|document| document.get("title")).map(each).unwrap_or_default();
            let title = titles.iter().filter_map(Value::as_str).find(|title| !title.trim().is_empty());
            let mut document = ImportedDocument::from(interview::parse(""));
            document.name = Some(title.unwrap_or(address).to_owned()).filter(|name| !name.is_empty());
            document.interview.source = (!address.is_empty()).then(|| address.to_owned());
            self.documents.push(document);
        }
        at
    }
}

/// Who made an annotation: the name that is shown, or the one of the account.
fn author(row: &Value) -> Option<String> {
    let shown = row
        .get("user_info")
        .and_then(|info| string(info, "display_name"))
        .filter(|name| !name.trim().is_empty());
    let account = || {
        let account = string(row, "user")?;
        let account = account.strip_prefix("acct:").unwrap_or(account);
        Some(account.split('@').next().unwrap_or(account))
    };
    shown.or_else(account).map(str::to_owned)
}
