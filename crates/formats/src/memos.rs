//! What a memo of a document is about: in words, and where in the document that is. Every exporter asks the same.

use crate::annotated::{About, Annotated, AnnotatedSpeaker, ExportedMemo};
use crate::places::{Places, section_label};
use crate::words::Words;

/// The section that a memo is about, as an index into [`Places::sections`].
pub(crate) fn section_of(places: &Places<'_>, memo: &ExportedMemo) -> Option<usize> {
    let About::Section { heading: Some(heading), .. } = &memo.about else { return None };
    places.sections().iter().position(|section| section.heading.start == *heading)
}

/// The participant that a memo is about.
pub(crate) fn speaker_of<'d>(document: &'d Annotated, memo: &ExportedMemo) -> Option<&'d AnnotatedSpeaker> {
    let About::Speaker(speaker) = memo.about else { return None };
    document.speakers.get(speaker)
}

/// What a memo is about, on one line: `Section: 02 空白`.
pub(crate) fn title(document: &Annotated, places: &Places<'_>, words: &Words, memo: &ExportedMemo) -> String {
    let named = |kind: &str, name: &str| format!("{kind}{}{name}", words.colon);
    match &memo.about {
        About::Document => words.document.to_owned(),
        About::Section { title, .. } => match section_of(places, memo) {
            Some(section) => named(words.section, &section_label(&places.sections()[section])),
            None => named(words.section, title),
        },
        About::Speaker(_) => {
            named(words.speaker, speaker_of(document, memo).map_or("", |speaker| speaker.name.as_str()))
        }
        About::Tag(tag) => named(words.tag, &tag.path),
    }
}
