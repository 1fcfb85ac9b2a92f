//! The part that says what Word has no place for.

use super::appendix;
use super::body::{bookmark, has_comment};
use super::xml::Xml;
use crate::annotated::{About, Annotated, ExportedTag, Style};
use crate::memos::section_of;
use crate::places::Places;

/// Of all that is ours in a Word file.
const NAMESPACE: &str = "urn:vermilion:docx:1";

/// The part.
pub(super) fn part(document: &Annotated) -> Xml {
    let mut xml = Xml::part();
    let mut attributes = vec![
        ("xmlns", NAMESPACE),
        ("document", document.id.as_str()),
        ("revision", &document.revision),
        ("title", &document.title),
        ("language", &document.language),
    ];
    attributes.extend(document.source.as_deref().map(|source| ("source", source)));
    attributes.extend(document.published.as_deref().map(|published| ("published", published)));
    xml.open("vermilion", &attributes);
    for (at, speaker) in document.speakers.iter().enumerate() {
        let style = format!("VermilionSpeaker{}", at + 1);
        let attributes = [("style", style.as_str()), ("name", &speaker.name), ("role", speaker.role.name())];
        xml.empty("speaker", &attributes);
    }
    for (at, one) in document.annotations.iter().enumerate() {
        let name = bookmark(at);
        let mut attributes = vec![("bookmark", name.as_str()), ("id", &one.id)];
        attributes.extend(facts(one.style, &one.created, &one.modified));
        if has_comment(one) {
            attributes.push(("comment", "1"));
        }
        let note = document.without_links(&one.note);
        attributes.extend(one.has_note().then_some(("note", note.as_str())));
        attributes.extend(one.original.as_deref().map(|original| ("original", original)));
        xml.empty("annotation", &attributes);
    }
    for (at, one) in document.orphans.iter().enumerate() {
        let name = appendix::orphan(at);
        let mut attributes = vec![("bookmark", name.as_str()), ("id", &one.id), ("reason", one.reason)];
        attributes.extend(facts(one.style, &one.created, &one.modified));
        let note = document.without_links(&one.note);
        attributes.extend(one.has_note().then_some(("note", note.as_str())));
        xml.empty("orphan", &attributes);
    }
    let places = Places::new(document);
    for (at, one) in document.memos.iter().enumerate() {
        let (about, of) = match &one.about {
            About::Document => ("document", ""),
            About::Section { title, .. } => {
                let section = section_of(&places, one).map(|section| &places.sections()[section]);
                ("section", section.map_or(title.as_str(), |section| &section.title))
            }
            About::Speaker(speaker) => {
                ("speaker", document.speakers.get(*speaker).map_or("", |speaker| &speaker.name))
            }
            About::Tag(tag) => ("tag", tag.path.as_str()),
        };
        let name = appendix::memo(at);
        let text = document.without_links(&one.text);
        let attributes = [
            ("bookmark", name.as_str()),
            ("id", &one.id),
            ("about", about),
            ("of", of),
            ("text", &text),
            ("created", &one.created),
            ("modified", &one.modified),
        ];
        xml.empty("memo", &attributes);
    }
    colours(&mut xml, document);
    xml.close("vermilion");
    xml
}

fn facts<'f>(style: Style, created: &'f str, modified: &'f str) -> [(&'f str, &'f str); 4] {
    [
        ("mark", style.mark.name()),
        ("colour", style.colour.name()),
        ("created", created),
        ("modified", modified),
    ]
}

/// The colours of the tags.
fn colours(xml: &mut Xml, document: &Annotated) {
    let of_memos = document.memos.iter().filter_map(|memo| match &memo.about {
        About::Tag(tag) => Some(tag),
        _ => None,
    });
    let tags = (document.annotations.iter().flat_map(|one| &one.tags))
        .chain(document.orphans.iter().flat_map(|one| &one.tags))
        .chain(of_memos);
    let coloured: std::collections::BTreeMap<&str, &ExportedTag> =
        tags.map(|tag| (tag.path.as_str(), tag)).collect();
    for (path, tag) in coloured {
        if let Some(colour) = tag.colour {
            xml.empty("tag", &[("path", path), ("colour", colour.name())]);
        }
    }
}
