//! What a library exports, and whether a file brings it back.

use vermilion_formats::annotated::{About, Annotated, Colour, ExportedOrphan, ExportedTag};
use vermilion_formats::import::{Import, ImportedAbout, ImportedAnnotation, ImportedMemo};
use vermilion_formats::interview::{BlockKind, Interview, Role, Speaker, parse};

use crate::fixture::{BLUE_LINE, Draft, RED, chinese, english, tagged, with_memos};

/// Documents with everything that can be on one.
pub(crate) fn documents() -> Vec<Annotated> {
    let mut all = vec![chinese(), english(), tagged(), with_memos(), parsed(), changed()];
    for (number, document) in all.iter_mut().enumerate() {
        renumber(document, number);
    }
    all
}

/// Gives a document and what is on it ids that no other one has.
fn renumber(document: &mut Annotated, number: usize) {
    let renumbered = |id: &str| format!("019300{number:02}{}", &id[8..]);
    document.id = renumbered(&document.id);
    document.speakers.iter_mut().for_each(|one| one.id = renumbered(&one.id));
    document.annotations.iter_mut().for_each(|one| one.id = renumbered(&one.id));
    document.orphans.iter_mut().for_each(|one| one.id = renumbered(&one.id));
    document.memos.iter_mut().for_each(|one| one.id = renumbered(&one.id));
    // A tag is the same one wherever its path is.
    let tags = document.annotations.iter_mut().flat_map(|one| &mut one.tags);
    let tags = tags.chain(document.orphans.iter_mut().flat_map(|one| &mut one.tags));
    let memos = document.memos.iter_mut().filter_map(|memo| match &mut memo.about {
        About::Tag(tag) => Some(tag),
        _ => None,
    });
    for tag in tags.chain(memos) {
        tag.id = tag_id(&tag.path);
    }
}

/// The id of the tag at a path.
pub(crate) fn tag_id(path: &str) -> String {
    let sum = path.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    format!("01930000-0000-7000-8000-0000{sum:08x}")
}

/// An interview whose structure is what is found in its text.
fn parsed() -> Annotated {
    let text = "# 河與𠮷\n\n來源：山中月刊\n日期：2026-05-01\n\n## 一、上游\n\n林默：你是什麼時候開始走的？👩‍👩‍👧\n\n\
        高𠮷：很早。e\u{301}tude，然後走。\n\n林默：走到哪裡？\n\n高𠮷：走到沒有路的地方。\n\n## 二、下游\n\n林默：後來呢？\n\n\
        高𠮷：後來就不走了。\n";
    Draft::of(parse(text))
        .mark("很早。e\u{301}tude，然後走。", BLUE_LINE, "兩段\n\n*筆記* & <標記> ]]>")
        .tag("走/開始")
        .tag("走")
        .mark("走到沒有路的地方。\n\n## 二、下游\n\n林默：後來呢？", RED, "")
        .coloured_tag("其他/開始", Some(Colour::Green))
        .done()
}

/// One in which an annotation was changed and two others are orphans.
fn changed() -> Annotated {
    let mut document = chinese();
    document.annotations[0].original = Some("從來不用衛星圖".to_owned());
    let orphan = |number: u32, note: &str, tags| ExportedOrphan {
        id: format!("01930000-0000-7000-8000-0000000f{number:04}"),
        quote: format!("刪去的第{number}句話\n又一行"),
        reason: "deleted",
        revision: document.revision.clone(),
        style: RED,
        note: note.to_owned(),
        tags,
        created: "2026-11-20T08:00:00.000Z".to_owned(),
        modified: "2026-11-21T08:00:00.000Z".to_owned(),
    };
    let tag =
        ExportedTag { id: String::new(), path: "情感/恐懼".to_owned(), colour: Some(Colour::Purple) };
    document.orphans = vec![orphan(1, "為什麼刪去？", vec![tag]), orphan(2, "", Vec::new())];
    document
}

/// What of an annotation can be in a file.
#[derive(Debug, PartialEq)]
pub(crate) struct Told {
    span: Option<(u32, u32)>,
    quote: String,
    note: String,
    tags: Vec<String>,
    created: Option<String>,
    modified: Option<String>,
}

/// The annotations of a document, then its orphans.
pub(crate) fn told(document: &Annotated) -> Vec<Told> {
    let index = vermilion_anchor::TextIndex::new(&document.text);
    let tags = |tags: &[ExportedTag]| tags.iter().map(|tag| tag.path.clone()).collect();
    let standing = document.annotations.iter().map(|one| Told {
        span: Some((one.span.start.0, one.span.end.0)),
        quote: one.original.clone().unwrap_or_else(|| index.slice(one.span).unwrap().to_owned()),
        note: one.note.clone(),
        tags: tags(&one.tags),
        created: Some(one.created.clone()),
        modified: Some(one.modified.clone()),
    });
    let orphans = document.orphans.iter().map(|one| Told {
        span: None,
        quote: one.quote.clone(),
        note: one.note.clone(),
        tags: tags(&one.tags),
        created: Some(one.created.clone()),
        modified: Some(one.modified.clone()),
    });
    standing.chain(orphans).collect()
}

/// The annotations that were taken of a document.
pub(crate) fn taken(import: &Import, document: usize) -> Vec<Told> {
    let told = |one: &ImportedAnnotation| Told {
        span: one.span.map(|span| (span.start.0, span.end.0)),
        quote: one.quote.clone(),
        note: one.note.clone(),
        tags: one.tags.iter().map(|tag| path(import, *tag)).collect(),
        created: one.created.clone(),
        modified: one.modified.clone(),
    };
    import.documents[document].annotations.iter().map(told).collect()
}

/// The path of a tag that was taken.
pub(crate) fn path(import: &Import, tag: usize) -> String {
    let tag = &import.tags[tag];
    tag.parent.map_or_else(|| tag.name.clone(), |parent| format!("{}/{}", path(import, parent), tag.name))
}

/// The memos of a document, and what each is about.
pub(crate) fn memos(document: &Annotated) -> Vec<(String, String)> {
    let about = |about: &About| match about {
        About::Document => "document".to_owned(),
        About::Section { title, .. } => format!("section {title}"),
        About::Speaker(speaker) => format!("speaker {}", document.speakers[*speaker].name),
        About::Tag(tag) => format!("tag {}", tag.path),
    };
    document.memos.iter().map(|memo| (about(&memo.about), memo.text.clone())).collect()
}

/// Memos that were taken.
pub(crate) fn taken_memos(import: &Import, memos: &[ImportedMemo]) -> Vec<(String, String)> {
    let about = |about: &ImportedAbout| match about {
        ImportedAbout::Library => "library".to_owned(),
        ImportedAbout::Document => "document".to_owned(),
        ImportedAbout::Section(title) => format!("section {title}"),
        ImportedAbout::Speaker(name) => format!("speaker {name}"),
        ImportedAbout::Tag(tag) => format!("tag {}", path(import, *tag)),
    };
    memos.iter().map(|memo| (about(&memo.about), memo.text.clone())).collect()
}

/// The interview of a document as an import gives it.
pub(crate) fn interview(document: &Annotated) -> Interview {
    let index = vermilion_anchor::TextIndex::new(&document.text);
    let labels = |speaker: usize| {
        let mut labels: Vec<String> = Vec::new();
        for block in &document.blocks {
            if let BlockKind::Turn { speaker: who, label: Some(label), .. } = block.kind
                && who == speaker
                && !labels.iter().any(|known| Some(known.as_str()) == index.slice(label))
            {
                labels.push(index.slice(label).unwrap().to_owned());
            }
        }
        labels
    };
    let speaker =
        |(at, name, role): (usize, &str, Role)| Speaker { name: name.to_owned(), labels: labels(at), role };
    Interview {
        text: document.text.clone(),
        title: Some(document.title.clone()),
        source: document.source.clone(),
        published: document.published.clone(),
        language: document.language.clone(),
        speakers: (document.speakers.iter().enumerate())
            .map(|(at, one)| speaker((at, one.name.as_str(), one.role)))
            .collect(),
        blocks: document.blocks.clone(),
    }
}
