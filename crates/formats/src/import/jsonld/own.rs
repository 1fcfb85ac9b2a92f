//! A collection that this app wrote: the document as it was, and everything on it.

use super::super::json::{each, number, string};
use super::super::labels::with_labels;
use super::super::tags::distinct;
use super::super::{ImportError, ImportedAbout, ImportedAnnotation, ImportedDocument, ImportedMemo, Place};
use super::{DOCUMENT, Taking, bare, selector, style_of};
use crate::interview::{self, Block, BlockKind, Interview, Role, Speaker};
use serde_json::Value;
use std::collections::HashMap;
use vermilion_anchor::{CodePoint, Span, TextIndex};

/// Takes a collection.
pub(super) fn take(collection: &Value, taking: &mut Taking) -> Result<(), ImportError> {
    let written = &collection[DOCUMENT];
    let text = text_of(written, taking)?;
    let interview = interview_of(written, text, taking);
    let mut document = ImportedDocument::from(interview);
    let names = speaker_names(written);
    let items = collection.get("first").and_then(|page| page.get("items"));
    {
        let index = TextIndex::new(&document.interview.text);
        for item in items.map(each).unwrap_or_default() {
            taking.next()?;
            match string(item, "vermilion:memo") {
                Some(about) => document.memos.extend(memo(item, about, &names, taking)),
                None => document.annotations.push(annotation(item, &index, taking)),
            }
        }
    }
    taking.documents.push(document);
    Ok(())
}

fn text_of(written: &Value, taking: &Taking) -> Result<String, ImportError> {
    let text = string(written, "text")
        .ok_or_else(|| ImportError::malformed("Web Annotation", "its document has no text"))?;
    if text.len() > taking.limits.text {
        return Err(ImportError::TooMuch { what: "bytes of text", most: taking.limits.text as u64 });
    }
    // One for one, so that every offset stays what it is.
    Ok(text.replace('\r', "\n").replace('\0', "\u{fffd}"))
}

fn interview_of(written: &Value, text: String, taking: &mut Taking) -> Interview {
    let speakers: Vec<&Value> = written.get("speakers").map(each).unwrap_or_default().iter().collect();
    let known: HashMap<&str, usize> =
        speakers.iter().enumerate().filter_map(|(at, one)| Some((string(one, "id")?, at))).collect();
    let title = string(written, "title").map(str::to_owned);
    let blocks = {
        let index = TextIndex::new(&text);
        let entries = written.get("blocks").map(each).unwrap_or_default();
        let blocks: Option<Vec<Block>> = entries.iter().map(|entry| block(entry, &known)).collect();
        blocks.filter(|blocks| lie_back_to_back(blocks, index.len()))
    };
    let mut interview = match blocks {
        Some(blocks) => {
            let speakers = speakers.iter().map(|one| speaker(one)).collect();
            let speakers = with_labels(speakers, &blocks, &text);
            Interview {
                text,
                title: None,
                source: None,
                published: None,
                language: String::new(),
                speakers,
                blocks,
            }
        }
        None => {
            taking.report.alter("structure", title.as_deref().unwrap_or_default(), "found-anew", None);
            interview::parse(&text)
        }
    };
    interview.title = title.or(interview.title);
    interview.source = string(written, "source").map(str::to_owned);
    interview.published = string(written, "published").map(str::to_owned);
    match string(written, "language") {
        Some(language) => language.clone_into(&mut interview.language),
        None => interview.language = interview::parse(&interview.text).language,
    }
    taking.report.take("document", interview.title.as_deref().unwrap_or_default(), None);
    interview
}

fn block(entry: &Value, speakers: &HashMap<&str, usize>) -> Option<Block> {
    let span = |start, end| {
        let (start, end) = (number(entry, start)?, number(entry, end)?);
        (start <= end).then_some(Span { start: CodePoint(start), end: CodePoint(end) })
    };
    let kind = match string(entry, "kind")? {
        "title" => BlockKind::Title,
        "metadata" => BlockKind::Metadata,
        "heading" => BlockKind::Heading {
            level: u8::try_from(number(entry, "level")?).ok().filter(|level| *level > 0)?,
            number: number(entry, "number"),
        },
        "turn" => BlockKind::Turn {
            speaker: *speakers.get(string(entry, "speaker")?)?,
            label: span("labelStart", "labelEnd"),
            time: number(entry, "time"),
        },
        "paragraph" => BlockKind::Paragraph,
        _ => return None,
    };
    Some(Block { span: span("start", "end")?, body: span("bodyStart", "bodyEnd")?, kind })
}

/// Whether blocks are what [`Interview::blocks`] has to be.
fn lie_back_to_back(blocks: &[Block], end: CodePoint) -> bool {
    let mut reached = CodePoint(0);
    for block in blocks {
        let holds = |span: Span| block.span.start <= span.start && span.end <= block.span.end;
        let label = match block.kind {
            BlockKind::Turn { label, .. } => label,
            _ => None,
        };
        if block.span.start != reached || !holds(block.body) || !label.is_none_or(holds) {
            return false;
        }
        reached = block.span.end;
    }
    reached == end
}

fn speaker(written: &Value) -> Speaker {
    Speaker {
        name: string(written, "name").unwrap_or_default().to_owned(),
        labels: Vec::new(),
        role: string(written, "role").and_then(|role| role.parse().ok()).unwrap_or(Role::Other),
    }
}

fn speaker_names(written: &Value) -> HashMap<&str, &str> {
    let speakers = written.get("speakers").map(each).unwrap_or_default();
    speakers.iter().filter_map(|one| Some((string(one, "id")?, string(one, "name")?))).collect()
}

fn annotation(item: &Value, index: &TextIndex<'_>, taking: &mut Taking) -> ImportedAnnotation {
    let target = &item["target"];
    let exact = selector(target, "TextQuoteSelector").and_then(|quote| string(quote, "exact"));
    let is_orphan = string(item, "vermilion:state") == Some("orphan");
    let span = selector(target, "TextPositionSelector").filter(|_| !is_orphan).and_then(|place| {
        let (start, end) = (number(place, "start")?, number(place, "end")?);
        let span = (start < end).then_some(Span { start: CodePoint(start), end: CodePoint(end) })?;
        index.slice(span).map(|_| span)
    });
    let there = span.and_then(|span| index.slice(span));
    // Of one that was changed, the words that were marked are what the file has.
    let words = string(item, "vermilion:original").or(exact).or(there).unwrap_or_default();
    let mut taken = ImportedAnnotation { span, style: style_of(target), ..bare(item, words) };
    for body in item.get("body").map(each).unwrap_or_default() {
        match (string(body, "purpose"), string(body, "value")) {
            (Some("commenting"), Some(note)) => note.clone_into(&mut taken.note),
            (Some("tagging"), Some(path)) => {
                let tag = taking.tags.path(path, &mut taking.report);
                let colour = string(body, "vermilion:colour").and_then(|colour| colour.parse().ok());
                if let Some(known) = tag.and_then(|tag| taking.tags.get_mut(tag)) {
                    known.colour = known.colour.or(colour);
                }
                taken.tags.extend(tag);
            }
            // What a note links to stands in the note.
            _ => {}
        }
    }
    taken.tags = distinct(taken.tags);
    let place = taking.place();
    match (is_orphan, span) {
        (true, _) => taking.report.take("orphan", words, place),
        (false, Some(_)) => taking.report.take("annotation", words, place),
        (false, None) => taking.report.alter("annotation", words, "outside-text", place),
    }
    taken
}

fn memo(
    item: &Value,
    about: &str,
    speakers: &HashMap<&str, &str>,
    taking: &mut Taking,
) -> Option<ImportedMemo> {
    let place: Option<Place> = taking.place();
    let bodies = item.get("body").map(each).unwrap_or_default();
    let text = bodies.iter().find(|body| string(body, "purpose") == Some("describing"));
    let text = text.and_then(|body| string(body, "value")).unwrap_or_default();
    let target = &item["target"];
    let about = match about {
        "document" => Some(ImportedAbout::Document),
        "section" => selector(target, "TextQuoteSelector")
            .and_then(|quote| string(quote, "exact"))
            .map(|title| ImportedAbout::Section(title.to_owned())),
        "speaker" => target
            .as_str()
            .and_then(|id| speakers.get(id))
            .map(|name| ImportedAbout::Speaker((*name).to_owned())),
        "tag" => string(target, "vermilion:path")
            .and_then(|path| taking.tags.path(path, &mut taking.report))
            .map(ImportedAbout::Tag),
        _ => None,
    };
    if text.trim().is_empty() {
        taking.report.skip("memo", "", "empty", place);
        return None;
    }
    match &about {
        Some(_) => taking.report.take("memo", text, place),
        None => taking.report.alter("memo", text, "subject-unknown", place),
    }
    Some(ImportedMemo { about: about.unwrap_or(ImportedAbout::Document), text: text.to_owned() })
}
