//! Tags and memos between the core's types and the wire's.

use crate::wire;
use vermilion_core::annotations::{FoundAnnotation, FoundSection};
use vermilion_core::memos::{Memo, Subject};
use vermilion_core::tags::{Codebook, Tag, TagCount, Tally};

/// The codebook, each tag with its place in it.
pub(crate) fn list(codebook: &Codebook) -> Vec<wire::Tag> {
    let tags = codebook.with_depths().map(|(tag, depth)| {
        // Its place among its siblings is that in the list.
        let Tag { id, parent, position: _, name, colour, shortcut, definition, created_at } = tag;
        wire::Tag {
            id: id.to_string(),
            parent: parent.map(|parent| parent.to_string()),
            depth: u32::try_from(depth).unwrap_or(u32::MAX),
            name: name.clone(),
            path: codebook.path(*id),
            colour: colour.map(Into::into),
            shortcut: shortcut.map(String::from),
            definition: definition.clone(),
            created_at: *created_at,
        }
    });
    tags.collect()
}

impl From<Tally> for wire::Tally {
    fn from(tally: Tally) -> Self {
        let Tally { annotations, documents, speakers, characters } = tally;
        Self { annotations, documents, speakers, characters }
    }
}

impl From<TagCount> for wire::TagCount {
    fn from(count: TagCount) -> Self {
        let TagCount { tag, own, whole } = count;
        Self { tag: tag.to_string(), own: own.into(), whole: whole.into() }
    }
}

impl From<FoundAnnotation> for wire::FoundAnnotation {
    fn from(found: FoundAnnotation) -> Self {
        let FoundAnnotation { annotation, title, before, after, section, speakers } = found;
        let (section_number, section) = match section {
            Some(FoundSection { number, title }) => (number, Some(title)),
            None => (String::new(), None),
        };
        Self {
            annotation: annotation.into(),
            title,
            before,
            after,
            section_number,
            section,
            speakers: speakers.into_iter().map(|(_, name)| name).collect(),
        }
    }
}

impl From<Memo> for wire::Memo {
    fn from(memo: Memo) -> Self {
        let Memo { id, subject, text, created_at, modified_at } = memo;
        let bare = Self {
            id: id.to_string(),
            kind: wire::MemoKind::Library,
            document: None,
            heading: None,
            section: None,
            speaker: None,
            speaker_name: None,
            tag: None,
            text,
            created_at,
            modified_at,
        };
        match subject {
            Subject::Library => bare,
            Subject::Document(document) => {
                Self { kind: wire::MemoKind::Document, document: Some(document.to_string()), ..bare }
            }
            Subject::Section { document, heading, title } => Self {
                kind: wire::MemoKind::Section,
                document: Some(document.to_string()),
                heading: heading.map(|heading| heading.0),
                section: Some(title),
                ..bare
            },
            Subject::Speaker { document, speaker, name } => Self {
                kind: wire::MemoKind::Speaker,
                document: Some(document.to_string()),
                speaker: Some(speaker.to_string()),
                speaker_name: Some(name),
                ..bare
            },
            Subject::Tag(tag) => Self { kind: wire::MemoKind::Tag, tag: Some(tag.to_string()), ..bare },
        }
    }
}
