//! Annotations as a W3C Web Annotation collection in JSON-LD, with the document they belong to.
//!
//! The collection, its one page and its annotations use the W3C vocabulary alone, so any reader of Web Annotations can
//! take them: target is the document, found by TextPositionSelector and TextQuoteSelector in the state given by its
//! revision; a tag is a body for tagging whose value is its path, and what a note links to is a body for linking. A memo
//! describes its target: the document, a passage of it (the heading of a section), a speaker or a tag. The document itself (text, speakers, sections, blocks) has no W3C form; it stands under
//! `vermilion:document`, in a context of its own, so that the whole stays valid JSON-LD. Offsets count code points,
//! half-open. Several documents are a list of such collections.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use vermilion_anchor::Span;
use vermilion_anchor::selector::describe;

use crate::annotated::{
    About, Annotated, Colour, ExportedAnnotation, ExportedMemo, ExportedOrphan, ExportedTag, Style,
};
use crate::crosslink::{self, Crosslink};
use crate::interview::{Block, BlockKind};
use crate::memos::section_of;
use crate::places::Places;
use crate::watch::Watch;

/// The terms of ours. Not an address: nothing is to be fetched from there.
const NAMESPACE: &str = "urn:vermilion:ns#";

/// How the classes on the targets look; [`Annotation::stylesheet`] points at it.
const STYLESHEET: &str = "\
.vermilion-fill.vermilion-yellow { background: #fbefa8 }
.vermilion-fill.vermilion-red { background: #f8cfc6 }
.vermilion-fill.vermilion-green { background: #d2ebc8 }
.vermilion-fill.vermilion-blue { background: #cbe2f6 }
.vermilion-fill.vermilion-purple { background: #e4d5f3 }
.vermilion-underline { text-decoration: underline 2px }
.vermilion-underline.vermilion-yellow { text-decoration-color: #c99a00 }
.vermilion-underline.vermilion-red { text-decoration-color: #c23a2b }
.vermilion-underline.vermilion-green { text-decoration-color: #3e8e41 }
.vermilion-underline.vermilion-blue { text-decoration-color: #2c6fb7 }
.vermilion-underline.vermilion-purple { text-decoration-color: #7e4bb0 }
";

/// A file of any number of documents: of one its collection, of several a list of their collections, each with its own
/// context and document, as JSON-LD has several things that are no part of each other. The standard has a collection of
/// annotations and nothing that holds collections.
#[must_use]
pub fn export_all(documents: &[Annotated], watch: &Watch<'_>) -> String {
    if let [only] = documents {
        return export(only);
    }
    watch.begin(0, 1, documents.len());
    let mut text = String::from("[");
    for (at, document) in watch.each(documents).enumerate() {
        text.push_str(if at > 0 { ",\n" } else { "\n" });
        text.push_str(export(document).trim_end());
    }
    text.push_str("\n]\n");
    text
}

/// The collection, pretty-printed.
#[must_use]
pub fn export(document: &Annotated) -> String {
    let places = Places::new(document);
    let id = urn(&document.id);
    let page_id = format!("{id}#annotations-1");
    let collection = Collection {
        context: context(),
        id: format!("{id}#annotations"),
        kind: "AnnotationCollection",
        label: &document.title,
        generator: json!({ "type": "Software", "name": "Vermilion" }),
        generated: &document.exported_at,
        total: document.annotations.len() + document.orphans.len() + document.memos.len(),
        last: &page_id,
        first: Page {
            id: &page_id,
            kind: "AnnotationPage",
            part_of: format!("{id}#annotations"),
            start_index: 0,
            items: document
                .annotations
                .iter()
                .map(|annotation| Item::Annotation(Box::new(Annotation::new(document, &places, annotation))))
                .chain(
                    (document.orphans.iter())
                        .map(|orphan| Item::Annotation(Box::new(Annotation::orphaned(document, orphan)))),
                )
                .chain(document.memos.iter().map(|memo| Item::Memo(memo_item(document, &places, memo))))
                .collect(),
        },
        stylesheet: json!({
            "id": stylesheet_id(document),
            "type": "CssStylesheet",
            "format": "text/css",
            "value": STYLESHEET,
        }),
        document: Document::new(document, &places),
    };
    #[expect(
        clippy::expect_used,
        reason = "writing to a string fails only for map keys that are not strings"
    )]
    let mut text =
        serde_json::to_string_pretty(&collection).expect("structs of strings and numbers serialise");
    text.push('\n');
    text
}

fn context() -> Value {
    json!(["http://www.w3.org/ns/anno.jsonld", { "vermilion": NAMESPACE }])
}

fn urn(uuid: &str) -> String {
    format!("urn:uuid:{uuid}")
}

fn stylesheet_id(document: &Annotated) -> String {
    format!("{}#style", urn(&document.id))
}

#[derive(Serialize)]
struct Collection<'d> {
    #[serde(rename = "@context")]
    context: Value,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: &'d str,
    generator: Value,
    generated: &'d str,
    total: usize,
    first: Page<'d>,
    last: &'d str,
    #[serde(rename = "vermilion:stylesheet")]
    stylesheet: Value,
    #[serde(rename = "vermilion:document")]
    document: Document<'d>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'d> {
    id: &'d str,
    #[serde(rename = "type")]
    kind: &'static str,
    part_of: String,
    start_index: u32,
    items: Vec<Item<'d>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Item<'d> {
    Annotation(Box<Annotation<'d>>),
    Memo(Value),
}

/// A memo: an annotation that describes the document, a section by its heading, a speaker or a tag.
fn memo_item(document: &Annotated, places: &Places<'_>, memo: &ExportedMemo) -> Value {
    let (about, target) = match &memo.about {
        About::Document => ("document", json!(urn(&document.id))),
        About::Section { title, .. } => {
            let heading = section_of(places, memo).and_then(|section| {
                let start = places.sections()[section].heading.start;
                document.blocks.iter().find(|block| block.span.start == start)
            });
            let selectors: Vec<Selector> = match heading {
                Some(block) => selectors(places, block.body),
                None => vec![Selector::Quote { exact: title.clone(), prefix: None, suffix: None }],
            };
            let target = json!({
                "type": "SpecificResource",
                "source": urn(&document.id),
                "selector": selectors,
                "state": State::new(document, &document.revision),
            });
            ("section", target)
        }
        About::Speaker(speaker) => {
            let speaker = document.speakers.get(*speaker).map_or(&document.id, |speaker| &speaker.id);
            ("speaker", json!(urn(speaker)))
        }
        About::Tag(tag) => ("tag", json!({ "id": urn(&tag.id), "vermilion:path": tag.path })),
    };
    let text = BodyEntry::Text(Body {
        kind: "TextualBody",
        value: &memo.text,
        format: "text/markdown",
        purpose: "describing",
        tag: None,
        colour: None,
    });
    json!({
        "id": urn(&memo.id),
        "type": "Annotation",
        "motivation": "describing",
        "created": memo.created,
        "modified": memo.modified,
        "body": Bodies(std::iter::once(text).chain(links(document, &memo.text)).collect()),
        "target": target,
        "vermilion:memo": about,
    })
}

/// Where a passage is and what it says.
fn selectors(places: &Places<'_>, span: Span) -> Vec<Selector> {
    let position = Selector::Position { start: span.start.0, end: span.end.0 };
    let quote = describe(places.index(), span).map(|quote| Selector::Quote {
        exact: quote.exact,
        prefix: Some(quote.prefix),
        suffix: Some(quote.suffix),
    });
    std::iter::once(position).chain(quote).collect()
}

/// What a note links to, as far as it is there, each once.
fn links<'d>(document: &Annotated, note: &str) -> Vec<BodyEntry<'d>> {
    let mut links: Vec<Crosslink> = Vec::new();
    for found in crosslink::find(note) {
        if document.names.contains_key(&found.link) && !links.contains(&found.link) {
            links.push(found.link);
        }
    }
    let entry = |link: Crosslink| BodyEntry::Link {
        kind: "SpecificResource",
        source: urn(&link.id),
        purpose: "linking",
        target: link.kind.name(),
    };
    links.into_iter().map(entry).collect()
}

#[derive(Serialize)]
struct Annotation<'d> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    created: &'d str,
    modified: &'d str,
    #[serde(skip_serializing_if = "Bodies::is_empty")]
    body: Bodies<'d>,
    target: Target<'d>,
    stylesheet: String,
    /// `changed` or `orphan`, where it is one.
    #[serde(rename = "vermilion:state", skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    /// The words that were marked, where others stand there now.
    #[serde(rename = "vermilion:original", skip_serializing_if = "Option::is_none")]
    original: Option<&'d str>,
    /// Why it is an orphan.
    #[serde(rename = "vermilion:reason", skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

impl<'d> Annotation<'d> {
    fn new(document: &'d Annotated, places: &Places<'d>, annotation: &'d ExportedAnnotation) -> Self {
        Self {
            id: urn(&annotation.id),
            kind: "Annotation",
            motivation: motivation(&annotation.note, &annotation.tags),
            created: &annotation.created,
            modified: &annotation.modified,
            body: body(document, &annotation.note, &annotation.tags),
            target: Target::new(
                document,
                selectors(places, annotation.span),
                &document.revision,
                annotation.style,
            ),
            stylesheet: stylesheet_id(document),
            state: annotation.original.as_ref().map(|_| "changed"),
            original: annotation.original.as_deref(),
            reason: None,
        }
    }

    /// One whose passage is no longer in the text: it is told by its words alone, in the revision in which they stood.
    fn orphaned(document: &'d Annotated, orphan: &'d ExportedOrphan) -> Self {
        let quote = Selector::Quote { exact: orphan.quote.clone(), prefix: None, suffix: None };
        Self {
            id: urn(&orphan.id),
            kind: "Annotation",
            motivation: motivation(&orphan.note, &orphan.tags),
            created: &orphan.created,
            modified: &orphan.modified,
            body: body(document, &orphan.note, &orphan.tags),
            target: Target::new(document, vec![quote], &orphan.revision, orphan.style),
            stylesheet: stylesheet_id(document),
            state: Some("orphan"),
            original: None,
            reason: Some(orphan.reason),
        }
    }
}

fn motivation(note: &str, tags: &[ExportedTag]) -> &'static str {
    match (note.trim().is_empty(), tags.is_empty()) {
        (false, _) => "commenting",
        (true, false) => "tagging",
        (true, true) => "highlighting",
    }
}

/// The note, then the tags, each told by its path, then what the note links to.
fn body<'d>(document: &Annotated, note: &'d str, tags: &'d [ExportedTag]) -> Bodies<'d> {
    let text = (!note.trim().is_empty()).then_some(Body {
        kind: "TextualBody",
        value: note,
        format: "text/markdown",
        purpose: "commenting",
        tag: None,
        colour: None,
    });
    let tags = tags.iter().map(|tag| Body {
        kind: "TextualBody",
        value: &tag.path,
        format: "text/plain",
        purpose: "tagging",
        tag: Some(urn(&tag.id)),
        colour: tag.colour.map(Colour::name),
    });
    Bodies(text.into_iter().chain(tags).map(BodyEntry::Text).chain(links(document, note)).collect())
}

/// The bodies of an annotation: one stands by itself, as most readers expect, several in a list.
struct Bodies<'d>(Vec<BodyEntry<'d>>);

#[derive(Serialize)]
#[serde(untagged)]
enum BodyEntry<'d> {
    Text(Body<'d>),
    Link {
        #[serde(rename = "type")]
        kind: &'static str,
        source: String,
        purpose: &'static str,
        /// What kind of thing of the library it is.
        #[serde(rename = "vermilion:target")]
        target: &'static str,
    },
}

impl Bodies<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Bodies<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [only] => only.serialize(serializer),
            several => several.serialize(serializer),
        }
    }
}

impl<'d> Target<'d> {
    fn new(document: &'d Annotated, selector: Vec<Selector>, revision: &str, style: Style) -> Self {
        Self {
            kind: "SpecificResource",
            source: urn(&document.id),
            selector,
            state: State::new(document, revision),
            style_class: [format!("vermilion-{}", style.mark), format!("vermilion-{}", style.colour)],
        }
    }
}

#[derive(Serialize)]
struct Body<'d> {
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'d str,
    format: &'static str,
    purpose: &'static str,
    /// Of a tag: its id, for whoever has the codebook.
    #[serde(rename = "vermilion:tag", skip_serializing_if = "Option::is_none")]
    tag: Option<String>,
    /// Of a tag: its colour, if it or one above it has one.
    #[serde(rename = "vermilion:colour", skip_serializing_if = "Option::is_none")]
    colour: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Target<'d> {
    #[serde(rename = "type")]
    kind: &'static str,
    source: String,
    selector: Vec<Selector>,
    state: State<'d>,
    style_class: [String; 2],
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector {
    #[serde(rename = "TextPositionSelector")]
    Position { start: u32, end: u32 },
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        prefix: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<String>,
    },
}

/// The text as it was when this was written: `cached` names the revision to which the offsets belong.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct State<'d> {
    #[serde(rename = "type")]
    kind: &'static str,
    source_date: &'d str,
    cached: String,
}

impl<'d> State<'d> {
    fn new(document: &'d Annotated, revision: &str) -> Self {
        Self { kind: "TimeState", source_date: &document.exported_at, cached: urn(revision) }
    }
}

#[derive(Serialize)]
struct Document<'d> {
    /// Begins with null: inside, the W3C terms do not hold, or `source` would have to be an IRI.
    #[serde(rename = "@context")]
    context: Value,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'d str>,
    language: &'d str,
    revision: String,
    speakers: Vec<Value>,
    sections: Vec<Value>,
    blocks: Vec<BlockEntry>,
    text: &'d str,
}

impl<'d> Document<'d> {
    fn new(document: &'d Annotated, places: &Places<'d>) -> Self {
        let reference = json!({ "@type": "@id" });
        let list = json!({ "@container": "@list" });
        Self {
            context: json!([null, {
                "@vocab": NAMESPACE,
                "id": "@id",
                "type": "@type",
                "revision": reference,
                "speaker": reference,
                "speakers": list,
                "sections": list,
                "blocks": list,
            }]),
            id: urn(&document.id),
            kind: "Document",
            title: &document.title,
            source: document.source.as_deref(),
            published: document.published.as_deref(),
            language: &document.language,
            revision: urn(&document.revision),
            speakers: document
                .speakers
                .iter()
                .map(|speaker| {
                    json!({
                        "id": urn(&speaker.id),
                        "name": speaker.name,
                        "role": speaker.role.name(),
                        "colour": speaker.colour,
                    })
                })
                .collect(),
            sections: places
                .sections()
                .iter()
                .map(|section| {
                    json!({
                        "number": section.number,
                        "marker": section.marker,
                        "title": section.title,
                        "level": section.level,
                        "start": section.span.start,
                        "end": section.span.end,
                    })
                })
                .collect(),
            blocks: document.blocks.iter().map(|block| BlockEntry::new(document, block)).collect(),
            text: &document.text,
        }
    }
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct BlockEntry {
    kind: &'static str,
    start: u32,
    end: u32,
    body_start: u32,
    body_end: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label_start: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label_end: Option<u32>,
    /// Milliseconds from the start of the recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<u32>,
}

impl BlockEntry {
    fn new(document: &Annotated, block: &Block) -> Self {
        let mut entry = Self {
            start: block.span.start.0,
            end: block.span.end.0,
            body_start: block.body.start.0,
            body_end: block.body.end.0,
            ..Self::default()
        };
        match block.kind {
            BlockKind::Title => entry.kind = "title",
            BlockKind::Metadata => entry.kind = "metadata",
            BlockKind::Heading { level, number } => {
                entry.kind = "heading";
                entry.level = Some(level);
                entry.number = number;
            }
            BlockKind::Turn { speaker, label, time } => {
                entry.kind = "turn";
                entry.speaker = document.speakers.get(speaker).map(|speaker| urn(&speaker.id));
                entry.label_start = label.map(|label| label.start.0);
                entry.label_end = label.map(|label| label.end.0);
                entry.time = time;
            }
            BlockKind::Paragraph => entry.kind = "paragraph",
        }
        entry
    }
}
