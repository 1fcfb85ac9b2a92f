//! Between the core's types and the wire's. Every match is exhaustive and every struct is taken apart by name, so that
//! a new field or variant is a question to answer here rather than something forgotten.

mod library;
pub(crate) mod revision;
pub(crate) mod tag;

use crate::api::Result;
use crate::error::Refusal;
use crate::wire;
use std::str::FromStr;
use vermilion_anchor::{CodePoint, Span, TextIndex};
use vermilion_core::{HistoryEntry, HistoryState};
use vermilion_core::{annotations, documents, speakers};
use vermilion_formats::annotated;
use vermilion_formats::interview;
use vermilion_formats::markdown;

/// An id of any kind.
pub(crate) fn id<T: FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Refusal::BadId { id: text.to_owned() }.into())
}

/// Ids of any kind.
pub(crate) fn ids<T: FromStr>(texts: &[String]) -> Result<Vec<T>> {
    texts.iter().map(|text| id(text)).collect()
}

/// A span whose edges came from outside and may be the wrong way round; the core says whether it lies in the text.
pub(crate) fn span(start: u32, end: u32) -> Span {
    Span { start: CodePoint(start), end: CodePoint(end) }
}

impl From<interview::Role> for wire::Role {
    fn from(role: interview::Role) -> Self {
        match role {
            interview::Role::Interviewer => Self::Interviewer,
            interview::Role::Interviewee => Self::Interviewee,
            interview::Role::Other => Self::Other,
        }
    }
}

impl From<wire::Role> for interview::Role {
    fn from(role: wire::Role) -> Self {
        match role {
            wire::Role::Interviewer => Self::Interviewer,
            wire::Role::Interviewee => Self::Interviewee,
            wire::Role::Other => Self::Other,
        }
    }
}

impl From<annotated::Style> for wire::Style {
    fn from(style: annotated::Style) -> Self {
        let annotated::Style { mark, colour } = style;
        Self {
            mark: match mark {
                annotated::Mark::Fill => wire::Mark::Fill,
                annotated::Mark::Underline => wire::Mark::Underline,
            },
            colour: colour.into(),
        }
    }
}

impl From<annotated::Colour> for wire::Colour {
    fn from(colour: annotated::Colour) -> Self {
        match colour {
            annotated::Colour::Yellow => Self::Yellow,
            annotated::Colour::Red => Self::Red,
            annotated::Colour::Green => Self::Green,
            annotated::Colour::Blue => Self::Blue,
            annotated::Colour::Purple => Self::Purple,
        }
    }
}

impl From<annotations::StateKind> for wire::AnnotationState {
    fn from(kind: annotations::StateKind) -> Self {
        match kind {
            annotations::StateKind::Anchored => Self::Anchored,
            annotations::StateKind::Changed => Self::Changed,
            annotations::StateKind::Orphan => Self::Orphan,
        }
    }
}

impl From<wire::AnnotationState> for annotations::StateKind {
    fn from(state: wire::AnnotationState) -> Self {
        match state {
            wire::AnnotationState::Anchored => Self::Anchored,
            wire::AnnotationState::Changed => Self::Changed,
            wire::AnnotationState::Orphan => Self::Orphan,
        }
    }
}

impl From<wire::TagForm> for markdown::TagForm {
    fn from(form: wire::TagForm) -> Self {
        match form {
            wire::TagForm::Words => Self::Words,
            wire::TagForm::Wikilinks => Self::Wikilinks,
            wire::TagForm::Hashtags => Self::Hashtags,
        }
    }
}

impl From<wire::Colour> for annotated::Colour {
    fn from(colour: wire::Colour) -> Self {
        match colour {
            wire::Colour::Yellow => Self::Yellow,
            wire::Colour::Red => Self::Red,
            wire::Colour::Green => Self::Green,
            wire::Colour::Blue => Self::Blue,
            wire::Colour::Purple => Self::Purple,
        }
    }
}

impl From<wire::Style> for annotated::Style {
    fn from(style: wire::Style) -> Self {
        let wire::Style { mark, colour } = style;
        Self {
            mark: match mark {
                wire::Mark::Fill => annotated::Mark::Fill,
                wire::Mark::Underline => annotated::Mark::Underline,
            },
            colour: colour.into(),
        }
    }
}

impl From<documents::Summary> for wire::DocumentSummary {
    fn from(summary: documents::Summary) -> Self {
        let documents::Summary {
            id,
            title,
            source,
            published,
            language,
            file_name,
            format,
            encoding,
            characters,
            speakers,
            sections,
            annotations,
            notes,
            orphans,
            revision_number,
            created_at,
            read_at,
            position,
        } = summary;
        Self {
            id: id.to_string(),
            title,
            source,
            published,
            language,
            file_name,
            format,
            encoding,
            characters,
            speakers: speakers.into_iter().map(Into::into).collect(),
            sections,
            annotations,
            notes,
            orphans,
            revision_number,
            created_at,
            read_at,
            position: position.0,
        }
    }
}

impl From<documents::SpeakerSummary> for wire::SpeakerSummary {
    fn from(speaker: documents::SpeakerSummary) -> Self {
        let documents::SpeakerSummary { name, role, colour } = speaker;
        Self { name, role: role.into(), colour }
    }
}

impl From<speakers::Speaker> for wire::Speaker {
    fn from(speaker: speakers::Speaker) -> Self {
        let speakers::Speaker { id, name, aliases, role, colour, turns, characters } = speaker;
        Self { id: id.to_string(), name, aliases, role: role.into(), colour, turns, characters }
    }
}

impl From<annotations::Annotation> for wire::Annotation {
    fn from(annotation: annotations::Annotation) -> Self {
        let annotations::Annotation {
            id,
            document,
            // Every offset of a document that is open belongs to its revision, which the view names.
            revision: _,
            span,
            quote,
            state,
            made_on,
            style,
            note,
            tags,
            created_at,
            modified_at,
        } = annotation;
        let original = state.original().map(str::to_owned);
        let reason = match &state {
            annotations::State::Anchored | annotations::State::Changed { .. } => None,
            annotations::State::Orphan { reason, .. } => Some((*reason).into()),
        };
        let state = state.kind().into();
        Self {
            id: id.to_string(),
            document: document.to_string(),
            start: span.start.0,
            end: span.end.0,
            quote,
            state,
            original,
            reason,
            made_on: made_on.to_string(),
            style: style.into(),
            note,
            tags: tags.iter().map(ToString::to_string).collect(),
            created_at,
            modified_at,
        }
    }
}

impl From<interview::Section> for wire::Section {
    fn from(section: interview::Section) -> Self {
        let interview::Section { number, marker, title, level, heading, span } = section;
        Self { number, marker, title, level, heading: heading.start.0, start: span.start.0, end: span.end.0 }
    }
}

/// A block with its speaker's id in place of the index into `speakers`.
pub(crate) fn block(block: &interview::Block, speakers: &[wire::Speaker]) -> wire::Block {
    let interview::Block { span, body, kind } = block;
    let mut wire = wire::Block {
        start: span.start.0,
        end: span.end.0,
        body_start: body.start.0,
        body_end: body.end.0,
        kind: wire::BlockKind::Paragraph,
        level: None,
        number: None,
        speaker: None,
        label_start: None,
        label_end: None,
        time: None,
    };
    match kind {
        interview::BlockKind::Title => wire.kind = wire::BlockKind::Title,
        interview::BlockKind::Metadata => wire.kind = wire::BlockKind::Metadata,
        interview::BlockKind::Paragraph => {}
        interview::BlockKind::Heading { level, number } => {
            wire.kind = wire::BlockKind::Heading;
            wire.level = Some(*level);
            wire.number = *number;
        }
        interview::BlockKind::Turn { speaker, label, time } => {
            wire.kind = wire::BlockKind::Turn;
            wire.speaker = speakers.get(*speaker).map(|speaker| speaker.id.clone());
            wire.label_start = label.map(|label| label.start.0);
            wire.label_end = label.map(|label| label.end.0);
            wire.time = *time;
        }
    }
    wire
}

impl From<documents::OpenDocument> for wire::DocumentView {
    fn from(document: documents::OpenDocument) -> Self {
        let lost = annotations::misfits(&document);
        let documents::OpenDocument {
            summary,
            revision,
            text,
            is_damaged,
            blocks,
            speakers,
            annotations,
            orphans,
            // The page has it from `tag_list`, and keeps it by the events.
            codebook: _,
            position,
        } = document;
        let speakers: Vec<wire::Speaker> = speakers.into_iter().map(Into::into).collect();
        Self {
            summary: summary.into(),
            revision: revision.to_string(),
            sections: interview::sections(&TextIndex::new(&text), &blocks)
                .into_iter()
                .map(Into::into)
                .collect(),
            blocks: blocks.iter().map(|one| block(one, &speakers)).collect(),
            speakers,
            annotations: annotations.into_iter().map(Into::into).collect(),
            orphans: orphans.into_iter().map(Into::into).collect(),
            position: position.0,
            text: text.as_ref().to_owned(),
            trouble: is_damaged.then(|| wire::Trouble {
                is_text_damaged: true,
                lost,
                ..wire::Trouble::default()
            }),
        }
    }
}

impl From<HistoryEntry> for wire::HistoryEntry {
    fn from(entry: HistoryEntry) -> Self {
        let HistoryEntry { id, action, subject, at, is_undone } = entry;
        Self { id, action: action.name().to_owned(), subject, at, is_undone }
    }
}

impl From<HistoryState> for wire::HistoryState {
    fn from(state: HistoryState) -> Self {
        let HistoryState { undo, redo } = state;
        Self { undo: undo.map(Into::into), redo: redo.map(Into::into) }
    }
}
