//! Memos, told by what they are about and what they say.

use super::held::Held;
use super::{Of, Verdict, What, paths};
use crate::annotated::{About, ExportedMemo};
use crate::import::{Import, ImportedAbout, ImportedDocument, ImportedMemo};
use crate::memos::section_of;
use crate::places::Places;

/// Compares the memos of a document and of its tags.
pub(super) fn compare(held: &Held<'_>, found: &ImportedDocument, import: &Import, verdict: &mut Verdict) {
    let places = Places::new(held.document);
    let paths = paths(import);
    let in_file = |memo: &ImportedMemo| (about_in_file(memo, &paths), memo.text.clone());
    // One that says nothing is none.
    let mut of_document: Vec<Option<(String, String)>> = found
        .memos
        .iter()
        .map(|memo| Some(in_file(memo)).filter(|(_, words)| !words.trim().is_empty()))
        .collect();
    // Those on tags may be of other documents of the file.
    let mut of_all: Vec<Option<(String, String)>> =
        import.memos.iter().map(|memo| Some(in_file(memo))).collect();
    for memo in &held.document.memos {
        let words = held.words(&memo.text);
        if words.is_empty() {
            continue;
        }
        let told = Some((about(held, &places, memo), words));
        let place = of_document.iter_mut().chain(&mut of_all).find(|one| **one == told);
        match place {
            Some(place) => *place = None,
            None => {
                let of = Of::Memo { id: Some(memo.id.clone()) };
                verdict.add(What::Presence, of, Some(&memo.text), None);
            }
        }
    }
    for (memo, _) in found.memos.iter().zip(&of_document).filter(|(_, left)| left.is_some()) {
        verdict.add(What::Presence, Of::Memo { id: None }, None, Some(&memo.text));
    }
}

fn about(held: &Held<'_>, places: &Places<'_>, memo: &ExportedMemo) -> String {
    match &memo.about {
        About::Document => "document".to_owned(),
        About::Section { title, .. } => {
            let section = section_of(places, memo).map(|section| &places.sections()[section].title);
            format!("section {}", held.line(section.unwrap_or(title)))
        }
        About::Speaker(speaker) => {
            let name = held.document.speakers.get(*speaker).map_or("", |speaker| &speaker.name);
            format!("speaker {}", held.line(name))
        }
        About::Tag(tag) => format!("tag {}", held.line(&tag.path)),
    }
}

fn about_in_file(memo: &ImportedMemo, paths: &[String]) -> String {
    match &memo.about {
        ImportedAbout::Library => "library".to_owned(),
        ImportedAbout::Document => "document".to_owned(),
        ImportedAbout::Section(title) => format!("section {title}"),
        ImportedAbout::Speaker(name) => format!("speaker {name}"),
        ImportedAbout::Tag(tag) => format!("tag {}", paths.get(*tag).map_or("", String::as_str)),
    }
}
